//! Tables, sheets and slides: where they begin and end.

use super::{Body, Scope, Walk};
use crate::document::NodeKind;
use crate::ooxml::xml::{Tag, Xml};
use crate::reader::odf::sheet::Sheet;
use crate::reader::odf::slide::Slide;
use crate::reader::odf::styles::Family;

/// More sheets or slides than this are nothing that a person made.
const MOST: usize = 10_000;

/// The style of the tables in which LibreOffice keeps cells of other files. Nobody sees them.
const OF_OTHER_FILES: &str = "ta_extref";

impl Walk<'_, '_> {
    pub(super) fn open_table(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        if let Some(drawn) = self.drawn.last_mut() {
            drawn.has_other = true;
        }
        if self.body == Body::Sheets && self.inner.is_empty() && self.sheet.is_none() {
            return self.open_sheet(tag, xml);
        }
        let stretch = self.inner.last_mut().unwrap_or(&mut self.main);
        stretch.end_line();
        self.tables.begin(stretch.flow.place());
        self.scope(xml, Scope::Table);
    }

    fn open_sheet(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let style = tag.attribute("style-name").unwrap_or_default();
        if style == OF_OTHER_FILES || self.slides >= MOST {
            return xml.skip();
        }
        self.slides += 1;
        self.sheet_tables += 1;
        let is_hidden = self.styles.hides(Family::Table, &style);
        self.master = self.styles.master(&style).unwrap_or("Default").to_owned();
        self.main.end_line();
        let flow = &mut self.main.flow;
        self.sheet = Some(Sheet::begin(tag, self.sheet_tables, is_hidden, flow));
        self.scope(xml, Scope::Sheet);
    }

    pub(super) fn close_sheet(&mut self) {
        self.main.end_line();
        let master = std::mem::take(&mut self.master);
        let margins = self.take_margins(&master);
        if let Some(sheet) = self.sheet.take() {
            sheet.end(margins, &mut self.sheet_tables, &mut self.main.flow);
        }
    }

    pub(super) fn open_row(&mut self, tag: &Tag<'_>, xml: &Xml<'_>) {
        match &mut self.sheet {
            Some(sheet) if self.inner.is_empty() => {
                sheet.begin_row(tag, &self.main.flow);
                self.scope(xml, Scope::SheetRow);
            }
            _ => {
                let place = self.here().flow.place();
                self.tables.begin_row(place);
                self.scope(xml, Scope::Row);
            }
        }
    }

    pub(super) fn open_cell(&mut self, tag: &Tag<'_>, xml: &Xml<'_>) {
        match &mut self.sheet {
            Some(sheet) if self.inner.is_empty() => {
                sheet.begin_cell(tag, &self.main.flow);
                self.scope(xml, Scope::SheetCell);
                self.prompt_for(tag);
            }
            _ => {
                let span = tag.attribute("number-columns-spanned");
                let span = span.and_then(|it| it.trim().parse().ok()).unwrap_or(1);
                let place = self.here().flow.place();
                self.tables.begin_cell(place, span);
                self.scope(xml, Scope::Cell);
            }
        }
    }

    /// A merged cell covers a place; what stands in it is not shown, but a sheet keeps it.
    pub(super) fn open_covered_cell(&mut self, tag: &Tag<'_>, xml: &Xml<'_>) {
        match &mut self.sheet {
            Some(sheet) if self.inner.is_empty() => {
                sheet.begin_cell(tag, &self.main.flow);
                self.scope(xml, Scope::SheetCell);
            }
            _ => self.tables.pass_covered(),
        }
    }

    /// The first cell with a rule is where its words are shown.
    fn prompt_for(&mut self, tag: &Tag<'_>) {
        let rule = tag.attribute("content-validation-name");
        let prompts = rule.and_then(|rule| self.prompts.remove(&rule));
        if let Some(sheet) = &mut self.sheet {
            let cell = sheet.reference();
            for words in prompts.unwrap_or_default() {
                sheet.hang(cell, words, NodeKind::InputPrompt, None);
            }
        }
    }

    pub(super) fn open_slide(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        if self.slides >= MOST || self.slide.is_some() {
            return xml.skip();
        }
        self.slides += 1;
        self.main.end_line();
        let style = tag.attribute("style-name").unwrap_or_default();
        let is_hidden = self.styles.hides(Family::Slide, &style);
        let slide = Slide::begin(tag, self.slides, is_hidden, &self.main.flow);
        self.slide = Some(slide);
        self.scope(xml, Scope::Slide);
    }

    pub(super) fn close_slide(&mut self) {
        self.main.end_line();
        if let Some(slide) = self.slide.take() {
            slide.end(&mut self.shared_words, &mut self.main.flow);
        }
    }

    pub(super) fn open_notes(&mut self, xml: &Xml<'_>) {
        self.main.end_line();
        let place = self.main.flow.place();
        if let Some(slide) = &mut self.slide {
            slide.notes = Some(place);
        }
        self.scope(xml, Scope::Notes);
    }
}
