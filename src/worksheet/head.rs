//! What the head of a table's column says of the cells under it: what is asked for there, and in which unit.
//!
//! Counts only where a place is all that its cell holds; where it has words of its own, these tell.

use crate::document::{Document, Locator, NodeKind};
use crate::text::TextRange;
use crate::worksheet::asked::is_measure;

/// Units that stand in heads and are no measure words.
const UNITS: [&str; 26] = [
    "%", "％", "‰", "usd", "eur", "gbp", "cny", "rmb", "jpy", "hkd", "$", "€", "£", "¥", "￥",
    "kg", "km", "m", "m²", "m2", "ha", "t", "days", "hours", "people", "pieces",
];
/// Words for powers of ten before a unit.
const MAGNITUDES: [char; 5] = ['十', '百', '千', '万', '亿'];
const BRACKETS: [(char, char); 4] = [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】')];

/// The words that name the cell of which the place at `range` is all: the head of its column, else that of its row.
pub(super) fn of(locator: &Locator<'_>, range: TextRange) -> Option<String> {
    if !is_whole_cell(locator.document(), range) {
        return None;
    }
    let cell = locator.location(range).table?;
    cell.column_header.or(cell.row_header)
}

/// The unit that `head` names: 建成面积（亩）, 数量/个, Amount (USD).
pub(super) fn unit(head: &str) -> Option<&str> {
    let head = head.trim();
    let in_bracket = BRACKETS.iter().find_map(|&(open, close)| {
        let (_, inside) = head.strip_suffix(close)?.rsplit_once(open)?;
        Some(inside)
    });
    let unit = match in_bracket {
        Some(inside) => inside,
        None => head.rsplit_once(['/', '／'])?.1,
    };
    let unit = unit.trim();
    let unit = ["单位：", "单位:", "in "]
        .iter()
        .find_map(|lead| unit.strip_prefix(lead))
        .unwrap_or(unit)
        .trim();
    is_unit(unit).then_some(unit)
}

/// `head` without the unit that it names.
pub(super) fn label(head: &str) -> &str {
    let open = |c: char| BRACKETS.iter().any(|(open, _)| *open == c) || "/／".contains(c);
    match unit(head) {
        Some(_) => head.rsplit_once(open).map_or(head, |(label, _)| label),
        None => head,
    }
}

fn is_unit(words: &str) -> bool {
    let bare = words.trim_start_matches(MAGNITUDES);
    UNITS.contains(&words.to_lowercase().as_str())
        || bare.ends_with('元')
        || is_measure(words)
        || is_measure(bare)
}

fn is_whole_cell(document: &Document, range: TextRange) -> bool {
    let words = range.slice(&document.text).trim();
    let mut nodes = document.nodes_touching(range);
    nodes.any(|node| {
        node.kind == NodeKind::TableCell
            && node.range.covers(range)
            && node.range.slice(&document.text).trim() == words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_name_units_and_nothing_else() {
        for (head, expected) in [
            ("建成面积（亩）", Some("亩")),
            ("金额(万元)", Some("万元")),
            ("数量/个", Some("个")),
            ("总产（万吨）", Some("万吨")),
            ("Amount (USD)", Some("USD")),
            ("完成率（%）", Some("%")),
            ("经费（单位：元）", Some("元")),
            ("姓名（签字）", None),
            ("是/否", None),
            ("时间（上半年）", None),
            ("负责人", None),
        ] {
            assert_eq!(unit(head), expected, "{head}");
        }
        assert_eq!(label("建成面积（亩）"), "建成面积");
        assert_eq!(label("负责人"), "负责人");
    }
}
