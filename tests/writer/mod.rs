//! The way back: edits and notes in files of every format that is written, through the public interface.

mod text;
