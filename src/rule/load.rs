//! From the text of a rule file to a [`Rule`], or to the one mistake in it, with its place.
//!
//! Checks all that can be known without scanning. That the examples hold is checked by `scan::proof`.

use crate::document::Format;
use crate::rule::guard::{self, Guard, node_kinds};
use crate::rule::{
    Category, Check, Example, Explanation, LeadBounds, Matcher, Record, Rule, RuleId, Scope,
    Severity, Vocabulary, Weak, derive, expand, words,
};
use crate::text::{Localized, TextRange};
use crate::toml_file::{self, Entry, Mistake, SourceError, Table};

/// How many `bad` and how many `good` examples a rule must have at least.
const EXAMPLES: usize = 3;

/// Read the rule in `text`. `category` is the one that the file's folder names, if it does.
///
/// # Errors
/// The first mistake in the file.
pub fn load(
    file: &str,
    text: &str,
    category: Option<Category>,
    vocabulary: &Vocabulary,
) -> Result<Rule, Box<SourceError>> {
    toml_file::parse(text, |table| read(table, category, vocabulary))
        .map_err(|mistake| mistake.in_file(file, text))
}

/// Read the rule in `table`.
pub(super) fn read(
    table: &mut Table<'_, '_>,
    folder: Option<Category>,
    vocabulary: &Vocabulary,
) -> Result<Rule, Mistake> {
    let id = RuleId::new(kebab(table.require("id")?)?);
    let since = table.get("since").map_or(Ok(""), Entry::string)?.to_owned();
    let words = table.get("words");
    let category = match (table.get("category"), folder) {
        (Some(entry), _) => {
            Some(entry.one_of(Category::from_name, names(Category::ALL, Category::name))?)
        }
        (None, folder) => folder,
    };
    if let Some(list) = words {
        let rule = words::read(table, list, id, vocabulary)?;
        let category = category.unwrap_or(rule.category);
        let record = Record {
            since,
            ..rule.record.into_inner()
        };
        return Ok(Rule {
            category,
            record: record.into(),
            ..rule
        });
    }
    let languages = languages(table.require("languages")?)?;
    let Some(category) = category else {
        return Err(table.missing("category"));
    };
    let severity = severity(table.require("severity")?)?;
    let Sought {
        matcher,
        keywords,
        leads,
        place,
        unless,
    } = sought(table, vocabulary)?;
    let alone = alone(table)?;
    let weak = weak(table, &matcher, alone, vocabulary)?;
    let when_final = when_final(table)?;
    let scope = scope(table, unless, vocabulary)?;
    let record = Record {
        since,
        languages,
        place,
        bad: examples(table.require("bad")?)?,
        good: examples(table.require("good")?)?,
    };
    let explanation = Explanation {
        message: localized(table.require("message")?)?,
        help: localized(table.require("help")?)?,
    };
    Ok(Rule {
        id,
        category,
        severity,
        alone,
        weak,
        when_final,
        matcher,
        keywords: keywords.into(),
        leads: leads.into(),
        scope: scope.into(),
        explanation: explanation.into(),
        record: record.into(),
    })
}

/// Read how certain the rule is where nothing else stands near.
pub(super) fn alone(table: &mut Table<'_, '_>) -> Result<Option<Severity>, Mistake> {
    table.get("alone").map(severity).transpose()
}

/// Read how certain the rule is of a match in which no firm filler stands.
fn weak(
    table: &mut Table<'_, '_>,
    matcher: &Matcher,
    alone: Option<Severity>,
    vocabulary: &Vocabulary,
) -> Result<Option<Weak>, Mistake> {
    let Some(entry) = table.get("weak") else {
        return Ok(None);
    };
    if !matches!(
        matcher,
        Matcher::Pattern(_) | Matcher::Check(Check::Note | Check::Remark)
    ) {
        no_other(Some(entry), "weak")?;
    }
    if alone.is_some() {
        return Err(entry.mistake(
            Localized::new(
                "`alone` 和 `weak` 只能写一个",
                "a rule has only one of `alone` and `weak`",
            ),
            Localized::new(
                "整条规则都不肯定，写 `alone`；要看写的是什么符号，写 `weak`",
                "write `alone` where all matches need others near them, `weak` where it depends on the filler in them",
            ),
        ));
    }
    let Some(fillers) = &vocabulary.terms().fillers else {
        return Err(entry.mistake(
            Localized::new(
                "没有写明哪些符号算填充",
                "nothing says what the fillers are",
            ),
            Localized::new(
                "在 vocabulary.toml 里写 `[fillers]`，其中有 `firm` 和 `weak`",
                "write [fillers] with `firm` and `weak` in vocabulary.toml",
            ),
        ));
    };
    Ok(Some(Weak {
        severity: severity(entry)?,
        fillers: fillers.clone().into(),
    }))
}

/// Read how certain the rule is at least in the version that is sent.
pub(super) fn when_final(table: &mut Table<'_, '_>) -> Result<Option<Severity>, Mistake> {
    table.get("final").map(severity).transpose()
}

