//! Only what stands on changed lines: `--changed-since REV --changed-lines`. Where there is no git, these tests say so and show
//! nothing.

use std::fs;

use tempfile::TempDir;

use super::{command, piped, run, site, stderr, stdout, write};
use crate::support::git::{begin_repository, commit, git};

/// A gap with words of its own on each line.
fn text(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("全年{word}若干回。\n"))
        .collect()
}

/// A repository with a first commit called `start`, or nothing where there is no git.
fn repository(files: &[(&str, &str)]) -> Option<TempDir> {
    let site = site();
    for (name, text) in files {
        write(&site, name, text);
    }
    let has_history = begin_repository(site.path()) && git(site.path(), &["tag", "start"]);
    has_history.then_some(site)
}

const CHANGED: [&str; 4] = ["check", "--changed-since", "start", "--changed-lines"];

/// The places that are reported, and how many are left out.
fn reported(site: &TempDir, more: &[&str]) -> (Vec<String>, u64) {
    let output = run(
        site,
        CHANGED.iter().chain(&["--format", "json"]).chain(more),
    );
    let report: serde_json::Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let diagnostics = report["diagnostics"].as_array().unwrap().iter();
    let places = diagnostics.map(|place| {
        let path = place["path"].as_str().unwrap();
        format!("{path}:{}", place["start"]["line"])
    });
    (
        places.collect(),
        report["summary"]["unchanged"].as_u64().unwrap(),
    )
}

#[test]
fn places_on_changed_lines_are_reported_and_others_counted() {
    let old = text(&["走访", "调研", "培训", "宣讲", "督查"]);
    let Some(site) = repository(&[("a.txt", &old), ("same.txt", &old), ("gone.txt", &old)]) else {
        return;
    };
    // A line put in, one changed, one taken out; what follows moves.
    let edited = old
        .replace("全年走访", "全年新增若干回。\n全年走访")
        .replace("全年宣讲", "今年宣讲")
        .replace("全年培训若干回。\n", "");
    write(&site, "a.txt", &edited);
    commit(site.path());
    write(&site, "a.txt", &format!("{edited}还没有提交的若干回。\n"));
    write(&site, "new.txt", &text(&["接待", "巡查"]));
    fs::remove_file(site.path().join("gone.txt")).unwrap();
    let places = ["a.txt:1", "a.txt:4", "a.txt:6", "new.txt:1", "new.txt:2"];
    assert_eq!(
        reported(&site, &[]),
        (places.map(str::to_owned).to_vec(), 3)
    );
    // Stands on no line of its own: what git calls a file with one long line.
    assert_eq!(reported(&site, &["new.txt"]).1, 0);
    let all = run(
        &site,
        ["check", "--changed-since", "start", "--format", "json"],
    );
    assert!(stdout(&all).contains("\"unchanged\":0"), "{}", stdout(&all));
}

#[test]
fn what_was_left_out_is_said_and_makes_nothing_ready() {
    let old = text(&["走访", "调研"]);
    let Some(site) = repository(&[("a.txt", &old)]) else {
        return;
    };
    write(&site, "a.txt", &format!("{old}已经写好。\n"));
    for (lang, said, never) in [
        ("en", "2 places on unchanged lines left out", "ready"),
        ("zh", "没改动的行上还有 2 处没有报", "可以提交"),
    ] {
        for format in ["human", "html"] {
            let args = ["--lang", lang, "--format", format];
            let output = run(&site, CHANGED.iter().chain(&args));
            assert_eq!(output.status.code(), Some(0));
            let shown = stdout(&output);
            assert!(shown.contains(said), "{format}: {shown}");
            assert!(!shown.contains(never) || format == "html", "{shown}");
        }
    }
    let page = stdout(&run(&site, CHANGED.iter().chain(&["--format", "html"])));
    assert!(page.contains("</span> Nothing new</h1>"), "{page}");
    assert!(
        !page.contains("Nothing left to fill in was found"),
        "{page}"
    );
    for format in [
        "concise",
        "github",
        "sarif",
        "gitlab",
        "rdjson",
        "rdjsonl",
        "junit",
        "checkstyle",
    ] {
        let told = stderr(&run(&site, CHANGED.iter().chain(&["--format", format])));
        assert!(
            told.contains("2 places on unchanged lines left out"),
            "{format}: {told}"
        );
    }
    write(&site, "a.txt", &format!("{old}{}", text(&["培训"])));
    let mixed = run(&site, CHANGED);
    assert_eq!(mixed.status.code(), Some(1));
    assert!(
        stdout(&mixed).contains("2 places on unchanged lines left out"),
        "{}",
        stdout(&mixed)
    );
}

