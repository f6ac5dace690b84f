//! How a file's name is shown to people and written to reports.
//!
//! Names are kept as the operating system gives them up to here. Control characters are the reporters' affair.

use std::path::{Component, Path, PathBuf};

use crate::cli::path_list;
use crate::reader::is_document_name;

/// How standard input is called when the person gives it no name.
pub(super) const STDIN: &str = "<stdin>";

/// The name under which the file is reported: `/` between folders, no leading `./`, bytes that are no UTF-8 as `\xNN`.
pub(super) fn shown(path: &Path) -> String {
    let path = if path.as_os_str().as_encoded_bytes().starts_with(b".") {
        path.strip_prefix("./").unwrap_or(path)
    } else {
        path
    };
    let name = if path.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        lossless(path)
    };
    if cfg!(windows) {
        name.replace('\\', "/")
    } else {
        name
    }
}

/// The path that is [`shown`] as `name`.
pub(super) fn path_of(name: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, behind)) = rest.split_once("\\x") {
        bytes.extend(before.as_bytes());
        let byte = behind
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, behind.get(2..)) {
            (Some(byte), Some(behind)) if !byte.is_ascii() => {
                bytes.push(byte);
                rest = behind;
            }
            _ => {
                bytes.extend(b"\\x");
                rest = behind;
            }
        }
    }
    bytes.extend(rest.as_bytes());
    path_list::path(&bytes).unwrap_or_else(|| name.into())
}

/// Whether a walk through a folder should look at the file, going by its name.
pub(super) fn is_document(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| is_document_name(&name.to_string_lossy()))
}

/// `path` as seen from `folder`; both are absolute and without links. On another drive it stays as it is.
pub(super) fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = path
        .components()
        .zip(folder.components())
        .take_while(|(a, b)| a == b)
        .count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder
        .components()
        .skip(shared)
        .map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// `path` without `..`.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn lossless(path: &Path) -> String {
    if let Some(name) = path.to_str() {
        return name.to_owned();
    }
    let bytes = path.as_os_str().as_encoded_bytes();
    let mut name = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("\\x{byte:02X}"));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_leading_dot() {
        assert_eq!(shown(Path::new("./docs/a.md")), "docs/a.md");
        assert_eq!(shown(Path::new("../a.md")), "../a.md");
        assert_eq!(shown(Path::new(".")), ".");
        assert_eq!(shown(Path::new("./.")), ".");
    }

    #[test]
    fn a_file_is_named_from_a_folder() {
        for (path, folder, expected) in [
            ("/a/b/c.md", "/a/b", "c.md"),
            ("/a/b/c.md", "/a/b/d/e", "../../c.md"),
            ("/x/c.md", "/a", "../x/c.md"),
        ] {
            let named = relative(Path::new(path), Path::new(folder));
            assert_eq!(named, Path::new(expected));
            assert_eq!(normal(&Path::new(folder).join(named)), Path::new(path));
        }
    }

    #[cfg(unix)]
    #[test]
    fn other_bytes_are_written_out() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = OsStr::from_bytes(b"\xb1\xa8.txt");
        assert_eq!(shown(Path::new(name)), "\\xB1\\xA8.txt");
        for name in [name, OsStr::new("报告\\x41\\x.txt"), OsStr::new("a/b.txt")] {
            assert_eq!(path_of(&shown(Path::new(name))), Path::new(name));
        }
    }
}
