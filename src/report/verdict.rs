//! The last words of a run: whether documents may be submitted, and what that rests on.
//!
//! Nothing is called ready that was not read, and whatever was seen is in the sum, whether it is shown or not.

use crate::document::Extent;
use crate::finding::{FileReport, Summary};
use crate::report::ReportOptions;
use crate::report::by_settings::{excluded, without_rules};
use crate::report::sanitize::visible_path;
use crate::report::wording::{files, places, plural};
use crate::rule::Severity;
use crate::text::Language;

/// More hints than this that are not shown are not told by their number.
const MANY: usize = Summary::MANY_HINTS;

/// Whether documents may be submitted.
pub(super) struct Verdict {
    /// How much speaks against it; nothing where they may.
    pub(super) severity: Option<Severity>,
    /// The answer by itself.
    pub(super) answer: &'static str,
    /// Why; empty where there is nothing to say.
    pub(super) reason: String,
    /// What parts the two.
    pub(super) joint: &'static str,
}

/// Where the verdict is read: nobody who has a page has the command line, too.
#[derive(Clone, Copy)]
enum Medium {
    Terminal,
    Page,
}

impl Verdict {
    /// The answer and why, in one sentence.
    pub(super) fn sentence(&self) -> String {
        match self.reason.is_empty() {
            true => self.answer.to_owned(),
            false => format!("{}{}{}", self.answer, self.joint, self.reason),
        }
    }

    /// The verdict on all files together.
    pub(super) fn on(summary: &Summary, options: &ReportOptions) -> Self {
        let checked = checked(summary, options.language);
        Self::new(summary, options, &[checked], Medium::Terminal)
    }

    /// The verdict on all files for people who have a report and no command line.
    pub(super) fn on_page(summary: &Summary, options: &ReportOptions) -> Self {
        let checked = checked(summary, options.language);
        Self::new(summary, options, &[checked], Medium::Page)
    }

    /// The verdict on one of several files, for the same people.
    pub(super) fn on_file(report: &FileReport, options: &ReportOptions) -> Self {
        Self::new(&Summary::of(report), options, &[], Medium::Page)
    }

    /// The verdict, and at its end what was `checked`.
    fn new(summary: &Summary, options: &ReportOptions, checked: &[String], medium: Medium) -> Self {
        let language = options.language;
        let colon = language.pick("：", ": ");
        let comma = language.pick("，", "; ");
        let new = |severity, (zh, en), joint, reasons: &[String]| Verdict {
            severity,
            answer: language.pick(zh, en),
            reason: joined(reasons, language),
            joint,
        };
        let nothing = ("没有发现未填的地方", "nothing left to fill in was found");
        let no_verdict = ("还不能下结论", "no verdict");
        let mut seen = found(summary, language);
        seen.extend(hidden(summary, language, medium));
        let mut counted: Vec<String> = match seen.is_empty() {
            true => known(summary, language).into_iter().collect(),
            false => vec![seen.join(language.pick("，", ", "))],
        };
        counted.extend(match medium {
            Medium::Terminal => left_out(summary, language),
            Medium::Page => on_unchanged_lines(summary, language),
        });
        let with = |first: &[String]| [first, checked].concat();

        if summary.files == 0 {
            let answer = ("没有找到要检查的文件", "no files to check");
            let excluded = (summary.excluded > 0).then(|| excluded(summary, language));
            let excluded: Vec<String> = excluded.into_iter().collect();
            return new(Some(Severity::Info), answer, colon, &excluded);
        }
        if summary.at_least(options.fail_on) > 0 {
            let severity = match summary.errors {
                0 => Severity::Warning,
                _ => Severity::Error,
            };
            let answer = ("还不能提交", "not ready to submit");
            return new(Some(severity), answer, colon, &with(&counted));
        }
        if summary.not_read + summary.read_in_part > 0 {
            let reasons = in_spite_of_unread(summary, &counted, language);
            return new(Some(Severity::Warning), no_verdict, colon, &reasons);
        }
        if summary.without_rules == summary.files {
            return new(
                Some(Severity::Warning),
                no_verdict,
                colon,
                &[without_rules(summary, language)],
            );
        }
        if summary.empty == summary.files {
            let reason = match (summary.files, language) {
                (1, Language::Zh) => "文件里没有文字".to_owned(),
                (1, Language::En) => "the file holds no text".to_owned(),
                (count, Language::Zh) => format!("{}里都没有文字", files(count, language)),
                (count, Language::En) => format!("{count} files, none of which holds any text"),
            };
            return new(Some(Severity::Warning), no_verdict, colon, &[reason]);
        }
        if !seen.is_empty() {
            let severity = match summary.warnings + summary.hidden_warnings {
                0 => Severity::Info,
                _ => Severity::Warning,
            };
            let answer = match summary.known + summary.unchanged {
                0 => ("没有发现必须改的", "nothing that must be mended"),
                _ => ("没有必须改的新问题", "nothing new that must be mended"),
            };
            return new(Some(severity), answer, comma, &with(&counted));
        }
        // What the baseline holds, and what stands on unchanged lines, is still left to fill in: that nothing is new makes
        // nobody ready.
        if summary.known + summary.unchanged > 0 {
            let answer = ("没有新问题", "nothing new");
            return new(Some(Severity::Info), answer, colon, &with(&counted));
        }
        if summary.empty > 0 {
            let semicolon = language.pick("；", "; ");
            return new(Some(Severity::Info), nothing, semicolon, &with(&[]));
        }
        if summary.hints_left_out > 0 {
            let answer = ("没有发现必须改的", "nothing that must be mended");
            let (zh, en) = ("文件太长，提示没有查", "hints in long files not looked for");
            let left_out = language.pick(zh, en).to_owned();
            return new(Some(Severity::Info), answer, comma, &with(&[left_out]));
        }
        if summary.without_rules > 0 {
            let answer = ("没有发现必须改的", "nothing that must be mended");
            return new(
                Some(Severity::Info),
                answer,
                comma,
                &with(&[without_rules(summary, language)]),
            );
        }
        let (zh, en) = nothing;
        let answer = ("可以提交", "ready to submit");
        new(
            None,
            answer,
            colon,
            &with(&[language.pick(zh, en).to_owned()]),
        )
    }
}

