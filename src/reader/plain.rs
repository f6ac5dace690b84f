//! Plain text in any encoding: decoding, and the map from text to file.
//!
//! A file in UTF-8 is taken over without a copy. Everything else is decoded in pieces of whole lines, so that each piece of
//! the text knows the bytes it stands for.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{
    Bytes, Document, Format, MARK_OPEN, Origin, OwnMark, Problem, ProblemKind, SourceMap, Text,
};
use crate::reader::own_marks::{self, offset};
use crate::reader::{encoding, unsupported_encoding, utf32};
use crate::text::Stop;

/// A piece ends with the first line that ends at or after so many bytes, so that a file of empty lines has no
/// segment for each of them.
const PIECE_MIN: usize = 64;

/// A piece is never longer than so many bytes, however long its line is.
const PIECE_MAX: usize = 4 << 10;

/// Read `bytes` as text; nodes are the affair of formats that have some.
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    if let Some(name) = unsupported_encoding::of_seven_bits(&bytes) {
        return refused(name, format);
    }
    if let Some(order) = utf32::order(&bytes) {
        return Document {
            format,
            ..utf32::read(&bytes, order, stop)
        };
    }
    let mut document = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding == UTF_8 => utf8(bytes, mark, stop),
        Some((encoding, mark)) => decode(&bytes, mark, encoding, stop),
        // UTF-16 can be valid UTF-8 by chance, but then it holds control characters.
        None => match encoding::utf16_among_controls(&bytes) {
            Some(encoding) => decode(&bytes, 0, encoding, stop),
            None => utf8(bytes, 0, stop),
        },
    };
    document.format = format;
    document
}

/// UTF-8 behind a byte order mark of `mark` bytes; without a mark, whatever the text turns out to be in.
fn utf8(bytes: Bytes, mark: usize, stop: &Stop) -> Document {
    let bytes = match Text::from_utf8(bytes, mark) {
        Ok(text) => {
            if let Some((text, map, own_marks)) = own_marks::left_out(&text, mark) {
                return Document {
                    encoding: Some(UTF_8.name()),
                    text: text.into(),
                    map,
                    own_marks,
                    ..Document::default()
                };
            }
            return Document {
                encoding: Some(UTF_8.name()),
                text,
                map: SourceMap::identity(mark),
                ..Document::default()
            };
        }
        Err(bytes) => bytes,
    };
    if mark == 0 && unsupported_encoding::is_euc_tw(&bytes) {
        return refused("EUC-TW", Format::Text);
    }
    let encoding = if mark > 0 {
        UTF_8
    } else {
        encoding::guess(&bytes)
    };
    decode(&bytes, mark, encoding, stop)
}

fn refused(encoding: &'static str, format: Format) -> Document {
    let kind = ProblemKind::UnsupportedEncoding(encoding);
    Document::unread(format, Problem::new(kind))
}

fn decode(source: &[u8], start: usize, encoding: &'static Encoding, stop: &Stop) -> Document {
    // Han characters grow from two bytes to three.
    let mut text = String::with_capacity(source.len() + source.len() / 2);
    let mut map = SourceMap::default();
    let part = map.add_part("");
    let mut problems = Vec::new();
    let mut own_marks = Vec::new();
    let mut places = 0;
    let mut at = start;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if stop.requested() {
            problems.push(Problem::new(ProblemKind::TooSlow));
            break;
        }
        let piece = Piece::first(rest, encoding).up_to_mark(rest, encoding);
        let start = offset(at);
        let end = offset(at + piece.len);
        if own_marks::at_head(&piece.text) == Some(piece.text.len()) {
            own_marks.push(OwnMark {
                bytes: start..end,
                text: piece.text.into(),
            });
            at += piece.len;
            continue;
        }
        let verbatim = encoding == UTF_8 && piece.bad == 0;
        let origin = if verbatim {
            Origin::Verbatim { start }
        } else {
            Origin::Decoded { start, end }
        };
        map.push(text.len(), part, origin);
        text.push_str(&piece.text);
        places += piece.bad;
        at += piece.len;
    }
    if places > 0 {
        problems.push(Problem::new(ProblemKind::UndecodableBytes { places }));
    }
    Document {
        encoding: Some(encoding::name(encoding)),
        text: text.into(),
        map,
        problems,
        own_marks,
        ..Document::default()
    }
}

