//! Writing out what patterns name in braces, and refusing what would make scanning slow.

use std::collections::BTreeMap;

use crate::rule::{Guard, Vocabulary, guard};
use crate::text::Localized;
use crate::toml_file::{Entry, Mistake, nearest};

/// How long a pattern may be when all is written out, in bytes: parts that are made of parts grow quickly.
const LONGEST: usize = 256 << 10;

/// A pattern in which no name is left.
#[derive(Debug, Default)]
pub(super) struct WrittenOut {
    pub(super) pattern: String,
    /// The guards that come along with the parts in it, each once.
    pub(super) unless: Vec<Guard>,
}

/// The pattern in `entry` with each name replaced by what it stands for: a list by a pattern for its words, of which the longest
/// wins, a part by its pattern.
pub(super) fn pattern(
    entry: Entry<'_, '_>,
    vocabulary: &Vocabulary,
) -> Result<WrittenOut, Mistake> {
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
    let mut out = WrittenOut {
        pattern: String::with_capacity(source.len()),
        unless: Vec::new(),
    };
    for piece in pieces(source) {
        match piece {
            Piece::Plain(text) => out.pattern.push_str(text),
            Piece::Name(name) => {
                if let Some(words) = vocabulary.lists.pattern(name) {
                    out.pattern.push_str(words);
                } else if let Some(part) = vocabulary.terms().parts.get(name) {
                    out.pattern.push_str("(?:");
                    out.pattern.push_str(&part.pattern);
                    out.pattern.push(')');
                    guard::add(&mut out.unless, part.unless.clone());
                } else {
                    return Err(unknown(entry, name, vocabulary));
                }
            }
        }
        if out.pattern.len() > LONGEST {
            return Err(entry.mistake(
                Localized::new(
                    "表达式展开后太长",
                    "the pattern is too long when written out",
                ),
                Localized::new(
                    "少用几个大的片段和词表，或者分成几条规则",
                    "use fewer of the large parts and lists, or make several rules of it",
                ),
            ));
        }
    }
    Ok(out)
}

/// The names in a pattern.
pub(super) fn names(source: &str) -> impl Iterator<Item = &str> {
    pieces(source).filter_map(|piece| match piece {
        Piece::Name(name) => Some(name),
        Piece::Plain(_) => None,
    })
}

/// Whether `name` can stand in braces.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// A piece of a pattern as it was written.
enum Piece<'p> {
    /// It stands for itself.
    Plain(&'p str),
    /// The name in `{name}`.
    Name(&'p str),
}

fn pieces(source: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = source;
    // A name whose opening brace was found already.
    let mut next_name = None;
    std::iter::from_fn(move || {
        if let Some(name) = next_name.take() {
            return Some(Piece::Name(name));
        }
        let mut from = 0;
        while let Some(open) = rest[from..].find('{').map(|at| from + at) {
            let before = &rest[..open];
            let name = braced_name(&rest[open..]).filter(|_| !is_syntax_before_brace(before));
            let Some(name) = name else {
                from = open + 1;
                continue;
            };
            rest = &rest[open + name.len() + 2..];
            next_name = Some(name);
            return Some(Piece::Plain(before));
        }
        let last = std::mem::take(&mut rest);
        (!last.is_empty()).then_some(Piece::Plain(last))
    })
}

/// Whether braces behind `before` belong to a character or a class: `\p{han}`, `\{`.
fn is_syntax_before_brace(before: &str) -> bool {
    let escapes = [r"\p", r"\P", r"\x", r"\u", r"\b"];
    let slashes = before.len() - before.trim_end_matches('\\').len();
    slashes % 2 == 1 || escapes.iter().any(|escape| before.ends_with(escape))
}

fn unknown(entry: Entry<'_, '_>, name: &str, vocabulary: &Vocabulary) -> Mistake {
    let help = match nearest(name, vocabulary.names()) {
        Some(near) => Localized::new(
            format!("是不是想写 {{{near}}}？"),
            format!("did you mean {{{near}}}?"),
        ),
        None => Localized::new(
            format!(
                "在 lists 文件夹里建一个 {name}.txt，或者在 vocabulary.toml 的 `[parts]` 里写上 {name}；如果要匹配花括号本身，写成 \\{{"
            ),
            format!(
                "make a file lists/{name}.txt, or write {name} under [parts] in vocabulary.toml; to match a brace itself, write \\{{"
            ),
        ),
    };
    entry.mistake(
        Localized::new(
            format!("没有词表或片段 {{{name}}}"),
            format!("there is no list or part {{{name}}}"),
        ),
        help,
    )
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
pub(super) fn keyword(word: &str, vocabulary: &Vocabulary) -> Vec<String> {
    let list = word.find('{').and_then(|open| {
        let name = braced_name(&word[open..])?;
        Some((open, open + name.len() + 2, vocabulary.lists.words(name)?))
    });
    match list {
        Some((open, end, words)) => words
            .map(|listed| format!("{}{listed}{}", &word[..open], &word[end..]))
            .collect(),
        None => vec![word.to_owned()],
    }
}

/// The name in `{name}` at the start of `text`, unless it is a repetition such as `{2,3}` or an escaped brace.
fn braced_name(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('{')?;
    let name = &inner[..inner.find('}')?];
    is_name(name).then_some(name)
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
