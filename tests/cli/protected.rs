//! Documents that their authors protect: nothing is written without `--force`, and other files of the run are.

use std::fs;

use super::tracked::{body, site_with};
use super::{run, stderr, stdout};

const LEFT: &str = "<w:p><w:r><w:t>第一段##paidbegin##内容，共××人。</w:t></w:r></w:p>";
const SETTINGS: &str = "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
    <w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/></w:settings>";

#[test]
fn a_protected_document_is_written_only_by_force() {
    let links =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
    let others = [
        ("word/settings.xml", SETTINGS),
        ("word/_rels/document.xml.rels", links),
    ];
    let site = site_with(LEFT, &others);
    fs::write(site.path().join("other.txt"), "第二段##paidend##内容。\n").unwrap();
    let before = fs::read(site.path().join("draft.docx")).unwrap();
    let fixing = ["fix", "--isolated", "draft.docx", "other.txt"];
    let shown = run(&site, fixing);
    assert_eq!(shown.status.code(), Some(0), "{}", stderr(&shown));
    assert!(stdout(&shown).contains("paidbegin"), "{}", stdout(&shown));

    let refused = run(&site, fixing.iter().chain(&["--write"]));
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(
        said.contains("for reading only") && said.contains("--force"),
        "{said}"
    );
    assert_eq!(fs::read(site.path().join("draft.docx")).unwrap(), before);
    let other = fs::read_to_string(site.path().join("other.txt")).unwrap();
    assert_eq!(other, "第二段内容。\n");

    let marking = ["annotate", "--isolated", "draft.docx"];
    assert_eq!(run(&site, marking).status.code(), Some(2));
    assert!(!site.path().join("draft.marked.docx").exists());
    for arguments in [&["--write"][..], &["--write", "--track"]] {
        fs::write(site.path().join("draft.docx"), &before).unwrap();
        let forced = run(&site, fixing.iter().chain(arguments).chain(&["--force"]));
        assert_eq!(forced.status.code(), Some(0), "{}", stderr(&forced));
        assert!(!body(&site, "draft.docx").contains("<w:t>第一段##"));
    }
    let marked = run(&site, marking.iter().chain(&["--force"]));
    assert_eq!(marked.status.code(), Some(0), "{}", stderr(&marked));
}
