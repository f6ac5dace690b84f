//! Reports made by hand for the tests: documents whose findings are marked `⟦rule|words⟧` in the text.

use std::sync::Arc;

use unfilled::document::{Document, Format, Lines, Node, NodeKind};
use unfilled::finding::{FileReport, Finding, Summary};
use unfilled::report::{FileOutput, REPORTERS, ReportOptions, ReporterEntry};
use unfilled::rule::{Category, RuleId, RuleSet, Severity, Vocabulary, load};
use unfilled::text::{Language, TextRange};

/// A rule that says `message` and `help`, both as they stand in TOML.
pub(super) fn rule(id: &str, severity: &str, zh: [&str; 2], en: [&str; 2]) -> unfilled::rule::Rule {
    let text = format!(
        "id = '{id}'\nlanguages = ['zh']\nseverity = '{severity}'\nkeywords = ['x']\npattern = 'x'\n\
         bad = ['⟦x⟧', 'a⟦x⟧', '⟦x⟧b']\ngood = ['a', 'b', 'c']\n\
         [message]\nzh = {:?}\nen = {:?}\n[help]\nzh = {:?}\nen = {:?}\n",
        zh[0], en[0], zh[1], en[1]
    );
    let category = Some(Category::Quantity);
    load("rules/test.toml", &text, category, &Vocabulary::default()).unwrap()
}

pub(super) fn rules() -> Arc<RuleSet> {
    Arc::new(RuleSet::new(vec![
        rule(
            "how-many",
            "error",
            [
                "数量还没有填写：{match}",
                "写上实际数字，例如“12次”；没有就删去这一句。",
            ],
            [
                "quantity not filled in: {match}",
                "write the number, such as “12次”, or delete the clause",
            ],
        ),
        rule(
            "what-thing",
            "warning",
            [
                "疑问词还没有换成内容：{match}",
                "写上具体名称；如果真是在提问，不用改。",
            ],
            [
                "question word in place of a fact: {match}",
                "write the name; leave it if it is a real question",
            ],
        ),
        rule(
            "todo",
            "info",
            ["待办事项：{match}", "办完后删去。"],
            ["note to oneself: {match}", "do it, then delete the note"],
        ),
    ]))
}

/// A document out of marked text: `⟦how-many|多少次⟧`. The rule's name may be left out.
pub(super) fn marked(name: &str, format: Format, marked: &str) -> FileReport {
    let mut text = String::new();
    let mut findings = Vec::new();
    let mut rest = marked;
    while let Some((before, tail)) = rest.split_once('⟦') {
        let (inside, after) = tail.split_once('⟧').unwrap();
        let (rule, words) = inside.split_once('|').unwrap_or(("how-many", inside));
        text.push_str(before);
        let start = text.len();
        text.push_str(words);
        let severity = match rule {
            "how-many" => Severity::Error,
            "what-thing" => Severity::Warning,
            _ => Severity::Info,
        };
        let range = TextRange::new(start, text.len());
        findings.push(Finding::new(RuleId::new(rule), range, severity));
        rest = after;
    }
    text.push_str(rest);
    let document = Document {
        format,
        encoding: matches!(format, Format::Text | Format::Markdown).then_some("UTF-8"),
        text: text.into(),
        lines: match format.is_text() || format == Format::Html {
            true => Lines::OfText,
            false => Lines::None,
        },
        ..Document::default()
    };
    FileReport {
        name: name.to_owned(),
        document,
        findings,
    }
}

/// Say that the first `words` in the document are a node.
pub(super) fn node(report: &mut FileReport, words: &str, kind: NodeKind, detail: &str) {
    let start = report.document.text.find(words).unwrap();
    let range = TextRange::new(start, start + words.len());
    report
        .document
        .nodes
        .push(Node::with_detail(range, kind, detail));
    report.document.sort_nodes();
}

pub(super) fn options(language: Language, width: usize) -> ReportOptions {
    ReportOptions {
        language,
        width,
        color: false,
        statistics: false,
        fail_on: Severity::Warning,
        clock: || None,
    }
}

/// The whole output of a run.
pub(super) fn run(format: &str, options: ReportOptions, reports: &[FileReport]) -> String {
    run_with(rules(), format, options, reports)
}

pub(super) fn run_with(
    rules: Arc<RuleSet>,
    format: &str,
    options: ReportOptions,
    reports: &[FileReport],
) -> String {
    let reporter = (ReporterEntry::find(format).unwrap().make)(rules, options);
    let mut summary = Summary::default();
    let mut out = reporter.begin();
    let mut kept = Vec::new();
    for report in reports {
        summary.add(report);
        let FileOutput { now, later } = reporter.file(report);
        out.push_str(&now);
        kept.push(later);
    }
    out + &reporter.end(&kept, &summary)
}

/// The page that a build server shows beside a run.
pub(super) fn page(format: &str, options: ReportOptions, reports: &[FileReport]) -> Option<String> {
    let reporter = (ReporterEntry::find(format).unwrap().make)(rules(), options);
    let mut summary = Summary::default();
    let mut kept = Vec::new();
    for report in reports {
        summary.add(report);
        kept.push(reporter.file(report).later);
    }
    reporter.page(&kept, &summary)
}

/// The names of all formats.
pub(crate) fn formats() -> impl Iterator<Item = &'static str> {
    REPORTERS.iter().map(|entry| entry.name)
}

/// The output without the colours that we print ourselves, and nothing else removed.
pub(crate) fn without_color(colored: &str) -> String {
    let mut stripped = String::new();
    let mut rest = colored;
    while let Some((before, tail)) = rest.split_once("\u{1b}[") {
        stripped.push_str(before);
        let end = tail
            .find(|c: char| !c.is_ascii_digit() && c != ';')
            .unwrap();
        assert_eq!(&tail[end..=end], "m", "only colours are printed");
        rest = &tail[end + 1..];
    }
    stripped + rest
}
