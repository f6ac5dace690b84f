//! What groups begin and end: texts of their own, fields, numbers, properties, drawn letters.

use crate::document::NodeKind;
use crate::reader::docx::fields::FieldKind;

use super::fields::Field;
use super::groups::{Begun, Destination};
use super::walk::Walk;

impl Walk<'_> {
    /// A group begins that is something.
    pub(super) fn begin(&mut self, what: Begun, name: &str) {
        let outside = self
            .groups
            .iter()
            .rev()
            .nth(1)
            .map_or(Destination::Text, |it| it.outside);
        let place = self.story().map(|story| story.flow.place());
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        if what == Begun::Unicode {
            group.destination = outside;
        }
        if group.destination == Destination::Nowhere {
            return;
        }
        match what {
            // In other places these are words of other meaning.
            Begun::To(Destination::Property(name)) => {
                if group.destination == Destination::Info {
                    group.destination = Destination::Property(name);
                    self.properties.push((name, String::new()));
                }
            }
            Begun::To(_) if name == "upr" => {
                group.outside = group.destination;
                group.destination = Destination::Nowhere;
            }
            Begun::To(destination) => {
                group.destination = destination;
                match destination {
                    Destination::ShapeName => self.shape_name.clear(),
                    Destination::ShapeValue => self.shape_value.clear(),
                    Destination::CommentAuthor => self.comment_author.clear(),
                    Destination::FormEntry => {
                        if let Some(field) = self.fields.last_mut() {
                            field.data.entries.push(String::new());
                        }
                    }
                    _ => {}
                }
            }
            Begun::Aside(kind) => {
                group.destination = Destination::Text;
                group.ends = Some(kind);
                (group.is_underlined, group.is_hidden) = (false, false);
                self.begin_story(kind);
            }
            Begun::Field => {
                group.ends_field = true;
                self.fields.extend(place.map(Field::new));
            }
            Begun::Numbering => {
                group.destination = Destination::Text;
                group.ends_numbering = place.is_some();
                self.numberings.extend(place);
            }
            Begun::Picture => {
                group.destination = Destination::Nowhere;
                self.unread.pictures += 1;
            }
            Begun::Object => self.unread.objects += 1,
            Begun::Unicode => {}
        }
    }

    fn begin_story(&mut self, kind: NodeKind) {
        let id = u32::try_from(self.asides.len() + self.stories.len()).unwrap_or(u32::MAX);
        let Some(outer) = self.stories.last() else {
            return;
        };
        let mut story = outer.inside(id, kind);
        if kind == NodeKind::Comment {
            story.author = std::mem::take(&mut self.comment_author);
        }
        self.stories.push(story);
    }

    pub(super) fn end_story(&mut self) {
        if self.stories.len() < 2 {
            return;
        }
        if let Some(mut story) = self.stories.pop() {
            story.end_paragraph();
            story.end_table();
            if let Some(outer) = self.stories.last_mut() {
                outer.counts_on(&story);
            }
            self.asides.push(story);
        }
    }

    /// The innermost group ends.
    pub(super) fn close(&mut self) {
        let Some(group) = self.groups.pop() else {
            return;
        };
        if group.ends.is_some() {
            self.end_story();
        }
        if group.ends_numbering
            && let Some(place) = self.numberings.pop()
            && let Some(story) = self.stories.last_mut()
            && let Some(range) = story.flow.since(place).filter(|it| !it.is_empty())
        {
            story.flow.node(range, NodeKind::Numbering, None);
        }
        if group.ends_field
            && let Some(field) = self.fields.pop()
        {
            self.end_field(&field);
        }
        // Letters that are drawn are a property of their drawing.
        if group.destination == Destination::ShapeValue && self.shape_name == "gtextUNICODE" {
            self.begin_story(NodeKind::WordArt);
            let words = std::mem::take(&mut self.shape_value);
            self.write_to_story(&words);
            self.end_story();
        }
    }

    fn end_field(&mut self, field: &Field) {
        let Some(story) = self.stories.last_mut() else {
            return;
        };
        let is_empty = story
            .flow
            .since(field.place)
            .is_none_or(|range| range.slice(&story.flow.text).trim().is_empty());
        let shown = field.shown();
        if is_empty && !shown.is_empty() {
            story.begin_words();
            story.flow.write_synthetic(&shown.replace('\n', " "));
        }
        let Some(range) = story.flow.since(field.place) else {
            return;
        };
        match FieldKind::of(&field.instruction) {
            FieldKind::Form { is_text } => {
                let name = Some(field.data.name.trim());
                if is_text && is_empty {
                    story.flow.node(range, NodeKind::EmptyFormField, name);
                }
                story.flow.node(range, NodeKind::FormField, name);
            }
            FieldKind::Shown(kind) if !range.is_empty() => {
                story.flow.node(range, kind, Some(field.instruction.trim()));
            }
            FieldKind::Shown(_) => {}
        }
    }
}
