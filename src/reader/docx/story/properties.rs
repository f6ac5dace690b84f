//! What the properties of paragraphs, runs, rows, cells, content controls and form fields say.

use super::{Owner, Run, Story, innermost};
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::docx::frame::ParagraphProperties;
use crate::reader::docx::ink::Ink;

impl Story<'_, '_> {
    pub(super) fn open_run_properties(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        if self.run != Run::default() {
            self.known_runs.forget();
        } else if let Some(run) = self.known_runs.recall(tag, xml) {
            self.run = run;
            return;
        }
        self.properties_of = Owner::Run;
    }

    pub(super) fn close_run_properties(&mut self, xml: &Xml<'_>) {
        self.properties_of = Owner::Nobody;
        self.known_runs.learn(xml, &self.run);
    }

    pub(super) fn open_paragraph_properties(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let frame = innermost(&mut self.boxes, &mut self.frame);
        if frame.properties != ParagraphProperties::default() {
            self.known_paragraphs.forget();
        } else if let Some(properties) = self.known_paragraphs.recall(tag, xml) {
            frame.properties = properties;
            self.number_paragraph();
            return;
        }
        self.properties_of = Owner::Paragraph;
    }

    pub(super) fn close_paragraph_properties(&mut self, xml: &Xml<'_>) {
        // Otherwise properties of something else ended among these, and what came after was read as content.
        if self.properties_of == Owner::Paragraph {
            let frame = innermost(&mut self.boxes, &mut self.frame);
            self.known_paragraphs.learn(xml, &frame.properties);
        }
        self.properties_of = Owner::Nobody;
        self.number_paragraph();
    }

    pub(super) fn paragraph_property(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let properties = &mut self.frame().properties;
        match tag.element {
            Element::ParagraphStyle => properties.style = tag.value(),
            Element::OutlineLevel => properties.outline = tag.number(),
            Element::NumberId => properties.numbering.id = tag.number(),
            Element::NumberLevel => properties.numbering.level = tag.number(),
            Element::Deletion | Element::MoveFrom => {
                properties.mark_deleted = Some(tag.attribute("author").unwrap_or_default());
            }
            Element::Insertion | Element::MoveTo => {
                properties.mark_inserted = Some(tag.attribute("author").unwrap_or_default());
            }
            Element::ParagraphPropertiesChange
            | Element::RunPropertiesChange
            | Element::SectionPropertiesChange
            | Element::NumberingChange => xml.skip(),
            _ => {}
        }
    }

    /// The paragraph's properties are complete: is it a heading, and has it a number?
    pub(super) fn number_paragraph(&mut self) {
        let resources = self.resources;
        let frame = innermost(&mut self.boxes, &mut self.frame);
        let properties = &frame.properties;
        let style = properties.style.as_deref();
        frame.level = match properties.outline {
            Some(level) => (level < 9).then_some(level + 1),
            None => style.and_then(|style| resources.styles.outline(style)),
        };
        frame.ink = style.map_or(Ink::default(), |style| resources.styles.ink(style));
        let mut reference = properties.numbering.clone();
        if reference.id.is_some() {
            reference.level.get_or_insert(0);
        } else if let Some(style) = style {
            let inherited = resources.styles.numbering(style);
            reference.id = inherited.id;
            reference.level = reference.level.or(inherited.level);
        }
        if properties.mark_deleted.is_some() {
            return;
        }
        let label =
            resources
                .numbering
                .label(&reference, style, &resources.styles, &mut self.counters);
        if let Some(label) = label
            && !label.text.is_empty()
            && frame.at_line_start()
        {
            let range = frame.write_synthetic(&label.text);
            frame.flow().node(range, NodeKind::Numbering, None);
            frame.write_synthetic(label.suffix);
        }
    }

    pub(super) fn run_property(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.element {
            Element::Underline => {
                self.run.underlined = tag.value().is_some_and(|kind| kind != "none");
            }
            Element::Vanish => self.run.hidden = tag.is_on(),
            Element::Highlight => self.run.highlight = tag.value().filter(|kind| kind != "none"),
            Element::Color => self.run.ink.take_color(tag),
            Element::Size => self.run.ink.take_size(tag),
            Element::RunStyle => {
                let style = tag.value().unwrap_or_default();
                self.run.prompt = self.resources.styles.is_prompt(&style);
                self.run.ink = self.run.ink.or(self.resources.styles.ink(&style));
            }
            Element::RunPropertiesChange => xml.skip(),
            _ => {}
        }
    }

    /// A row or cell whose deletion is tracked is left out.
    pub(super) fn table_property(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let depth = match (self.properties_of, tag.element) {
            (Owner::Row, Element::Deletion) => self.tables.row_depth(),
            (Owner::Cell, Element::CellDeletion) => self.tables.cell_depth(),
            (Owner::Row, Element::CellsBefore) => {
                self.tables.skip_columns(tag.number().unwrap_or(0));
                None
            }
            (Owner::Cell, Element::CellSpan) => {
                self.tables.span_columns(tag.number().unwrap_or(1));
                None
            }
            (Owner::Cell, Element::CellMerge) => {
                if tag.value().is_none_or(|value| value == "continue") {
                    self.tables.cover_cell();
                }
                None
            }
            (_, Element::RowPropertiesChange | Element::CellPropertiesChange) => {
                xml.skip();
                None
            }
            _ => None,
        };
        if let Some(depth) = depth {
            // Its end goes with it.
            self.leave_out(tag, depth.saturating_sub(1), xml);
            self.properties_of = Owner::Nobody;
        }
    }

    pub(super) fn control_property(&mut self, tag: &Tag<'_>) {
        if let Some(control) = self.controls.last_mut() {
            control.take(tag);
        }
    }

    pub(super) fn form_property(&mut self, tag: &Tag<'_>) {
        if let Some(form) = self.frame().field().and_then(|field| field.form.as_mut()) {
            form.take(tag);
        }
    }
}
