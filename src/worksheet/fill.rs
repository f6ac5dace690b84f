//! From answers to edits in one document, and what becomes of each row. Nothing is written here, and what is left then is
//! `left`'s affair.

use std::collections::BTreeMap;

use crate::document::{Edit, Locator, NotWritable};
use crate::finding::FileReport;
use crate::text::TextRange;
use crate::worksheet::answers::{Answer, Answers};
use crate::worksheet::fit::{WrongKind, fit};
use crate::worksheet::head;
use crate::worksheet::locate::{Located, locate};
use crate::worksheet::outcome::{Outcome, RowOutcome};
use crate::worksheet::place::{Place, digest};
use crate::worksheet::sentence::Sentence;
use crate::worksheet::table::is_not_needed;

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

impl Plan {
    /// Note that the edit of this number was not made: what [`writer::apply`](crate::writer::apply) says.
    pub fn refuse(&mut self, edit: usize, reason: NotWritable) {
        let filled = Outcome::Filled { edit };
        if let Some(row) = self.rows.iter_mut().find(|row| row.outcome == filled) {
            row.outcome = Outcome::Refused(reason);
        }
    }

    /// Take back the edits of which the words `are_open` themselves, as the scanner sees them in their sentence: those answers
    /// are none.
    pub fn hold_back(&mut self, mut are_open: impl FnMut(&Edit) -> bool) {
        for edit in (0..self.edits.len()).rev() {
            if !self.edits.get(edit).is_some_and(&mut are_open) {
                continue;
            }
            self.edits.remove(edit);
            for row in &mut self.rows {
                match row.outcome {
                    Outcome::Filled { edit: of } if of == edit => {
                        row.outcome = Outcome::WrongKind(WrongKind::Unfilled);
                    }
                    Outcome::Filled { edit: of } if of > edit => {
                        row.outcome = Outcome::Filled { edit: of - 1 };
                    }
                    _ => {}
                }
            }
        }
    }

    /// How many rows are filled in.
    pub fn filled(&self) -> usize {
        let is_filled = |row: &&RowOutcome| matches!(row.outcome, Outcome::Filled { .. });
        self.rows.iter().filter(is_filled).count()
    }
}

/// One place with all that came back for it.
struct Asking<'a> {
    first: &'a Answer,
    /// What it was answered with, each once.
    answers: Vec<&'a Answer>,
    /// Whether somebody says that it is not to be filled in.
    is_spared: bool,
}

/// What `answers` mean for the document of `report`: where its bytes are those that the sheet was made from, places are known by
/// their ranges, else by the words round them. Rows for other documents are passed over.
pub fn fill(report: &FileReport, answers: &Answers, options: FillOptions) -> Plan {
    let document = &report.document;
    let digest = digest(report);
    let rows = answers.of_document(&report.name, digest.as_deref());
    let mut outcomes: Vec<RowOutcome> = Vec::new();
    let mut found: BTreeMap<(usize, usize), Asking<'_>> = BTreeMap::new();
    for asking in of_exports(&rows) {
        let places: Vec<&Place> = asking.iter().map(|it| &it.first.place).collect();
        let of = places.first().and_then(|place| place.digest.as_ref());
        let is_same = digest.is_some() && digest.as_ref() == of;
        let located = locate(document, &report.findings, &places, is_same);
        for (asking, located) in asking.into_iter().zip(located) {
            let outcome = match located {
                Located::At(range) => {
                    match found.get_mut(&(range.start(), range.end())) {
                        Some(known) => known.join(asking),
                        None => drop(found.insert((range.start(), range.end()), asking)),
                    }
                    continue;
                }
                Located::Gone if asking.answers.is_empty() && asking.is_spared => {
                    Outcome::NotNeeded
                }
                Located::Gone => Outcome::NotFound,
                Located::Doubtful => asking.without_place().unwrap_or(Outcome::Ambiguous),
            };
            outcomes.push(asking.outcome(None, outcome));
        }
    }
    let locator = Locator::new(document);
    let mut edits: Vec<Edit> = Vec::new();
    let mut end = 0;
    for ((from, to), asking) in found {
        let range = TextRange::new(from, to);
        let outcome = match asking.without_place() {
            Some(outcome) => outcome,
            // Sheets of two states of the file may not agree on where a place ends.
            None if from < end => Outcome::Ambiguous,
            None => {
                let row = asking.row();
                let sentence = Sentence::around(&document.text, range);
                let head = head::of(&locator, range);
                let place = (&sentence, head.as_deref());
                match fit(place, row.place.asked, &row.text, options.force) {
                    Ok(words) => {
                        edits.push(Edit::new(range, words));
                        Outcome::Filled {
                            edit: edits.len() - 1,
                        }
                    }
                    Err(wrong) => Outcome::WrongKind(wrong),
                }
            }
        };
        end = end.max(to);
        outcomes.push(asking.outcome(Some(range), outcome));
    }
    outcomes.sort_by_key(|row| row.answer.place.number);
    Plan {
        edits,
        rows: outcomes,
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
                    is_spared: false,
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
        self.is_spared |= is_not_needed(&row.status);
        let is_new = self.answers.iter().all(|known| known.text != row.text);
        if !row.text.is_empty() && is_new {
            self.answers.push(row);
        }
    }

    fn join(&mut self, other: Asking<'a>) {
        self.is_spared |= other.is_spared;
        for row in other.answers {
            self.take(row);
        }
    }

    /// The row that speaks for the place.
    fn row(&self) -> &'a Answer {
        self.answers.first().copied().unwrap_or(self.first)
    }

    /// What becomes of it wherever it is; nothing where there is one answer to be written.
    fn without_place(&self) -> Option<Outcome> {
        let answers = || self.answers.iter().map(|row| row.text.clone());
        match (self.answers.as_slice(), self.is_spared) {
            ([], true) => Some(Outcome::NotNeeded),
            ([], false) => Some(Outcome::Open),
            ([first, ..], true) => Some(Outcome::Contradicted {
                answer: first.text.clone(),
            }),
            ([_], false) => None,
            (_, false) => Some(Outcome::Conflict {
                answers: answers().collect(),
            }),
        }
    }

    fn outcome(&self, at: Option<TextRange>, outcome: Outcome) -> RowOutcome {
        RowOutcome {
            answer: self.row().clone(),
            at,
            outcome,
        }
    }
}
