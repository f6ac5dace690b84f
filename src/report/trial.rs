//! How often rules of one's own would have raised an alarm in documents that were long approved, and what to make of it.
//!
//! Owns the words and the choice of what is shown. Which documents these are, and which rules, is the command's affair.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::document::Locator;
use crate::finding::{FileReport, Finding};
use crate::report::sanitize::{visible, visible_path};
use crate::report::snippet::Drawing;
use crate::report::wording::{self, plural};
use crate::report::wrap::shorten;
use crate::report::{ReportOptions, place};
use crate::rule::{RuleId, RuleSet};
use crate::text::Language;

/// How many places of a document are shown for a rule.
const PLACES: usize = 3;
/// How many documents are shown for a rule; the others are counted.
const DOCUMENTS: usize = 5;
/// How much is shown on each side of a place, in characters, and of the place itself, in columns.
const CONTEXT: usize = 12;
const COLUMNS: usize = 40;

/// What rules found in one document.
#[derive(Debug)]
pub struct Tried {
    alarms: BTreeMap<RuleId, Alarms>,
    /// Whether there was any text to look at.
    was_read: bool,
    /// Whether it was read to its end.
    is_whole: bool,
}

/// What rules found in all documents.
#[derive(Debug)]
pub struct Trial {
    rules: Vec<(RuleId, Vec<Alarms>)>,
    /// Documents that were read, perhaps not to the end.
    documents: usize,
    documents_with_alarms: usize,
    /// Documents that were not read, or not to the end.
    unread: usize,
}

/// The alarms of one rule in one document.
#[derive(Debug)]
struct Alarms {
    /// The document's name as shown to people.
    document: String,
    count: usize,
    /// The first places, ready to print.
    places: Vec<String>,
}

impl Tried {
    /// What is worth keeping of the report on one document.
    pub fn new(report: &FileReport, language: Language) -> Self {
        let locator = Locator::new(&report.document);
        let mut alarms: BTreeMap<RuleId, Alarms> = BTreeMap::new();
        for finding in report.open_findings() {
            let of_rule = alarms
                .entry(finding.rule.clone())
                .or_insert_with(|| Alarms {
                    document: visible_path(&report.name).into_owned(),
                    count: 0,
                    places: Vec::new(),
                });
            of_rule.count += 1;
            if of_rule.places.len() < PLACES {
                of_rule
                    .places
                    .push(spelled_out(finding, &locator, language));
            }
        }
        let document = &report.document;
        let is_whole = document.has_whole_text();
        Self {
            alarms,
            was_read: is_whole || !document.text.is_empty(),
            is_whole,
        }
    }
}

impl Trial {
    /// A trial of `rules`, on no document yet.
    pub fn new(rules: &RuleSet) -> Self {
        let rules = rules.iter().map(|rule| (rule.id.clone(), Vec::new()));
        Self {
            rules: rules.collect(),
            documents: 0,
            documents_with_alarms: 0,
            unread: 0,
        }
    }

    /// Add what was found in one more document.
    pub fn add(&mut self, mut tried: Tried) {
        self.documents += usize::from(tried.was_read);
        self.unread += usize::from(!tried.is_whole);
        self.documents_with_alarms += usize::from(!tried.alarms.is_empty());
        for (id, alarms) in &mut self.rules {
            alarms.extend(tried.alarms.remove(id));
        }
    }

    /// How many documents were read, perhaps not to the end.
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// How many alarms there were.
    pub fn alarms(&self) -> usize {
        self.rules.iter().map(|(_, alarms)| total(alarms)).sum()
    }

