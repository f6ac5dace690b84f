//! The words of a finding: its rule's message and help with the gaps filled in.

use std::borrow::Cow;

use crate::finding::{Finding, figure};
use crate::rule::{Explanation, Rule};
use crate::text::{Language, TextRange, prefix_within, suffix_within};

/// How much of a match a message repeats, in characters.
const SHOWN: usize = 40;

/// What stands in a rule's texts for what reviewers left, with the colon before it.
pub const REMARKS: &str = "remarks";

/// The gap in a text of a rule that checks for notes, for the word that spoke most for one.
pub const WORD: &str = "word";

/// How many columns of the words beside a match that is all spaces are shown.
const SHOWN_BESIDE: usize = 16;

/// What is wrong. `text` is the document's text; control characters in it are kept, reporters remove them.
///
/// A place where nothing but spaces stand is named by the words beside it.
pub fn message(finding: &Finding, rule: &Rule, text: &str, language: Language) -> String {
    let template = words(finding, rule).message.get(language);
    let mut message = fill(template, finding, text, language);
    if !template.contains("{match}")
        && let Some(place) = beside_spaces(finding, text, language)
    {
        message.push_str(language.pick("：", ": "));
        message.push_str(&place);
    }
    message
}

/// How to mend it; for the finding that tells it, also why weak ones are reported in this document.
pub fn help(finding: &Finding, rule: &Rule, text: &str, language: Language) -> String {
    let mut help = fill(
        words(finding, rule).help.get(language),
        finding,
        text,
        language,
    );
    if finding.tells_beside {
        let count = finding.beside;
        help.push_str(&match language {
            Language::Zh => {
                format!("（附近还有 {count} 处没有填写，所以这里也报告；后面同样的不再说明。）")
            }
            Language::En => {
                format!(
                    " (Reported because {count} other gaps stand near it; said once a document.)"
                )
            }
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
        let words =
            gap.and_then(|(close, name)| Some((close, named(finding, name, text, language)?)));
        match (gap, words) {
            (Some((close, REMARKS)), _) if finding.captures.is_empty() => {
                out.push_str(&finding.remarks.quoted(language));
                rest = &tail[close + 1..];
            }
            (_, Some((close, words))) => {
                push_shortened(&mut out, &words);
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

/// The words that a gap's name stands for; a group that took no part in the match stands for nothing.
fn named<'t>(
    finding: &Finding,
    name: &str,
    text: &'t str,
    language: Language,
) -> Option<Cow<'t, str>> {
    let found = finding.range.slice(text);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    match name {
        "match" => Some(match beside_spaces(finding, text, language) {
            Some(place) => place.into(),
            None => found.into(),
        }),
        "figure" => Some(figure::example(found).into()),
        _ if is_name => {
            let mut captures = finding.captures.iter();
            let capture = captures.find(|capture| &*capture.name == name);
            let range = capture.map_or(TextRange::empty(0), |capture| capture.range);
            Some(range.slice(text).into())
        }
        _ => None,
    }
}

/// Where the spaces are that are all of the finding: `“甲方：”后面`. Nothing for findings that hold anything else.
fn beside_spaces(finding: &Finding, text: &str, language: Language) -> Option<String> {
    let range = finding.range;
    if range.is_empty() || !range.slice(text).trim().is_empty() {
        return None;
    }
    let before = text.get(..range.start())?;
    let before = before
        .rsplit(['\n', '\t', '。', '；', '！', '？'])
        .next()?
        .trim_start();
    let shown = &before[suffix_within(before, SHOWN_BESIDE)..];
    let shown = match shown.len() < before.len() {
        true => from_word_start(shown),
        false => shown,
    };
    if !shown.trim().is_empty() {
        return Some(match language {
            Language::Zh => format!("“{shown}”后面"),
            Language::En => format!("after “{shown}”"),
        });
    }
    let after = text.get(range.end()..)?;
    let after = after
        .split(['\n', '\t', '。', '；', '！', '？'])
        .next()?
        .trim_end();
    let shown = after[..prefix_within(after, SHOWN_BESIDE)].trim();
    (!shown.is_empty()).then(|| match language {
        Language::Zh => format!("“{shown}”前面"),
        Language::En => format!("before “{shown}”"),
    })
}

/// `text`, which was cut off at its start, without what is left of a word in letters there.
fn from_word_start(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    match rest.trim().is_empty() {
        true => text,
        false => rest.trim_start(),
    }
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
