//! Tags and comments in a piece of HTML, by their places alone.
//!
//! Builds no tree and decodes nothing. What lies between the tags is left to whoever asks: it is prose.

use std::ops::Range;

use crate::document::NodeKind;

/// The tags, comments, scripts and styles of `html` as byte ranges in it, in order.
pub(super) fn marks(html: &str) -> Vec<(Range<usize>, NodeKind)> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(start) = html
        .get(at..)
        .and_then(|rest| rest.find('<'))
        .map(|found| at + found)
    {
        let rest = html.get(start..).unwrap_or_default();
        if rest.starts_with("<!--") {
            // An open comment reaches to the end, as browsers have it.
            let end = rest
                .find("-->")
                .map_or(html.len(), |found| start + found + 3);
            marks.push((start..end, NodeKind::HtmlComment));
            at = end;
            continue;
        }
        let is_mark = |c: char| c.is_ascii_alphabetic() || "/!?".contains(c);
        if !rest
            .get(1..)
            .is_some_and(|after| after.starts_with(is_mark))
        {
            at = start + 1;
            continue;
        }
        let Some(len) = tag_len(rest) else { break };
        let end = start + len;
        marks.push((start..end, NodeKind::HtmlTag));
        at = end;
        if let Some(name) = ["script", "style"]
            .into_iter()
            .find(|name| is_tag(rest, name))
        {
            let code = html.get(end..).unwrap_or_default();
            at = end + closing_tag(code, name).unwrap_or(code.len());
            if at > end {
                marks.push((end..at, NodeKind::CodeBlock));
            }
        }
    }
    marks
}

/// The length of the tag at the start of `rest` with its `>`, which does not count inside quotes.
fn tag_len(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (offset, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return Some(offset + 1),
            (None, _) => {}
        }
    }
    // A quote that is never closed is a slip of the pen.
    rest.find('>').map(|found| found + 1)
}

fn is_tag(rest: &str, name: &str) -> bool {
    let after = rest
        .get(1..=name.len())
        .filter(|found| found.eq_ignore_ascii_case(name));
    let next = rest.get(1 + name.len()..).unwrap_or_default();
    after.is_some() && next.starts_with(['>', ' ', '\t', '\n', '\r'])
}

fn closing_tag(code: &str, name: &str) -> Option<usize> {
    code.match_indices("</").map(|(at, _)| at).find(|&at| {
        let found = code.get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}
