//! Tells mails, and pages that were saved as one, by the fields at their head.

use crate::document::Format;

/// A head has no more lines that matter.
const LINES: usize = 200;

/// A line of a head is not longer.
const LONGEST: usize = 4 << 10;

/// The format of a text that begins with the head of a mail.
pub(super) fn format(start: &[u8]) -> Option<Format> {
    let mut names = Vec::new();
    let mut is_related = false;
    for (number, line) in start.split(|&byte| byte == b'\n').take(LINES).enumerate() {
        let line = line.get(..LONGEST).unwrap_or(line);
        let lower = String::from_utf8_lossy(line).to_ascii_lowercase();
        if lower.trim().is_empty() {
            break;
        }
        is_related |= lower.contains("multipart/related");
        // A line that goes on from the one before, or with which a mailbox begins each mail.
        if lower.starts_with([' ', '\t']) || number == 0 && lower.starts_with("from ") {
            continue;
        }
        names.push(name(line)?.to_ascii_lowercase());
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let was_sent = ["received", "message-id", "to", "delivered-to"];
    let was_sent = was_sent.into_iter().any(has);
    let has_mail = has("mime-version") || has("message-id") || has("received");
    if has("mime-version") && !was_sent && (is_related || !has("from")) {
        return Some(Format::Html);
    }
    let is_mail = has_mail && has("from") && (has("subject") || has("date") || has("to"));
    is_mail.then_some(Format::Eml)
}

/// Whether the first line is a field.
pub(super) fn begins_with_field(start: &[u8]) -> bool {
    let line = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
    name(line).is_some() || line.starts_with(b"From ")
}

/// The name of the field that a line is.
fn name(line: &[u8]) -> Option<&str> {
    let end = line.iter().position(|&byte| byte == b':')?;
    let name = str::from_utf8(line.get(..end)?).ok()?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (!name.is_empty() && name.bytes().all(is_name)).then_some(name)
}
