//! Parts that Word documents, workbooks and slides have alike: properties, and the words of charts and SmartArt.

pub(super) mod drawn_words;
pub(super) mod linked;
pub(super) mod properties;
