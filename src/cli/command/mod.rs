//! One file a command. Each does its work and says how it went; exit statuses are made in `cli`.

pub(super) mod baseline;
pub(super) mod check;
pub(super) mod explain;
pub(super) mod init;
pub(super) mod rules;
pub(super) mod shell;
pub(super) mod test;
pub(super) mod text;

use crate::rule::Rule;
use crate::text::Language;

/// What a rule says, with an ellipsis for what only a match can fill in.
fn general_words(rule: &Rule, language: Language) -> (String, String) {
    let general = |text: &str| {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, tail)) = rest.split_once('{') {
            let Some((_, after)) = tail.split_once('}') else {
                break;
            };
            out.push_str(before);
            out.push('…');
            rest = after;
        }
        out.push_str(rest);
        out
    };
    (
        general(rule.explanation.message.get(language)),
        general(rule.explanation.help.get(language)),
    )
}
