//! What is searched: a document, and what is known of its kind as a whole.
//!
//! A kind is judged when a guard first asks for it, and once.

use std::sync::OnceLock;

use memchr::memmem;

use crate::document::{Document, Format, NodeIndex};
use crate::rule::Profile;
use crate::scan::block::floor_boundary;
use crate::scan::other_document::Head;

/// A document under search.
#[derive(Debug)]
pub(super) struct Subject<'d> {
    pub(super) document: &'d Document,
    nodes: OnceLock<NodeIndex<'d>>,
    exercise: OnceLock<bool>,
    judgment: OnceLock<bool>,
    markdown: OnceLock<bool>,
    wrapped: OnceLock<bool>,
    head: OnceLock<Head>,
}

/// Words of which a judgment has at least one.
const FINDINGS_OF_A_COURT: &[&str] = &[
    "本院认为",
    "经审理查明",
    "审理终结",
    "判决如下",
    "裁定如下",
    "公诉机关",
];

/// Words of which a judgment has several.
const PARTIES_AND_BENCH: &[&str] = &[
    "原告",
    "被告",
    "被告人",
    "上诉人",
    "被害人",
    "申请执行人",
    "审判长",
    "审判员",
    "书记员",
    "诉讼请求",
    "本院查明",
    "委托代理人",
];

/// So many of [`PARTIES_AND_BENCH`] make a judgment.
const SEVERAL: usize = 3;

/// A court's own template says what to write: it is a judgment still to be filled in.
const TEMPLATE: &str = "写明";

/// What stands in exercises and test papers and hardly elsewhere; three of them make one. The likeliest come first, since a text
/// is read once for each.
const EXERCISES: &[&str] = &[
    "段话",
    "下列哪",
    "正确的是",
    "下列说法",
    "不正确的",
    "作文",
    "试卷",
    "填空",
    "选择题",
    "根据短文",
    "错误的是",
    "判断题",
    "解答题",
    "问答题",
    "简答题",
    "每小题",
    "阅读下面",
    "参考答案",
    "下列各",
    "选词",
    "A．",
];

/// What lines of Markdown begin with. Headings of lower levels are missing on purpose: they come along when a piece of
/// Markdown is pasted into a text.
const MARKDOWN: &[&str] = &["# ", "- ", "* ", "+ ", "> ", "|", "---", "***", "```"];

/// A line of more characters than this is long enough to have been broken.
const LONG_LINE: usize = 20;

/// Fewer lines that end in the middle of a sentence than this are slips.
const SEVERAL_OPEN: usize = 4;

/// So many bytes tell what a document is about; the rest of a long one is not read for that.
const TELLING_BYTES: usize = 256 << 10;

impl<'d> Subject<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            nodes: OnceLock::new(),
            exercise: OnceLock::new(),
            judgment: OnceLock::new(),
            markdown: OnceLock::new(),
            wrapped: OnceLock::new(),
            head: OnceLock::new(),
        }
    }

    /// The document's nodes, for many places.
    pub(super) fn nodes(&self) -> &NodeIndex<'d> {
        self.nodes.get_or_init(|| NodeIndex::new(self.document))
    }

    /// What the first lines say.
    pub(super) fn head(&self) -> &Head {
        self.head.get_or_init(|| Head::of(&self.document.text))
    }

    /// So much of the text as tells of what kind it is.
    fn beginning(&self) -> &'d str {
        let text = &self.document.text;
        &text[..floor_boundary(text, TELLING_BYTES)]
    }

    /// Whether the document is of the given kind.
    pub(super) fn is(&self, profile: Profile) -> bool {
        match profile {
            Profile::Exercise => *self
                .exercise
                .get_or_init(|| has_several(self.beginning(), EXERCISES, 3)),
            Profile::Judgment => *self
                .judgment
                .get_or_init(|| is_judgment(&self.document.text)),
            Profile::Markdown => *self.markdown.get_or_init(|| {
                self.document.format == Format::Markdown || is_markdown(self.beginning())
            }),
            Profile::Wrapped => *self.wrapped.get_or_init(|| is_wrapped(self.beginning())),
        }
    }
}

fn is_judgment(text: &str) -> bool {
    has_several(text, FINDINGS_OF_A_COURT, 1)
        && has_several(text, PARTIES_AND_BENCH, SEVERAL)
        && !holds(text, TEMPLATE)
}

/// Whether `text` holds at least so `many` of the words.
fn has_several(text: &str, words: &[&str], many: usize) -> bool {
    let held = words.iter().filter(|word| holds(text, word));
    held.take(many).count() == many
}

/// As `text.contains(word)`, but in a fraction of the time: a long text is searched for dozens of words.
fn holds(text: &str, word: &str) -> bool {
    memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

/// Whether every fourth long line or more ends in the middle of a sentence.
fn is_wrapped(text: &str) -> bool {
    let (mut open, mut all) = (0, 0);
    let long = |line: &&str| line.chars().nth(LONG_LINE).is_some();
    for line in text.lines().map(str::trim_end).filter(long) {
        all += 1;
        open +=
            usize::from(line.ends_with(|c: char| c.is_alphanumeric() || c == '，' || c == '、'));
    }
    open >= SEVERAL_OPEN && 4 * open > all
}

/// Whether more than one line begins as only Markdown's do.
fn is_markdown(text: &str) -> bool {
    let is_mark = |line: &&str| MARKDOWN.iter().any(|mark| line.starts_with(mark));
    text.lines().filter(is_mark).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_width_are_broken_ones() {
        let line = "春天来了河边的柳树发了新芽，孩子们脱下棉袄在草地上\n";
        assert!(is_wrapped(&line.repeat(8)));
        let sentence = "春天来了，河边的柳树发了新芽，孩子们在草地上跑来跑去。\n";
        assert!(!is_wrapped(&(sentence.repeat(8) + line)));
    }

    #[test]
    fn a_lone_dash_makes_no_markdown_but_a_list_does() {
        assert!(!is_markdown("一、概况\n- 附：名单\n## 二、做法\n完"));
        assert!(is_markdown("# 概况\n\n正文\n\n- 第一\n- 第二"));
        assert!(is_markdown("| 序号 | 事项 |\n|---|---|"));
    }
}
