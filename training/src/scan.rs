//! The modules of the library's scanner that name the features.

pub(crate) mod note;
