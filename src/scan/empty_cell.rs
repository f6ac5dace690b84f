//! The check `empty-cell`: a cell that holds nothing where the others like it are filled in.
//!
//! Judged on the table alone. In one with heads of columns a cell is like those above and below it, in a form, where labels and
//! values take turns, a value is like the other values. What is mostly empty is a form for somebody else to fill in.

use crate::document::{Cells, Document, Format, Node, NodeKind, Rows, words};
use crate::text::TextRange;

/// Fewer filled cells than this tell nothing of the others.
const FEWEST_FILLED: usize = 3;

/// Where several are empty, each has so many filled ones: what is often left out may be.
const FILLED_PER_EMPTY: usize = 8;

/// A row of a form has no more cells; a longer one is the row of a list whose heads were not made out.
const LONGEST_ROW: usize = 8;

/// Where it is known which cells belong together because they are merged. Tables of Markdown and web pages leave cells out as they
/// please.
const FORMATS: [Format; 3] = [Format::Docx, Format::Xlsx, Format::Odt];

/// A table of more cells is data and no form, and to put it together would take more memory than to read it.
const MOST_CELLS: usize = 1 << 18;

/// The rows that sum up others leave out what has no sum.
const SUMS: [&str; 9] = [
    "合计", "总计", "小计", "共计", "平均", "Total", "Sum", "Subtotal", "Average",
];

/// What may stay empty has a label or a head with one of these words: remarks, what is signed on paper, pictures.
const OPTIONAL: [&str; 24] = [
    "备注", "备考", "说明", "其他", "其它", "附件", "签字", "签名", "签章", "签收", "盖章", "公章",
    "照片", "图片", "意见", "批示", "remark", "note", "comment", "sign", "seal", "photo", "other",
    "optional",
];

/// An empty cell.
type Gap = TextRange;

/// The cells of `document` that were forgotten.
pub(super) fn places(document: &Document) -> Vec<Gap> {
    if !FORMATS.contains(&document.format) {
        return Vec::new();
    }
    let reading = Reading {
        text: &document.text,
    };
    let is_cell = |node: &&Node| node.kind == NodeKind::TableCell;
    let cells: Vec<&Node> = document.nodes.iter().filter(is_cell).collect();
    let mut gaps = Vec::new();
    // One after the other, so that no more of them is held than the largest.
    for table in cells.chunk_by(|one, next| Cells::are_in_one_table(one, next)) {
        if table.len() > MOST_CELLS {
            continue;
        }
        for table in Cells::among(table, &document.text).tables() {
            gaps.extend(match table.head {
                Some(head) => reading.under_heads(&table.rows, head),
                None => reading.in_form(&table),
            });
        }
    }
    gaps.sort_unstable();
    gaps
}

/// A document's text.
struct Reading<'t> {
    text: &'t str,
}

impl Reading<'_> {
    /// In a table whose row number `head` has the heads of the columns.
    fn under_heads(&self, rows: &[Vec<(usize, TextRange)>], head: usize) -> Vec<Gap> {
        let Some(heads) = rows.get(head) else {
            return Vec::new();
        };
        let asked = heads.iter().filter(|&&(_, head)| self.asks(head));
        let asked: Vec<usize> = asked.map(|&(column, _)| column).collect();
        let body = rows.get(head + 1..).unwrap_or_default();
        let is_filled = |row: &&Vec<_>| self.is_filled(row, &asked);
        let body: Vec<&Vec<_>> = body.iter().filter(is_filled).collect();
        let mut gaps = Vec::new();
        // The first one tells rows apart, and stands once where several belong together.
        let first = heads.first().map(|&(column, _)| column);
        for &column in asked.iter().filter(|&&column| Some(column) != first) {
            let cells = body.iter().filter_map(|row| {
                let cell = row.iter().find(|&&(of, _)| of == column);
                cell.map(|&(_, range)| range)
            });
            gaps.extend(self.forgotten(cells.collect()));
        }
        gaps
    }

    /// In a table in which labels and values take turns.
    fn in_form(&self, table: &Rows) -> Vec<Gap> {
        let mut values = Vec::new();
        for row in &table.rows {
            let (pairs, rest) = row.as_chunks::<2>();
            let is_label = |&[(_, label), _]: &[(usize, TextRange); 2]| {
                words(label.slice(self.text)).is_some()
            };
            if row.len() <= LONGEST_ROW && rest.is_empty() && pairs.iter().all(is_label) {
                let asked = pairs.iter().filter(|&&[(_, label), _]| self.asks(label));
                values.extend(asked.map(|&[_, (_, value)]| value));
            }
        }
        self.forgotten(values)
    }

    /// The empty ones of `cells`, which are alike, if most are filled in.
    fn forgotten(&self, cells: Vec<TextRange>) -> Vec<Gap> {
        let (empty, filled): (Vec<_>, Vec<_>) =
            cells.into_iter().partition(|&cell| self.is_empty(cell));
        let fewest = match empty.len() {
            0 | 1 => FEWEST_FILLED,
            several => several * FILLED_PER_EMPTY,
        };
        let is_rare = filled.len() >= fewest;
        match is_rare {
            true => empty,
            false => Vec::new(),
        }
    }

    /// Whether two thirds or more of the row hold something, of what is `asked` for, and it does not sum up others.
    fn is_filled(&self, row: &[(usize, TextRange)], asked: &[usize]) -> bool {
        let is_asked = |&&(column, _): &&(usize, TextRange)| asked.contains(&column);
        let cells = row.iter().filter(is_asked);
        let filled = cells.clone().filter(|&&(_, cell)| !self.is_empty(cell));
        let sums = row.iter().take(2).any(|&(_, cell)| {
            let cell = cell.slice(self.text).trim();
            SUMS.iter().any(|sum| cell.starts_with(sum))
        });
        filled.count() * 3 >= cells.count() * 2 && !sums
    }

    /// Whether what stands under or behind the words of this cell is to be filled in.
    fn asks(&self, label: TextRange) -> bool {
        words(label.slice(self.text)).is_some_and(|label| {
            let label = label.to_ascii_lowercase();
            let mut words = label.split(|c: char| !c.is_alphanumeric());
            // Chinese has no spaces, and what is asked for comes last in a label; "Design" is no signature.
            let is_optional = |label: &str| {
                let holds = |word: &&str| match word.is_ascii() {
                    true => label.starts_with(word),
                    false => label.contains(word),
                };
                OPTIONAL.iter().any(holds)
            };
            !words.any(is_optional)
        })
    }

    fn is_empty(&self, cell: TextRange) -> bool {
        cell.slice(self.text).trim().is_empty()
    }
}
