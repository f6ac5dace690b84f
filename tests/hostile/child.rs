//! Runs the program as a child and measures it: time, peak memory, status, output.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_unfilled");

/// How much slower than a release on a quiet machine a run may be: builds for tests are, and so are build servers.
const PATIENCE: u32 = if cfg!(debug_assertions) { 10 } else { 5 };

/// What a run was like.
pub(super) struct Run {
    /// The exit status; nothing when a signal ended it.
    pub(super) status: Option<i32>,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: String,
    pub(super) took: Duration,
    /// The most memory it had at any time, in MiB; nothing where the system does not tell.
    pub(super) peak: Option<u64>,
}

/// The program in the folder `site`, without a person's own settings.
pub(super) fn program<A: AsRef<OsStr>>(site: &Path, args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(site)
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null());
    command
}

/// Run the program in `site`.
pub(super) fn run<A: AsRef<OsStr>>(site: &Path, args: impl IntoIterator<Item = A>) -> Run {
    let out = TempDir::new().unwrap();
    let (to, errors) = (out.path().join("out"), out.path().join("err"));
    let begun = Instant::now();
    let mut child = program(site, args)
        .stdout(File::create(&to).unwrap())
        .stderr(File::create(&errors).unwrap())
        .spawn()
        .unwrap();
    let mut peak = None;
    let status = loop {
        peak = peak_memory(child.id()).or(peak);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(300) {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("the program hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let took = begun.elapsed();
    let stderr = std::fs::read(&errors).unwrap();
    let run = Run {
        status: status.code(),
        stdout: std::fs::read(&to).unwrap(),
        stderr: String::from_utf8(stderr).unwrap(),
        took,
        peak,
    };
    run.assert_no_defect();
    run
}

impl Run {
    /// A defect of the program shows in its status or its words.
    fn assert_no_defect(&self) {
        assert!(
            matches!(self.status, Some(0..=2)),
            "status {:?}: {}",
            self.status,
            self.stderr
        );
        for word in ["panicked", "RUST_BACKTRACE", "overflow"] {
            assert!(!self.stderr.contains(word), "{}", self.stderr);
        }
    }

    /// Fails when the run took longer than `seconds` in a release on a quiet machine would.
    pub(super) fn assert_within(&self, seconds: u64, mebibytes: u64, what: &str) {
        println!("{what}: {:?}, {:?} MiB", self.took, self.peak);
        let limit = Duration::from_secs(seconds) * PATIENCE;
        assert!(self.took <= limit, "{what} took {:?}", self.took);
        if let Some(peak) = self.peak {
            assert!(peak <= mebibytes, "{what} took {peak} MiB of memory");
        }
    }

    /// The report that `--format json` gave.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", self.stderr))
    }
}

/// The most memory that the process has had so far, in MiB.
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024)
}

/// The status of the one file that a JSON report is about.
pub(super) fn status(report: &serde_json::Value) -> &str {
    let files = report["files"].as_array().unwrap();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0]["status"].as_str().unwrap()
}

/// What a JSON report found, in order.
pub(super) fn found(report: &serde_json::Value) -> Vec<&str> {
    let diagnostics = report["diagnostics"].as_array().unwrap();
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic["text"].as_str().unwrap())
        .collect()
}
