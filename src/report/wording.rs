//! The words of findings in the language of the run, for every reporter.

use std::sync::Arc;

use crate::document::Fix;
use crate::finding::{self, Finding};
use crate::report::ReportOptions;
use crate::rule::{Category, RuleId, RuleSet};
use crate::text::{Language, TextRange};

/// The rules of the run and how to speak.
pub(super) struct Wording {
    rules: Arc<RuleSet>,
    /// How to report.
    pub(super) options: ReportOptions,
}

impl Wording {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self { rules, options }
    }

    /// What is wrong, with the true text; the rule's name where the rule is not among those of the run.
    pub(super) fn message(&self, finding: &Finding, text: &str) -> String {
        match self.rules.get(&finding.rule) {
            Some(rule) => finding::message(finding, rule, text, self.options.language),
            None => finding.rule.to_string(),
        }
    }

    /// How to mend it, with the true text.
    pub(super) fn help(&self, finding: &Finding, text: &str) -> String {
        match self.rules.get(&finding.rule) {
            Some(rule) => finding::help(finding, rule, text, self.options.language),
            None => String::new(),
        }
    }

    /// What would mend it without anybody's answer.
    pub(super) fn fix(&self, finding: &Finding, text: &str) -> Option<Fix> {
        finding::fix(finding, self.rules.get(&finding.rule)?, text)
    }

    /// What a rule says of its findings in general; nothing where it is not among those of the run.
    pub(super) fn general_message(&self, rule: &RuleId) -> String {
        let rule = self.rules.get(rule);
        rule.map_or_else(String::new, |rule| {
            finding::general_words(rule, self.options.language).0
        })
    }

    /// The category of the finding's rule.
    pub(super) fn category(&self, finding: &Finding) -> Option<Category> {
        self.rules.get(&finding.rule).map(|rule| rule.category)
    }
}

/// A number with its noun: `3 处`, `1 place`, `3 places`.
pub fn places(count: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{count} 处"),
        Language::En => format!("{count} place{}", plural(count)),
    }
}

/// A number of files: `3 个文件`, `1 file`, `3 files`.
pub fn files(count: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{count} 个文件"),
        Language::En => format!("{count} file{}", plural(count)),
    }
}

/// A number of hints: `3 处提示`, `1 hint`, `3 hints`.
pub fn hints(count: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{count} 处提示"),
        Language::En => format!("{count} hint{}", plural(count)),
    }
}

/// The letter that an English noun needs.
pub fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// `text` as a whole sentence: capitalized, and with a full stop unless it has an end.
pub(super) fn sentence(text: &str, language: Language) -> String {
    let mut sentence = capitalized(text);
    if !sentence.ends_with(['.', '。', '）', ')', '!', '！', '?', '？']) {
        sentence.push_str(language.pick("。", "."));
    }
    sentence
}

/// `text` as the beginning of a sentence: an English one begins with a capital letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The words before and after `range` within its paragraph, `characters` on each side at most.
pub(super) fn context(text: &str, range: TextRange, characters: usize) -> (&str, &str) {
    let is_inside = |c: char| !matches!(c, '\n' | '\r');
    let before = text.get(..range.start()).unwrap_or("");
    let start = before
        .char_indices()
        .rev()
        .take(characters)
        .take_while(|&(_, c)| is_inside(c))
        .last()
        .map_or(before.len(), |(at, _)| at);
    let after = text.get(range.end()..).unwrap_or("");
    let end = after
        .char_indices()
        .take(characters)
        .take_while(|&(_, c)| is_inside(c))
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    (
        before.get(start..).unwrap_or(""),
        after.get(..end).unwrap_or(""),
    )
}
