//! The last words: what is left to do by section, and whether the document may be submitted.

use crate::document::Locator;
use crate::finding::{FileReport, Summary};
use crate::report::ReportOptions;
use crate::report::place;
use crate::report::sanitize::{visible, visible_path};
use crate::report::wording::{files, places, plural};
use crate::rule::Severity;
use crate::text::Language;

/// How many sections are listed; the rest is counted.
const SECTIONS: usize = 20;

/// What is left to do in one file: `报告.docx 还有 57 处未填：一、… 20 处；二、… 12 处`. Nothing where all are in one section.
pub(super) fn by_section(
    report: &FileReport,
    locator: &Locator<'_>,
    language: Language,
) -> Option<String> {
    let mut sections: Vec<(Section<'_>, usize)> = Vec::new();
    let mut total = 0;
    for finding in report.open_findings() {
        let part = locator.part(finding.range);
        let section = match part {
            Some(part) => Section::Part(place::part_name(part, language)),
            None => locator
                .section(finding.range.start())
                .map_or(Section::Start, |(start, title)| {
                    Section::Heading(start, title)
                }),
        };
        // Findings come in text order, so a section is among the last few.
        match sections
            .iter_mut()
            .rev()
            .find(|(known, _)| *known == section)
        {
            Some((_, count)) => *count += 1,
            None => sections.push((section, 1)),
        }
        total += 1;
    }
    if sections.len() < 2 {
        return None;
    }
    let name = visible_path(&report.name);
    let mut line = match language {
        Language::Zh => format!("{name} 还有 {total} 处未填"),
        Language::En => format!("{name}: {total} places left"),
    };
    let mut items: Vec<String> = sections
        .iter()
        .take(SECTIONS)
        .map(|(section, count)| format!("{} {}", section.name(language), number(*count, language)))
        .collect();
    let rest: usize = sections.iter().skip(SECTIONS).map(|(_, count)| count).sum();
    if rest > 0 {
        items.push(format!(
            "{} {}",
            language.pick("其余", "elsewhere"),
            number(rest, language)
        ));
    }
    line.push_str(language.pick("：", " — "));
    line.push_str(&items.join(language.pick("；", "; ")));
    Some(line)
}

/// That a file has `count` more findings than are shown, and how to see them all.
pub(super) fn left_out(name: &str, count: usize, language: Language) -> String {
    let (name, places) = (visible_path(name), places(count, language));
    match language {
        Language::Zh => {
            format!(
                "{name} 后面还有 {places}没有列出；改好上面的再查一遍，或者加 --format concise 看全部"
            )
        }
        Language::En => format!(
            "{name}: {places} more not listed; mend those above and check again, or add --format concise to see all"
        ),
    }
}

/// What a finding is counted under.
#[derive(PartialEq, Eq)]
enum Section<'d> {
    /// Before the first heading, or in a document without any.
    Start,
    /// The heading's place and title.
    Heading(usize, &'d str),
    /// Outside the body.
    Part(&'static str),
}

impl Section<'_> {
    fn name(&self, language: Language) -> String {
        match self {
            Section::Start => language.pick("开头", "beginning").to_owned(),
            Section::Heading(_, title) => visible(title).into_owned(),
            Section::Part(name) => (*name).to_owned(),
        }
    }
}

fn number(count: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{count} 处"),
        Language::En => format!("({count})"),
    }
}

/// Whether documents may be submitted.
pub(super) struct Verdict {
    /// How much speaks against it; nothing where they may.
    pub(super) severity: Option<Severity>,
    /// The answer by itself.
    pub(super) answer: &'static str,
    /// Why; empty where there is nothing to say.
    pub(super) reason: String,
}

/// Where what was not read is told of, as seen from the verdict.
#[derive(Clone, Copy)]
pub(super) enum Told {
    Above,
    Below,
    /// Not in the same report, but in what the step printed.
    Log,
}

impl Told {
    fn see(self, language: Language) -> &'static str {
        match self {
            Told::Above => language.pick("见上", "see above"),
            Told::Below => language.pick("见下", "see below"),
            Told::Log => language.pick("见日志", "see the log"),
        }
    }
}

impl Verdict {
    /// The answer and why, in one sentence.
    pub(super) fn sentence(&self, language: Language) -> String {
        if self.reason.is_empty() {
            return self.answer.to_owned();
        }
        let colon = language.pick("：", ": ");
        format!("{}{colon}{}", self.answer, self.reason)
    }
}

