//! Delimiters: what programs put round the name of a field, written as people see it, `{{*}}`. A list of them becomes a pattern and the
//! examples that prove it.
//!
//! Owns what a form means, which forms are none, and what a list in a rule file or in the settings is made into. What stands round a
//! token in a text, and what speaks against it, is the rule's affair.

use std::collections::BTreeSet;

use crate::document::Format;
use crate::rule::{
    Category, Example, Explanation, Guard, Matcher, Record, Rule, RuleId, Scope, Severity,
    Vocabulary, expand, guard, load,
};
use crate::text::{LINE_SEPARATOR, Localized, TextRange, fold};
use crate::toml_file::{Entry, Mistake};

/// The rule that the delimiters of the settings make.
pub const HOUSE_DELIMITERS: &str = "house-delimiters";

/// How long one side of a form may be, in characters.
const LONGEST_SIDE: usize = 20;

/// Signs that prose puts round words, too: a form of one such sign on each side would be found everywhere.
const COMMON: &str = "()[]（）\"'“”‘’《》「」『』,.;:!?，。、；：！？…—–-/*_`·•";

/// The edge of a Latin word.
const EDGE: &str = r"(?-u:\b)";

/// What a list of forms is made into.
pub(super) struct Forms {
    /// It finds each of them.
    pub(super) pattern: String,
    /// What comes along with the parts that names are written with.
    pub(super) unless: Vec<Guard>,
    /// An example of each.
    pub(super) bad: Vec<Example>,
}

/// What stands before a name and behind it, as text is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Delimiters {
    open: String,
    close: String,
}

/// Why a text is no form of delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum DelimiterFault {
    /// It has no `*`.
    #[error("no place for the name")]
    NoName,
    /// It has more than one `*`.
    #[error("several places for the name")]
    SeveralNames,
    /// Nothing stands on one side of `*`.
    #[error("nothing on one side")]
    OneSided,
    /// It holds a line end.
    #[error("a line end")]
    LineEnd,
    /// A side is longer than [`LONGEST_SIDE`].
    #[error("too long")]
    TooLong,
    /// Ordinary text is full of them.
    #[error("too common")]
    TooCommon,
}

/// The rule that the list in `entry` makes, if there is anything in it, with its place.
///
/// # Errors
/// The first value that is no form of delimiters, or one that ordinary text is full of.
pub fn house_delimiters(entry: Entry<'_, '_>) -> Result<Option<(Rule, TextRange)>, Mistake> {
    let list = entry.list()?;
    let mut keywords = BTreeSet::new();
    let mut patterns = Vec::new();
    let mut bad = Vec::new();
    for item in &list {
        let form = complete(*item)?;
        // Both sides are in each match; the longer one is the rarer.
        let longer = match form.close.chars().count() > form.open.chars().count() {
            true => &form.close,
            false => &form.open,
        };
        keywords.insert(longer.trim().to_owned());
        patterns.push(form.round(&form.any_name()));
        bad.push(form.example(item.range()));
    }
    if patterns.is_empty() {
        return Ok(None);
    }
    let record = Record {
        languages: vec!["zh".to_owned(), "en".to_owned()],
        place: entry.range(),
        bad,
        ..Record::default()
    };
    let explanation = Explanation {
        message: Localized::new(
            "模板变量没有替换：{match}",
            "template variable not replaced: {match}",
        ),
        help: Localized::new(
            "换成实际内容；如果是系统套打，检查数据里有没有这一项。",
            "Replace it with the actual text, or check that the data holds this field.",
        ),
    };
    let rule = Rule {
        id: RuleId::new(HOUSE_DELIMITERS),
        category: Category::Template,
        severity: Severity::Error,
        alone: None,
        together: false,
        weak: None,
        when_final: None,
        matcher: Matcher::Pattern(patterns.join("|").into()),
        keywords: keywords.into_iter().collect::<Vec<_>>().into(),
        leads: Vec::new().into(),
        scope: Scope::default().into(),
        explanation: explanation.into(),
        record: record.into(),
    };
    Ok(Some((rule, entry.range())))
}

