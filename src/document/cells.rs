//! Table cells in the words by which people know them: the head of the column, the head of the row.
//!
//! Made once for a document with findings in tables. Tells a table with a head from a form, in which words stand before
//! the cells that they name; where it cannot tell, it says nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Document, Node, NodeKind};
use crate::text::{TextRange, display_width};

/// A cell of a table; all numbers 1-based.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CellPlace {
    /// Number of the outermost table in the document.
    pub table: usize,
    /// Row.
    pub row: usize,
    /// Cell in the row.
    pub column: usize,
    /// The words that name the row: of its first cell that holds words where the columns have heads, else of the nearest
    /// one before the cell.
    pub row_header: Option<String>,
    /// The words at the head of the column, where no other column has the same.
    pub column_header: Option<String>,
}

/// All cells of a document.
#[derive(Debug)]
pub(super) struct Cells {
    /// In the order of the text.
    cells: Vec<Cell>,
    tables: Vec<Table>,
}

#[derive(Debug)]
struct Cell {
    range: TextRange,
    /// Index of the table in [`Cells::tables`]; nested ones are tables of their own.
    owner: usize,
    place: Numbers,
}

/// What the node of a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Numbers {
    table: usize,
    row: usize,
    cell: usize,
    /// Where the cell begins among the columns.
    column: usize,
}

/// A table: for each row its cells, as indices.
#[derive(Debug, Default)]
struct Table {
    rows: BTreeMap<usize, Vec<usize>>,
    /// The row with the heads of the columns.
    head: Option<usize>,
}

/// The longest words that name a row or column, in columns of width.
const LONGEST: usize = 24;

/// A table with fewer columns has words before its cells, not above them.
const FEWEST_COLUMNS: usize = 3;

impl CellPlace {
    /// The cell as a workbook names it: its column in letters, then its row, `B7`.
    pub fn name(&self) -> String {
        const LETTERS: usize = 26;
        let (mut letters, mut rest) = (Vec::new(), self.column);
        while rest > 0 {
            letters.push(b'A' + ((rest - 1) % LETTERS) as u8);
            rest = (rest - 1) / LETTERS;
        }
        let letters = letters.iter().rev().map(|&letter| char::from(letter));
        letters.chain(self.row.to_string().chars()).collect()
    }
}

impl Cells {
    /// Go through the cells of `document`.
    pub(super) fn of(document: &Document) -> Self {
        let mut all = Self {
            cells: Vec::new(),
            tables: Vec::new(),
        };
        // The cells that are open, with the table in each that cells of were seen last.
        let mut open: Vec<(Range<usize>, Option<Last>)> = Vec::new();
        let mut outermost: Option<Last> = None;
        let is_cell = |node: &&Node| node.kind == NodeKind::TableCell;
        let mut cells: Vec<&Node> = document.nodes.iter().filter(is_cell).collect();
        // A nested table that fills a cell ended first, and so it stands before it.
        for same in cells.chunk_by_mut(|one, other| one.range == other.range) {
            same.reverse();
        }
        for node in cells {
            let Some(place) = Numbers::of(node) else {
                continue;
            };
            let range = node.range;
            while open
                .pop_if(|(outer, _)| outer.end < range.end() || outer.end <= range.start())
                .is_some()
            {}
            let last = match open.last_mut() {
                Some((_, last)) => last,
                None => &mut outermost,
            };
            let owner = match last {
                Some(last) if last.goes_on(place) => last.owner,
                _ => {
                    all.tables.push(Table::default());
                    all.tables.len() - 1
                }
            };
            *last = Some(Last { owner, place });
            open.push((range.start()..range.end(), None));
            if let Some(table) = all.tables.get_mut(owner) {
                table
                    .rows
                    .entry(place.row)
                    .or_default()
                    .push(all.cells.len());
            }
            all.cells.push(Cell {
                range,
                owner,
                place,
            });
        }
        let heads: Vec<_> = all
            .tables
            .iter()
            .map(|table| all.head(table, &document.text))
            .collect();
        for (table, head) in all.tables.iter_mut().zip(heads) {
            table.head = head;
        }
        all
    }

    /// The place of the cell that `node` is.
    pub(super) fn place(&self, node: &Node, text: &str) -> Option<CellPlace> {
        let numbers = Numbers::of(node)?;
        let from = self
            .cells
            .partition_point(|cell| cell.range.start() < node.range.start());
        let cell = self
            .cells
            .get(from..)?
            .iter()
            .find(|cell| cell.range == node.range && cell.place == numbers)?;
        let Numbers {
            table,
            row,
            cell: column,
            ..
        } = cell.place;
        let owner = self.tables.get(cell.owner)?;
        let column_header = self.column_header(owner, cell.place, text);
        let row_cells = owner.rows.get(&row)?;
        let mut before = row_cells
            .iter()
            .filter_map(|&index| self.cells.get(index))
            .filter(|other| other.place.cell < column)
            .filter_map(|other| words(other.range.slice(text)));
        let row_header = match column_header {
            Some(_) => before.next(),
            None => before.next_back(),
        };
        Some(CellPlace {
            table,
            row,
            column,
            row_header: row_header.map(str::to_owned),
            column_header: column_header.map(str::to_owned),
        })
    }

