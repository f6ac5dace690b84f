//! The proof that a document is sound: its text is the decoded source, its nodes lie in the text.

use unfilled::document::{Document, Origin};

/// Fails unless every byte of the text that is not synthetic is what its source bytes mean, the nodes are in order,
/// and every range lies on character boundaries.
///
/// `part` gives the bytes of a part by its name (the file itself has the empty name); `means` says whether some bytes of a
/// part mean a text where they do not stand there as they are: an entity, or another encoding.
pub(crate) fn assert_sound<'p>(
    document: &Document,
    part: impl Fn(&str) -> &'p [u8],
    means: impl Fn(&[u8], &str) -> bool,
) {
    let text = &document.text;
    let mut covered = 0;
    for (range, segment) in document.map.segments(text.len()) {
        assert_eq!(range.start(), covered, "segments leave no gap");
        covered = range.end();
        let here = text.get(range.start()..range.end());
        let here = here.unwrap_or_else(|| panic!("{range:?} cuts a character"));
        let name = &document.map.parts()[usize::from(segment.part)];
        let source = part(name);
        match segment.origin {
            Origin::Synthetic => {}
            Origin::Verbatim { start } => {
                let start = start as usize;
                let bytes = source.get(start..start + here.len());
                assert_eq!(
                    bytes,
                    Some(here.as_bytes()),
                    "verbatim {range:?} of {name:?}"
                );
            }
            Origin::Decoded { start, end } | Origin::Tag { start, end } => {
                let bytes = &source[start as usize..end as usize];
                assert!(means(bytes, here), "decoded {range:?} of {name:?}: {here}");
            }
        }
    }
    assert_eq!(covered, text.len(), "segments reach to the end");
    assert_nodes_sound(document);
}

fn assert_nodes_sound(document: &Document) {
    let order =
        |node: &unfilled::document::Node| (node.range.start(), std::cmp::Reverse(node.range.end()));
    assert!(document.nodes.is_sorted_by_key(order), "nodes are in order");
    for node in &document.nodes {
        let fits = document
            .text
            .get(node.range.start()..node.range.end())
            .is_some();
        assert!(fits, "{node:?} lies in the text, between characters");
    }
}
