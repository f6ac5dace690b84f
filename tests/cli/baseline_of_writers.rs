//! Commands that write leave alone what the baseline of the settings holds, as the check does.

use std::fs;

use tempfile::TempDir;

use super::worksheet::answered;
use super::{run, stderr, stdout};

const OLD: &str = "第一段##paidbegin##内容。\n共慰问××人。\n";
const NEW: &str = "第二段##paidend##内容。\n又走访企业××家。\n";

/// A draft with old places, which are known, and new ones.
fn site() -> TempDir {
    let site = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(site.path().join(name), text).unwrap();
    write("unfilled.toml", "baseline = \"known.jsonl\"\n");
    write("draft.txt", OLD);
    let made = run(&site, ["baseline", "draft.txt"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    write("draft.txt", &format!("{OLD}{NEW}"));
    site
}

fn draft(site: &TempDir, name: &str) -> String {
    fs::read_to_string(site.path().join(name)).unwrap()
}

#[test]
fn old_places_are_not_mended() {
    let site = site();
    let shown = run(&site, ["fix", "draft.txt"]);
    let words = stdout(&shown);
    assert!(
        words.contains("paidend") && !words.contains("paidbegin"),
        "{words}"
    );
    run(&site, ["fix", "--write", "draft.txt"]);
    let mended = format!("{OLD}{}", NEW.replace("##paidend##", ""));
    assert_eq!(draft(&site, "draft.txt"), mended);
    run(&site, ["fix", "--write", "--no-baseline", "draft.txt"]);
    assert!(!draft(&site, "draft.txt").contains("paid"));
}

#[test]
fn old_places_are_not_asked_for_and_do_not_count_as_left() {
    let site = site();
    run(&site, ["fix", "--write", "draft.txt"]);
    let sheet = ["worksheet", "draft.txt", "-o", "worksheet.csv", "--force"];
    let all = run(&site, sheet.iter().chain(&["--no-baseline"]));
    assert!(stderr(&all).contains("3 places"), "{}", stderr(&all));
    let new = run(&site, sheet);
    assert!(stderr(&new).contains("1 place)"), "{}", stderr(&new));
    answered(&site, &["12"]);
    let filling = ["fill", "draft.txt", "--answers", "answers.csv"];
    let done = run(&site, filling);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert!(
        stderr(&done).contains("1 of 1 filled in, 0 left"),
        "{}",
        stderr(&done)
    );
    let filled = draft(&site, "draft.filled.txt");
    assert!(
        filled.contains("××人") && filled.contains("走访企业12家"),
        "{filled}"
    );
}

#[test]
fn a_baseline_that_is_not_there_is_told() {
    let site = site();
    fs::remove_file(site.path().join("known.jsonl")).unwrap();
    for command in ["fix", "worksheet", "annotate"] {
        let refused = run(&site, [command, "draft.txt"]);
        assert_eq!(refused.status.code(), Some(2), "{command}");
        assert!(
            stderr(&refused).contains("--no-baseline"),
            "{}",
            stderr(&refused)
        );
        let without = run(&site, [command, "draft.txt", "--no-baseline"]);
        assert_eq!(without.status.code(), Some(0), "{}", stderr(&without));
    }
}
