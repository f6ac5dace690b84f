//! The words of a finding: its rule's message and help with the gaps filled in.

use crate::finding::Finding;
use crate::rule::{Explanation, Rule};
use crate::text::{Language, TextRange};

/// How much of a match a message repeats, in characters.
const SHOWN: usize = 40;

/// What stands in a rule's texts for what reviewers left, with the colon before it.
pub const REMARKS: &str = "remarks";

/// What is wrong. `text` is the document's text; control characters in it are kept, reporters remove them.
pub fn message(finding: &Finding, rule: &Rule, text: &str, language: Language) -> String {
    fill(
        words(finding, rule).message.get(language),
        finding,
        text,
        language,
    )
}

/// How to mend it; for a weak finding also why it is reported.
pub fn help(finding: &Finding, rule: &Rule, text: &str, language: Language) -> String {
    let mut help = fill(
        words(finding, rule).help.get(language),
        finding,
        text,
        language,
    );
    if finding.beside > 0 {
        let count = finding.beside;
        help.push_str(&match language {
            Language::Zh => format!("（附近还有 {count} 处没有填写，所以这里也报告。）"),
            Language::En => format!(" (Reported because {count} other gaps stand near it.)"),
        });
    }
    help
}

/// What a rule says of its findings in general: what is wrong and how to mend it, with an ellipsis for what only a finding
/// can fill in.
pub fn general_words(rule: &Rule, language: Language) -> (String, String) {
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

fn words<'f>(finding: &'f Finding, rule: &'f Rule) -> &'f Explanation {
    finding.own_words.as_deref().unwrap_or(&rule.explanation)
}

fn fill(template: &str, finding: &Finding, text: &str, language: Language) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let (before, tail) = rest.split_at(open);
        out.push_str(before);
        let gap = tail.find('}').map(|close| (close, &tail[1..close]));
        let named = gap.and_then(|(close, name)| Some((close, named(finding, name)?)));
        match (gap, named) {
            (Some((close, REMARKS)), _) if finding.captures.is_empty() => {
                out.push_str(&finding.remarks.quoted(language));
                rest = &tail[close + 1..];
            }
            (_, Some((close, range))) => {
                push_shortened(&mut out, range.slice(text));
                rest = &tail[close + 1..];
            }
            (_, None) => {
                out.push('{');
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The place that a gap's name stands for; a group that took no part in the match stands for nothing.
fn named(finding: &Finding, name: &str) -> Option<TextRange> {
    if name == "match" {
        return Some(finding.range);
    }
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    if !is_name {
        return None;
    }
    let capture = finding
        .captures
        .iter()
        .find(|capture| &*capture.name == name);
    Some(capture.map_or(TextRange::empty(0), |capture| capture.range))
}

fn push_shortened(out: &mut String, text: &str) {
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => {
            out.push_str(&text[..cut]);
            out.push('…');
        }
        None => out.push_str(text),
    }
}
