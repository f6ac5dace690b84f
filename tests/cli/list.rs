//! Files that another program names: `--files-from`, `--force-exclude`.

use super::{OPEN, command, paths, piped, run, site, stderr, write};

#[test]
fn a_list_is_treated_like_what_lies_in_a_folder() {
    let site = site();
    let settings = "rules = [\"house\"]\nselect = [\"open-number\"]\nexclude = [\"old/\"]\n";
    write(&site, "unfilled.toml", settings);
    for name in [
        "a b.txt",
        "old/b.txt",
        "c.rs",
        "deep/d.md",
        "deep/no.md",
        "named.rs",
    ] {
        write(&site, name, OPEN);
    }
    write(&site, ".unfilledignore", "no.md\n");
    let list = "\u{feff}deep/d.md\r\na b.txt\r\nold/b.txt\r\nc.rs\r\ndeep/no.md\r\ndeep/d.md\r\n";
    write(&site, "list", list);
    let by_file = run(&site, ["--files-from", "list", "--format", "json"]);
    assert_eq!(paths(&by_file), ["deep/d.md", "a b.txt"]);
    let more = [
        "named.rs",
        "--files-from",
        "list",
        "--no-ignore",
        "--format",
        "json",
    ];
    assert_eq!(
        paths(&run(&site, more)),
        ["named.rs", "deep/d.md", "a b.txt", "deep/no.md"]
    );
}

#[test]
fn what_is_named_may_be_left_out_too() {
    let site = site();
    let settings = "rules = [\"house\"]\nselect = [\"open-number\"]\nexclude = [\"old/\"]\n";
    write(&site, "unfilled.toml", settings);
    write(&site, ".unfilledignore", "no.md\n");
    for name in ["a.txt", "old/b.txt", "no.md", "c.rs"] {
        write(&site, name, OPEN);
    }
    let named = [
        "--format",
        "json",
        "a.txt",
        "old/b.txt",
        "no.md",
        "c.rs",
        "-",
    ];
    let all = ["a.txt", "old/b.txt", "no.md", "c.rs", "<stdin>"];
    assert_eq!(paths(&run(&site, named)), all);
    let forced = ["--force-exclude"].into_iter().chain(named);
    assert_eq!(paths(&run(&site, forced)), ["a.txt", "<stdin>"]);
    let missing = run(&site, ["--force-exclude", "old/gone.txt"]);
    assert_eq!(missing.status.code(), Some(2), "a wrong name is told");
}

#[test]
fn a_list_comes_in_by_a_pipe_and_names_what_is_missing() {
    let site = site();
    write(&site, "a.txt", OPEN);
    let args = ["check", "--files-from", "-", "--format", "json"];
    let piped = |list: &[u8]| piped(command(&site, args), list);
    let found = piped(b"a.txt\0");
    assert_eq!(found.status.code(), Some(1));
    assert_eq!(paths(&found), ["a.txt"]);
    let missing = piped(b"gone.txt\na.txt\n");
    assert_eq!(missing.status.code(), Some(2));
    assert!(
        stderr(&missing).contains("gone.txt"),
        "{}",
        stderr(&missing)
    );
    let nothing = piped(b"");
    assert_eq!(
        nothing.status.code(),
        Some(0),
        "nothing was changed, nothing is wrong"
    );
    let no_list = run(&site, ["--files-from", "none"]);
    assert_eq!(no_list.status.code(), Some(2));
    assert!(stderr(&no_list).contains("none"), "{}", stderr(&no_list));
}
