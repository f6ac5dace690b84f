//! From reports on files to bytes for people and machines. One file a format; the table [`REPORTERS`] lists them.
//!
//! Owns every word and number that leaves the program about a document: layout, places, sums, verdict, escapes.
//! Opens nothing and prints nothing; knows neither readers nor settings.

mod by_settings;
mod checkstyle;
mod closing;
mod concise;
mod file_uri;
mod fixes;
mod github;
mod gitlab;
mod gutter;
mod html;
mod human;
mod json;
mod json_escape;
mod jsonl;
mod junit;
mod notes;
mod notice;
mod place;
mod problems;
mod rdjson;
mod recognition;
mod run_time;
mod sanitize;
mod sarif;
mod sarif_fixes;
mod sarif_rules;
mod sight;
mod snippet;
mod statistics;
mod step_summary;
mod trial;
mod verdict;
mod window;
mod wording;
mod wrap;
mod xml;

pub use fixes::{changes, fixes};
pub use notes::{Said, notes};
pub use place::full as place_words;
pub use problems::{ProblemWords, problem_words, problems, source_error};
pub use recognition::{is_report, title};
pub use run_time::RunTime;
pub use sanitize::{visible, visible_path};
pub use trial::{Trial, Tried};
pub use verdict::left_out;
pub use wording::{files, hints, places, plural};

use std::sync::Arc;

use crate::finding::{FileReport, Summary};
use crate::rule::{RuleSet, Severity};
use crate::text::Language;

/// How to report.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions {
    /// The language of all words.
    pub language: Language,
    /// The width of the terminal in columns.
    pub width: usize,
    /// Whether to colour what people read.
    pub color: bool,
    /// Whether to count findings by rule: for people instead of showing each, in JSON besides.
    pub statistics: bool,
    /// Findings at least this certain speak against submitting a document.
    pub fail_on: Severity,
    /// The shell's clock, asked only by formats that say when they were made; nothing where the shell has none.
    pub clock: fn() -> Option<RunTime>,
}

/// What there is to say about one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileOutput {
    /// Printed at once; files come in the order of the walk.
    pub now: String,
    /// Kept and handed to [`Reporter::end`].
    pub later: String,
}

/// An output format. Files may be rendered on any thread.
pub trait Reporter: Send + Sync {
    /// What comes before the first file; nothing for most formats.
    fn begin(&self) -> String {
        String::new()
    }

    /// Whether the shell is to give the [digest](crate::document::Document::digest) of each file.
    fn wants_digests(&self) -> bool {
        false
    }

    /// Whether it says of each file how many findings are not shown. Others say it of all files together, and very many is
    /// enough for them.
    fn tells_hidden_by_file(&self) -> bool {
        false
    }

    /// One file.
    fn file(&self, report: &FileReport) -> FileOutput;

    /// What comes after the last file, given what each file left for [`later`](FileOutput::later), in order.
    fn end(&self, later: &[String], summary: &Summary) -> String;

    /// A page in Markdown for build servers that show one beside a step, from the same as [`end`](Self::end).
    fn page(&self, _later: &[String], _summary: &Summary) -> Option<String> {
        None
    }

    /// Whether people read the output and it has no room for the verdict, so that the shell is to say it beside it.
    fn leaves_out_verdict(&self) -> bool {
        false
    }

    /// A line for the error stream: what the format had no room for.
    fn remark(&self, _summary: &Summary) -> Option<String> {
        None
    }
}

/// A format that `--format` can name.
#[derive(Clone, Copy, Debug)]
pub struct ReporterEntry {
    /// Its name.
    pub name: &'static str,
    /// What it is for, in one line of Chinese.
    pub about_zh: &'static str,
    /// What it is for, in one line of English.
    pub about_en: &'static str,
    /// Whether a build server reads it. Those know files by their places in the repository, wherever on the machine that
    /// lies and the run starts.
    pub for_servers: bool,
    /// Whether it can count findings by rule.
    pub has_statistics: bool,
    /// Makes the reporter.
    pub make: fn(Arc<RuleSet>, ReportOptions) -> Box<dyn Reporter>,
}

