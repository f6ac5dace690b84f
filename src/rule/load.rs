//! From the text of a rule file to a [`Rule`], or to the one mistake in it, with its place.
//!
//! Checks all that can be known without scanning. That the examples hold is checked by `scan::proof`.

use crate::document::Format;
use crate::rule::guard::{self, Guard, node_kinds};
use crate::rule::sought::{Sought, sought};
use crate::rule::{
    Category, Example, Explanation, Record, Rule, RuleId, Scope, Vocabulary, certainty, fix, words,
};
use crate::text::Localized;
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
    let severity = certainty::severity(table.require("severity")?)?;
    let Sought {
        matcher,
        keywords,
        leads,
        place,
        unless,
        bad,
    } = sought(table, vocabulary)?;
    let alone = certainty::alone(table)?;
    let together = certainty::together(table)?;
    let weak = certainty::weak(table, &matcher, alone, vocabulary)?;
    let when_final = certainty::when_final(table)?;
    let scope = scope(table, unless, vocabulary)?;
    let bad = examples(bad, table.require("bad")?)?;
    let (fix, fixed) = fix::read(table, bad.len())?;
    let record = Record {
        since,
        languages,
        place,
        bad,
        good: examples(Vec::new(), table.require("good")?)?,
        fix,
        fixed,
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
        together,
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

pub(super) fn languages(entry: Entry<'_, '_>) -> Result<Vec<String>, Mistake> {
    Ok(entry.strings()?.into_iter().map(str::to_owned).collect())
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

/// The examples in `entry`, behind those that are `known`.
fn examples(mut known: Vec<Example>, entry: Entry<'_, '_>) -> Result<Vec<Example>, Mistake> {
    for item in entry.list()? {
        known.push(example(item)?);
    }
    let count = known.len();
    if count < EXAMPLES {
        return Err(entry.mistake(
            Localized::new(
                format!("例子只有 {count} 个"),
                format!("too few examples: {count}"),
            ),
            Localized::new(
                format!("至少写 {EXAMPLES} 个"),
                format!("give at least {EXAMPLES}"),
            ),
        ));
    }
    Ok(known)
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

pub(super) fn names<T: Copy + 'static>(
    all: &'static [T],
    name: fn(T) -> &'static str,
) -> impl Iterator<Item = &'static str> + Clone {
    all.iter().map(move |&value| name(value))
}
