//! What only Unix has: pipes, devices, links, names of any bytes, full disks.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::{OPEN, command, ends_within, paths, run, site, stderr, stdout, write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

fn make_pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn pipes_devices_and_sockets_are_never_opened() {
    let site = site();
    write(&site, "docs/a.txt", OPEN);
    make_pipe(&site.path().join("docs/pipe.txt"));
    make_pipe(&site.path().join("docs/.gitignore"));
    let _socket = UnixListener::bind(site.path().join("docs/socket.txt")).unwrap();
    let child = command(&site, ["docs"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    assert_eq!(ends_within(child, Duration::from_secs(10)).code(), Some(1));
    for path in ["docs/pipe.txt", "docs/socket.txt", "/dev/zero"] {
        let mut child = command(&site, [path])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert_eq!(
            ends_within(child, Duration::from_secs(10)).code(),
            Some(2),
            "{path}"
        );
        assert!(said.contains("not a regular file"), "{path}: {said}");
    }
}

#[test]
fn links_in_folders_are_not_followed_and_named_ones_are() {
    let site = site();
    write(&site, "docs/a.txt", OPEN);
    write(&site, "other/b.txt", OPEN);
    symlink("..", site.path().join("docs/up")).unwrap();
    symlink("self", site.path().join("docs/self")).unwrap();
    symlink("../other", site.path().join("docs/aside")).unwrap();
    symlink("../other/b.txt", site.path().join("docs/b.txt")).unwrap();
    assert_eq!(
        paths(&run(&site, ["docs", "--format", "json"])),
        ["docs/a.txt"]
    );
    let named = run(
        &site,
        ["docs/b.txt", "docs/aside/b.txt", "--format", "json"],
    );
    assert_eq!(paths(&named), ["docs/b.txt"]);
    assert_eq!(
        paths(&run(&site, ["docs/aside", "--format", "json"])),
        ["docs/aside/b.txt"]
    );
    let looped = run(&site, ["docs/self", "docs/a.txt"]);
    assert_eq!(looped.status.code(), Some(2));
    assert!(
        stderr(&looped).contains("leads to itself"),
        "{}",
        stderr(&looped)
    );
    assert!(
        stdout(&looped).contains("docs/a.txt"),
        "the others are checked all the same"
    );
}

#[test]
fn names_of_any_bytes_are_kept_and_shown() {
    let site = site();
    for bytes in [b"\xb1\xa8.txt".as_slice(), b"a\xff\xfe.txt"] {
        write(&site, OsStr::from_bytes(bytes), OPEN);
    }
    for entry in unfilled::report::REPORTERS {
        let output = run(&site, [".", "--format", entry.name]);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{}: {}",
            entry.name,
            stderr(&output)
        );
    }
    assert_eq!(
        paths(&run(&site, [".", "--format", "json"])),
        ["a\\xFF\\xFE.txt", "\\xB1\\xA8.txt"]
    );
}

#[test]
fn a_full_disk_is_told() {
    let site = site();
    write(&site, "a.txt", OPEN);
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = command(&site, ["a.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("the disk is full"),
        "{}",
        stderr(&output)
    );
    let output = run(&site, ["a.txt", "-o", "/dev/full"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        Path::new("/dev/full").exists(),
        "a device is written to, not replaced"
    );
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run() {
    let site = site();
    for n in 0..200 {
        write(&site, format!("docs/{n}.txt"), &OPEN.repeat(500));
    }
    let mut child = command(&site, ["docs", "--format", "concise"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let mut errors = child.stderr.take().unwrap();
    ends_within(child, Duration::from_secs(10));
    let mut said = String::new();
    errors.read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    assert!(line.contains("docs/0.txt"));
}

#[test]
fn a_closed_output_changes_no_status() {
    let site = site();
    write(&site, "a.txt", OPEN);
    for (streams, format) in [(">&-", "human"), (">&- 2>&-", "human"), (">&-", "json")] {
        let program = super::PROGRAM;
        let script = format!("exec {program} a.txt --format {format} {streams}");
        let mut shell = Command::new("sh");
        let output = shell
            .current_dir(site.path())
            .args(["-c", &script])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{streams} {format}");
        assert_eq!(stderr(&output), "", "{streams} {format}");
    }
}

#[test]
fn a_rule_folder_may_not_be_a_link_to_elsewhere() {
    let (site, elsewhere) = (site(), TempDir::new().unwrap());
    write(&site, "a.txt", OPEN);
    fs::remove_dir_all(site.path().join("house")).unwrap();
    symlink(elsewhere.path(), site.path().join("house")).unwrap();
    let output = run(&site, ["a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("outside"), "{}", stderr(&output));
}
