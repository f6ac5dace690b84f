//! Copies with marks: what they are called, that nothing is written over, and the way back.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{OPEN, command, piped, run, site, stderr, stdout, write};
use crate::support::zip::parts_of;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/sample/report.docx");

fn names(site: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(site.path()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("draft"))
        .collect();
    names.sort();
    names
}

fn bytes(site: &TempDir, name: impl AsRef<Path>) -> Vec<u8> {
    fs::read(site.path().join(name)).unwrap()
}

#[test]
fn a_text_is_marked_in_a_copy_beside_it_and_unmarked_again() {
    let site = site();
    write(&site, "draft.txt", OPEN);
    let done = run(&site, ["annotate", "draft.txt"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    assert!(stderr(&done).contains("draft.marked.txt (1 place)"));
    assert_eq!(bytes(&site, "draft.txt"), OPEN.as_bytes());
    let marked = String::from_utf8(bytes(&site, "draft.marked.txt")).unwrap();
    assert!(
        marked.contains("若干回〔※") && marked.contains('〕'),
        "{marked}"
    );
    let back = run(
        &site,
        [
            "annotate",
            "--remove",
            "draft.marked.txt",
            "-o",
            "draft.back.txt",
        ],
    );
    assert_eq!(back.status.code(), Some(0), "{}", stderr(&back));
    assert_eq!(bytes(&site, "draft.back.txt"), OPEN.as_bytes());
}

#[test]
fn a_marked_text_is_checked_like_the_text_and_not_marked_twice() {
    let site = site();
    write(&site, "draft.txt", OPEN);
    run(&site, ["annotate", "draft.txt"]);
    let checked = |name: &str| {
        let done = run(&site, [name, "--format", "concise"]);
        stdout(&done).replace(name, "")
    };
    assert!(checked("draft.txt").contains("open-number"));
    assert_eq!(checked("draft.marked.txt"), checked("draft.txt"));
    let again = run(&site, ["annotate", "draft.marked.txt"]);
    assert_eq!(again.status.code(), Some(2), "{}", stderr(&again));
    assert!(stderr(&again).contains("already"), "{}", stderr(&again));
}

#[test]
fn no_copy_is_written_over() {
    let site = site();
    write(&site, "draft.txt", OPEN);
    write(&site, "draft.marked.txt", "mine\n");
    assert_eq!(run(&site, ["annotate", "draft.txt"]).status.code(), Some(0));
    assert_eq!(bytes(&site, "draft.marked.txt"), b"mine\n");
    assert!(names(&site).contains(&"draft.marked-2.txt".to_owned()));
    let refused = run(&site, ["annotate", "draft.txt", "-o", "draft.marked.txt"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("--force"), "{}", stderr(&refused));
    assert_eq!(bytes(&site, "draft.marked.txt"), b"mine\n");
    let forced = ["annotate", "draft.txt", "-o", "draft.marked.txt", "--force"];
    assert_eq!(run(&site, forced).status.code(), Some(0));
    assert_ne!(bytes(&site, "draft.marked.txt"), b"mine\n");
}

#[test]
fn a_word_document_is_given_back_part_for_part() {
    let site = TempDir::new().unwrap();
    let original = fs::read(SAMPLE).unwrap();
    fs::write(site.path().join("draft.docx"), &original).unwrap();
    for style in [&["--isolated"][..], &["--isolated", "--highlight"]] {
        let marked = ["annotate", "draft.docx", "-o", "draft.m.docx", "--force"];
        let done = run(&site, marked.iter().chain(style));
        assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
        assert_ne!(parts_of(&bytes(&site, "draft.m.docx")), parts_of(&original));
        let back = ["annotate", "draft.m.docx", "--remove", "--isolated"];
        let back = run(&site, back.iter().chain(&["-o", "draft.b.docx", "--force"]));
        assert_eq!(back.status.code(), Some(0), "{}", stderr(&back));
        assert_eq!(parts_of(&bytes(&site, "draft.b.docx")), parts_of(&original));
    }
}

#[test]
fn what_has_no_gaps_or_cannot_be_read_gets_no_copy() {
    let site = site();
    write(&site, "draft.txt", "全年开展活动九回。\n");
    let done = run(&site, ["annotate", "draft.txt"]);
    assert_eq!(done.status.code(), Some(0));
    assert!(stderr(&done).contains("nothing found to mark"));
    let missing = run(&site, ["annotate", "draft.docx"]);
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(names(&site), ["draft.txt"]);
}

#[test]
fn one_name_is_for_one_file_and_a_pipe_goes_through() {
    let site = site();
    write(&site, "draft.txt", OPEN);
    write(&site, "draft2.txt", OPEN);
    let refused = run(
        &site,
        ["annotate", "draft.txt", "draft2.txt", "-o", "draft3.txt"],
    );
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(names(&site), ["draft.txt", "draft2.txt"]);
    let through = piped(command(&site, ["annotate", "-"]), OPEN.as_bytes());
    let marked = String::from_utf8(through.stdout).unwrap();
    assert!(marked.contains("若干回〔※"), "{marked}");
}
