//! Office Open XML packages (ECMA-376, ISO/IEC 29500): the archive, which part is what, and a part's XML with its places.
//!
//! The reader of Word documents and whoever writes them stand on this. What the elements say is not known here, and no text
//! of a document is made.

pub(crate) mod archive;
pub(crate) mod element;
pub(crate) mod encoding;
pub(crate) mod inflate;
pub(crate) mod markup;
pub(crate) mod namespace;
mod namespaces;
pub(crate) mod package;
pub(crate) mod parts;
pub(crate) mod references;
pub(crate) mod repack;
mod salvage;
pub(crate) mod spaces;
pub(crate) mod xml;
