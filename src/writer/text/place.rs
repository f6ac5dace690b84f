//! Where a character stands among the bytes of a piece of text in an older encoding.

use super::encoder::Encoder;

/// A character has at most so many bytes.
const LONGEST: usize = 4;

/// The byte of `piece`, which means `text`, at which byte `at` of that begins: what is before it means what stands before,
/// and what is behind it the rest. Nothing where there is no such byte: bytes that mean nothing may hang together with what
/// follows them.
pub(super) fn in_piece(
    piece: &[u8],
    text: &str,
    at: usize,
    encoder: &Encoder<'_>,
) -> Option<usize> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    // No character has fewer bytes than one, or more than four for each of the text.
    let near = encoder.length_of(piece, at);
    let tried = near.saturating_sub(LONGEST)..=near.saturating_add(LONGEST).min(piece.len());
    let is_place = |&byte: &usize| {
        let (Some(head), Some(tail)) = (piece.get(..byte), piece.get(byte..)) else {
            return false;
        };
        encoder.means(head, before) && encoder.means(tail, after)
    };
    tried.clone().find(is_place)
}
