//! Which paths a setting is about: patterns written as in `.gitignore`, without its `!`.
//!
//! Paths are relative to the settings file's folder, with `/` between names. A name without `/` is meant at any depth; a
//! pattern that matches a folder matches all that is in it; one that ends in `/` matches folders only.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::text::Localized;
use crate::toml_file::{Entry, Mistake, in_chinese};

/// The longest pattern, in bytes; `globset` follows nested braces by recursion.
const MAX_PATTERN: usize = 1000;

/// A list of patterns, compiled.
#[derive(Clone, Debug, Default)]
pub(super) struct PathPatterns {
    /// Match files, and folders like files.
    any: GlobSet,
    /// Match folders only.
    folders: GlobSet,
}

impl PathPatterns {
    /// Read a list of patterns.
    pub(super) fn read(entry: Entry<'_, '_>) -> Result<Self, Mistake> {
        let mut any = GlobSetBuilder::new();
        let mut folders = GlobSetBuilder::new();
        for item in entry.list()? {
            let pattern = item.string()?;
            check(item, pattern)?;
            let add = |set: &mut GlobSetBuilder, pattern: &str| {
                let glob = GlobBuilder::new(pattern).literal_separator(true).build();
                glob.map(|glob| {
                    set.add(glob);
                })
                .map_err(|error| broken(item, error.kind()))
            };
            let body = pattern.trim_end_matches('/');
            let anchored = body.strip_prefix("./").or(body.strip_prefix('/'));
            let body = match anchored {
                Some(anchored) => anchored.to_owned(),
                None if body.contains('/') => body.to_owned(),
                None => format!("**/{body}"),
            };
            if let Some(folder) = body.strip_suffix("/**") {
                add(&mut any, &body)?;
                add(&mut folders, folder)?;
            } else {
                add(&mut any, &format!("{body}/**"))?;
                let only_folders = pattern.ends_with('/');
                add(if only_folders { &mut folders } else { &mut any }, &body)?;
            }
        }
        let build = |set: &GlobSetBuilder| set.build().map_err(|error| broken(entry, error.kind()));
        Ok(Self {
            any: build(&any)?,
            folders: build(&folders)?,
        })
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.any.is_empty() && self.folders.is_empty()
    }

    /// Whether a pattern matches the file at `path` or a folder that it is in.
    pub(super) fn match_file(&self, path: &str) -> bool {
        self.any.is_match(path)
    }

    /// Whether a pattern matches the folder at `path` and with it all that is in it.
    pub(super) fn match_folder(&self, path: &str) -> bool {
        self.any.is_match(path) || self.folders.is_match(path)
    }
}

fn check(item: Entry<'_, '_>, pattern: &str) -> Result<(), Mistake> {
    let wrong = |message: (&str, &str), help: (&str, &str)| {
        Err(item.mistake(
            Localized::new(message.0, message.1),
            Localized::new(help.0, help.1),
        ))
    };
    if pattern.split('/').any(|name| name == "..") {
        return wrong(
            (
                "路径模式指向了设置文件所在文件夹之外",
                "the pattern leads out of the settings file's folder",
            ),
            (
                "从设置文件所在的文件夹写起，不用 ..",
                "start at the settings file's folder, without ..",
            ),
        );
    }
    if pattern.trim_matches(['/', '.']).is_empty() {
        return wrong(
            ("这个路径模式是空的", "this pattern names nothing"),
            (
                "写上文件或文件夹，例如 archive/ 或 *.bak.md",
                "name a file or folder, such as archive/ or *.bak.md",
            ),
        );
    }
    if pattern.len() > MAX_PATTERN {
        return wrong(
            ("这个路径模式太长", "this pattern is too long"),
            (
                "拆成几个短的，分别写进列表",
                "split it into several short ones in the list",
            ),
        );
    }
    if pattern.starts_with('!') {
        return wrong(
            ("路径模式不能以 `!` 开头", "a pattern cannot start with `!`"),
            (
                "这里不能写“除外”；把要排除的逐一列出",
                "exceptions are not possible here; list what is meant",
            ),
        );
    }
    if pattern.contains('\\') {
        return wrong(
            ("路径模式里有反斜杠", "the pattern holds a backslash"),
            (
                "文件夹之间用 / 隔开，Windows 上也一样",
                "write / between folders, on Windows too",
            ),
        );
    }
    Ok(())
}

fn broken(entry: Entry<'_, '_>, reason: &globset::ErrorKind) -> Mistake {
    entry.mistake(
        Localized::new(
            format!("路径模式有误：{}", in_chinese(&reason.to_string())),
            format!("bad pattern: {reason}"),
        ),
        Localized::new(
            "检查方括号和花括号是否成对；* 代表任意几个字符，** 代表任意几层文件夹",
            "see that brackets and braces are closed; * stands for any characters, ** for any folders",
        ),
    )
}
