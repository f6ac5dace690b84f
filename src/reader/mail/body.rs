//! What was written in a mail, and what of it is quoted.

use crate::document::{NodeKind, Problem, ProblemKind, UnreadContent};
use crate::reader::mime::Part;
use crate::reader::web_page::{Scope, Series};
use crate::text::{Stop, TextRange};

use super::attached::is_attached;
use super::whole;

/// How deep parts may lie in each other.
const DEPTH: usize = 16;

/// The wish to stop is asked for once in so many lines.
const STEPS: usize = 256;

/// Write what was written in `mail` to the end of `series`.
pub(super) fn write(mail: &Part<'_>, series: &mut Series, stop: &Stop) {
    write_part(mail, DEPTH, series, stop);
}

/// Whether it was something.
fn write_part(part: &Part<'_>, depth: usize, series: &mut Series, stop: &Stop) -> bool {
    if series.is_full() {
        return false;
    }
    let kind = part.kind();
    match kind.as_str() {
        // A signature that holds what it signs is no secret, but not read either.
        "multipart/encrypted" | "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            let is_signed = part.parameter("smime-type") == Some("signed-data");
            series.has_problem(Problem::new(match is_signed {
                true => ProblemKind::UnreadContent(UnreadContent {
                    documents: 1,
                    ..UnreadContent::default()
                }),
                false => ProblemKind::Encrypted,
            }));
            true
        }
        "multipart/alternative" if depth > 0 => alternative(part, depth - 1, series, stop),
        _ if part.is_multipart() && depth == 0 => {
            series.has_problem(Problem::new(ProblemKind::TooDeep { limit: DEPTH }));
            false
        }
        _ if part.is_multipart() => {
            let mut is_something = false;
            for part in part.parts() {
                is_something |= write_part(&part, depth - 1, series, stop);
            }
            is_something
        }
        _ if is_attached(part) => false,
        "text/html" => {
            let range = series.add("html", &part.page(), Scope::Shown, stop);
            range.is_some_and(|range| !range.is_empty())
        }
        _ => plain(part, series, stop),
    }
}

/// The same in several forms: the first that says something, but plain text before all others.
fn alternative(part: &Part<'_>, depth: usize, series: &mut Series, stop: &Stop) -> bool {
    let mut parts = part.parts();
    parts.sort_by_key(|part| part.kind() != "text/plain");
    let mut parts = parts.iter();
    parts.any(|part| write_part(part, depth, series, stop))
}

fn plain(part: &Part<'_>, series: &mut Series, stop: &Stop) -> bool {
    let text = part.text();
    if text.trim().is_empty() {
        return false;
    }
    let is = |name, value: &str| {
        let found = part.parameter(name);
        found.is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    match is("format", "flowed") {
        true => write_lines(flowed(&text, is("delsp", "yes")), &text, series, stop),
        false => super::write_plain(&text, series, stop),
    }
    true
}

/// The lines of a text in which those that end with a space go on in the next one (RFC 3676).
fn flowed(text: &str, deletes_space: bool) -> impl Iterator<Item = String> {
    let mut lines = text.lines().peekable();
    std::iter::from_fn(move || {
        let first = lines.next()?;
        let quotes = quotes(first);
        let mut line = first.to_owned();
        let goes_on = |line: &str| line.ends_with(' ') && !line.ends_with("-- ");
        while goes_on(&line)
            && let Some(next) = lines.next_if(|next| self::quotes(next) == quotes)
        {
            if deletes_space {
                line.pop();
            }
            let next = next.get(quotes..).unwrap_or("");
            // A space was put before lines that would be taken for something else.
            line.push_str(next.strip_prefix(' ').unwrap_or(next));
        }
        Some(line)
    })
}

/// How often a line was quoted.
fn quotes(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b'>').count()
}

/// Write the lines of `text`. What others wrote before is quoted.
pub(super) fn write_lines(
    lines: impl Iterator<Item = String>,
    text: &str,
    series: &mut Series,
    stop: &Stop,
) {
    let origin = whole(text);
    series.flow.end_line();
    series.flow.enter_part("text");
    let mut quote: Option<TextRange> = None;
    for (number, line) in lines.enumerate() {
        if number % STEPS == 0 && (stop.requested() || series.is_full()) {
            if stop.requested() {
                series.has_problem(Problem::new(ProblemKind::TooSlow));
            }
            break;
        }
        let line = line.trim_end();
        let range = series.flow.write(line, origin);
        series.flow.end_line();
        quote = match quote {
            Some(before) if quotes(line) > 0 => Some(TextRange::new(before.start(), range.end())),
            None if quotes(line) > 0 => Some(range),
            Some(before) if !line.is_empty() => {
                series.flow.node(before, NodeKind::Quote, None);
                None
            }
            quote => quote,
        };
    }
    if let Some(range) = quote {
        series.flow.node(range, NodeKind::Quote, None);
    }
}
