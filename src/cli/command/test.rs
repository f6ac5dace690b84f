//! `unfilled test`: proves rules by their own examples, and tries them on old documents.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::discover::SETTINGS_FILE;
use crate::cli::failure::Failure;
use crate::cli::house;
use crate::cli::rule_files::{RuleFiles, holds_rules};
use crate::cli::trial;
use crate::cli::usage_error::UsageError;
use crate::config::{Config, FlagOverrides};
use crate::linter;
use crate::reader::is_document_name;
use crate::report::{source_error, visible};
use crate::rule::{Rule, RuleSet, Selector};
use crate::text::{Localized, Phrase};
use crate::toml_file::SourceError;

/// Prove the rules among `paths`, or without any path the built-in ones; try those that pass on the documents among them.
/// Each mistake is told; the rest goes on.
pub(in crate::cli) fn run(paths: Vec<PathBuf>, console: &Console) -> Result<Outcome, Failure> {
    if paths.is_empty() {
        let (proven, failed) = builtin(console)?;
        return proof(proven, failed, console);
    }
    let (documents, rules): (Vec<_>, Vec<_>) = paths.into_iter().partition(|p| is_document(p));
    if rules.is_empty() {
        return Err(no_rules().into());
    }
    let own = Own::load(&rules, console)?;
    let proven = proof(own.rules.len(), own.failed, console)?;
    if documents.is_empty() || own.rules.is_empty() {
        return Ok(proven);
    }
    console.print("\n")?;
    let rules = RuleSet::new(own.rules);
    let tried = trial::run(rules, own.allow, documents, console)?;
    Ok(match (proven, tried) {
        (_, Outcome::Failed) => Outcome::Failed,
        (Outcome::Findings, _) => Outcome::Findings,
        (_, tried) => tried,
    })
}

/// Say how many rules passed.
fn proof(proven: usize, failed: usize, console: &Console) -> Result<Outcome, Failure> {
    let language = console.language;
    let verdict = if failed > 0 {
        language.pick(
            format!("{failed} 条规则没有通过，{proven} 条通过\n"),
            format!("rules: {failed} failed, {proven} passed\n"),
        )
    } else if proven == 0 {
        language
            .pick("没有找到规则文件\n", "no rule file was found\n")
            .to_owned()
    } else {
        language.pick(
            format!("{proven} 条规则全部通过\n"),
            format!("rules: all passed ({proven})\n"),
        )
    };
    console.print(&verdict)?;
    Ok(match (failed, proven) {
        (0, 0) => Outcome::Failed,
        (0, _) => Outcome::Clean,
        _ => Outcome::Findings,
    })
}

/// Whether rules are to be tried on what lies at `path`, and not to be read from it.
fn is_document(path: &Path) -> bool {
    if path.is_dir() {
        return !holds_rules(path);
    }
    let name = path.to_string_lossy();
    path.extension() != Some(OsStr::new("toml"))
        && (path.exists() || name == "-" || is_document_name(&name))
}

fn no_rules() -> UsageError {
    UsageError::new(
        Localized::new(
            "只写了文档，没有写要试的规则",
            "documents are named, but no rules to try on them",
        ),
        Localized::new(
            "先写规则文件、规则文件夹或 unfilled.toml，再写文档，例如 unfilled test house-rules 旧稿",
            "name a rule file, a folder of rules or unfilled.toml first, such as unfilled test house-rules old",
        ),
    )
}

/// A person's own rules.
#[derive(Default)]
struct Own {
    /// Those that prove themselves.
    rules: Vec<Rule>,
    /// How many do not.
    failed: usize,
    /// The words that the named settings allow.
    allow: Vec<(Selector, Phrase)>,
}

impl Own {
    /// The rules in files, folders and settings.
    fn load(paths: &[PathBuf], console: &Console) -> Result<Self, Failure> {
        let (settings, mut paths): (Vec<_>, Vec<_>) = paths
            .iter()
            .cloned()
            .partition(|path| path.file_name() == Some(OsStr::new(SETTINGS_FILE)));
        let mut configs = Vec::new();
        for file in &settings {
            let (config, folder) = house::read_settings(file)?;
            paths.extend(house::rule_folders(&config, &folder)?);
            configs.push(config);
        }
        let mut own = Self::default();
        let files = RuleFiles::gather(&paths)?;
        for file in &files.files {
            own.judge(files.load(file), console);
        }
        for config in configs {
            own.settings(config, console)?;
        }
        Ok(own)
    }

    /// Add what settings say: word lists and allowed words.
    fn settings(&mut self, config: Config, console: &Console) -> Result<(), Failure> {
        let mut all = RuleSet::builtin()?;
        self.rules.iter().for_each(|rule| all.add(rule.clone()));
        config.add_word_rules(&mut all)?;
        let words: Vec<_> = house::proven_words(&config).collect();
        words
            .into_iter()
            .for_each(|loaded| self.judge(loaded, console));
        if self.failed == 0 {
            let settings = config.resolve(&all)?;
            let policy = settings.policy("", &FlagOverrides::default());
            self.allow.extend(policy.allow);
        }
        Ok(())
    }

    fn judge(&mut self, loaded: Result<Rule, Vec<SourceError>>, console: &Console) {
        match loaded {
            Ok(rule) => self.rules.push(rule),
            Err(errors) => {
                self.failed += 1;
                for error in errors {
                    console.tell(&source_error(&error, &console.problems()));
                }
            }
        }
    }
}

/// The texts of the built-in rules are not at hand as files, so their mistakes are told in a line each.
fn builtin(console: &Console) -> Result<(usize, usize), Failure> {
    let rules = RuleSet::builtin()?;
    let mut failed = 0;
    for rule in rules.iter() {
        let mistakes = linter::prove(rule);
        failed += usize::from(!mistakes.is_empty());
        for mistake in mistakes {
            let message = mistake.message.get(console.language);
            let help = mistake.help.get(console.language);
            console.tell(&format!(
                "{}: {}\n  {}\n",
                rule.id,
                visible(message),
                visible(help)
            ));
        }
    }
    Ok((rules.len() - failed, failed))
}