    /// Everything for people to read: the alarms of each rule by document, and the verdict.
    pub fn render(&self, options: &ReportOptions) -> String {
        let language = options.language;
        let mut drawing = Drawing::new(options.width, options.color);
        let (loud, silent): (Vec<_>, Vec<_>) = self
            .rules
            .iter()
            .partition(|(_, alarms)| !alarms.is_empty());
        for (id, alarms) in &loud {
            drawing.prose(&format!("{id}{}", self.counted(alarms, language)));
            for of_document in alarms.iter().take(DOCUMENTS) {
                drawing.plain(&of_document.spelled_out(language));
            }
            if let Some(rest) = alarms.get(DOCUMENTS..).filter(|rest| !rest.is_empty()) {
                let (documents, alarms) = (rest.len(), total(rest));
                drawing.plain(&match language {
                    Language::Zh => format!("  另有 {documents} 份文档，共 {alarms} 处\n"),
                    Language::En => format!(
                        "  and {documents} more document{} ({alarms})\n",
                        plural(documents)
                    ),
                });
            }
            drawing.plain("\n");
        }
        if self.documents > 0 && !silent.is_empty() {
            let names: Vec<&str> = silent.iter().map(|(id, _)| id.as_str()).collect();
            let names = names.join(language.pick("、", ", "));
            drawing.prose(&match language {
                Language::Zh => format!("一处也不报：{names}"),
                Language::En => format!("silent: {names}"),
            });
        }
        if self.unread > 0 {
            let unread = self.unread;
            drawing.prose(&match language {
                Language::Zh => format!("有 {unread} 份文档没有读到或没有读全，见上"),
                Language::En => format!(
                    "{unread} document{} could not be read in full, see above",
                    plural(unread)
                ),
            });
        }
        drawing.prose(&self.verdict(loud.len(), language));
        drawing.finish()
    }

    /// `：20 份文档里有 3 份会报，共 14 处`
    fn counted(&self, alarms: &[Alarms], language: Language) -> String {
        let (some, all, count) = (alarms.len(), self.documents, total(alarms));
        match language {
            Language::Zh => format!("：{all} 份文档里有 {some} 份会报，共 {count} 处"),
            Language::En => format!(
                ": {count} alarm{} in {some} of {all} document{}",
                plural(count),
                plural(all)
            ),
        }
    }

    fn verdict(&self, loud: usize, language: Language) -> String {
        let (count, some, all) = (self.alarms(), self.documents_with_alarms, self.documents);
        if loud == 0 && all == 0 {
            return language
                .pick(
                    "还不能下结论：没有文档可试",
                    "no verdict: no document to try the rules on",
                )
                .to_owned();
        }
        if loud == 0 {
            return match language {
                Language::Zh => format!("可以启用：在这 {all} 份文档里一处也不会报"),
                Language::En => format!("ready for use: no alarm in {all} document{}", plural(all)),
            };
        }
        match language {
            Language::Zh => format!(
                "先别启用：{loud} 条规则会在 {all} 份文档中的 {some} 份里报 {count} 处。如果这些地方本来没有错，就把规则收窄（写得更具体，或者加 unless），或者在设置的 [allow] 里放过它们"
            ),
            Language::En => format!(
                "not ready for use: {loud} rule{} would have raised {count} alarm{} in {some} of {all} document{}. If nothing is wrong at these places, narrow the rule (be more specific, or add a guard to unless), or allow them under [allow] in the settings",
                plural(loud),
                plural(count),
                plural(all)
            ),
        }
    }
}

impl Alarms {
    fn spelled_out(&self, language: Language) -> String {
        let (name, count) = (&self.document, self.count);
        let mut out = match language {
            Language::Zh => format!("  {name}：{count} 处\n"),
            Language::En => format!("  {name} ({count})\n"),
        };
        for place in &self.places {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "    {place}");
        }
        if count > self.places.len() {
            out.push_str("    …\n");
        }
        out
    }
}

fn total(alarms: &[Alarms]) -> usize {
    alarms.iter().map(|alarms| alarms.count).sum()
}

/// `第3段：请⟦待领导定⟧。`, with the marks that examples have.
fn spelled_out(finding: &Finding, locator: &Locator<'_>, language: Language) -> String {
    let document = locator.document();
    let spot = if document.lines.are_shown() {
        let at = locator.line_column(finding.range.start());
        format!("{}:{}", at.line, at.column)
    } else {
        place::spot(&locator.location(finding.range), language)
    };
    let (before, after) = wording::context(&document.text, finding.range, CONTEXT);
    let (before, after) = (before.trim_start(), after.trim_end());
    let found = shorten(&visible(finding.range.slice(&document.text)), COLUMNS);
    let colon = language.pick("：", ": ");
    format!(
        "{spot}{colon}{}⟦{found}⟧{}",
        visible(before),
        visible(after)
    )
}