/// The verdict on all files together.
pub(super) fn verdict(summary: &Summary, options: &ReportOptions, told: Told) -> Verdict {
    let language = options.language;
    let found = found(summary, language);
    if summary.files == 0 {
        return Verdict {
            severity: None,
            answer: language.pick("没有找到要检查的文件", "no files to check"),
            reason: String::new(),
        };
    }
    if summary.at_least(options.fail_on) > 0 {
        let severity = match summary.errors {
            0 => Severity::Warning,
            _ => Severity::Error,
        };
        return Verdict {
            severity: Some(severity),
            answer: language.pick("还不能提交", "not ready to submit"),
            reason: found,
        };
    }
    if summary.unread > 0 {
        return Verdict {
            severity: Some(Severity::Warning),
            answer: language.pick("还不能下结论", "no verdict"),
            reason: in_spite_of_unread(summary, &found, language, told),
        };
    }
    let (answer, reason) = match (summary.open() > 0, summary.known > 0) {
        (true, false) => (
            ("可以提交；最好再看一下", "ready to submit; worth a look"),
            found,
        ),
        (false, false) => {
            let nothing = language.pick("没有发现未填的地方", "nothing left to fill in was found");
            (("可以提交", "ready to submit"), nothing.to_owned())
        }
        // What the baseline holds is still left to fill in: that nothing is new makes nobody ready.
        (true, true) => (
            (
                "没有要紧的新问题；最好再看一下",
                "nothing serious is new; worth a look",
            ),
            found,
        ),
        (false, true) => {
            let known = places(summary.known, language);
            let reason = match language {
                Language::Zh => format!("基线里记着的老问题有 {known}，还没有改"),
                Language::En => format!("{known} known from the baseline, still to be mended"),
            };
            (("没有新问题", "nothing new"), reason)
        }
    };
    let (zh, en) = answer;
    Verdict {
        severity: None,
        answer: language.pick(zh, en),
        reason,
    }
}

/// What can be said of files of which some were not read, or not in full.
fn in_spite_of_unread(summary: &Summary, found: &str, language: Language, told: Told) -> String {
    if nothing_known(summary) {
        let unread = language.pick("没有读到，或没有读全，", "not read, or not read in full; ");
        format!("{unread}{}", told.see(language))
    } else if summary.open() > 0 {
        let look = language.pick(
            "没有读全；读到的内容里最好再看一下：",
            "not everything was read; worth a look in the rest: ",
        );
        format!("{look}{found}")
    } else {
        let (zh, en) = match summary.known {
            0 => (
                "没有读全；读到的内容里没有发现未填的地方",
                "not everything was read; nothing left to fill in was found in the rest",
            ),
            _ => (
                "没有读全；读到的内容里没有新问题",
                "not everything was read; nothing is new in the rest",
            ),
        };
        language.pick(zh, en).to_owned()
    }
}

/// What else the person should know: files not read, findings not shown.
pub(super) fn remarks(summary: &Summary, language: Language, told: Told) -> Vec<String> {
    let mut remarks = Vec::new();
    if summary.unread > 0 && !nothing_known(summary) {
        let unread = files(summary.unread, language);
        let see = told.see(language);
        remarks.push(match language {
            Language::Zh => format!("有 {unread}没有读到或没有读全，{see}"),
            Language::En => format!("{unread} could not be read in full, {see}"),
        });
    }
    if summary.hidden > 0 {
        let hidden = summary.hidden;
        remarks.push(match language {
            Language::Zh => {
                format!("另有 {hidden} 处提示没有显示，加上 --min-severity info 就能看到")
            }
            Language::En => {
                let hints = if hidden == 1 { "hint is" } else { "hints are" };
                format!("{hidden} {hints} not shown; to see hints, add --min-severity info")
            }
        });
    }
    if summary.suppressed > 0 {
        let suppressed = places(summary.suppressed, language);
        remarks.push(match language {
            Language::Zh => format!("文中已注明不用检查的有 {suppressed}"),
            Language::En => format!("{suppressed} silenced by notes in the text"),
        });
    }
    if summary.allowed > 0 {
        let allowed = places(summary.allowed, language);
        remarks.push(match language {
            Language::Zh => format!("设置里放过的有 {allowed}"),
            Language::En => format!("{allowed} allowed by the settings"),
        });
    }
    if summary.known > 0 && (summary.open() > 0 || summary.unread > 0) {
        let known = places(summary.known, language);
        remarks.push(match language {
            Language::Zh => format!("基线里记着的老问题有 {known}，没有再报"),
            Language::En => format!("{known} known from the baseline"),
        });
    }
    remarks
}

/// Whether no file was read in full and nothing was found in what was read.
fn nothing_known(summary: &Summary) -> bool {
    summary.unread > 0 && summary.unread == summary.files && summary.open() == 0
}

/// `必须改 55 处，请确认 2 处`, `55 errors, 2 warnings`; in how many files, where there are several.
fn found(summary: &Summary, language: Language) -> String {
    let counts = [
        (Severity::Error, summary.errors),
        (Severity::Warning, summary.warnings),
        (Severity::Info, summary.infos),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|&(_, count)| count > 0)
        .map(|(severity, count)| {
            let label = severity.label(language);
            match language {
                Language::Zh => format!("{label} {count} 处"),
                Language::En if severity == Severity::Info => {
                    format!("{count} hint{}", plural(count))
                }
                Language::En => format!("{count} {label}{}", plural(count)),
            }
        })
        .collect();
    let mut found = counts.join(language.pick("，", ", "));
    if summary.files > 1 {
        let (some, all) = (summary.files_with_findings, summary.files);
        found.push_str(&match language {
            Language::Zh => format!("（{all} 个文件里有 {some} 个）"),
            Language::En => format!(" in {some} of {all} files"),
        });
    }
    found
}
