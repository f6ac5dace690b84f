//! What each element does to the document: the one table of it.

use super::{Body, Inside, Reach, Scope, Walk};
use crate::document::NodeKind;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::odf::changes;
use crate::reader::odf::controls;
use crate::reader::odf::styles::Family;

impl Walk<'_, '_> {
    pub(super) fn open(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.element {
            // What is beside the reach, or no text at all.
            Element::OdfStyles
            | Element::OdfAutomaticStyles
            | Element::OdfProperties
            | Element::OdfSettings
            | Element::OdfScripts
            | Element::OdfBinaryData
            | Element::OdfSvgTitle
            | Element::OdfSvgDescription
            | Element::OdfNoteCitation
            | Element::OdfNumber
            | Element::OdfScript
            | Element::OdfTableChanges
            | Element::OdfLinkedTables
            | Element::OdfPageThumbnail => xml.skip(),
            Element::OdfBody if self.reach == Reach::Margins => xml.skip(),
            Element::OdfMasterStyles if self.reach == Reach::Body => xml.skip(),
            _ if self.reach == Reach::Margins && self.inner.is_empty() => {
                self.open_on_master(tag, xml);
            }
            Element::OdfTextBody
            | Element::OdfSpreadsheet
            | Element::OdfPresentation
            | Element::OdfDrawing
            | Element::OdfChartBody => self.open_body(tag, xml),
            Element::OdfTrackedChanges => {
                let pieces = self.main.flow.pieces();
                self.changes.extend(changes::read(xml, pieces));
            }
            Element::OdfForms => {
                controls::read(xml, self.main.flow.pieces(), &mut self.controls);
            }
            Element::OdfParagraph => self.open_paragraph(tag, xml, false),
            Element::OdfHeading => self.open_paragraph(tag, xml, true),
            Element::OdfSpan => {
                let style = tag.attribute("style-name").unwrap_or_default();
                let look = self.styles.look(Family::Text, &style).or(self.look);
                self.set_look(look, xml);
            }
            Element::OdfSpaces => self.spaces(tag),
            Element::OdfTab => self.element("\t", tag),
            Element::OdfLineBreak => self.element("\u{2028}", tag),
            Element::OdfSection => self.hide_if(tag, "none", "display", xml),
            Element::OdfHiddenText => self.hide_if(tag, "true", "is-hidden", xml),
            Element::OdfHiddenParagraph => {
                if tag.attribute("is-hidden").as_deref() == Some("true") {
                    self.here().hide_line();
                }
            }
            Element::OdfList => {
                self.lists.begin(tag);
                self.scope(xml, Scope::List);
            }
            Element::OdfListItem => self.lists.begin_item(tag),
            Element::OdfNoteBody => {
                // What kind of note it is stands on the element around it.
                let kind = self.note_kind;
                self.open_inside(Inside::Note(kind), xml);
            }
            Element::OdfNote => {
                self.note_kind = match tag.attribute("note-class").as_deref() {
                    Some("endnote") => NodeKind::Endnote,
                    _ => NodeKind::Footnote,
                };
            }
            Element::OdfRubyText => {
                self.open_inside(Inside::Ruby, xml);
                self.here().begin_line(None);
            }
            Element::OdfAnnotation => self.open_comment(tag, xml),
            Element::OdfAnnotationEnd => self.end_range(tag),
            Element::OdfChange | Element::OdfChangeStart | Element::OdfChangeEnd => {
                self.change(tag);
            }
            Element::OdfTable => self.open_table(tag, xml),
            Element::OdfColumn => {
                if let Some(sheet) = self.sheet.as_mut().filter(|_| self.inner.is_empty()) {
                    sheet.take_columns(tag);
                }
            }
            Element::OdfRow => self.open_row(tag, xml),
            Element::OdfCell => self.open_cell(tag, xml),
            Element::OdfCoveredCell => self.open_covered_cell(tag, xml),
            Element::OdfCellRule => self.rule = tag.attribute("name").unwrap_or_default(),
            Element::OdfHelpMessage | Element::OdfErrorMessage => self.open_prompt(tag, xml),
            Element::OdfPage if self.body == Body::Slides => self.open_slide(tag, xml),
            Element::OdfNotes if self.slide.is_some() => self.open_notes(xml),
            Element::OdfFooterWords => self.open_shared(NodeKind::Footer, tag, xml),
            Element::OdfHeaderWords => self.open_shared(NodeKind::Header, tag, xml),
            Element::OdfPageNumber
            | Element::OdfPageCount
            | Element::OdfSheetName
            | Element::OdfDateField
            | Element::OdfTimeField
            | Element::OdfFileName
            | Element::OdfTitleField
                if self.body != Body::Text =>
            {
                // What the program counts and knows itself stands there as `<number>` or `???`.
                xml.skip();
            }
            _ => self.open_drawing_or_field(tag, xml),
        }
    }

