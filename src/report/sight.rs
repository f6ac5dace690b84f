//! What is seen of a paragraph with findings: which of them share a window, and which are told once.
//!
//! Every report with pictures of the text is made of these; draws nothing.

use std::ops::Range;

use crate::document::Locator;
use crate::finding::{FileReport, Finding};
use crate::report::sanitize::visible;
use crate::report::window::{self, Window};
use crate::text::{Language, TextRange};

/// How many different words of folded findings are named.
const NAMED: usize = 6;

/// How long each of them may be, in characters.
const NAME: usize = 12;

/// Findings that are seen in one window.
pub(super) struct Sight<'a> {
    /// By rule, in the order of their first findings; never empty.
    pub(super) groups: Vec<Group<'a>>,
    /// The text with all of them marked.
    pub(super) window: Window,
}

/// Findings of one rule in one paragraph.
pub(super) struct Group<'a> {
    pub(super) first: &'a Finding,
    pub(super) others: Vec<&'a Finding>,
}

/// The open findings with their paragraphs, in text order.
pub(super) fn by_paragraph<'r>(
    report: &'r FileReport,
    locator: &Locator<'_>,
) -> impl Iterator<Item = (TextRange, Vec<&'r Finding>)> {
    let mut open = report.open_findings().peekable();
    std::iter::from_fn(move || {
        let first = open.next()?;
        let paragraph = locator.paragraph(first.range.start());
        let mut together = vec![first];
        while let Some(next) = open.next_if(|next| next.range.start() <= paragraph.end) {
            together.push(next);
        }
        Some((paragraph.into(), together))
    })
}

/// As few sights as show the first finding of each rule. `columns` is how wide the window round a finding may be.
pub(super) fn sights<'a>(
    text: &str,
    paragraph: TextRange,
    findings: &[&'a Finding],
    columns: impl Fn(&Finding) -> usize,
) -> Vec<Sight<'a>> {
    let text = paragraph.slice(text);
    let within = |range: TextRange| -> Range<usize> {
        let start = range.start().saturating_sub(paragraph.start());
        let end = range.end().saturating_sub(paragraph.start());
        start..end.min(text.len()).max(start)
    };
    let mut sights = Vec::new();
    let mut groups = group_by_rule(findings);
    while let Some(head) = groups.first() {
        let shown = window::around(text, within(head.first.range), columns(head.first));
        let (here, later): (Vec<_>, Vec<_>) =
            groups.into_iter().enumerate().partition(|(index, group)| {
                let place = within(group.first.range);
                *index == 0 || (shown.start <= place.start && place.end <= shown.end)
            });
        groups = later.into_iter().map(|(_, group)| group).collect();
        let here: Vec<Group<'_>> = here.into_iter().map(|(_, group)| group).collect();
        let marks = here
            .iter()
            .flat_map(|group| std::iter::once(&group.first).chain(&group.others))
            .map(|finding| within(finding.range));
        let window = window::render(text, shown, marks);
        sights.push(Sight {
            groups: here,
            window,
        });
    }
    sights
}

impl Group<'_> {
    /// The words of the first finding, shortened; nothing where it is empty.
    pub(super) fn name(&self, text: &str) -> Option<String> {
        names(&[self.first], text).pop()
    }

    /// How many others there are, and their words: `同段还有 2 处：多少人、多少件`.
    pub(super) fn others(&self, text: &str, language: Language) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let also = match language {
            Language::Zh => format!("同段还有 {} 处", self.others.len()),
            Language::En => format!("{} more in this paragraph", self.others.len()),
        };
        let names = names(&self.others, text);
        if names.is_empty() {
            return Some(also);
        }
        let (colon, comma, ending) = language.pick(("：", "、", " 等"), (": ", ", ", ", …"));
        let ending = if names.len() < self.others.len() && names.len() == NAMED {
            ending
        } else {
            ""
        };
        Some(format!("{also}{colon}{}{ending}", names.join(comma)))
    }
}

/// The groups in the order of their first findings.
fn group_by_rule<'a>(findings: &[&'a Finding]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for &finding in findings {
        let same = |group: &&mut Group<'a>| {
            group.first.rule == finding.rule && group.first.severity == finding.severity
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.others.push(finding),
            None => groups.push(Group {
                first: finding,
                others: Vec::new(),
            }),
        }
    }
    groups
}

/// The different words found, the first few of them, shortened.
fn names(findings: &[&Finding], text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for finding in findings {
        let found = finding.range.slice(text).trim();
        let mut name = visible(found.get(..cut(found)).unwrap_or("")).into_owned();
        if cut(found) < found.len() {
            name.push('…');
        }
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
        if names.len() == NAMED {
            break;
        }
    }
    names
}

fn cut(text: &str) -> usize {
    text.char_indices()
        .nth(NAME)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RuleId, Severity};

    #[test]
    fn findings_are_grouped_by_rule_and_severity_in_text_order() {
        let finding = |rule: &str, at, severity| {
            Finding::new(RuleId::new(rule), TextRange::new(at, at + 1), severity)
        };
        let all = [
            finding("a", 0, Severity::Error),
            finding("b", 1, Severity::Error),
            finding("a", 2, Severity::Error),
            finding("a", 3, Severity::Info),
        ];
        let groups = group_by_rule(&all.iter().collect::<Vec<_>>());
        let sizes: Vec<usize> = groups.iter().map(|group| group.others.len()).collect();
        assert_eq!(sizes, [1, 0, 0]);
    }
}
