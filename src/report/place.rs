//! A place in the words people use: headings, paragraph, table cell, header, page.
//!
//! Document text in the result is harmless already (`sanitize`).

use crate::document::{CellPlace, Location, NodeKind, Section};
use crate::report::sanitize::visible;
use crate::text::Language;

/// Stands between the steps of a place.
pub(super) const STEP: &str = " › ";

/// The headings above the place, from the outermost in; for the signature block, which stands under none, its name.
pub(super) fn headings(location: &Location, language: Language) -> Vec<String> {
    // The name of a sheet stands in the spot.
    if location.sheet.is_some() {
        return Vec::new();
    }
    if location.is_signature {
        return vec![signature(language).to_owned()];
    }
    location
        .heading
        .iter()
        .map(|title| visible(title).into_owned())
        .collect()
}

/// The spot below the last heading: `第14段，第3页`, `paragraph 14, page 3`; in a workbook `人员表!B7`, on slides `第3页幻灯片`.
pub(super) fn spot(location: &Location, language: Language) -> String {
    if let Some(sheet) = &location.sheet {
        return in_sheet(sheet, location, language);
    }
    if let Some(page) = location.page.filter(|_| is_on_printed_page(location)) {
        return on_page(page, location, language);
    }
    if let Some(number) = location.slide {
        return on_slide(number, location, language);
    }
    let mut spot = String::new();
    if let Some(chapter) = &location.chapter {
        spot.push_str(&visible(chapter));
    }
    if let Some(part) = location.part {
        if !spot.is_empty() {
            spot.push_str(STEP);
        }
        spot.push_str(part_name(part, language));
    }
    let place = match location.table {
        Some(ref cell) => cell_name(cell, language),
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

/// `人员表!B7“联系电话”列`, `人员表!B7（批注）`, `Staff!A2 (hidden)`.
fn in_sheet(sheet: &str, location: &Location, language: Language) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    // As Excel writes it in formulas.
    let sheet = match sheet.chars().all(is_plain) {
        true => visible(sheet).into_owned(),
        false => format!("'{}'", visible(sheet).replace('\'', "''")),
    };
    let cell = location.table.as_ref();
    let name = cell.map_or(String::new(), |cell| format!("!{}", cell.name()));
    let headers = cell.map_or(String::new(), |cell| header_words(cell, language));
    format!("{sheet}{name}{headers}{}", beside(location, language))
}

/// `第3页幻灯片（备注）`, `slide 3, table row 2 column 3`.
fn on_slide(number: usize, location: &Location, language: Language) -> String {
    let slide = match language {
        Language::Zh => format!("第{number}页幻灯片"),
        Language::En => format!("slide {number}"),
    };
    let cell = location.table.as_ref().map_or(String::new(), |cell| {
        let CellPlace { row, column, .. } = cell;
        match language {
            Language::Zh => format!("，表格第{row}行第{column}列"),
            Language::En => format!(", table row {row} column {column}"),
        }
    });
    format!("{slide}{cell}{}", beside(location, language))
}

/// Whether the place is in a file that has pages of its own.
fn is_on_printed_page(location: &Location) -> bool {
    let part = location.part;
    location.line.is_some() || part.is_some_and(|part| !part.hangs_on_a_paragraph())
}

/// `第2页第14行`, `page 2 (comment)`.
fn on_page(page: usize, location: &Location, language: Language) -> String {
    let words = match (location.line, language) {
        (Some(line), Language::Zh) => format!("第{page}页第{line}行"),
        (None, Language::Zh) => format!("第{page}页"),
        (Some(line), Language::En) => format!("page {page}, line {line}"),
        (None, Language::En) => format!("page {page}"),
    };
    format!("{words}{}", beside(location, language))
}

/// In brackets what part of a sheet or slide it is, and that this is hidden.
fn beside(location: &Location, language: Language) -> String {
    let part = location.part.map(|part| part_name(part, language));
    let hidden = location.is_hidden.then(|| language.pick("隐藏", "hidden"));
    let words: Vec<&str> = part.into_iter().chain(hidden).collect();
    match (words.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Zh) => format!("（{}）", words.join("，")),
        (false, Language::En) => format!(" ({})", words.join(", ")),
    }
}

/// The words by which the cell of a sheet is known beside its name: `“联系电话”列（李某）`.
fn header_words(cell: &CellPlace, language: Language) -> String {
    let shown = |words: &Option<String>| words.as_deref().map(|words| visible(words).into_owned());
    match (
        shown(&cell.column_header),
        shown(&cell.row_header),
        language,
    ) {
        (Some(column), Some(row), Language::Zh) => format!("“{column}”列（{row}）"),
        (Some(column), Some(row), Language::En) => format!(", column “{column}” ({row})"),
        (Some(column), None, Language::Zh) => format!("“{column}”列"),
        (Some(column), None, Language::En) => format!(", column “{column}”"),
        (None, Some(row), Language::Zh) => format!("（“{row}”后面）"),
        (None, Some(row), Language::En) => format!(" (after “{row}”)"),
        (None, None, _) => String::new(),
    }
}

/// Headings and spot in one line: `二、重点工作 › 第14段，第3页`.
pub fn full(location: &Location, language: Language) -> String {
    let mut steps = headings(location, language);
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
        NodeKind::InputPrompt => language.pick("输入提示", "input prompt"),
        NodeKind::Subject => language.pick("主题", "subject"),
        NodeKind::SlideNotes => language.pick("备注", "notes"),
        _ => part.name(),
    }
}

/// What a section is called in sums.
pub(super) fn section_name(section: Section<'_>, language: Language) -> String {
    match section {
        Section::Beginning => language.pick("开头", "beginning").to_owned(),
        Section::Body => language.pick("正文", "body").to_owned(),
        Section::Heading { title, .. } => visible(title).into_owned(),
        Section::Signature => signature(language).to_owned(),
        Section::Part(part) => part_name(part, language).to_owned(),
    }
}

fn signature(language: Language) -> &'static str {
    language.pick("落款", "signature block")
}

/// `表2 第3行（李某）“联系电话”列`; in a form `表1 第2行第4格（“职务”后面）`.
fn cell_name(cell: &CellPlace, language: Language) -> String {
    let CellPlace {
        table, row, column, ..
    } = cell;
    let shown = |words: &Option<String>| words.as_deref().map(|words| visible(words).into_owned());
    let row_header = shown(&cell.row_header);
    match (shown(&cell.column_header), language) {
        (Some(header), Language::Zh) => {
            let row_header = row_header.map_or(String::new(), |words| format!("（{words}）"));
            format!("表{table} 第{row}行{row_header}“{header}”列")
        }
        (Some(header), Language::En) => {
            let row_header = row_header.map_or(String::new(), |words| format!(" ({words})"));
            format!("table {table}, row {row}{row_header}, column “{header}”")
        }
        (None, Language::Zh) => {
            let after = row_header.map_or(String::new(), |words| format!("（“{words}”后面）"));
            format!("表{table} 第{row}行第{column}格{after}")
        }
        (None, Language::En) => {
            let after = row_header.map_or(String::new(), |words| format!(" (after “{words}”)"));
            format!("table {table}, row {row}, cell {column}{after}")
        }
    }
}
