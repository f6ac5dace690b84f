//! `unfilled fix FILE…`: what can be mended without anybody's answer is shown, and written where the person says so.
//!
//! Owns the rounds: what stands behind something that went may be found anew. Edits get into the file by `writer`.

use crate::cli::Outcome;
use crate::cli::baseline_file::BaselineFile;
use crate::cli::copy;
use crate::cli::failure::Failure;
use crate::cli::inspector::Inspector;
use crate::cli::settings::Settings;
use crate::cli::sources::{self, Source};
use crate::cli::usage_error::UsageError;
use crate::cli::walk::{Found, FoundKind};
use crate::cli::wish::{self, FixWish};
use crate::document::{Applicability, Edit};
use crate::finding::FileReport;
use crate::linter::HintCount;
use crate::report::{self, visible};
use crate::text::{Language, Localized};
use crate::writer::{self, Manner, WriteError};

/// So often a file is looked at again at most.
const ROUNDS: usize = 8;

/// A file with its fixes made.
struct Mended {
    bytes: Vec<u8>,
    /// How many edits were made.
    count: usize,
    /// The paragraphs before and after.
    changes: String,
    /// How many were not, as the file cannot hold them.
    refused: usize,
    /// What a person should look at first would mend so many more.
    suggested: usize,
}

/// Mend the files that the settings name.
pub(in crate::cli) fn run(settings: &Settings, wish: &FixWish) -> Result<Outcome, Failure> {
    let baseline = BaselineFile::of(settings)?;
    let inspector = Inspector::new(settings, baseline.as_ref(), HintCount::default());
    let files = sources::found(&inspector);
    if settings.output.is_some() && (files.len() > 1 || wish.in_place) {
        return Err(one_output().into());
    }
    // What is only shown changes nothing.
    let is_shown = settings.output.is_none() && !wish.in_place;
    let mender = Mender {
        settings,
        inspector: &inspector,
        wish,
        manner: wish::manner(wish.author.as_deref(), settings.force || is_shown),
    };
    let work = |source: Source| {
        let Source {
            found,
            bytes,
            report,
        } = source;
        let name = report.name.clone();
        let mended = mender
            .mend(&found, report, &bytes)
            .map_err(|error| unwritable(&name, &error))?;
        deliver(settings, &found, &name, &bytes, &mended, wish)?;
        Ok(Outcome::Clean)
    };
    Ok(sources::each(settings, &inspector, files, work))
}

/// Mends files, one after another.
struct Mender<'r> {
    settings: &'r Settings,
    inspector: &'r Inspector<'r>,
    wish: &'r FixWish,
    manner: Manner,
}

impl Mender<'_> {
    /// Make all fixes of a file, until none is left.
    fn mend(
        &self,
        found: &Found,
        mut report: FileReport,
        bytes: &[u8],
    ) -> Result<Mended, WriteError> {
        let rules = &self.settings.house.rules;
        let wanted = match self.wish.with_suggested {
            true => Applicability::Suggested,
            false => Applicability::Safe,
        };
        let mut mended = Mended {
            bytes: bytes.to_vec(),
            count: 0,
            changes: String::new(),
            refused: 0,
            suggested: 0,
        };
        for _ in 0..ROUNDS {
            let edits = report::fixes(&report, rules, wanted);
            if edits.is_empty() {
                break;
            }
            let written = writer::apply_as(&mended.bytes, &report.document, &edits, &self.manner)?;
            mended.refused = written.refused.len();
            let refused = |index: usize| written.refused.iter().any(|it| it.index == index);
            let made = edits.into_iter().enumerate();
            let made: Vec<Edit> = made
                .filter(|&(index, _)| !refused(index))
                .map(|(_, edit)| edit)
                .collect();
            if made.is_empty() {
                break;
            }
            let language = self.settings.console.language;
            mended.changes += &report::changes(&report, &made, language);
            mended.count += made.len();
            mended.bytes = written.bytes;
            report = self.inspector.inspect_again(found, &mended.bytes);
        }
        let all = report::fixes(&report, rules, Applicability::Suggested).len();
        mended.suggested = all.saturating_sub(mended.refused);
        Ok(mended)
    }
}

/// Show what was mended, and write it where that was asked for.
fn deliver(
    settings: &Settings,
    found: &Found,
    name: &str,
    bytes: &[u8],
    mended: &Mended,
    wish: &FixWish,
) -> Result<(), Failure> {
    let language = settings.console.language;
    let is_written = match (&settings.output, &found.kind) {
        _ if mended.count == 0 => false,
        (Some(path), _) => {
            let way_out = Localized::new(
                "换一个文件名；要直接改原文件，就用 --write",
                "take another name; --write mends the file itself",
            );
            copy::refuse_input(path, std::iter::once(found.path.as_path()), way_out)?;
            copy::refuse_harm(path, settings.force)?;
            copy::write(path, &mended.bytes)?;
            true
        }
        (None, FoundKind::Stdin) if wish.in_place => {
            settings.console.print_bytes(&mended.bytes)?;
            true
        }
        (None, _) if wish.in_place => {
            if !copy::still_holds(&found.path, bytes) {
                return Err(unwritable(name, &WriteError::Changed).into());
            }
            copy::write(&found.path, &mended.bytes)?;
            true
        }
        (None, _) => {
            settings.console.print(&mended.changes)?;
            false
        }
    };
    let is_worth_telling = found.named || mended.count > 0;
    if !settings.quiet && is_worth_telling {
        settings
            .console
            .tell(&told(name, mended, is_written, language));
    }
    Ok(())
}

fn told(name: &str, mended: &Mended, is_written: bool, language: Language) -> String {
    let name = visible(name);
    let Mended {
        count,
        refused,
        suggested,
        ..
    } = mended;
    let mut words = match (count, is_written) {
        (0, _) => language.pick(
            format!("{name}：没有可以直接改好的地方"),
            format!("{name}: nothing can be mended without you"),
        ),
        (count, true) => language.pick(
            format!("{name}：改好了 {count} 处"),
            format!("{name}: {count} mended"),
        ),
        (count, false) => language.pick(
            format!("{name}：{count} 处可以直接改好，加 --write 写进文件"),
            format!("{name}: {count} can be mended; --write writes them into the file"),
        ),
    };
    if *suggested > 0 {
        words.push_str(&language.pick(
            format!("；另有 {suggested} 处要先看一眼，加 --unsafe 一起改"),
            format!("; {suggested} more should be looked at first (--unsafe makes them, too)"),
        ));
    }
    if *refused > 0 {
        words.push_str(&language.pick(
            format!("；{refused} 处在文件里不能改"),
            format!("; {refused} cannot be changed in this file"),
        ));
    }
    words.push('\n');
    words
}

fn unwritable(name: &str, error: &WriteError) -> UsageError {
    let name = visible(name);
    UsageError::new(
        Localized::new(
            format!("“{name}”没有改"),
            format!("“{name}” was not changed"),
        ),
        Localized::new(error.message(Language::Zh), error.message(Language::En)),
    )
}

fn one_output() -> UsageError {
    UsageError::new(
        Localized::new(
            "-o 只能用于一个文件，也不能和 --write 一起用",
            "-o is for one file, and not together with --write",
        ),
        Localized::new(
            "多个文件用 --write 直接改，或者一个一个来",
            "write several files with --write, or name one at a time",
        ),
    )
}
