//! Guards as data: what speaks against a match. How each is judged is the scanner's affair.

use serde::{Deserialize, Serialize};

use crate::document::NodeKind;
use crate::rule::{Vocabulary, expand};
use crate::text::Localized;
use crate::toml_file::{Entry, Mistake, Table, nearest};

/// Drops a match when **all** its conditions hold, or makes a hint of it if one of them is a kind of document that only
/// [lowers](Profile::lowers). In a rule file: one inline table of `unless`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// The conditions, at least one.
    pub conditions: Vec<Condition>,
}

/// One condition of a guard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// `sentence = "question"`: the match stands in a sentence that asks.
    Question,
    /// `sentence = '''…'''`: the sentence matches the pattern.
    Sentence(String),
    /// `clause = '''…'''`: the clause matches the pattern.
    Clause(String),
    /// `paragraph = '''…'''`: the paragraph matches the pattern.
    Paragraph(String),
    /// `before = '''…$'''`: the text before the match, within the paragraph, matches the pattern.
    Before(String),
    /// `after = '''^…'''`: the text after the match, within the paragraph, matches the pattern.
    After(String),
    /// `matched = '''…'''`: the match itself matches the pattern.
    Matched(String),
    /// `lacks = '''…'''`: the match itself does not match the pattern.
    Lacks(String),
    /// `document = "judgment"`: the document as a whole is of the kind.
    Document(Profile),
    /// `in = "code"` or a list of kinds: the match lies inside such a node.
    In(Vec<NodeKind>),
}

impl Condition {
    /// Its pattern, if it has one.
    pub fn pattern(&self) -> Option<&str> {
        match self {
            Condition::Sentence(pattern)
            | Condition::Clause(pattern)
            | Condition::Paragraph(pattern)
            | Condition::Before(pattern)
            | Condition::After(pattern)
            | Condition::Matched(pattern)
            | Condition::Lacks(pattern) => Some(pattern),
            Condition::Question | Condition::Document(_) | Condition::In(_) => None,
        }
    }

    /// How long it takes to find out, beside others: how much of the document is looked at.
    fn effort(&self) -> u8 {
        match self {
            Condition::Matched(_) | Condition::Lacks(_) => 0,
            Condition::After(pattern) | Condition::Before(pattern) if is_short(pattern) => 1,
            Condition::In(_) => 2,
            Condition::Question => 3,
            Condition::After(_) | Condition::Before(_) => 4,
            Condition::Clause(_) => 5,
            Condition::Sentence(_) => 6,
            Condition::Paragraph(_) => 7,
            Condition::Document(_) => 8,
        }
    }
}

/// Whether all matches of `pattern` are short.
fn is_short(pattern: &str) -> bool {
    const SHORT: usize = 48;
    let longest = regex_syntax::parse(pattern).ok();
    let longest = longest.and_then(|hir| hir.properties().maximum_len());
    longest.is_some_and(|longest| longest <= SHORT)
}

/// A kind of document in which what looks like a gap is customary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Profile {
    /// Exercises and test papers: their blanks are for pupils.
    Exercise,
    /// A court's judgment: parties and places are masked because the law wants it.
    Judgment,
    /// A text written in Markdown, whatever its file is called: its stars and signs are meant.
    Markdown,
    /// A text whose lines were broken to a width, so that a line's end says nothing.
    Wrapped,
}

