//! The check `emphasis`: Markdown's `**` round a word in a text that is not written in Markdown, as it stays when the answer
//! of a chat assistant is pasted into a document.
//!
//! Whether a text is Markdown, whatever its file is called, `subject` knows.

use crate::rule::Profile;
use crate::scan::block::Block;
use crate::scan::subject::Subject;
use crate::text::TextRange;

/// The mark before and behind strong words.
const MARK: &str = "**";

/// How many characters stand between two marks at most.
const LONGEST: usize = 40;

/// Each `**` of the block that makes a word strong in Markdown.
pub(super) fn marks(subject: &Subject<'_>, block: &Block<'_>) -> Vec<TextRange> {
    let mut found = Vec::new();
    if subject.is(Profile::Markdown) {
        return found;
    }
    let (text, start) = (block.text(), block.range().start());
    let mut from = 0;
    while let Some(opening) = find_from(text, from) {
        let inside = opening + MARK.len();
        from = inside;
        let Some(closing) = find_from(text, inside) else {
            break;
        };
        if opens(&text[..opening]) && is_strong(&text[inside..closing]) {
            from = closing + MARK.len();
            let place = |at: usize| TextRange::new(start + at, start + at + MARK.len());
            found.extend([place(opening), place(closing)]);
        }
    }
    found
}

/// The next mark at or after `from` that is not part of a longer row of stars.
fn find_from(text: &str, from: usize) -> Option<usize> {
    text[from..]
        .match_indices(MARK)
        .map(|(at, _)| from + at)
        .find(|&at| !text[..at].ends_with('*') && !text[at + MARK.len()..].starts_with('*'))
}

/// Whether strong words may begin behind `before`: at the head of a paragraph or of a clause.
fn opens(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['。', '；', '：', '，', '、', '！', '？', '）', ':'])
}

fn is_strong(words: &str) -> bool {
    words.chars().any(char::is_alphabetic)
        && words.chars().count() <= LONGEST
        && !words.contains('*')
        && words.trim() == words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_stars_is_no_mark() {
        assert_eq!(find_from("法医****比对", 0), None);
        assert_eq!(find_from("****，**重点**", 0), Some("****，".len()));
    }
}
