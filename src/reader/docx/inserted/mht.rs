//! Pages that were saved as a mail with all that belongs to them (MHT, RFC 2557): the page itself is read.

use crate::document::{Document, SourceMap};
use crate::reader::html_text;
use crate::text::Stop;

/// How deep parts may lie in each other.
const DEPTH: usize = 4;

/// So many parts at one level are looked at.
const PARTS: usize = 1_000;

/// Whether the file begins with the head of a mail.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let (head, _) = split_head(bytes);
    let head = head.trim_start();
    let first = head.lines().next().unwrap_or("");
    !first.starts_with('<')
        && first.contains(':')
        && (field(head, "content-type").is_some() || field(head, "mime-version").is_some())
}

/// The page in the file, where there is one. Of its places only the file as a whole is known.
pub(super) fn page(bytes: &[u8], stop: &Stop) -> Option<Document> {
    let page = html(bytes, DEPTH)?;
    let mut document = html_text::read(&page, stop);
    let mut map = SourceMap::default();
    let part = map.add_part("page");
    for (range, segment) in document.map.segments(document.text.len()) {
        map.push(range.start(), part, segment.origin);
    }
    document.map = map;
    Some(document)
}

/// The bytes of the first page among the parts of a mail.
fn html(mail: &[u8], depth: usize) -> Option<Vec<u8>> {
    let (head, body) = split_head(mail);
    let kind = field(&head, "content-type").unwrap_or_default();
    let lower = kind.to_ascii_lowercase();
    if lower.starts_with("multipart/") {
        let boundary = parameter(&kind, "boundary")?;
        let parts = parts(body, &boundary);
        return match depth {
            0 => None,
            _ => parts.into_iter().find_map(|part| html(part, depth - 1)),
        };
    }
    if !lower.starts_with("text/html") {
        return None;
    }
    let coding = field(&head, "content-transfer-encoding").unwrap_or_default();
    let page = match coding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    Some(match parameter(&kind, "charset") {
        Some(charset) => in_utf8(&page, &charset),
        None => page,
    })
}

/// The page in UTF-8, where the mail says in which encoding it is.
fn in_utf8(page: &[u8], charset: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(charset.trim().as_bytes());
    match encoding.map(|encoding| encoding.decode(page)) {
        Some((text, _, false)) => {
            // The page's own word for its encoding is no longer true.
            let mut marked = vec![0xEF, 0xBB, 0xBF];
            marked.extend_from_slice(text.as_bytes());
            marked
        }
        _ => page.to_vec(),
    }
}

/// Head and body; the head's lines that go on from the one before are joined to it.
fn split_head(mail: &[u8]) -> (String, &[u8]) {
    let start = mail.iter().position(|byte| !byte.is_ascii_whitespace());
    let mail = mail.get(start.unwrap_or(0)..).unwrap_or_default();
    let (mut at, mut end) = (0, mail.len());
    for line in mail.split_inclusive(|&byte| byte == b'\n') {
        let blank = line.trim_ascii().is_empty();
        if blank {
            end = at;
        }
        at += line.len();
        if blank {
            break;
        }
    }
    let head = String::from_utf8_lossy(mail.get(..end).unwrap_or_default());
    let head = head
        .replace("\r\n", "\n")
        .replace("\n ", " ")
        .replace("\n\t", " ");
    (head, mail.get(at..).unwrap_or_default())
}

fn field(head: &str, name: &str) -> Option<String> {
    let mut fields = head.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(found, _)| found.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().to_owned())
}

fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parameters = value.split(';').filter_map(|part| part.split_once('='));
    let (_, value) = parameters.find(|(found, _)| found.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// What stands between the lines of the boundary.
fn parts<'m>(body: &'m [u8], boundary: &str) -> Vec<&'m [u8]> {
    let boundary = format!("--{boundary}");
    let last = format!("{boundary}--");
    let mut parts = Vec::new();
    let (mut at, mut start) = (0, None);
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let words = line.trim_ascii_end();
        if words == boundary.as_bytes() || words == last.as_bytes() {
            parts.extend(start.and_then(|start| body.get(start..at)));
            start = Some(at + line.len());
        }
        at += line.len();
        if parts.len() == PARTS {
            return parts;
        }
    }
    // A file that was cut off, or whose last boundary nobody wrote.
    parts.extend(start.and_then(|start| body.get(start..)));
    parts
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
