//! What stands before the sheets of a workbook: their names and places, the texts that cells share, formats of numbers.

use std::collections::HashSet;

use crate::document::{Format, Origin, Problem, ProblemKind};
use crate::reader::PIECE_LIMIT;
use crate::reader::compound::bytes::{size_at, u8_at, u16_at, u32_at};
use crate::reader::xlsx::styles::Styles;
use crate::text::Stop;

use super::records::{Joined, Record, Records};

/// The beginning of a workbook or sheet, and its end.
pub(super) const BEGIN: u16 = 0x0809;
pub(super) const END: u16 = 0x000A;

/// How many records are read before somebody is asked whether to go on.
pub(super) const RECORDS_A_TIME: usize = 1024;

/// More sheets than this are no workbook that a person made.
const MOST_SHEETS: usize = 10_000;

/// Excel takes no longer one; in bytes.
const LONGEST_FORMAT: usize = 1024;

/// What the globals say.
#[derive(Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    /// Where they begin.
    places: HashSet<usize>,
    /// The texts that cells share, with their places.
    pub(super) strings: Vec<(Box<str>, Origin)>,
    pub(super) styles: Styles,
    /// Whether days are counted from 1904 on, as on old Macintoshes.
    pub(super) since_1904: bool,
    /// Whether there are more texts than are kept.
    pub(super) has_too_many: bool,
    /// Whether something is damaged.
    pub(super) is_broken: bool,
}

/// A tab.
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) origin: Origin,
    /// Where its records begin.
    pub(super) at: usize,
    pub(super) is_hidden: bool,
    pub(super) kind: SheetKind,
}

/// What is on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetKind {
    Cells,
    Chart,
    /// Macros, and dialogs of Excel 5.
    Other,
}

impl Workbook {
    /// Read the globals at the beginning of `stream`.
    pub(super) fn read(stream: &[u8], format: Format, stop: &Stop) -> Result<Self, Problem> {
        const VERSION_8: u16 = 0x0600;
        let mut records = Records::new(stream, 0);
        let broken = || Problem::in_part(ProblemKind::BrokenPart, super::MAIN);
        let begin = records.next().ok_or_else(broken)?;
        match (begin.kind, u16_at(begin.data, 0)) {
            (BEGIN, Some(VERSION_8)) => {}
            (BEGIN, Some(_)) | (0x0009 | 0x0209 | 0x0409, _) => {
                return Err(Problem::new(ProblemKind::Legacy(format)));
            }
            _ => return Err(broken()),
        }
        let mut workbook = Self::default();
        let mut read = 0_usize;
        let mut has_ended = false;
        while let Some(record) = records.next() {
            read += 1;
            if read.is_multiple_of(RECORDS_A_TIME) && stop.requested() {
                break;
            }
            if record.kind == END {
                has_ended = true;
                break;
            }
            workbook.take(&record, &mut records, stop)?;
        }
        workbook.is_broken |= !has_ended && !stop.requested();
        Ok(workbook)
    }

    fn take<'s>(
        &mut self,
        record: &Record<'s>,
        records: &mut Records<'s>,
        stop: &Stop,
    ) -> Result<(), Problem> {
        const PASSWORD: u16 = 0x002F;
        const DATES: u16 = 0x0022;
        const NUMBER_FORMAT: u16 = 0x041E;
        const CELL_STYLE: u16 = 0x00E0;
        const SHEET: u16 = 0x0085;
        const STRINGS: u16 = 0x00FC;
        match record.kind {
            PASSWORD => return Err(Problem::new(ProblemKind::Encrypted)),
            DATES => self.since_1904 = u16_at(record.data, 0) == Some(1),
            NUMBER_FORMAT => {
                let mut data = records.joined(record);
                if let Some((id, code)) = data.word().zip(data.text())
                    && code.len() <= LONGEST_FORMAT
                {
                    self.styles.add_number_format(u32::from(id), &code);
                }
            }
            CELL_STYLE => {
                let format = u16_at(record.data, 2).unwrap_or(0);
                self.styles.add_cell_style(u32::from(format));
            }
            SHEET => match sheet(record, records) {
                // Two names for one place are damage, and would have it read as often as there are names.
                Some(sheet) if self.sheets.len() < MOST_SHEETS && self.places.insert(sheet.at) => {
                    self.sheets.push(sheet);
                }
                _ => self.is_broken = true,
            },
            STRINGS => {
                let count = u32_at(record.data, 4).unwrap_or(0);
                let origin = origin(record);
                let mut data = records.joined(record);
                if data.skip(8).is_none() {
                    self.is_broken = true;
                }
                self.read_strings(&mut data, count, origin, stop);
            }
            _ => {}
        }
        Ok(())
    }

    fn read_strings(&mut self, data: &mut Joined<'_>, count: u32, origin: Origin, stop: &Stop) {
        for number in 0..count {
            if number.is_multiple_of(1024) && stop.requested() {
                return;
            }
            match data.text() {
                Some(_) if self.strings.len() >= PIECE_LIMIT => {
                    self.has_too_many = true;
                    return;
                }
                Some(text) => self.strings.push((text.into(), origin)),
                None => {
                    self.is_broken = true;
                    return;
                }
            }
        }
    }
}

fn sheet<'s>(record: &Record<'s>, records: &mut Records<'s>) -> Option<SheetEntry> {
    let (at, state, kind) = (
        size_at(record.data, 0)?,
        u8_at(record.data, 4)?,
        u8_at(record.data, 5)?,
    );
    let origin = origin(record);
    let mut data = records.joined(record);
    data.skip(6)?;
    Some(SheetEntry {
        name: data.short_text()?,
        origin,
        at,
        is_hidden: state & 3 != 0,
        kind: match kind {
            0 => SheetKind::Cells,
            2 => SheetKind::Chart,
            _ => SheetKind::Other,
        },
    })
}

/// The bytes of the stream that a record's data are.
pub(super) fn origin(record: &Record<'_>) -> Origin {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Origin::Decoded {
        start: place(record.at),
        end: place(record.at + record.data.len()),
    }
}