/// Every output format; the first is the default. To add one: a file and a line here.
pub const REPORTERS: &[ReporterEntry] = &[
    ReporterEntry {
        name: "human",
        about_zh: "给人看：每处都标出原句和改法",
        about_en: "for people: each place with its sentence and how to fix it",
        for_servers: false,
        has_statistics: true,
        make: |rules, options| Box::new(human::Human::new(rules, options)),
    },
    ReporterEntry {
        name: "concise",
        about_zh: "一处一行，方便查找和在编辑器里跳转",
        about_en: "a line for each place, for grep and editors",
        for_servers: false,
        has_statistics: false,
        make: |rules, options| Box::new(concise::Concise::new(rules, options)),
    },
    ReporterEntry {
        name: "html",
        about_zh: "一页网页，用来转发、打印和存档",
        about_en: "a page to send round, print and file",
        for_servers: false,
        has_statistics: false,
        make: |rules, options| Box::new(html::Html::new(rules, options)),
    },
    ReporterEntry {
        name: "json",
        about_zh: "给程序用：一个 JSON 对象",
        about_en: "for programs: one JSON object",
        for_servers: false,
        has_statistics: true,
        make: |rules, options| Box::new(json::Json::new(rules, options)),
    },
    ReporterEntry {
        name: "jsonl",
        about_zh: "给程序用：一行一个 JSON 对象，边查边出",
        about_en: "for programs: a JSON object a line, as files are checked",
        for_servers: false,
        has_statistics: true,
        make: |rules, options| Box::new(jsonl::JsonLines::new(rules, options)),
    },
    ReporterEntry {
        name: "github",
        about_zh: "在 GitHub Actions 里标注到文件的行",
        about_en: "annotations on lines in GitHub Actions",
        for_servers: true,
        has_statistics: false,
        make: |rules, options| Box::new(github::Github::new(rules, options)),
    },
    ReporterEntry {
        name: "sarif",
        about_zh: "SARIF 2.1.0：交给 GitHub 代码扫描等平台",
        about_en: "SARIF 2.1.0, for code scanning on GitHub and elsewhere",
        for_servers: true,
        has_statistics: false,
        make: |rules, options| Box::new(sarif::Sarif::new(rules, options)),
    },
    ReporterEntry {
        name: "gitlab",
        about_zh: "GitLab 代码质量报告",
        about_en: "GitLab Code Quality",
        for_servers: true,
        has_statistics: false,
        make: |rules, options| Box::new(gitlab::Gitlab::new(rules, options)),
    },
    ReporterEntry {
        name: "rdjson",
        about_zh: "给 reviewdog 用：一个 JSON 对象",
        about_en: "for reviewdog: one JSON object",
        for_servers: true,
        has_statistics: false,
        make: |rules, options| Box::new(rdjson::RdJson::new(rules, options)),
    },
    ReporterEntry {
        name: "rdjsonl",
        about_zh: "给 reviewdog 用：一行一个 JSON 对象，边查边出",
        about_en: "for reviewdog: a JSON object a line, as files are checked",
        for_servers: true,
        has_statistics: false,
        make: |rules, options| Box::new(rdjson::RdJsonLines::new(rules, options)),
    },
    ReporterEntry {
        name: "junit",
        about_zh: "JUnit XML：Jenkins、GitLab、Azure 等当作测试结果读",
        about_en: "JUnit XML, read as test results by Jenkins, GitLab, Azure",
        for_servers: true,
        has_statistics: false,
        make: |rules, options| Box::new(junit::Junit::new(rules, options)),
    },
    ReporterEntry {
        name: "checkstyle",
        about_zh: "Checkstyle XML：多数构建平台都能读",
        about_en: "Checkstyle XML, which most build servers read",
        for_servers: true,
        has_statistics: false,
        make: |rules, options| Box::new(checkstyle::Checkstyle::new(rules, options)),
    },
];

/// The verdict on all files in one line: whether they may be submitted, what was found, shown or not, what was not read.
pub fn verdict(summary: &Summary, options: &ReportOptions) -> String {
    verdict::Verdict::on(summary, options).sentence()
}

impl ReporterEntry {
    /// The entry of the given name.
    pub fn find(name: &str) -> Option<&'static ReporterEntry> {
        REPORTERS.iter().find(|entry| entry.name == name)
    }

    /// What it is for.
    pub fn about(&self, language: Language) -> &'static str {
        language.pick(self.about_zh, self.about_en)
    }
}
