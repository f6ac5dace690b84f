//! A baseline holds for what a file was, not for its name: renamed and moved files stay known, copies do not.

use std::fs;

use tempfile::TempDir;

use super::{OPEN, command, piped, run, site, stderr, stdout, write};

const FILE: &str = "unfilled-baseline.jsonl";
const BY_BASELINE: [&str; 3] = [".", "--baseline", FILE];

/// `count` gaps, each with words of its own, from the one with the number `first` on.
fn gaps(first: u32, count: u32) -> String {
    let word = |n| char::from_u32(0x4e00 + 7 * n).unwrap();
    let gaps = first..first + count;
    gaps.map(|n| format!("组织{}{}活动若干回。\n", word(n), word(n + 1)))
        .collect()
}

/// A folder with a baseline of the given files.
fn known(files: &[(&str, String)]) -> TempDir {
    let site = site();
    for (name, text) in files {
        write(&site, name, text);
    }
    assert_eq!(run(&site, ["baseline"]).status.code(), Some(0));
    site
}

fn rename(site: &TempDir, old: &str, new: &str) {
    let new = site.path().join(new);
    fs::create_dir_all(new.parent().unwrap()).unwrap();
    fs::rename(site.path().join(old), new).unwrap();
}

/// How many findings are new and how many are known.
fn counted(site: &TempDir, more: &[&str]) -> (u64, u64) {
    let args = BY_BASELINE.iter().chain(&["--format", "json"]).chain(more);
    let report: serde_json::Value = serde_json::from_slice(&run(site, args).stdout).unwrap();
    let summary = |key: &str| report["summary"][key].as_u64().unwrap();
    (summary("error"), summary("known"))
}

#[test]
fn a_renamed_file_is_known_and_its_entries_get_its_name() {
    let site = known(&[("docs/a.txt", gaps(0, 3)), ("docs/b.txt", gaps(10, 1))]);
    rename(&site, "docs/a.txt", "archive/2026 年.txt");
    rename(&site, "docs/b.txt", "docs/c.txt");
    let renamed = run(&site, BY_BASELINE.iter().chain(&["--fail-on-stale"]));
    assert_eq!(renamed.status.code(), Some(0), "{}", stdout(&renamed));
    let said = stderr(&renamed);
    assert!(
        said.contains("docs/a.txt is now archive/2026 年.txt\n"),
        "{said}"
    );
    assert!(said.contains("docs/b.txt is now docs/c.txt\n"), "{said}");
    assert!(!said.contains("mended"), "{said}");
    let quiet = run(&site, BY_BASELINE.iter().chain(&["--quiet"]));
    assert_eq!(stderr(&quiet), "");
    // A hook names one file at a time.
    let alone = run(&site, ["docs/c.txt", "--baseline", FILE]);
    assert_eq!(alone.status.code(), Some(0), "{}", stdout(&alone));

    let updated = run(&site, ["baseline", "archive", "--update"]);
    let said = stdout(&updated);
    assert!(
        said.contains("docs/a.txt is now archive/2026 年.txt\n"),
        "{said}"
    );
    assert!(said.contains("mended and taken out: 0"), "{said}");
    let text = fs::read_to_string(site.path().join(FILE)).unwrap();
    assert_eq!(text.matches("archive/2026 年.txt").count(), 3);
    assert!(!text.contains("docs/a.txt") && text.contains("docs/b.txt"));
    run(&site, ["baseline", "--update"]);
    let again = run(&site, BY_BASELINE);
    assert_eq!(
        (again.status.code(), stderr(&again)),
        (Some(0), String::new())
    );
}

#[test]
fn what_was_done_to_it_meanwhile_is_told() {
    let site = known(&[("a.txt", gaps(0, 6))]);
    fs::remove_file(site.path().join("a.txt")).unwrap();
    // Two are mended, one is new.
    write(&site, "b.txt", &format!("{}{}", gaps(2, 4), gaps(50, 1)));
    assert_eq!(counted(&site, &[]), (1, 4));
    let told = stderr(&run(&site, BY_BASELINE));
    assert!(
        told.contains(": 2;") && told.contains("  b.txt: "),
        "{told}"
    );
    run(&site, ["baseline"]);
    assert_eq!(counted(&site, &["--fail-on-stale"]), (0, 5));
    // What rules that are off would find counts neither way.
    rename(&site, "b.txt", "c.txt");
    write(
        &site,
        "house/quantity/open-sum.toml",
        &super::RULE
            .replace("若干回", "若干元")
            .replace("open-number", "open-sum"),
    );
    let sums = gaps(0, 9).replace("若干回", "若干元");
    write(
        &site,
        "c.txt",
        &format!("{}{}{sums}", gaps(2, 4), gaps(50, 1)),
    );
    assert_eq!(counted(&site, &["--select", "open-number"]), (0, 5));
}