/// What the list in `entry` of a rule file is made into: each item a form, or a table with a form, the products `of` which it is, a
/// pattern for its `name` and an example. Where an item does not say what a name looks like, the `name` of the rule does.
pub(super) fn forms(
    entry: Entry<'_, '_>,
    name: Option<Entry<'_, '_>>,
    vocabulary: &Vocabulary,
) -> Result<Forms, Mistake> {
    let mut forms = Forms {
        pattern: String::new(),
        unless: Vec::new(),
        bad: Vec::new(),
    };
    for item in entry.list()? {
        let (form, own_name, bad) = if item.is_string() {
            let form = complete(item)?;
            let bad = form.example(item.range());
            (form, None, bad)
        } else {
            let mut row = item.table()?;
            let place = row.require("form")?;
            row.require("of")?.string()?;
            let own_name = row.get("name");
            // A form that says what its name looks like may stand open at one side.
            let form = match own_name {
                Some(_) => Delimiters::parse(place.string()?).map_err(|it| mistake(place, it))?,
                None => complete(place)?,
            };
            let bad = load::example(row.require("bad")?)?;
            row.finish()?;
            (form, own_name, bad)
        };
        let inside = match own_name.or(name) {
            Some(entry) => {
                let written = expand::pattern(entry, vocabulary)?;
                guard::add(&mut forms.unless, written.unless);
                written.pattern
            }
            None => form.any_name(),
        };
        if !forms.pattern.is_empty() {
            forms.pattern.push('|');
        }
        forms.pattern.push_str(&form.round(&inside));
        forms.bad.push(bad);
    }
    if forms.bad.is_empty() {
        return Err(entry.mistake(
            Localized::new("`delimiters` 是空的", "`delimiters` is empty"),
            Localized::new(
                "写上变量两边的符号，用 * 代表变量名，例如 [\"⟪*⟫\"]",
                "write what stands round a name, with * for the name, such as [\"⟪*⟫\"]",
            ),
        ));
    }
    Ok(forms)
}

/// A form that has both sides, and is not too common to be looked for.
fn complete(entry: Entry<'_, '_>) -> Result<Delimiters, Mistake> {
    let form = Delimiters::parse(entry.string()?).and_then(Delimiters::complete);
    form.map_err(|fault| mistake(entry, fault))
}

impl Delimiters {
    /// Read a form. `\` stands before a sign that means itself.
    fn parse(source: &str) -> Result<Self, DelimiterFault> {
        let mut sides = vec![String::new()];
        let mut chars = source.trim().chars();
        while let Some(c) = chars.next() {
            let c = match c {
                '*' => {
                    sides.push(String::new());
                    continue;
                }
                '\n' | LINE_SEPARATOR => return Err(DelimiterFault::LineEnd),
                '\\' => chars.next().unwrap_or('\\'),
                c => c,
            };
            if let Some(side) = sides.last_mut() {
                side.extend(fold(c));
            }
        }
        let mut sides = sides.into_iter();
        let (Some(open), Some(close)) = (sides.next(), sides.next()) else {
            return Err(DelimiterFault::NoName);
        };
        if sides.next().is_some() {
            return Err(DelimiterFault::SeveralNames);
        }
        let too_long = [&open, &close].map(|side| side.chars().count() > LONGEST_SIDE);
        if too_long.contains(&true) {
            return Err(DelimiterFault::TooLong);
        }
        Ok(Self { open, close })
    }

    /// The form, if whatever stands in it is a token.
    fn complete(self) -> Result<Self, DelimiterFault> {
        let sides = [self.open.trim(), self.close.trim()];
        if sides.contains(&"") {
            return Err(DelimiterFault::OneSided);
        }
        let is_common = |side: &str| {
            let mut chars = side.chars();
            let is_sign =
                matches!((chars.next(), chars.next()), (Some(c), None) if COMMON.contains(c));
            // A letter or two stand before and behind all that is written.
            is_sign || (side.chars().all(char::is_alphanumeric) && side.chars().count() < 3)
        };
        match sides.iter().all(|side| is_common(side)) {
            true => Err(DelimiterFault::TooCommon),
            false => Ok(self),
        }
    }

