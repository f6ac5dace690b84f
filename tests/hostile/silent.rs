//! Files whose words hide where a reader may not look: none of them passes. Skipped where the corpus is not there.

use std::path::PathBuf;

use super::child::{found, run, status};
use crate::support::corpus;

fn file(path: &std::path::Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn no_file_that_hides_its_words_is_ready() {
    let Some(folder) = corpus::folder("hostile") else {
        return;
    };
    let hidden: Vec<PathBuf> = corpus::files(&folder)
        .into_iter()
        .filter(|path| file(path).starts_with("silent-"))
        .collect();
    assert!(!hidden.is_empty());
    for path in hidden {
        let name = file(&path);
        let json = run(
            &folder,
            ["--isolated", "--strict", "--format", "json", &name],
        );
        let report = json.json();
        match json.status {
            Some(2) => assert_ne!(status(&report), "ok", "{name}"),
            Some(1) => assert!(!found(&report).is_empty(), "{name}"),
            other => panic!("{name} under --strict: {other:?}"),
        }
        for (language, ready) in [("en", "ready to submit"), ("zh", "可以提交")] {
            let told = run(&folder, ["--isolated", "--lang", language, &name]);
            let told = String::from_utf8_lossy(&told.stdout).into_owned();
            let verdict = told.lines().rfind(|line| !line.is_empty()).unwrap_or("");
            assert!(!verdict.starts_with(ready), "{name}: {verdict}");
        }
    }
}

/// Every container of text in a Word document is read, or named as not read.
#[test]
fn every_container_is_read_or_named() {
    let Some(folder) = corpus::folder("hostile") else {
        return;
    };
    let labels = std::fs::read(folder.join("containers-labels.json")).unwrap();
    let labels: serde_json::Value = serde_json::from_slice(&labels).unwrap();
    let text = run(&folder, ["text", "containers.docx"]);
    let (text, errors) = (String::from_utf8(text.stdout).unwrap(), text.stderr);
    let missing: Vec<&str> = labels
        .as_object()
        .unwrap()
        .iter()
        .filter(|(mark, label)| label[1] == true && !text.contains(mark.as_str()))
        .map(|(_, label)| label[0].as_str().unwrap())
        .collect();
    assert_eq!(
        missing,
        ["altChunk RTF", "embedded docx (OLE, shown as picture)"]
    );
    assert!(!text.contains("QZ23Q"), "a bound control shows its value");
    assert!(
        errors.contains("2 个嵌入的文档") || errors.contains("2 embedded documents"),
        "{errors}"
    );
}
