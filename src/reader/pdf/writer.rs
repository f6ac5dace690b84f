//! Paragraphs written with what says where each line stands, and beside them headers, footers, notes and prompts.

use super::annotations::Annotations;
use super::letter::Margin;
use super::margins::shape;
use super::order::Line;
use super::page::PageText;
use super::paragraphs::{At, paragraphs};
use super::piece::is_wide;
use crate::document::{LineAnchor, NodeKind};
use crate::reader::flow::Flow;
use crate::text::TextRange;

/// Writes the pages of a file.
pub(super) struct Writer<'p> {
    pages: &'p [PageText],
    flow: Flow,
    anchors: Vec<LineAnchor>,
    /// The page that is being written, 0-based.
    page: usize,
    /// Up to which page everything beside the lines has been written.
    beside: usize,
    /// Headers and footers that have been written.
    margins: Vec<String>,
    notes: usize,
}

/// Brackets that nobody sets at the end of a line, and at the beginning of one.
const OPENING: &[char] = &['【', '（', '〔', '《', '［', '['];
const CLOSING: &[char] = &['】', '）', '〕', '》', '］', ']'];

/// Write all `pages`.
pub(super) fn write(pages: &[PageText], flow: Flow) -> (Flow, Vec<LineAnchor>) {
    let mut writer = Writer {
        pages,
        flow,
        anchors: Vec::new(),
        page: 0,
        beside: 0,
        margins: Vec::new(),
        notes: 0,
    };
    for paragraph in paragraphs(pages) {
        if writer.flow.pieces().problem().is_some() {
            break;
        }
        writer.write_paragraph(&paragraph);
    }
    writer.go_to_page(pages.len().saturating_sub(1));
    writer.write_beside(pages.len());
    (writer.flow, writer.anchors)
}

