//! Only what git says was changed: `--changed-since`. Where there is no git, these tests say so and show nothing.

use std::fs;

use tempfile::TempDir;

use super::{OPEN, command, paths, piped, run, site, stderr, write};
use crate::support::git::{begin_repository, commit, git};

/// A repository with a first commit called `start`, or nothing where there is no git.
fn repository(names: &[&str]) -> Option<TempDir> {
    let site = site();
    for name in names {
        write(&site, name, OPEN);
    }
    let has_history = begin_repository(site.path()) && git(site.path(), &["tag", "start"]);
    has_history.then_some(site)
}

fn checked(site: &TempDir, more: &[&str]) -> Vec<String> {
    let args = ["check", "--format", "json", "--changed-since", "start"];
    let output = run(site, args.iter().chain(more));
    assert!(output.stderr.is_empty() || stderr(&output).contains("no files"));
    paths(&output)
}

#[test]
fn what_was_changed_in_any_way_is_checked_and_nothing_else() {
    let names = [
        "same.txt",
        "staged.txt",
        "edited.txt",
        "old.txt",
        "gone.txt",
        "docs/a.md",
    ];
    let Some(site) = repository(&names) else {
        return;
    };
    assert_eq!(checked(&site, &[]), [""; 0]);
    let more = format!("{OPEN}{OPEN}");
    write(&site, "docs/a.md", &more);
    commit(site.path());
    write(&site, "staged.txt", &more);
    assert!(git(site.path(), &["add", "staged.txt"]));
    write(&site, "edited.txt", &more);
    write(&site, ".gitignore", "out/\n");
    for name in [
        "新 稿.md",
        "out/made.txt",
        "unread.bin",
        ".hidden/a.txt",
        "repository/a.md",
    ] {
        write(&site, name, OPEN);
    }
    // Nobody has made it part of the one around it.
    assert!(git(&site.path().join("repository"), &["init", "-q"]));
    fs::remove_file(site.path().join("gone.txt")).unwrap();
    fs::rename(site.path().join("old.txt"), site.path().join("moved.txt")).unwrap();
    // Written again, as it was.
    write(&site, "same.txt", OPEN);
    let all = [
        "docs/a.md",
        "edited.txt",
        "moved.txt",
        "repository/a.md",
        "staged.txt",
        "新 稿.md",
    ];
    assert_eq!(checked(&site, &[]), all);
    assert_eq!(
        checked(&site, &["docs", "same.txt", "edited.txt"]),
        ["docs/a.md", "edited.txt"]
    );
    write(&site, "list", "same.txt\nedited.txt\n");
    assert_eq!(checked(&site, &["--files-from", "list"]), ["edited.txt"]);
}

#[test]
fn what_others_did_meanwhile_is_not_ours() {
    let Some(site) = repository(&["a.txt", "b.txt"]) else {
        return;
    };
    let more = format!("{OPEN}{OPEN}");
    assert!(git(site.path(), &["checkout", "-qb", "theirs"]));
    write(&site, "a.txt", &more);
    commit(site.path());
    assert!(git(site.path(), &["checkout", "-q", "-b", "ours", "start"]));
    write(&site, "b.txt", &more);
    commit(site.path());
    let output = run(&site, ["--changed-since", "theirs", "--format", "json"]);
    assert_eq!(paths(&output), ["b.txt"]);
}

#[test]
fn it_does_not_matter_where_one_stands_or_what_a_hook_sets() {
    let Some(site) = repository(&["docs/a.txt", "b.txt"]) else {
        return;
    };
    write(&site, "docs/a.txt", &format!("{OPEN}{OPEN}"));
    let output = command(
        &site,
        [
            "--changed-since",
            "start",
            "--format",
            "json",
            "../b.txt",
            ".",
        ],
    )
    .current_dir(site.path().join("docs"))
    .env("GIT_DIR", "no-such-folder")
    .env("GIT_INDEX_FILE", "no-such-file")
    .output()
    .unwrap();
    assert_eq!(paths(&output), ["a.txt"]);
    // What comes by a pipe has no history.
    let args = ["check", "--changed-since", "start", "--format", "json", "-"];
    let output = piped(command(&site, args), OPEN.as_bytes());
    assert_eq!(paths(&output), ["<stdin>"]);
}

#[test]
fn what_git_cannot_tell_fails_the_run_and_says_why() {
    let Some(site) = repository(&["a.txt"]) else {
        return;
    };
    for (revision, words) in [
        ("nowhere", "since “nowhere”"),
        ("", "since “”"),
        ("--output=stolen", "since “--output=stolen”"),
        ("start:a.txt", "since “start:a.txt”"),
        ("a\u{1b}[2J", "since “a␛[2J”"),
    ] {
        let output = run(&site, [format!("--changed-since={revision}")]);
        assert_eq!(output.status.code(), Some(2), "{revision}");
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
    assert!(!site.path().join("stolen").exists());
    let elsewhere = super::site();
    let output = run(&elsewhere, ["--changed-since", "start"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("in no git repository"),
        "{}",
        stderr(&output)
    );
    let output = command(&site, ["--changed-since", "start"])
        .env("PATH", site.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("install git"),
        "{}",
        stderr(&output)
    );
}
