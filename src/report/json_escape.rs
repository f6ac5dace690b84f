//! JSON whose strings hold no character that steers a terminal or a build server, yet mean the true text.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use crate::report::sanitize::{ends_with_command_name, is_unprintable};

/// `value` as JSON on one line.
pub(super) fn to_line<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Escaping);
    // Our shapes have text keys and finite numbers, and memory can be written to: nothing can fail.
    let written = value.serialize(&mut serializer);
    debug_assert!(written.is_ok(), "{written:?}");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The items of an array, given those of each file as they stand in one; many files have none.
pub(super) fn list(files: &[String]) -> String {
    let files = files.iter().map(String::as_str);
    let files: Vec<&str> = files.filter(|items| !items.is_empty()).collect();
    files.join(",\n")
}

/// Escapes more than RFC 8259 demands: DEL, C1, direction and invisible characters, and a `[` that would open a command.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in fragment.char_indices() {
            let is_command =
                || c == '[' && ends_with_command_name(fragment.get(..at).unwrap_or(""));
            if !is_unprintable(c) && !is_command() {
                continue;
            }
            writer.write_all(fragment.get(written..at).unwrap_or("").as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        writer.write_all(fragment.get(written..).unwrap_or("").as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        CompactFormatter.write_char_escape(writer, escape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_steers_and_keeps_the_meaning() {
        let text = "多\u{7f}\u{9b}\u{202e}\u{2028}\u{feff}\u{e0041}\n\" ##vso[x] a[0] 𠀀";
        let line = to_line(&text);
        assert_eq!(
            line,
            r#""多\u007f\u009b\u202e\u2028\ufeff\udb40\udc41\n\" ##vso\u005bx] a[0] 𠀀""#
        );
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
