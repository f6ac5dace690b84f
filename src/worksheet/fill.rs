//! From answers to edits in one document, and what becomes of each row. Nothing is written here.

use std::collections::BTreeMap;

use crate::document::{Edit, NotWritable};
use crate::finding::FileReport;
use crate::text::Language;
use crate::worksheet::answers::{Answer, Answers};
use crate::worksheet::fit::{WrongKind, fit};
use crate::worksheet::locate::{Located, locate};
use crate::worksheet::place::{Place, digest};
use crate::worksheet::sentence::Sentence;

/// How to fill in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FillOptions {
    /// Write answers of a kind that is not asked for, too, as they are.
    pub force: bool,
}

/// What to write into a document, and what becomes of each of its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The edits for [`writer::apply`](crate::writer::apply), in the order of the text; no two share a byte.
    pub edits: Vec<Edit>,
    /// The rows for the document, by their numbers; of rows that came back several times with one answer, one.
    pub rows: Vec<RowOutcome>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowOutcome {
    /// The row, as it came back first with an answer.
    pub answer: Answer,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its answer is written, by the edit of this 0-based number.
    Filled {
        /// The edit.
        edit: usize,
    },
    /// Nobody has answered it.
    Open,
    /// The document has no such place any more.
    NotFound,
    /// Several places of the document could be meant.
    Ambiguous,
    /// It was answered with different words.
    Conflict {
        /// The answers, each once.
        answers: Vec<String>,
    },
    /// The answer cannot be what is asked for.
    WrongKind(WrongKind),
    /// The file cannot be changed there.
    Refused(NotWritable),
}

impl Plan {
    /// Note that the edit of this number was not made: what [`writer::apply`](crate::writer::apply) says.
    pub fn refuse(&mut self, edit: usize, reason: NotWritable) {
        let filled = Outcome::Filled { edit };
        if let Some(row) = self.rows.iter_mut().find(|row| row.outcome == filled) {
            row.outcome = Outcome::Refused(reason);
        }
    }

    /// How many rows are filled in.
    pub fn filled(&self) -> usize {
        let is_filled = |row: &&RowOutcome| matches!(row.outcome, Outcome::Filled { .. });
        self.rows.iter().filter(is_filled).count()
    }
}

impl Outcome {
    /// What became of the row, in one sentence that says what to do.
    pub fn message(&self, language: Language) -> String {
        let (zh, en) = match self {
            Self::Filled { .. } => ("已填入".to_owned(), "filled in".to_owned()),
            Self::Open => (
                "还没有填写；请在“填写内容”里填上".to_owned(),
                "not answered yet; write into “Answer”".to_owned(),
            ),
            Self::NotFound => (
                "文档里找不到这一处，可能已经改好；没有写入，请打开文档看一下".to_owned(),
                "the document has no such place any more, so it was mended or rewritten; not written, look at the document".to_owned(),
            ),
            Self::Ambiguous => (
                "文档改过，有几处都像这一处；没有写入，请直接在文档里填".to_owned(),
                "the document was edited, and several places could be meant; not written, fill it in by hand".to_owned(),
            ),
            Self::Conflict { answers } => (
                format!("答案不一致：{}；没有写入，请定下一个，其余清空", answers.iter().map(|it| format!("“{it}”")).collect::<Vec<_>>().join("、")),
                format!("answered differently: {}; not written, keep one answer and clear the others", answers.iter().map(|it| format!("“{it}”")).collect::<Vec<_>>().join(", ")),
            ),
            Self::WrongKind(wrong) => (
                format!("没有写入：{}", wrong.message(Language::Zh)),
                format!("not written: {}", wrong.message(Language::En)),
            ),
            Self::Refused(reason) => (
                format!("没有写入：{}", reason.message(Language::Zh)),
                format!("not written: {}", reason.message(Language::En)),
            ),
        };
        language.pick(zh, en)
    }
}

/// One place with all that came back for it.
struct Asking<'a> {
    first: &'a Answer,
    /// What it was answered with, each once.
    answers: Vec<&'a Answer>,
}