/// Read where a rule looks, and what speaks against its matches, of which some is known already.
pub(super) fn scope(
    table: &mut Table<'_, '_>,
    mut unless: Vec<Guard>,
    vocabulary: &Vocabulary,
) -> Result<Scope, Mistake> {
    let only_in = table.get("in").map_or(Ok(Vec::new()), node_kinds)?;
    let also_in = table.get("also_in").map_or(Ok(Vec::new()), node_kinds)?;
    if let Some(entry) = table.get("unless") {
        guard::add(&mut unless, guard::read_all(entry, vocabulary)?);
    }
    // What is asked of the whole document costs most, so it is asked last.
    unless.sort_by_cached_key(Guard::effort);
    Ok(Scope {
        only_in,
        also_in,
        unless,
    })
}

pub(super) fn severity(entry: Entry<'_, '_>) -> Result<Severity, Mistake> {
    entry.one_of(Severity::from_name, names(Severity::ALL, Severity::name))
}

pub(super) fn languages(entry: Entry<'_, '_>) -> Result<Vec<String>, Mistake> {
    Ok(entry.strings()?.into_iter().map(str::to_owned).collect())
}

/// What a rule looks for.
struct Sought {
    matcher: Matcher,
    keywords: Vec<String>,
    leads: Vec<LeadBounds>,
    /// Where it stands in the file.
    place: TextRange,
    /// What comes along with the parts that it is written with.
    unless: Vec<Guard>,
}

fn sought(table: &mut Table<'_, '_>, vocabulary: &Vocabulary) -> Result<Sought, Mistake> {
    let whole = table.range();
    let pattern = table.get("pattern");
    let node = table.get("node");
    let check = table.get("check");
    let keywords = table.get("keywords");
    let text = table.get("text");
    match (pattern, node, check) {
        (Some(entry), None, None) => {
            no_other(text, "text")?;
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
            })
        }
        (None, Some(entry), None) => {
            no_other(keywords, "keywords")?;
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
            })
        }
        (None, None, Some(entry)) => {
            no_other(text, "text")?;
            let check = entry.one_of(
                |name| {
                    Check::ALL
                        .iter()
                        .copied()
                        .find(|check| check.name() == name)
                },
                names(Check::ALL, Check::name),
            )?;
            let keywords = if check.has_keywords() {
                required_keywords(table, keywords, vocabulary)?
            } else {
                no_other(keywords, "keywords")?;
                Vec::new()
            };
            Ok(Sought {
                matcher: Matcher::Check(check),
                keywords,
                leads: Vec::new(),
                place: entry.range(),
                unless: Vec::new(),
            })
        }
        _ => Err(Mistake::new(
            whole,
            Localized::new(
                "规则要有 `pattern`、`words`、`node`、`check` 四者之一",
                "a rule has exactly one of `pattern`, `words`, `node` and `check`",
            ),
            Localized::new("只留一个", "keep just one"),
        )),
    }
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

pub(super) fn no_other(entry: Option<Entry<'_, '_>>, key: &str) -> Result<(), Mistake> {
    match entry {
        None => Ok(()),
        Some(entry) => Err(entry.mistake(
            Localized::new(
                format!("这种规则不用 `{key}`"),
                format!("this kind of rule has no `{key}`"),
            ),
            Localized::new("删去这一项", "delete this entry"),
        )),
    }
}

fn examples(entry: Entry<'_, '_>) -> Result<Vec<Example>, Mistake> {
    let list = entry.list()?;
    if list.len() < EXAMPLES {
        return Err(entry.mistake(
            Localized::new(
                format!("例子只有 {} 个", list.len()),
                format!("too few examples: {}", list.len()),
            ),
            Localized::new(
                format!("至少写 {EXAMPLES} 个"),
                format!("give at least {EXAMPLES}"),
            ),
        ));
    }
    list.into_iter().map(example).collect()
}

pub(super) fn example(entry: Entry<'_, '_>) -> Result<Example, Mistake> {
    let range = entry.range();
    if entry.is_string() {
        return Ok(Example {
            format: Format::Text,
            text: entry.string()?.to_owned(),
            range,
        });
    }
    let mut table = entry.table()?;
    let formats = [Format::Text, Format::Markdown, Format::Docx];
    let format = table.require("format")?.one_of(
        |name| formats.into_iter().find(|format| format.name() == name),
        formats.into_iter().map(Format::name),
    )?;
    let text = table.require("text")?.string()?.to_owned();
    table.finish()?;
    Ok(Example {
        format,
        text,
        range,
    })
}

pub(super) fn localized(entry: Entry<'_, '_>) -> Result<Localized, Mistake> {
    let mut table = entry.table()?;
    let zh = table.require("zh")?.string()?;
    let en = table.require("en")?.string()?;
    table.finish()?;
    Ok(Localized::new(zh, en))
}

fn kebab<'t>(entry: Entry<'t, '_>) -> Result<&'t str, Mistake> {
    let id = entry.string()?;
    let good = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if good {
        return Ok(id);
    }
    Err(entry.mistake(
        Localized::new("规则名不合格式", "this is no rule name"),
        Localized::new(
            "用小写英文字母、数字和连字符，例如 how-many",
            "use lower-case letters, digits and hyphens, such as how-many",
        ),
    ))
}

fn names<T: Copy + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl Iterator<Item = &'static str> + Clone {
    all.iter().map(move |&value| name(value))
}
