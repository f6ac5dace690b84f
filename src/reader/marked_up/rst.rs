//! reStructuredText: <https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html>.

use super::blocks::{item_sign, whole_line};
use super::inline::Words;
use super::rewriter::Rewriter;
use super::{Line, Markup};
use crate::document::NodeKind;
use crate::text::display_width;

/// reStructuredText while it is read.
#[derive(Default)]
pub(super) struct Rst {
    /// Headings are told apart by the signs under and over them, in the order in which these come.
    looks: Vec<(char, bool)>,
    /// How far the block is set in that ends with a line that is not, what its lines are, and whether one came.
    block: Option<(usize, NodeKind)>,
    /// The paragraph before announced code.
    announced: Option<usize>,
    had_overline: bool,
    was_blank: bool,
}

/// Directives whose content is no prose.
const CODE: [&str; 12] = [
    "code",
    "code-block",
    "sourcecode",
    "literalinclude",
    "math",
    "raw",
    "highlight",
    "graphviz",
    "parsed-literal",
    "doctest",
    "testcode",
    "mermaid",
];

impl Markup for Rst {
    fn line(&mut self, line: Line<'_>, out: &mut Rewriter<'_>) {
        let indent = line.indent();
        let text = line.text().trim();
        if text.is_empty() {
            out.end_paragraph();
            self.was_blank = true;
            return;
        }
        let was_blank = std::mem::take(&mut self.was_blank);
        if let Some(at) = self.announced.take()
            && indent > at
        {
            self.block = Some((at, NodeKind::CodeBlock));
        }
        if let Some((at, kind)) = self.block {
            if indent > at {
                return whole_line(line, kind, out);
            }
            self.block = None;
        }
        let overline = std::mem::take(&mut self.had_overline);
        if is_rule(text) {
            out.end_paragraph();
            // A rule over a heading; the one under it follows the heading.
            let next = line.next().trim();
            self.had_overline =
                !next.is_empty() && !is_rule(next) && was_blank_or_start(was_blank, line);
            return;
        }
        if let Some(sign) = underline(text, line.next().trim_end()) {
            return self.heading(line, (sign, overline), out);
        }
        match text.strip_prefix("..") {
            Some(rest) if rest.is_empty() || rest.starts_with(' ') => {
                self.explicit(line, rest.trim(), indent, out);
            }
            _ if text.starts_with(">>> ") => whole_line(line, NodeKind::CodeBlock, out),
            _ => self.prose(line, text, indent, out),
        }
    }
}

impl Rst {
    fn heading(&mut self, line: Line<'_>, look: (char, bool), out: &mut Rewriter<'_>) {
        let known = self.looks.iter().position(|&it| it == look);
        let level = known.unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        });
        out.end_paragraph();
        let place = out.place();
        words(line, out);
        out.end_paragraph();
        out.node(
            place,
            NodeKind::Heading,
            Some(&(level + 1).min(9).to_string()),
        );
    }

    /// A line that begins with `..`: a directive, a target, a substitution, or else a comment.
    fn explicit(&mut self, line: Line<'_>, rest: &str, indent: usize, out: &mut Rewriter<'_>) {
        let Some((name, argument)) = rest.split_once("::") else {
            let is_target = rest.starts_with(['_', '[']);
            self.block = (!is_target).then_some((indent, NodeKind::HtmlComment));
            let kind = if is_target {
                NodeKind::Code
            } else {
                NodeKind::HtmlComment
            };
            return whole_line(line, kind, out);
        };
        let name = name.rsplit(' ').next().unwrap_or(name);
        if CODE.contains(&name) {
            self.block = Some((indent, NodeKind::CodeBlock));
        }
        let argument = argument.trim();
        let is_prose = matches!(
            name,
            "replace"
                | "title"
                | "rubric"
                | "admonition"
                | "topic"
                | "sidebar"
                | "note"
                | "warning"
                | "tip"
                | "important"
                | "todo"
                | "caution"
                | "danger"
                | "hint"
                | "attention"
                | "error"
        );
        out.end_paragraph();
        if is_prose && !argument.is_empty() {
            let at = line.end - line.text().trim_start().len()
                + line.text().trim_start().find("::").map_or(0, |it| it + 2);
            words_from(line, at, out);
        } else {
            whole_line(line, NodeKind::Code, out);
        }
    }

    fn prose(&mut self, line: Line<'_>, text: &str, indent: usize, out: &mut Rewriter<'_>) {
        let is_row = text.starts_with('|') && text.ends_with('|') && text.len() > 1;
        let is_line = text.starts_with("| ");
        let is_field = text.starts_with(':')
            && text.get(1..).is_some_and(|rest| {
                rest.split_once(": ")
                    .is_some_and(|(name, _)| !name.contains([' ', '`']))
            });
        if is_row || is_line || is_field || item_sign(text, &['-', '*', '+']).is_some() {
            out.end_paragraph();
        }
        words(line, out);
        if is_row || is_line {
            out.end_paragraph();
        }
        self.announced = text.ends_with("::").then_some(indent);
    }
}

