//! Which files a run looks at, and by which settings.

use std::ffi::OsStr;
use std::fs;

use tempfile::TempDir;

use super::{OPEN, command, paths, run, site, stderr, stdout, write};

#[test]
fn a_walk_keeps_to_documents_that_are_not_ignored() {
    let site = site();
    for name in [
        "b.txt",
        "a.md",
        "c/z.txt",
        "c/a.txt",
        "prog.py",
        ".hidden.txt",
        ".git/x.txt",
        "c/.h/x.txt",
        "~$a.docx",
        "build/x.txt",
        "keep/no.txt",
        "keep/yes.txt",
        "deep/only-here.txt",
        "only-here.txt",
    ] {
        write(&site, name, OPEN);
    }
    write(&site, ".gitignore", "build/\nno.txt\nyes.txt\n");
    write(&site, "keep/.ignore", "!yes.txt\n");
    write(&site, "deep/.unfilledignore", "/only-here.txt\n");
    let all = [
        "a.md",
        "b.txt",
        "c/a.txt",
        "c/z.txt",
        "keep/yes.txt",
        "only-here.txt",
    ];
    assert_eq!(paths(&run(&site, [".", "--format", "json"])), all);
    // A folder inside: the files above it still count, also without a repository.
    assert_eq!(
        paths(&run(&site, ["keep", "--format", "json"])),
        ["keep/yes.txt"]
    );
    fs::remove_dir_all(site.path().join(".git")).unwrap();
    assert_eq!(
        paths(&run(&site, ["keep", "--format", "json"])),
        ["keep/yes.txt"]
    );
    let named = ["build/x.txt", "prog.py", ".hidden.txt", "--format", "json"];
    assert_eq!(
        paths(&run(&site, named)),
        ["build/x.txt", "prog.py", ".hidden.txt"]
    );
    let free = run(&site, ["build", "deep", "--no-ignore", "--format", "json"]);
    assert_eq!(paths(&free), ["build/x.txt", "deep/only-here.txt"]);
    let hidden = paths(&run(&site, [".", "--hidden", "--format", "json"]));
    assert!(hidden.contains(&".hidden.txt".to_owned()), "{hidden:?}");
    let inside_git = hidden.iter().any(|path| path.starts_with(".git/"));
    assert!(
        !inside_git,
        "git's own files are nobody's documents: {hidden:?}"
    );
}

#[test]
fn what_is_named_twice_is_checked_once() {
    let site = site();
    write(&site, "docs/a.txt", OPEN);
    write(&site, "docs/b.txt", OPEN);
    let args = [
        "docs/b.txt",
        "docs",
        "./docs",
        "docs/../docs/b.txt",
        "--format",
        "json",
    ];
    assert_eq!(paths(&run(&site, args)), ["docs/b.txt", "docs/a.txt"]);
}

#[test]
fn settings_leave_files_out_and_bring_others_in() {
    let site = site();
    let settings = "rules = [\"house\"]\nselect = [\"open-number\"]\nexclude = [\"old/\"]\ninclude = [\"*.log\"]\n";
    write(&site, "unfilled.toml", settings);
    for name in ["old/a.txt", "new/a.txt", "new/b.log", "new/c.exe"] {
        write(&site, name, OPEN);
    }
    assert_eq!(
        paths(&run(&site, [".", "--format", "json"])),
        ["new/a.txt", "new/b.log"]
    );
}

#[test]
fn settings_are_those_of_the_folder_that_holds_the_documents() {
    let (elsewhere, site) = (TempDir::new().unwrap(), site());
    write(&site, "sub/a.txt", OPEN);
    let file = site.path().join("sub/a.txt");
    let found = run(&elsewhere, [file.as_os_str()]);
    assert_eq!(found.status.code(), Some(1), "{}", stderr(&found));
    let isolated = run(&elsewhere, [file.as_os_str(), OsStr::new("--isolated")]);
    assert_eq!(isolated.status.code(), Some(0), "{}", stdout(&isolated));
}

#[test]
fn settings_know_standard_input_by_its_name() {
    let site = site();
    let settings = "rules = [\"house\"]\nselect = [\"open-number\"]\n\
        [[override]]\npaths = [\"drafts/**\"]\nignore = [\"open-number\"]\n";
    write(&site, "unfilled.toml", settings);
    write(&site, "drafts/a.txt", OPEN);
    for (folder, name, status) in [
        (".", "a.txt", 1),
        (".", "drafts/a.txt", 0),
        ("drafts", "a.txt", 0),
    ] {
        let text = fs::File::open(site.path().join("drafts/a.txt")).unwrap();
        let output = command(&site, ["-", "--stdin-filename", name])
            .current_dir(site.path().join(folder))
            .stdin(text)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(status), "{name} in {folder}");
    }
}

#[test]
fn a_file_is_read_to_its_end_whatever_its_size() {
    let site = site();
    const LINE: &str = "这一段已经写好。\n";
    const STEPS: [usize; 2] = [64 << 10, 4 << 20];
    for size in STEPS.iter().flat_map(|step| step - 1..=step + 1) {
        let filling = size - OPEN.len();
        let mut text = LINE.repeat(filling / LINE.len());
        text.push_str(&"x".repeat(filling - text.len()));
        text.push_str(OPEN);
        assert_eq!(text.len(), size);
        write(&site, "a.txt", &text);
        let found = stdout(&run(&site, ["a.txt", "--format", "concise"]));
        let line = format!("a.txt:{}:", filling / LINE.len() + 1);
        assert!(found.starts_with(&line), "{size} bytes: {found}");
    }
}

#[test]
fn each_file_has_the_overrides_for_its_path() {
    let site = site();
    let settings = "rules = [\"house\"]\nselect = [\"open-number\"]\n\
        [[override]]\npaths = [\"drafts/**\"]\nignore = [\"open-number\"]\n\
        [[override]]\npaths = [\"**/b*\"]\nselect = [\"open-number\"]\n";
    write(&site, "unfilled.toml", settings);
    for name in ["a.txt", "drafts/a.txt", "drafts/b.txt", "drafts/c.txt"] {
        write(&site, name, OPEN);
    }
    let found = stdout(&run(&site, [".", "--format", "concise"]));
    let names: Vec<&str> = found.lines().filter_map(|l| l.split(':').next()).collect();
    assert_eq!(names, ["a.txt", "drafts/b.txt"], "{found}");
}
