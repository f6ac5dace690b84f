//! Plain text in any encoding: decoding, and the map from text to file.
//!
//! A file in UTF-8 is taken over without a copy. Everything else is decoded in pieces of whole lines, so that each piece of
//! the text knows the bytes it stands for.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Bytes, Document, Format, Origin, Problem, ProblemKind, SourceMap, Text};
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
    let mut places = 0;
    let mut at = start;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if stop.requested() {
            problems.push(Problem::new(ProblemKind::TooSlow));
            break;
        }
        let piece = Piece::first(rest, encoding);
        let start = offset(at);
        let end = offset(at + piece.len);
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

fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}
