//! The data of form fields ([MS-DOC], 2.9.78): name, kind and state.

use crate::reader::compound::bytes::{size_at, u8_at, u16_at, utf16_at};
use crate::reader::docx::fields::{Form, FormControl};

/// The form field whose data stand at `place` of the stream `data`; nothing where that is something else.
pub(super) fn form(data: &[u8], place: usize) -> Option<Form> {
    const VERSION: usize = 0xFFFF_FFFF;
    /// The state that says: as by default.
    const DEFAULT: u16 = 25;
    let size = size_at(data, place)?;
    let head = usize::from(u16_at(data, place.checked_add(4)?)?);
    let all = data.get(place..place.checked_add(size)?)?;
    let bytes = all.get(head..)?;
    if size_at(bytes, 0)? != VERSION {
        return None;
    }
    let bits = u16_at(bytes, 4)?;
    let state = bits >> 2 & 0x1F;
    let (name, at) = text(bytes, 10)?;
    let control = match bits & 3 {
        0 => {
            let (default, _) = text(bytes, at)?;
            FormControl::Text { default }
        }
        kind => {
            let default = u16_at(bytes, at)?;
            let chosen = if state == DEFAULT { default } else { state };
            match kind {
                1 => FormControl::CheckBox {
                    checked: chosen != 0,
                },
                _ => FormControl::List {
                    entries: entries(bytes, at + 2).unwrap_or_default(),
                    chosen: usize::from(chosen),
                },
            }
        }
    };
    Some(Form::new((!name.is_empty()).then_some(name), control))
}

/// The text at a place, which says its length first and ends with a zero, and the place behind it.
fn text(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let length = usize::from(u16_at(bytes, at)?);
    let text = utf16_at(bytes, at + 2, length)?;
    Some((text, at + 2 + length * 2 + 2))
}

/// What there is to choose from: behind five more texts.
fn entries(bytes: &[u8], mut at: usize) -> Option<Vec<String>> {
    for _ in 0..5 {
        (_, at) = text(bytes, at)?;
    }
    if u8_at(bytes, at)? != 0xFF {
        return None;
    }
    strings(bytes.get(at..)?)
}

/// The texts of a table of them ([MS-DOC], 2.2.4): how many there are, how much stands behind each, and each with its length.
pub(super) fn strings(table: &[u8]) -> Option<Vec<String>> {
    let count = usize::from(u16_at(table, 2)?);
    let extra = usize::from(u16_at(table, 4)?);
    let mut at = 6;
    let mut strings = Vec::new();
    for _ in 0..count {
        let length = usize::from(u16_at(table, at)?);
        strings.push(utf16_at(table, at + 2, length)?);
        at += 2 + length * 2 + extra;
    }
    Some(strings)
}
