//! One file a command. Each does its work and says how it went; exit statuses are made in `cli`.

pub(super) mod annotate;
pub(super) mod baseline;
pub(super) mod check;
pub(super) mod explain;
pub(super) mod fill;
mod filled_words;
pub(super) mod fix;
pub(super) mod init;
pub(super) mod rules;
pub(super) mod shell;
pub(super) mod test;
pub(super) mod text;
pub(super) mod worksheet;

use crate::cli::usage_error::UsageError;
use crate::rule::{Category, RuleSet, Selector};

/// What a person means by `name`: a rule, a category by its name or by the words that people read for it, or all.
///
/// # Errors
/// When there is nothing of this name.
fn selector(name: &str, rules: &RuleSet) -> Result<Selector, UsageError> {
    rules
        .selector(name)
        .or_else(|| Category::from_label(name).map(Selector::Category))
        .ok_or_else(|| UsageError::no_rule(name, None, rules))
}
