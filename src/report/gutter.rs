//! A margin without numbers, for documents whose paragraphs nobody sees numbered.
//!
//! `codespan-reporting` writes a number beside every line of a source; this writer leaves its room empty.

use std::io::{Result, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;
use codespan_reporting::term::termcolor::Buffer;

/// Writes everything but the numbers of lines.
pub(super) struct Unnumbered<'b> {
    buffer: &'b mut Buffer,
    in_number: bool,
}

impl<'b> Unnumbered<'b> {
    pub(super) fn new(buffer: &'b mut Buffer) -> Self {
        Self {
            buffer,
            in_number: false,
        }
    }
}

impl Write for Unnumbered<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.in_number {
            return self.buffer.write(&vec![b' '; bytes.len()]);
        }
        self.buffer.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.buffer.flush()
    }
}

impl WriteStyle for Unnumbered<'_> {
    fn set_line_number(&mut self) -> Result<()> {
        self.in_number = true;
        Ok(())
    }

    fn reset(&mut self) -> Result<()> {
        match std::mem::take(&mut self.in_number) {
            true => Ok(()),
            false => WriteStyle::reset(self.buffer),
        }
    }

    fn set_header(&mut self, severity: Severity) -> Result<()> {
        self.buffer.set_header(severity)
    }

    fn set_header_message(&mut self) -> Result<()> {
        self.buffer.set_header_message()
    }

    fn set_note_bullet(&mut self) -> Result<()> {
        self.buffer.set_note_bullet()
    }

    fn set_source_border(&mut self) -> Result<()> {
        self.buffer.set_source_border()
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> Result<()> {
        self.buffer.set_label(severity, style)
    }
}