/// What `answers` mean for the document of `report`: where its bytes are those that the sheet was made from, places are known by
/// their ranges, else by the words round them. Rows for other documents are passed over.
pub fn fill(report: &FileReport, answers: &Answers, options: FillOptions) -> Plan {
    let document = &report.document;
    let digest = digest(report);
    let rows = answers.of_document(&report.name, digest.as_deref());
    let mut outcomes: Vec<(&Answer, Outcome)> = Vec::new();
    let mut found: BTreeMap<usize, Asking<'_>> = BTreeMap::new();
    for asking in of_exports(&rows) {
        let places: Vec<&Place> = asking.iter().map(|it| &it.first.place).collect();
        let of = places.first().and_then(|place| place.digest.as_ref());
        let is_same = digest.is_some() && digest.as_ref() == of;
        let located = locate(document, &report.findings, &places, is_same);
        for (asking, located) in asking.into_iter().zip(located) {
            let outcome = match (asking.conflict(), located) {
                (_, Located::Found(at)) => {
                    match found.get_mut(&at) {
                        Some(known) => known.join(asking),
                        None => drop(found.insert(at, asking)),
                    }
                    continue;
                }
                (_, _) if asking.answers.is_empty() => Outcome::Open,
                (Some(conflict), _) => conflict,
                (None, Located::Gone) => Outcome::NotFound,
                (None, Located::Doubtful) => Outcome::Ambiguous,
            };
            outcomes.push((asking.row(), outcome));
        }
    }
    let mut edits = Vec::new();
    for (at, asking) in found {
        let Some(finding) = report.findings.get(at) else {
            continue;
        };
        let row = asking.row();
        let outcome = match asking.conflict() {
            _ if asking.answers.is_empty() => Outcome::Open,
            Some(conflict) => conflict,
            None => {
                let sentence = Sentence::around(&document.text, finding.range);
                match fit(&sentence, row.place.asked, &row.text, options.force) {
                    Ok(words) => {
                        edits.push(Edit::new(finding.range, words));
                        Outcome::Filled {
                            edit: edits.len() - 1,
                        }
                    }
                    Err(wrong) => Outcome::WrongKind(wrong),
                }
            }
        };
        outcomes.push((row, outcome));
    }
    outcomes.sort_by_key(|(row, _)| row.place.number);
    let rows = outcomes.into_iter().map(|(answer, outcome)| RowOutcome {
        answer: answer.clone(),
        outcome,
    });
    Plan {
        edits,
        rows: rows.collect(),
    }
}

/// The places of `rows`, those of each state of the file together: sheets may have been made before and after an edit.
fn of_exports<'a>(rows: &[&'a Answer]) -> Vec<Vec<Asking<'a>>> {
    let mut exports: BTreeMap<Option<&str>, Vec<Asking<'a>>> = BTreeMap::new();
    for &row in rows {
        let asking = exports.entry(row.place.digest.as_deref()).or_default();
        let mut known = asking.iter_mut();
        match known.find(|it| it.first.place.is_same(&row.place)) {
            Some(known) => known.take(row),
            None => {
                let mut new = Asking {
                    first: row,
                    answers: Vec::new(),
                };
                new.take(row);
                asking.push(new);
            }
        }
    }
    exports.into_values().collect()
}

impl<'a> Asking<'a> {
    fn take(&mut self, row: &'a Answer) {
        let is_new = self.answers.iter().all(|known| known.text != row.text);
        if !row.text.is_empty() && is_new {
            self.answers.push(row);
        }
    }

    fn join(&mut self, other: Asking<'a>) {
        for row in other.answers {
            self.take(row);
        }
    }

    /// The row that speaks for the place.
    fn row(&self) -> &'a Answer {
        self.answers.first().copied().unwrap_or(self.first)
    }

    fn conflict(&self) -> Option<Outcome> {
        (self.answers.len() > 1).then(|| Outcome::Conflict {
            answers: self.answers.iter().map(|row| row.text.clone()).collect(),
        })
    }
}
