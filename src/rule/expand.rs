//! Writing the word lists out in a pattern, and refusing what would make scanning slow.

use std::collections::BTreeMap;

use crate::rule::Lists;
use crate::text::Localized;
use crate::toml_file::{Entry, Mistake, nearest};

/// The pattern in `entry` with each `{list}` replaced by a pattern for its words, of which the longest wins.
pub(super) fn pattern(entry: Entry<'_, '_>, lists: &Lists) -> Result<String, Mistake> {
    let source = entry.string()?;
    if has_unicode_word_boundary(source) {
        return Err(entry.mistake(
            Localized::new(
                r"这里的 `\b` 会让中文扫描慢上百倍",
                r"a Unicode `\b` makes scanning Chinese hundreds of times slower",
            ),
            Localized::new(
                r"改写成 `(?-u:\b)`，或者写明前后可以是什么字符",
                r"write `(?-u:\b)`, or name the characters that may stand beside it",
            ),
        ));
    }
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('{') {
        let Some(name) = list_name(&rest[open..]) else {
            out.push_str(&rest[..=open]);
            rest = &rest[open + 1..];
            continue;
        };
        let before = &rest[..open];
        let is_class = [r"\p", r"\P", r"\x", r"\u", r"\b"]
            .iter()
            .any(|c| before.ends_with(c));
        let end = open + name.len() + 2;
        if is_class {
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        out.push_str(before);
        let Some(words) = lists.pattern(name) else {
            let help = match nearest(name, lists.names()) {
                Some(near) => Localized::new(
                    format!("是不是想写 {{{near}}}？"),
                    format!("did you mean {{{near}}}?"),
                ),
                None => Localized::new(
                    format!("在 lists 文件夹里建一个 {name}.txt；如果要匹配花括号本身，写成 \\{{"),
                    format!("make a file lists/{name}.txt; to match a brace itself, write \\{{"),
                ),
            };
            return Err(entry.mistake(
                Localized::new(
                    format!("没有词表 {{{name}}}"),
                    format!("there is no list {{{name}}}"),
                ),
                help,
            ));
        };
        out.push_str(words);
        rest = &rest[end..];
    }
    out.push_str(rest);
    Ok(out)
}

/// Write a pattern that matches each of `words`, the longest first: as a tree by their first characters, which compiles
/// to a fraction of what a list of words does.
pub(super) fn alternatives(words: &[&str], out: &mut String) {
    let mut branches: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    let mut may_end = false;
    for word in words {
        let mut rest = word.chars();
        match rest.next() {
            Some(first) => branches.entry(first).or_default().push(rest.as_str()),
            None => may_end = true,
        }
    }
    if branches.is_empty() {
        return;
    }
    let (leaves, stems): (Vec<_>, Vec<_>) = branches
        .into_iter()
        .partition(|(_, rests)| rests.iter().all(|rest| rest.is_empty()));
    out.push_str("(?:");
    let mut separator = "";
    for (first, rests) in stems {
        out.push_str(separator);
        push_escaped(first, out);
        alternatives(&rests, out);
        separator = "|";
    }
    if !leaves.is_empty() {
        out.push_str(separator);
        out.push('[');
        for (leaf, _) in leaves {
            push_escaped(leaf, out);
        }
        out.push(']');
    }
    out.push(')');
    if may_end {
        out.push('?');
    }
}

fn push_escaped(c: char, out: &mut String) {
    if c.is_ascii() && !c.is_ascii_alphanumeric() {
        out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
    } else {
        out.push(c);
    }
}

/// The keywords that `word` stands for: with a `{list}` in it one for each of the list's words, else itself.
pub(super) fn keyword(word: &str, lists: &Lists) -> Vec<String> {
    let list = word.find('{').and_then(|open| {
        let name = list_name(&word[open..])?;
        Some((open, open + name.len() + 2, lists.words(name)?))
    });
    match list {
        Some((open, end, words)) => words
            .map(|listed| format!("{}{listed}{}", &word[..open], &word[end..]))
            .collect(),
        None => vec![word.to_owned()],
    }
}

/// The name in `{name}` at the start of `text`, unless it is a repetition such as `{2,3}` or an escaped brace.
fn list_name(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('{')?;
    let name = &inner[..inner.find('}')?];
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    is_name.then_some(name)
}

fn has_unicode_word_boundary(pattern: &str) -> bool {
    // Whatever stands in a group without Unicode is cheap; such groups hold no further groups in practice.
    let mut rest = pattern.to_owned();
    while let Some(start) = rest.find("(?-u:") {
        let end = rest[start..]
            .find(')')
            .map_or(rest.len(), |at| start + at + 1);
        rest.replace_range(start..end, "");
    }
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && matches!(chars.next(), Some('b' | 'B')) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_tree() {
        let mut out = String::new();
        alternatives(&["人", "人次", "场次", "场", "次", "a.b", "-"], &mut out);
        assert_eq!(out, r"(?:a(?:\.(?:[b]))|人(?:[次])?|场(?:[次])?|[\-次])");
        let regex = regex::Regex::new(&out).unwrap();
        let all: Vec<_> = regex
            .find_iter("人次人场次次a.b-")
            .map(|m| m.as_str())
            .collect();
        assert_eq!(all, ["人次", "人", "场次", "次", "a.b", "-"]);
    }
}
