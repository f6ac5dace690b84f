//! Which nodes stand round a place, for many places of one document.
//!
//! A document of 100,000 nodes and 10,000 findings would otherwise cost a billion comparisons.

use crate::document::{Document, Node};
use crate::text::TextRange;

/// Answers [`Document::nodes_around`] and [`Document::nodes_touching`] again and again at the cost of the nodes' depth instead
/// of their number.
#[derive(Debug)]
pub struct NodeIndex<'d> {
    nodes: &'d [Node],
    /// For each node the nearest earlier one that reaches at least as far.
    wider: Vec<Option<usize>>,
}

impl<'d> NodeIndex<'d> {
    /// Index the nodes of `document`.
    pub fn new(document: &'d Document) -> Self {
        let nodes = document.nodes.as_slice();
        let wider = previous(nodes, |earlier, node| {
            earlier.range.end() >= node.range.end()
        });
        Self { nodes, wider }
    }

    /// The nodes that hold the whole of `range`, from the inside out.
    pub fn around(&self, range: TextRange) -> impl Iterator<Item = &'d Node> {
        let mut next = self
            .nodes
            .partition_point(|node| node.range.start() <= range.start())
            .checked_sub(1);
        std::iter::from_fn(move || {
            while let Some(index) = next {
                let node = self.nodes.get(index)?;
                if node.range.end() >= range.end() {
                    next = index.checked_sub(1);
                    return Some(node);
                }
                // All between this node and the next wider one end before this one does.
                next = self.wider.get(index).copied().flatten();
            }
            None
        })
    }

    /// The nodes that share at least one byte with `range`, or hold it if it is empty.
    pub fn touching(&self, range: TextRange) -> impl Iterator<Item = &'d Node> {
        let first = self
            .nodes
            .partition_point(|node| node.range.start() <= range.start());
        let end = self
            .nodes
            .partition_point(|node| node.range.start() <= range.end());
        let inside = self.nodes.get(first..end).unwrap_or_default();
        self.around(TextRange::empty(range.start()))
            .chain(inside)
            .filter(move |node| node.range.overlaps(range) || node.range.covers(range))
    }
}

/// For each item the index of the nearest earlier one that `passes` against it.
pub(super) fn previous<T>(items: &[T], passes: impl Fn(&T, &T) -> bool) -> Vec<Option<usize>> {
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let mut candidate = index.checked_sub(1);
        while let Some(at) = candidate {
            if passes(&items[at], item) {
                break;
            }
            candidate = previous[at];
        }
        previous.push(candidate);
    }
    previous
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NodeKind;

    #[test]
    fn finds_what_a_search_through_all_nodes_finds() {
        let mut document = Document::default();
        // Nested, side by side, crossing and empty ranges, by a small congruence generator.
        let mut state = 7_usize;
        for _ in 0..300 {
            state = (state * 1_103_515_245 + 12_345) % (1 << 31);
            let start = (state >> 8) % 200;
            let length = (state >> 16) % if state.is_multiple_of(5) { 120 } else { 6 };
            let range = TextRange::new(start, start + length);
            document.nodes.push(Node::new(range, NodeKind::Code));
        }
        document.sort_nodes();
        let index = NodeIndex::new(&document);
        for start in 0..210 {
            for length in [0, 1, 5, 40] {
                let range = TextRange::new(start, start + length);
                let mut inward: Vec<&Node> = index.around(range).collect();
                inward.reverse();
                let expected: Vec<&Node> = document.nodes_around(range).collect();
                assert_eq!(inward, expected);
                let mut touching: Vec<&Node> = index.touching(range).collect();
                let mut expected: Vec<&Node> = document.nodes_touching(range).collect();
                let place = |node: &&Node| (node.range.start(), node.range.end());
                touching.sort_by_key(place);
                expected.sort_by_key(place);
                assert_eq!(touching, expected);
            }
        }
    }
}
