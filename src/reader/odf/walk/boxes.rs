//! What is read on its own and then stands elsewhere: text boxes, notes, comments, pronunciations, headers, prompts.

use super::{Body, Inside, OpenComment, Scope, Walk};
use crate::document::{COMMENT_AUTHOR, NodeKind};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};
use crate::reader::flow::Flow;
use crate::reader::odf::stretch::{Stretch, append_as};
use crate::text::TextRange;

impl Walk<'_, '_> {
    /// What stands in the element that is open now is read on its own.
    pub(super) fn open_inside(&mut self, inside: Inside, xml: &Xml<'_>) {
        let flow = self.branch();
        self.inner.push(Stretch::new(flow));
        let look = std::mem::take(&mut self.look);
        let lists = self.lists.interrupt();
        self.scope(xml, Scope::Inside(inside, look, lists));
    }

    pub(super) fn close_inside(&mut self, inside: Inside) {
        let Some(stretch) = self.inner.pop() else {
            return;
        };
        let mut words = stretch.finish();
        match inside {
            Inside::Box(kind) => self.hang(words, kind),
            Inside::Note(NodeKind::Endnote) => {
                append_as(&mut self.endnotes, &words, NodeKind::Endnote, None);
            }
            Inside::Note(kind) => {
                append_as(&mut self.footnotes, &words, kind, None);
            }
            Inside::Ruby => self.here().add_reading(words),
            Inside::Margin(kind) => self.add_margin(kind, words),
            Inside::Prompt => {
                words.trim_line_ends();
                if !words.text.trim().is_empty() {
                    let prompts = self.prompts.entry(self.rule.clone()).or_default();
                    prompts.push(words);
                }
            }
            Inside::Words(kind, name) => self.shared_words.add(kind, name, words),
            Inside::Comment(comment) => self.close_comment(&comment, words),
        }
    }

    /// A text hangs on what is read now.
    pub(super) fn hang(&mut self, words: Flow, kind: NodeKind) {
        if words.text.trim().is_empty() {
            return;
        }
        match &mut self.sheet {
            Some(sheet) if self.inner.is_empty() => sheet.hang(None, words, kind, None),
            _ => self.here().hang((words, kind)),
        }
    }

    /// Shapes of a slide stand on it by themselves; others hang on a paragraph or on the page.
    pub(super) fn open_box(&mut self, xml: &Xml<'_>) {
        if let Some(drawn) = self.drawn.last_mut() {
            drawn.has_other = true;
        }
        if self.body != Body::Slides || !self.inner.is_empty() {
            self.open_inside(Inside::Box(NodeKind::TextBox), xml);
        }
    }

    /// Letters that follow a path are drawn and no text box.
    pub(super) fn geometry(&mut self, tag: &Tag<'_>) {
        if tag.attribute("text-path").as_deref() == Some("true")
            && let Some((_, Scope::Inside(Inside::Box(kind), ..))) = self.scopes.last_mut()
        {
            *kind = NodeKind::WordArt;
        }
    }

    /// What people see who select a cell, or type into it what is not allowed there.
    pub(super) fn open_prompt(&mut self, tag: &Tag<'_>, xml: &Xml<'_>) {
        self.open_inside(Inside::Prompt, xml);
        if let Some(title) = tag.attribute("title").filter(|it| !it.trim().is_empty()) {
            let mut words = self.branch();
            words.write(&title, tag.origin());
            let prompts = self.prompts.entry(self.rule.clone()).or_default();
            prompts.push(words);
        }
    }

    /// A comment stands here. Its author comes first in it.
    pub(super) fn open_comment(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        self.comment_count += 1;
        let id = self.comment_count.to_string();
        let name = tag.attribute("name");
        let is_on_sheet = self.is_in_table_of_sheet();
        let in_line = self.here().in_line();
        let flow = &mut self.inner.last_mut().unwrap_or(&mut self.main).flow;
        match name {
            Some(name) => {
                self.ranges.insert(name, (id.clone(), flow.place()));
            }
            // A comment without a name has no end elsewhere.
            None if in_line && !is_on_sheet => {
                let place = TextRange::empty(flow.text.len());
                flow.node(place, NodeKind::Commented, Some(&id));
            }
            None => {}
        }
        let comment = OpenComment {
            id,
            author: String::new(),
            is_resolved: tag.attribute("resolved").as_deref() == Some("true"),
        };
        self.open_inside(Inside::Comment(comment), xml);
    }

    /// The author of the open comment.
    pub(super) fn signed(&mut self, xml: &mut Xml<'_>) {
        let outside = xml.depth().saturating_sub(1);
        let mut author = String::new();
        while let Some(event) = xml.next() {
            if let Event::Text(Element::Creator, piece) = event {
                author.push_str(&piece.text);
            }
            if xml.depth() <= outside {
                break;
            }
        }
        if let Some((_, Scope::Inside(Inside::Comment(comment), ..))) = self.scopes.last_mut() {
            comment.author = author;
        }
    }

    fn close_comment(&mut self, comment: &OpenComment, words: Flow) {
        // What this program wrote is no part of the document.
        if comment.author == COMMENT_AUTHOR {
            return;
        }
        let detail = format!("{}:{}", comment.id, comment.author);
        if self.inner.is_empty() {
            if let Some(sheet) = &mut self.sheet {
                let cell = sheet.reference();
                return sheet.hang(cell, words, NodeKind::Comment, Some(detail));
            }
            if let Some(slide) = &mut self.slide {
                return slide.comment(words, detail);
            }
        }
        let range = append_as(&mut self.comments, &words, NodeKind::Comment, Some(&detail));
        if let Some(range) = range.filter(|_| comment.is_resolved) {
            self.comments.node(range, NodeKind::Resolved, None);
        }
    }

    /// The range of a comment ends.
    pub(super) fn end_range(&mut self, tag: &Tag<'_>) {
        let name = tag.attribute("name").unwrap_or_default();
        if let Some((id, place)) = self.ranges.remove(&name) {
            let flow = &mut self.here().flow;
            if let Some(range) = flow.since(place) {
                flow.node(range, NodeKind::Commented, Some(&id));
            }
        }
    }
}
