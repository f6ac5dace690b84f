//! How the numbers in cells are shown: the format of each cell style.

use std::collections::HashMap;

use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};

use super::number_format::{NumberFormat, built_in};

/// The formats by the number of the cell style.
#[derive(Debug, Default)]
pub(in crate::reader) struct Styles {
    formats: Vec<u32>,
    by_id: HashMap<u32, NumberFormat>,
}

impl Styles {
    /// Read the part with the styles.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut styles = Self::default();
        let mut in_cell_formats = false;
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => {
                    let number = |name: &str| tag.attribute(name)?.trim().parse::<u32>().ok();
                    match tag.element {
                        Element::ValueFormat => {
                            if let (Some(id), Some(code)) =
                                (number("numFmtId"), tag.attribute("formatCode"))
                            {
                                styles.add_number_format(id, &code);
                            }
                        }
                        Element::CellFormats => in_cell_formats = true,
                        Element::CellFormat if in_cell_formats => {
                            styles.add_cell_style(number("numFmtId").unwrap_or(0));
                        }
                        _ => {}
                    }
                }
                Event::Close(Element::CellFormats) => in_cell_formats = false,
                _ => {}
            }
        }
        styles
    }

    /// Take up a number format.
    pub(in crate::reader) fn add_number_format(&mut self, id: u32, code: &str) {
        self.by_id.insert(id, NumberFormat::new(code));
    }

    /// Take up the next cell style, which shows numbers in that format.
    pub(in crate::reader) fn add_cell_style(&mut self, format: u32) {
        self.formats.push(format);
        if let Some(code) = built_in(format) {
            self.by_id
                .entry(format)
                .or_insert_with(|| NumberFormat::new(code));
        }
    }

    /// What a cell of this style shows for `value`; nothing where that is the value as it was saved.
    pub(super) fn shown(&self, style: usize, value: &str, since_1904: bool) -> Option<String> {
        self.shown_number(style, value.trim().parse().ok()?, since_1904)
    }

    /// What a cell of this style shows for a number; nothing where that is the number as it is.
    pub(in crate::reader) fn shown_number(
        &self,
        style: usize,
        value: f64,
        since_1904: bool,
    ) -> Option<String> {
        let format = self.by_id.get(self.formats.get(style)?)?;
        format.shown(value, since_1904)
    }
}
