//! Target `writers`: a document of any bytes, marked, filled in, mended, and read again.
//!
//! Holds to this: each note and edit is written or refused; what is written reads again, in no worse a state and, where it was only marked, with
//! the same words; marks go without a trace.

use unfilled::document::{Applicability, Document, Edit, Format};
use unfilled::finding::FileReport;
use unfilled::reader::{Input, read};
use unfilled::report::{Said, fixes, notes};
use unfilled::text::Language;
use unfilled::writer::{Manner, Note, NoteStyle, Revision, Written, annotate, apply_as, remove};

use crate::panics::watched;
use crate::{CHECKER, assert_sound, input, stop};

/// What is written where something is missing: signs of XML and of Markdown, a tab and another line.
const ANSWERS: [&str; 3] = ["12", " <&>\t\"'*_ ", "一\n二"];
/// More findings than that are nothing new.
const MOST: usize = 32;

/// A file and what was found in it.
struct Draft {
    bytes: Vec<u8>,
    format: Format,
    report: FileReport,
}

/// Run the target.
pub fn run(data: &[u8]) {
    watched(|| check(data));
}

fn check(data: &[u8]) {
    let Some(input) = input(data) else { return };
    let bytes = input.bytes.to_vec();
    let report = CHECKER.check(input);
    let format = report.document.format;
    if !format.is_text() && format != Format::Docx {
        return;
    }
    let draft = Draft {
        bytes,
        format,
        report,
    };
    for highlights in [false, true] {
        draft.mark(highlights);
    }
    for tracked in [false, true] {
        draft.fill(tracked);
        draft.mend(tracked);
    }
}

impl Draft {
    fn mark(&self, highlights: bool) {
        let document = &self.report.document;
        let said = notes(&self.report, CHECKER.linter.rules(), Language::Zh);
        let said = said.into_iter().take(MOST);
        let notes: Vec<Note> = said
            .map(|Said { range, text, place }| Note { range, text, place })
            .collect();
        let style = NoteStyle {
            comments: !highlights,
            highlights,
            despite_protection: true,
        };
        let Ok(annotated) = annotate(&self.bytes, document, &notes, style) else {
            return;
        };
        let marked = self.read_again(&annotated.bytes);
        if marked.encoding != document.encoding {
            // Of bytes that no program wrote the encoding is a guess, and another one with words of ours among them.
            return;
        }
        assert_eq!(marked.text, document.text, "marks are no words");
        let removed = remove(&annotated.bytes, &marked).expect("what we wrote we take out");
        assert!(removed.exact, "nobody has saved the file since");
        let text = self.read_again(&removed.bytes).text;
        assert_eq!(text, document.text, "marks go without a trace");
    }

    fn fill(&self, tracked: bool) {
        let mut free = 0;
        let mut edits = Vec::new();
        for (number, finding) in self.report.open_findings().take(MOST).enumerate() {
            let range = finding.range;
            if range.start() >= free && !range.is_empty() {
                edits.push(Edit::new(range, ANSWERS[number % ANSWERS.len()]));
                free = range.end();
            }
        }
        self.apply(&edits, tracked);
    }

    fn mend(&self, tracked: bool) {
        let rules = CHECKER.linter.rules();
        self.apply(
            &fixes(&self.report, rules, Applicability::Suggested),
            tracked,
        );
    }

    fn apply(&self, edits: &[Edit], tracked: bool) {
        let revision = || Revision {
            author: "<校对>".to_owned(),
            seconds: 0,
        };
        let manner = Manner {
            tracked: tracked.then(revision),
            despite_protection: true,
        };
        let document = &self.report.document;
        let written = apply_as(&self.bytes, document, edits, &manner);
        let Ok(Written { bytes, refused }) = written else {
            return;
        };
        assert!(refused.iter().all(|it| it.index < edits.len()));
        let again = self.read_again(&bytes);
        if refused.len() == edits.len() {
            assert_eq!(again.text, document.text, "what is refused changes nothing");
        }
    }

    /// What was written, which must be read as what it was read from.
    fn read_again(&self, bytes: &[u8]) -> Document {
        let input = Input {
            name: self.report.name.clone(),
            bytes: bytes.into(),
            format: Some(self.format),
        };
        let document = read(input, &stop());
        assert_sound(&document);
        let before = self.report.document.status();
        assert!(
            document.status() <= before,
            "{:?} after {before:?}: {:?}",
            document.status(),
            document.problems
        );
        document
    }
}
