//! A place in the words people use: headings, paragraph, table cell, header, page.
//!
//! Document text in the result is harmless already (`sanitize`).

use crate::document::{CellPlace, Location, NodeKind};
use crate::report::sanitize::visible;
use crate::text::Language;

/// Stands between the steps of a place.
pub(super) const STEP: &str = " › ";

/// The headings above the place, from the outermost in.
pub(super) fn headings(location: &Location) -> Vec<String> {
    location
        .heading
        .iter()
        .map(|title| visible(title).into_owned())
        .collect()
}

/// The spot below the last heading: `第14段，第3页`, `paragraph 14, page 3`.
pub(super) fn spot(location: &Location, language: Language) -> String {
    let mut spot = String::new();
    if let Some(part) = location.part {
        spot.push_str(part_name(part, language));
    }
    let place = match location.table {
        Some(cell) => cell_name(cell, language),
        None if location.part.is_none_or(NodeKind::hangs_on_a_paragraph) => match language {
            Language::Zh => format!("第{}段", location.paragraph),
            Language::En => format!("paragraph {}", location.paragraph),
        },
        None => String::new(),
    };
    if !place.is_empty() {
        if !spot.is_empty() {
            spot.push_str(STEP);
        }
        spot.push_str(&place);
    }
    if let Some(page) = location.page {
        spot.push_str(&match language {
            Language::Zh => format!("，第{page}页"),
            Language::En => format!(", page {page}"),
        });
    }
    spot
}

/// Headings and spot in one line.
pub(super) fn full(location: &Location, language: Language) -> String {
    let mut steps = headings(location);
    steps.push(spot(location, language));
    steps.join(STEP)
}

/// What a part outside the body is called.
pub(super) fn part_name(part: NodeKind, language: Language) -> &'static str {
    match part {
        NodeKind::Header => language.pick("页眉", "header"),
        NodeKind::Footer => language.pick("页脚", "footer"),
        NodeKind::Footnote => language.pick("脚注", "footnote"),
        NodeKind::Endnote => language.pick("尾注", "endnote"),
        NodeKind::Comment => language.pick("批注", "comment"),
        NodeKind::TextBox => language.pick("文本框", "text box"),
        NodeKind::WordArt => language.pick("艺术字", "WordArt"),
        NodeKind::Chart => language.pick("图表", "chart"),
        NodeKind::Diagram => language.pick("智能图形", "SmartArt"),
        NodeKind::Ruby => language.pick("拼音", "ruby text"),
        NodeKind::Property => language.pick("文档属性", "document properties"),
        _ => part.name(),
    }
}

fn cell_name(cell: CellPlace, language: Language) -> String {
    let CellPlace { table, row, column } = cell;
    match language {
        Language::Zh => format!("表{table} 第{row}行第{column}格"),
        Language::En => format!("table {table}, row {row}, cell {column}"),
    }
}
