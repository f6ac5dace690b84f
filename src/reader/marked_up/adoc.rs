//! AsciiDoc: <https://docs.asciidoctor.org/asciidoc/latest/>.

use super::blocks::{Verbatim, item_sign, whole_line};
use super::inline::Words;
use super::rewriter::Rewriter;
use super::{Line, Markup};
use crate::document::NodeKind;

/// AsciiDoc while it is read.
#[derive(Default)]
pub(super) struct AsciiDoc {
    /// The line that ends the open block, and what the block is.
    block: Option<(String, NodeKind)>,
    verbatim: Verbatim,
}

impl Markup for AsciiDoc {
    fn line(&mut self, line: Line<'_>, out: &mut Rewriter<'_>) {
        let text = line.text().trim_end();
        if let Some((end, kind)) = &self.block {
            if text == end {
                self.verbatim.end(*kind, out);
                self.block = None;
            } else {
                self.verbatim.line(line, out);
            }
            return;
        }
        if let Some(kind) = fence(text) {
            self.block = Some((text.to_owned(), kind));
            self.verbatim.begin(out);
        } else if text.is_empty() || is_delimiter(text) || text == "+" {
            out.end_paragraph();
        } else if text.starts_with("//") {
            whole_line(line, NodeKind::HtmlComment, out);
        } else if is_attributes(text) {
            out.end_paragraph();
        } else if is_entry(text) {
            whole_line(line, NodeKind::FrontMatter, out);
        } else if is_macro(text) {
            whole_line(line, NodeKind::Code, out);
        } else if let Some(level) = heading_level(text) {
            out.end_paragraph();
            let place = out.place();
            words(line, line.start + level + 1, out);
            out.end_paragraph();
            out.node(place, NodeKind::Heading, Some(&level.to_string()));
        } else {
            self.prose(line, out);
        }
    }
}

impl AsciiDoc {
    fn prose(&self, line: Line<'_>, out: &mut Rewriter<'_>) {
        let start = line.words_start();
        let text = line.source.get(start..line.end).unwrap_or_default();
        let is_cell = text.starts_with('|');
        // A title stands over the block that follows it.
        let is_title = text.starts_with('.') && !text.starts_with([' ', '.']) && text.len() > 1;
        let is_item = item_sign(text, &['*', '-', '.']).is_some();
        if is_cell || is_item || is_title {
            out.end_paragraph();
        }
        words(line, start, out);
        if is_cell || is_title && !is_item {
            out.end_paragraph();
        }
    }
}

/// The words of the line from byte `start` of the source on.
fn words(line: Line<'_>, start: usize, out: &mut Rewriter<'_>) {
    let end = line.start + line.text().trim_ascii_end().len();
    let text = line.source.get(start..end).unwrap_or_default();
    let is_broken = text.ends_with(" +");
    let end = if is_broken { end - 2 } else { end };
    out.go_on(start);
    let mut words = Words::new(line.source, start, end, out);
    while words.pass_to(&['+', '`', '\\']) {
        let rest = words.rest();
        if rest.starts_with('\\') {
            match rest
                .get(1..)
                .is_some_and(|it| it.starts_with(|c: char| c.is_ascii_punctuation()))
            {
                true => words.stand_for(1, ""),
                false => words.pass(1),
            }
            words.pass(1);
            continue;
        }
        if rest.starts_with('`') {
            match rest.get(1..).and_then(|it| it.find('`')) {
                Some(length) => words.is(length + 2, NodeKind::Code),
                None => words.pass(1),
            }
            continue;
        }
        // What stands between these signs is taken as it is.
        let sign = ["+++", "++", "+"]
            .into_iter()
            .find(|sign| rest.starts_with(sign));
        let sign = sign.unwrap_or("+");
        let inside = rest.get(sign.len()..).unwrap_or_default();
        match inside
            .find(sign)
            .filter(|&length| length > 0 && is_passed(sign, words.before()))
        {
            Some(length) => {
                words.stand_for(sign.len(), "");
                words.pass(length);
                words.stand_for(sign.len(), "");
            }
            None => words.pass(sign.len()),
        }
    }
    words.flush();
    if is_broken {
        out.break_line();
    }
}

/// Whether a stretch may begin behind `before`: with a single sign not within a word.
fn is_passed(sign: &str, before: Option<char>) -> bool {
    sign.len() > 1 || !before.is_some_and(char::is_alphanumeric)
}

/// What the block is that a line of these signs begins and ends.
fn fence(text: &str) -> Option<NodeKind> {
    let is_of = |c: char| text.len() >= 4 && text.chars().all(|it| it == c);
    if is_of('-') || is_of('.') || is_of('+') || text.starts_with("```") {
        Some(NodeKind::CodeBlock)
    } else {
        is_of('/').then_some(NodeKind::HtmlComment)
    }
}

/// Whether the line only encloses what is read as it is: an example, a quote, a side note, a table.
fn is_delimiter(text: &str) -> bool {
    let is_of = |c: char| text.len() >= 4 && text.chars().all(|it| it == c);
    is_of('=')
        || is_of('_') && !text.is_empty()
        || is_of('*')
        || text == "--"
        || text == "|==="
        || text == "'''"
        || text == "<<<"
}

/// Whether the line says how the next block is to be shown: `[source,rust]`, `[#anchor.role]`.
fn is_attributes(text: &str) -> bool {
    let inside = text.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    inside.is_some_and(|inside| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "#.%,=\"'-_ []:*^<>".contains(c);
        let begins = inside.starts_with(|c: char| c.is_ascii_lowercase() || "#.%[\"".contains(c));
        begins
            && inside.chars().all(is_plain)
            && (inside.contains(['=', ',', '#', '.', '%', '[']) || !inside.contains(' '))
    })
}

/// Whether the line sets an attribute of the document: `:author: Li`.
fn is_entry(text: &str) -> bool {
    let name = text.strip_prefix(':').and_then(|rest| rest.split_once(':'));
    name.is_some_and(|(name, value)| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_!".contains(c);
        !name.is_empty()
            && name.chars().all(is_plain)
            && (value.is_empty() || value.starts_with(' '))
    })
}

/// Whether the line puts something else here: `image::map.png[]`, `include::part.adoc[]`.
fn is_macro(text: &str) -> bool {
    let name = text.split_once("::").map(|(name, _)| name);
    name.is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase()) && text.ends_with(']')
    })
}

fn heading_level(text: &str) -> Option<usize> {
    let level = text.len() - text.trim_start_matches('=').len();
    let behind = text.get(level..)?;
    ((1..=6).contains(&level) && behind.starts_with(' ')).then_some(level)
}
