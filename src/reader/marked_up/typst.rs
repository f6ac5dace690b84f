//! Typst markup: <https://typst.app/docs/reference/syntax/>. Code is passed over, and the words in its brackets are read.

use super::blocks::{Verbatim, item_sign, whole_line};
use super::inline::Words;
use super::rewriter::Rewriter;
use super::{Line, Markup};
use crate::document::NodeKind;

/// Typst while it is read.
#[derive(Default)]
pub(super) struct Typst {
    /// Whether a raw block or a comment over several lines is open.
    raw: bool,
    comment: bool,
    verbatim: Verbatim,
    /// How many brackets of all kinds are open in code that began on a line before.
    code_depth: usize,
    /// How many brackets with words are open.
    content_depth: usize,
}

/// What begins a statement that shows nothing itself.
const STATEMENTS: [&str; 5] = ["#let ", "#set ", "#show", "#import ", "#include "];

impl Markup for Typst {
    fn line(&mut self, line: Line<'_>, out: &mut Rewriter<'_>) {
        let text = line.text().trim();
        if self.raw || self.comment {
            let end = if self.raw { "```" } else { "*/" };
            let kind = if self.raw {
                NodeKind::CodeBlock
            } else {
                NodeKind::HtmlComment
            };
            self.verbatim.line(line, out);
            if text.contains(end) {
                (self.raw, self.comment) = (false, false);
                self.verbatim.end(kind, out);
            }
        } else if self.code_depth > 0 {
            self.code_depth = depth_after(text, self.code_depth);
            whole_line(line, NodeKind::Code, out);
        } else if text.is_empty() {
            out.end_paragraph();
        } else if text.starts_with("```") {
            self.verbatim.begin(out);
            self.verbatim.line(line, out);
            self.raw = !text.get(3..).is_some_and(|rest| rest.contains("```"));
            if !self.raw {
                self.verbatim.end(NodeKind::CodeBlock, out);
            }
        } else if text.starts_with("/*") && !text.contains("*/") {
            self.verbatim.begin(out);
            self.verbatim.line(line, out);
            self.comment = true;
        } else if text.starts_with("//") {
            whole_line(line, NodeKind::HtmlComment, out);
        } else if STATEMENTS.iter().any(|begin| text.starts_with(begin)) {
            self.code_depth = depth_after(text, 0);
            whole_line(line, NodeKind::Code, out);
        } else if let Some(level) = heading_level(text) {
            out.end_paragraph();
            let place = out.place();
            self.words(line, line.words_start() + level + 1, out);
            out.end_paragraph();
            out.node(place, NodeKind::Heading, Some(&level.min(9).to_string()));
        } else {
            if item_sign(text, &['-', '+', '/']).is_some() {
                out.end_paragraph();
            }
            self.words(line, line.words_start(), out);
        }
    }
}

impl Typst {
    fn words(&mut self, line: Line<'_>, start: usize, out: &mut Rewriter<'_>) {
        let end = line.start + line.text().trim_ascii_end().len();
        let text = line.source.get(start..end).unwrap_or_default();
        let is_broken = text.ends_with(" \\") || text == "\\";
        let end = if is_broken { end - 1 } else { end };
        out.go_on(start);
        let mut words = Words::new(line.source, start, end, out);
        while words.pass_to(&['\\', '`', '$', '#', '~', '-', '/', ']']) {
            let rest = words.rest();
            match rest.as_bytes().first() {
                Some(b'\\') => {
                    words.stand_for(1, "");
                    let next = words.rest().chars().next().map_or(0, char::len_utf8);
                    words.pass(next);
                }
                Some(sign @ (b'`' | b'$')) => {
                    let inside = rest.get(1..).and_then(|it| it.find(char::from(*sign)));
                    match inside {
                        Some(length) => words.is(length + 2, NodeKind::Code),
                        None => words.pass(1),
                    }
                }
                Some(b'#') => self.code(&mut words),
                Some(b'~') => words.stand_for(1, "\u{A0}"),
                Some(b'-') => {
                    let dashes = rest.len() - rest.trim_start_matches('-').len();
                    match dashes {
                        2 => words.stand_for(2, "–"),
                        3 => words.stand_for(3, "—"),
                        _ => words.pass(dashes),
                    }
                }
                Some(b'/') if rest.starts_with("//") && words.before() != Some(':') => {
                    words.stand_for(rest.len(), "");
                }
                Some(b']') if self.content_depth > 0 => {
                    self.content_depth -= 1;
                    words.stand_for(1, "");
                }
                _ => words.pass(1),
            }
        }
        words.flush();
        if is_broken {
            out.break_line();
        }
    }

    /// Code stands next: the name of a function with its arguments, and in brackets words that are shown.
    fn code(&mut self, words: &mut Words<'_, '_, '_>) {
        let rest = words.rest();
        let after = rest.get(1..).unwrap_or_default();
        let is_name = |c: char| c.is_alphanumeric() && c.is_ascii() || matches!(c, '-' | '_' | '.');
        let name = after.len() - after.trim_start_matches(is_name).len();
        if name == 0 {
            return words.pass(1);
        }
        let filler = after.starts_with("lorem(");
        let behind = after.get(name..).unwrap_or_default();
        let arguments = if behind.starts_with('(') {
            closed(behind)
        } else {
            0
        };
        let shown = if filler {
            "Lorem ipsum dolor sit amet"
        } else {
            ""
        };
        let has_words = behind
            .get(arguments..)
            .is_some_and(|it| it.starts_with('['));
        if arguments > 0 || has_words {
            words.stand_for(1 + name + arguments + usize::from(has_words), shown);
            self.content_depth += usize::from(has_words);
        } else {
            words.is(1 + name, NodeKind::Code);
        }
    }
}

/// How long the brackets at the head of `text` are; 0 where they do not end in it.
fn closed(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    0
}

/// How many brackets are open behind a line of code, before which `depth` were.
fn depth_after(text: &str, depth: usize) -> usize {
    text.chars().fold(depth, |depth, c| match c {
        '(' | '[' | '{' => depth + 1,
        ')' | ']' | '}' => depth.saturating_sub(1),
        _ => depth,
    })
}

fn heading_level(text: &str) -> Option<usize> {
    let level = text.len() - text.trim_start_matches('=').len();
    let behind = text.get(level..)?;
    (level > 0 && behind.starts_with(' ')).then_some(level)
}
