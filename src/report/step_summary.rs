//! The page beside the annotations of a GitHub Actions step: the most certain findings of all files as a Markdown table, and
//! the files that were not read.
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions#adding-a-job-summary>
//!
//! GitHub shows ten annotations of a kind for a step; the page shows more, and says how many are left out. It writes no file.

use crate::finding::{FileReport, Finding, Summary};
use crate::report::ReportOptions;
use crate::report::notice::{Notice, ProblemNotice, Spot, notices};
use crate::report::sanitize::visible;
use crate::report::verdict::Verdict;
use crate::report::wording::{self, Wording};
use crate::rule::Severity;
use crate::text::Language;

/// How many rows are shown: what a person can still look through.
const SHOWN: usize = 200;

/// How long the table may grow, in bytes. GitHub drops a page of more than 1 MiB.
const BYTES: usize = 900 << 10;

/// What stands before the row of a problem, where that of a finding has its severity.
const PROBLEM: &str = "file";

/// The rows of one file: those of its `problems` behind a word for them, those of its findings, most certain first, each
/// behind its severity.
pub(super) fn rows(report: &FileReport, problems: &[ProblemNotice], wording: &Wording) -> String {
    let language = wording.options.language;
    let problems = problems.iter().map(|problem| {
        let file = language.pick("文件", "file");
        let cells = [&report.name, &problem.message, &problem.help].map(|cell| escape(cell));
        format!("{PROBLEM} | {file} | {} |", cells.join(" | "))
    });
    let mut notices = notices(report, wording, Finding::is_open);
    notices.sort_by_key(|notice| std::cmp::Reverse(notice.finding.severity));
    let findings = notices.iter().take(SHOWN);
    let findings = findings.map(|notice| row(notice, &report.name, language));
    problems.chain(findings).collect::<Vec<_>>().join("\n")
}

fn row(notice: &Notice<'_>, name: &str, language: Language) -> String {
    let severity = notice.finding.severity;
    let place = match &notice.spot {
        Spot::Lines { start, .. } => format!("{name}:{}:{}", start.at.line, start.at.column),
        Spot::Words { full, .. } => format!("{name} › {full}"),
    };
    format!(
        "{} | {} | {} | {} | {} |",
        severity.name(),
        severity.label(language),
        escape(&place),
        escape(&notice.message),
        escape(&notice.help),
    )
}

/// The page, of the rows of each file; none where no file was checked.
pub(super) fn page(files: &[String], summary: &Summary, options: &ReportOptions) -> Option<String> {
    if summary.files == 0 {
        return None;
    }
    let language = options.language;
    let verdict = Verdict::on(summary, options).sentence();
    let mut page = format!(
        "### unfilled{}{}\n",
        language.pick("：", ": "),
        escape(&verdict)
    );
    let of = |kind: &'static str| {
        let lines = files.iter().flat_map(|file| file.lines());
        lines.filter_map(move |line| line.strip_prefix(kind))
    };
    let all = summary.open() + of(PROBLEM).count();
    if all == 0 {
        return Some(page);
    }
    page.push_str(language.pick(
        "\n| 程度 | 位置 | 问题 | 怎么改 |\n",
        "\n| Severity | Place | What is wrong | How to fix it |\n",
    ));
    page.push_str("| --- | --- | --- | --- |\n");
    let kinds = [
        Severity::Error.name(),
        PROBLEM,
        Severity::Warning.name(),
        Severity::Info.name(),
    ];
    let mut shown = 0;
    for row in kinds.into_iter().flat_map(of).take(SHOWN) {
        if page.len() + row.len() > BYTES {
            break;
        }
        page.push_str(row.trim_start());
        page.push('\n');
        shown += 1;
    }
    let left_out = all.saturating_sub(shown);
    if left_out > 0 {
        let places = wording::places(left_out, language);
        page.push_str(&match language {
            Language::Zh => format!("\n另有 {places}没有列在这里，全部见这一步的日志。\n"),
            Language::En => {
                format!("\n{places} more not listed here; the log of the step has all of them.\n")
            }
        });
    }
    Some(page)
}

/// `text` as itself in a cell of a Markdown table: every ASCII punctuation mark that could mean something is escaped
/// (CommonMark §2.4).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in visible(text).chars() {
        if c.is_ascii_punctuation() && !matches!(c, ',' | ';' | '\'' | '"' | '/' | '%') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_cell() {
        assert_eq!(
            escape("a|b\n<i> [x](y) `c` https://z"),
            "a\\|b⏎\\<i\\> \\[x\\]\\(y\\) \\`c\\` https\\://z"
        );
    }
}
