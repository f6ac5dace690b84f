//! What was written in a mail, and what of it is quoted.

use crate::document::{NodeKind, Problem, ProblemKind, UnreadContent};
use crate::reader::mime::{PARTS, Part};
use crate::reader::web_page::{Scope, Series, is_joined, read_page};
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
            let parts = part.parts();
            if parts.len() >= PARTS {
                let limit = PARTS;
                series.has_problem(Problem::new(ProblemKind::TooManyEntries { limit }));
            }
            for part in parts {
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

/// The same in several forms: the first that says something. Plain text comes before all others, but where a page says much more than
/// that the plain text only says that there is one.
fn alternative(part: &Part<'_>, depth: usize, series: &mut Series, stop: &Stop) -> bool {
    const MUCH_MORE: usize = 2;
    let mut parts = part.parts();
    let mut leaves = part.leaves().into_iter();
    let page = leaves.find(|part| part.kind() == "text/html" && !is_attached(part));
    let page = page.map_or(0, |page| {
        letters(&read_page(&page.page(), Scope::Shown, stop).text)
    });
    let is_plain = |part: &Part<'_>| part.kind() == "text/plain";
    parts.sort_by_key(|part| !is_plain(part));
    let plain = parts.first().filter(|part| is_plain(part));
    if plain.is_some_and(|plain| letters(&plain.text()) * MUCH_MORE < page) {
        parts.remove(0);
    }
    let mut parts = parts.iter();
    parts.any(|part| write_part(part, depth, series, stop))
}

/// How much a text says.
fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
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
            let next = next.get(quotes..).unwrap_or("");
            // A space was put before lines that would be taken for something else.
            let next = next.strip_prefix(' ').unwrap_or(next);
            let (before, after) = (line.trim_end().chars().next_back(), next.chars().next());
            let is_joined = before
                .zip(after)
                .is_some_and(|(before, after)| is_joined(before, after));
            if deletes_space || is_joined {
                line.pop();
            }
            line.push_str(next);
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
