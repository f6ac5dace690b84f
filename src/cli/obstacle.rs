//! Why something that a person named, or that a walk met, cannot be read; in words.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::cli::verbs::COMMANDS;
use crate::text::Language;
use crate::toml_file::nearest;

/// Names in a folder that are compared with one that does not exist.
const COMPARED: usize = 10_000;

/// Why something cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// A pipe, a device or a socket: reading might never end.
    NoRegularFile,
    /// A folder where a file should be.
    Folder,
    /// More bytes than this.
    TooLong(u64),
    /// One file more than are taken.
    TooMany(usize),
    /// Text in another encoding.
    NoUtf8,
    /// The folder in which a file is to be written is not there.
    NoFolder,
    /// Nothing of this name exists; what does and looks alike.
    Missing(Option<Alike>),
    /// What the operating system said.
    System {
        /// The kind of error.
        kind: ErrorKind,
        /// Its own words.
        text: String,
    },
}

/// What a person may have meant by a name that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Alike {
    /// A file or folder in the same place.
    File(String),
    /// A command.
    Command(&'static str),
}

impl Obstacle {
    /// From an error of the operating system.
    pub(super) fn from_io(error: &io::Error) -> Self {
        Obstacle::System {
            kind: error.kind(),
            text: error.to_string(),
        }
    }

    /// From an error about a path that a person typed.
    pub(super) fn of_named(path: &Path, error: &io::Error) -> Self {
        if error.kind() == ErrorKind::NotFound {
            Obstacle::Missing(alike(path))
        } else {
            Self::from_io(error)
        }
    }

    /// From an error about a file that is to be written.
    pub(super) fn of_written(error: &io::Error) -> Self {
        if error.kind() == ErrorKind::NotFound {
            Obstacle::NoFolder
        } else {
            Self::from_io(error)
        }
    }

    /// The reason, without a full stop.
    pub(super) fn words(&self, language: Language) -> String {
        let (zh, en) = match self {
            Obstacle::NoRegularFile => (
                "它是管道或设备，不是普通文件",
                "it is a pipe or a device, not a regular file",
            ),
            Obstacle::Folder => ("它是文件夹，不是文件", "it is a folder, not a file"),
            Obstacle::NoFolder => ("没有这个文件夹", "there is no such folder"),
            Obstacle::NoUtf8 => ("它不是 UTF-8 编码", "it is not encoded in UTF-8"),
            Obstacle::TooLong(limit) => {
                return language.pick(
                    format!("它超过 {} KiB", limit >> 10),
                    format!("it is longer than {} KiB", limit >> 10),
                );
            }
            Obstacle::TooMany(limit) => {
                return language.pick(
                    format!("规则文件超过 {limit} 个"),
                    format!("there are more than {limit} rule files"),
                );
            }
            Obstacle::Missing(None) => ("没有这个文件或文件夹", "there is no such file or folder"),
            Obstacle::Missing(Some(Alike::File(name))) => {
                return language.pick(
                    format!("没有这个文件或文件夹，是不是“{name}”？"),
                    format!("there is no such file or folder; did you mean “{name}”?"),
                );
            }
            Obstacle::Missing(Some(Alike::Command(name))) => {
                return language.pick(
                    format!("没有这个文件或文件夹，是不是想用命令 {name}？"),
                    format!("there is no such file or folder; did you mean the command {name}?"),
                );
            }
            Obstacle::System { kind, text } => match kind {
                ErrorKind::NotFound => ("文件不见了", "the file is gone"),
                ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
                ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
                ErrorKind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
                ErrorKind::IsADirectory => ("它是文件夹，不是文件", "it is a folder, not a file"),
                ErrorKind::NotADirectory => {
                    ("路径中有一段不是文件夹", "a part of the path is no folder")
                }
                ErrorKind::AlreadyExists => ("文件已经存在", "the file exists already"),
                _ if is_loop(text) => ("链接指向自己", "the link leads to itself"),
                _ => return without_number(text),
            },
        };
        language.pick(zh, en).to_owned()
    }
}

/// What stands beside `path` and looks like it, or the command that it resembles.
fn alike(path: &Path) -> Option<Alike> {
    let name = path.file_name()?.to_str()?;
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let entries = fs::read_dir(parent.unwrap_or(Path::new("."))).ok();
    let mut names: Vec<String> = entries
        .into_iter()
        .flatten()
        .take(COMPARED)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    if let Some(near) = nearest(name, names.iter().map(String::as_str)) {
        return Some(Alike::File(near.to_owned()));
    }
    let commands = COMMANDS.iter().map(|command| command.name);
    match parent {
        None => nearest(name, commands).map(Alike::Command),
        Some(_) => None,
    }
}

/// `ErrorKind::FilesystemLoop` is not stable yet; the number is that of Linux and macOS.
fn is_loop(text: &str) -> bool {
    let number = if cfg!(target_os = "linux") { 40 } else { 62 };
    text.ends_with(&format!("(os error {number})"))
}

/// The operating system's words without Rust's number behind them.
fn without_number(text: &str) -> String {
    match text.find(" (os error") {
        Some(cut) => text[..cut].to_owned(),
        None => text.to_owned(),
    }
}
