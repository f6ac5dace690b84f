//! The table of pieces ([MS-DOC], 2.8.35): which character stands where. A document that was saved in a hurry has what was changed at its end.

use std::ops::Range;

use crate::reader::compound::bytes::{size_at, slice_at, u16_at, u32_at};

/// Characters that stand one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Which ones of the document they are.
    pub(super) characters: Range<u32>,
    /// Where they begin in the stream.
    pub(super) start: usize,
    /// How many bytes each takes.
    pub(super) width: usize,
    /// What is said of all of them: a number of a list of changes, or a change.
    change: u16,
}

/// All pieces in order, and the lists of changes that they name.
pub(super) struct Pieces<'t> {
    pieces: Vec<Piece>,
    changes: Vec<&'t [u8]>,
}

impl<'t> Pieces<'t> {
    /// Read the table; nothing where it is damaged.
    pub(super) fn read(table: &'t [u8]) -> Option<Self> {
        const LIST: u8 = 1;
        const PIECES: u8 = 2;
        let mut at = 0;
        let mut changes = Vec::new();
        loop {
            match *table.get(at)? {
                LIST => {
                    let size = usize::from(u16_at(table, at + 1)?);
                    changes.push(slice_at(table, at + 3, size)?);
                    at += 3 + size;
                }
                PIECES => {
                    let size = size_at(table, at + 1)?;
                    let rest = table.get(at + 5..)?;
                    let pieces = pieces(rest.get(..size).unwrap_or(rest));
                    return Some(Self { pieces, changes });
                }
                _ => return None,
            }
        }
    }

    /// The piece that holds the character, and the bytes of the stream from that on to the end of the piece.
    pub(super) fn at(&self, character: u32) -> Option<(&Piece, Range<usize>)> {
        let next = self
            .pieces
            .partition_point(|piece| piece.characters.start <= character);
        let piece = self.pieces.get(next.checked_sub(1)?)?;
        if character >= piece.characters.end {
            return None;
        }
        let bytes = |to: u32| {
            let count = usize::try_from(to - piece.characters.start).ok()?;
            piece.start.checked_add(count.checked_mul(piece.width)?)
        };
        Some((piece, bytes(character)?..bytes(piece.characters.end)?))
    }

    /// What is said of all letters of a piece beside what stands with them.
    pub(super) fn changes_of(&self, piece: &Piece) -> Vec<u8> {
        let value = piece.change;
        if value & 1 != 0 {
            let list = self.changes.get(usize::from(value >> 1));
            return list.map(|list| list.to_vec()).unwrap_or_default();
        }
        let [_, operand] = value.to_le_bytes();
        // The short numbers of those that matter.
        let number: u16 = match value >> 1 & 0x7F {
            0x41 => 0x0800,
            0x42 => 0x0801,
            0x5C => 0x083C,
            _ => return Vec::new(),
        };
        let [low, high] = number.to_le_bytes();
        vec![low, high, operand]
    }

    /// The first character from this one on that a piece holds, or the last number there is.
    pub(super) fn next(&self, character: u32) -> u32 {
        let next = self
            .pieces
            .partition_point(|piece| piece.characters.end <= character);
        let piece = self.pieces.get(next);
        piece.map_or(u32::MAX, |piece| piece.characters.start.max(character))
    }

    /// How many characters all pieces hold.
    pub(super) fn end(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| piece.characters.end)
    }
}

/// The pieces of a table of `n` places and one more, and `n` pieces. What goes back is damaged, and so is all behind it.
fn pieces(table: &[u8]) -> Vec<Piece> {
    const ONE_BYTE: u32 = 1 << 30;
    let count = table.len().saturating_sub(4) / 12;
    let piece = |index: usize| {
        let start = u32_at(table, index * 4)?;
        let end = u32_at(table, index * 4 + 4)?;
        let at = (count + 1) * 4 + index * 8;
        let place = u32_at(table, at + 2)?;
        let is_short = place & ONE_BYTE != 0;
        let place = usize::try_from(place & !ONE_BYTE).ok()?;
        (start <= end).then_some(Piece {
            characters: start..end,
            start: if is_short { place / 2 } else { place },
            width: if is_short { 1 } else { 2 },
            change: u16_at(table, at + 6)?,
        })
    };
    let mut pieces: Vec<Piece> = (0..count).map_while(piece).collect();
    let mut last = 0;
    let sound = pieces.iter().take_while(|piece| {
        let goes_on = piece.characters.start >= last;
        last = piece.characters.end;
        goes_on
    });
    let sound = sound.count();
    pieces.truncate(sound);
    pieces
}
