//! Real office files through the real program: each ends with a status, soon and within bounds of memory, and nearly
//! all of its words are read. Skipped where the corpus is not there.

use std::path::{Path, PathBuf};

use super::child::run;
use crate::docx::corpus::{recall, word_files};
use crate::support::corpus;

const FOLDERS: [&str; 3] = ["office/odd", "office/truth", "office/zh-forms"];
const STATUSES: [&str; 8] = [
    "ok",
    "incomplete",
    "no-text",
    "encrypted",
    "legacy",
    "corrupt",
    "limit",
    "unsupported",
];

/// The paths and statuses in a JSON report.
fn statuses(report: &serde_json::Value) -> Vec<(String, String)> {
    let text = |file: &serde_json::Value, key: &str| file[key].as_str().unwrap().to_owned();
    let files = report["files"].as_array().unwrap().iter();
    files
        .map(|file| (text(file, "path"), text(file, "status")))
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The files that there are statuses of, in order: what lies in an archive or hangs on a mail is told behind its name.
fn files_of(statuses: &[(String, String)]) -> Vec<String> {
    let files = statuses
        .iter()
        .map(|(path, _)| path.split('/').next().unwrap_or(path));
    let mut files: Vec<String> = files.map(str::to_owned).collect();
    files.sort();
    files.dedup();
    files
}

#[test]
fn every_named_file_ends_with_a_status() {
    for folder in FOLDERS.iter().filter_map(|name| corpus::folder(name)) {
        let files = corpus::files(&folder);
        assert!(!files.is_empty());
        for path in &files {
            let one = run(
                &folder,
                ["--isolated", "--format", "json", "--", &name(path)],
            );
            one.assert_within(10, 512, &name(path));
            let statuses = statuses(&one.json());
            assert_eq!(files_of(&statuses), [name(path)]);
            for (told, status) in statuses {
                assert!(STATUSES.contains(&status.as_str()), "{told}: {status}");
            }
        }
        let names = files.iter().map(|path| name(path));
        let args = ["--isolated", "--format", "json", "--"].map(str::to_owned);
        let all = run(&folder, args.into_iter().chain(names.clone()));
        assert_eq!(files_of(&statuses(&all.json())), names.collect::<Vec<_>>());
    }
}

#[test]
fn every_document_in_a_folder_ends_with_a_status() {
    for folder in FOLDERS.iter().filter_map(|name| corpus::folder(name)) {
        let all = run(
            &folder,
            [
                "--isolated",
                "--no-ignore",
                "--hidden",
                "--format",
                "json",
                ".",
            ],
        );
        all.assert_within(60, 512, &folder.display().to_string());
        let mut expected = corpus::files(&folder)
            .iter()
            .map(|path| name(path))
            .collect::<Vec<_>>();
        expected.retain(|name| unfilled::reader::is_document_name(name));
        let statuses = statuses(&all.json());
        assert_eq!(files_of(&statuses), expected);
        for (path, status) in statuses {
            assert!(STATUSES.contains(&status.as_str()), "{path}: {status}");
        }
    }
}

#[test]
fn the_text_command_gives_nearly_all_words() {
    let Some(folder) = corpus::folder("office/truth") else {
        return;
    };
    let text = |path: &PathBuf| {
        let printed = run(&folder, ["text", "--", &name(path)]);
        String::from_utf8(printed.stdout).unwrap()
    };
    let files = word_files(&folder);
    let recall = recall(files.iter().map(|path| (path.as_path(), text(path))));
    assert!(recall >= 0.98, "{recall}");
}
