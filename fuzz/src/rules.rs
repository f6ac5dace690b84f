//! Target `rules`: the text of a rule file, and the same as a vocabulary.
//!
//! Holds to this: it is refused with a mistake that can be shown, or it loads; what loads is proven or told why not; what is proven finds things
//! in any document.

use unfilled::document::Format;
use unfilled::linter::prove;
use unfilled::rule::{Category, Rule, RuleSet, Vocabulary, load};

use crate::{Checker, assert_told, text_input};

/// Run the target.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match load(
        "rule.toml",
        &text,
        Some(Category::Quantity),
        &Vocabulary::builtin(),
    ) {
        Ok(rule) => use_rule(&rule, &text),
        Err(error) => assert_told(&error),
    }
    if let Err(error) = Vocabulary::builtin().read("vocabulary.toml", &text) {
        assert_told(&error);
    }
}

/// Prove `rule`, which `source` made, and search with it where it holds.
pub(crate) fn use_rule(rule: &Rule, source: &str) {
    let mistakes = prove(rule);
    if mistakes.is_empty() {
        let checker = Checker::new(RuleSet::new(vec![rule.clone()]));
        checker.check(text_input("rule.toml", Format::Text, source));
    }
    for mistake in mistakes {
        assert_told(&mistake.in_file("rule.toml", source));
    }
}
