//! A page to send round, print and file: the verdict first, then each file with its findings.
//!
//! One file that needs nothing else, runs nothing and asks nobody for anything: a content security policy allows the one
//! style by its digest and forbids the rest. Everything but the files waits for the end, since the verdict stands first.

mod markup;
mod places;
mod section;
mod style;

use std::hash::Hasher;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::finding::{FileReport, Summary};
use crate::report::html::markup::{Made, Markup};
use crate::report::verdict::{self, Verdict};
use crate::report::wording::{self, Wording};
use crate::report::{FileOutput, ReportOptions, Reporter};
use crate::rule::RuleSet;

/// By this a page of ours is known.
const GENERATOR: &str = concat!(
    "<meta name=\"generator\" content=\"unfilled ",
    env!("CARGO_PKG_VERSION"),
    "\">\n"
);

pub(super) struct Html {
    rules: Arc<RuleSet>,
    wording: Wording,
}

impl Html {
    pub(super) fn new(rules: Arc<RuleSet>, options: ReportOptions) -> Self {
        Self {
            rules: Arc::clone(&rules),
            wording: Wording::new(rules, options),
        }
    }
}

impl Reporter for Html {
    fn wants_digests(&self) -> bool {
        true
    }

    fn tells_hidden_by_file(&self) -> bool {
        true
    }

    fn file(&self, report: &FileReport) -> FileOutput {
        // The first line is the file's entry in a list, the others its section; text never holds a line end.
        let section = section::section(report, &self.wording);
        let later = match section.is_empty() {
            true => section::clean_entry(report, self.wording.options.language),
            false => section::entry(report, &self.wording) + "\n" + &section,
        };
        FileOutput {
            now: String::new(),
            later,
        }
    }

    fn end(&self, later: &[String], summary: &Summary) -> String {
        let files = later.iter().filter_map(|file| file.split_once('\n'));
        let (clean, open): (Vec<_>, Vec<_>) = files.partition(|(_, section)| section.is_empty());
        let verdict = Verdict::on_page(summary, &self.wording.options);
        let mut page = Markup::default();
        self.head(&mut page, &verdict);
        self.answer(&mut page, &verdict, summary);
        if summary.files > 1 {
            self.overview(&mut page, &open, clean.len());
        }
        for (index, (_, section)) in open.iter().enumerate() {
            page.own("<section class=\"file\" id=\"file-")
                .number(index + 1)
                .own("\">\n")
                .made(&Made(section));
        }
        if !clean.is_empty() {
            page.own("<section class=\"clean\" id=\"clean\">\n<h2>");
            page.own(self.pick("没有发现问题的文件", "Files without findings"));
            page.own("</h2>\n<ul>\n");
            for (entry, _) in &clean {
                page.made(&Made(entry)).own("\n");
            }
            page.own("</ul>\n</section>\n");
        }
        page.own("</main>\n</body>\n</html>\n");
        page.finish()
    }
}

/// What precedes the verdict's words, for eyes that see no colour.
fn sign(verdict: &Verdict, summary: &Summary, options: &ReportOptions) -> &'static str {
    match verdict.severity {
        _ if summary.files == 0 => "–",
        None => "✓",
        Some(_) if summary.at_least(options.fail_on) > 0 => "✗",
        Some(_)
            if summary.not_read + summary.read_in_part > 0 || summary.empty == summary.files =>
        {
            "?"
        }
        Some(_) => "!",
    }
}

