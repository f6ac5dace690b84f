//! `unfilled test`: proves rules by their own examples.

use std::path::PathBuf;

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::rule_files::RuleFiles;
use crate::linter;
use crate::report::{source_error, visible};
use crate::rule::RuleSet;

/// Prove the rules in `paths`, or without any the built-in ones. Each mistake is told; the rest goes on.
pub(in crate::cli) fn run(paths: &[PathBuf], console: &Console) -> Result<Outcome, Failure> {
    let (proven, failed) = if paths.is_empty() {
        builtin(console)?
    } else {
        own(paths, console)?
    };
    let language = console.language;
    let verdict = if failed > 0 {
        language.pick(
            format!("{failed} 条规则没有通过，{proven} 条通过\n"),
            format!("{failed} rules failed, {proven} passed\n"),
        )
    } else if proven == 0 {
        language.pick("没有找到规则文件\n", "no rule files were found\n").to_owned()
    } else {
        language.pick(
            format!("{proven} 条规则全部通过\n"),
            format!("all {proven} rules passed\n"),
        )
    };
    console.print(&verdict)?;
    Ok(match (failed, proven) {
        (0, 0) => Outcome::Failed,
        (0, _) => Outcome::Clean,
        _ => Outcome::Findings,
    })
}

fn own(paths: &[PathBuf], console: &Console) -> Result<(usize, usize), Failure> {
    let files = RuleFiles::gather(paths)?;
    let options = console.problems();
    let mut failed = 0;
    for file in &files.files {
        if let Err(errors) = files.load(file) {
            failed += 1;
            for error in errors {
                console.tell(&source_error(&error, &options));
            }
        }
    }
    Ok((files.files.len() - failed, failed))
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
            console.tell(&format!("{}: {}\n  {}\n", rule.id, visible(message), visible(help)));
        }
    }
    Ok((rules.len() - failed, failed))
}
