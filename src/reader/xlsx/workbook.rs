//! The main part of a workbook: its sheets in the order of the tabs.

use crate::document::Origin;
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};

/// More sheets than this are no workbook that a person made.
const MOST_SHEETS: usize = 10_000;

/// What the main part says.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) sheets: Vec<SheetEntry>,
    /// Whether days are counted from 1904 on, as on old Macintoshes.
    pub(super) since_1904: bool,
}

/// A tab.
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    /// The tag that the name stands in.
    pub(super) origin: Origin,
    /// The id of the relationship that leads to its part.
    pub(super) id: String,
    pub(super) is_hidden: bool,
}

impl Workbook {
    /// Read the main part.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut workbook = Self::default();
        while let Some(event) = xml.next() {
            let Event::Open(tag) = event else { continue };
            match tag.element {
                Element::SheetEntry if workbook.sheets.len() < MOST_SHEETS => {
                    let state = tag.attribute("state");
                    workbook.sheets.push(SheetEntry {
                        name: tag.attribute("name").unwrap_or_default(),
                        origin: tag.origin(),
                        id: tag.attribute("id").unwrap_or_default(),
                        is_hidden: state.is_some_and(|it| it != "visible"),
                    });
                }
                Element::WorkbookProperties => {
                    workbook.since_1904 = tag
                        .attribute("date1904")
                        .is_some_and(|it| matches!(it.as_str(), "1" | "true"));
                }
                _ => {}
            }
        }
        workbook
    }
}
