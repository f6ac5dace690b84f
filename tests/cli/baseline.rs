//! A team adopts the tool on an old folder: what was there is known, what is new fails, what is mended is taken out.

use std::fs;

use super::{OPEN, command, paths, run, site, stderr, stdout, write};

const FILE: &str = "unfilled-baseline.jsonl";
const ANOTHER: &str = "全年走访企业若干回。\n";

fn lines(site: &tempfile::TempDir) -> usize {
    let text = fs::read_to_string(site.path().join(FILE)).unwrap();
    text.lines().count() - 1
}

#[test]
fn what_was_there_is_known_and_what_is_new_fails() {
    let site = site();
    write(&site, "docs/a.txt", &OPEN.repeat(2));
    write(&site, "docs/deep/b.txt", OPEN);
    let made = run(&site, ["baseline"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(stdout(&made).contains("--baseline unfilled-baseline.jsonl"));
    assert_eq!(
        lines(&site),
        2,
        "a line for each file, as the words are the same"
    );
    assert_eq!(
        run(&site, ["docs"]).status.code(),
        Some(1),
        "nobody asked for it"
    );

    let by_flag = ["docs", "--baseline", FILE];
    let known = run(&site, by_flag);
    assert_eq!(known.status.code(), Some(0), "{}", stdout(&known));
    let said = stdout(&known);
    assert!(
        said.contains("nothing new: 3 places known from the baseline"),
        "{said}"
    );
    assert!(!said.contains("ready to submit"), "{said}");
    let page = stdout(&run(&site, by_flag.iter().chain(&["--format", "html"])));
    assert!(page.contains("</span> Nothing new</h1>"), "{page}");
    assert!(
        page.contains("docs/a.txt</a> <span class=\"result\">Nothing new: 2 places known"),
        "{page}"
    );
    assert!(
        !page.contains("Nothing left to fill in was found"),
        "{page}"
    );

    let settings =
        format!("baseline = \"{FILE}\"\nrules = [\"house\"]\nselect = [\"open-number\"]\n");
    write(&site, "unfilled.toml", &settings);
    assert_eq!(run(&site, ["docs"]).status.code(), Some(0));
    assert_eq!(run(&site, ["docs", "--no-baseline"]).status.code(), Some(1));

    write(&site, "docs/a.txt", &format!("{}{ANOTHER}", OPEN.repeat(2)));
    write(&site, "docs/deep/b.txt", &OPEN.repeat(2));
    let new = run(&site, ["docs", "--format", "json"]);
    assert_eq!(new.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&new.stdout).unwrap();
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 2);
    assert_eq!(report["summary"]["known"], 3);
}

#[test]
fn a_stale_baseline_is_told_and_only_shrinks() {
    let site = site();
    for name in ["docs/a.txt", "docs/b.txt", "other/c.txt"] {
        write(&site, name, &format!("{OPEN}{ANOTHER}"));
    }
    run(&site, ["baseline"]);
    assert_eq!(lines(&site), 6);
    write(&site, "docs/a.txt", &format!("{ANOTHER}全年培训若干回。\n"));
    fs::remove_file(site.path().join("docs/b.txt")).unwrap();
    fs::remove_file(site.path().join("other/c.txt")).unwrap();

    let by_flag = |more: &[&str]| {
        let args = ["docs", "--baseline", FILE].iter().chain(more);
        run(&site, args)
    };
    let found = by_flag(&[]);
    assert_eq!(found.status.code(), Some(1), "the new one");
    let said = stderr(&found);
    assert!(said.contains(": 3;") && said.contains("--update"), "{said}");
    for named in [
        "  docs/a.txt: 开展活动 [若干回]\n",
        "  docs/b.txt (no longer there): 开展活动 [若干回]\n",
        "  docs/b.txt (no longer there): 走访企业 [若干回]\n",
    ] {
        assert!(said.contains(named), "{said}");
    }
    assert_eq!(by_flag(&["--fail-on-stale"]).status.code(), Some(1));
    assert_eq!(by_flag(&["--exit-zero"]).status.code(), Some(0));

    let updated = run(&site, ["baseline", "docs", "--update"]);
    assert!(
        stdout(&updated).contains("not taken in"),
        "{}",
        stdout(&updated)
    );
    assert_eq!(
        lines(&site),
        3,
        "one of a.txt, two of the folder that was not named"
    );
    write(&site, "docs/a.txt", "好。\n");
    assert_eq!(by_flag(&["--fail-on-stale"]).status.code(), Some(3));
    assert_eq!(by_flag(&[]).status.code(), Some(0));
    let twice = |name: &str| {
        run(&site, ["baseline", name]);
        fs::read(site.path().join(FILE)).unwrap()
    };
    assert_eq!(twice("."), twice("."));
    assert_eq!(lines(&site), 0);
}

/// A long place and a short one in it: the long one is reported alone, and once it is mended, the short one.
#[test]
fn what_comes_up_when_a_longer_place_is_mended_is_nothing_new() {
    let site = site();
    let settings = "rules = [\"house\"]\nwords = [\"若干回待*补写\"]\nselect = [\"open-number\", \"house-words\"]\n";
    write(&site, "unfilled.toml", settings);
    let check = || run(&site, ["a.txt", "--baseline", FILE, "--fail-on-stale"]);
    let update = || stdout(&run(&site, ["baseline", "--update"]));
    write(&site, "a.txt", "全年开展活动若干回待办公室补写。\n");
    let made = stdout(&run(&site, ["baseline"]));
    assert!(made.contains("1 known in files: 1 (new: 1;"), "{made}");
    let written = fs::read(site.path().join(FILE)).unwrap();
    assert!(update().contains("mended and taken out: 0)"));
    assert_eq!(written, fs::read(site.path().join(FILE)).unwrap());

    write(&site, "a.txt", "全年开展活动若干回。\n");
    let mended = check();
    assert_eq!(mended.status.code(), Some(3), "{}", stdout(&mended));
    assert!(stdout(&mended).contains("1 place known"));
    let said = stderr(&mended);
    assert!(
        said.contains("mended or gone: 1;") && said.contains("[若干回待办公室补写]"),
        "{said}"
    );
    write(&site, "a.txt", "全年开展活动若干回，走访企业若干回。\n");
    let new = check();
    assert_eq!(new.status.code(), Some(1), "one more of the same words");
    assert!(stdout(&new).contains("走访企业"), "{}", stdout(&new));

    write(&site, "a.txt", "全年开展活动若干回。\n");
    let updated = update();
    assert!(
        updated.contains("1 known in files: 1 (new: 0; mended and taken out: 1)"),
        "{updated}"
    );
    assert_eq!(check().status.code(), Some(0));
    write(&site, "a.txt", "全年开展活动十二回。\n");
    let said = stderr(&check());
    assert!(said.contains("开展活动 [若干回]"), "{said}");
}

#[test]
fn no_more_mended_places_are_named_than_a_person_reads() {
    let site = site();
    let words = |n: u32| char::from_u32(0x4e00 + n).unwrap();
    let text: String = (0..50)
        .map(|n| format!("{0}{0}活动若干回。\n", words(n)))
        .collect();
    write(&site, "a.txt", &text);
    run(&site, ["baseline"]);
    write(&site, "a.txt", "好。\n");
    let args = ["a.txt", "--baseline", FILE, "--quiet"];
    assert_eq!(stderr(&run(&site, args)), "");
    let loud = args.iter().chain(&["--fail-on-stale", "--lang", "zh"]);
    let said = stderr(&run(&site, loud));
    assert_eq!(said.lines().count(), 1 + 20 + 1, "{said}");
    assert!(said.ends_with("  另有 30 处\n"), "{said}");
    let updated = stdout(&run(&site, ["baseline", "--update"]));
    assert!(updated.contains("  and more places: 30\n"), "{updated}");
}

#[test]
fn the_folder_may_move_and_rules_may_rest() {
    let site = site();
    write(&site, "docs/a.txt", OPEN);
    run(
        &site,
        ["baseline", "docs", "--baseline", "docs/known.jsonl"],
    );
    fs::create_dir(site.path().join("deep")).unwrap();
    fs::rename(site.path().join("docs"), site.path().join("deep/moved")).unwrap();
    let args = ["deep", "--baseline", "deep/moved/known.jsonl"];
    let moved = run(&site, args);
    assert_eq!(moved.status.code(), Some(0), "{}", stdout(&moved));
    let other = run(
        &site,
        args.iter()
            .chain(&["--ignore", "open-number", "--fail-on-stale"]),
    );
    assert_eq!(
        other.status.code(),
        Some(0),
        "a rule that is off mends nothing"
    );
}

#[test]
fn a_baseline_that_cannot_be_used_ends_the_run() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(
        &site,
        "conflict.jsonl",
        "{\"unfilled-baseline\":1}\n<<<<<<< HEAD\n",
    );
    for (file, english) in [
        ("none.jsonl", "there is no baseline"),
        ("a.txt", "this is no baseline"),
        ("conflict.jsonl", "git could not merge"),
        ("house", "folder"),
    ] {
        for verb in [["check", "."], ["baseline", "--update"]] {
            let failed = run(&site, verb.iter().chain(&["--baseline", file]));
            assert_eq!(failed.status.code(), Some(2), "{file}");
            assert!(stderr(&failed).contains(english), "{}", stderr(&failed));
            let mut zh = command(&site, verb);
            let zh = zh
                .args(["--baseline", file, "--lang", "zh"])
                .output()
                .unwrap();
            assert!(!stderr(&zh).contains(english), "{}", stderr(&zh));
        }
    }
    assert_eq!(paths(&run(&site, [".", "--format", "json"])), ["a.txt"]);
}
