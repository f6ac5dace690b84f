//! Answers and fixes as tracked changes: whose they are, what cannot hold them, and what is left.

use std::fs;

use tempfile::TempDir;

use super::worksheet::answered;
use super::{run, stderr};
use crate::support::zip::{archive, parts_of};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A folder with a Word document that has these paragraphs.
pub(super) fn site(paragraphs: &str) -> TempDir {
    site_with(paragraphs, &[])
}

/// The same with other parts.
pub(super) fn site_with(paragraphs: &str, others: &[(&str, &str)]) -> TempDir {
    let body = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{paragraphs}</w:body></w:document>"
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", LINKS),
        ("word/document.xml", &body),
    ];
    let parts = parts.into_iter().chain(others.iter().copied());
    let file = archive(parts.map(|(name, part)| (name, part.as_bytes())));
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("draft.docx"), file).unwrap();
    site
}

/// The main part of a document.
pub(super) fn body(site: &TempDir, name: &str) -> String {
    let bytes = fs::read(site.path().join(name)).unwrap();
    String::from_utf8(parts_of(&bytes)["word/document.xml"].clone()).unwrap()
}

const DRAFT: &str = "<w:p><w:r><w:t>全年走访企业多少家，投入资金××万元。</w:t></w:r></w:p>\
    <w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt></w:p>";
const FILL: [&str; 6] = [
    "fill",
    "--isolated",
    "draft.docx",
    "--answers",
    "answers.csv",
    "--track",
];

#[test]
fn answers_are_changes_of_whoever_is_named() {
    let site = site(DRAFT);
    let making = ["worksheet", "--isolated", "draft.docx", "-o"];
    run(&site, making.iter().chain(&["worksheet.csv"]));
    answered(&site, &["128", "35.5", "市教育局"]);
    let done = run(&site, FILL.iter().chain(&["--author", "陈会"]));
    assert_eq!(done.status.code(), Some(1), "{}", stderr(&done));
    let said = stderr(&done);
    assert!(
        said.contains("2 of 3 filled in, 1 left\n") && said.contains("cannot be tracked here"),
        "{said}"
    );
    let made = body(&site, "draft.filled.docx");
    let now = regex::Regex::new(
        r#"<w:del w:id="\d+" w:author="陈会" w:date="20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"><w:r><w:delText>××</w:delText></w:r></w:del><w:ins [^>]*><w:r><w:t xml:space="preserve">35.5</w:t></w:r></w:ins>"#,
    );
    assert!(now.unwrap().is_match(&made), "{made}");
    assert!(made.contains("单击此处输入文字。"), "{made}");

    run(&site, FILL);
    assert!(body(&site, "draft.filled-2.docx").contains("w:author=\"unfilled\""));
    let shown = run(&site, FILL.iter().chain(&["--dry-run"]));
    assert!(
        stderr(&shown).contains("2 of 3 filled in"),
        "{}",
        stderr(&shown)
    );
}

#[test]
fn texts_are_refused_and_other_files_are_filled_in() {
    let site = site(DRAFT);
    fs::write(site.path().join("notes.txt"), "共慰问××人。\n").unwrap();
    let making = ["worksheet", "--isolated", "notes.txt", "draft.docx", "-o"];
    run(&site, making.iter().chain(&["worksheet.csv"]));
    answered(&site, &["35", "128", "35.5"]);
    let done = run(&site, FILL.iter().chain(&["notes.txt"]));
    assert_eq!(done.status.code(), Some(2), "{}", stderr(&done));
    assert!(
        stderr(&done).contains("leave out --track"),
        "{}",
        stderr(&done)
    );
    assert!(!site.path().join("notes.filled.txt").exists());
    assert!(body(&site, "draft.filled.docx").contains("<w:ins "));
}

#[test]
fn fixes_are_tracked_too() {
    let site = site("<w:p><w:r><w:t>第一段##paidbegin##内容。</w:t></w:r></w:p>");
    let fixing = [
        "fix",
        "--isolated",
        "--write",
        "--track",
        "--author=陈会",
        "draft.docx",
    ];
    let done = run(&site, fixing);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let made = body(&site, "draft.docx");
    assert!(
        made.contains("<w:delText>##paidbegin##</w:delText>") && !made.contains("<w:ins"),
        "{made}"
    );
    let again = run(&site, fixing);
    assert!(
        stderr(&again).contains("nothing can be mended"),
        "{}",
        stderr(&again)
    );
}

#[test]
fn an_author_alone_means_nothing() {
    let site = site(DRAFT);
    let refused = run(&site, ["fix", "draft.docx", "--author", "陈会"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        stderr(&refused).contains("--author needs --track"),
        "{}",
        stderr(&refused)
    );
}