    /// The pattern for the delimiters round what matches `name`.
    fn round(&self, name: &str) -> String {
        let edge = |c: Option<char>| match c {
            Some(c) if c.is_ascii_alphanumeric() => EDGE,
            _ => "",
        };
        let (open, close) = (regex::escape(&self.open), regex::escape(&self.close));
        let before = edge(self.open.chars().next());
        let after = edge(self.close.chars().next_back());
        format!("{before}{open}(?:{name}){close}{after}")
    }

    /// The pattern for any short run without a line end or the delimiters. Between the same signs it has no space at its ends: 5% of 20%.
    fn any_name(&self) -> String {
        let signs: BTreeSet<char> = self.open.chars().chain(self.close.chars()).collect();
        let signs = signs
            .into_iter()
            .filter(|c| !c.is_alphanumeric() && *c != ' ');
        let mut excluded = format!("\\n{LINE_SEPARATOR}");
        for c in signs {
            excluded.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
        }
        match self.open == self.close {
            true => format!(r"[^\s{excluded}](?:[^{excluded}]{{0,58}}[^\s{excluded}])?"),
            false => format!("[^{excluded}]{{1,60}}"),
        }
    }

    /// A token with these delimiters, which must be found.
    fn example(&self, range: TextRange) -> Example {
        Example {
            format: Format::Text,
            text: format!("⟦{}name{}⟧", self.open, self.close),
            range,
        }
    }
}

/// The mistake that the value of `entry` is no form.
fn mistake(entry: Entry<'_, '_>, fault: DelimiterFault) -> Mistake {
    let (message, help) = match fault {
        DelimiterFault::NoName => (
            ("没有写变量名的位置", "there is no place for the name"),
            (
                "用 * 代表变量名，例如 \"⟪*⟫\"；要找星号本身，在前面加反斜杠，外面用单引号，例如 '\\*|*|\\*'",
                "write * where the name stands, such as \"⟪*⟫\"; for the sign itself put a backslash before it and single quotes outside, such as '\\*|*|\\*'",
            ),
        ),
        DelimiterFault::SeveralNames => (
            (
                "变量名的位置不止一个",
                "there are several places for the name",
            ),
            (
                "只留一个 *；要找星号本身，在前面加反斜杠，外面用单引号，例如 '\\*|*|\\*'",
                "leave one *; for the sign itself put a backslash before it and single quotes outside, such as '\\*|*|\\*'",
            ),
        ),
        DelimiterFault::OneSided => (
            (
                "变量名有一边没有符号",
                "nothing stands on one side of the name",
            ),
            (
                "两边都要写，例如 \"⟪*⟫\"；只有一边有符号的，写进 `words`",
                "write both sides, such as \"⟪*⟫\"; what has a sign on one side only belongs in `words`",
            ),
        ),
        DelimiterFault::LineEnd => (
            ("符号里有换行", "there is a line end in the delimiters"),
            (
                "写在一行里，例如 \"⟪*⟫\"",
                "write them on one line, such as \"⟪*⟫\"",
            ),
        ),
        DelimiterFault::TooLong => (
            ("符号太长", "the delimiters are too long"),
            (
                "每一边只写紧挨着变量名的几个符号，例如 \"⟪*⟫\"",
                "write the few signs next to the name on each side, such as \"⟪*⟫\"",
            ),
        ),
        DelimiterFault::TooCommon => (
            (
                "这样的符号普通文字里到处都是",
                "ordinary text is full of these signs",
            ),
            (
                "写上变量两边特有的符号，例如 \"⟪*⟫\"、\"((*))\"、\"[%*%]\"",
                "write the signs that only a token has, such as \"⟪*⟫\", \"((*))\" or \"[%*%]\"",
            ),
        ),
    };
    entry.mistake(
        Localized::new(message.0, message.1),
        Localized::new(help.0, help.1),
    )
}
