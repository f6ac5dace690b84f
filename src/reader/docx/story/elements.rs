//! What each element of WordprocessingML does to the document: the one table of it.

use super::{Owner, Run, Story, innermost};
use crate::document::{COMMENT_AUTHOR, NodeKind};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::docx::controls::Control;
use crate::reader::docx::fields::Form;
use crate::text::LINE_SEPARATOR;

impl Story<'_, '_> {
    pub(super) fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match self.properties_of {
            Owner::Nobody => self.open_content(tag, xml),
            Owner::Paragraph => self.paragraph_property(tag, xml),
            Owner::Run => self.run_property(tag, xml),
            Owner::Row | Owner::Cell => self.table_property(tag, xml),
            Owner::Control => self.control_property(tag),
            Owner::Form => self.form_property(tag),
        }
    }

    fn open_content(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.element {
            Element::Run => self.run = Run::default(),
            Element::Text => self.open_text(tag),
            Element::RunProperties => self.open_run_properties(tag, xml),
            Element::ParagraphProperties => self.open_paragraph_properties(tag, xml),
            Element::RowProperties => self.properties_of = Owner::Row,
            Element::CellProperties => self.properties_of = Owner::Cell,
            Element::ControlProperties | Element::ControlEndProperties => {
                self.properties_of = Owner::Control;
            }
            Element::FormData => {
                self.properties_of = Owner::Form;
                if let Some(field) = self.frame().field() {
                    field.form = Some(Form::default());
                }
            }
            Element::Paragraph | Element::DrawingParagraph => {
                self.frame().begin_paragraph();
                if !self.resources.threads.is_empty()
                    && let Some(section) = &mut self.section
                {
                    section.paragraph = tag.attribute("paraId").or(section.paragraph.take());
                }
            }
            Element::Table => {
                let frame = self.frame();
                frame.end_line();
                let place = frame.flow().place();
                self.tables.begin(place);
            }
            Element::Row => {
                let place = self.frame().flow().place();
                self.tables.begin_row(place, xml.depth());
            }
            Element::Cell => {
                let place = self.frame().flow().place();
                self.tables.begin_cell(place, xml.depth());
            }
            Element::TextBox | Element::DrawingTextBody | Element::RubyText => self.open_text_box(),
            Element::Control => {
                let flow = self.frame().flow();
                let control = Control::new(flow.place(), flow.nodes.len());
                self.controls.push(control);
            }
            Element::Tab | Element::PositionedTab => self.write_element('\t', tag),
            Element::CarriageReturn | Element::DrawingBreak => {
                self.write_element(LINE_SEPARATOR, tag);
            }
            Element::Break => {
                self.write_element(LINE_SEPARATOR, tag);
                if tag.attribute("type").as_deref() == Some("page") {
                    self.page_break(true);
                }
            }
            Element::LastPageBreak => self.page_break(false),
            Element::NoBreakHyphen => self.write_element('-', tag),
            Element::Symbol => self.write_symbol(tag),
            Element::Insertion | Element::MoveTo => self.insertions.push(tag.attribute("author")),
            Element::Deletion | Element::MoveFrom => {
                self.leave_out(tag, xml.depth().saturating_sub(1), xml);
            }
            Element::DeletedText
            | Element::DeletedInstruction
            | Element::ParagraphPropertiesChange
            | Element::RunPropertiesChange
            | Element::SectionPropertiesChange
            | Element::TablePropertiesChange
            | Element::TableExceptionsChange
            | Element::GridChange => xml.skip(),
            Element::Alternatives => self.alternatives.push(false),
            Element::Choice | Element::Fallback => self.open_alternative(tag, xml),
            Element::FieldCharacter => self.field_character(tag),
            Element::SimpleField => {
                let mut instruction = self.new_flow();
                instruction.write_synthetic(&tag.attribute("instr").unwrap_or_default());
                let frame = self.frame();
                frame.begin_field(instruction);
                frame.begin_result();
            }
            Element::CommentStart | Element::CommentEnd | Element::CommentReference => {
                self.comment_mark(tag);
            }
            Element::Header => self.open_section(NodeKind::Header, None),
            Element::Footer => self.open_section(NodeKind::Footer, None),
            Element::Footnote => self.open_note(NodeKind::Footnote, tag),
            Element::Endnote => self.open_note(NodeKind::Endnote, tag),
            Element::Comment => {
                let id = tag.attribute("id").unwrap_or_default();
                let author = tag.attribute("author").unwrap_or_default();
                if author == COMMENT_AUTHOR {
                    self.own_comments.insert(id);
                    return xml.skip();
                }
                self.open_section(NodeKind::Comment, Some(format!("{id}:{author}")));
            }
            Element::Document => self.is_document = xml.depth() == 1,
            Element::Body => self.has_body |= self.is_document && xml.depth() == 2,
            Element::Delimiters => self.open_delimiters(xml),
            Element::BeginCharacter | Element::SeparatorCharacter | Element::EndCharacter => {
                self.delimiter_property(tag);
            }
            Element::MathArgument => self.open_math_argument(xml),
            _ => self.open_drawing_or_link(tag),
        }
    }

    pub(super) fn close(&mut self, element: Element, xml: &Xml<'_>) {
        match element {
            Element::ParagraphProperties => self.close_paragraph_properties(xml),
            Element::RunProperties if self.properties_of == Owner::Run => {
                self.close_run_properties(xml);
            }
            Element::RowProperties
            | Element::CellProperties
            | Element::ControlProperties
            | Element::ControlEndProperties
            | Element::FormData => self.properties_of = Owner::Nobody,
            _ if self.properties_of != Owner::Nobody => {}
            Element::Run => self.run = Run::default(),
            Element::Text => self.trimmed = None,
            Element::Paragraph | Element::DrawingParagraph => self.frame().end_paragraph(),
            Element::Cell => {
                self.frame().end_line();
                let frame = innermost(&mut self.boxes, &mut self.frame);
                self.tables.end_cell(frame.flow());
            }
            Element::Row => {
                let frame = innermost(&mut self.boxes, &mut self.frame);
                self.tables.end_row(frame.flow());
            }
            Element::Table => {
                let frame = innermost(&mut self.boxes, &mut self.frame);
                self.tables.end(frame.flow());
            }
            Element::TextBox | Element::DrawingTextBody => self.close_text_box(NodeKind::TextBox),
            Element::RubyText => self.close_ruby_text(),
            Element::Control => {
                if let Some(control) = self.controls.pop() {
                    self.close_control(control);
                }
            }
            Element::Insertion | Element::MoveTo => {
                self.insertions.pop();
            }
            Element::Alternatives => {
                self.alternatives.pop();
            }
            Element::SimpleField => self.frame().end_field(),
            Element::Body => self.frame().end_all(),
            Element::Header | Element::Footer | Element::Comment => self.close_section(),
            Element::Footnote => self.close_note(NodeKind::Footnote),
            Element::Endnote => self.close_note(NodeKind::Endnote),
            Element::Delimiters => self.close_delimiters(),
            Element::DrawingRoot | Element::Shape | Element::ShapeRectangle => self.close_drawing(),
            Element::Object => self.objects = self.objects.saturating_sub(1),
            _ => {}
        }
    }
}
