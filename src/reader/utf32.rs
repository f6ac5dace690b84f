//! Text in UTF-32, which is known by its byte order mark alone: four bytes a character.

use crate::document::{Document, Origin, Problem, ProblemKind, SourceMap};
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
    let (mut at, mut places) = (UNIT, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if stop.requested() {
            problems.push(Problem::new(ProblemKind::TooSlow));
            break;
        }
        let (start, text_start) = (at, text.len());
        for (count, unit) in rest.chunks(UNIT).take(PIECE_MAX).enumerate() {
            let character = decoded(unit, order);
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
        map.push(text_start, part, origin);
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
        ..Document::default()
    }
}

fn decoded(unit: &[u8], order: Order) -> Option<char> {
    let unit = unit.try_into().ok()?;
    char::from_u32(match order {
        Order::Little => u32::from_le_bytes(unit),
        Order::Big => u32::from_be_bytes(unit),
    })
}

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
