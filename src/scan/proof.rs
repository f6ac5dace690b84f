//! Whether a rule's patterns can be used at all, asked before a rule of one's own is let in.

use crate::finding::REMARKS;
use crate::rule::{Matcher, Rule};
use crate::scan::compiled::SPAN;
use crate::scan::cost::{self, CommonKeyword};
use crate::scan::fold::Folded;
use crate::scan::keywords::comparable;
use crate::scan::pattern::compile;

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

/// Check the patterns of `rule` on their own and against the given texts of its `bad` examples.
///
/// # Errors
/// The first fault.
pub fn check_patterns(rule: &Rule, bad: &[String]) -> Result<(), PatternFault> {
    let valid = |pattern: &str| {
        compile(pattern).map_err(|error| match error {
            regex::Error::CompiledTooBig(limit) => PatternFault::TooLarge {
                size: cost::size(pattern, limit),
                limit,
            },
            error => PatternFault::Invalid(error.to_string()),
        })
    };
    for pattern in rule.asked_patterns() {
        valid(pattern)?;
    }
    match &rule.matcher {
        Matcher::Pattern(pattern) => {
            let regex = valid(pattern)?;
            check_groups(
                rule,
                regex.capture_names().flatten().filter(|&name| name != SPAN),
            )?;
            if regex.is_match("") {
                return Err(PatternFault::EmptyMatch);
            }
            if let Some(common) = cost::common_keyword(rule) {
                return Err(PatternFault::CommonKeyword(common));
            }
            if let Some(size) = cost::growth(pattern) {
                let limit = cost::GROWTH_LIMIT;
                return Err(PatternFault::GrowsTooLarge { size, limit });
            }
            let keywords: Vec<String> = rule.keywords.iter().map(|word| comparable(word)).collect();
            for text in bad {
                let folded = Folded::new(text);
                for found in regex.find_iter(folded.text()) {
                    let words = comparable(found.as_str());
                    let has_keyword = keywords.iter().any(|keyword| words.contains(keyword));
                    if !has_keyword {
                        return Err(PatternFault::MatchWithoutKeyword(found.as_str().to_owned()));
                    }
                }
            }
            Ok(())
        }
        Matcher::Node { .. } => check_groups(rule, std::iter::once(REMARKS)),
        Matcher::Check(_) => check_groups(rule, std::iter::empty()),
    }
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
            if is_name && name != "match" && !groups.contains(&name) {
                return Err(PatternFault::UnknownGroup(name.to_owned()));
            }
        }
    }
    Ok(())
}
