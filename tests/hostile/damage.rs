//! Word files that were cut short or whose bits were turned: a word about each, and no harm to the file beside it.

use std::fs;

use tempfile::TempDir;

use super::OPEN;
use super::child::{found, run};
use crate::support::{corpus, zip};

/// A Word document with parts of many kinds, another one for each `seed`.
pub(super) fn word_document(seed: usize) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let list = |lines: String| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{lines}</Relationships>"
        )
    };
    let line = |kind: &str, to: &str| {
        format!("<Relationship Id=\"{kind}\" Type=\"{TYPES}/{kind}\" Target=\"{to}\"/>")
    };
    let prose: String = (0..20 + seed)
        .map(|n| {
            paragraph(&format!(
                "第{}项工作已经完成，见附件{}。",
                n * seed,
                n + seed
            ))
        })
        .collect();
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph(OPEN)
    );
    let parts = [
        (
            "_rels/.rels",
            list(line("officeDocument", "word/document.xml")),
        ),
        (
            "word/_rels/document.xml.rels",
            list(line("header", "header1.xml") + &line("styles", "styles.xml")),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"{MAIN}\"><w:body>{prose}{table}{}</w:body></w:document>",
                paragraph(OPEN)
            ),
        ),
        (
            "word/header1.xml",
            format!("<w:hdr xmlns:w=\"{MAIN}\">{}</w:hdr>", paragraph("页眉")),
        ),
        (
            "word/styles.xml",
            format!(
                "<w:styles xmlns:w=\"{MAIN}\"><w:style w:styleId=\"a\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
            ),
        ),
    ];
    let entries = parts
        .iter()
        .map(|(name, content)| (*name, content.as_bytes()));
    zip::archive(entries)
}

/// Twenty documents: real ones where there are any, and ours.
fn documents() -> Vec<Vec<u8>> {
    let mut documents: Vec<Vec<u8>> = (1..=5).map(word_document).collect();
    if let Some(folder) = corpus::folder("office/truth") {
        let files = corpus::files(&folder).into_iter();
        let word = files.filter(|path| path.extension().is_some_and(|e| e == "docx"));
        documents.extend(word.step_by(3).take(15).map(|path| fs::read(path).unwrap()));
    }
    documents
}

/// Check the damaged forms of one document together with a whole file, and return the statuses.
fn check(forms: impl Iterator<Item = Vec<u8>>) -> Vec<String> {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("0.txt"), OPEN).unwrap();
    let mut count = 1;
    for form in forms {
        fs::write(site.path().join(format!("{count:03}.docx")), form).unwrap();
        count += 1;
    }
    fs::write(site.path().join("z.txt"), OPEN).unwrap();
    let plain = run(site.path(), [".", "--format", "json"]);
    // Some are damaged, or all of them were spared.
    assert!(matches!(plain.status, Some(1 | 2)), "{}", plain.stderr);
    let report = plain.json();
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), count + 1, "every file is told");
    let text = |file: &serde_json::Value, key: &str| file[key].as_str().unwrap().to_owned();
    for whole in ["0.txt", "z.txt"] {
        let same = |item: &&serde_json::Value| item["path"] == whole;
        assert_eq!(text(files.iter().find(same).unwrap(), "status"), "ok");
        let diagnostics = report["diagnostics"].as_array().unwrap();
        assert_eq!(diagnostics.iter().filter(same).count(), 1);
    }
    assert!(found(&report).len() >= 2);
    let statuses: Vec<String> = files.iter().map(|file| text(file, "status")).collect();
    assert!(!statuses.contains(&"unreadable".to_owned()), "{statuses:?}");
    let strict = run(site.path(), [".", "--strict", "--format", "json"]);
    let is_whole = statuses.iter().all(|status| status == "ok");
    assert_eq!(strict.status, Some(if is_whole { 1 } else { 2 }));
    statuses
}

#[test]
fn a_file_that_was_cut_anywhere_is_told_as_damaged() {
    for document in documents() {
        let cuts = (0..50).map(|n| document[..document.len() * n / 50].to_vec());
        let statuses = check(cuts);
        let damaged = statuses.iter().filter(|status| *status != "ok").count();
        // An empty file is an empty text; any other lacks the list of its entries.
        assert!(damaged >= 49, "{statuses:?}");
    }
}

#[test]
fn turned_bits_end_in_a_status() {
    // A congruence generator: the same bits in every run.
    let mut state = 20_240_607_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let mut damaged = 0;
    for document in documents() {
        let forms: Vec<Vec<u8>> = (0..50)
            .map(|n| {
                let mut form = document.clone();
                for _ in 0..=n {
                    let at = next(form.len());
                    form[at] ^= 1 << next(8);
                }
                form
            })
            .collect();
        let statuses = check(forms.into_iter());
        damaged += statuses.iter().filter(|status| *status != "ok").count();
    }
    assert!(damaged > 50, "{damaged}: the bits that were turned matter");
}
