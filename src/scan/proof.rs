//! Whether a rule's patterns can be used at all, asked before a rule of one's own is let in.

use crate::finding::{REMARKS, WORD};
use crate::rule::{Check, Matcher, Rule, RuleSet};
use crate::scan::Scanner;
use crate::scan::compiled::{CompiledRule, SPAN};
use crate::scan::cost::{self, CommonKeyword};
use crate::scan::fold::Folded;
use crate::scan::pass::Pass;

/// What is wrong with a rule's patterns.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternFault {
    /// A pattern is no valid expression.
    #[error("{0}")]
    Invalid(String),
    /// A pattern is too large when all its repetitions are written out.
    #[error("the pattern takes {size:?} bytes, at most {limit}")]
    TooLarge {
        /// Its size in bytes, rounded up; nothing where it is beyond measure.
        size: Option<usize>,
        /// The most that is allowed, in bytes.
        limit: usize,
    },
    /// A pattern grows too large on ordinary text.
    #[error("the pattern grows to {size} bytes on ordinary text, at most {limit}")]
    GrowsTooLarge {
        /// How large it grows, in bytes.
        size: usize,
        /// The most that is allowed, in bytes.
        limit: usize,
    },
    /// A keyword stands in so many ordinary paragraphs that the rule would be tried nearly everywhere.
    #[error("the keyword `{}` is too common", .0.keyword)]
    CommonKeyword(CommonKeyword),
    /// A message names a group that the pattern does not have.
    #[error("the pattern has no group `{0}`")]
    UnknownGroup(String),
    /// The pattern matches where there is nothing.
    #[error("the pattern matches the empty string")]
    EmptyMatch,
    /// A match of a `bad` example, shown here, holds none of the keywords.
    #[error("no keyword in `{0}`")]
    MatchWithoutKeyword(String),
}

impl Scanner {
    /// The search for `rule` alone, if its patterns can be used, on their own and on the given texts of its `bad` examples. They
    /// are compiled for that, and once.
    ///
    /// # Errors
    /// The first fault.
    pub fn proven<'t>(
        rule: &Rule,
        bad: impl Iterator<Item = &'t str>,
    ) -> Result<Self, PatternFault> {
        let scanner = Self::new(&RuleSet::new(vec![rule.clone()]));
        let pass = match rule.is_weak() {
            true => &scanner.weak,
            false => &scanner.firm,
        };
        if let Some(compiled) = pass.rules().next() {
            check(pass, compiled, bad)?;
        }
        Ok(scanner)
    }
}

/// Check the patterns of a rule, which is the one that `pass` searches for.
fn check<'t>(
    pass: &Pass,
    compiled: &CompiledRule,
    bad: impl Iterator<Item = &'t str>,
) -> Result<(), PatternFault> {
    let rule = compiled.rule();
    let mut searched = None;
    for (source, pattern) in compiled.all_patterns() {
        let regex = pattern.compiled(source).map_err(|error| match error {
            regex::Error::CompiledTooBig(limit) => PatternFault::TooLarge {
                size: cost::size(source, *limit),
                limit: *limit,
            },
            error => PatternFault::Invalid(error.to_string()),
        })?;
        searched = Some((source, regex));
    }
    let (Matcher::Pattern(_), Some((source, regex))) = (&rule.matcher, searched) else {
        // What a node was left with can be named, too.
        let own = match rule.matcher {
            Matcher::Node { .. } => Some(REMARKS),
            Matcher::Check(Check::Note | Check::Remark) => Some(WORD),
            Matcher::Check(_) | Matcher::Pattern(_) => None,
        };
        return check_groups(rule, own.into_iter());
    };
    let groups = regex.capture_names().flatten();
    check_groups(rule, groups.filter(|&name| name != SPAN))?;
    if regex.is_match("") {
        return Err(PatternFault::EmptyMatch);
    }
    if let Some(common) = cost::common_keyword(rule) {
        return Err(PatternFault::CommonKeyword(common));
    }
    if let Some(size) = cost::growth(source) {
        let limit = cost::GROWTH_LIMIT;
        return Err(PatternFault::GrowsTooLarge { size, limit });
    }
    for text in bad {
        let folded = Folded::new(text);
        let mut matches = regex.find_iter(folded.text()).map(|found| found.as_str());
        if let Some(found) = matches.find(|found| !pass.has_keyword(found)) {
            return Err(PatternFault::MatchWithoutKeyword(found.to_owned()));
        }
    }
    Ok(())
}

/// Every gap in the rule's texts must be one that can be filled.
fn check_groups<'g>(
    rule: &Rule,
    groups: impl Iterator<Item = &'g str>,
) -> Result<(), PatternFault> {
    let groups: Vec<&str> = groups.collect();
    let texts = [
        &rule.explanation.message.zh,
        &rule.explanation.message.en,
        &rule.explanation.help.zh,
        &rule.explanation.help.en,
    ];
    for text in texts {
        for gap in text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
        {
            let name = gap.0;
            let is_name =
                !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if is_name && !matches!(name, "match" | "figure") && !groups.contains(&name) {
                return Err(PatternFault::UnknownGroup(name.to_owned()));
            }
        }
    }
    Ok(())
}