/// What else there is to say about the files, a line each: those that were not read in full, what does not count.
pub(super) fn remarks(summary: &Summary, language: Language) -> Vec<String> {
    let kinds = [
        (Extent::Nothing, summary.not_read, ("没有读到", "not read")),
        (
            Extent::Part,
            summary.read_in_part,
            ("没有读全", "not read in full"),
        ),
        (Extent::Empty, summary.empty, ("没有文字", "without text")),
    ];
    let mut remarks: Vec<String> = kinds
        .into_iter()
        .filter(|&(_, count, _)| count > 0)
        .map(|(extent, count, (zh, en))| {
            let names: Vec<_> = summary.names(extent).map(visible_path).collect();
            let more = count.saturating_sub(names.len());
            match language {
                Language::Zh if more > 0 => {
                    format!("{zh}：{}，等 {count} 个", names.join("、"))
                }
                Language::Zh => format!("{zh}：{}", names.join("、")),
                Language::En if more > 0 => format!("{en}: {} and {more} more", names.join(", ")),
                Language::En => format!("{en}: {}", names.join(", ")),
            }
        })
        .collect();
    let counts = [
        (
            summary.suppressed,
            ("文中已注明不用检查的有 ", " silenced by notes in the text"),
        ),
        (
            summary.allowed,
            ("设置里放过的有 ", " allowed by the settings"),
        ),
    ];
    for (count, (zh, en)) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let places = places(count, language);
        remarks.push(match language {
            Language::Zh => format!("{zh}{places}"),
            Language::En => format!("{places}{en}"),
        });
    }
    let is_reason = summary.open() + summary.hidden() == 0;
    remarks.extend(known(summary, language).filter(|_| !is_reason));
    remarks
}

/// What was found and is not new.
fn known(summary: &Summary, language: Language) -> Option<String> {
    let known = places(summary.known, language);
    (summary.known > 0).then(|| match language {
        Language::Zh => format!("基线里记着的老问题有 {known}，还没有改"),
        Language::En => format!("{known} known from the baseline, still to be mended"),
    })
}

/// How many places stand on unchanged lines, where these are left out, and how to see them.
pub fn left_out(summary: &Summary, language: Language) -> Option<String> {
    let unchanged = on_unchanged_lines(summary, language)?;
    Some(match language {
        Language::Zh => format!("{unchanged}，去掉 --changed-lines 就能看到"),
        Language::En => format!("{unchanged} (drop --changed-lines to see them)"),
    })
}

/// How many places stand on unchanged lines, where these are left out.
fn on_unchanged_lines(summary: &Summary, language: Language) -> Option<String> {
    let unchanged = places(summary.unchanged, language);
    (summary.unchanged > 0).then(|| match language {
        Language::Zh => format!("没改动的行上还有 {unchanged}没有报"),
        Language::En => format!("{unchanged} on unchanged lines left out"),
    })
}

/// What can be said of files of which some were not read, or not in full.
fn in_spite_of_unread(summary: &Summary, counted: &[String], language: Language) -> Vec<String> {
    if summary.not_read == summary.files {
        let (zh, en) = match summary.files {
            1 => ("没有读到文件的内容", "the file was not read"),
            _ => ("一个文件也没有读到", "none of the files was read"),
        };
        return vec![language.pick(zh, en).to_owned()];
    }
    let content = summary.unread_content.list(language);
    let mut reasons = vec![match (content.is_empty(), language) {
        (true, Language::Zh) => "没有读全".to_owned(),
        (true, Language::En) => "not everything was read".to_owned(),
        (false, Language::Zh) => format!("没有读全，{content}没有读"),
        (false, Language::En) => format!("not everything was read (not read: {content})"),
    }];
    let (zh, en) = match counted.is_empty() {
        true => ("读到的部分没有要改的", "nothing to mend in the rest"),
        false => (
            "读到的部分没有必须改的",
            "nothing in the rest that must be mended",
        ),
    };
    let rest = [&[language.pick(zh, en).to_owned()], counted].concat();
    reasons.push(rest.join(language.pick("，", ", ")));
    if summary.files > 1 {
        reasons.push(checked(summary, language));
    }
    reasons
}

