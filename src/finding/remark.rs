//! What reviewers wrote beside or into a text, and how a finding quotes it.

use crate::text::Language;

/// How many remarks on one place are quoted; of the others only the number is told.
const QUOTED: usize = 4;

/// How much of each is quoted, in characters.
const SHOWN: usize = 40;

/// What reviewers left at one place of a text and nobody has settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// The first of them, in text order.
    first: Vec<Remark>,
    /// How many there are.
    count: usize,
}

/// A comment or a tracked change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is.
    pub kind: RemarkKind,
    /// Who made it; empty where nobody signed.
    pub author: Box<str>,
    /// The words of the comment, or those that were inserted or deleted; empty where only a paragraph's end was.
    pub words: Box<str>,
}

/// What a [`Remark`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    /// A comment.
    Comment,
    /// A tracked insertion.
    Insertion,
    /// A tracked deletion.
    Deletion,
}

impl Remarks {
    /// One more, after the others. That paragraphs were parted or joined tells nothing beside other changes.
    pub fn add(&mut self, remark: Remark) {
        if remark.is_bare() && self.count > 0 {
            return;
        }
        if self.first.first().is_some_and(Remark::is_bare) {
            self.first.clear();
            self.count = 0;
        }
        self.count += 1;
        if self.first.len() < QUOTED {
            self.first.push(remark);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The words of the first of them, for telling one place from another.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.first.iter().map(|remark| &*remark.words)
    }

    /// All of them as the end of a sentence, with the colon before it: `：陈敏删去“各项”，加上“12项”`. Nothing where there is none.
    pub(super) fn quoted(&self, language: Language) -> String {
        let (colon, comma) = language.pick(("：", "，"), (": ", ", "));
        let mut out = String::new();
        let mut author = "";
        for remark in &self.first {
            out.push_str(if out.is_empty() { colon } else { comma });
            let is_signed = !remark.author.is_empty() && *remark.author != *author;
            author = &remark.author;
            if is_signed {
                out.push_str(author);
                // As typesetters have it between letters and Han.
                if author.ends_with(|c: char| c.is_ascii_alphanumeric()) {
                    out.push_str(language.pick(" ", ""));
                }
            }
            out.push_str(&quoted(remark, is_signed, language));
        }
        let others = self.count - self.first.len();
        if others > 0 {
            out.push_str(&match language {
                Language::Zh => format!("，另有 {others} 处"),
                Language::En => format!(", and {others} more"),
            });
        }
        out
    }
}

impl Remark {
    /// Whether it is a change of nothing but the end of a paragraph.
    fn is_bare(&self) -> bool {
        self.words.is_empty() && self.kind != RemarkKind::Comment
    }
}

/// A remark behind the name of its author, where it `is_signed`.
fn quoted(remark: &Remark, is_signed: bool, language: Language) -> String {
    let words = match remark.words.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("“{}…”", &remark.words[..cut]),
        None if !remark.words.is_empty() => format!("“{}”", remark.words),
        None if remark.kind == RemarkKind::Comment => language.pick("（空）", "(empty)").to_owned(),
        None => language
            .pick("一个段落标记", "the end of a paragraph")
            .to_owned(),
    };
    let space = if is_signed { " " } else { "" };
    match (remark.kind, language) {
        (RemarkKind::Comment, Language::Zh) if is_signed => format!("写道{words}"),
        (RemarkKind::Comment, Language::En) if is_signed => format!(" wrote {words}"),
        (RemarkKind::Comment, _) => words,
        (RemarkKind::Insertion, Language::Zh) => format!("加上{words}"),
        (RemarkKind::Insertion, Language::En) => format!("{space}inserted {words}"),
        (RemarkKind::Deletion, Language::Zh) => format!("删去{words}"),
        (RemarkKind::Deletion, Language::En) => format!("{space}deleted {words}"),
    }
}