/// Some bytes of the file and what they stand for.
struct Piece<'s> {
    text: Cow<'s, str>,
    len: usize,
    /// How many places mean nothing.
    bad: usize,
}

impl<'s> Piece<'s> {
    /// The piece at the start of `rest`, which begins with a whole character.
    fn first(rest: &'s [u8], encoding: &'static Encoding) -> Self {
        let window = rest.get(..PIECE_MAX).unwrap_or(rest);
        let line_end = if encoding == UTF_16LE {
            line_end_of_pairs(window, [b'\n', 0])
        } else if encoding == UTF_16BE {
            line_end_of_pairs(window, [0, b'\n'])
        } else {
            // In no other encoding that is guessed can this byte be the second half of a character.
            let after = window.get(PIECE_MIN - 1..).unwrap_or_default();
            after
                .iter()
                .position(|&byte| byte == b'\n')
                .map(|found| PIECE_MIN + found)
        };
        if let Some(len) = line_end {
            return Self::new(window, len, encoding);
        }
        let whole = Self::new(window, window.len(), encoding);
        if window.len() == rest.len() || whole.bad == 0 {
            return whole;
        }
        // The window may have cut a character, which has at most four bytes: the cut that leaves the fewest bad
        // bytes, and among those the last one, lies between two characters.
        (1..4)
            .map(|back| Self::new(window, window.len() - back, encoding))
            .fold(
                whole,
                |best, other| if other.bad < best.bad { other } else { best },
            )
    }

    /// The piece up to the first mark of ours in it, or that mark alone where it begins with it. `rest` begins with the piece. One
    /// whose mark may go on behind it ends before the mark, so that the next piece has it whole.
    fn up_to_mark(self, rest: &'s [u8], encoding: &'static Encoding) -> Self {
        let end = match own_marks::at_head(&self.text) {
            Some(length) => Some(length),
            None => self
                .text
                .match_indices(MARK_OPEN)
                .map(|(at, _)| at)
                .find(|at| *at > 0),
        };
        let shorter = end
            .filter(|end| *end < self.text.len())
            .and_then(|end| self.cut(rest, end, encoding));
        shorter.unwrap_or(self)
    }

    /// The piece up to byte `end` of its text; nothing where no byte of the file is the place.
    fn cut(&self, rest: &'s [u8], end: usize, encoding: &'static Encoding) -> Option<Self> {
        let bytes = rest.get(..self.len)?;
        let (before, after) = self.text.split_at_checked(end)?;
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (mut made, mut near, mut room) = (0, 0, [0; 16]);
        while made < end {
            let byte = bytes.get(near..=near)?;
            let (_, _, written, _) = decoder.decode_to_utf8(byte, &mut room, false);
            made += written;
            near += 1;
        }
        // What means nothing is told one byte late.
        let mut lengths = [near, near.saturating_sub(1)].into_iter();
        lengths.find_map(|len| {
            let head = Self::new(bytes, len, encoding);
            let tail = encoding.decode_without_bom_handling(bytes.get(len..)?).0;
            (head.text == before && tail == after).then_some(head)
        })
    }

    fn new(window: &'s [u8], len: usize, encoding: &'static Encoding) -> Self {
        let bytes = window.get(..len).unwrap_or(window);
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        let bad = if damaged {
            text.matches(char::REPLACEMENT_CHARACTER).count()
        } else {
            0
        };
        Self {
            text,
            len: bytes.len(),
            bad,
        }
    }
}

fn line_end_of_pairs(window: &[u8], newline: [u8; 2]) -> Option<usize> {
    let after = window.get(PIECE_MIN - 2..)?;
    let found = after.chunks_exact(2).position(|pair| pair == newline)?;
    Some(PIECE_MIN + found * 2)
}
