//! What a rule looks for: the pattern, delimiters, nodes or check of its file, and the keywords that lead to it.
//!
//! Owns that a rule has exactly one of them. What else its file says, `load` reads.

use crate::rule::delimiters::{self, Forms};
use crate::rule::guard::{Guard, node_kinds};
use crate::rule::{Check, Example, LeadBounds, Matcher, Vocabulary, derive, expand, load};
use crate::text::{Localized, TextRange};
use crate::toml_file::{Entry, Mistake, Table};

/// What a rule looks for.
pub(super) struct Sought {
    pub(super) matcher: Matcher,
    pub(super) keywords: Vec<String>,
    pub(super) leads: Vec<LeadBounds>,
    /// Where it stands in the file.
    pub(super) place: TextRange,
    /// What comes along with the parts that it is written with.
    pub(super) unless: Vec<Guard>,
    /// The examples of its delimiters.
    pub(super) bad: Vec<Example>,
}

/// Read what the rule in `table` looks for.
pub(super) fn sought(
    table: &mut Table<'_, '_>,
    vocabulary: &Vocabulary,
) -> Result<Sought, Mistake> {
    let whole = table.range();
    let pattern = table.get("pattern");
    let node = table.get("node");
    let check = table.get("check");
    let keywords = table.get("keywords");
    let text = table.get("text");
    let name = table.get("name");
    if let Some(entry) = table.get("delimiters") {
        for (other, key) in [
            (pattern, "pattern"),
            (node, "node"),
            (check, "check"),
            (keywords, "keywords"),
            (text, "text"),
        ] {
            load::no_other(other, key)?;
        }
        return of_delimiters(entry, name, vocabulary);
    }
    load::no_other(name, "name")?;
    match (pattern, node, check) {
        (Some(entry), None, None) => {
            load::no_other(text, "text")?;
            let written = expand::pattern(entry, vocabulary)?;
            let (keywords, leads) = match keywords {
                Some(_) => (required_keywords(table, keywords, vocabulary)?, Vec::new()),
                None => derived_keywords(entry, &written.pattern)?,
            };
            Ok(Sought {
                matcher: Matcher::Pattern(written.pattern.into()),
                keywords,
                leads,
                place: entry.range(),
                unless: written.unless,
                bad: Vec::new(),
            })
        }
        (None, Some(entry), None) => {
            load::no_other(keywords, "keywords")?;
            let kinds = node_kinds(entry)?;
            let text = text.map(|entry| expand::pattern(entry, vocabulary));
            let (text, unless) = match text.transpose()? {
                Some(written) => (Some(written.pattern), written.unless),
                None => (None, Vec::new()),
            };
            Ok(Sought {
                matcher: Matcher::Node { kinds, text },
                keywords: Vec::new(),
                leads: Vec::new(),
                place: entry.range(),
                unless,
                bad: Vec::new(),
            })
        }
        (None, None, Some(entry)) => {
            load::no_other(text, "text")?;
            let check = entry.one_of(
                |name| {
                    Check::ALL
                        .iter()
                        .copied()
                        .find(|check| check.name() == name)
                },
                load::names(Check::ALL, Check::name),
            )?;
            let keywords = if check.has_keywords() {
                required_keywords(table, keywords, vocabulary)?
            } else {
                load::no_other(keywords, "keywords")?;
                Vec::new()
            };
            Ok(Sought {
                matcher: Matcher::Check(check),
                keywords,
                leads: Vec::new(),
                place: entry.range(),
                unless: Vec::new(),
                bad: Vec::new(),
            })
        }
        _ => Err(Mistake::new(
            whole,
            Localized::new(
                "规则要有 `pattern`、`words`、`delimiters`、`node`、`check` 五者之一",
                "a rule has exactly one of `pattern`, `words`, `delimiters`, `node` and `check`",
            ),
            Localized::new("只留一个", "keep just one"),
        )),
    }
}

/// What a rule with `delimiters` looks for: any of them, with what its `name` says between them.
fn of_delimiters(
    entry: Entry<'_, '_>,
    name: Option<Entry<'_, '_>>,
    vocabulary: &Vocabulary,
) -> Result<Sought, Mistake> {
    let Forms {
        pattern,
        unless,
        bad,
    } = delimiters::forms(entry, name, vocabulary)?;
    let (keywords, leads) = derived_keywords(entry, &pattern)?;
    Ok(Sought {
        matcher: Matcher::Pattern(pattern.into()),
        keywords,
        leads,
        place: entry.range(),
        unless,
        bad,
    })
}

/// The keywords of `pattern`, and how far from the start of a match each can stand.
fn derived_keywords(
    entry: Entry<'_, '_>,
    pattern: &str,
) -> Result<(Vec<String>, Vec<LeadBounds>), Mistake> {
    derive::keywords(pattern).ok_or_else(|| {
        entry.mistake(
            Localized::new(
                "这个表达式里没有必定出现的字词，找不到从哪里查起",
                "no words must stand in a match of this pattern, so there is nothing to look for first",
            ),
            Localized::new(
                "在表达式里写明一个字或符号；或者加上 `keywords`，写每个匹配里必有的字词",
                "let it name some character or sign, or add `keywords`: words of which every match holds one",
            ),
        )
    })
}

fn required_keywords(
    table: &Table<'_, '_>,
    keywords: Option<Entry<'_, '_>>,
    vocabulary: &Vocabulary,
) -> Result<Vec<String>, Mistake> {
    let Some(entry) = keywords else {
        return Err(table.missing("keywords"));
    };
    let words = entry.strings()?;
    // A single space stands everywhere; a run of them may be what a rule is about.
    if words.iter().any(|word| matches!(*word, "" | " ")) || words.is_empty() {
        return Err(entry.mistake(
            Localized::new("`keywords` 里没有字词", "`keywords` holds no word"),
            Localized::new(
                "写上每个匹配里必定出现的字词，至少一个，例如 [\"多少\"]",
                "name at least one word that every match contains, such as [\"多少\"]",
            ),
        ));
    }
    Ok(words
        .into_iter()
        .flat_map(|word| expand::keyword(word, vocabulary))
        .collect())
}
