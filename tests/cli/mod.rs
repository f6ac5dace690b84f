//! The program as a person or a build server meets it: a real process, its streams, its status.
//!
//! What can be written down as a command and its output is a file under `fixtures/cmd/`; here is what cannot.

mod annotate;
mod archives;
mod baseline;
mod baseline_of_writers;
mod changed;
mod changed_lines;
mod cost;
mod filled;
mod fix;
mod interrupted;
mod list;
mod naming;
mod nothing_checked;
mod outputs;
mod overwriting;
mod page;
#[cfg(target_os = "linux")]
mod progress;
mod protected;
mod renamed;
mod rules;
#[cfg(unix)]
mod special_files;
mod tracked;
#[cfg(unix)]
mod unix;
mod verdict;
mod walk;
mod worksheet;
mod written_down;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
#[cfg(unix)]
use std::{
    process::Child,
    time::{Duration, Instant},
};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_unfilled");
/// A rule of our own, so that these tests do not depend on the words of built-in rules.
const RULE: &str = include_str!("../../fixtures/cmd/site/house/quantity/open-number.toml");
/// What that rule finds.
const OPEN: &str = "全年开展活动若干回。\n";

/// An empty folder with settings that switch on nothing but [`RULE`].
fn site() -> TempDir {
    let site = TempDir::new().unwrap();
    write(
        &site,
        "unfilled.toml",
        "rules = [\"house\"]\nselect = [\"open-number\"]\n",
    );
    write(&site, "house/quantity/open-number.toml", RULE);
    site
}

