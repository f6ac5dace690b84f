//! The stretch of text that patterns see: a paragraph, or a piece of one that is too long to be searched at once.

use std::ops::Range;
use std::sync::OnceLock;

use crate::document::Format;
use crate::scan::answers::Answers;
use crate::scan::fold::Folded;
use crate::text::TextRange;

/// How far a block reaches on each side of the first keyword in it, in bytes.
const REACH: usize = 16 << 10;

/// Part of a document's text with its folded form, made when first needed.
#[derive(Debug)]
pub(super) struct Block<'d> {
    text: &'d str,
    range: TextRange,
    is_paragraph: bool,
    is_markdown: bool,
    folded: OnceLock<Folded<'d>>,
    answers: Answers,
}

impl<'d> Block<'d> {
    /// The paragraph that holds byte `offset`; of a very long paragraph, what lies within reach and not before `floor`,
    /// cut between sentences where it can be.
    pub(super) fn around(text: &'d str, offset: usize, floor: usize) -> Self {
        let bytes = text.as_bytes();
        let lowest = floor_boundary(text, offset.saturating_sub(REACH)).max(floor.min(offset));
        let highest = floor_boundary(text, (offset + REACH).min(bytes.len()));
        let paragraph_start = memchr::memrchr(b'\n', &bytes[lowest..offset]);
        let paragraph_end = memchr::memchr(b'\n', &bytes[offset..highest]);
        let start = match paragraph_start {
            Some(at) => lowest + at + 1,
            None if lowest == 0 || bytes[lowest - 1] == b'\n' => lowest,
            None => lowest + after_first_sentence(&text[lowest..offset]),
        };
        let end = match paragraph_end {
            Some(at) => offset + at,
            None if highest == bytes.len() => highest,
            None => offset + before_last_sentence(&text[offset..highest]),
        };
        let is_paragraph = (start == 0 || bytes[start - 1] == b'\n')
            && (end == bytes.len() || bytes[end] == b'\n');
        let end = end - usize::from(end > start && bytes[end - 1] == b'\r');
        Self {
            text: &text[start..end],
            range: TextRange::new(start, end),
            is_paragraph,
            is_markdown: false,
            folded: OnceLock::new(),
            answers: Answers::default(),
        }
    }

    /// The same, in a document of the given format.
    pub(super) fn written_in(mut self, format: Format) -> Self {
        self.is_markdown = format == Format::Markdown;
        self
    }

    /// The text as it stands in the document.
    pub(super) fn text(&self) -> &'d str {
        self.text
    }

    /// Where it stands.
    pub(super) fn range(&self) -> TextRange {
        self.range
    }

    /// The byte after the last one.
    pub(super) fn end(&self) -> usize {
        self.range.end()
    }

    /// Whether the block is a whole paragraph.
    pub(super) fn is_paragraph(&self) -> bool {
        self.is_paragraph
    }

    /// The text as patterns see it.
    pub(super) fn folded(&self) -> &Folded<'d> {
        self.folded.get_or_init(|| match self.is_markdown {
            true => Folded::of_markdown(self.text),
            false => Folded::new(self.text),
        })
    }

    /// What guards were told of it.
    pub(super) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The place in the document of a range of the folded text.
    pub(super) fn place(&self, start: usize, end: usize) -> TextRange {
        self.folded().unfold(start, end).shifted(self.range.start())
    }

    /// The range of the folded text that stands for as much of a place in the document as the block holds.
    pub(super) fn folded_place(&self, range: TextRange) -> Range<usize> {
        let inside = |offset: usize| {
            let offset = offset.clamp(self.range.start(), self.range.end()) - self.range.start();
            self.folded().refold(offset)
        };
        let start = inside(range.start());
        start..inside(range.end()).max(start)
    }
}

/// The greatest character boundary of `text` at or before `offset`.
pub(super) fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

fn after_first_sentence(text: &str) -> usize {
    text.find(['。', '！', '？', '；'])
        .map_or(0, |at| at + '。'.len_utf8())
}

fn before_last_sentence(text: &str) -> usize {
    text.rfind(['。', '！', '？', '；'])
        .map_or(text.len(), |at| at + '。'.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_taken_whole_without_its_line_end() {
        let text = "第一段\r\n第二段多少次\r\n第三段";
        let block = Block::around(text, text.find('多').unwrap(), 0);
        assert_eq!(block.text(), "第二段多少次");
        assert!(block.is_paragraph());
    }

    #[test]
    fn a_giant_paragraph_is_cut_between_sentences() {
        let text = "这是一句完整的话。".repeat(10_000);
        let middle = floor_boundary(&text, text.len() / 2);
        let block = Block::around(&text, middle, 0);
        assert!(!block.is_paragraph());
        assert!(block.text().starts_with("这是") && block.text().ends_with('。'));
        assert!(block.range().contains(middle) && block.range().len() <= 2 * REACH);
    }
}
