//! Target `settings`: the text of an `unfilled.toml`.
//!
//! Holds to this: it is refused with a mistake that can be shown, or all of it can be used: words and delimiters as rules, patterns of paths,
//! what holds for a path. It names nothing outside its own folder.

use unfilled::config::{Config, FlagOverrides, ResolvedConfig};
use unfilled::document::Format;
use unfilled::linter::Linter;
use unfilled::rule::RuleSet;
use unfilled::toml_file::SourceError;

use crate::rules::use_rule;
use crate::{CHECKER, assert_sound, assert_told, stop, text_input};

/// Paths to ask about.
const PATHS: [&str; 4] = ["draft.docx", "a/b/c.md", "归档/2025/总结.txt", ""];

/// Run the target.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Err(error) = load(&text) {
        assert_told(&error);
    }
}

fn load(text: &str) -> Result<(), Box<SourceError>> {
    let config = Config::parse("unfilled.toml", text)?;
    let named = config.rule_folders().iter().map(String::as_str);
    for path in named.chain(config.baseline()) {
        let leaves = path.split(['/', '\\']).any(|name| name == "..");
        assert!(!leaves && !path.starts_with('/'), "{path:?} leads out");
    }
    let mut has_rules = false;
    for rule in config.word_rules() {
        use_rule(rule, text);
        has_rules = true;
    }
    let mut rules = CHECKER.linter.rules().clone();
    config.add_word_rules(&mut rules)?;
    let resolved = config.resolve(&rules)?;
    for path in PATHS {
        resolved.excludes(path, true);
        resolved.excludes(path, false);
        resolved.includes(path);
    }
    check(&resolved, has_rules.then_some(rules), text);
    Ok(())
}

/// Check the file itself by what it says, with its `rules` where it brings any.
fn check(resolved: &ResolvedConfig, rules: Option<RuleSet>, text: &str) {
    let own = rules.map(Linter::new);
    let linter = own.as_ref().unwrap_or(&CHECKER.linter);
    for path in PATHS {
        let policy = resolved.policy(path, &FlagOverrides::default());
        let input = text_input(path, Format::Text, text);
        let report = linter.check(input, &linter.ruling(policy), &stop());
        assert_sound(&report.document);
    }
}
