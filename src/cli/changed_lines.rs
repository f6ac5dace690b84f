//! The lines that a patch of git adds or changes, by file.
//!
//! Reads the patch as it comes and keeps nothing of its text. A file of which the patch does not say it in lines (a binary one,
//! one that git could not merge) is not among the results: all of it may have changed.

use std::collections::HashMap;
use std::io::{self, BufRead};
use std::ops::RangeInclusive;

/// So much of a line is looked at, in bytes: more than the longest name takes when it is quoted.
const LONGEST: u64 = 1 << 16;

/// The 1-based numbers of lines, in order.
pub(super) type Lines = Vec<RangeInclusive<usize>>;

/// The lines of each file in `patch` that are new in it, by the file's name: bytes, from the root of the repository on.
///
/// # Errors
/// When it cannot be read.
pub(super) fn by_file(mut patch: impl BufRead) -> io::Result<HashMap<Vec<u8>, Lines>> {
    let mut files = HashMap::new();
    let mut section: Option<Section> = None;
    let mut line = Vec::new();
    while next_line(&mut patch, &mut line)? {
        if let Some(names) = line.strip_prefix(b"diff --git ") {
            files.extend(section.take().and_then(Section::finished));
            section = Some(Section::of(names));
        } else if line.starts_with(b"diff ") || line.starts_with(b"* Unmerged path ") {
            files.extend(section.take().and_then(Section::finished));
        } else if let Some(section) = &mut section {
            match Hunk::of(&line) {
                Some(hunk) => section.lines.extend(hunk.lines(&mut patch, &mut line)?),
                None => section.read(&line),
            }
        }
    }
    files.extend(section.and_then(Section::finished));
    Ok(files)
}

/// What the patch says of one file.
struct Section {
    /// The file's name after the change, as far as it is known.
    name: Option<Vec<u8>>,
    lines: Lines,
    /// Whether all of it is said in lines.
    is_text: bool,
}

impl Section {
    /// The section that begins with `names`: `a/NAME b/NAME`, either may be in quotes. They do not tell where one ends, but
    /// where the file was not renamed they are the same.
    fn of(names: &[u8]) -> Self {
        let (old, new) = names.split_at(names.len() / 2);
        let old = unquoted(old);
        let new = unquoted(new.strip_prefix(b" ").unwrap_or_default());
        let name = new.strip_prefix(b"b/");
        let is_same = name.is_some() && name == old.strip_prefix(b"a/");
        Self {
            name: name.filter(|_| is_same).map(<[u8]>::to_vec),
            lines: Lines::new(),
            is_text: true,
        }
    }

    /// A line outside of hunks.
    fn read(&mut self, line: &[u8]) {
        if let Some(name) = line.strip_prefix(b"rename to ") {
            self.name = Some(unquoted(name));
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            // Behind a name with spaces stands a tab.
            let name = unquoted(name.strip_suffix(b"\t").unwrap_or(name));
            self.name = name.strip_prefix(b"b/").map(<[u8]>::to_vec);
        } else if line.starts_with(b"Binary files ") || line.starts_with(b"GIT binary patch") {
            self.is_text = false;
        }
    }

    fn finished(self) -> Option<(Vec<u8>, Lines)> {
        let name = self.name.filter(|_| self.is_text)?;
        Some((name, self.lines))
    }
}

/// The head of a hunk, `@@ -OLD +NEW @@`, each a line's number and how many there are.
struct Hunk {
    old_left: usize,
    new_left: usize,
    next: usize,
}

impl Hunk {
    fn of(line: &[u8]) -> Option<Self> {
        let line = std::str::from_utf8(line.strip_prefix(b"@@ -")?.split(|&b| b == b'@').next()?);
        let (old, new) = line.ok()?.trim_end().split_once(" +")?;
        let numbers = |part: &str| {
            let (first, count) = part.split_once(',').unwrap_or((part, "1"));
            Some((first.parse().ok()?, count.parse().ok()?))
        };
        let (_, old_left): (usize, usize) = numbers(old)?;
        let (next, new_left) = numbers(new)?;
        Some(Self {
            old_left,
            new_left,
            next,
        })
    }

