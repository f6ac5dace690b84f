//! A sheet as a workbook of Excel, and the cells of one that came back.

mod hints;
mod read;
mod shown;
mod write;

pub(super) use read::{cells, is_ours};
pub use write::Layout;