impl Writer<'_> {
    fn write_paragraph(&mut self, paragraph: &[At]) {
        let (Some(&(first, _)), Some(&(last, _))) = (paragraph.first(), paragraph.last()) else {
            return;
        };
        self.go_to_page(first);
        if last > first {
            self.write_beside(first + 1);
        }
        let pages = self.pages;
        let line_of = |&(page, index): &At| pages.get(page).and_then(|page| page.lines.get(index));
        for (position, at) in paragraph.iter().enumerate() {
            let Some(line) = line_of(at) else { continue };
            let before = position.checked_sub(1).and_then(|it| paragraph.get(it));
            if let Some(before) = before.and_then(line_of) {
                self.join(before, line);
            }
            while self.page < at.0 {
                self.break_page();
            }
            let next = paragraph.get(position + 1).is_some();
            self.write_line(line, at.1 + 1, before.is_some(), next);
        }
        self.flow.end_line();
    }

    /// What stands between two lines of a paragraph: nothing beside Han, a space between words, nothing in a word cut in two.
    fn join(&mut self, last: &Line, next: &Line) {
        let ends_blank = last
            .blanks
            .last()
            .is_some_and(|it| it.end == last.text.len());
        let end = self.flow.text.chars().next_back();
        let start = next.text.trim_start().chars().next();
        let (Some(end), Some(start)) = (end, start) else {
            return;
        };
        let ends_plain = !ends_blank
            && last
                .fields
                .last()
                .is_none_or(|it| it.0.end < last.text.len());
        let before = self.flow.text.chars().rev().nth(1);
        let is_cut = end == '-' && start.is_lowercase() && before.is_some_and(char::is_lowercase);
        if ends_plain && (end == '\u{ad}' || is_cut) {
            self.flow.take_back();
        } else if OPENING.contains(&end) && CLOSING.contains(&start) {
            // No line ends between them, but for spaces.
            self.flow.write_synthetic("  ");
        } else if !(is_wide(end)
            || is_wide(start)
            || ends_blank
            || end == ' '
            || end == '_' && start == '_')
        {
            self.flow.write_synthetic(" ");
        }
    }

    fn write_line(&mut self, line: &Line, number: usize, has_before: bool, has_next: bool) {
        let first_blank = line.blanks.first().map_or(usize::MAX, |it| it.start);
        let last_blank = line.blanks.last().map_or(0, |it| it.end);
        let first_field = line.fields.first().map_or(usize::MAX, |it| it.0.start);
        let last_field = line.fields.last().map_or(0, |it| it.0.end);
        // White space at the ends of lines is no part of a paragraph, but for blanks.
        let white = line.text.len() - line.text.trim_start_matches(' ').len();
        let from = if has_before {
            white.min(first_blank).min(first_field)
        } else {
            0
        };
        let kept = line.text.trim_end_matches(' ').len();
        let to = kept.max(last_blank).max(last_field).max(from);
        let to = if has_next
            && line.text.len() > to
            && !line
                .text
                .get(..kept)
                .is_some_and(|it| it.ends_with(is_wide))
        {
            to + 1
        } else {
            to
        };
        let start = self.flow.text.len();
        self.anchors.push(LineAnchor {
            offset: start,
            line: number,
            column: 1,
        });
        self.flow
            .write_synthetic(line.text.get(from..to).unwrap_or_default());
        let moved = |at: usize| (at.clamp(from, to) - from) + start;
        for blank in &line.blanks {
            let range = TextRange::new(moved(blank.start), moved(blank.end));
            self.flow.node(range, NodeKind::UnderlinedBlank, None);
        }
        let annotations = self.pages.get(self.page).map(|page| &page.annotations);
        for (range, field) in &line.fields {
            let range = TextRange::new(moved(range.start), moved(range.end));
            let field = annotations.and_then(|it| it.fields.get(usize::from(*field)));
            let name = field.map(|it| it.name.as_str());
            if field.is_some_and(|it| it.is_empty) {
                self.flow.node(range, NodeKind::EmptyFormField, name);
            }
            self.flow.node(range, NodeKind::FormField, name);
        }
    }

    /// Write what is beside the lines of all pages before `page`.
    fn go_to_page(&mut self, page: usize) {
        while self.page < page {
            self.write_beside(self.page + 1);
            self.break_page();
        }
    }

    fn break_page(&mut self) {
        self.page += 1;
        let place = TextRange::empty(self.flow.text.len());
        self.flow.node(place, NodeKind::PageBreak, None);
    }

    /// Write what is beside the lines of the pages up to `end`, which is not one of them.
    fn write_beside(&mut self, end: usize) {
        while self.beside < end {
            if let Some(page) = self.pages.get(self.beside) {
                for (number, line) in (1..).zip(&page.lines) {
                    self.write_margin(line, number);
                }
                self.write_annotations(&page.annotations);
            }
            self.beside += 1;
        }
    }

    /// A header or footer, where it is the first of its kind.
    fn write_margin(&mut self, line: &Line, number: usize) {
        let kind = match line.margin {
            Some(Margin::Header) => NodeKind::Header,
            Some(Margin::Footer) => NodeKind::Footer,
            None => return,
        };
        const MOST: usize = 200;
        let shape = shape(&line.text);
        if self.margins.contains(&shape) {
            return;
        }
        if self.margins.len() >= MOST {
            self.margins.remove(0);
        }
        self.margins.push(shape);
        self.write_beside_line(&line.text, number, kind, None);
    }

    fn write_annotations(&mut self, annotations: &Annotations) {
        for note in &annotations.notes {
            self.notes += 1;
            let detail = format!("{}:{}", self.notes, note.author);
            self.write_beside_line(&note.text, 1, NodeKind::Comment, Some(&detail));
        }
        for field in &annotations.fields {
            if !field.prompt.trim().is_empty() && field.prompt != field.name {
                self.write_beside_line(&field.prompt, 1, NodeKind::InputPrompt, Some(&field.name));
            }
        }
    }

    fn write_beside_line(&mut self, text: &str, line: usize, kind: NodeKind, detail: Option<&str>) {
        let offset = self.flow.text.len();
        self.anchors.push(LineAnchor {
            offset,
            line,
            column: 1,
        });
        let range = self.flow.write_synthetic(text.trim());
        self.flow.node(range, kind, detail);
        self.flow.end_line();
    }
}
