//! Archives: each document in one is reported by its own name.

use std::fs;

use encoding_rs::GBK;
use tempfile::TempDir;

use super::{run, stderr, stdout};
use crate::support::zip;

const CLEAN: &str = "会议开了三次。\n";
const GAPS: &str = "全年开展活动多少次，来了____人。\n";

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    zip::archive(entries.iter().copied())
}

/// The names in an archive as Windows writes them: in the encoding of the country, which is said nowhere.
fn with_gbk_names(mut archive: Vec<u8>, names: &[(&str, &str)]) -> Vec<u8> {
    for (placeholder, name) in names {
        let (name, ..) = GBK.encode(name);
        assert_eq!(name.len(), placeholder.len());
        while let Some(at) = archive
            .windows(name.len())
            .position(|it| it == placeholder.as_bytes())
        {
            archive[at..at + name.len()].copy_from_slice(&name);
        }
    }
    archive
}

#[test]
fn each_document_in_an_archive_is_reported_by_its_name() {
    let folder = TempDir::new().unwrap();
    let inner = zip_of(&[("c.txt", GAPS.as_bytes()), ("photo.jpg", b"no document")]);
    let archive = zip_of(&[
        ("a.txt", CLEAN.as_bytes()),
        ("NAMENAME/bbbb.md", GAPS.as_bytes()),
        ("inner.zip", &inner),
        ("__MACOSX/._a.txt", b"resource"),
    ]);
    let archive = with_gbk_names(archive, &[("NAMENAME", "报送材料"), ("bbbb", "合同")]);
    fs::write(folder.path().join("bundle.zip"), archive).unwrap();
    let output = run(&folder, ["check", "--format", "concise", "."]);
    let found = stdout(&output);
    let lines: Vec<&str> = found
        .lines()
        .filter(|line| line.contains(".zip/"))
        .collect();
    assert_eq!(lines.len(), 2, "{found}");
    assert!(
        lines[0].contains("bundle.zip/报送材料/合同.md:1:13"),
        "{found}"
    );
    assert!(
        lines[1].contains("bundle.zip/inner.zip/c.txt:1:13"),
        "{found}"
    );
    assert_eq!(output.status.code(), Some(1));
    let told = stderr(&output);
    assert!(told.contains("of 3 files, 2 have places to mend"), "{told}");
    let text = run(&folder, ["text", "bundle.zip"]);
    assert_eq!(stdout(&text), format!("{CLEAN}{GAPS}{GAPS}"));
}

#[test]
fn what_an_archive_hides_is_no_reason_to_call_it_ready() {
    let folder = TempDir::new().unwrap();
    let third = zip_of(&[("d.txt", GAPS.as_bytes())]);
    let second = zip_of(&[("third.zip", &third)]);
    let deep = zip_of(&[("second.zip", &second), ("a.txt", CLEAN.as_bytes())]);
    fs::write(folder.path().join("deep.zip"), deep).unwrap();
    let none = zip_of(&[("photo.jpg", b"no document")]);
    fs::write(folder.path().join("none.zip"), none).unwrap();
    let mut broken = zip_of(&[("a.txt", GAPS.repeat(40).as_bytes())]);
    broken[60] ^= 0xFF;
    fs::write(folder.path().join("broken.zip"), broken).unwrap();
    fs::write(
        folder.path().join("cut.zip"),
        &zip_of(&[("a.txt", b"x")])[..40],
    )
    .unwrap();
    for (name, status, says) in [
        ("deep.zip", 2, "nested more than 2 levels deep"),
        ("none.zip", 0, "there is no document in the archive"),
        ("broken.zip", 2, "a part of the file is damaged"),
        ("cut.zip", 2, "damaged and cannot be opened"),
    ] {
        let output = run(&folder, ["check", name]);
        let said = stderr(&output) + &stdout(&output);
        assert_eq!(output.status.code(), Some(status), "{name}: {said}");
        assert!(said.contains(says), "{name}: {said}");
        assert!(
            !said.contains("ready to submit") || said.contains("not ready"),
            "{name}: {said}"
        );
    }
    // In a folder an archive without documents is like a picture: nobody asked for it.
    fs::remove_file(folder.path().join("broken.zip")).unwrap();
    fs::remove_file(folder.path().join("cut.zip")).unwrap();
    fs::remove_file(folder.path().join("deep.zip")).unwrap();
    fs::write(folder.path().join("a.txt"), CLEAN).unwrap();
    let output = run(&folder, ["check", "--strict", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_baseline_knows_what_lies_in_an_archive() {
    let folder = TempDir::new().unwrap();
    let write = |second: &str| {
        let archive = zip_of(&[("a.txt", GAPS.as_bytes()), ("b.txt", second.as_bytes())]);
        fs::write(folder.path().join("bundle.zip"), archive).unwrap();
    };
    write(CLEAN);
    let output = run(&folder, ["baseline", ".", "--baseline", "known.jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = run(&folder, ["check", "--baseline", "known.jsonl", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    write(GAPS);
    let output = run(
        &folder,
        [
            "check",
            "--baseline",
            "known.jsonl",
            "--format",
            "concise",
            ".",
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stdout(&output)
            .lines()
            .all(|line| !line.contains("bundle.zip/a.txt")),
        "{}",
        stdout(&output)
    );
}

#[test]
fn what_hangs_on_a_mail_is_checked_wherever_the_mail_lies() {
    const MAIL: &str = "From: a@example.org\r\nTo: b@example.org\r\nSubject: figures\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe figures are attached.\r\n\
        --x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename=\"figures.txt\"\r\n\r\n\
        全年开展活动多少次，来了____人。\r\n--x--\r\n";
    let folder = TempDir::new().unwrap();
    let bundle = zip_of(&[("letters/a.eml", MAIL.as_bytes())]);
    fs::write(folder.path().join("bundle.zip"), bundle).unwrap();
    fs::write(folder.path().join("a.eml"), MAIL).unwrap();
    for mail in ["a.eml", "bundle.zip/letters/a.eml"] {
        let named = mail.split('/').next().unwrap();
        let output = run(&folder, ["check", "--format", "json", named]);
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let files = report["files"].as_array().unwrap().iter();
        let told: Vec<_> = files
            .map(|file| {
                (
                    file["path"].as_str().unwrap(),
                    file["status"].as_str().unwrap(),
                )
            })
            .collect();
        let attached = format!("{mail}/figures.txt");
        assert_eq!(
            told,
            [(mail, "ok"), (attached.as_str(), "ok")],
            "nothing of it is unread"
        );
        assert_eq!(output.status.code(), Some(1));
    }
}
