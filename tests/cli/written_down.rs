//! What can be written down as a command and what comes of it: the files under `fixtures/cmd/`.
//!
//! A file holds the arguments (`args`), the folder beside it in which the program is started (`fs.cwd`), what it is given
//! (`stdin`), and its `status.code`, `stdout` and `stderr`. With `UPDATE_EXPECT=1` the last three are written anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::Deserialize;

use super::{PROGRAM, piped, stderr, stdout};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    bin: Bin,
    args: Vec<String>,
    fs: Place,
    #[serde(default)]
    stdin: String,
    status: Code,
    stdout: String,
    stderr: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bin {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    cwd: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    code: i32,
}

#[test]
fn commands_do_what_is_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cmd");
    let files = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path());
    let is_case = |path: &PathBuf| path.extension().is_some_and(|it| it == "toml");
    let mut cases: Vec<PathBuf> = files.filter(is_case).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let faults: Vec<String> = cases.iter().filter_map(|path| fault(path)).collect();
    assert!(
        faults.is_empty(),
        "{}\nUPDATE_EXPECT=1 writes the files anew",
        faults.join("\n")
    );
}

/// What is different from what the case says.
fn fault(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let case: Case = toml::from_str(&text).unwrap_or_else(|it| panic!("{}: {it}", path.display()));
    assert_eq!(case.bin.name, "unfilled");
    let mut command = Command::new(PROGRAM);
    command
        .args(&case.args)
        .current_dir(path.with_file_name(&case.fs.cwd))
        .env("LANGUAGE", "en")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("GITHUB_STEP_SUMMARY");
    let done = piped(command, case.stdin.as_bytes());
    let same = done.status.code() == Some(case.status.code)
        && stdout(&done) == case.stdout
        && stderr(&done) == case.stderr;
    if same {
        return None;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let (given, _) = text.split_once("status.code").unwrap();
        fs::write(path, given.to_owned() + &expected(&done)).unwrap();
        return None;
    }
    let (was, is) = (expected_by(&case), expected(&done));
    Some(format!(
        "{}\n--- written down\n{was}--- now\n{is}",
        path.display()
    ))
}

fn expected_by(case: &Case) -> String {
    outcome(Some(case.status.code), &case.stdout, &case.stderr)
}

fn expected(done: &Output) -> String {
    outcome(done.status.code(), &stdout(done), &stderr(done))
}

fn outcome(code: Option<i32>, stdout: &str, stderr: &str) -> String {
    let code = code.expect("the program ended by itself");
    let (stdout, stderr) = (string(stdout), string(stderr));
    format!("status.code = {code}\nstdout = {stdout}\nstderr = {stderr}\n")
}

/// As a string of TOML of several lines, literal where that can be.
fn string(text: &str) -> String {
    let is_plain = |c: char| c == '\n' || c == '\t' || !c.is_control();
    if text.chars().all(is_plain) && !text.contains("'''") && !text.ends_with('\'') {
        return format!("'''\n{text}'''");
    }
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '"' => escaped.push_str("\\\""),
            '\n' => escaped.push('\n'),
            c if c.is_control() => write!(escaped, "\\u{:04x}", u32::from(c)).unwrap(),
            c => escaped.push(c),
        }
    }
    format!("\"\"\"\n{escaped}\"\"\"")
}
