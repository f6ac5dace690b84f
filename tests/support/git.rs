//! Git, where a test needs a repository.

use std::path::Path;
use std::process::Command;

/// Whether git did it in `folder`. It reads no settings of the machine.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> bool {
    Command::new("git")
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(["-c", "core.autocrlf=false"])
        .args(arguments)
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Make `folder` a repository and what is in it its first commit. False, and said, where there is no git.
pub(crate) fn begin_repository(folder: &Path) -> bool {
    if !git(folder, &["init", "-q"]) {
        println!("skipped: there is no git");
        return false;
    }
    commit(folder);
    true
}

/// Commit all that is in `folder`.
pub(crate) fn commit(folder: &Path) {
    assert!(git(folder, &["add", "-A"]) && git(folder, &["commit", "-qm", "x"]));
}
