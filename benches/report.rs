//! Reporting: a thousand findings in one file, in each format. Bytes are those of the output.

use std::sync::Arc;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use unfilled::filter::Policy;
use unfilled::finding::{FileReport, Summary};
use unfilled::linter::Linter;
use unfilled::report::{REPORTERS, ReportOptions, ReporterEntry};
use unfilled::rule::{RuleSet, Severity};
use unfilled::text::{Language, Stop};

use crate::drafts;
use crate::reading::input;

const FINDINGS: usize = 1000;

/// All of the output about one file in the format of the given name.
pub(crate) fn output(format: &str, rules: &Arc<RuleSet>, report: &FileReport) -> String {
    let options = ReportOptions {
        language: Language::Zh,
        width: 100,
        color: false,
        statistics: false,
        fail_on: Severity::Warning,
        clock: || None,
    };
    let entry = ReporterEntry::find(format).expect("a format of the table");
    let reporter = (entry.make)(Arc::clone(rules), options);
    let mut summary = Summary::default();
    summary.add(report);
    let output = reporter.file(report);
    let end = reporter.end(&[output.later], &summary);
    reporter.begin() + &output.now + &end
}

#[divan::bench(args = REPORTERS.iter().map(|entry| entry.name))]
fn by_format(bencher: Bencher<'_, '_>, format: &str) {
    let rules = RuleSet::builtin().expect("embedded rules");
    let linter = Linter::new(rules.clone());
    let ruling = linter.ruling(Policy::default());
    let draft = input("a.txt", drafts::with_gaps(FINDINGS));
    let report = linter.check(draft, &ruling, &Stop::never());
    assert_eq!(report.open_findings().count(), FINDINGS);
    let rules = Arc::new(rules);
    let output = || output(format, &rules, black_box(&report));
    bencher
        .counter(BytesCount::of_str(&output()))
        .counter(ItemsCount::new(FINDINGS))
        .bench(output);
}
