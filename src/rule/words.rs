//! Rules without regular expressions: a list of words becomes a pattern, keywords, and the examples that prove them.
//!
//! Owns what a list in a rule file or in the settings is made into. What a word with wildcards means is `text::Phrase`'s.

use std::cmp::Reverse;

use crate::document::Format;
use crate::rule::{
    Category, Example, Explanation, Matcher, Record, Rule, RuleId, Scope, Severity, Vocabulary,
    certainty, load,
};
use crate::text::{CLAUSE_ENDS, Localized, MAY_END_CLAUSE, Part, Phrase, PhraseFault, TextRange};
use crate::toml_file::{Entry, Mistake, Table};

/// The rule that the plain words of the settings make.
pub const HOUSE_WORDS: &str = "house-words";

/// The edge of a Latin word.
const EDGE: &str = r"(?-u:\b)";

/// What stands for `*` and for `?` in the examples that are made of words.
const SHOWN: (&str, &str) = ("……", "某");

/// The rules in `words` of a settings file, each with the place of its name: all plain words make one rule, each table one
/// of its own. Its guards may use the `vocabulary`.
///
/// # Errors
/// The first mistake in them.
pub fn house_words(
    entry: Entry<'_, '_>,
    vocabulary: &Vocabulary,
) -> Result<Vec<(Rule, TextRange)>, Mistake> {
    let (plain, tables): (Vec<_>, Vec<_>) =
        entry.list()?.into_iter().partition(|item| item.is_string());
    let mut rules = Vec::new();
    if !plain.is_empty() {
        let rule = rule(RuleId::new(HOUSE_WORDS), plain, entry.range())?;
        rules.push((rule, entry.range()));
    }
    for item in tables {
        let mut table = item.table()?;
        table.require("words")?;
        let name = table.require("id")?.range();
        let rule = load::read(&mut table, None, vocabulary)?;
        table.finish()?;
        rules.push((rule, name));
    }
    Ok(rules)
}

/// The rule named `id` that looks for the words in `list`; the rest of `table` may say more about it.
pub(super) fn read(
    table: &mut Table<'_, '_>,
    list: Entry<'_, '_>,
    id: RuleId,
    vocabulary: &Vocabulary,
) -> Result<Rule, Mistake> {
    for key in [
        "pattern",
        "delimiters",
        "name",
        "node",
        "check",
        "keywords",
        "text",
        "weak",
    ] {
        load::no_other(table.get(key), key)?;
    }
    let mut rule = rule(id, list.list()?, list.range())?;
    if let Some(entry) = table.get("severity") {
        rule.severity = certainty::severity(entry)?;
    }
    let mut said = rule.explanation.into_inner();
    for (key, text) in [("message", &mut said.message), ("help", &mut said.help)] {
        if let Some(entry) = table.get(key) {
            *text = in_any_language(entry)?;
        }
    }
    let mut record = rule.record.into_inner();
    if let Some(entry) = table.get("languages") {
        record.languages = load::languages(entry)?;
    }
    for (key, examples) in [("bad", &mut record.bad), ("good", &mut record.good)] {
        if let Some(entry) = table.get(key) {
            for item in entry.list()? {
                examples.push(load::example(item)?);
            }
        }
    }
    Ok(Rule {
        alone: certainty::alone(table)?,
        when_final: certainty::when_final(table)?,
        scope: load::scope(table, Vec::new(), vocabulary)?.into(),
        explanation: said.into(),
        record: record.into(),
        ..rule
    })
}

/// Read a phrase.
///
/// # Errors
/// When the value is no text, or one with nothing in it to look for.
pub fn phrase(entry: Entry<'_, '_>) -> Result<Phrase, Mistake> {
    Phrase::parse(entry.string()?).map_err(|fault| match fault {
        PhraseFault::NoWords => entry.mistake(
            Localized::new("这里没有要找的字词", "there are no words to look for here"),
            Localized::new(
                r"除了 * 和 ? 至少写一个字；要找星号或问号本身，在前面加反斜杠，外面用单引号，例如 '\*\*\*'",
                r"write at least one character besides * and ?; for the sign itself put a backslash before it and single quotes outside, such as '\*\*\*'",
            ),
        ),
        PhraseFault::TooLong => entry.mistake(
            Localized::new("这一条太长", "this entry is too long"),
            Localized::new(
                "只写认得出它的几个字，其余用 * 代替",
                "write the few words that it is known by, and * for the rest",
            ),
        ),
    })
}

