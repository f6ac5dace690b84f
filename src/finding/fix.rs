//! How a finding is mended without asking anybody, where its rule says that it can be.
//!
//! Owns what is written in its place. Whether and how it gets into the file is `writer`'s affair.

use crate::document::{Edit, Fix};
use crate::finding::Finding;
use crate::rule::{Mending, Rule};
use crate::text::TextRange;

/// The named entities of HTML that are left in texts.
const ENTITIES: [(&str, &str); 19] = [
    ("nbsp", " "),
    ("ensp", "\u{2002}"),
    ("emsp", "\u{2003}"),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("middot", "·"),
    ("copy", "©"),
    ("times", "×"),
    ("deg", "°"),
];

/// What mends `finding` of `rule` in `text`; nothing where a person has to know what belongs there.
pub fn fix(finding: &Finding, rule: &Rule, text: &str) -> Option<Fix> {
    let of_rule = rule.record.fix.as_ref()?;
    let found = text.get(finding.range.start()..finding.range.end())?;
    let edit = match &of_rule.how {
        Mending::Delete => Edit::new(whole_line(text, finding.range), ""),
        Mending::KeepLast => Edit::new(finding.range, found.chars().next_back()?),
        Mending::KeepHalf => Edit::new(finding.range, half(found)?),
        Mending::Decode => Edit::new(finding.range, decoded(found)?),
        Mending::Replace(words) => Edit::new(finding.range, words.as_str()),
    };
    Some(Fix {
        edits: vec![edit],
        applicability: of_rule.applicability,
    })
}

/// `range`, or all of its line where nothing but white space stands beside it there.
fn whole_line(text: &str, range: TextRange) -> TextRange {
    let (before, after) = (&text[..range.start()], &text[range.end()..]);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line_end = after.find('\n');
    let end = range.end() + line_end.map_or(after.len(), |at| at + 1);
    let is_alone = text[start..range.start()].trim().is_empty()
        && after[..line_end.unwrap_or(after.len())].trim().is_empty();
    match is_alone {
        true => TextRange::new(start, end),
        false => range,
    }
}

/// The first half of what stands there twice.
fn half(found: &str) -> Option<&str> {
    let count = found.chars().count();
    let (at, _) = found.char_indices().nth(count / 2)?;
    let (first, second) = found.split_at(at);
    (first == second.trim_start()).then_some(first)
}

/// `found` with what its entities stand for; nothing where one is not known.
fn decoded(found: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = found;
    while let Some((before, entity)) = rest.split_once('&') {
        let (name, behind) = entity.split_once(';')?;
        out.push_str(before);
        match name.strip_prefix('#') {
            Some(number) => out.push(numbered(number)?),
            None => out.push_str(ENTITIES.iter().find(|(it, _)| *it == name)?.1),
        }
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

/// The character with a number, unless it is one that no text holds.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control())
}
