//! The number of threads and the luck of their order change no byte.

use std::fs;

use tempfile::TempDir;

use super::OPEN;
use super::child::program;
use super::damage::word_document;

/// How often each number of threads is tried; `UNFILLED_ROUNDS` asks for more.
const ROUNDS: usize = 2;

fn site() -> TempDir {
    let site = TempDir::new().unwrap();
    let docx = word_document(7);
    for n in 0..12 {
        let file = |extension: &str| site.path().join(format!("{}-{n}.{extension}", n % 5));
        // Of very different sizes, so that they are done in another order than they are begun.
        fs::write(file("txt"), OPEN.repeat(1 + n * n % 37)).unwrap();
        fs::write(
            file("md"),
            format!("# 总结\n\n- {OPEN}\n").repeat(1 + n % 7),
        )
        .unwrap();
        fs::write(file("docx"), &docx).unwrap();
        fs::write(file("docm"), &docx[..docx.len() * n / 13]).unwrap();
        fs::write(file("doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    }
    site
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let site = site();
    let rounds = std::env::var("UNFILLED_ROUNDS").map_or(ROUNDS, |n| n.parse().unwrap());
    for format in ["human", "json", "github"] {
        let once = |jobs: usize| {
            let jobs = jobs.to_string();
            program(site.path(), [".", "--format", format, "--jobs", &jobs])
                .output()
                .unwrap()
        };
        let expected = once(1);
        // Some are damaged.
        assert_eq!(expected.status.code(), Some(2));
        assert!(!expected.stdout.is_empty() && !expected.stderr.is_empty());
        for jobs in 1..=16 {
            for _ in 0..rounds {
                assert!(once(jobs) == expected, "{format} with {jobs} threads");
            }
        }
    }
}
