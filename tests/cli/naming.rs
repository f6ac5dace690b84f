//! What files are called in reports: for people as they typed it, for build servers from the root of the repository on.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{OPEN, command, piped, run, site, stderr, stdout, write};

/// Each format that build servers read, and how it names the file `docs/deep/a b.txt`.
const FORMATS: [(&str, &str); 7] = [
    ("github", "file=docs/deep/a b.txt,"),
    ("sarif", "\"docs/deep/a%20b.txt\",\"uriBaseId\""),
    ("gitlab", "\"docs/deep/a b.txt\""),
    ("rdjson", "\"docs/deep/a b.txt\""),
    ("rdjsonl", "\"docs/deep/a b.txt\""),
    ("junit", "file=\"docs/deep/a b.txt\""),
    ("checkstyle", "name=\"docs/deep/a b.txt\""),
];

fn repository() -> TempDir {
    let site = site();
    fs::create_dir(site.path().join(".git")).unwrap();
    write(&site, "docs/deep/a b.txt", OPEN);
    site
}

/// What a run in `folder` of the site reports.
fn shown<A: AsRef<OsStr>>(
    site: &TempDir,
    folder: &str,
    args: impl IntoIterator<Item = A>,
) -> String {
    let mut command = command(site, args);
    let output = command.current_dir(site.path().join(folder)).output();
    stdout(&output.unwrap())
}

#[test]
fn build_servers_know_files_by_their_places_in_the_repository_wherever_the_run_starts() {
    let site = repository();
    let elsewhere = TempDir::new().unwrap();
    let whole = site.path().join("docs");
    for (format, name) in FORMATS {
        let args = |named: &'static str| ["check", named, "--format", format];
        let first = shown(&site, ".", args("docs"));
        assert!(first.contains(name), "{format}: {first}");
        for (folder, named) in [
            ("docs", "."),
            ("docs/deep", ".."),
            ("docs", "deep/a b.txt"),
            ("house", "../docs/deep"),
        ] {
            assert_eq!(
                shown(&site, folder, args(named)),
                first,
                "{named} in {folder}"
            );
        }
        let args = [
            whole.as_os_str(),
            OsStr::new("--format"),
            OsStr::new(format),
        ];
        assert_eq!(stdout(&run(&elsewhere, args)), first, "{format}");
        assert_eq!(stdout(&run(&site, args)), first, "{format}");
    }
    let concise = shown(&site, "docs", [".", "--format", "concise"]);
    assert!(concise.starts_with("deep/a b.txt:1:"), "{concise}");
}

#[test]
fn without_a_repository_names_start_from_the_current_folder() {
    let (site, elsewhere) = (site(), site());
    write(&site, "docs/deep/a b.txt", OPEN);
    write(&elsewhere, "c.txt", OPEN);
    let folder = site.path().join("docs");
    let named = [folder.to_str().unwrap(), elsewhere.path().to_str().unwrap()];
    let report = |format| {
        let args = ["--config", "unfilled.toml", "--format", format];
        shown(&site, ".", args.into_iter().chain(named))
    };
    for (format, name) in FORMATS {
        let report = report(format);
        assert!(report.contains(name), "{format}: {report}");
        assert!(report.contains("c.txt"), "{format}");
    }
    assert!(report("concise").contains(named[0]), "as it was typed");
}

#[test]
fn a_person_says_which_folder_names_start_from() {
    let site = repository();
    for (folder, root, expected) in [
        (".", "docs", "file=deep/a b.txt,"),
        ("docs", ".", "file=deep/a b.txt,"),
        ("docs/deep", "../../house", "file=../docs/deep/a b.txt,"),
    ] {
        let named = site.path().join("docs");
        let relative = match folder {
            "docs/deep" => OsStr::new("."),
            _ => named.as_os_str(),
        };
        let args = ["check", "--format", "github", "--relative-to", root].map(OsStr::new);
        let report = shown(&site, folder, args.into_iter().chain([relative]));
        assert!(report.contains(expected), "{root} in {folder}: {report}");
    }
    let concise = ["docs", "--format", "concise", "--relative-to", "docs/deep"];
    assert!(shown(&site, ".", concise).starts_with("a b.txt:1:"));
    for root in ["nowhere", "unfilled.toml"] {
        let failed = run(&site, ["docs", "--relative-to", root]);
        assert_eq!(failed.status.code(), Some(2));
        let said = stderr(&failed);
        assert!(
            said.contains("there is no folder") && said.contains(root),
            "{said}"
        );
        let zh = run(&site, ["docs", "--relative-to", root, "--lang", "zh"]);
        assert!(stderr(&zh).contains("没有"), "{}", stderr(&zh));
    }
}

#[test]
fn a_repository_in_another_one_is_the_nearer_one() {
    let site = repository();
    // A submodule has a file in place of the folder.
    write(&site, "docs/.git", "gitdir: ../.git/modules/docs\n");
    let report = shown(&site, "docs/deep", [".", "--format", "github"]);
    assert!(report.contains("file=deep/a b.txt,"), "{report}");
}

#[test]
fn what_comes_by_a_pipe_has_its_place_by_name() {
    let site = repository();
    let report = |folder: &str, name: &str, format: &str| {
        let args = ["-", "--stdin-filename", name, "--format", format];
        let mut command = command(&site, args);
        command.current_dir(site.path().join(folder));
        stdout(&piped(command, OPEN.as_bytes()))
    };
    let first = report(".", "docs/new.txt", "github");
    assert!(first.contains("file=docs/new.txt,"), "{first}");
    assert_eq!(report("docs/deep", "../new.txt", "github"), first);
    assert!(report("docs", "new.txt", "concise").starts_with("new.txt:1:"));
}

#[cfg(unix)]
#[test]
fn a_link_is_called_by_the_file_that_it_points_at_where_that_lies_in_the_repository() {
    let (site, elsewhere) = (repository(), site());
    write(&elsewhere, "c.txt", OPEN);
    let link = |target: &Path, name: &str| {
        std::os::unix::fs::symlink(target, site.path().join(name)).unwrap();
    };
    link(Path::new("deep/a b.txt"), "docs/latest.txt");
    link(&elsewhere.path().join("c.txt"), "docs/foreign.txt");
    for (named, expected) in [
        ("latest.txt", "file=docs/deep/a b.txt,"),
        ("foreign.txt", "file=docs/foreign.txt,"),
    ] {
        let args = [
            "check",
            named,
            "--format",
            "github",
            "--config",
            "../unfilled.toml",
        ];
        let report = shown(&site, "docs", args);
        assert!(report.contains(expected), "{named}: {report}");
    }
}