/// `必须改 55 处`, `请确认 2 处`; `55 errors`, `2 warnings`.
fn found(summary: &Summary, language: Language) -> Vec<String> {
    let counts = [
        (Severity::Error, summary.errors),
        (Severity::Warning, summary.warnings),
        (Severity::Info, summary.infos),
    ];
    let counts = counts.into_iter().filter(|&(_, count)| count > 0);
    let said = counts.map(|(severity, count)| match language {
        Language::Zh => format!("{} {count} 处", severity.label(language)),
        Language::En => number(severity, count),
    });
    said.collect()
}

/// What was found and is not shown, with how to see it.
fn hidden(summary: &Summary, language: Language, medium: Medium) -> Option<String> {
    let counts = hidden_counts(summary, language)?;
    let level = match summary.hidden_infos {
        0 => Severity::Warning,
        _ => Severity::Info,
    };
    let option = format!("unfilled … --min-severity {}", level.name());
    Some(match (medium, language) {
        (Medium::Page, Language::Zh) => format!("另有 {counts}没有列出"),
        (Medium::Page, Language::En) => format!("{counts} not listed"),
        (Medium::Terminal, Language::Zh) => format!("另有 {counts}（{option} 查看）"),
        (Medium::Terminal, Language::En) => {
            let shows = match summary.hidden() {
                1 => "shows it",
                _ => "shows them",
            };
            format!("{counts} ({option} {shows})")
        }
    })
}

/// `2 处要确认、5 处提示`, `2 warnings and 5 hints`; nothing where everything is shown.
fn hidden_counts(summary: &Summary, language: Language) -> Option<String> {
    let counts = [
        (Severity::Warning, summary.hidden_warnings),
        (Severity::Info, summary.hidden_infos),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|&(_, count)| count > 0)
        .map(|(severity, count)| match (language, severity) {
            (Language::Zh, Severity::Info) if count > MANY => format!("{MANY} 多处提示"),
            (Language::En, Severity::Info) if count > MANY => format!("more than {MANY} hints"),
            (Language::Zh, Severity::Info) => format!("{count} 处提示"),
            (Language::Zh, _) => format!("{count} 处要确认"),
            (Language::En, _) => number(severity, count),
        })
        .collect();
    (!counts.is_empty()).then(|| counts.join(language.pick("、", " and ")))
}

/// `1 warning`, `5 hints`.
fn number(severity: Severity, count: usize) -> String {
    let label = match severity {
        Severity::Info => "hint",
        _ => severity.label(Language::En),
    };
    format!("{count} {label}{}", plural(count))
}

/// How many files the verdict is about, and how many of them it can say nothing of.
fn checked(summary: &Summary, language: Language) -> String {
    let all = files(summary.files, language);
    if summary.files == 1 {
        return match (summary.read_in_part, language) {
            (0, Language::Zh) => format!("检查了 {all}"),
            (0, Language::En) => format!("{all} checked"),
            (_, Language::Zh) => "文件没有读全".to_owned(),
            (_, Language::En) => "the file was not read in full".to_owned(),
        };
    }
    let found = match summary.open() > summary.infos {
        true => (
            "有要改的地方",
            ["has places to mend", "have places to mend"],
        ),
        false => ("有提示", ["has hints", "have hints"]),
    };
    let counts = [
        (summary.files_with_findings, found.0, found.1),
        (
            summary.not_read,
            "没有读到",
            ["was not read", "were not read"],
        ),
        (
            summary.read_in_part,
            "没有读全",
            ["was not read in full", "were not read in full"],
        ),
        (summary.empty, "没有文字", ["holds no text", "hold no text"]),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|&(count, ..)| count > 0)
        .map(|(count, zh, [one, several])| match language {
            Language::Zh => format!("{count} 个{zh}"),
            Language::En => format!("{count} {}", if count == 1 { one } else { several }),
        })
        .collect();
    match (counts.is_empty(), language) {
        (true, Language::Zh) => format!("检查了 {all}"),
        (true, Language::En) => format!("{all} checked"),
        (false, Language::Zh) => format!("{all}里，{}", counts.join("、")),
        (false, Language::En) => format!("of {all}, {}", counts.join(", ")),
    }
}

fn joined(reasons: &[String], language: Language) -> String {
    reasons.join(language.pick("；", "; "))
}
