//! Writing the word lists out in a pattern, and refusing what would make scanning slow.

use crate::rule::Lists;
use crate::text::Localized;
use crate::toml_file::{Entry, Mistake, nearest};

/// The pattern in `entry` with each `{list}` replaced by its words, the longest first.
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
        let Some(words) = lists.words(name) else {
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
        let mut words: Vec<String> = words.map(regex::escape).collect();
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        out.push_str("(?:");
        out.push_str(&words.join("|"));
        out.push(')');
        rest = &rest[end..];
    }
    out.push_str(rest);
    Ok(out)
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
