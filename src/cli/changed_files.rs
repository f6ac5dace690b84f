//! Which files, and which lines of them, git says were changed: the one place where another program is started, and only for
//! `--changed-since`.
//!
//! Git is asked for names, and if lines are asked for, too, for a patch. What it would do besides is turned off: pagers,
//! daemons, questions, programs that show differences, fetching what is not here; nothing that a person may have set changes
//! what it says. Knows nothing of what is checked.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::changed_lines::{self, Lines};
use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::path_list;
use crate::cli::usage_error::UsageError;
use crate::report::visible;
use crate::text::Localized;

/// How every question for differences is asked.
const DIFF: &[&str] = &[
    "--diff-filter=d",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--ignore-submodules=all",
];

/// What was changed, by absolute paths without links.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Files, and folders that are new as a whole.
    pub(super) places: HashSet<PathBuf>,
    /// Of files among these, the lines that are new in them. All of any other file counts as changed.
    lines: HashMap<PathBuf, Lines>,
}

impl Changed {
    /// The lines of the file at `path` that are new in it, where that is not all of it.
    pub(super) fn lines(&self, path: &Path) -> Option<&Lines> {
        self.lines.get(path)
    }
}

/// What was changed since the history of today left that of `revision`, committed or not, and the files that git neither
/// tracks nor ignores: in all repositories that hold something of `named`. A repository that nobody has made part of the one
/// around it is new as a whole, so its folder is among them. Lines are asked for only `with_lines`.
///
/// # Errors
/// When there is no git, when something named lies in no repository, when `revision` is none.
pub(super) fn since(
    revision: &str,
    named: &[PathBuf],
    with_lines: bool,
) -> Result<Changed, Failure> {
    // What is not there is told by the walk. Git is asked once for each folder, however many files of it are named.
    let named = named.iter().filter(|path| *path != Path::new("-"));
    let folders: HashSet<PathBuf> = named
        .filter_map(|path| fs::canonicalize(path).ok())
        .map(|path| match path.parent() {
            Some(parent) if !path.is_dir() => parent.to_owned(),
            _ => path,
        })
        .collect();
    let tops: HashSet<PathBuf> = folders
        .iter()
        .map(|folder| top(folder))
        .collect::<Result<_, _>>()?;
    let mut changed = Changed::default();
    for top in tops {
        let base = base(&top, revision)?;
        let names = names(&top, &base, revision)?;
        if with_lines {
            for (name, lines) in lines(&top, &base, revision)? {
                let place =
                    path_list::path(&name).and_then(|name| fs::canonicalize(top.join(name)).ok());
                changed.lines.extend(place.map(|place| (place, lines)));
            }
        }
        for name in names {
            let path = top.join(name);
            let Ok(place) = fs::canonicalize(&path) else {
                continue;
            };
            // The lines of a link are not those of the file that it points at.
            if path.is_symlink() {
                changed.lines.remove(&place);
            }
            changed.places.insert(place);
        }
    }
    Ok(changed)
}

/// The folder of the repository that holds `folder`.
fn top(folder: &Path) -> Result<PathBuf, Failure> {
    let said = ask(folder, &["rev-parse", "--show-toplevel"])?;
    let said = said.map_err(|reason| no_repository(folder, &reason))?;
    // A name may end in a line break; the last one is git's own.
    path_list::path(said.strip_suffix(b"\n").unwrap_or(&said))
        .and_then(|top| fs::canonicalize(top).ok())
        .ok_or_else(|| no_repository(folder, "").into())
}

/// The commit at which the history of today left that of `revision`.
fn base(top: &Path, revision: &str) -> Result<String, Failure> {
    let fail = |reason: String| Failure::from(no_revision(revision, &reason));
    if revision.is_empty() || revision.starts_with('-') {
        return Err(fail(String::new()));
    }
    // To a commit first: whatever else the words could mean to git is out.
    let commit = format!("{revision}^{{commit}}");
    let commit = ask(top, &["rev-parse", "--verify", "--quiet", &commit])?.map_err(fail)?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    // What others did meanwhile is not ours. Where too little of the history is here to tell, it may be shown with it.
    Ok(match ask(top, &["merge-base", &commit, "HEAD"])? {
        Ok(base) => String::from_utf8_lossy(&base).trim().to_owned(),
        Err(_) => commit,
    })
}

