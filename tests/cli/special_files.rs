//! Where results go on Unix besides ordinary files: links, pipes, standard output by its name; permissions, and a full disk.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use tempfile::TempDir;

use super::overwriting::read;
use super::{OPEN, run, site, stderr, write};

const OLDER: &str = "a.txt:9:9: error open-number 若干回\n";

fn mode(site: &TempDir, name: &str) -> u32 {
    let found = fs::metadata(site.path().join(name)).unwrap();
    found.permissions().mode() & 0o777
}

fn set_mode(site: &TempDir, name: &str, mode: u32) {
    let permissions = fs::Permissions::from_mode(mode);
    fs::set_permissions(site.path().join(name), permissions).unwrap();
}

#[test]
fn permissions_and_links_stay() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(&site, "report.txt", OLDER);
    set_mode(&site, "report.txt", 0o640);
    symlink("report.txt", site.path().join("link.txt")).unwrap();
    symlink("not-yet.txt", site.path().join("ahead.txt")).unwrap();
    for name in ["link.txt", "ahead.txt"] {
        run(&site, ["a.txt", "-o", name, "--format", "concise"]);
        assert!(read(&site, name).starts_with("a.txt:1:"));
        assert!(
            fs::symlink_metadata(site.path().join(name))
                .unwrap()
                .is_symlink()
        );
    }
    assert_eq!(mode(&site, "report.txt"), 0o640);
    assert!(read(&site, "not-yet.txt").starts_with("a.txt:1:"));
}

#[test]
fn settings_that_are_no_file_are_told_and_not_waited_for() {
    let pipe = |at: &Path| {
        let made = std::process::Command::new("mkfifo").arg(at).status();
        assert!(made.unwrap().success());
    };
    for what in ["folder", "pipe", "link to nothing"] {
        let site = TempDir::new().unwrap();
        write(&site, "a.txt", "开会多少次。");
        let at = site.path().join("unfilled.toml");
        match what {
            "folder" => fs::create_dir(at).unwrap(),
            "pipe" => pipe(&at),
            _ => symlink("nowhere.toml", at).unwrap(),
        }
        let refused = run(&site, ["a.txt"]);
        assert_eq!(refused.status.code(), Some(2), "{what}");
        assert!(stderr(&refused).contains("unfilled.toml"), "{what}");
        let isolated = run(&site, ["a.txt", "--isolated"]);
        assert_eq!(isolated.status.code(), Some(1), "{what}");
    }
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(&site, "report.txt", OLDER);
    set_mode(&site, "report.txt", 0o444);
    for force in [&[][..], &["--force"]] {
        let refused = run(&site, ["a.txt", "-o", "report.txt"].iter().chain(force));
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            stderr(&refused).contains("permission"),
            "{}",
            stderr(&refused)
        );
    }
    assert_eq!(read(&site, "report.txt"), OLDER);
}

#[test]
fn a_run_that_fails_leaves_the_older_report_whole() {
    let site = site();
    write(&site, "a.txt", &OPEN.repeat(20_000));
    write(&site, "report.txt", OLDER);
    let full = |args: &str| {
        let program = super::PROGRAM;
        // A file may hold no more than 8 blocks, which is what a full disk looks like to the program.
        let script = format!("ulimit -f 8; trap '' XFSZ; exec {program} --lang en {args}");
        let mut shell = std::process::Command::new("sh");
        shell
            .current_dir(site.path())
            .args(["-c", &script])
            .output()
            .unwrap()
    };
    let failed = full("a.txt --format concise -o report.txt");
    assert_eq!(failed.status.code(), Some(2), "{}", stderr(&failed));
    assert_eq!(read(&site, "report.txt"), OLDER);
    let names = fs::read_dir(site.path()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name());
    assert!(
        !names
            .map(|name| name.into_string().unwrap())
            .any(|name| name.ends_with(".tmp"))
    );
}

#[test]
fn standard_output_by_its_name_and_pipes_are_written_to() {
    let site = site();
    write(&site, "a.txt", OPEN);
    write(&site, "log.txt", "before\n");
    let program = super::PROGRAM;
    let shell = |script: String| {
        let mut shell = std::process::Command::new("sh");
        let output = shell
            .current_dir(site.path())
            .args(["-c", &script])
            .output()
            .unwrap();
        assert!(stderr(&output).is_empty(), "{}", stderr(&output));
    };
    shell(format!(
        "{program} a.txt -q --format concise -o /dev/stdout >> log.txt"
    ));
    let log = read(&site, "log.txt");
    assert!(log.starts_with("before\na.txt:1:"), "{log}");
    shell(format!(
        "mkfifo pipe; cat pipe > got.txt & {program} a.txt -q --format concise -o pipe; wait"
    ));
    assert!(read(&site, "got.txt").starts_with("a.txt:1:"));
}
