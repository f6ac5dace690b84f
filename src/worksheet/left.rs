//! What is still to be filled in once a document was filled in: the rows that nobody answered, and what a closing check finds
//! besides. A place that loses its neighbours looks less open to the scanner, and is no less open for that.

use crate::document::Edit;
use crate::finding::{FileReport, Finding, FindingStatus};
use crate::text::TextRange;
use crate::worksheet::fill::Plan;
use crate::worksheet::outcome::{Outcome, RowOutcome};

/// The places of a document after it was filled in, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Rows of the sheet whose places wait for an answer as before.
    pub rows: usize,
    /// Rows whose places the document does not have any more.
    pub not_found: usize,
    /// Rows that are not to be filled in.
    pub not_needed: usize,
    /// What the closing check found at no place of these rows, hints among it that were more before their neighbours were filled
    /// in.
    pub others: usize,
    /// Other hints that it found there and that are not shown.
    pub hints: usize,
}

impl Left {
    /// All places that are left.
    pub fn all(&self) -> usize {
        self.rows + self.others
    }
}

impl Plan {
    /// What is left in the file that the plan was written into: it was made for the report `before`, and `after` is the
    /// one on what the file is now.
    pub fn left(&self, before: &FileReport, after: &FileReport) -> Left {
        let mut places = Places {
            before,
            after,
            edits: self.made(),
            taken: vec![false; after.findings.len()],
        };
        let is_kept =
            |row: &&RowOutcome| row.outcome.is_left() || row.outcome == Outcome::NotNeeded;
        let kept: Vec<&RowOutcome> = self.rows.iter().filter(is_kept).collect();
        // Those that are where they should be first, so that the others have less to choose from.
        let astray: Vec<&RowOutcome> = kept.into_iter().filter(|row| !places.take(row)).collect();
        for row in astray {
            places.take_like(row);
        }
        let was_open = places.still_open();
        let (mut others, mut hints) = (0, 0);
        for finding in places.untaken() {
            let is_lowered = was_open.iter().any(|place| place.overlaps(finding.range));
            match finding.status {
                FindingStatus::Open => others += 1,
                FindingStatus::BelowSeverity if is_lowered => others += 1,
                FindingStatus::BelowSeverity => hints += 1,
                _ => {}
            }
        }
        let rows =
            |is: &dyn Fn(&Outcome) -> bool| self.rows.iter().filter(|row| is(&row.outcome)).count();
        Left {
            rows: rows(&Outcome::is_left),
            not_found: rows(&|it| *it == Outcome::NotFound),
            not_needed: rows(&|it| *it == Outcome::NotNeeded),
            others,
            hints,
        }
    }

    /// The edits that were made.
    fn made(&self) -> Vec<&Edit> {
        let edit = |row: &RowOutcome| match row.outcome {
            Outcome::Filled { edit } => self.edits.get(edit),
            _ => None,
        };
        self.rows.iter().filter_map(edit).collect()
    }
}

struct Places<'p> {
    before: &'p FileReport,
    after: &'p FileReport,
    edits: Vec<&'p Edit>,
    /// Which findings after stand at a row's place.
    taken: Vec<bool>,
}

impl Places<'_> {
    /// Take what was found at the place of `row`; false where it is not known.
    fn take(&mut self, row: &RowOutcome) -> bool {
        let Some(at) = row.at else { return false };
        let now = self.moved(at);
        let text = self.after.document.text.get(now.start()..now.end());
        if text != Some(at.slice(&self.before.document.text)) {
            return false;
        }
        for (finding, taken) in self.after.findings.iter().zip(&mut self.taken) {
            *taken |= finding.range.overlaps(now);
        }
        true
    }

    /// Take the finding that has the words of `row`, the nearest one where it is known about where.
    fn take_like(&mut self, row: &RowOutcome) {
        let near = row.at.map_or(0, |at| self.moved(at).start());
        let anchor = row.answer.place.anchor();
        let text = &self.after.document.text;
        let is_like = |finding: &Finding| anchor.is_of(finding.range.slice(text));
        let free = self.after.findings.iter().zip(&self.taken).enumerate();
        let like = free.filter(|(_, (finding, taken))| !**taken && is_like(finding));
        let nearest = like.min_by_key(|(_, (finding, _))| finding.range.start().abs_diff(near));
        if let Some((at, _)) = nearest
            && let Some(taken) = self.taken.get_mut(at)
        {
            *taken = true;
        }
    }

    /// Where the places are that counted before and that no edit touched: those of rows that somebody deleted, too.
    fn still_open(&self) -> Vec<TextRange> {
        let is_edited = |range: TextRange| self.edits.iter().any(|it| it.range.overlaps(range));
        let open = self.before.open_findings().map(|finding| finding.range);
        open.filter(|&range| !is_edited(range))
            .map(|range| self.moved(range))
            .collect()
    }

    /// What was found after at no row's place.
    fn untaken(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.after.findings.iter().zip(&self.taken);
        findings
            .filter(|(_, taken)| !**taken)
            .map(|(finding, _)| finding)
    }

    /// Where `range` is behind the edits that were made before it.
    fn moved(&self, range: TextRange) -> TextRange {
        let before = self
            .edits
            .iter()
            .filter(|edit| edit.range.end() <= range.start());
        let (gone, come) = before.fold((0, 0), |(gone, come), edit| {
            (gone + edit.range.len(), come + edit.replacement.len())
        });
        let start = (range.start() + come).saturating_sub(gone);
        TextRange::new(start, start + range.len())
    }
}