    fn open_drawing_or_field(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.element {
            Element::OdfFrame => self.open_frame(tag, xml),
            Element::OdfTextBox
            | Element::OdfCustomShape
            | Element::OdfRectangle
            | Element::OdfEllipse
            | Element::OdfCircle
            | Element::OdfLine
            | Element::OdfConnector
            | Element::OdfPolyline
            | Element::OdfPolygon
            | Element::OdfRegularPolygon
            | Element::OdfPath
            | Element::OdfCaption
            | Element::OdfMeasure => self.open_box(xml),
            Element::OdfGeometry => self.geometry(tag),
            Element::OdfImage => self.picture(),
            Element::OdfObject => self.object(tag),
            Element::OdfOleObject
            | Element::OdfPlugin
            | Element::OdfApplet
            | Element::OdfFloatingFrame => self.unknown_object(),
            Element::MathMl => self.formula(xml),
            Element::OdfControl => self.control(tag),
            _ => self.open_field(tag, xml),
        }
    }

    pub(super) fn end(&mut self, scope: Scope) {
        match scope {
            Scope::Paragraph(look) => {
                self.look = look;
                self.end_paragraph();
            }
            Scope::Look(look) => self.look = look,
            Scope::Node(place, kind, detail) => {
                let flow = &mut self.here().flow;
                if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
                    flow.node(range, kind, detail.as_deref());
                }
            }
            Scope::Control(place, is_prompt, name) => {
                let flow = &mut self.here().flow;
                if let Some(range) = flow.since(place) {
                    if is_prompt && !range.slice(&flow.text).trim().is_empty() {
                        flow.node(range, NodeKind::ContentControlPrompt, name.as_deref());
                    }
                    flow.node(range, NodeKind::ContentControl, name.as_deref());
                }
            }
            Scope::Inside(inside, look, lists) => {
                self.look = look;
                self.lists.resume(lists);
                self.close_inside(inside);
            }
            Scope::Frame(placeholder) => self.close_frame(placeholder),
            Scope::List => self.lists.end(),
            Scope::Table => {
                let stretch = self.inner.last_mut().unwrap_or(&mut self.main);
                stretch.end_line();
                self.tables.end(&mut stretch.flow);
            }
            Scope::Row => {
                let stretch = self.inner.last_mut().unwrap_or(&mut self.main);
                self.tables.end_row(&mut stretch.flow);
            }
            Scope::Cell => {
                let stretch = self.inner.last_mut().unwrap_or(&mut self.main);
                stretch.end_line();
                self.tables.end_cell(&mut stretch.flow);
            }
            Scope::Sheet => self.close_sheet(),
            Scope::SheetRow => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_row(&mut self.main.flow);
                }
            }
            Scope::SheetCell => {
                if let Some(sheet) = &mut self.sheet {
                    sheet.end_cell(&mut self.main.flow);
                }
            }
            Scope::Slide => self.close_slide(),
            Scope::Notes => {
                self.main.end_line();
                if let Some(slide) = &mut self.slide {
                    slide.end_notes(&mut self.main.flow);
                }
            }
        }
    }
}
