//! The documents that a command goes through which writes: each is read, told of, and worked on, one after another.
//!
//! Owns how the run ends. What is written is the command's affair.

use crate::cli::Outcome;
use crate::cli::failure::Failure;
use crate::cli::inspector::Inspector;
use crate::cli::settings::Settings;
use crate::cli::walk::Found;
use crate::document::Status;
use crate::finding::FileReport;

/// A file with what was read of it.
pub(super) struct Source {
    pub(super) found: Found,
    pub(super) bytes: Vec<u8>,
    pub(super) report: FileReport,
}

/// All that the settings name. It is found before the first copy is written, which may lie in a folder that is walked.
pub(super) fn found(inspector: &Inspector<'_>) -> Vec<Found> {
    inspector.walk().collect()
}

/// Do `work` with each file of which anything was read. A file that was read in part is worked on, and the run does not end well.
pub(super) fn each(
    settings: &Settings,
    inspector: &Inspector<'_>,
    files: Vec<Found>,
    mut work: impl FnMut(Source) -> Result<Outcome, Failure>,
) -> Outcome {
    let console = &settings.console;
    let mut worst = Outcome::Clean;
    for found in files {
        let (report, bytes) = inspector.inspect_bytes(&found);
        if inspector.is_own_sheet(&found, &report) {
            console.tell(&inspector.passed_over(&report));
            continue;
        }
        console.tell(&console.problems_of(&report));
        if settings.demand.fails(&found, &report.document) {
            worst = Outcome::Failed;
        }
        if report.document.status() != Status::Ok && report.document.text.is_empty() {
            continue;
        }
        let source = Source {
            found,
            bytes,
            report,
        };
        let outcome = work(source).unwrap_or_else(|failure| {
            failure.tell(console);
            Outcome::Failed
        });
        if worst != Outcome::Failed && outcome != Outcome::Clean {
            worst = outcome;
        }
    }
    worst
}
