//! SARIF 2.1.0, for code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.
//!
//! Owns the results and the notifications; the rules are `sarif_rules`' affair. A Word document has no lines, so its
//! results name the whole file and a logical location in it. Neither a time nor a folder of the machine is written.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::document::{Location, NodeKind};
use crate::finding::{FileReport, Finding, FindingStatus, Summary};
use crate::report::file_uri::file_uri;
use crate::report::json_escape::to_line;
use crate::report::notice::{Notice, Point, ProblemNotice, Spot, notices, problem_notices};
use crate::report::sanitize::visible;
use crate::report::sarif_fixes::{SarifFix, fixes};
use crate::report::sarif_rules::{Text, level, tool};
use crate::report::wording::Wording;
use crate::report::{FileOutput, ReportOptions, Reporter, place};
use crate::rule::{RuleId, RuleSet, Severity};
use crate::text::{Language, TextRange};

/// GitHub refuses a run with more results.
/// <https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit>
const RESULTS: usize = 25_000;

/// A found text longer than this many bytes is not repeated.
const SNIPPET: usize = 400;

/// What the relative names are relative to; whoever reads the file knows where that is.
const ROOT: &str = "%SRCROOT%";

pub(super) struct Sarif {
    wording: Wording,
    rules: Arc<RuleSet>,
    rule_indices: HashMap<RuleId, usize>,
}

impl Sarif {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        let ids = rules.iter().map(|rule| rule.id.clone());
        Self {
            rule_indices: ids.enumerate().map(|(index, id)| (id, index)).collect(),
            wording: Wording::new(rules.clone(), options),
            rules,
        }
    }
}

impl Reporter for Sarif {
    fn begin(&self) -> String {
        let language = self.wording.options.language;
        let root = language.pick(
            "文件名都从这个文件夹写起：仓库的根，没有仓库就是检查所在的文件夹",
            "the folder that all file names start from: the root of the repository, or the folder of the check where there is none",
        );
        format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\n\
             \"tool\":{},\n\"language\":\"{}\",\"columnKind\":\"utf16CodeUnits\",\n\
             \"originalUriBaseIds\":{{\"{ROOT}\":{{\"description\":{}}}}},\n",
            tool(&self.rules, language),
            language.pick("zh-CN", "en-US"),
            to_line(&Text::of(root)),
        )
    }

    fn file(&self, report: &FileReport) -> FileOutput {
        let language = self.wording.options.language;
        let mut kept = Vec::new();
        for problem in problem_notices(report, language) {
            let kind = match problem.severity {
                Severity::Error => Kept::Failure,
                _ => Kept::Remark,
            };
            kept.push(kind.line(&Notification::of_problem(&problem, &report.name, language)));
        }
        let is_told = |finding: &Finding| finding.is_open() || note(finding).is_some();
        for notice in notices(report, &self.wording, is_told) {
            let kind = match notice.finding.severity {
                _ if !notice.finding.is_open() => Kept::Silenced,
                Severity::Error => Kept::Error,
                Severity::Warning => Kept::Warning,
                Severity::Info => Kept::Info,
            };
            kept.push(kind.line(&self.result(&notice, report)));
        }
        FileOutput {
            now: String::new(),
            later: kept.join("\n"),
        }
    }

    fn end(&self, later: &[String], summary: &Summary) -> String {
        let lines = || later.iter().flat_map(|file| file.lines());
        let of = |kind: Kept| lines().filter_map(move |line| line.strip_prefix(kind.mark()));
        let failed = of(Kept::Failure).next().is_some();
        let mut notifications: Vec<String> = of(Kept::Failure)
            .chain(of(Kept::Remark))
            .map(str::to_owned)
            .collect();
        notifications.extend(self.remark(summary).map(|words| {
            to_line(&Notification {
                descriptor: Descriptor {
                    id: "results-left-out",
                },
                level: "warning",
                message: Text::of(words.trim_end()),
                locations: Vec::new(),
            })
        }));
        // The most certain ones first, each kind in the order of the files.
        let results = [Kept::Error, Kept::Warning, Kept::Info, Kept::Silenced];
        let results: Vec<&str> = results.into_iter().flat_map(of).take(RESULTS).collect();
        format!(
            "\"invocations\":[{{\"executionSuccessful\":{},\"toolExecutionNotifications\":[{}]}}],\n\"results\":[\n{}\n]}}]}}\n",
            !failed,
            notifications.join(",\n"),
            results.join(",\n"),
        )
    }

    fn remark(&self, summary: &Summary) -> Option<String> {
        let all = summary.open() + summary.suppressed;
        let left_out = all.checked_sub(RESULTS).filter(|&count| count > 0)?;
        Some(match self.wording.options.language {
            Language::Zh => format!(
                "SARIF 里只写了最要紧的 {RESULTS} 处，另有 {left_out} 处没有写入；改好一些再查，或者用 --format jsonl 看全部\n"
            ),
            Language::En => format!(
                "SARIF holds the {RESULTS} most certain findings; {left_out} more are left out. Mend some and check again, \
                 or see all with --format jsonl\n"
            ),
        })
    }
}

