//! Tags and comments in a piece of HTML, by their places alone.
//!
//! Builds no tree and decodes nothing. What lies between the tags is left to whoever asks: it is prose.

use std::ops::Range;

use crate::document::NodeKind;

/// A stretch of a page and what it is.
type Mark = (Range<usize>, NodeKind);

/// The tags, comments, scripts and styles of `html` as byte ranges in it, in order.
pub(super) fn marks(html: &str) -> impl Iterator<Item = Mark> {
    let mut at = 0;
    // What stands in a script follows its tag.
    let mut code = None;
    std::iter::from_fn(move || code.take().or_else(|| next_mark(html, &mut at, &mut code)))
}

/// The first mark from byte `at` on, which then lies behind it; the code that follows it goes to `script`.
fn next_mark(html: &str, at: &mut usize, script: &mut Option<Mark>) -> Option<Mark> {
    loop {
        let start = *at + html.get(*at..)?.find('<')?;
        let rest = html.get(start..).unwrap_or_default();
        if rest.starts_with("<!--") {
            // An open comment reaches to the end, as browsers have it.
            let end = rest
                .find("-->")
                .map_or(html.len(), |found| start + found + 3);
            *at = end;
            return Some((start..end, NodeKind::HtmlComment));
        }
        let is_mark = |c: char| c.is_ascii_alphabetic() || "/!?".contains(c);
        if !rest
            .get(1..)
            .is_some_and(|after| after.starts_with(is_mark))
        {
            *at = start + 1;
            continue;
        }
        let end = start + tag_len(rest)?;
        *at = end;
        if let Some(name) = ["script", "style"]
            .into_iter()
            .find(|name| is_tag(rest, name))
        {
            let code = html.get(end..).unwrap_or_default();
            *at = end + closing_tag(code, name).unwrap_or(code.len());
            if *at > end {
                *script = Some((end..*at, NodeKind::CodeBlock));
            }
        }
        return Some((start..end, NodeKind::HtmlTag));
    }
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
