//! The name of a file as a URI reference (RFC 3986), by which build servers look it up in a repository.
//!
//! Knows no folder of the machine; a name that is absolute stays so. Names come with `/` between folders on every system.

use std::fmt::Write;

/// `name` as a relative URI reference in ASCII: everything but unreserved characters and `/` is percent-encoded. An absolute
/// name becomes a `file` URI.
pub(super) fn file_uri(name: &str) -> String {
    let has_drive =
        matches!(name.as_bytes(), [drive, b':', b'/', ..] if drive.is_ascii_alphabetic());
    let mut uri = match (name.starts_with('/'), has_drive) {
        (true, _) => "file://".to_owned(),
        (_, true) => "file:///".to_owned(),
        _ => String::new(),
    };
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_uri() {
        assert_eq!(file_uri("docs/a b#c?.md"), "docs/a%20b%23c%3F.md");
        assert_eq!(file_uri("周报.md"), "%E5%91%A8%E6%8A%A5.md");
        assert_eq!(file_uri("a:b\n%"), "a%3Ab%0A%25");
        assert_eq!(file_uri("/srv/a.md"), "file:///srv/a.md");
        assert_eq!(file_uri("C:/a.md"), "file:///C%3A/a.md");
    }
}