fn was_blank_or_start(was_blank: bool, line: Line<'_>) -> bool {
    was_blank || line.start == 0
}

fn words(line: Line<'_>, out: &mut Rewriter<'_>) {
    words_from(line, line.words_start(), out);
}

fn words_from(line: Line<'_>, at: usize, out: &mut Rewriter<'_>) {
    let end = line.start + line.text().trim_ascii_end().len();
    let behind = line.source.get(at..end).unwrap_or_default();
    let start = end - behind.trim_ascii_start().len();
    out.go_on(start);
    let mut words = Words::new(line.source, start, end, out);
    while words.pass_to(&['\\', '`', ':']) {
        let rest = words.rest();
        if let Some(escaped) = rest.strip_prefix('\\') {
            // An escaped space is none.
            let length = if escaped.starts_with(' ') { 2 } else { 1 };
            match escaped.is_empty() {
                true => words.pass(1),
                false => words.stand_for(length, ""),
            }
            if length == 1 {
                let next = escaped.chars().next().map_or(0, char::len_utf8);
                words.pass(next);
            }
            continue;
        }
        match code_length(rest) {
            Some(length) => words.is(length, NodeKind::Code),
            None => words.pass(1),
        }
    }
    words.flush();
}

/// How many bytes the name of a role has at most.
const LONGEST_ROLE: usize = 200;

/// The length of a literal or of a role with its text at the head of `rest`: ``` ``make`` ```, `:ref:`intro``.
fn code_length(rest: &str) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix("``") {
        return Some(inside.find("``")? + 4);
    }
    let after = rest.strip_prefix(':')?;
    // No farther than a name goes: where many colons stand and no role, each would be looked for up to the end of the line.
    let in_name = |c: char| c.is_ascii_alphanumeric() || "-_+.:".contains(c);
    let behind = after.get(..LONGEST_ROLE).unwrap_or(after);
    let length = behind.find(|c| !in_name(c)).unwrap_or(behind.len());
    let (name, after) = after.split_at_checked(length)?;
    let name = name.strip_suffix(':').filter(|name| !name.is_empty())?;
    let inside = after.strip_prefix('`')?.find('`')?;
    Some(1 + name.len() + 2 + inside + 1)
}

/// The sign of which the line under a heading is made, where `next` is one.
fn underline(text: &str, next: &str) -> Option<char> {
    let sign = next.chars().next().filter(char::is_ascii_punctuation)?;
    let is_line = next.len() >= 3 && next.chars().all(|c| c == sign);
    // Shorter ones are no error to programs, but words then often are no heading.
    (is_line && next.len() + 2 >= display_width(text).min(40)).then_some(sign)
}

/// Whether the line is made of one sign, or divides the rows of a table.
fn is_rule(text: &str) -> bool {
    let Some(first) = text.chars().next().filter(char::is_ascii_punctuation) else {
        return false;
    };
    let is_grid = first == '+'
        && text
            .chars()
            .all(|c| matches!(c, '+' | '-' | '=' | '|' | ' '));
    let is_simple = text.chars().all(|c| c == '=' || c == ' ');
    text.len() >= 3 && (text.chars().all(|c| c == first) && first != '_' || is_grid || is_simple)
}
