//! The parts of a mail (RFC 2045 to 2049), for mails and for pages that were saved as one: head, body, what lies in a body.
//!
//! Owns how parts are told apart and decoded. Encoded words in heads are left to whoever reads these.

use encoding_rs::Encoding;

use crate::reader::encoding;

/// How deep parts may lie in each other.
const DEPTH: usize = 16;

/// So many parts are looked at.
pub(in crate::reader) const PARTS: usize = 1_000;

/// No head is longer.
const HEAD: usize = 256 << 10;

/// A mail, or a part of one.
#[derive(Clone)]
pub(in crate::reader) struct Part<'m> {
    /// The fields, each on a line.
    head: String,
    body: &'m [u8],
}

impl<'m> Part<'m> {
    /// The part that `bytes` are.
    pub(in crate::reader) fn of(bytes: &'m [u8]) -> Self {
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
        Self::at(bytes.get(start.unwrap_or(0)..).unwrap_or_default())
    }

    /// The part between two boundaries, which may begin with the blank line that ends its head.
    fn at(bytes: &'m [u8]) -> Self {
        let (mut at, mut end) = (0, bytes.len().min(HEAD));
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let is_blank = line.trim_ascii().is_empty();
            if is_blank {
                end = at;
            }
            at += line.len();
            if is_blank || at > HEAD {
                break;
            }
        }
        let head = bytes.get(..end).unwrap_or_default();
        Self {
            // Lines that go on from the one before are joined to it.
            head: in_utf8(head, None)
                .replace("\r\n", "\n")
                .replace("\n ", " ")
                .replace("\n\t", " "),
            body: bytes.get(at..).unwrap_or_default(),
        }
    }

    /// The fields of the head, each on a line.
    #[cfg(feature = "mail")]
    pub(in crate::reader) fn head(&self) -> &str {
        &self.head
    }

    /// The value of the first field of this name.
    pub(in crate::reader) fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(':'));
        let (_, value) = fields.find(|(found, _)| found.trim().eq_ignore_ascii_case(name))?;
        Some(value.trim())
    }

    /// What it is, in small letters: `text/html`.
    pub(in crate::reader) fn kind(&self) -> String {
        let kind = self.field("content-type").unwrap_or("text/plain");
        let kind = kind.split([';', ' ']).next().unwrap_or("");
        kind.trim().to_ascii_lowercase()
    }

    /// The parameter `name` of what it is.
    pub(in crate::reader) fn parameter(&self, name: &str) -> Option<&str> {
        let kind = self.field("content-type")?;
        let mut parameters = kind.split(';').filter_map(|part| part.split_once('='));
        let (_, value) = parameters.find(|(found, _)| found.trim().eq_ignore_ascii_case(name))?;
        Some(value.trim().trim_matches('"'))
    }

    /// The bytes that it holds.
    pub(in crate::reader) fn content(&self) -> Vec<u8> {
        let coding = self.field("content-transfer-encoding").unwrap_or_default();
        match coding.to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }

    /// The text that it holds.
    #[cfg(feature = "mail")]
    pub(in crate::reader) fn text(&self) -> String {
        in_utf8(&self.content(), self.encoding())
    }

    /// The page that it holds, in UTF-8 where the mail says in which encoding it is.
    pub(in crate::reader) fn page(&self) -> Vec<u8> {
        let page = self.content();
        match self.encoding().map(|encoding| encoding.decode(&page)) {
            Some((text, _, false)) => {
                // The page's own word for its encoding is no longer true.
                let mut marked = vec![0xEF, 0xBB, 0xBF];
                marked.extend_from_slice(text.as_bytes());
                marked
            }
            _ => page,
        }
    }

    fn encoding(&self) -> Option<&'static Encoding> {
        Encoding::for_label(self.parameter("charset")?.as_bytes())
    }

    /// The parts in it.
    pub(in crate::reader) fn parts(&self) -> Vec<Part<'m>> {
        match self.parameter("boundary") {
            Some(boundary) if self.is_multipart() => parts(self.body, boundary),
            _ => Vec::new(),
        }
    }

    /// Whether it holds parts.
    pub(in crate::reader) fn is_multipart(&self) -> bool {
        self.kind().starts_with("multipart/")
    }

    /// All parts in it that hold no others, in order; itself if there are none.
    pub(in crate::reader) fn leaves(&self) -> Vec<Part<'m>> {
        let mut leaves = Vec::new();
        let mut open = vec![(self.clone(), DEPTH)];
        while let Some((part, depth)) = open.pop() {
            if !part.is_multipart() {
                leaves.push(part);
            } else if let Some(depth) = depth.checked_sub(1) {
                let inner = part.parts().into_iter().rev();
                open.extend(inner.map(|part| (part, depth)));
            }
            if leaves.len() >= PARTS {
                break;
            }
        }
        leaves
    }
}

/// What stands between the lines of the boundary.
fn parts<'m>(body: &'m [u8], boundary: &str) -> Vec<Part<'m>> {
    let boundary = format!("--{boundary}");
    let last = format!("{boundary}--");
    let mut parts = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let words = line.trim_ascii_end();
        if words == boundary.as_bytes() || words == last.as_bytes() {
            parts.extend(start.and_then(|start| body.get(start..at)));
            start = Some(at + line.len()).filter(|_| words == boundary.as_bytes());
        }
        at += line.len();
        if parts.len() == PARTS {
            start = None;
            break;
        }
    }
    // A file that was cut off, or whose last boundary nobody wrote.
    parts.extend(start.and_then(|start| body.get(start..)));
    parts.into_iter().map(Part::at).collect()
}

/// Text in this encoding, or in that which its bytes speak for.
pub(in crate::reader) fn in_utf8(bytes: &[u8], declared: Option<&'static Encoding>) -> String {
    if let Some((text, _, false)) = declared.map(|encoding| encoding.decode(bytes)) {
        return text.into_owned();
    }
    match str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding::guess(bytes).decode(bytes).0.into_owned(),
    }
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        rest = match rest {
            [] => return decoded,
            [b'=', b'\r', b'\n', rest @ ..] | [b'=', b'\n', rest @ ..] => rest,
            [b'=', high, low, after @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    decoded.push(high << 4 | low);
                    after
                }
                _ => {
                    decoded.push(b'=');
                    rest.get(1..).unwrap_or_default()
                }
            },
            [byte, rest @ ..] => {
                decoded.push(*byte);
                rest
            }
        };
    }
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push(u8::try_from(bits >> held & 0xFF).unwrap_or(0));
        }
    }
    decoded
}
