//! How a file's name is shown to people and written to reports.
//!
//! Names are kept as the operating system gives them up to here. Control characters are the reporters' affair.

use std::path::Path;

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

/// Whether a walk through a folder should look at the file, going by its name.
pub(super) fn is_document(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| is_document_name(&name.to_string_lossy()))
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

    #[cfg(unix)]
    #[test]
    fn other_bytes_are_written_out() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = OsStr::from_bytes(b"\xb1\xa8.txt");
        assert_eq!(shown(Path::new(name)), "\\xB1\\xA8.txt");
    }
}