#[test]
fn a_copy_is_new_and_so_is_another_file() {
    let site = known(&[("a.txt", gaps(0, 4)), ("b.txt", gaps(10, 4))]);
    write(&site, "copy.txt", &gaps(0, 4));
    assert_eq!(counted(&site, &[]), (4, 8), "the original is still there");
    fs::remove_file(site.path().join("a.txt")).unwrap();
    write(&site, "copy.txt", &format!("{}{}", gaps(0, 1), gaps(20, 3)));
    assert_eq!(counted(&site, &[]), (4, 4), "a quarter is not enough");
    // Left out of the walk, but there.
    write(&site, "a.txt", &gaps(0, 4));
    write(&site, "copy.txt", &gaps(0, 4));
    write(&site, ".ignore", "a.txt\n");
    assert_eq!(counted(&site, &[]), (4, 4));
    // What comes by a pipe is the file of its name.
    fs::remove_file(site.path().join("a.txt")).unwrap();
    let args = ["-", "--stdin-filename", "new.txt", "--baseline", FILE];
    let output = piped(command(&site, args), gaps(0, 4).as_bytes());
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn of_several_copies_of_what_is_gone_one_is_known_whatever_the_number_of_threads() {
    let site = known(&[("drafts/a.txt", gaps(0, 4)), ("drafts/b.txt", gaps(10, 4))]);
    fs::remove_dir_all(site.path().join("drafts")).unwrap();
    for name in ["1.txt", "2.txt", "z/a.txt", "y/b.txt", "3.txt"] {
        write(&site, name, &gaps(0, 4));
    }
    // Half of it is what was in drafts/b.txt.
    write(&site, "y/b.txt", &format!("{}{}", gaps(10, 2), gaps(30, 2)));
    for n in 0..200 {
        write(&site, format!("new/{n}.txt"), &gaps(100 + n, 1));
    }
    let first = run(&site, BY_BASELINE.iter().chain(&["--jobs", "1"]));
    let said = stderr(&first);
    for moved in ["a.txt is now z/a.txt", "b.txt is now y/b.txt"] {
        assert!(said.contains(&format!("  drafts/{moved}\n")), "{said}");
    }
    for jobs in ["2", "8", "8", "8"] {
        let again = run(&site, BY_BASELINE.iter().chain(&["--jobs", jobs]));
        assert!(again == first, "{jobs} threads: {}", stderr(&again));
    }
    // The nearest name counts before the order.
    fs::remove_file(site.path().join("z/a.txt")).unwrap();
    let said = stderr(&run(&site, BY_BASELINE));
    assert!(said.contains("  drafts/a.txt is now 1.txt\n"), "{said}");
}

#[test]
fn a_bare_sign_makes_no_file_known_but_one_of_the_same_name() {
    let site = known(&[("docs/a.txt", "若干回\n".to_owned())]);
    rename(&site, "docs/a.txt", "b.txt");
    assert_eq!(counted(&site, &[]), (1, 0));
    rename(&site, "b.txt", "archive/a.txt");
    assert_eq!(counted(&site, &[]), (0, 1));
    write(&site, "archive/a.txt", "若干回\n若干回\n");
    assert_eq!(counted(&site, &[]), (2, 0), "not the same any more");
}

#[test]
fn a_folder_of_alike_files_may_be_renamed_as_a_whole() {
    let names: Vec<String> = (0..300).map(|n| format!("docs/{n:03}.txt")).collect();
    let form = |n: usize| {
        format!(
            "{}{}",
            gaps(0, 3),
            if n.is_multiple_of(3) { OPEN } else { "" }
        )
    };
    let files: Vec<(&str, String)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| (name.as_str(), form(n)))
        .collect();
    let site = known(&files);
    rename(&site, "docs", "old/drafts");
    assert_eq!(counted(&site, &[]), (0, 1000));
    let said = stderr(&run(&site, BY_BASELINE));
    assert!(said.contains("under their old names: 300;"), "{said}");
    assert!(
        said.contains("  docs/007.txt is now old/drafts/007.txt\n"),
        "{said}"
    );
    assert!(said.contains("  and more files: 280\n"), "{said}");
    run(&site, ["baseline", "--update"]);
    let text = fs::read_to_string(site.path().join(FILE)).unwrap();
    assert!(!text.contains("\"docs/"));
    assert_eq!(counted(&site, &["--fail-on-stale"]), (0, 1000));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_no_utf8_is_not_taken_for_gone() {
    use std::os::unix::ffi::OsStrExt;
    let site = known(&[]);
    let name = std::ffi::OsStr::from_bytes(b"\xb1\xa8\xb8\xe6.txt");
    write(&site, name, &gaps(0, 4));
    run(&site, ["baseline"]);
    // Left out of the walk, but there.
    write(&site, ".ignore", "*.txt\n");
    write(&site, "copy.md", &gaps(0, 4));
    assert_eq!(counted(&site, &[]), (4, 0));
    let told = stderr(&run(&site, BY_BASELINE));
    assert!(!told.contains("gone"), "{told}");
}