impl Html {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.wording.options.language.pick(zh, en)
    }

    fn head(&self, page: &mut Markup, verdict: &Verdict) {
        page.own("<!DOCTYPE html>\n<html lang=\"")
            .own(self.pick("zh-CN", "en"))
            .own("\">\n<head>\n<meta charset=\"utf-8\">\n")
            .own(GENERATOR)
            .own("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
            .own("base-uri 'none'; form-action 'none'; style-src '")
            .own(style::DIGEST)
            .own("'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
            .own("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .own("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
            .sentence(verdict.answer)
            .own(self.pick(" · 未填检查报告", " · Report on what is left to fill in"))
            .own("</title>\n<style>")
            .own(style::SHEET)
            .own("</style>\n</head>\n<body>\n<main>\n");
    }

    /// The verdict, what it rests on, and what does not count.
    fn answer(&self, page: &mut Markup, verdict: &Verdict, summary: &Summary) {
        let options = &self.wording.options;
        let language = options.language;
        page.own("<header class=\"")
            .own(section::class(verdict.severity, summary.unread > 0))
            .own("\">\n<p class=\"kind\">")
            .own(self.pick("未填检查报告", "Report on what is left to fill in"))
            .own("</p>\n<h1><span class=\"sign\" aria-hidden=\"true\">")
            .own(sign(verdict, summary, options))
            .own("</span> ")
            .sentence(verdict.answer)
            .own("</h1>\n");
        if !verdict.reason.is_empty() {
            page.own("<p class=\"reason\">");
            page.sentence(&verdict.reason).own("</p>\n");
        }
        if summary.open() > 0 {
            page.own("<p class=\"hint\">")
                .own(self.pick(
                    "改好一处，勾一处。网页关掉后勾选不会保留；也可以打印出来勾。",
                    "Tick each place as you mend it. Ticks go when the page is closed; it can be printed and ticked, too.",
                ))
                .own("</p>\n");
        }
        let remarks = verdict::remarks(summary, language);
        if !remarks.is_empty() {
            page.own("<ul class=\"remarks\">\n");
            for remark in remarks {
                page.own("<li>").sentence(&remark).own("</li>\n");
            }
            page.own("</ul>\n");
        }
        page.own("<dl>\n");
        self.fact(page, ("检查了", "Checked"), |page| {
            page.text(&wording::files(summary.files, language));
        });
        if let Some(time) = (options.clock)() {
            self.fact(page, ("检查时间", "Date"), |page| {
                page.own("<time datetime=\"")
                    .text(&time.rfc3339())
                    .own("\">")
                    .text(&time.words(language));
                page.own("</time>");
            });
        }
        self.fact(page, ("检查工具", "Tool"), |page| {
            page.own(concat!("unfilled ", env!("CARGO_PKG_VERSION")));
        });
        self.fact(page, ("检查规则", "Rules"), |page| {
            let (count, name) = (self.rules.len(), fingerprint(&self.rules));
            page.number(count);
            page.own(self.pick(" 条，版本标识 ", " rules, version "));
            page.own("<code>").text(&name).own("</code>");
        });
        page.own("</dl>\n</header>\n");
    }

    fn fact(
        &self,
        page: &mut Markup,
        (zh, en): (&'static str, &'static str),
        value: impl FnOnce(&mut Markup),
    ) {
        page.own("<div><dt>").own(self.pick(zh, en));
        page.own("</dt><dd>");
        value(page);
        page.own("</dd></div>\n");
    }

    /// The contents: each file with something to say about it, and how many there is nothing to say about.
    fn overview(&self, page: &mut Markup, open: &[(&str, &str)], clean: usize) {
        let title = self.pick("各文件结果", "Files");
        page.own("<nav aria-labelledby=\"files\">\n<h2 id=\"files\">");
        page.own(title).own("</h2>\n<ul>\n");
        for (index, (entry, _)) in open.iter().enumerate() {
            page.own("<li><a href=\"#file-")
                .number(index + 1)
                .own("\">")
                .made(&Made(entry))
                .own("</li>\n");
        }
        if clean > 0 {
            let language = self.wording.options.language;
            page.own("<li><a href=\"#clean\">")
                .text(&wording::files(clean, language))
                .own("</a> <span class=\"result\">")
                .own(self.pick("没有发现未填的地方", "Nothing left to fill in was found"))
                .own("</span></li>\n");
        }
        page.own("</ul>\n</nav>\n");
    }
}

/// A name for all that the rules say: with the same one, the same was looked for.
fn fingerprint(rules: &RuleSet) -> String {
    let mut hasher = SipHasher13::new();
    for rule in rules.iter() {
        // What a rule holds is plain data, which can always be written.
        hasher.write(&postcard::to_allocvec(&**rule).unwrap_or_default());
    }
    format!("{:016x}", hasher.finish128().h1)
}
