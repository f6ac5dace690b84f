//! In which column the cells of a table begin: rows say where their borders stand, and a cell that takes several columns has fewer.

use crate::document::{Node, NodeKind};

/// Borders that are no further apart than this, in twentieths of a point, are one.
const SAME: i16 = 20;

/// The rows of a table that is open.
#[derive(Default)]
pub(super) struct Columns {
    rows: Vec<Row>,
    /// The nodes of the cells of the open row, by their place among all.
    cells: Vec<usize>,
}

struct Row {
    borders: Vec<i16>,
    cells: Vec<usize>,
}

impl Columns {
    /// The newest node is a cell of the open row.
    pub(super) fn end_cell(&mut self, nodes: &[Node]) {
        let newest = nodes.len().checked_sub(1);
        self.cells.extend(newest);
    }

    /// The row ends, whose borders stand there.
    pub(super) fn end_row(&mut self, borders: &[i16]) {
        let cells = std::mem::take(&mut self.cells);
        if borders.len() == cells.len() + 1 {
            let borders = borders.to_vec();
            self.rows.push(Row { borders, cells });
        }
    }

    /// The table ends: say of its cells in which column they begin, where that is not their number in the row.
    pub(super) fn end(self, nodes: &mut [Node]) {
        let mut borders: Vec<i16> = self
            .rows
            .iter()
            .flat_map(|row| &row.borders)
            .copied()
            .collect();
        borders.sort_unstable();
        borders.dedup_by(|next, kept| next.saturating_sub(*kept) <= SAME);
        for row in &self.rows {
            for (index, (&cell, &left)) in row.cells.iter().zip(&row.borders).enumerate() {
                let column =
                    borders.partition_point(|border| border.saturating_add(SAME) < left) + 1;
                let node = nodes
                    .get_mut(cell)
                    .filter(|it| it.kind == NodeKind::TableCell);
                if let Some(node) = node
                    && column != index + 1
                    && let Some(place) = &node.detail
                {
                    node.detail = Some(format!("{place}:{column}").into());
                }
            }
        }
    }
}
