//! The progress line, seen through a terminal that `script` makes.

use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::{OPEN, PROGRAM, site, write};

/// What a terminal of so many columns receives while `script` runs the shell command; nothing where there is no `script`.
fn on_terminal(site: &TempDir, columns: usize, command: &str) -> Option<String> {
    let command = format!("stty cols {columns} rows 24; {command}");
    let output = Command::new("script")
        .current_dir(site.path())
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env("TERM", "xterm")
        .env_remove("CI")
        .stdin(Stdio::null())
        .output();
    let Ok(output) = output else {
        println!("SKIPPED: there is no program `script` to make a terminal");
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_long_run_keeps_one_line_and_takes_it_away() {
    let site = site();
    for n in 0..40 {
        write(&site, format!("docs/{n:02}.txt"), OPEN);
    }
    for columns in [80, 40, 12] {
        // Standard input that comes late keeps the run going, however fast the machine.
        let run =
            format!("(sleep 1.5; echo 已写好) | {PROGRAM} --lang zh -j 2 docs - -o report.txt");
        let Some(seen) = on_terminal(&site, columns, &run) else {
            return;
        };
        let drawn: Vec<&str> = seen
            .split(['\r', '\n'])
            .filter(|part| part.contains("已检查"))
            .collect();
        assert!(drawn.len() > 2, "{seen:?}");
        for part in drawn {
            let width = unfilled::text::display_width(part.trim_matches('\u{8}'));
            assert!(width < columns, "{part:?} is {width} wide");
        }
        let (_, last) = seen.rsplit_once("已检查").unwrap();
        assert!(
            last.contains("\r  ") && last.contains("report.txt"),
            "the line is still there: {last:?}"
        );
    }
}

#[test]
fn the_line_comes_back_after_results() {
    let site = site();
    write(&site, "docs/a.txt", OPEN);
    let run = format!(
        "(sleep 1; echo 开展活动若干回。) | {PROGRAM} --lang zh -j 1 docs - --format concise"
    );
    if let Some(seen) = on_terminal(&site, 80, &run) {
        let (before, after) = seen.split_once("<stdin>:").unwrap();
        assert!(
            before.contains("已检查") && after.contains("已检查"),
            "{seen:?}"
        );
        let (_, last) = after.rsplit_once("已检查").unwrap();
        assert!(last.contains("\r  "), "the line is still there: {seen:?}");
    }
}

#[test]
fn a_short_run_shows_no_progress() {
    let site = site();
    write(&site, "docs/a.txt", OPEN);
    if let Some(seen) = on_terminal(&site, 80, &format!("{PROGRAM} --lang zh docs")) {
        assert!(
            seen.contains("还不能提交") && !seen.contains("已检查"),
            "{seen:?}"
        );
        assert!(!seen.contains('\u{8}'), "{seen:?}");
    }
}
