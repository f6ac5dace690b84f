//! Parts that a drawing shows: charts and SmartArt.

use crate::document::NodeKind;
use crate::ooxml::package::{Links, Package};
use crate::ooxml::xml::Xml;
use crate::reader::flow::Flow;

use super::drawn_words;

/// Write the words of the chart or SmartArt drawing that the relationship `id` leads to, as lines of that kind. Whether it leads to a part.
pub(in crate::reader) fn read(
    id: &str,
    kind: NodeKind,
    links: &Links,
    package: &mut Package<'_>,
    flow: &mut Flow,
) -> bool {
    let Some(link) = links.get(id).filter(|link| !link.is_external) else {
        return false;
    };
    let limit = package.part_limit();
    let Some(source) = package.source(&link.target, limit) else {
        return true;
    };
    let (own, place) = (flow.part(), flow.place());
    let part = flow.add_part(&link.target);
    flow.go_to_part(part);
    let mut xml = Xml::new(&source, package.stop());
    drawn_words::read(&mut xml, flow);
    flow.go_to_part(own);
    package.was_read(&link.target, xml.problem());
    if let Some(range) = flow.since(place).filter(|range| !range.is_empty()) {
        flow.node(range, kind, None);
    }
    true
}
