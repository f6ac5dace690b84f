//! Every command that the READMEs and the page for an office show runs, and prints what is shown.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{OFFICE, PROGRAM, READMES, arguments, code_blocks, paper, root};
use crate::support::git::{begin_repository, git};

/// A folder that holds what the examples name.
pub(super) fn site() -> TempDir {
    let site = TempDir::new().unwrap();
    for folder in ["fixtures/sample", "docs", "材料"] {
        let folder = site.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        for file in fs::read_dir(root().join("fixtures/sample")).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), folder.join(file.file_name())).unwrap();
        }
    }
    for name in ["report.docx", "工作总结.docx"] {
        let sample = root().join("fixtures/sample/report.docx");
        fs::copy(sample, site.path().join(name)).unwrap();
    }
    site
}

pub(super) fn run(site: &Path, locale: &str, line: &str) -> String {
    let (arguments, input) = match line.split_once(" < ") {
        Some((arguments, file)) => (arguments, File::open(site.join(file)).unwrap().into()),
        None => (line, Stdio::null()),
    };
    let output = Command::new(PROGRAM)
        .args(arguments.split_whitespace())
        .current_dir(site)
        .env("LANGUAGE", "")
        .env("LC_ALL", locale)
        .env("NO_COLOR", "1")
        .stdin(input)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_ne!(output.status.code(), Some(2), "unfilled{line}\n{said}");
    said + &String::from_utf8(output.stdout).unwrap()
}

#[test]
fn commands_print_what_is_shown() {
    for (name, locale) in READMES.into_iter().chain(OFFICE) {
        let text = paper(name);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let site = site();
        let origin = ["update-ref", "refs/remotes/origin/main", "HEAD"];
        let has_history = begin_repository(site.path()) && git(site.path(), &origin);
        let mut ran = 0;
        let mut shown = Vec::new();
        for block in code_blocks(&text) {
            let file = block.lines.first().and_then(|line| line.strip_prefix("# "));
            if let (true, Some(file)) = (block.language == "toml", file) {
                let path = site.path().join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, block.lines.join("\n")).unwrap();
            }
            for (number, line) in block.lines.iter().enumerate() {
                let Some(arguments) = arguments(line) else {
                    continue;
                };
                if arguments.contains("--changed-since") && !has_history {
                    continue;
                }
                let printed = run(site.path(), locale, arguments);
                ran += 1;
                let after = &block.lines[number + 1..];
                let shows = block.language == "console";
                let length = after
                    .iter()
                    .take_while(|next| !next.starts_with("$ "))
                    .count();
                if shows && length > 0 {
                    let first = block.first + number + 1;
                    shown.push((first..first + length, printed));
                }
            }
        }
        let least = if name.starts_with("docs/") { 3 } else { 9 };
        assert!(ran >= least, "{name}: only {ran} commands were found");
        for (range, printed) in shown.into_iter().rev() {
            lines.splice(range, printed.lines().map(str::to_owned));
        }
        let expected = lines.join("\n") + "\n";
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(root().join(name), &expected).unwrap();
        } else {
            let differs = text.lines().zip(expected.lines()).find(|(a, b)| a != b);
            assert_eq!(differs, None, "{name} shows what is not printed");
            assert_eq!(text.len(), expected.len(), "{name}");
        }
    }
}
