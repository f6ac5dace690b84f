//! Names, headings and texts that try to steer the terminal or the build server, through the real program.

use std::collections::BTreeSet;
use std::fs;

use tempfile::TempDir;

use super::OPEN;
use super::child::program;
use crate::report::hostile::{assert_harmless, payloads};
use crate::report::sample::{formats, without_color};

/// A folder with two files a payload: in the name, in the heading, before and after the finding.
fn site() -> (TempDir, usize) {
    let site = TempDir::new().unwrap();
    // Enough ordinary text that no payload makes a file look like a program.
    let prose = "这一段是普通的正文，没有需要填写的地方。\n\n".repeat(20);
    let payloads = payloads();
    for (index, payload) in payloads.iter().enumerate() {
        let name: String = payload
            .chars()
            .filter(|&c| c != '/' && c != '\0')
            .take(40)
            .collect();
        for (extension, mark) in [("txt", "一、"), ("md", "# ")] {
            let text = format!("{mark}{payload}\n\n{prose}{payload}\n\n{OPEN}{payload}\n");
            let path = site.path().join(format!("{name}{index}.{extension}"));
            fs::write(path, text).unwrap();
        }
    }
    (site, 2 * payloads.len())
}

fn output(site: &TempDir, args: &[&str]) -> (String, String) {
    let output = program(site.path(), [".", "--hidden"].iter().chain(args))
        .env("SOURCE_DATE_EPOCH", "0")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{args:?}");
    (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn no_payload_in_names_headings_or_text_comes_through() {
    let (site, files) = site();
    for language in ["zh", "en"] {
        for format in formats() {
            let args = ["--lang", language, "--format", format];
            let (plain, errors) = output(&site, &args);
            let ours: &[&str] = match format {
                "github" => &["::error file=", "::warning file=", "::notice file="],
                _ => &[],
            };
            assert_harmless(&plain, "any", ours);
            assert_harmless(&errors, "any", &[]);
            let colored = [args.as_slice(), &["--color", "always"]].concat();
            let (colored, _) = output(&site, &colored);
            assert_eq!(without_color(&colored), plain, "{format}");
            // The page names no rule, but marks each place.
            let sign = match format {
                "html" => "<mark>",
                _ => "how-many",
            };
            assert!(
                plain.matches(sign).count() >= files,
                "{format}: a finding is lost"
            );
        }
    }
}

#[test]
fn json_names_every_file_and_finds_every_place() {
    let (site, files) = site();
    let (plain, _) = output(&site, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&plain).unwrap();
    let paths = |key: &str| -> BTreeSet<&str> {
        let list = report[key].as_array().unwrap().iter();
        list.map(|item| item["path"].as_str().unwrap()).collect()
    };
    assert_eq!(paths("files").len(), files);
    let found: BTreeSet<&str> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|diagnostic| diagnostic["text"] == "多少次")
        .map(|diagnostic| diagnostic["path"].as_str().unwrap())
        .collect();
    assert_eq!(found, paths("files"));
}
