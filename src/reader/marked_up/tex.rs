//! LaTeX and plain TeX, as far as documents are written in them; no macro of the document's own is expanded.

use super::blocks::{Verbatim, whole_line};
use super::inline::Words;
use super::rewriter::Rewriter;
use super::{Line, Markup};
use crate::document::NodeKind;

mod commands;
mod signs;

use commands::{Meaning, meaning};
use signs::{arguments, formula, is_drawn_blank, ligature, name_of};

/// TeX while it is read.
pub(super) struct Tex {
    /// Whether the text has not begun yet: what stands before is for the program.
    in_preamble: bool,
    /// The environment whose lines are no prose.
    environment: Option<String>,
    verbatim: Verbatim,
    /// How many braces are open in something that no one reads.
    left_out: usize,
    /// How deep the open braces are, and the headings that end with one.
    depth: usize,
    heading: Option<(usize, usize, &'static str)>,
}

/// Environments whose content is no prose.
const CODE: [&str; 26] = [
    "verbatim",
    "verbatim*",
    "Verbatim",
    "lstlisting",
    "minted",
    "equation",
    "equation*",
    "align",
    "align*",
    "gather",
    "gather*",
    "multline",
    "multline*",
    "displaymath",
    "math",
    "eqnarray",
    "eqnarray*",
    "tikzpicture",
    "pgfpicture",
    "filecontents",
    "filecontents*",
    "algorithm",
    "algorithmic",
    "comment",
    "alltt",
    "cases",
];

impl Tex {
    /// One that begins to read `source`.
    pub(super) fn new(source: &str) -> Self {
        Self {
            in_preamble: source.contains("\\begin{document}"),
            environment: None,
            verbatim: Verbatim::default(),
            left_out: 0,
            depth: 0,
            heading: None,
        }
    }
}

impl Markup for Tex {
    fn line(&mut self, line: Line<'_>, out: &mut Rewriter<'_>) {
        let text = line.text().trim();
        if let Some(name) = &self.environment {
            if let Some(at) = line.text().find(&format!("\\end{{{name}}}")) {
                let end = line.start + at + "\\end{}".len() + name.len();
                self.environment = None;
                self.verbatim.end(NodeKind::CodeBlock, out);
                return self.words(line, end, out);
            }
            return self.verbatim.line(line, out);
        }
        if self.in_preamble {
            return self.preamble(line, text, out);
        }
        if text.is_empty() {
            out.end_paragraph();
        } else if text.starts_with('%') {
            whole_line(line, NodeKind::HtmlComment, out);
        } else {
            self.words(line, line.words_start(), out);
        }
    }
}

impl Tex {
    /// What stands before the text: of that people read the title, the author and the date.
    fn preamble(&mut self, line: Line<'_>, text: &str, out: &mut Rewriter<'_>) {
        if let Some(at) = line.text().find("\\begin{document}") {
            self.in_preamble = false;
            return self.words(line, line.start + at, out);
        }
        let is_shown = ["\\title", "\\author", "\\date", "\\subtitle", "\\institute"];
        if is_shown.iter().any(|command| {
            text.strip_prefix(command)
                .is_some_and(|rest| rest.starts_with(['{', '[']))
        }) {
            out.end_paragraph();
            self.words(line, line.words_start(), out);
            out.end_paragraph();
        }
    }

    /// The words of the line from byte `start` of the source on.
    fn words(&mut self, line: Line<'_>, start: usize, out: &mut Rewriter<'_>) {
        let end = line.start + line.text().trim_ascii_end().len();
        if start >= end {
            return;
        }
        if self.left_out == 0 && !begins_paragraph(line.source.get(start..end).unwrap_or_default())
        {
            out.go_on(start);
        }
        let mut words = Words::new(line.source, start, end, out);
        loop {
            if self.left_out > 0 {
                self.leave_out(&mut words);
                if words.rest().is_empty() {
                    break;
                }
                continue;
            }
            if !words.pass_to(&['\\', '{', '}', '$', '%', '~', '`', '\'', '-', '&']) {
                break;
            }
            let rest = words.rest();
            match rest.as_bytes().first() {
                Some(b'%') => {
                    words.flush();
                    // The rest is a comment.
                    words.stand_for(rest.len(), "");
                }
                Some(b'{') => {
                    self.depth += 1;
                    words.stand_for(1, "");
                }
                Some(b'}') => self.close(&mut words),
                Some(b'$') => formula(&mut words),
                Some(b'~') => words.stand_for(1, "\u{A0}"),
                Some(b'&') => words.stand_for(1, "\t"),
                Some(b'\\') => {
                    if self.command(line, &mut words) {
                        return;
                    }
                }
                _ => {
                    let (length, shown) = ligature(rest);
                    match shown {
                        Some(shown) => words.stand_for(length, shown),
                        None => words.pass(length),
                    }
                }
            }
        }
        words.flush();
    }

    /// Pass what no one reads, up to the brace that ends it.
    fn leave_out(&mut self, words: &mut Words<'_, '_, '_>) {
        let found = words.rest().find(['{', '}']);
        let Some(at) = found else {
            return words.stand_for(words.end - words.at, "");
        };
        match words.rest().get(at..).is_some_and(|it| it.starts_with('{')) {
            true => self.left_out += 1,
            false => self.left_out -= 1,
        }
        words.stand_for(at + 1, "");
    }

