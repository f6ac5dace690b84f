//! The bytes of a part as text, whatever their encoding, and the way back from text to bytes.

use std::cell::Cell;
use std::ops::Range;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Origin, ProblemKind, Text};

/// A part as text.
pub(crate) struct Source {
    text: Text,
    coding: Coding,
    problem: Option<ProblemKind>,
}

/// How offsets in the text become offsets in the part.
enum Coding {
    /// They differ by the byte order mark.
    Utf8 { mark: usize },
    /// They are counted on from the last place that was asked for: text offset, part offset.
    Utf16 {
        mark: usize,
        last: Cell<(usize, usize)>,
    },
    /// Only the part as a whole is known, by its length.
    Other { length: usize },
}

impl Source {
    /// Decode the bytes of a part. Office programs write UTF-8 or UTF-16; others are read by what they declare.
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        let (encoding, mark) = Encoding::for_bom(&bytes)
            .or_else(|| unmarked(&bytes).map(|encoding| (encoding, 0)))
            .unwrap_or((UTF_8, 0));
        Self::decoded(bytes, encoding, mark)
    }

    /// Decode bytes that are in `encoding` behind a byte order mark of `mark` bytes.
    pub(crate) fn decoded(bytes: Vec<u8>, encoding: &'static Encoding, mark: usize) -> Self {
        if encoding == UTF_8 {
            return Self::utf8(bytes, mark);
        }
        let text = bytes.get(mark..).unwrap_or(&[]);
        let (text, _) = encoding.decode_without_bom_handling(text);
        let coding = if encoding == UTF_16LE || encoding == UTF_16BE {
            Coding::Utf16 {
                mark,
                last: Cell::new((0, mark)),
            }
        } else {
            Coding::Other {
                length: bytes.len(),
            }
        };
        Self {
            text: text.into_owned().into(),
            coding,
            problem: None,
        }
    }

    /// Bytes that are no UTF-8 end the text before them: no office program would read on either.
    fn utf8(bytes: Vec<u8>, mark: usize) -> Self {
        let (text, problem) = match Text::from_utf8(bytes.into(), mark) {
            Ok(text) => (text, None),
            Err(bytes) => {
                let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
                let offset = valid.len();
                let text = valid.get(mark..).unwrap_or_default();
                (text.into(), Some(ProblemKind::BrokenXml { offset }))
            }
        };
        Self {
            text,
            coding: Coding::Utf8 { mark },
            problem,
        }
    }

    /// The text, without a byte order mark.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Of how many bytes the byte order mark is, if all others are the text's as they stand.
    pub(crate) fn mark(&self) -> Option<usize> {
        match self.coding {
            Coding::Utf8 { mark } => Some(mark),
            Coding::Utf16 { .. } | Coding::Other { .. } => None,
        }
    }

    /// What was wrong with the bytes.
    pub(crate) fn problem(&self) -> Option<ProblemKind> {
        self.problem.clone()
    }

    /// The byte in the part that byte `at` of the text came from.
    pub(crate) fn offset(&self, at: usize) -> usize {
        match &self.coding {
            Coding::Utf8 { mark } => at + mark,
            Coding::Utf16 { mark, last } => {
                let (mut from, mut offset) = last.get();
                if from > at {
                    (from, offset) = (0, *mark);
                }
                let between = self.text.get(from..at).unwrap_or("");
                offset += 2 * between.chars().map(char::len_utf16).sum::<usize>();
                last.set((at, offset));
                offset
            }
            Coding::Other { length } => *length,
        }
    }

    /// The origin of the text `span`; `verbatim` where it stands there as it is read.
    pub(crate) fn origin(&self, span: Range<usize>, verbatim: bool) -> Origin {
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        match self.coding {
            Coding::Utf8 { mark } if verbatim => Origin::Verbatim {
                start: offset(span.start + mark),
            },
            Coding::Utf8 { .. } | Coding::Utf16 { .. } => Origin::Decoded {
                start: offset(self.offset(span.start)),
                end: offset(self.offset(span.end)),
            },
            Coding::Other { length } => Origin::Decoded {
                start: 0,
                end: offset(length),
            },
        }
    }
}

/// The encoding of a part that has no byte order mark, where it is not UTF-8.
fn unmarked(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, ..] => return Some(UTF_16LE),
        [0, b'<', ..] => return Some(UTF_16BE),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(200))?;
    let head = head.get(..head.iter().position(|&byte| byte == b'>')?)?;
    let declaration = std::str::from_utf8(head).ok()?;
    let (_, label) = declaration.strip_prefix("<?xml")?.split_once("encoding")?;
    let label = label.trim_start_matches(['=', ' ']).get(1..)?;
    let label = label.split(['"', '\'']).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A declaration that can be read byte by byte is not UTF-16, whatever it says.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}
