//! What is there already stays there, unless it is an older report or the person says otherwise.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use unfilled::report::{REPORTERS, is_report};

use super::{OPEN, run, site, stderr, stdout, write};

const DRAFT: &str = "我的草稿：全年开展活动若干回。\n";

pub(super) fn read(site: &TempDir, name: impl AsRef<Path>) -> String {
    fs::read_to_string(site.path().join(name)).unwrap()
}

/// The run was refused, told why, and said what to do instead; nothing is left lying about.
#[track_caller]
fn is_refused(site: &TempDir, output: &Output) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("--force") && said.contains("another name"),
        "{said}"
    );
    assert_eq!(stdout(output), "");
    let names = fs::read_dir(site.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names.filter(|name| name.ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_file_to_be_checked_is_not_written_over() {
    let site = site();
    write(&site, "draft.md", DRAFT);
    let spellings = ["draft.md", "./draft.md", "docs/../draft.md"];
    write(&site, "docs/other.md", OPEN);
    for named in spellings {
        for output in spellings {
            let refused = run(&site, [named, "-o", output]);
            is_refused(&site, &refused);
            assert!(
                stderr(&refused).contains("to be checked"),
                "{}",
                stderr(&refused)
            );
            assert_eq!(read(&site, "draft.md"), DRAFT);
        }
    }
    // Not even where it looks like a report: whoever names it wants it read.
    let report = "a.txt:1:7: error open-number 若干回\n";
    write(&site, "old.txt", report);
    is_refused(&site, &run(&site, ["old.txt", "-o", "old.txt"]));
    write(&site, "list.txt", "draft.md\n");
    is_refused(
        &site,
        &run(&site, ["--files-from", "list.txt", "-o", "draft.md"]),
    );
    is_refused(
        &site,
        &run(&site, ["--files-from", "list.txt", "-o", "list.txt"]),
    );
    assert_eq!(
        read(&site, "old.txt") + &read(&site, "draft.md"),
        report.to_owned() + DRAFT
    );
}

#[test]
fn a_file_to_be_checked_is_known_by_its_other_names() {
    let site = site();
    write(&site, "draft.md", DRAFT);
    fs::hard_link(site.path().join("draft.md"), site.path().join("twin.md")).unwrap();
    is_refused(&site, &run(&site, ["draft.md", "-o", "twin.md"]));
    is_refused(&site, &run(&site, ["twin.md", "-o", "draft.md"]));
    // Where the file system takes both for one name, it is one file; elsewhere the other name is free.
    let capitals = run(&site, ["draft.md", "-o", "DRAFT.md"]);
    assert_eq!(
        capitals.status.code() == Some(2),
        site.path().join("Draft.md").exists()
    );
    assert_eq!(read(&site, "draft.md"), DRAFT);
}

#[cfg(unix)]
#[test]
fn a_file_to_be_checked_is_known_behind_links() {
    use std::os::unix::fs::symlink;
    let site = site();
    write(&site, "docs/draft.md", DRAFT);
    symlink("docs/draft.md", site.path().join("link.md")).unwrap();
    symlink("docs", site.path().join("folder")).unwrap();
    for (named, output) in [
        ("docs/draft.md", "link.md"),
        ("link.md", "docs/draft.md"),
        ("docs/draft.md", "folder/draft.md"),
        ("link.md", "link.md"),
    ] {
        is_refused(&site, &run(&site, [named, "-o", output]));
    }
    assert_eq!(read(&site, "docs/draft.md"), DRAFT);
    assert!(
        fs::symlink_metadata(site.path().join("link.md"))
            .unwrap()
            .is_symlink()
    );
}

#[test]
fn a_file_in_a_checked_folder_is_not_written_over() {
    let site = site();
    write(&site, "docs/draft.md", DRAFT);
    is_refused(&site, &run(&site, ["docs", "-o", "docs/draft.md"]));
    is_refused(
        &site,
        &run(&site, [".", "-o", "./docs/draft.md", "--format", "html"]),
    );
    assert_eq!(read(&site, "docs/draft.md"), DRAFT);
}

#[test]
fn no_other_file_is_written_over() {
    let site = site();
    write(&site, "a.txt", OPEN);
    let settings = read(&site, "unfilled.toml");
    // A text that shows reports is none, nor is what other tools write.
    let others = [
        ("notes.txt", "记事\n"),
        (
            "readme.md",
            "# Use\n\n{\"version\":1,\"tool\":{\"name\":\"unfilled\"}}\n",
        ),
        (
            "page.html",
            "<!DOCTYPE html>\n<html><head><title>unfilled</title></head></html>\n",
        ),
        (
            "data.json",
            "{\"version\":1,\"tool\":{\"name\":\"other\"}}\n",
        ),
        (
            "other.sarif",
            "{\"$schema\":\"x\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"other\"}}}]}\n",
        ),
        (
            "style.xml",
            "<?xml version=\"1.0\"?>\n<checkstyle version=\"4.3\"/>\n",
        ),
        (
            "junit.xml",
            "<?xml version=\"1.0\"?>\n<testsuites name=\"other\"/>\n",
        ),
        ("gcc.log", "a.c:1:2: warning: unused variable [-Wunused]\n"),
        ("about.txt", "unfilled vacancies: a report\n"),
        ("table.csv", "[]\n[]\nx\n"),
    ];
    for (name, text) in others {
        write(&site, name, text);
        let refused = run(&site, ["a.txt", "-o", name]);
        is_refused(&site, &refused);
        assert!(stderr(&refused).contains("no earlier report"), "{name}");
        assert_eq!(read(&site, name), text);
    }
    fs::write(
        site.path().join("picture.png"),
        b"\x89PNG\r\n\x1a\n\xff\xd8",
    )
    .unwrap();
    is_refused(&site, &run(&site, ["a.txt", "-o", "picture.png"]));
    is_refused(&site, &run(&site, ["a.txt", "-o", "unfilled.toml"]));
    assert_eq!(read(&site, "unfilled.toml"), settings);
    run(&site, ["baseline", "a.txt", "--baseline", "known.jsonl"]);
    is_refused(&site, &run(&site, ["a.txt", "-o", "known.jsonl"]));
}

#[test]
fn whoever_insists_may_write_over_anything() {
    let site = site();
    write(&site, "a.txt", OPEN);
    for name in ["notes.txt", "a.txt"] {
        write(&site, name, OPEN);
        let done = run(
            &site,
            ["a.txt", "-o", name, "--force", "--format", "concise"],
        );
        assert_eq!(done.status.code(), Some(1), "{}", stderr(&done));
        assert!(
            read(&site, name).starts_with("a.txt:1:"),
            "{}",
            read(&site, name)
        );
    }
}

#[test]
fn a_report_takes_the_place_of_an_older_one_in_any_format() {
    let site = site();
    write(&site, "open.txt", OPEN);
    write(&site, "clean.txt", "都写好了。\n");
    write(&site, "damaged.docx", "this is no archive");
    for entry in REPORTERS {
        for (lang, named) in [
            ("zh", "open.txt"),
            ("en", "clean.txt"),
            ("zh", "damaged.docx"),
            ("en", "."),
        ] {
            let args = [
                named,
                "--format",
                entry.name,
                "--lang",
                lang,
                "-o",
                "report.out",
            ];
            for _ in 0..2 {
                let done = run(&site, args);
                assert!(
                    !stderr(&done).contains("--force"),
                    "{args:?}: {}",
                    stderr(&done)
                );
            }
            let report = read(&site, "report.out");
            assert!(
                report.is_empty() || is_report(&report),
                "{args:?}: {report}"
            );
        }
    }
}

#[test]
fn an_empty_file_holds_nothing_to_be_lost() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(&site, "empty.txt", "");
    let done = run(&site, ["a.txt", "-o", "empty.txt"]);
    assert_eq!(done.status.code(), Some(1), "{}", stderr(&done));
    assert!(read(&site, "empty.txt").contains("open-number"));
}

#[test]
fn whoever_writes_to_a_file_is_told_the_verdict_and_the_file() {
    let site = site();
    write(&site, "a.txt", OPEN);
    let verdict = stdout(&run(&site, ["a.txt"]))
        .lines()
        .last()
        .unwrap()
        .to_owned();
    for format in ["human", "json", "html", "junit"] {
        let done = run(&site, ["a.txt", "-o", "report.out", "--format", format]);
        assert_eq!(stdout(&done), "");
        assert_eq!(
            stderr(&done),
            format!("{verdict}\nthe results are in report.out\n")
        );
        let quiet = run(
            &site,
            ["a.txt", "-o", "report.out", "--format", format, "-q"],
        );
        assert_eq!(stdout(&quiet) + &stderr(&quiet), "");
    }
    let done = run(&site, ["a.txt", "-o", "报告.txt", "--lang", "zh"]);
    assert!(
        stderr(&done).ends_with("检查结果写进了 报告.txt\n"),
        "{}",
        stderr(&done)
    );
    assert!(read(&site, "报告.txt").starts_with("unfilled "));
}

#[test]
fn a_name_as_long_as_names_can_be_is_written() {
    let site = site();
    write(&site, "a.txt", OPEN);
    let name = format!("{}.txt", "长".repeat(80));
    let done = run(&site, ["a.txt", "-o", &name, "--format", "concise"]);
    assert_eq!(done.status.code(), Some(1), "{}", stderr(&done));
    assert!(read(&site, &name).starts_with("a.txt:1:"));
}

#[test]
fn a_baseline_takes_the_place_of_a_baseline_only() {
    let site = site();
    write(&site, "a.txt", OPEN);
    for text in [DRAFT, "", "{\"type\":\"file\"}\n"] {
        write(&site, "mine.jsonl", text);
        for update in [
            &["baseline", "a.txt", "--baseline", "mine.jsonl"][..],
            &["baseline", "--update", "a.txt", "--baseline", "mine.jsonl"],
        ] {
            let refused = run(&site, update);
            assert_eq!(refused.status.code(), Some(2), "{}", stdout(&refused));
            assert_eq!(read(&site, "mine.jsonl"), text);
        }
    }
}
