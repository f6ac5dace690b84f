//! Org: <https://orgmode.org/worg/org-syntax.html>.

use super::blocks::{Verbatim, item_sign, whole_line};
use super::inline::Words;
use super::rewriter::Rewriter;
use super::{Line, Markup};
use crate::document::NodeKind;

/// Org while it is read.
#[derive(Default)]
pub(super) struct Org {
    /// The line that ends the open block, in lower case.
    block: Option<String>,
    verbatim: Verbatim,
}

/// Blocks whose words are no prose.
const CODE: [&str; 4] = ["src", "example", "export", "comment"];

impl Markup for Org {
    fn line(&mut self, line: Line<'_>, out: &mut Rewriter<'_>) {
        let text = line
            .source
            .get(line.words_start()..line.end)
            .unwrap_or_default()
            .trim_end();
        let lower = text
            .get(..text.len().min(64))
            .unwrap_or_default()
            .to_ascii_lowercase();
        if let Some(end) = &self.block {
            if lower == *end {
                self.block = None;
                self.verbatim.end(NodeKind::CodeBlock, out);
            } else {
                self.verbatim.line(line, out);
            }
            return;
        }
        let begun = lower
            .strip_prefix("#+begin_")
            .map(|name| name.split(' ').next().unwrap_or(name));
        if let Some(name) = begun {
            out.end_paragraph();
            if CODE.contains(&name) {
                self.block = Some(format!("#+end_{name}"));
                self.verbatim.begin(out);
            }
        } else if lower == ":properties:" || lower == ":logbook:" {
            self.block = Some(":end:".to_owned());
            self.verbatim.begin(out);
        } else if text.is_empty() || lower.starts_with("#+end_") || is_rule(text) {
            out.end_paragraph();
        } else if let Some(level) = heading_level(line.text()) {
            heading(line, line.start + level, level, out);
        } else if lower.starts_with("#+title:") {
            heading(line, line.words_start() + "#+title:".len(), 1, out);
        } else if lower.starts_with("#+") {
            whole_line(line, NodeKind::FrontMatter, out);
        } else if text == "#" || text.starts_with("# ") {
            whole_line(line, NodeKind::HtmlComment, out);
        } else if text.starts_with(": ") {
            whole_line(line, NodeKind::CodeBlock, out);
        } else {
            let is_row = text.starts_with('|');
            if is_row || item_sign(text, &['-', '+']).is_some() {
                out.end_paragraph();
            }
            words(line, line.words_start(), out);
            if is_row {
                out.end_paragraph();
            }
        }
    }
}

fn heading(line: Line<'_>, signs: usize, level: usize, out: &mut Rewriter<'_>) {
    let behind = line.source.get(signs..line.end).unwrap_or_default();
    let start = line.end - behind.trim_ascii_start().len();
    out.end_paragraph();
    let place = out.place();
    words(line, start, out);
    out.end_paragraph();
    out.node(place, NodeKind::Heading, Some(&level.min(9).to_string()));
}

fn words(line: Line<'_>, start: usize, out: &mut Rewriter<'_>) {
    let end = line.start + line.text().trim_ascii_end().len();
    let is_broken = line.text().trim_ascii_end().ends_with("\\\\");
    let end = if is_broken { end - 2 } else { end };
    out.go_on(start);
    let mut words = Words::new(line.source, start, end, out);
    while words.pass_to(&['=', '~']) {
        let rest = words.rest();
        let sign = rest.chars().next().unwrap_or('=');
        let inside = rest.get(1..).unwrap_or_default();
        let length = inside.find(sign).filter(|&length| {
            let code = inside.get(..length).unwrap_or_default();
            let begins = words.before().is_none_or(|c| !c.is_alphanumeric());
            begins && length > 0 && code.trim() == code
        });
        match length {
            Some(length) => words.is(length + 2, NodeKind::Code),
            None => words.pass(1),
        }
    }
    words.flush();
    if is_broken {
        out.break_line();
    }
}

fn heading_level(text: &str) -> Option<usize> {
    let level = text.len() - text.trim_start_matches('*').len();
    let behind = text.get(level..)?;
    (level > 0 && behind.starts_with(' ')).then_some(level)
}

/// Whether the line divides the rows of a table or the text.
fn is_rule(text: &str) -> bool {
    let is_row = text.starts_with("|-") && text.chars().all(|c| matches!(c, '|' | '-' | '+'));
    is_row || text.len() >= 5 && text.chars().all(|c| c == '-')
}
