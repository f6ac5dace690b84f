//! What each tag does.

use std::ops::Range;

use html5gum::{StartTag, State};

use crate::document::NodeKind;
use crate::reader::fence;
use crate::reader::web_page::Scope;
use crate::reader::web_page::{attribute, elements};
use crate::text::TextRange;

use super::{Open, Page};

impl Page<'_> {
    /// An element begins. In what manner its content is to be taken apart, where it is no markup.
    pub(super) fn start(&mut self, tag: &StartTag<usize>) -> Option<State> {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        let is_empty = elements::is_void(name) || self.is_xml && tag.self_closing;
        let state = elements::content_state(name).filter(|_| !is_empty);
        if let Some((outer, nested)) = &mut self.not_shown {
            *nested += usize::from(**outer == *name && !is_empty);
            return state;
        }
        if elements::is_not_shown(name) || name == "embed" {
            self.embedded(name, tag);
            if !is_empty {
                self.not_shown = Some((name.into(), 0));
            }
            return state;
        }
        if elements::is_block(name) {
            self.end_line();
        }
        if !elements::is_void(name) {
            self.goes_into(name);
        }
        let is_hidden = || self.open.iter().any(|open| open.kind == NodeKind::Hidden);
        if !elements::is_void(name) && attribute::is_hidden(tag) && !is_hidden() {
            self.open(name, NodeKind::Hidden, None);
        }
        self.element(name, tag);
        if is_empty && !elements::is_void(name) {
            self.end(name, tag.span.start..tag.span.end);
        }
        state
    }

    /// An element of this name begins in those that are open.
    fn goes_into(&mut self, name: &str) {
        let tables = self.tables.depth();
        let Some(index) = self.open.iter().rposition(|open| *open.name == *name) else {
            return;
        };
        match self.open.get_mut(index) {
            Some(open) if elements::ends_its_like(name) && open.tables >= tables => {
                self.close_from(index);
            }
            Some(open) => open.nested += 1,
            None => {}
        }
    }

    fn element(&mut self, name: &str, tag: &StartTag<usize>) {
        match name {
            "br" => self.line_break(tag),
            "title" if self.scope == Scope::File => {
                self.open(name, NodeKind::Property, Some("title"));
            }
            "title" => self.not_shown = Some((name.into(), 0)),
            "meta" if self.scope == Scope::File => self.meta(tag),
            "img" | "area" => {
                let is_picture = name == "img" && attribute::value(tag, "src").is_some();
                let counts = is_picture && attribute::may_hold_words(tag);
                self.unread.pictures += usize::from(counts);
                self.attribute(tag, "alt", None, None);
            }
            "input" => self.input(tag),
            "button" => self.white("", tag.span.start..tag.span.end),
            "textarea" => self.attribute(tag, "placeholder", Some(NodeKind::InputPrompt), None),
            "optgroup" | "option" => self.attribute(tag, "label", None, None),
            "table" => self.tables.begin(&self.flow),
            "tr" => self.tables.begin_row(&mut self.flow),
            "td" | "th" => {
                let columns = attribute::number(tag, "colspan").unwrap_or(1);
                let rows = attribute::number(tag, "rowspan").unwrap_or(1);
                self.tables.begin_cell(columns, rows, &mut self.flow);
            }
            "rt" => self.is_ruby = true,
            name => self.words_of_a_kind(name, tag),
        }
        if elements::is_preformatted(name) {
            self.preformatted += 1;
        }
        // Of other files a page says what a program may call them.
        let is_called_by_program = matches!(name, "base" | "link" | "meta")
            || elements::part(name, tag).is_some_and(|part| part != NodeKind::Footnote);
        if !is_called_by_program {
            self.attribute(tag, "title", None, None);
            self.attribute(tag, "aria-label", None, None);
        }
    }

    fn words_of_a_kind(&mut self, name: &str, tag: &StartTag<usize>) {
        let language = attribute::value(tag, "class").unwrap_or("");
        let is_code = |open: &&mut Open| open.kind == NodeKind::CodeBlock;
        if let Some(level) = elements::heading_level(name) {
            self.close_headings();
            self.open(name, NodeKind::Heading, Some(level));
        } else if elements::is_code_block(name) {
            self.open(name, NodeKind::CodeBlock, Some(language));
        } else if let Some(block) = self.open.iter_mut().find(is_code) {
            // The language stands at either.
            if name == "code" && !language.is_empty() {
                block.detail = Some(language.into());
            }
        } else if let Some(kind) = elements::part(name, tag).or(elements::kind(name))
            && !self.open.iter().any(|open| open.kind == kind)
        {
            self.open(name, kind, None);
        }
    }

    /// The element `name` ends with the tag at `span`.
    pub(super) fn end(&mut self, name: &str, span: Range<usize>) {
        if let Some((outer, nested)) = &mut self.not_shown {
            if **outer == *name {
                match nested.checked_sub(1) {
                    Some(fewer) => *nested = fewer,
                    None => self.not_shown = None,
                }
            }
            return;
        }
        if elements::is_block(name) {
            self.end_line();
        }
        match name {
            "rt" | "ruby" => self.is_ruby = false,
            "button" => self.white("", span),
            "td" | "th" => self.tables.end_cell(&mut self.flow),
            "tr" => self.tables.end_row(&mut self.flow),
            "table" => self.tables.end(&mut self.flow),
            name if elements::is_preformatted(name) => {
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            _ => {}
        }
        if elements::heading_level(name).is_some() {
            self.close_headings();
        }
        if let Some(index) = self.open.iter().rposition(|open| *open.name == *name)
            && let Some(open) = self.open.get_mut(index)
        {
            match open.nested.checked_sub(1) {
                Some(fewer) => open.nested = fewer,
                None => self.close_from(index),
            }
        }
    }

    /// A heading ends any that has no end of its own.
    fn close_headings(&mut self) {
        let is_heading = |open: &Open| open.kind == NodeKind::Heading;
        if let Some(index) = self.open.iter().position(is_heading) {
            self.close_from(index);
        }
    }

    /// Whether the words in `range`, which keep their white space, are a text and no program.
    pub(super) fn is_writing(&self, open: &Open, range: TextRange) -> bool {
        // `language-rust`, `sourceCode rust`, `brush:rust`.
        let classes = open.detail.as_deref().unwrap_or("");
        let language = classes.rsplit([' ', '-', ':']).next().unwrap_or("");
        open.kind == NodeKind::CodeBlock
            && fence::is_writing(language, range.slice(&self.flow.text))
    }

    fn line_break(&mut self, tag: &StartTag<usize>) {
        if self.preformatted > 0 {
            return self.end_line();
        }
        let span = tag.span.start..tag.span.end;
        let position = self.cursor.at(span.start);
        self.breaks.push((span, position));
    }

    /// What the page says of itself.
    fn meta(&mut self, tag: &StartTag<usize>) {
        // LibreOffice writes the subject under the last name.
        const NAMES: [&str; 5] = [
            "author",
            "description",
            "keywords",
            "subject",
            "classification",
        ];
        let name = attribute::value(tag, "name").unwrap_or("");
        let known = NAMES.iter().find(|known| known.eq_ignore_ascii_case(name));
        if let Some(name) = known {
            self.attribute(tag, "content", Some(NodeKind::Property), Some(name));
            self.end_line();
        }
    }

    /// A field of a form shows its value, or else what is to be filled in.
    fn input(&mut self, tag: &StartTag<usize>) {
        if !attribute::is_input_with_words(tag) {
            return;
        }
        let source = self.source;
        let end = tag.span.end.saturating_sub(1)..tag.span.end;
        self.white("", tag.span.start..tag.span.end);
        match attribute::words(tag, "value", &source.text) {
            Some(words) => self.put(words.text, words.span, words.is_verbatim),
            None => self.attribute(tag, "placeholder", Some(NodeKind::InputPrompt), None),
        }
        self.white("", end);
    }

    /// Another file that is shown in the page.
    fn embedded(&mut self, name: &str, tag: &StartTag<usize>) {
        let has = |attribute| attribute::value(tag, attribute).is_some();
        let shows = match name {
            "embed" | "iframe" => has("src") || has("srcdoc"),
            "object" => has("data"),
            "audio" | "video" => true,
            _ => false,
        };
        if shows && attribute::may_hold_words(tag) && !attribute::is_hidden(tag) {
            self.unread.objects += 1;
        }
    }
}