#[test]
fn names_line_ends_and_the_settings_of_git_do_not_matter() {
    let old = text(&["走访", "调研", "培训"]);
    let windows = old.replace('\n', "\r\n");
    let names = ["新 稿.md", "b c.txt", "quote\"d.txt", "tab\t.txt"];
    let mut files: Vec<(&str, &str)> = names.iter().map(|name| (*name, &*old)).collect();
    files.extend([("windows.txt", &*windows), ("no-end.txt", old.trim_end())]);
    files.extend([
        ("mode.txt", &*old),
        ("moved.txt", &*old),
        ("sub/moved on.txt", &*old),
    ]);
    if cfg!(windows) {
        files.retain(|(name, _)| !name.contains(['"', '\t']));
    }
    let Some(site) = repository(&files) else {
        return;
    };
    let mut expected = Vec::new();
    for (name, text) in &files {
        if !matches!(*name, "mode.txt" | "moved.txt" | "sub/moved on.txt") {
            write(&site, name, &text.replace("全年调研", "今年调研"));
            expected.push(format!("{name}:2"));
        }
    }
    fs::rename(
        site.path().join("moved.txt"),
        site.path().join("b moved.txt"),
    )
    .unwrap();
    let edited = old.replace("全年培训", "今年培训");
    fs::remove_file(site.path().join("sub/moved on.txt")).unwrap();
    write(&site, "sub/moved there.txt", &edited);
    expected.push("sub/moved there.txt:3".to_owned());
    // Git knows a renamed file by its content once it knows the file.
    assert!(git(site.path(), &["add", "-A"]));
    assert!(git(
        site.path(),
        &["update-index", "--chmod=+x", "mode.txt"]
    ));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(site.path().join("mode.txt"), executable).unwrap();
    }
    expected.sort();
    let check = |site: &TempDir| {
        let (mut places, unchanged) = reported(site, &[]);
        places.sort();
        (places, unchanged)
    };
    let unchanged = 2 * expected.len() as u64 + 3 + if cfg!(unix) { 3 } else { 0 };
    assert_eq!(check(&site), (expected.clone(), unchanged));
    write(&site, "liar", "#!/bin/sh\necho liar >&2\nexit 3\n");
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.external", "./liar"),
        ("diff.context", "9"),
        ("diff.interHunkContext", "99"),
        ("diff.renames", "false"),
        ("diff.relative", "true"),
        ("color.ui", "always"),
        ("core.quotePath", "false"),
        ("diff.algorithm", "patience"),
        ("diff.said.textconv", "./liar"),
        ("diff.said.command", "./liar"),
    ] {
        assert!(git(site.path(), &["config", key, value]));
    }
    write(&site, ".git/info/attributes", "*.txt diff=said\n");
    assert_eq!(check(&site), (expected.clone(), unchanged));
    let args = CHANGED.iter().chain(&["--format", "concise"]);
    let output = command(&site, args)
        .env("GIT_EXTERNAL_DIFF", "./liar")
        .env("GIT_DIFF_OPTS", "--unified=50")
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "diff.noprefix")
        .env("GIT_CONFIG_VALUE_0", "true")
        .output()
        .unwrap();
    assert_eq!(
        stdout(&output).lines().count(),
        expected.len(),
        "{}",
        stdout(&output)
    );
}

#[test]
fn what_git_does_not_say_in_lines_is_reported_whole() {
    let old = text(&["走访", "调研"]);
    let Some(site) = repository(&[("utf16.txt", ""), ("no-diff.md", &old), ("a.txt", &old)]) else {
        return;
    };
    let utf16: Vec<u8> = format!("\u{feff}{old}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    fs::write(site.path().join("utf16.txt"), utf16).unwrap();
    write(&site, ".gitattributes", "*.md -diff\n");
    write(&site, "no-diff.md", &format!("{old}已经写好。\n"));
    write(&site, "a.txt", &format!("{old}已经写好。\n"));
    let places = ["no-diff.md:1", "no-diff.md:2", "utf16.txt:1", "utf16.txt:2"];
    assert_eq!(
        reported(&site, &[]),
        (places.map(str::to_owned).to_vec(), 2)
    );
    // What comes by a pipe has no history.
    let args = CHANGED.iter().chain(&["--format", "concise", "-"]);
    let piped = piped(command(&site, args), old.as_bytes());
    assert_eq!(stdout(&piped).lines().count(), 2);
}

#[test]
fn the_baseline_knows_what_stands_on_unchanged_lines_too() {
    let old = text(&["走访", "调研"]);
    let Some(site) = repository(&[("a.txt", &old)]) else {
        return;
    };
    run(&site, ["baseline"]);
    write(
        &site,
        "a.txt",
        &format!("{}已经写好。\n", text(&["走访", "调研", "培训"])),
    );
    let args = ["--baseline", "unfilled-baseline.jsonl", "--fail-on-stale"];
    let found = run(&site, CHANGED.iter().chain(&args));
    assert_eq!(found.status.code(), Some(1));
    let said = stdout(&found);
    assert!(
        said.contains("2 places known") && !said.contains("unchanged"),
        "{said}"
    );
    assert_eq!(stderr(&found), "", "nothing is stale");
}

#[test]
fn changed_lines_alone_mean_nothing() {
    let site = site();
    for (lang, words) in [
        ("en", "needs --changed-since"),
        ("zh", "要和 --changed-since 一起用"),
    ] {
        let failed = run(&site, [".", "--changed-lines", "--lang", lang]);
        assert_eq!(failed.status.code(), Some(2));
        assert!(stderr(&failed).contains(words), "{}", stderr(&failed));
    }
}
