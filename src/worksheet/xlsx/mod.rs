//! A sheet as a workbook of Excel, and the cells of one that came back.

mod read;
mod shown;
mod write;

pub(super) use read::cells;
pub use write::Layout;
