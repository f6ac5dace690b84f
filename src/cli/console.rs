//! The two streams as a command sees them: results out, problems beside them, both in the person's language.

use std::io::{self, ErrorKind, Write};

use crate::cli::args::Moment;
use crate::cli::clock;
use crate::cli::failure::Failure;
use crate::cli::obstacle::Obstacle;
use crate::cli::terminal;
use crate::finding::FileReport;
use crate::report::{ProblemWords, ReportOptions, problem_words, visible};
use crate::rule::Severity;
use crate::text::Language;

/// How to talk to the person.
#[derive(Clone, Copy, Debug)]
pub(super) struct Console {
    pub(super) language: Language,
    pub(super) color: Moment,
}

impl Console {
    /// How results are shown on standard output.
    pub(super) fn results(&self, fail_on: Severity) -> ReportOptions {
        self.options(terminal::color_stdout(self.color), fail_on)
    }

    /// The problems of a file as they are shown on standard error. Most files have none, and nothing is looked up for these.
    pub(super) fn problems_of(&self, report: &FileReport) -> String {
        let words = self.problem_words_of(report).into_iter();
        words.map(|it| it.to_string()).collect()
    }

    /// The same in pieces.
    pub(super) fn problem_words_of(&self, report: &FileReport) -> Vec<ProblemWords> {
        match report.document.problems.is_empty() {
            true => Vec::new(),
            false => problem_words(report, &self.problems()),
        }
    }

    /// How problems are shown on standard error.
    pub(super) fn problems(&self) -> ReportOptions {
        self.options(terminal::color_stderr(self.color), Severity::Warning)
    }

    /// Say on standard error what is wrong and how to fix it. Whatever a person typed in it is made harmless.
    pub(super) fn complain(&self, message: &str, help: Option<&str>) {
        let (error, advice) = self
            .language
            .pick(("错误：", "建议："), ("error: ", "help: "));
        let mut text = format!("{error}{}\n", visible(message));
        if let Some(help) = help {
            text.push_str(&format!("{advice}{}\n", visible(help)));
        }
        self.tell(&text);
    }

    /// Print to standard error; when even that fails there is nobody left to tell.
    pub(super) fn tell(&self, text: &str) {
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Print to standard output all at once.
    ///
    /// # Errors
    /// When it cannot be written; a reader that has seen enough is none.
    pub(super) fn print(&self, text: &str) -> Result<(), Failure> {
        self.print_bytes(text.as_bytes())
    }

    /// As [`print`](Self::print), for a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn print_bytes(&self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::Output(Obstacle::from_io(&error)))
            }
            _ => Ok(()),
        }
    }

    fn options(&self, color: bool, fail_on: Severity) -> ReportOptions {
        ReportOptions {
            language: self.language,
            width: terminal::width(),
            color,
            statistics: false,
            fail_on,
            clock: clock::run_time,
        }
    }
}
