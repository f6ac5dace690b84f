//! `unfilled baseline`: today's findings go into a file, and later runs report only what is new.
//!
//! Owns which entries are written, kept and taken out; the file's form is `filter`'s affair.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;

use crate::cli::Outcome;
use crate::cli::baseline_file::BaselineFile;
use crate::cli::baseline_words;
use crate::cli::failure::Failure;
use crate::cli::inspector::Inspector;
use crate::cli::obstacle::Obstacle;
use crate::cli::ordered::{Consumer, ordered};
use crate::cli::progress::Progress;
use crate::cli::recogniser::Recognised;
use crate::cli::settings::{Settings, Written};
use crate::filter::{Baseline, KnownFindings};
use crate::finding::FindingStatus;
use crate::linter::HintCount;
use crate::text::Language;

/// Write the findings in everything that the settings name; with `update` only take out what is mended.
///
/// Entries about files and rules that this run does not look at stay.
pub(in crate::cli) fn run(settings: &Settings, update: bool) -> Result<Outcome, Failure> {
    let Written { path, in_settings } = &settings.written_baseline;
    let mut file = match update {
        true => BaselineFile::open(path)?,
        false => BaselineFile::open_or_begin(path)?,
    };
    let inspector = Inspector::new(settings, Some(&file), HintCount::default());
    let mut taker = Taker {
        settings,
        inspector: &inspector,
        progress: Progress::new(settings.progress, settings.console.language),
        taken: Vec::new(),
        unread: false,
    };
    let inspect = |found| {
        let mut taken = Taken::default();
        inspector.inspect(&found, false, &mut |report, recognised| {
            if inspector.is_own_sheet(&found, &report) {
                taken.problems += &inspector.passed_over(&report);
                return;
            }
            let is_hint = |status| status == FindingStatus::BelowSeverity;
            let findings = report.findings.iter();
            let hints = findings.filter(|it| is_hint(it.status)).count();
            let new = KnownFindings::of(&report);
            taken
                .files
                .extend(recognised.map(|file| (file, new, hints)));
            taken.problems += &settings.console.problems_of(&report);
            taken.fails |= settings.demand.fails(&found, &report.document);
        });
        taken
    };
    ordered(inspector.walk(), inspector.jobs(), inspect, &mut taker)
        .map_err(|error| Failure::thread(Obstacle::from_io(&error)))?;
    taker.progress.clear();
    let (taken, unread) = (taker.taken, taker.unread);
    drop(inspector);

    let mut change = Change::default();
    let names = taken
        .iter()
        .flat_map(|(file, ..)| file.origin.iter().chain([&file.path]));
    let met: HashSet<String> = names.cloned().collect();
    for (path, shown) in file.gone(&settings.paths, &met) {
        change.mended.set(path.clone(), shown);
        file.baseline.set(path, KnownFindings::default());
    }
    for (recognised, new, hints) in taken {
        let Recognised {
            path,
            origin,
            mut kept,
            left,
        } = recognised;
        change.mended.set(path.clone(), left);
        if update {
            change.unknown += new.count().saturating_sub(hints);
        } else {
            change.new += new.count();
            change.hints += hints;
            kept.add(new);
        }
        if let Some(origin) = origin {
            file.baseline.set(origin.clone(), KnownFindings::default());
            change.moved.insert(path.clone(), origin);
        }
        file.baseline.set(path, kept);
    }
    change.held = file.baseline.count();
    let shows = |path: &&str| file.baseline.file(path).is_some_and(|it| it.count() > 0);
    change.files = file.baseline.paths().filter(shows).count();
    file.save()?;
    let language = settings.console.language;
    let mut said = change.words(&file, language);
    if !in_settings {
        said.push_str(&how_to_use(&file.shown(), language));
    }
    settings.console.print(&said)?;
    Ok(if unread {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// What came of a file on a worker, or of all documents in an archive.
#[derive(Default)]
struct Taken {
    /// Each with its new findings and how many of these are hints that reports do not show.
    files: Vec<(Recognised, KnownFindings, usize)>,
    problems: String,
    /// Less of it was read than the run demands.
    fails: bool,
}

/// The main thread's part.
struct Taker<'s> {
    settings: &'s Settings,
    inspector: &'s Inspector<'s>,
    progress: Progress,
    taken: Vec<(Recognised, KnownFindings, usize)>,
    unread: bool,
}

impl Consumer<Taken> for Taker<'_> {
    fn bytes(taken: &Taken) -> usize {
        taken.problems.len()
    }

    fn take(&mut self, taken: Taken) -> ControlFlow<()> {
        self.progress.file_done();
        self.unread |= taken.fails;
        self.taken.extend(taken.files);
        if !taken.problems.is_empty() {
            let console = &self.settings.console;
            self.progress.aside(|| console.tell(&taken.problems));
        }
        ControlFlow::Continue(())
    }

    fn tick(&mut self) {
        self.progress.tick();
    }

    fn abandon(&mut self) {
        self.inspector.abandon();
    }
}

/// What has become of the baseline.
#[derive(Default)]
struct Change {
    held: usize,
    files: usize,
    new: usize,
    /// Those of the new ones that reports do not show.
    hints: usize,
    mended: Baseline,
    /// The names that it had for files of other names.
    moved: BTreeMap<String, String>,
    /// Found, and not taken in.
    unknown: usize,
}

impl Change {
    fn words(&self, file: &BaselineFile, language: Language) -> String {
        let Change {
            held,
            files,
            new,
            hints,
            ..
        } = self;
        let (name, mended, unknown) = (file.shown(), self.mended.count(), self.unknown);
        let hints = match (hints, language) {
            (0, _) => String::new(),
            (hints, Language::Zh) => format!("，其中提示 {hints} 处"),
            (hints, Language::En) => format!(", hints among them: {hints}"),
        };
        let mut said = match language {
            Language::Zh => format!(
                "{name}：记着 {files} 个文件里的 {held} 处（新记 {new} 处{hints}，去掉已改好的 {mended} 处）\n"
            ),
            Language::En => format!(
                "{name}: {held} known in files: {files} (new: {new}{hints}; mended and taken out: {mended})\n"
            ),
        };
        if mended > 0 {
            said.push_str(language.pick("去掉的：\n", "taken out:\n"));
            said.push_str(&baseline_words::entries(file, &self.mended, language));
        }
        if !self.moved.is_empty() {
            said.push_str(language.pick("改了名或移了位置的文件：\n", "renamed or moved:\n"));
            said.push_str(&baseline_words::renamed(&self.moved, language));
        }
        if unknown > 0 {
            said.push_str(&match language {
                Language::Zh => format!("另有 {unknown} 处是新的，没有记进去；用 unfilled 查看\n"),
                Language::En => {
                    format!("not taken in, since they are new: {unknown}; see them with unfilled\n")
                }
            });
        }
        said
    }
}

fn how_to_use(name: &str, language: Language) -> String {
    match language {
        Language::Zh => format!(
            "以后检查时加上 --baseline {name}，或者在 unfilled.toml 里写上 baseline = \"{name}\"，就只报新的。\n"
        ),
        Language::En => format!(
            "Check with --baseline {name}, or write baseline = \"{name}\" into unfilled.toml, and only new findings are reported.\n"
        ),
    }
}
