//! Numbers of tables in a document that becomes a part of another one.

use crate::document::{Document, NodeKind};

/// Number the tables of `document` on from `tables`.
pub(in crate::reader) fn renumber_tables(document: &mut Document, tables: usize) {
    let cells = document.nodes.iter_mut();
    for node in cells.filter(|node| node.kind == NodeKind::TableCell) {
        let detail = node.detail.as_deref().unwrap_or("");
        if let Some((table, place)) = detail.split_once(':') {
            let table: usize = table.parse().unwrap_or(0);
            node.detail = Some(format!("{}:{place}", table + tables).into());
        }
    }
}
