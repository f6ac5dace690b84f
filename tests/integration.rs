//! x
mod docx;
