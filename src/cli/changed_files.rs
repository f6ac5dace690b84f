//! Which files git says were changed: the one place where another program is started, and only for `--changed-since`.
//!
//! Git is asked for names alone. What it would do besides is turned off: pagers, daemons, questions, fetching what is not
//! here. Knows nothing of what is checked.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::failure::Failure;
use crate::cli::file_name;
use crate::cli::path_list;
use crate::cli::usage_error::UsageError;
use crate::report::visible;
use crate::text::Localized;

/// The files that were changed since the history of today left that of `revision`, committed or not, and those that git
/// neither tracks nor ignores: in all repositories that hold something of `named`, without links and relative parts. A
/// repository that nobody has made part of the one around it is new as a whole, so its folder is among them.
///
/// # Errors
/// When there is no git, when something named lies in no repository, when `revision` is none.
pub(super) fn since(revision: &str, named: &[PathBuf]) -> Result<HashSet<PathBuf>, Failure> {
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
    let mut files = HashSet::new();
    for top in tops {
        let names = changed(&top, revision)?;
        files.extend(
            names
                .iter()
                .filter_map(|name| fs::canonicalize(top.join(name)).ok()),
        );
    }
    Ok(files)
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

/// The names of the files, from `top` on.
fn changed(top: &Path, revision: &str) -> Result<Vec<PathBuf>, Failure> {
    let fail = |reason: String| Failure::from(no_revision(revision, &reason));
    if revision.is_empty() || revision.starts_with('-') {
        return Err(fail(String::new()));
    }
    // To a commit first: whatever else the words could mean to git is out.
    let commit = format!("{revision}^{{commit}}");
    let commit = ask(top, &["rev-parse", "--verify", "--quiet", &commit])?.map_err(fail)?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    // What others did meanwhile is not ours. Where too little of the history is here to tell, it may be shown with it.
    let base = match ask(top, &["merge-base", &commit, "HEAD"])? {
        Ok(base) => String::from_utf8_lossy(&base).trim().to_owned(),
        Err(_) => commit,
    };
    let diff = [
        "diff",
        "--name-only",
        "-z",
        "--no-renames",
        "--diff-filter=d",
        "--no-ext-diff",
        "--no-textconv",
        "--no-relative",
        "--ignore-submodules=all",
        &base,
        "--",
    ];
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

/// What git answers in `folder`, or in its own words why it does not.
fn ask(folder: &Path, question: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
    let asked = Command::new("git")
        .args([OsStr::new("-C"), folder.as_os_str()])
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
        .stdin(Stdio::null())
        .output()
        .map_err(|error| no_git(&error))?;
    Ok(match asked.status.success() {
        true => Ok(asked.stdout),
        false => Err(String::from_utf8_lossy(&asked.stderr).into_owned()),
    })
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
