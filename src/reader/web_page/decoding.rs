//! The encoding of a page, by what it says of itself and by its bytes, and how places in the decoded page become places in the file.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};

use crate::document::Origin;
use crate::reader::encoding;

/// Where an encoding is declared, it stands near the start.
const HEAD: usize = 4 << 10;

/// So many bytes beyond ASCII that are UTF-8 are it, whatever else is declared: pages are saved anew, and what they say of themselves is
/// forgotten.
const ENOUGH: usize = 12;

/// A page as text.
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    pub(super) encoding: &'static Encoding,
    /// How many bytes of the file stand before the text.
    mark: usize,
    size: usize,
    /// How many places mean nothing in the encoding.
    pub(super) undecodable: usize,
}

impl Decoded<'_> {
    /// Where the bytes `span` of the text stand in the file. Of a page that is not in UTF-8 only the file as a whole is known.
    pub(super) fn origin(&self, span: Range<usize>, is_verbatim: bool) -> Origin {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        if self.encoding != UTF_8 || self.undecodable > 0 {
            return Origin::Decoded {
                start: 0,
                end: offset(self.size),
            };
        }
        let start = offset(span.start + self.mark);
        match is_verbatim {
            true => Origin::Verbatim { start },
            false => Origin::Decoded {
                start,
                end: offset(span.end + self.mark),
            },
        }
    }
}

/// The text of the page that `bytes` are.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (without_mark(bytes), 0));
    let content = bytes.get(mark..).unwrap_or_default();
    let (text, is_damaged) = encoding.decode_without_bom_handling(content);
    let undecodable = match is_damaged {
        true => text.matches(char::REPLACEMENT_CHARACTER).count(),
        false => 0,
    };
    Decoded {
        text,
        encoding,
        mark,
        size: bytes.len(),
        undecodable,
    }
}

fn without_mark(bytes: &[u8]) -> &'static Encoding {
    let is_utf8 = simdutf8::basic::from_utf8(bytes).is_ok();
    let beyond_ascii = || bytes.iter().filter(|byte| !byte.is_ascii()).take(ENOUGH);
    match declared(bytes) {
        None if is_utf8 => UTF_8,
        Some(_) if is_utf8 && beyond_ascii().count() == ENOUGH => UTF_8,
        None => encoding::guess(bytes),
        // The page would not be readable if it were.
        Some(declared) if declared == UTF_8 && !is_utf8 => encoding::guess(bytes),
        // What calls itself GB2312 or GBK holds characters that only the newer standard has.
        Some(declared) if declared == GBK => GB18030,
        Some(declared) => declared,
    }
}

/// The encoding that the page says it is in.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, label) = match head.split_once("charset=") {
        Some(found) => found,
        None => {
            let declaration = head.trim_start().strip_prefix("<?xml")?;
            let (declaration, _) = declaration.split_once("?>")?;
            declaration.split_once("encoding=")?
        }
    };
    let label = label.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '>', '/'])?;
    let encoding = Encoding::for_label(label.get(..end)?.as_bytes())?;
    // A declaration that can be read byte by byte is not UTF-16.
    encoding.is_ascii_compatible().then_some(encoding)
}