    /// The new lines in it. What the lines hold is not looked at beyond the first character, so no text can be taken for a
    /// head.
    fn lines(mut self, patch: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Lines> {
        let mut lines = Lines::new();
        while (self.old_left > 0 || self.new_left > 0) && next_line(patch, line)? {
            match line.first() {
                Some(b'+') => {
                    match lines.last_mut() {
                        Some(last) if last.end() + 1 == self.next => {
                            *last = *last.start()..=self.next;
                        }
                        _ => lines.push(self.next..=self.next),
                    }
                    self.new_left = self.new_left.saturating_sub(1);
                    self.next += 1;
                }
                Some(b'-') => self.old_left = self.old_left.saturating_sub(1),
                // That there is no line end is said in a line of its own.
                Some(b'\\') => {}
                _ => {
                    self.old_left = self.old_left.saturating_sub(1);
                    self.new_left = self.new_left.saturating_sub(1);
                    self.next += 1;
                }
            }
        }
        Ok(lines)
    }
}

/// Read the beginning of the next line, without its end. False where there is none.
fn next_line(source: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let read = io::Read::take(&mut *source, LONGEST).read_until(b'\n', line)?;
    match line.pop() {
        Some(b'\n') => {}
        Some(other) => {
            line.push(other);
            source.skip_until(b'\n')?;
        }
        None => {}
    }
    Ok(read > 0)
}

/// A name as git writes it: in quotes, with escapes as in C, where it holds unusual characters.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let inside = name
        .strip_prefix(b"\"")
        .and_then(|name| name.strip_suffix(b"\""));
    let Some(inside) = inside else {
        return name.to_vec();
    };
    let mut out = Vec::with_capacity(inside.len());
    let mut bytes = inside.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        out.push(match bytes.next() {
            Some(b'a') => 7,
            Some(b'b') => 8,
            Some(b't') => b'\t',
            Some(b'n') => b'\n',
            Some(b'v') => 11,
            Some(b'f') => 12,
            Some(b'r') => b'\r',
            Some(high @ b'0'..=b'3') => {
                let digits = [Some(high), bytes.next(), bytes.next()];
                digits.into_iter().flatten().fold(0u8, |number, digit| {
                    number
                        .wrapping_mul(8)
                        .wrapping_add(digit.wrapping_sub(b'0'))
                })
            }
            Some(other) => other,
            None => break,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(patch: &str) -> Vec<(String, Lines)> {
        let files = by_file(patch.as_bytes()).unwrap();
        let text = |name| String::from_utf8(name).unwrap();
        let mut files: Vec<_> = files.into_iter().map(|(name, l)| (text(name), l)).collect();
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        files
    }

    #[test]
    fn only_heads_of_hunks_say_where_lines_are() {
        let patch = "diff --git a/a.md b/a.md\nindex 1..2 100644\n--- a/a.md\n+++ b/a.md\n\
            @@ -2 +2,3 @@ @@ -1 +1 @@\n--- a/x.md\n+++ b/x.md\r\n+@@ -9 +9 @@\n+diff --git a/x b/x\n\
            @@ -8,2 +9,0 @@\n-a\n-b\n\
            @@ -20,3 +19,3 @@\n a\n-b\n\\ No newline at end of file\n+c\n d\n";
        assert_eq!(lines(patch), [("a.md".to_owned(), vec![2..=4, 20..=20])]);
    }

    #[test]
    fn names_are_read_however_they_are_written() {
        let patch = "diff --git a/a b.md b/a b.md\nold mode 100644\nnew mode 100755\n\
            diff --git \"a/\\346\\212\\245\\t.md\" \"b/\\346\\212\\245\\t.md\"\n--- \"a/\\346\\212\\245\\t.md\"\n+++ \"b/\\346\\212\\245\\t.md\"\n@@ -0,0 +1 @@\n+x\n\
            diff --git a/old.md b/new name.md\nsimilarity index 90%\nrename from old.md\nrename to new name.md\n--- a/old.md\n+++ b/new name.md\t\n@@ -1 +1 @@\n-x\n+y\n\
            diff --git a/from.md b/to.md\nsimilarity index 100%\nrename from from.md\nrename to \"t\\\"o.md\"\n\
            diff --git a/gone.md b/gone.md\n--- a/gone.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        assert_eq!(
            lines(patch),
            [
                ("a b.md".to_owned(), vec![]),
                ("new name.md".to_owned(), vec![1..=1]),
                ("t\"o.md".to_owned(), vec![]),
                ("报\t.md".to_owned(), vec![1..=1]),
            ]
        );
    }

    #[test]
    fn what_is_not_said_in_lines_may_have_changed_anywhere() {
        let patch = "diff --git a/a.docx b/a.docx\nindex 1..2 100644\nBinary files a/a.docx and b/a.docx differ\n\
            * Unmerged path b.md\ndiff --cc c.md\nindex 1,2..3\n--- a/c.md\n+++ b/c.md\n@@@ -1,1 -1,1 +1,1 @@@\n++x\n";
        assert_eq!(lines(patch), []);
        assert_eq!(lines(""), []);
    }

    #[test]
    fn a_line_of_any_length_is_passed_over() {
        let long = "x".repeat(3 * LONGEST as usize);
        let patch = format!(
            "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1,2 @@\n-{long}\n+{long}\n+y\n@@ -5,0 +7 @@\n+z\n"
        );
        assert_eq!(lines(&patch), [("a".to_owned(), vec![1..=2, 7..=7])]);
    }
}