/// The names of the files, from `top` on.
fn names(top: &Path, base: &str, revision: &str) -> Result<Vec<PathBuf>, Failure> {
    let fail = |reason: String| Failure::from(no_revision(revision, &reason));
    let diff = ["diff", "--name-only", "-z", "--no-renames"];
    let diff = [&diff[..], DIFF, &[base, "--"]].concat();
    let untracked = ["ls-files", "-z", "--others", "--exclude-standard"];
    let mut names = Vec::new();
    for question in [&diff[..], &untracked[..]] {
        let answer = ask(top, question)?.map_err(fail)?;
        for name in answer
            .split(|&byte| byte == 0)
            .filter(|name| !name.is_empty())
        {
            names.push(path_list::path(name).ok_or_else(|| fail(String::new()))?);
        }
    }
    Ok(names)
}

/// The new lines of each file of which git can say it; of a renamed one, those that are not as they were.
fn lines(top: &Path, base: &str, revision: &str) -> Result<HashMap<Vec<u8>, Lines>, Failure> {
    let patch = ["diff", "--unified=0", "--inter-hunk-context=0"];
    let look = [
        "--find-renames=50%",
        "-l1000",
        "--indent-heuristic",
        "--no-color",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        "--diff-algorithm=histogram",
        "--submodule=short",
    ];
    let question = [&patch[..], &look[..], DIFF, &[base, "--"]].concat();
    let fail = || Failure::from(no_revision(revision, ""));
    let mut git = git(top, &question)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| no_git(&error))?;
    let patch = git.stdout.take().map(BufReader::new);
    let lines = patch.map(changed_lines::by_file);
    let status = git.wait();
    match (lines, status) {
        (Some(Ok(lines)), Ok(status)) if status.success() => Ok(lines),
        _ => Err(fail()),
    }
}

/// What git answers in `folder`, or in its own words why it does not.
fn ask(folder: &Path, question: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
    let asked = git(folder, question)
        .output()
        .map_err(|error| no_git(&error))?;
    Ok(match asked.status.success() {
        true => Ok(asked.stdout),
        false => Err(String::from_utf8_lossy(&asked.stderr).into_owned()),
    })
}

/// Git with a question in `folder`.
fn git(folder: &Path, question: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args([OsStr::new("-C"), folder.as_os_str()])
        .args([
            "--no-pager",
            "--no-optional-locks",
            "-c",
            "core.fsmonitor=false",
        ])
        .args(question)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        // Set inside hooks; the folder alone says which repository is meant.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_PREFIX")
        // It would have the last word on how a patch looks.
        .env_remove("GIT_DIFF_OPTS")
        .stdin(Stdio::null());
    git
}

fn no_git(error: &io::Error) -> UsageError {
    let is_missing = error.kind() == io::ErrorKind::NotFound;
    let system = if is_missing {
        String::new()
    } else {
        error.to_string()
    };
    UsageError::new(
        Localized::new(
            format!(
                "--changed-since 要用 git，但启动不了它{}",
                quoted(&system, "（", "）")
            ),
            format!(
                "--changed-since needs git, which cannot be started{}",
                quoted(&system, " (", ")")
            ),
        ),
        Localized::new(
            "装上 git，或者把要查的文件列出来，用 --files-from",
            "install git, or list the files to check and use --files-from",
        ),
    )
}

fn no_repository(folder: &Path, reason: &str) -> UsageError {
    let name = file_name::shown(folder);
    let name = visible(&name);
    UsageError::new(
        Localized::new(
            format!("“{name}”不在 git 仓库里{}", quoted(reason, "（", "）")),
            format!(
                "“{name}” is in no git repository{}",
                quoted(reason, " (", ")")
            ),
        ),
        Localized::new(
            "--changed-since 只能用在 git 仓库里；也可以把要查的文件列出来，用 --files-from",
            "--changed-since works in git repositories; you can also list the files to check and use --files-from",
        ),
    )
}

fn no_revision(revision: &str, reason: &str) -> UsageError {
    let revision = visible(revision);
    UsageError::new(
        Localized::new(
            format!(
                "git 不知道“{revision}”以后改了什么{}",
                quoted(reason, "（", "）")
            ),
            format!(
                "git cannot tell what was changed since “{revision}”{}",
                quoted(reason, " (", ")")
            ),
        ),
        Localized::new(
            "写一个这里有的提交、分支或标签，例如 origin/main；构建服务器上要先取全历史（fetch-depth: 0）",
            "name a commit, branch or tag that is here, such as origin/main; on a build server fetch the history first (fetch-depth: 0)",
        ),
    )
}

/// The first line of what git says, between brackets.
fn quoted(said: &str, open: &str, close: &str) -> String {
    match said.lines().next() {
        Some(line) if !line.trim().is_empty() => format!("{open}{}{close}", visible(line)),
        _ => String::new(),
    }
}