fn write(site: &TempDir, name: impl AsRef<Path>, text: &str) {
    let path = site.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn command<A: AsRef<OsStr>>(site: &TempDir, args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(site.path())
        .args(["--lang", "en"])
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("GITHUB_STEP_SUMMARY")
        .stdin(Stdio::null());
    command
}

fn run<A: AsRef<OsStr>>(site: &TempDir, args: impl IntoIterator<Item = A>) -> Output {
    command(site, args).output().unwrap()
}

/// What comes of a command that is given `input` by a pipe.
fn piped(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The paths in the JSON report, in order.
fn paths(output: &Output) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let files = report["files"].as_array().unwrap();
    files
        .iter()
        .map(|file| file["path"].as_str().unwrap().to_owned())
        .collect()
}

/// Waits, but not for ever: a program that hangs fails the test.
#[cfg(unix)]
fn ends_within(mut child: Child, limit: Duration) -> std::process::ExitStatus {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if begun.elapsed() > limit {
            child.kill().unwrap();
            panic!("the program did not end within {limit:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_system_s_language_is_spoken() {
    let site = site();
    for (locale, word) in [
        ("zh_CN.UTF-8", "用法"),
        ("zh_TW", "用法"),
        ("de_DE", "Usage"),
        ("C", "Usage"),
    ] {
        let mut command = Command::new(PROGRAM);
        command
            .current_dir(site.path())
            .env("LANGUAGE", "")
            .env("LC_ALL", locale);
        let said = stderr(&command.output().unwrap());
        assert!(said.contains(word), "{locale}: {said}");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let site = site();
    for n in 0..300 {
        let text = if n % 7 == 0 {
            OPEN.repeat(n)
        } else {
            "已经写好。\n".repeat(n)
        };
        write(&site, format!("docs/{n:03}.txt"), &text);
    }
    write(&site, "docs/050.docx", "this is no archive");
    let damaged = Some(2);
    for format in ["human", "json", "concise", "sarif", "junit"] {
        let once = run(&site, ["docs", "--format", format, "--jobs", "1"]);
        assert_eq!(once.status.code(), damaged);
        for jobs in ["2", "8", "32"] {
            let again = run(&site, ["docs", "--format", format, "--jobs", jobs]);
            assert!(once == again, "{format} with {jobs} threads differs");
        }
    }
}

#[test]
fn a_build_server_gets_its_page_only_where_it_asks_for_one() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(&site, "page.out", "before\n");
    let page = site.path().join("page.out");
    let with_page = |format: &str, path: &Path| {
        command(&site, ["a.txt", "--format", format])
            .env("GITHUB_STEP_SUMMARY", path)
            .output()
            .unwrap()
    };
    with_page("concise", &page);
    assert_eq!(fs::read_to_string(&page).unwrap(), "before\n");
    let done = with_page("github", &page);
    assert_eq!(done.status.code(), Some(1));
    let shown = fs::read_to_string(&page).unwrap();
    assert!(shown.starts_with("before\n### unfilled"), "{shown}");
    assert!(shown.contains("| a\\.txt\\:1\\:"), "{shown}");
    // A page that cannot be written is told and changes no verdict.
    let done = with_page("github", &site.path().join("nowhere/page"));
    assert_eq!(done.status.code(), Some(1));
    assert!(
        stderr(&done).contains("cannot be written"),
        "{}",
        stderr(&done)
    );
}

#[test]
fn results_go_into_a_file_that_is_complete_or_not_there() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(&site, "report.md", "a.txt:9:9: error open-number 若干回\n");
    let done = run(&site, [".", "--format", "concise", "-o", "report.md"]);
    assert_eq!(done.status.code(), Some(1));
    assert_eq!(stdout(&done), "");
    let report = fs::read_to_string(site.path().join("report.md")).unwrap();
    assert!(report.contains("a.txt:1:"), "{report}");
    assert!(
        !report.contains("report.md"),
        "the report is not checked itself: {report}"
    );
    let failed = run(&site, ["a.txt", "-o", "no/such/folder/report.txt"]);
    assert_eq!(failed.status.code(), Some(2));
    assert!(
        stderr(&failed).contains("cannot be written"),
        "{}",
        stderr(&failed)
    );
    let left: Vec<_> = fs::read_dir(site.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().ends_with(".tmp")),
        "{left:?}"
    );
}

#[test]
fn init_writes_settings_once() {
    let site = TempDir::new().unwrap();
    assert_eq!(run(&site, ["init"]).status.code(), Some(0));
    let path = site.path().join("unfilled.toml");
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(
        written,
        unfilled::config::template(unfilled::text::Language::En)
    );
    fs::write(&path, "# mine\n").unwrap();
    let again = run(&site, ["init"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("already"), "{}", stderr(&again));
    assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\n");
}

#[test]
fn every_shell_gets_completions() {
    let site = TempDir::new().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&run(&site, ["completions", shell]));
        assert!(
            script.contains("stdin-filename") && script.contains("explain"),
            "{shell}"
        );
    }
    let page = stdout(&run(&site, ["man"]));
    assert!(
        page.starts_with(".ie") || page.contains(".TH unfilled"),
        "{page}"
    );
}

#[test]
fn the_terminal_is_not_steered_by_names_or_arguments() {
    let site = site();
    let evil = "\u{1b}[31m\u{202e}x\u{7}";
    write(&site, format!("{evil}.txt"), OPEN);
    for args in [
        vec!["."],
        vec![evil],
        vec!["explain", evil],
        vec!["--select", evil, "."],
        vec!["--format", evil, "."],
    ] {
        let output = run(&site, &args);
        let said = stdout(&output) + &stderr(&output);
        let bad = said
            .chars()
            .find(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}');
        assert_eq!(bad, None, "{args:?}: {said:?}");
    }
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let site = site();
    let named = ["-", "--stdin-filename", "notes.md", "--format", "json"];
    let output = piped(command(&site, named), OPEN.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(paths(&output), ["notes.md"]);
}

#[test]
fn a_file_beyond_the_limit_is_told_without_being_read() {
    let site = site();
    let large = fs::File::create(site.path().join("large.txt")).unwrap();
    large.set_len((256 << 20) + 1).unwrap();
    let output = run(&site, ["large.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("256 MiB"), "{}", stderr(&output));
}

#[test]
fn built_in_rules_prove_themselves() {
    let proven = run(&TempDir::new().unwrap(), ["test"]);
    assert_eq!(
        proven.status.code(),
        Some(0),
        "{}{}",
        stdout(&proven),
        stderr(&proven)
    );
}
