//! JUnit's XML as Jenkins, GitLab and Azure read it: a test suite a file, a test case a finding.
//! <https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd>
//!
//! A finding that does not fail the run does not fail its test. Names hold no line, so that servers know a failure again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::{FileReport, Finding, Summary};
use crate::report::notice::{Notice, Spot, notices, problem_notices};
use crate::report::sanitize::visible_path;
use crate::report::wording::Wording;
use crate::report::xml::{DECLARATION, escape, open};
use crate::report::{FileOutput, ReportOptions, Reporter};
use crate::rule::{RuleSet, Severity};

pub(super) struct Junit {
    wording: Wording,
}

/// The test cases of one file.
#[derive(Default)]
struct Suite {
    cases: Vec<String>,
    failures: usize,
    errors: usize,
}

impl Junit {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            wording: Wording::new(rules, options),
        }
    }

    fn suite(&self, report: &FileReport) -> Suite {
        let language = self.wording.options.language;
        let mut suite = Suite::default();
        for problem in problem_notices(report, language) {
            let help = escape(&problem.help);
            let told = match problem.severity {
                Severity::Info => format!("<system-out>{help}</system-out>"),
                _ => {
                    suite.errors += 1;
                    let attributes = [
                        ("message", problem.message.as_str()),
                        ("type", problem.kind),
                    ];
                    format!("{}>{help}</error>", open("error", &attributes))
                }
            };
            suite
                .cases
                .push(case(&report.name, &problem.message, &told));
        }
        let mut seen: HashMap<String, usize> = HashMap::new();
        for notice in notices(report, &self.wording, Finding::is_open) {
            let mut name = format!("{}: {}", notice.finding.rule, notice.message);
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                name.push_str(&format!(" ({count})"));
            }
            let fails = notice.finding.severity >= self.wording.options.fail_on;
            suite.failures += usize::from(fails);
            let told = self.told(&notice, &report.name, fails);
            suite.cases.push(case(&report.name, &name, &told));
        }
        if suite.cases.is_empty() {
            // Hints may have been found that are not shown.
            let name = language.pick("没有必须改的地方", "nothing that must be mended");
            suite.cases.push(case(&report.name, name, ""));
        }
        suite
    }

    /// What a test case says: as its failure, or beside it where it passes.
    fn told(&self, notice: &Notice<'_>, name: &str, fails: bool) -> String {
        let language = self.wording.options.language;
        let place = match &notice.spot {
            Spot::Lines { start, .. } => format!(":{}:{}", start.at.line, start.at.column),
            Spot::Words { .. } => String::new(),
        };
        let body = format!(
            "{}{place}: {}",
            visible_path(name),
            notice.sentence(language)
        );
        if !fails {
            return format!("<system-out>{}</system-out>", escape(&body));
        }
        let attributes = [
            ("message", notice.message.as_str()),
            ("type", notice.finding.severity.name()),
        ];
        format!(
            "{}>{}</failure>",
            open("failure", &attributes),
            escape(&body)
        )
    }
}

impl Reporter for Junit {
    fn begin(&self) -> String {
        format!(
            "{DECLARATION}{}>\n",
            open("testsuites", &[("name", "unfilled")])
        )
    }

    fn file(&self, report: &FileReport) -> FileOutput {
        let suite = self.suite(report);
        let tag = open(
            "testsuite",
            &[
                ("name", &report.name),
                ("tests", &suite.cases.len().to_string()),
                ("failures", &suite.failures.to_string()),
                ("errors", &suite.errors.to_string()),
                ("skipped", "0"),
                ("file", &report.name),
            ],
        );
        FileOutput {
            now: format!("{tag}>\n{}</testsuite>\n", suite.cases.concat()),
            later: String::new(),
        }
    }

    fn end(&self, _later: &[String], _summary: &Summary) -> String {
        "</testsuites>\n".to_owned()
    }
}

/// A test case of the file with what it says, which is XML already.
fn case(file: &str, name: &str, told: &str) -> String {
    let tag = open("testcase", &[("classname", file), ("name", name)]);
    match told {
        "" => format!("{tag}/>\n"),
        _ => format!("{tag}>{told}</testcase>\n"),
    }
}
