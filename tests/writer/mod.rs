//! The way back: edits and notes in files of every format that is written, through the public interface.

#[cfg(feature = "office")]
mod archives;
#[cfg(feature = "office")]
mod corpus;
#[cfg(feature = "office")]
mod docx;
#[cfg(feature = "office")]
mod fill_cases;
#[cfg(feature = "office")]
mod note_cases;
#[cfg(feature = "office")]
mod other_programs;
#[cfg(feature = "office")]
mod package;
#[cfg(feature = "office")]
mod protection;
#[cfg(feature = "office")]
mod random;
#[cfg(feature = "office")]
mod splits;
mod text;
#[cfg(feature = "office")]
mod track_cases;