    /// A brace ends something.
    fn close(&mut self, words: &mut Words<'_, '_, '_>) {
        words.stand_for(1, "");
        self.depth = self.depth.saturating_sub(1);
        if let Some((place, depth, level)) = self.heading
            && self.depth <= depth
        {
            self.heading = None;
            words.out.end_paragraph();
            words.out.node(place, NodeKind::Heading, Some(level));
        }
    }

    /// A command stands next. Whether the rest of the line was read with it.
    fn command(&mut self, line: Line<'_>, words: &mut Words<'_, '_, '_>) -> bool {
        let rest = words.rest();
        let name = name_of(rest);
        let length = 1 + name.len();
        let behind = rest.get(length..).unwrap_or_default();
        match meaning(name) {
            Meaning::Character(shown) => {
                // White space ends the name, and an empty group.
                let empty = if behind.starts_with("{}") { 2 } else { 0 };
                let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic());
                let white = behind.len() - behind.trim_start_matches(' ').len();
                let end = if is_word && empty == 0 { white } else { empty };
                words.stand_for(length + end, shown);
            }
            Meaning::Heading(level) => {
                words.stand_for(length + arguments(behind, true), "");
                words.out.end_paragraph();
                self.heading = Some((words.out.place(), self.depth, level));
                words.out.go_on(words.at);
            }
            Meaning::Item => {
                words.stand_for(length + arguments(behind, true), "");
                words.out.end_paragraph();
                let white = words.rest().len() - words.rest().trim_start().len();
                words.stand_for(white, "");
                words.out.go_on(words.at);
            }
            Meaning::Break => {
                let white = behind.trim_start_matches('*');
                words.stand_for(
                    length + arguments(white, true) + behind.len() - white.len(),
                    "",
                );
                words.out.break_line();
            }
            Meaning::Blank => {
                words.stand_for(length + arguments(behind, false), "____");
            }
            Meaning::Filler => words.stand_for(
                length + arguments(behind, false),
                "Lorem ipsum dolor sit amet",
            ),
            Meaning::Reminder => words.stand_for(length + arguments(behind, true), "TODO: "),
            Meaning::Reference => words.is(length + arguments(behind, false), NodeKind::Code),
            Meaning::LeftOut => {
                let options = arguments(behind, true);
                words.stand_for(length + options, "");
                if words.rest().starts_with('{') {
                    let whole = arguments(words.rest(), false);
                    let is_open = whole == 0;
                    words.stand_for(if is_open { 1 } else { whole }, "");
                    self.left_out = usize::from(is_open);
                }
            }
            Meaning::Begin => return self.begin(line, behind, length, words),
            Meaning::End => {
                words.stand_for(length + arguments(behind, false), "");
                words.out.end_paragraph();
            }
            Meaning::Verbatim => {
                let sign = behind.chars().next().unwrap_or('|');
                let inside = behind.get(sign.len_utf8()..).unwrap_or_default();
                let code = inside.find(sign).unwrap_or(inside.len());
                words.is(length + 2 * sign.len_utf8() + code, NodeKind::Code);
            }
            Meaning::Formula(end) => {
                let inside = behind.find(end).map_or(behind.len(), |at| at + end.len());
                words.is(length + inside, NodeKind::Code);
            }
            Meaning::Words if is_drawn_blank(name, behind) => {
                words.stand_for(length + arguments(behind, false), "____");
            }
            Meaning::Words => {
                let white = behind.len() - behind.trim_start_matches(' ').len();
                let options = arguments(behind, true);
                words.stand_for(length + options.max(white), "");
            }
        }
        false
    }

    fn begin(
        &mut self,
        line: Line<'_>,
        behind: &str,
        length: usize,
        words: &mut Words<'_, '_, '_>,
    ) -> bool {
        let name = behind
            .strip_prefix('{')
            .and_then(|it| it.split_once('}'))
            .map_or("", |(name, _)| name);
        let is_table = matches!(
            name,
            "tabular" | "tabular*" | "longtable" | "tabularx" | "array" | "minipage" | "multicols"
        );
        words.stand_for(length + name.len() + 2, "");
        words.out.end_paragraph();
        if CODE.contains(&name) {
            let rest = words.at;
            self.environment = Some(name.to_owned());
            self.verbatim.begin(words.out);
            let line = Line {
                start: rest,
                ..line
            };
            let end = format!("\\end{{{name}}}");
            match line.text().find(&end) {
                Some(at) => {
                    words.is(at + end.len(), NodeKind::CodeBlock);
                    self.environment = None;
                    self.verbatim.end(NodeKind::CodeBlock, words.out);
                    return false;
                }
                None if !line.text().trim().is_empty() => self.verbatim.line(line, words.out),
                None => {}
            }
            return true;
        }
        let options = arguments(words.rest(), true);
        words.stand_for(options, "");
        while is_table && words.rest().starts_with('{') {
            let columns = arguments(words.rest(), false);
            if columns == 0 {
                break;
            }
            words.stand_for(columns, "");
        }
        false
    }
}

/// Whether the words at the head of a line make a paragraph of their own, so that nothing is joined to them.
fn begins_paragraph(text: &str) -> bool {
    let name = text.strip_prefix('\\').map(|_| name_of(text));
    name.is_some_and(|name| {
        matches!(
            meaning(name),
            Meaning::Heading(_) | Meaning::Item | Meaning::Begin | Meaning::End | Meaning::LeftOut
        )
    })
}
