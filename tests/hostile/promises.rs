//! Files that were made to break a promise: each ends soon, in little memory, and with the word that is true of it.

use super::child::{found, run, status};
use crate::support::corpus;

/// What each file must end as, and whether something is found in it.
const PROMISES: [(&str, &str, bool); 12] = [
    ("hang-deletions-40k.docx", "ok", false),
    ("hang-zwsp-1m.docx", "ok", false),
    ("salvage-bad-crc.docx", "incomplete", true),
    ("salvage-truncated.docx", "incomplete", true),
    ("silent-empty-part.docx", "corrupt", false),
    ("silent-entity.docx", "corrupt", false),
    ("silent-foreign-namespace.docx", "corrupt", false),
    ("silent-hz.txt", "unsupported", false),
    ("silent-nul-part.docx", "corrupt", false),
    ("silent-text-part.docx", "corrupt", false),
    ("silent-unicode-path.docx", "corrupt", false),
    ("silent-utf32le-bom.txt", "ok", true),
];

#[test]
fn files_made_to_break_a_promise_break_none() {
    let Some(folder) = corpus::folder("hostile") else {
        return;
    };
    for (name, expected, has_findings) in PROMISES {
        let run = run(&folder, [name, "--isolated", "--format", "json"]);
        run.assert_within(2, 150, name);
        let report = run.json();
        assert_eq!(status(&report), expected, "{name}");
        assert_eq!(!found(&report).is_empty(), has_findings, "{name}");
        let said = super::child::run(&folder, [name, "--isolated", "--lang", "en"]);
        let said_out = String::from_utf8_lossy(&said.stdout).into_owned();
        let is_ready = said_out
            .lines()
            .any(|line| line.starts_with("ready to submit"));
        assert!(!is_ready || expected == "ok", "{name}: {}", said.stderr);
        // Damage never passes, whatever was found in spite of it.
        assert_eq!(run.status == Some(2), expected != "ok", "{name}");
    }
}

/// Characters that vanish, fold, open, repeat or bind, as pieces of one long line.
const PIECES: [&str; 32] = [
    "ＸＸ",
    "＿",
    "．",
    "\u{3000}",
    "\u{a0}",
    "\u{200b}",
    "\u{fe0f}",
    "\u{feff}",
    "\u{ad}",
    "XX，",
    "×",
    "○",
    "_",
    "*",
    "—",
    "…",
    "{{",
    "【",
    "【x】",
    "？",
    "A ",
    "“",
    "#",
    "<",
    "多少次",
    "几",
    "[ ]",
    "%s",
    "\\_",
    "&lt;",
    "ＸX",
    "\u{200b}＿",
];

#[test]
fn a_line_of_one_piece_is_checked_within_its_time() {
    const CHARACTERS: usize = 200_000;
    let site = tempfile::TempDir::new().unwrap();
    for (index, piece) in PIECES.iter().enumerate() {
        let count = CHARACTERS / piece.chars().count();
        let line = format!("甲XX{}党的XX大", piece.repeat(count));
        std::fs::write(site.path().join(format!("{index:02}.txt")), line).unwrap();
    }
    let run = run(
        site.path(),
        [
            ".",
            "--min-severity",
            "info",
            "--format",
            "json",
            "-o",
            "report.json",
        ],
    );
    run.assert_within(30, 600, "lines of one piece");
    let report = std::fs::read(site.path().join("report.json")).unwrap();
    let report = String::from_utf8(report).unwrap();
    assert!(report.contains("\"status\""));
    assert!(!report.contains("too-slow"), "{}", run.stderr);
}
