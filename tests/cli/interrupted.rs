//! Whatever ends a run while it writes: there is the old file or the new one, never a part of one.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::PROGRAM;

/// How often a run is killed.
const KILLED: u64 = 200;

const LEFT: &str = "第一段##paidbegin##内容，写得长一些，好让它占几个字节。\n";
const MENDED: &str = "第一段内容，写得长一些，好让它占几个字节。\n";
const LINES: usize = 1500;

fn fix(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(folder)
        .args(["fix", "--isolated", "--write", "--quiet", "draft.txt"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn a_run_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let site = TempDir::new().unwrap();
    let path = site.path().join("draft.txt");
    let (old, new) = (LEFT.repeat(LINES), MENDED.repeat(LINES));
    fs::write(&path, &old).unwrap();
    let begin = Instant::now();
    assert!(fix(site.path()).status().unwrap().success());
    let whole = begin.elapsed();
    assert_eq!(fs::read_to_string(&path).unwrap(), new);
    let mut finished = 0;
    for round in 0..KILLED {
        fs::write(&path, &old).unwrap();
        let mut child = fix(site.path()).spawn().unwrap();
        // Moments all over the run, in an order that has nothing to do with time.
        let share = (round * 7919 % KILLED) as u32;
        std::thread::sleep(whole * share / KILLED as u32 + Duration::from_micros(1));
        let _ = child.kill();
        child.wait().unwrap();
        let found = fs::read_to_string(&path).unwrap();
        assert!(
            found == old || found == new,
            "{} bytes in round {round}",
            found.len()
        );
        finished += u64::from(found == new);
    }
    assert!(finished < KILLED, "no run was killed in time");
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_leaves_the_old_file_and_nothing_else() {
    let site = TempDir::new().unwrap();
    let path = site.path().join("draft.txt");
    let old = LEFT.repeat(LINES);
    fs::write(&path, &old).unwrap();
    // Files of this process may not grow beyond 16 blocks, and it is told so instead of being ended.
    let script = format!(
        "trap '' XFSZ; ulimit -f 16; exec '{PROGRAM}' --lang en fix --isolated --write draft.txt"
    );
    let done = Command::new("sh")
        .args(["-c", &script])
        .current_dir(site.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot be written"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), old);
    let names = fs::read_dir(site.path()).unwrap();
    assert_eq!(names.count(), 1, "a part of a file is left");
}
