//! What is attached to a mail: files with their names, other mails.

use mail_parser::MimeHeaders as _;

use crate::reader::mime::Part;

use super::{subject, with_head};

/// More files than this nobody attaches.
const MOST: usize = 1_000;

/// The names and bytes of what is attached to the mail that `bytes` are. A mail in it ends with `.eml`.
pub(in crate::reader) fn attachments(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let leaves = Part::of(bytes).leaves().into_iter();
    let attached = leaves.filter(is_attached).take(MOST);
    let named = attached.zip(1..).map(|(part, number)| {
        let content = part.content();
        (name(&part, &content, number), content)
    });
    named.collect()
}

/// Whether a part is no text of the mail itself.
pub(super) fn is_attached(part: &Part<'_>) -> bool {
    let disposition = part.field("content-disposition").unwrap_or_default();
    let disposition = disposition.to_ascii_lowercase();
    let kind = part.kind();
    disposition.starts_with("attachment")
        || disposition.contains("filename")
        || !matches!(
            kind.as_str(),
            "text/plain" | "text/html" | "text/enriched" | "text"
        )
}

fn name(part: &Part<'_>, content: &[u8], number: usize) -> String {
    let given = with_head(part, |head| {
        let name = head.parts.first()?.attachment_name()?;
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    });
    let is_mail = matches!(part.kind().as_str(), "message/rfc822" | "message/global");
    match given {
        Some(name) if is_mail && !name.to_ascii_lowercase().ends_with(".eml") => {
            format!("{name}.eml")
        }
        Some(name) => name,
        None if is_mail => {
            let subject = subject(&Part::of(content)).filter(|it| !it.trim().is_empty());
            format!("{}.eml", subject.unwrap_or(format!("mail {number}")))
        }
        None => format!("attachment {number}"),
    }
}