    fn column_header<'t>(&self, table: &Table, place: Numbers, text: &'t str) -> Option<&'t str> {
        let head = table.head.filter(|&head| head < place.row)?;
        let heads = || {
            let cells = table.rows.get(&head).into_iter().flatten();
            cells.filter_map(|&index| self.cells.get(index))
        };
        let above = heads()
            .take_while(|cell| cell.place.column <= place.column)
            .last()?;
        let header = words(above.range.slice(text))?;
        let same = heads().filter(|cell| words(cell.range.slice(text)) == Some(header));
        (same.count() == 1).then_some(header)
    }

    /// The row of `table` that names the columns: the first one with several cells, if it has as many as any and all but
    /// the first one hold words.
    fn head(&self, table: &Table, text: &str) -> Option<usize> {
        let (&row, cells) = table.rows.iter().find(|(_, cells)| cells.len() > 1)?;
        let most = table.rows.values().map(Vec::len).max()?;
        let mut rest = cells
            .iter()
            .skip(1)
            .filter_map(|&index| self.cells.get(index));
        let is_head = cells.len() == most
            && most >= FEWEST_COLUMNS
            && rest.all(|cell| words(cell.range.slice(text)).is_some());
        is_head.then_some(row)
    }
}

/// The cell of a table that was seen last.
#[derive(Debug)]
struct Last {
    owner: usize,
    place: Numbers,
}

impl Last {
    /// Whether `next` is a cell of the same table: numbers only grow in one.
    fn goes_on(&self, next: Numbers) -> bool {
        let Numbers {
            table, row, cell, ..
        } = self.place;
        table == next.table && (row, cell) < (next.row, next.cell)
    }
}

impl Numbers {
    fn of(node: &Node) -> Option<Self> {
        let mut numbers = node.detail.as_deref()?.split(':').map(str::parse);
        let mut next = || numbers.next()?.ok();
        let (table, row, cell) = (next()?, next()?, next()?);
        Some(Self {
            table,
            row,
            cell,
            column: next().unwrap_or(cell),
        })
    }
}

/// The words of a cell if they can be the name of others: few, with a letter, and not to be filled in themselves.
fn words(cell: &str) -> Option<&str> {
    let words = cell.trim().trim_end_matches(['：', ':']).trim_end();
    let is_open = |c: char| "XxＸｘ×✕Nn".contains(c);
    let has_letter = words.chars().any(|c| c.is_alphabetic() && !is_open(c));
    let is_name =
        has_letter && !words.contains(['\n', '。', '\u{2028}']) && display_width(words) <= LONGEST;
    is_name.then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document with a table a block, a row a line, a cell between bars; `>` says how many columns a cell takes.
    fn document(tables: &[&str]) -> Document {
        let mut text = String::new();
        let mut nodes = Vec::new();
        for (table, rows) in tables.iter().enumerate() {
            for (row, line) in rows.lines().enumerate() {
                let mut column = 1;
                for (cell, words) in line.split('|').enumerate() {
                    let (words, span) = words.split_once('>').unwrap_or((words, "1"));
                    let start = text.len();
                    text.push_str(words);
                    let range = TextRange::new(start, text.len());
                    let place = format!("{}:{}:{}:{column}", table + 1, row + 1, cell + 1);
                    nodes.push(Node::with_detail(range, NodeKind::TableCell, place));
                    text.push('\n');
                    column += span.parse::<usize>().unwrap();
                }
            }
        }
        Document {
            text: text.into(),
            nodes,
            ..Document::default()
        }
    }

    fn named(document: &Document, words: &str) -> (usize, usize, Option<String>, Option<String>) {
        let start = document.text.find(words).unwrap();
        let node = document
            .nodes
            .iter()
            .find(|node| node.range.start() == start)
            .unwrap();
        let place = Cells::of(document).place(node, &document.text).unwrap();
        (
            place.row,
            place.column,
            place.row_header,
            place.column_header,
        )
    }

    #[test]
    fn a_cell_is_known_by_the_heads_of_its_row_and_column() {
        let document = document(&[
            "人员名单>3\n序号|姓名|联系电话\n1|李某|多少\n2||几个\n合计>2|若干",
            "项目|数量\n培训|何次",
        ]);
        let header = |words: &str| Some(words.to_owned());
        assert_eq!(
            named(&document, "多少"),
            (3, 3, header("李某"), header("联系电话"))
        );
        assert_eq!(named(&document, "几个"), (4, 3, None, header("联系电话")));
        // Merged cells count as the columns that they take.
        assert_eq!(
            named(&document, "若干"),
            (5, 2, header("合计"), header("联系电话"))
        );
        assert_eq!(named(&document, "姓名"), (2, 2, header("序号"), None));
        assert_eq!(named(&document, "何次"), (2, 2, header("培训"), None));
    }

    #[test]
    fn a_cell_of_a_form_is_known_by_the_words_before_it() {
        let document = document(&["姓名：||性别|\n单位>1|某局>3\n电话|多少|职务|什么"]);
        let header = |words: &str| Some(words.to_owned());
        assert_eq!(named(&document, "多少"), (3, 2, header("电话"), None));
        assert_eq!(named(&document, "什么"), (3, 4, header("职务"), None));
    }

    #[test]
    fn heads_that_are_not_alone_name_nothing() {
        let document = document(&["区县|户数|户数\n东区|12|多少"]);
        assert_eq!(
            named(&document, "多少"),
            (2, 3, Some("东区".to_owned()), None)
        );
    }
}
