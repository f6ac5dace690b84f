//! Whether two anchors are of one place, though not the same: other findings beside it were mended, or others came up.
//!
//! What an anchor holds, `anchor` knows; which of several likely ones is taken, the baseline does.

use crate::finding::anchor::{Anchor, GAP, LONGEST, REACH, TELLING, holds, is_numeral};

impl Anchor {
    /// How much speaks for `now` being the anchor of the same place after other findings beside it were mended or came up;
    /// nothing if it cannot be. The words between it and the nearest of these are the same; as much of the place may be
    /// found now as one of the two holds.
    pub fn likeness(&self, now: &Self) -> Option<usize> {
        let before = alike(&self.before, &now.before, near_before, |side, words| {
            side.ends_with(words)
        });
        let after = alike(&self.after, &now.after, near_after, |side, words| {
            side.starts_with(words)
        });
        if self.text != now.text {
            let (longer, shorter) = match self.text.len() > now.text.len() {
                true => (self, now),
                false => (now, self),
            };
            return longer
                .text
                .match_indices(&*shorter.text)
                .find_map(|(at, _)| {
                    let (lead, rest) = longer.text.split_at(at);
                    let more = [lead, &rest[shorter.text.len()..]].map(letters);
                    let left = near_before(&shorter.before).unwrap_or(&shorter.before);
                    let right = near_after(&shorter.after).unwrap_or(&shorter.after);
                    let is_inside = (left.ends_with(&more[0]) || more[0].ends_with(left))
                        && (right.starts_with(&more[1]) || more[1].starts_with(right));
                    // Where one of the two ends, the other one's words say nothing.
                    let sides = [
                        before.filter(|_| lead.is_empty()),
                        after.filter(|_| more[1].is_empty()),
                    ];
                    let words = more[0].len().min(left.len()) + more[1].len().min(right.len());
                    (is_inside && (words > 0 || sides.iter().any(Option::is_some)))
                        .then(|| words + sides.into_iter().flatten().sum::<usize>())
                });
        }
        // What stood on a line above, or does now.
        let is_moved =
            (self.before.is_empty() || now.before.is_empty()) && holds(&self.text, TELLING);
        // More than any part of other words can be worth.
        let whole = 4 * LONGEST + 2 * REACH;
        match (before, after) {
            (Some(before), Some(after)) => Some(whole + before + after),
            (Some(words), None) if words >= 2 => Some(words),
            (None, Some(words)) if is_moved => Some(words),
            _ => None,
        }
    }

    /// Whether the words found for `now` are part of those found for this one.
    pub fn holds_more_than(&self, now: &Self) -> bool {
        self.text.len() > now.text.len()
    }
}

/// How many characters speak for two sides being the same but for the gaps in them; nothing if they are not. The words up to
/// the nearest gap of one stand in the other, at the end that `has` looks at; or one goes on where the other ends. A gap that
/// came up later must have words before it.
fn alike(
    known: &str,
    now: &str,
    near: fn(&str) -> Option<&str>,
    has: fn(&str, &str) -> bool,
) -> Option<usize> {
    let count = |words: &str| words.chars().count();
    if known == now {
        return Some(REACH + count(known));
    }
    let near_known = near(known).filter(|words| has(&bare(now), words));
    let near_now = || near(now).filter(|words| !words.is_empty() && has(&bare(known), words));
    let (known, now) = (bare(known), bare(now));
    let shorter = if known.len() < now.len() {
        &known
    } else {
        &now
    };
    let goes_on = || {
        (count(shorter) >= 2 && has(&known, shorter) && has(&now, shorter)).then_some(&**shorter)
    };
    near_known
        .or_else(near_now)
        .map(count)
        .or_else(|| goes_on().map(count))
}

/// The letters of words, as they stand beside a finding.
fn letters(words: &str) -> String {
    words
        .chars()
        .filter(|&c| c.is_alphabetic() && !is_numeral(c))
        .collect()
}

/// The words of a side without its gaps.
fn bare(side: &str) -> String {
    side.replace(GAP, "")
}

/// The words between the last gap before a finding and the finding.
fn near_before(side: &str) -> Option<&str> {
    side.rsplit_once(GAP).map(|(_, words)| words.trim_start())
}

/// The words between a finding and the first gap behind it.
fn near_after(side: &str) -> Option<&str> {
    side.split_once(GAP).map(|(words, _)| words.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::finding::Finding;
    use crate::rule::{RuleId, Severity};
    use crate::text::TextRange;

    /// The anchor of what stands between ⟦ and ⟧, what stands in braces being other findings.
    fn anchor_beside(marked: &str) -> Anchor {
        let (mut text, mut found, mut own) = (String::new(), Vec::new(), None);
        let rule = RuleId::new("a-rule");
        let mut start = 0;
        for c in marked.chars() {
            match c {
                '⟦' | '{' => start = text.len(),
                '⟧' | '}' => {
                    let range = TextRange::new(start, text.len());
                    let finding = Finding::new(rule.clone(), range, Severity::Error);
                    if c == '⟧' {
                        own = Some(finding.clone());
                    }
                    found.push(finding);
                }
                c => text.push(c),
            }
        }
        let document = Document {
            text: text.into(),
            ..Document::default()
        };
        Anchor::new(&document, &own.unwrap(), &found)
    }

    #[test]
    fn an_anchor_holds_when_what_stands_beside_it_is_mended() {
        for (known, now, is_same) in [
            ("增长{XX}、⟦XX⟧和{XX}。", "增长12、⟦XX⟧和12。", true),
            ("召开{XX年}会议⟦XX次⟧", "召开第五届会议⟦XX次⟧", true),
            ("由{哪个组}⟦XX月⟧{XX日}办结", "由一组⟦XX月⟧5日办结", true),
            (
                "by {[Name]} on ⟦[Date]⟧ {here}",
                "by Ann Lee on ⟦[Date]⟧",
                true,
            ),
            ("召开会议⟦XX次⟧", "召开{XX年}会议⟦XX次⟧", true),
            ("坐落：⟦____路⟧{____}号", "坐落：⟦____⟧路12号", true),
            ("增长：⟦- XX⟧人", "增长：- ⟦XX⟧人", true),
            ("召开{XX年}会议⟦XX次⟧", "召开第五届座谈⟦XX次⟧", false),
            ("召开会议⟦XX次⟧", "开展走访⟦XX次⟧", false),
            ("召开会议⟦XX次（待补）⟧", "召开会议⟦XX次⟧", true),
            ("召开会议⟦XX次（待补）⟧", "开展走访⟦XX次⟧", false),
            ("召开{XX年}会议⟦XX次⟧", "召开第五届会议⟦XX场⟧", false),
        ] {
            let (old, new) = (anchor_beside(known), anchor_beside(now));
            assert_eq!(
                old == new || old.likeness(&new).is_some(),
                is_same,
                "{known} {now}"
            );
        }
    }
}