impl Sarif {
    fn result<'r>(&self, notice: &Notice<'r>, report: &'r FileReport) -> SarifResult<'r> {
        let finding = notice.finding;
        let text = &report.document.text;
        let language = self.wording.options.language;
        let (region, logical) = match &notice.spot {
            Spot::Lines { start, end } => {
                let found = finding.range.slice(text);
                (Some(Region::of_lines(start, end, Some(found))), None)
            }
            Spot::Words { location, full } => {
                let logical = LogicalLocation::new(location, full, language);
                let size = report.document.size;
                let whole = Region::Bytes {
                    byte_offset: 0,
                    byte_length: size,
                };
                ((size > 0).then_some(whole), Some([logical]))
            }
        };
        SarifResult {
            rule_id: finding.rule.as_str(),
            rule_index: self.rule_indices.get(&finding.rule).copied(),
            level: level(finding.severity),
            message: Text::of(&notice.sentence(language)),
            partial_fingerprints: Fingerprints {
                own: notice.fingerprint.clone(),
                // GitHub makes this one of the line; where there is no line it needs ours to know a finding again.
                line: logical.is_some().then(|| notice.fingerprint.clone()),
            },
            locations: [SarifLocation {
                physical_location: PhysicalLocation::new(&report.name, region),
                logical_locations: logical,
            }],
            suppressions: note(finding).map(|range| {
                [Suppression {
                    kind: "inSource",
                    justification: visible(range.slice(text)).into_owned(),
                }]
            }),
            fixes: fixes(notice, &report.name),
        }
    }
}

/// The note that silences the finding.
fn note(finding: &Finding) -> Option<TextRange> {
    match finding.status {
        FindingStatus::Suppressed(range) => Some(range),
        _ => None,
    }
}

/// What is kept of a file until the end: lines of JSON, each behind the mark of its kind.
#[derive(Clone, Copy)]
enum Kept {
    Failure,
    Remark,
    Error,
    Warning,
    Info,
    Silenced,
}

impl Kept {
    fn mark(self) -> &'static str {
        match self {
            Kept::Failure => "failure ",
            Kept::Remark => "remark ",
            Kept::Error => "error ",
            Kept::Warning => "warning ",
            Kept::Info => "info ",
            Kept::Silenced => "silenced ",
        }
    }

    fn line<T: Serialize>(self, value: &T) -> String {
        self.mark().to_owned() + &to_line(value)
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'r> {
    rule_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [SarifLocation; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[SarifFix; 1]>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "unfilled/v1")]
    own: String,
    #[serde(
        rename = "primaryLocationLineHash",
        skip_serializing_if = "Option::is_none"
    )]
    line: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[LogicalLocation; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

/// Places in text (§3.30.4) and in what is no text (§3.30.5).
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub(super) enum Region {
    Lines {
        start_line: usize,
        start_column: usize,
        end_line: usize,
        end_column: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        snippet: Option<Text>,
    },
    Bytes {
        byte_offset: usize,
        byte_length: usize,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    justification: String,
}

#[derive(Serialize)]
struct Notification {
    descriptor: Descriptor,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<SarifLocation>,
}

#[derive(Serialize)]
struct Descriptor {
    id: &'static str,
}

impl ArtifactLocation {
    pub(super) fn new(name: &str) -> Self {
        let uri = file_uri(name);
        let is_relative = !uri.starts_with("file:");
        Self {
            uri,
            uri_base_id: is_relative.then_some(ROOT),
        }
    }
}

impl PhysicalLocation {
    fn new(name: &str, region: Option<Region>) -> Self {
        Self {
            artifact_location: ArtifactLocation::new(name),
            region,
        }
    }
}

impl Region {
    pub(super) fn of_lines(start: &Point, end: &Point, found: Option<&str>) -> Self {
        Self::Lines {
            start_line: start.at.line,
            start_column: start.at.utf16 + 1,
            end_line: end.at.line,
            end_column: end.at.utf16 + 1,
            snippet: found.filter(|found| found.len() <= SNIPPET).map(Text::of),
        }
    }
}

impl LogicalLocation {
    fn new(location: &Location, full: &str, language: Language) -> Self {
        let kind = match (&location.table, location.part) {
            (Some(_), _) => NodeKind::TableCell.name(),
            (None, Some(part)) => part.name(),
            (None, None) => "paragraph",
        };
        Self {
            name: place::spot(location, language),
            fully_qualified_name: full.to_owned(),
            kind,
        }
    }
}

impl Notification {
    fn of_problem(problem: &ProblemNotice, name: &str, language: Language) -> Self {
        Self {
            descriptor: Descriptor { id: problem.kind },
            level: level(problem.severity),
            message: Text::of(&problem.sentence(language)),
            locations: vec![SarifLocation {
                physical_location: PhysicalLocation::new(name, None),
                logical_locations: None,
            }],
        }
    }
}