impl Profile {
    const ALL: &'static [Profile] = &[
        Profile::Exercise,
        Profile::Judgment,
        Profile::Markdown,
        Profile::Wrapped,
    ];

    /// The name used in rule files.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Exercise => "exercise",
            Profile::Judgment => "judgment",
            Profile::Markdown => "markdown",
            Profile::Wrapped => "wrapped",
        }
    }

    /// Whether what speaks for it are words that other documents may have, too. Such a kind hides nothing: what it speaks against
    /// becomes a hint, and the report says so. The others are plain from the form.
    pub fn lowers(self) -> bool {
        matches!(self, Profile::Exercise | Profile::Judgment)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// The conditions that are a pattern each, by key.
const PATTERN_CONDITIONS: [PatternCondition; 6] = [
    ("clause", Condition::Clause),
    ("paragraph", Condition::Paragraph),
    ("before", Condition::Before),
    ("after", Condition::After),
    ("matched", Condition::Matched),
    ("lacks", Condition::Lacks),
];

type PatternCondition = (&'static str, fn(String) -> Condition);

impl Guard {
    /// The kind of document, if the guard makes hints and drops nothing.
    pub fn lowers_in(&self) -> Option<Profile> {
        self.conditions.iter().find_map(|it| match it {
            Condition::Document(profile) if profile.lowers() => Some(*profile),
            _ => None,
        })
    }

    /// How long it takes to find out whether it holds: whether it asks about the document as a whole, and what is asked first.
    pub(super) fn effort(&self) -> (bool, Option<u8>) {
        let of_document = |it: &Condition| matches!(it, Condition::Document(_));
        let asks_of_document = self.conditions.iter().any(of_document);
        let first = self.conditions.first().map(Condition::effort);
        (asks_of_document, first)
    }

    /// Read one guard.
    fn read(table: &mut Table<'_, '_>, vocabulary: &Vocabulary) -> Result<Self, Mistake> {
        // What comes along with a part speaks against what is searched for, not against what is only asked about.
        let pattern = |entry| expand::pattern(entry, vocabulary).map(|written| written.pattern);
        let mut conditions = Vec::new();
        if let Some(entry) = table.get("sentence") {
            conditions.push(match entry.string()? {
                "question" => Condition::Question,
                _ => Condition::Sentence(pattern(entry)?),
            });
        }
        for (key, condition) in PATTERN_CONDITIONS {
            if let Some(entry) = table.get(key) {
                conditions.push(condition(pattern(entry)?));
            }
        }
        if let Some(entry) = table.get("document") {
            let names = Profile::ALL.iter().map(|kind| kind.name());
            conditions.push(Condition::Document(
                entry.one_of(Profile::from_name, names)?,
            ));
        }
        if let Some(entry) = table.get("in") {
            conditions.push(Condition::In(node_kinds(entry)?));
        }
        table.finish()?;
        if conditions.is_empty() {
            return Err(Mistake::new(
                table.range(),
                Localized::new("这个例外没有写条件", "this guard has no condition"),
                Localized::new(
                    "写上 before、after、clause、sentence、paragraph、matched、lacks、document 或 in",
                    "give before, after, clause, sentence, paragraph, matched, lacks, document or in",
                ),
            ));
        }
        conditions.sort_by_cached_key(Condition::effort);
        Ok(Self { conditions })
    }
}

/// The guards in a list: tables, and names of guards that the vocabulary has.
pub(super) fn read_all(
    entry: Entry<'_, '_>,
    vocabulary: &Vocabulary,
) -> Result<Vec<Guard>, Mistake> {
    let mut guards = Vec::new();
    for item in entry.list()? {
        if !item.is_string() {
            add(
                &mut guards,
                vec![Guard::read(&mut item.table()?, vocabulary)?],
            );
            continue;
        }
        let (name, known) = (item.string()?, &vocabulary.terms().guards);
        let Some(named) = known.get(name) else {
            return Err(unknown(item, name, known.keys().map(String::as_str)));
        };
        add(&mut guards, named.clone());
    }
    Ok(guards)
}

/// Add those of `more` that are not among `guards`.
pub(super) fn add(guards: &mut Vec<Guard>, more: Vec<Guard>) {
    for guard in more {
        if !guards.contains(&guard) {
            guards.push(guard);
        }
    }
}

/// The guards that a list names.
pub(super) fn names<'t>(entry: Entry<'t, '_>) -> Vec<&'t str> {
    let items = entry.list().unwrap_or_default().into_iter();
    items.filter_map(|item| item.string().ok()).collect()
}

fn unknown<'n>(entry: Entry<'_, '_>, name: &str, known: impl Iterator<Item = &'n str>) -> Mistake {
    entry.mistake(
        Localized::new(
            format!("没有叫 `{name}` 的例外"),
            format!("there is no guard `{name}`"),
        ),
        match nearest(name, known) {
            Some(near) => Localized::new(
                format!("是不是想写 `{near}`？"),
                format!("did you mean `{near}`?"),
            ),
            None => Localized::new(
                format!("在 vocabulary.toml 的 `[guards]` 里写上 {name}，或者在这里写条件，例如 `{{ after = '^长' }}`"),
                format!("write {name} under [guards] in vocabulary.toml, or the conditions here, such as {{ after = '^s' }}"),
            ),
        },
    )
}

/// A kind of node by name, or a list of such names.
pub(super) fn node_kinds(entry: Entry<'_, '_>) -> Result<Vec<NodeKind>, Mistake> {
    let names = || NodeKind::ALL.iter().map(|kind| kind.name());
    if entry.is_string() {
        return Ok(vec![entry.one_of(NodeKind::from_name, names())?]);
    }
    entry
        .list()?
        .into_iter()
        .map(|item| item.one_of(NodeKind::from_name, names()))
        .collect()
}
