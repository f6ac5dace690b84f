//! What is mended without anybody's answer: shown first, written where that is said, and nothing else touched.

use std::fs;

use tempfile::TempDir;

use super::{command, piped, run, stderr, stdout};
use crate::support::zip::{archive, parts_of};

const LEFT: &str = "第一段##paidbegin##内容。\r\n##paidend##\r\n各股室要进一步进一步压实责任。\r\n";
const MENDED: &str = "第一段内容。\r\n各股室要进一步进一步压实责任。\r\n";
const WITH_SUGGESTED: &str = "第一段内容。\r\n各股室要进一步压实责任。\r\n";

fn site(text: &[u8]) -> TempDir {
    let site = TempDir::new().unwrap();
    fs::write(site.path().join("draft.txt"), text).unwrap();
    site
}

fn draft(site: &TempDir) -> Vec<u8> {
    fs::read(site.path().join("draft.txt")).unwrap()
}

#[test]
fn by_default_it_is_only_shown() {
    let site = site(LEFT.as_bytes());
    for arguments in [
        &["fix", "draft.txt"][..],
        &["fix", "draft.txt", "--write", "--diff"],
    ] {
        let done = run(&site, arguments);
        assert_eq!(done.status.code(), Some(0));
        let shown = stdout(&done);
        assert!(
            shown.contains("- 第一段##paidbegin##内容。\n+ 第一段内容。\n"),
            "{shown}"
        );
        assert!(
            shown.contains("- ##paidend##\n") && !shown.contains("+ \n"),
            "{shown}"
        );
        assert!(stderr(&done).contains("--write"), "{}", stderr(&done));
        assert_eq!(draft(&site), LEFT.as_bytes());
    }
}

#[test]
fn what_is_sure_is_written_and_the_rest_when_asked_for() {
    let site = site(LEFT.as_bytes());
    assert_eq!(
        run(&site, ["fix", "--write", "draft.txt"]).status.code(),
        Some(0)
    );
    assert_eq!(draft(&site), MENDED.as_bytes());
    let again = run(&site, ["fix", "--write", "draft.txt"]);
    assert!(stderr(&again).contains("--unsafe"), "{}", stderr(&again));
    assert_eq!(draft(&site), MENDED.as_bytes());
    run(&site, ["fix", "--write", "--unsafe", "draft.txt"]);
    assert_eq!(draft(&site), WITH_SUGGESTED.as_bytes());
}

#[test]
fn other_encodings_and_names_are_kept() {
    let (gbk, _, _) = encoding_rs::GBK.encode(LEFT);
    let site = site(&gbk);
    let done = run(&site, ["fix", "draft.txt", "-o", "mended.txt"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let mended = fs::read(site.path().join("mended.txt")).unwrap();
    assert_eq!(mended, &*encoding_rs::GBK.encode(MENDED).0);
    assert_eq!(draft(&site), &*gbk);
    let through = piped(command(&site, ["fix", "--write", "-"]), &gbk);
    assert_eq!(through.stdout, mended);
    assert_eq!(
        run(&site, ["fix", "draft.txt", "-o", "mended.txt"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn in_a_word_document_only_its_words_change() {
    let body = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>\
        <w:p><w:r><w:rPr><w:b/></w:rPr><w:t>第一段##paid</w:t></w:r><w:r><w:t>begin##内容。</w:t></w:r></w:p></w:body></w:document>";
    let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let links = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let file = archive([
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", links.as_bytes()),
        ("word/document.xml", body.as_bytes()),
    ]);
    let site = TempDir::new().unwrap();
    let path = site.path().join("draft.docx");
    fs::write(&path, &file).unwrap();
    let done = run(&site, ["fix", "--write", "draft.docx"]);
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let (before, after) = (parts_of(&file), parts_of(&fs::read(&path).unwrap()));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    let words = String::from_utf8(after["word/document.xml"].clone()).unwrap();
    assert!(
        words.contains("第一段<") && words.contains(">内容。"),
        "{words}"
    );
    assert!(
        !words.contains("paid") && words.contains("<w:b/>"),
        "{words}"
    );
}
