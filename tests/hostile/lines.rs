//! Files as large as are read, in a single line.

use std::fs::File;
use std::io::Write;

use tempfile::TempDir;

use super::OPEN;
use super::child::{Run, found, run, status};

/// The largest file that is read, in bytes.
const LARGEST: usize = 256 << 20;
/// A file's own bytes and as much again in MiB is the most that its check may take.
const MEMORY: u64 = 300;

/// Write `piece` over and over, then `end`, to a file that is just within the limit, and check it.
fn check(name: &str, piece: &str, end: &str, format: &str) -> Run {
    let site = TempDir::new().unwrap();
    let mut file = File::create(site.path().join(name)).unwrap();
    let block = piece.repeat((1 << 20) / piece.len());
    let mut left = LARGEST - end.len();
    while left >= block.len() {
        file.write_all(block.as_bytes()).unwrap();
        left -= block.len();
    }
    file.write_all(piece.repeat(left / piece.len()).as_bytes())
        .unwrap();
    file.write_all(end.as_bytes()).unwrap();
    drop(file);
    run(
        site.path(),
        [name, "--format", format, "--lang", "en", "--timeout", "120"],
    )
}

#[test]
fn one_placeholder_at_the_end_of_a_line_is_found() {
    for (piece, what) in [
        (
            "组织机关集体学习很多次、理论学习中心组学习，印发材料；",
            "Chinese",
        ),
        (
            "The minutes of the last meeting were read and approved, and ",
            "ASCII",
        ),
        (" ", "spaces"),
    ] {
        let run = check("a.txt", piece, OPEN, "json");
        run.assert_within(10, MEMORY, &format!("256 MiB of {what}"));
        let report = run.json();
        assert_eq!((status(&report), found(&report)), ("ok", vec!["多少次"]));
        assert!(run.stdout.len() < 4096, "{what}: {}", run.stdout.len());
    }
}

#[test]
fn a_flood_of_findings_ends_at_the_limit_and_is_told_in_short() {
    for (piece, what) in [
        (OPEN, "sentences"),
        ("组织机关集体学习多少次、多少回。\n", "lines"),
    ] {
        let run = check("a.txt", piece, "", "human");
        run.assert_within(
            10,
            MEMORY + 100,
            &format!("256 MiB of {what} with findings"),
        );
        // What lies behind was not searched.
        assert_eq!(run.status, Some(2));
        assert!(
            run.stderr.contains("more than 50000 findings"),
            "{}",
            run.stderr
        );
        let said = String::from_utf8(run.stdout).unwrap();
        assert!(said.len() < 1 << 20, "{what}: {} bytes", said.len());
        if what == "lines" {
            assert!(said.contains("more not listed"), "{said}");
        }
    }
}

#[test]
fn nothing_but_placeholders_ends() {
    let run = check("a.txt", "多少次", "", "json");
    // Without a word between them they are judged by what stands round them, and some are taken for prose.
    run.assert_within(10, 2 * 256 + 64, "256 MiB of 多少次");
    let report = run.json();
    assert_eq!(status(&report), "limit");
    assert!(!found(&report).is_empty());
}

#[test]
fn markdown_of_nothing_but_structure_is_bounded() {
    // The parser's tree of a piece of the file takes up to sixty times its bytes.
    for piece in ["> ", "`a` "] {
        let run = check("a.md", piece, "", "json");
        run.assert_within(10, 1024, &format!("256 MiB of {piece:?}"));
        assert_eq!(status(&run.json()), "limit", "{piece}");
    }
}

#[test]
fn numbers_as_large_as_can_be_are_items_like_others() {
    let site = TempDir::new().unwrap();
    let text = format!("1. a\n4294967295. b\n4294967295. c\n4294967296. d\n2. e\n{OPEN}\n");
    std::fs::write(site.path().join("a.txt"), text).unwrap();
    let run = run(site.path(), ["a.txt", "--format", "json"]);
    let report = run.json();
    assert_eq!((status(&report), found(&report)), ("ok", vec!["多少次"]));
}
