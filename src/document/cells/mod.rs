//! Table cells in the words by which people know them: the head of the column, the head of the row.
//!
//! Made where places in tables are named and where tables are judged. Tells a table with a head from a form, in which words stand before
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
pub(crate) struct Cells {
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

/// What forms ask for. Where a value stands between two of them, they are no heads of columns.
const LABELS: [&str; 44] = [
    "姓名",
    "名称",
    "单位",
    "单位名称",
    "项目名称",
    "企业名称",
    "公司名称",
    "申请人",
    "性别",
    "民族",
    "籍贯",
    "出生年月",
    "出生日期",
    "政治面貌",
    "学历",
    "学位",
    "专业",
    "职务",
    "职称",
    "部门",
    "联系人",
    "负责人",
    "法定代表人",
    "电话",
    "手机",
    "联系电话",
    "邮箱",
    "地址",
    "邮编",
    "身份证号",
    "编号",
    "日期",
    "时间",
    "地点",
    "name",
    "gender",
    "title",
    "position",
    "department",
    "phone",
    "email",
    "address",
    "date",
    "id",
];

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

/// A table as rows of cells.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The row with the heads of the columns, as an index.
    pub(crate) head: Option<usize>,
    /// For each row, from above, the columns that its cells begin in, 1-based, with their ranges.
    pub(crate) rows: Vec<Vec<(usize, TextRange)>>,
}

impl Cells {
    /// All tables, nested ones beside those that hold them.
    pub(crate) fn tables(&self) -> impl Iterator<Item = Rows> {
        self.tables.iter().map(|table| {
            let cells = |row: &Vec<usize>| {
                let cells = row.iter().filter_map(|&index| self.cells.get(index));
                cells.map(|it| (it.place.column, it.range)).collect()
            };
            Rows {
                head: table.head.and_then(|head| {
                    let mut rows = table.rows.keys();
                    rows.position(|&row| row == head)
                }),
                rows: table.rows.values().map(cells).collect(),
            }
        })
    }

    /// Go through the cells of `document`.
    pub(crate) fn of(document: &Document) -> Self {
        let is_cell = |node: &&Node| node.kind == NodeKind::TableCell;
        let cells: Vec<&Node> = document.nodes.iter().filter(is_cell).collect();
        Self::among(&cells, &document.text)
    }

    /// Whether two cells that follow each other have the same outermost table.
    pub(crate) fn are_in_one_table(one: &Node, next: &Node) -> bool {
        let table = |node| Numbers::of(node).map(|numbers| numbers.table);
        table(one) == table(next)
    }

    /// Go through `cells`, which are in the order of the document that has `text`, all of each table.
    pub(crate) fn among(cells: &[&Node], text: &str) -> Self {
        let mut all = Self {
            cells: Vec::new(),
            tables: Vec::new(),
        };
        // The cells that are open, with the table in each that cells of were seen last.
        let mut open: Vec<(Range<usize>, Option<Last>)> = Vec::new();
        let mut outermost: Option<Last> = None;
        let mut cells = cells.to_vec();
        // A nested table that fills a cell ended first, and so it stands before it.
        let is_same =
            |one: &&Node, other: &&Node| one.range == other.range && !one.range.is_empty();
        for same in cells.chunk_by_mut(is_same) {
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
            .map(|table| all.head(table, text))
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
        let is_label = |at: usize| {
            let cell = cells.get(at).and_then(|&index| self.cells.get(index));
            let label = cell.and_then(|cell| words(cell.range.slice(text)));
            label.is_some_and(|label| LABELS.contains(&&*label.to_ascii_lowercase()))
        };
        let takes_turns = is_label(0) && !is_label(1) && is_label(2);
        let is_head = cells.len() == most
            && most >= FEWEST_COLUMNS
            && !takes_turns
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
pub(crate) fn words(cell: &str) -> Option<&str> {
    let words = cell.trim().trim_end_matches(['：', ':']).trim_end();
    let is_open = |c: char| "XxＸｘ×✕Nn".contains(c);
    let has_letter = words.chars().any(|c| c.is_alphabetic() && !is_open(c));
    let is_name =
        has_letter && !words.contains(['\n', '。', '\u{2028}']) && display_width(words) <= LONGEST;
    is_name.then_some(words)
}

#[cfg(test)]
mod tests;
