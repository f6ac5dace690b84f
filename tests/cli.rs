//! The program as a person or a build server meets it: a real process, its streams, its status.
//!
//! What can be written down as a command and its output is a file under `fixtures/cmd/`; here is what cannot.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_unfilled");
/// A rule of our own, so that these tests do not depend on the words of built-in rules.
const RULE: &str = include_str!("../fixtures/cmd/site/house/quantity/open-number.toml");
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
        .stdin(Stdio::null());
    command
}

fn run<A: AsRef<OsStr>>(site: &TempDir, args: impl IntoIterator<Item = A>) -> Output {
    command(site, args).output().unwrap()
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
fn commands_do_what_is_written_down() {
    trycmd::TestCases::new()
        .default_bin_path(PROGRAM)
        .env("LANGUAGE", "en")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .case("fixtures/cmd/*.toml")
        .run();
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
fn a_walk_keeps_to_documents_that_are_not_ignored() {
    let site = site();
    for name in [
        "b.txt",
        "a.md",
        "c/z.txt",
        "c/a.txt",
        "prog.py",
        ".hidden.txt",
        ".git/x.txt",
        "c/.h/x.txt",
        "~$a.docx",
        "build/x.txt",
        "keep/no.txt",
        "keep/yes.txt",
        "deep/only-here.txt",
        "only-here.txt",
    ] {
        write(&site, name, OPEN);
    }
    write(&site, ".gitignore", "build/\nno.txt\nyes.txt\n");
    write(&site, "keep/.ignore", "!yes.txt\n");
    write(&site, "deep/.unfilledignore", "/only-here.txt\n");
    let all = [
        "a.md",
        "b.txt",
        "c/a.txt",
        "c/z.txt",
        "keep/yes.txt",
        "only-here.txt",
    ];
    assert_eq!(paths(&run(&site, [".", "--format", "json"])), all);
    // A folder inside: the files above it still count, also without a repository.
    assert_eq!(
        paths(&run(&site, ["keep", "--format", "json"])),
        ["keep/yes.txt"]
    );
    fs::remove_dir_all(site.path().join(".git")).unwrap();
    assert_eq!(
        paths(&run(&site, ["keep", "--format", "json"])),
        ["keep/yes.txt"]
    );
    let named = ["build/x.txt", "prog.py", ".hidden.txt", "--format", "json"];
    assert_eq!(
        paths(&run(&site, named)),
        ["build/x.txt", "prog.py", ".hidden.txt"]
    );
    let free = run(&site, ["build", "deep", "--no-ignore", "--format", "json"]);
    assert_eq!(paths(&free), ["build/x.txt", "deep/only-here.txt"]);
    let hidden = paths(&run(&site, [".", "--hidden", "--format", "json"]));
    assert!(hidden.contains(&".hidden.txt".to_owned()), "{hidden:?}");
}

#[test]
fn what_is_named_twice_is_checked_once() {
    let site = site();
    write(&site, "docs/a.txt", OPEN);
    write(&site, "docs/b.txt", OPEN);
    let args = [
        "docs/b.txt",
        "docs",
        "./docs",
        "docs/../docs/b.txt",
        "--format",
        "json",
    ];
    assert_eq!(paths(&run(&site, args)), ["docs/b.txt", "docs/a.txt"]);
}

#[test]
fn settings_leave_files_out_and_bring_others_in() {
    let site = site();
    let settings = "rules = [\"house\"]\nselect = [\"open-number\"]\nexclude = [\"old/\"]\ninclude = [\"*.log\"]\n";
    write(&site, "unfilled.toml", settings);
    for name in ["old/a.txt", "new/a.txt", "new/b.log", "new/c.exe"] {
        write(&site, name, OPEN);
    }
    assert_eq!(
        paths(&run(&site, [".", "--format", "json"])),
        ["new/a.txt", "new/b.log"]
    );
}

#[test]
fn settings_are_those_of_the_folder_that_holds_the_documents() {
    let (elsewhere, site) = (TempDir::new().unwrap(), site());
    write(&site, "sub/a.txt", OPEN);
    let file = site.path().join("sub/a.txt");
    let found = run(&elsewhere, [file.as_os_str()]);
    assert_eq!(found.status.code(), Some(1), "{}", stderr(&found));
    let isolated = run(&elsewhere, [file.as_os_str(), OsStr::new("--isolated")]);
    assert_eq!(isolated.status.code(), Some(0), "{}", stdout(&isolated));
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
    for format in ["human", "json", "concise"] {
        let once = run(&site, ["docs", "--format", format, "--jobs", "1"]);
        assert_eq!(once.status.code(), Some(1));
        for jobs in ["2", "8", "32"] {
            let again = run(&site, ["docs", "--format", format, "--jobs", jobs]);
            assert!(once == again, "{format} with {jobs} threads differs");
        }
    }
}

#[test]
fn results_go_into_a_file_that_is_complete_or_not_there() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(&site, "report.md", "an older report, 若干回\n");
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

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn pipes_devices_and_sockets_are_never_opened() {
        let site = site();
        write(&site, "docs/a.txt", OPEN);
        make_pipe(&site.path().join("docs/pipe.txt"));
        make_pipe(&site.path().join("docs/.gitignore"));
        let _socket = UnixListener::bind(site.path().join("docs/socket.txt")).unwrap();
        let child = command(&site, ["docs"])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        assert_eq!(ends_within(child, Duration::from_secs(10)).code(), Some(1));
        for path in ["docs/pipe.txt", "docs/socket.txt", "/dev/zero"] {
            let mut child = command(&site, [path])
                .stderr(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            let mut said = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut said)
                .unwrap();
            assert_eq!(
                ends_within(child, Duration::from_secs(10)).code(),
                Some(2),
                "{path}"
            );
            assert!(said.contains("not a regular file"), "{path}: {said}");
        }
    }

    #[test]
    fn links_in_folders_are_not_followed_and_named_ones_are() {
        let site = site();
        write(&site, "docs/a.txt", OPEN);
        write(&site, "other/b.txt", OPEN);
        symlink("..", site.path().join("docs/up")).unwrap();
        symlink("self", site.path().join("docs/self")).unwrap();
        symlink("../other", site.path().join("docs/aside")).unwrap();
        symlink("../other/b.txt", site.path().join("docs/b.txt")).unwrap();
        assert_eq!(
            paths(&run(&site, ["docs", "--format", "json"])),
            ["docs/a.txt"]
        );
        let named = run(
            &site,
            ["docs/b.txt", "docs/aside/b.txt", "--format", "json"],
        );
        assert_eq!(paths(&named), ["docs/b.txt"]);
        assert_eq!(
            paths(&run(&site, ["docs/aside", "--format", "json"])),
            ["docs/aside/b.txt"]
        );
        let looped = run(&site, ["docs/self", "docs/a.txt"]);
        assert_eq!(looped.status.code(), Some(2));
        assert!(
            stderr(&looped).contains("leads to itself"),
            "{}",
            stderr(&looped)
        );
        assert!(
            stdout(&looped).contains("docs/a.txt"),
            "the others are checked all the same"
        );
    }

    #[test]
    fn names_of_any_bytes_are_kept_and_shown() {
        let site = site();
        for bytes in [b"\xb1\xa8.txt".as_slice(), b"a\xff\xfe.txt"] {
            write(&site, OsStr::from_bytes(bytes), OPEN);
        }
        for entry in unfilled::report::REPORTERS {
            let output = run(&site, [".", "--format", entry.name]);
            assert_eq!(
                output.status.code(),
                Some(1),
                "{}: {}",
                entry.name,
                stderr(&output)
            );
        }
        assert_eq!(
            paths(&run(&site, [".", "--format", "json"])),
            ["a\\xFF\\xFE.txt", "\\xB1\\xA8.txt"]
        );
    }

    #[test]
    fn a_full_disk_is_told() {
        let site = site();
        write(&site, "a.txt", OPEN);
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = command(&site, ["a.txt"]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stderr(&output).contains("the disk is full"),
            "{}",
            stderr(&output)
        );
        let output = run(&site, ["a.txt", "-o", "/dev/full"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            Path::new("/dev/full").exists(),
            "a device is written to, not replaced"
        );
    }

    #[test]
    fn a_reader_that_has_seen_enough_ends_the_run() {
        let site = site();
        for n in 0..200 {
            write(&site, format!("docs/{n}.txt"), &OPEN.repeat(500));
        }
        let mut child = command(&site, ["docs", "--format", "concise"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let mut errors = child.stderr.take().unwrap();
        ends_within(child, Duration::from_secs(10));
        let mut said = String::new();
        errors.read_to_string(&mut said).unwrap();
        assert_eq!(said, "");
        assert!(line.contains("docs/0.txt"));
    }

    #[test]
    fn a_rule_folder_may_not_be_a_link_to_elsewhere() {
        let (site, elsewhere) = (site(), TempDir::new().unwrap());
        write(&site, "a.txt", OPEN);
        fs::remove_dir_all(site.path().join("house")).unwrap();
        symlink(elsewhere.path(), site.path().join("house")).unwrap();
        let output = run(&site, ["a.txt"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("outside"), "{}", stderr(&output));
    }
}

#[test]
fn standard_input_is_a_file_like_any_other() {
    let site = site();
    let mut child = command(
        &site,
        ["-", "--stdin-filename", "notes.md", "--format", "json"],
    )
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .spawn()
    .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(OPEN.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(paths(&output), ["notes.md"]);
}

#[test]
fn a_file_beyond_the_limit_is_told_without_being_read() {
    let site = site();
    let large = fs::File::create(site.path().join("large.txt")).unwrap();
    large.set_len((256 << 20) + 1).unwrap();
    let output = run(&site, ["large.txt"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("256 MiB"), "{}", stderr(&output));
    assert_eq!(run(&site, ["large.txt", "--strict"]).status.code(), Some(2));
}
