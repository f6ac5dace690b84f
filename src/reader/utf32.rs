//! Text in UTF-32, which is known by its byte order mark alone: four bytes a character.

use crate::document::{
    Document, MARK_LIMIT, MARK_OPEN, Origin, OwnMark, Problem, ProblemKind, SourceMap,
};
use crate::reader::own_marks::{self, offset};
use crate::text::Stop;

/// The byte order mark, and any other character, in bytes.
const UNIT: usize = 4;

/// A piece of the map ends with the first line that ends after so many characters, and has at most so many.
const PIECE_MIN: usize = 64;
const PIECE_MAX: usize = 1 << 10;

/// Which way round the bytes of a character stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

/// The order that the mark at the head of `bytes` tells; nothing where there is no such mark. A mark of UTF-16 with a NUL
/// behind it begins no text.
pub(super) fn order(bytes: &[u8]) -> Option<Order> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some(Order::Little),
        [0, 0, 0xFE, 0xFF, ..] => Some(Order::Big),
        _ => None,
    }
}

/// Read `bytes`, which begin with the mark of this order.
pub(super) fn read(bytes: &[u8], order: Order, stop: &Stop) -> Document {
    let mut text = String::with_capacity(bytes.len() / UNIT * 3);
    let mut map = SourceMap::default();
    let part = map.add_part("");
    let mut problems = Vec::new();
    let mut own_marks = Vec::new();
    let (mut at, mut places) = (UNIT, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if stop.requested() {
            problems.push(Problem::new(ProblemKind::TooSlow));
            break;
        }
        if let Some(mark) = own_mark(rest, order) {
            let end = at + mark.chars().count() * UNIT;
            own_marks.push(OwnMark {
                bytes: offset(at)..offset(end),
                text: mark.into(),
            });
            at = end;
            continue;
        }
        let (start, text_start) = (at, text.len());
        for (count, unit) in rest.chunks(UNIT).take(PIECE_MAX).enumerate() {
            let character = decoded(unit, order);
            let begins_mark = character.is_some_and(|c| MARK_OPEN.starts_with(c));
            if begins_mark
                && bytes
                    .get(at..)
                    .and_then(|rest| own_mark(rest, order))
                    .is_some()
            {
                break;
            }
            places += usize::from(character.is_none());
            text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
            at += unit.len();
            if character == Some('\n') && count >= PIECE_MIN {
                break;
            }
        }
        let origin = Origin::Decoded {
            start: offset(start),
            end: offset(at),
        };
        if at > start {
            map.push(text_start, part, origin);
        }
    }
    if places > 0 {
        problems.push(Problem::new(ProblemKind::UndecodableBytes { places }));
    }
    Document {
        encoding: Some(match order {
            Order::Little => "UTF-32LE",
            Order::Big => "UTF-32BE",
        }),
        text: text.into(),
        map,
        problems,
        own_marks,
        ..Document::default()
    }
}

/// The mark of ours that `rest` begins with.
fn own_mark(rest: &[u8], order: Order) -> Option<String> {
    let most = MARK_OPEN.len() + MARK_LIMIT + 1;
    let units = rest.chunks(UNIT).take(most);
    let open: String = units
        .clone()
        .take(MARK_OPEN.chars().count())
        .map_while(|it| decoded(it, order))
        .collect();
    if open != MARK_OPEN {
        return None;
    }
    let text: String = units.map_while(|unit| decoded(unit, order)).collect();
    let length = own_marks::at_head(&text)?;
    text.get(..length).map(str::to_owned)
}

fn decoded(unit: &[u8], order: Order) -> Option<char> {
    let unit = unit.try_into().ok()?;
    char::from_u32(match order {
        Order::Little => u32::from_le_bytes(unit),
        Order::Big => u32::from_be_bytes(unit),
    })
}