/// The rule that looks for `words`, with what is said of words about which nothing is said.
fn rule(id: RuleId, words: Vec<Entry<'_, '_>>, place: TextRange) -> Result<Rule, Mistake> {
    if words.is_empty() {
        return Err(Mistake::new(
            place,
            Localized::new("`words` 是空的", "`words` is empty"),
            Localized::new(
                "写上要找的字词，例如 [\"待领导定\", \"以*为准\"]",
                "write the words to look for, such as [\"ask legal\", \"as per *\"]",
            ),
        ));
    }
    let words = words
        .into_iter()
        .map(|word| Ok((phrase(word)?, word.range())))
        .collect::<Result<Vec<_>, Mistake>>()?;
    let keywords: Vec<String> = words
        .iter()
        .map(|(phrase, _)| phrase.anchor().to_owned())
        .collect();
    let record = Record {
        languages: vec!["zh".to_owned(), "en".to_owned()],
        place,
        bad: words.iter().map(example).collect(),
        ..Record::default()
    };
    let explanation = Explanation {
        message: Localized::new(
            "留着不该留的字词：{match}",
            "words left in that should be gone: {match}",
        ),
        help: Localized::new(
            "换成实际内容，或者删去。",
            "Replace them with the actual text, or delete them.",
        ),
    };
    let pattern = any_of(words.into_iter().map(|(phrase, _)| phrase).collect());
    Ok(Rule {
        id,
        category: Category::Residue,
        severity: Severity::Error,
        alone: None,
        together: false,
        weak: None,
        when_final: None,
        matcher: Matcher::Pattern(pattern.into()),
        keywords: keywords.into(),
        leads: Vec::new().into(),
        scope: Scope::default().into(),
        explanation: explanation.into(),
        record: record.into(),
    })
}

/// The pattern that finds any of `words`: where several begin at one place, the one that says most.
fn any_of(mut words: Vec<Phrase>) -> String {
    words.sort_by_key(|word| {
        let literal: usize = word.literals().map(|text| text.chars().count()).sum();
        let is_open = word.parts().last() == Some(&Part::Any);
        Reverse((literal, is_open, plain(word).is_none(), word.parts().len()))
    });
    let runs = words.chunk_by(|a, b| match (plain(a), plain(b)) {
        (Some(a), Some(b)) => (a.before, a.after) == (b.before, b.after),
        _ => false,
    });
    let patterns: Vec<String> = runs.map(pattern).collect();
    patterns.join("|")
}

/// A word without wildcards, and whether it must begin and end as a Latin word does.
struct Plain<'w> {
    before: &'static str,
    text: &'w str,
    after: &'static str,
}

fn plain(word: &Phrase) -> Option<Plain<'_>> {
    let (before, parts) = match word.parts() {
        [Part::Edge, rest @ ..] => (EDGE, rest),
        parts => ("", parts),
    };
    let (parts, after) = match parts {
        [rest @ .., Part::Edge] => (rest, EDGE),
        parts => (parts, ""),
    };
    match parts {
        [Part::Literal(text)] => Some(Plain {
            before,
            text,
            after,
        }),
        _ => None,
    }
}

/// The pattern for a run of words: one with wildcards, or any number without.
fn pattern(words: &[Phrase]) -> String {
    let plain: Vec<Plain<'_>> = words.iter().filter_map(plain).collect();
    let Some(Plain { before, after, .. }) = plain.first() else {
        return words.iter().map(with_wildcards).collect();
    };
    let texts: Vec<String> = plain.iter().map(|word| regex::escape(word.text)).collect();
    // A group of its own is compiled to a tree, however many words there are.
    format!("{before}({}){after}", texts.join("|"))
}

fn with_wildcards(word: &Phrase) -> String {
    let ends: String = CLAUSE_ENDS.iter().collect();
    let may_end: String = MAY_END_CLAUSE.iter().collect();
    let one = format!("[^{ends}{may_end}]");
    let last = word.parts().len() - 1;
    let mut pattern = String::new();
    for (index, part) in word.parts().iter().enumerate() {
        match part {
            Part::Literal(text) => pattern.push_str(&regex::escape(text)),
            Part::One => pattern.push_str(&one),
            Part::Space => pattern.push_str(" ?"),
            Part::Edge => pattern.push_str(EDGE),
            Part::Any => {
                // As little as will do between words, all there is at an end.
                let lazy = if index == last { "" } else { "?" };
                pattern.push_str(&format!("(?:{one}|[{may_end}]{EDGE})*{lazy}"));
            }
        }
    }
    pattern
}

/// The word with something for its wildcards: it must be found from end to end.
fn example((word, range): &(Phrase, TextRange)) -> Example {
    let shown = word.parts().iter().map(|part| match part {
        Part::Literal(text) => text,
        Part::Any => SHOWN.0,
        Part::One => SHOWN.1,
        Part::Space => " ",
        Part::Edge => "",
    });
    Example {
        format: Format::Text,
        text: format!("⟦{}⟧", shown.collect::<String>()),
        range: *range,
    }
}

/// A text in both languages, or in the house's own.
fn in_any_language(entry: Entry<'_, '_>) -> Result<Localized, Mistake> {
    if entry.is_string() {
        let text = entry.string()?;
        return Ok(Localized::new(text, text));
    }
    load::localized(entry)
}
