//! What stands in a document and is kept elsewhere: charts, SmartArt, inserted files, bound values; and what is only counted:
//! pictures and embedded objects.

use super::Story;
use crate::document::{Document, NodeKind, Problem, ProblemKind};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::docx::bound::is_same;
use crate::reader::docx::controls::Control;
use crate::reader::docx::inserted;
use crate::reader::docx::pictures::{self, Drawing};
use crate::reader::flow::Flow;
use crate::reader::office_parts::drawn_words;

impl Story<'_, '_> {
    pub(super) fn open_drawing_or_link(&mut self, tag: &Tag<'_>) {
        match tag.element {
            Element::ChartReference => self.linked_text(tag.attribute("id"), NodeKind::Chart),
            Element::DiagramReference => self.linked_text(tag.attribute("dm"), NodeKind::Diagram),
            Element::InsertedFile => self.inserted_file(tag.attribute("id")),
            Element::TextPath => self.drawn_letters(tag),
            Element::DrawingRoot => self.drawings.push(Drawing::default()),
            Element::Shape | Element::ShapeRectangle => {
                let style = tag.attribute("style").unwrap_or_default();
                self.drawings.push(Drawing::of_style(&style));
            }
            Element::Extent => {
                if let Some(drawing) = self.drawings.last_mut() {
                    drawing.has_extent(tag);
                }
            }
            Element::DecorativeFlag => {
                if let Some(drawing) = self.drawings.last_mut() {
                    drawing.is_decorative |= tag.is_on();
                }
            }
            Element::Blip | Element::ImageData => {
                if let Some(drawing) = self.drawings.last_mut() {
                    drawing.has_picture = true;
                }
            }
            Element::Object => self.objects += 1,
            Element::OleObject
            | Element::ObjectEmbedded
            | Element::ObjectLinked
            | Element::ActiveControl => pictures::count_object(tag, &mut self.unread),
            _ => {}
        }
    }

    /// A picture counts if it may hold words. An object's picture is the object's, and headers hold emblems.
    pub(super) fn close_drawing(&mut self) {
        let in_margin = self
            .section
            .as_ref()
            .is_some_and(|section| matches!(section.kind, NodeKind::Header | NodeKind::Footer));
        if let Some(drawing) = self.drawings.pop()
            && self.objects == 0
            && !in_margin
            && drawing.may_hold_words()
        {
            self.unread.pictures += 1;
        }
    }

    /// Letters that are drawn stand in an attribute.
    fn drawn_letters(&mut self, tag: &Tag<'_>) {
        let words = tag.attribute("string").unwrap_or_default();
        if !words.trim().is_empty() {
            let mut flow = self.new_flow();
            flow.write(&words, tag.origin());
            self.frame().hang([(flow, NodeKind::WordArt)]);
        }
    }

    /// Where the relationship `id` leads, if it has not been followed before: a part, or outside.
    fn follow(&mut self, id: Option<String>) -> Target {
        let links = match &mut self.links {
            Some(links) => links,
            none => none.insert(self.package.links(&self.part)),
        };
        match id.and_then(|id| links.get(&id)) {
            Some(link) if link.is_external => Target::Outside,
            Some(link) if self.linked.insert(link.target.clone()) => {
                Target::Part(link.target.clone())
            }
            Some(_) => Target::Known,
            None => Target::Nothing,
        }
    }

    fn flow_of_part(&mut self, name: &str) -> Flow {
        self.flows += 1;
        let main = self.frame.main();
        let part = main.add_part(name);
        main.branch_of_part(self.flows, part)
    }

    /// The words of a chart or SmartArt drawing follow the paragraph that it stands in.
    fn linked_text(&mut self, id: Option<String>, kind: NodeKind) {
        let name = match self.follow(id) {
            Target::Part(name) => name,
            Target::Known => return,
            Target::Outside | Target::Nothing => return self.unread.objects += 1,
        };
        if !self.has_room() {
            return;
        }
        let limit = self.package.part_limit();
        let Some(source) = self.package.source(&name, limit) else {
            return;
        };
        let mut flow = self.flow_of_part(&name);
        let mut xml = Xml::new(&source, self.package.stop());
        drawn_words::read(&mut xml, &mut flow);
        self.package.was_read(&name, xml.problem());
        if !flow.text.is_empty() {
            self.frame().hang([(flow, kind)]);
        }
    }

    /// A file that is shown as if its content stood here.
    fn inserted_file(&mut self, id: Option<String>) {
        let name = match self.follow(id) {
            Target::Part(name) => name,
            Target::Known => return,
            Target::Outside | Target::Nothing => return self.unread.documents += 1,
        };
        if !self.has_room() {
            return;
        }
        let Some(bytes) = self.package.inserted(&name) else {
            return;
        };
        let size = bytes.len();
        match inserted::read(&name, bytes, self.package) {
            Some(document) => self.take_in(&name, size, document),
            None => self.unread.documents += 1,
        }
    }

    fn take_in(&mut self, name: &str, size: usize, mut document: Document) {
        for problem in std::mem::take(&mut document.problems) {
            match problem.kind {
                ProblemKind::UnreadContent(unread) => self.unread = self.unread.and(&unread),
                kind => self.package.has_problem(Problem::in_part(kind, name)),
            }
        }
        let number = self.frame.main().add_part(name);
        inserted::renumber(&mut document, usize::from(number), self.tables.count());
        let tables = document.nodes.iter();
        let tables = tables.filter(|node| node.kind == NodeKind::Table).count();
        self.tables.skip(tables);
        let frame = self.frame();
        frame.end_line();
        let flow = frame.flow();
        flow.append_document(&document, number, size);
        if !document.text.is_empty() && !document.text.ends_with('\n') {
            flow.write_synthetic("\n");
        }
    }

    /// A control ends. One that is bound shows what it is bound to, whatever was saved in it.
    pub(super) fn close_control(&mut self, mut control: Control) {
        let (place, first_node) = (control.place, control.first_node);
        let bound = control
            .binding()
            .and_then(|binding| self.bindings.value(binding, self.package));
        if let Some((part, value)) = bound {
            let text = value.text();
            let flow = self.frame().flow();
            let shown = flow.since(place).map(|range| range.slice(&flow.text));
            let words = control.words_for(&text);
            if let (Some(shown), Some(words)) = (shown, words)
                && !is_same(shown, words)
            {
                let mut flow = self.flow_of_part(&part);
                value.write(words, &mut flow);
                self.frame().replace_since(place, first_node, &flow);
                control.shows_value();
            }
        }
        control.end(self.frame().flow());
    }
}

/// Where a relationship leads.
enum Target {
    Part(String),
    /// A part that was read before.
    Known,
    /// Out of the package.
    Outside,
    Nothing,
}
