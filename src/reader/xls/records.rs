//! The records of a workbook's stream ([MS-XLS], 2.1.4), and the texts in them, which may go on in further records.

use crate::reader::compound::bytes::{slice_at, u16_at};

/// What goes on with the record before.
const CONTINUE: u16 = 0x003C;

/// A record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'s> {
    pub(super) kind: u16,
    pub(super) data: &'s [u8],
    /// Where its data begin in the stream.
    pub(super) at: usize,
}

/// The records from a place of the stream on.
#[derive(Clone, Debug)]
pub(super) struct Records<'s> {
    stream: &'s [u8],
    at: usize,
    /// Whether the last one says that it is longer than the stream.
    pub(super) is_cut: bool,
}

impl<'s> Records<'s> {
    /// The records of `stream` from byte `at` on.
    pub(super) fn new(stream: &'s [u8], at: usize) -> Self {
        Self {
            stream,
            at,
            is_cut: false,
        }
    }

    /// The data of the record and of those that go on with it.
    pub(super) fn joined(&mut self, record: &Record<'s>) -> Joined<'s> {
        let mut parts = vec![record.data];
        let mut rest = self.clone();
        while let Some(next) = rest.next().filter(|next| next.kind == CONTINUE) {
            parts.push(next.data);
            self.at = rest.at;
        }
        Joined {
            parts,
            part: 0,
            at: 0,
        }
    }
}

impl<'s> Iterator for Records<'s> {
    type Item = Record<'s>;

    fn next(&mut self) -> Option<Record<'s>> {
        if self.at >= self.stream.len() || self.is_cut {
            return None;
        }
        let at = self.at.saturating_add(4);
        let record = || {
            let kind = u16_at(self.stream, self.at)?;
            let length = usize::from(u16_at(self.stream, self.at + 2)?);
            let data = slice_at(self.stream, at, length)?;
            Some(Record { kind, data, at })
        };
        let record = record();
        match &record {
            Some(record) => self.at = at + record.data.len(),
            None => self.is_cut = true,
        }
        record
    }
}

/// Data that stand in one record or more.
#[derive(Debug)]
pub(super) struct Joined<'s> {
    parts: Vec<&'s [u8]>,
    part: usize,
    at: usize,
}

impl Joined<'_> {
    /// The next byte.
    pub(super) fn byte(&mut self) -> Option<u8> {
        loop {
            let part = self.parts.get(self.part)?;
            if let Some(&byte) = part.get(self.at) {
                self.at += 1;
                return Some(byte);
            }
            self.next_part();
        }
    }

    /// The next number of two bytes.
    pub(super) fn word(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// The next number of four bytes.
    pub(super) fn number(&mut self) -> Option<u32> {
        let (low, high) = (self.word()?, self.word()?);
        Some(u32::from(low) | u32::from(high) << 16)
    }

    /// Pass over so many bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len() - self.at;
            if left >= count {
                self.at += count;
                return Some(());
            }
            count -= left;
            self.next_part();
        }
        Some(())
    }

    /// Go to the beginning of the next record.
    pub(super) fn next_part(&mut self) {
        self.part += 1;
        self.at = 0;
    }

    /// The next text, whose length stands before it in two bytes.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.word()?;
        self.text_of(usize::from(length))
    }

    /// The next text, whose length stands before it in one byte.
    pub(super) fn short_text(&mut self) -> Option<String> {
        let length = self.byte()?;
        self.text_of(usize::from(length))
    }

    /// The next text of so many units, with what says how they are kept before it and what is not shown behind it.
    pub(super) fn text_of(&mut self, length: usize) -> Option<String> {
        const WIDE: u8 = 1;
        const PRONUNCIATION: u8 = 1 << 2;
        const RUNS: u8 = 1 << 3;
        let flags = self.byte()?;
        let runs = match flags & RUNS {
            0 => 0,
            _ => usize::from(self.word()?) * 4,
        };
        let pronunciation = match flags & PRONUNCIATION {
            0 => 0,
            _ => usize::try_from(self.number()?).ok()?,
        };
        let text = self.units(length, flags & WIDE != 0);
        self.skip(runs)?;
        self.skip(pronunciation)?;
        text
    }

    /// So many units. Where a record ends among them the next one says anew how they are kept.
    fn units(&mut self, length: usize, mut wide: bool) -> Option<String> {
        let mut units = Vec::new();
        while units.len() < length {
            let part = *self.parts.get(self.part)?;
            if self.at >= part.len() {
                self.next_part();
                wide = self.byte()? & 1 != 0;
                continue;
            }
            let unit = match wide {
                true => self.word()?,
                false => u16::from(self.byte()?),
            };
            units.push(unit);
        }
        Some(String::from_utf16_lossy(&units))
    }
}
