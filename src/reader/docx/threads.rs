//! `commentsExtended.xml`: which of the reviewers' comments are settled.

use std::collections::HashMap;

use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Xml};

/// How many steps up a thread of answers are followed: a thread may be a ring.
const CHAIN_LIMIT: usize = 64;

/// What is known of comments, each by the number of its last paragraph.
#[derive(Default)]
pub(super) struct Threads {
    by_paragraph: HashMap<String, Comment>,
}

struct Comment {
    is_done: bool,
    /// The comment that this one answers.
    answers: Option<String>,
}

impl Threads {
    /// Read the part.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut threads = Self::default();
        while let Some(event) = xml.next() {
            let Event::Open(tag) = event else { continue };
            if tag.element != Element::CommentInThread {
                continue;
            }
            if let Some(paragraph) = tag.attribute("paraId") {
                let comment = Comment {
                    is_done: matches!(tag.attribute("done").as_deref(), Some("1" | "true" | "on")),
                    answers: tag.attribute("paraIdParent"),
                };
                threads.by_paragraph.insert(paragraph, comment);
            }
        }
        threads
    }

    /// Whether nobody knows anything.
    pub(super) fn is_empty(&self) -> bool {
        self.by_paragraph.is_empty()
    }

    /// Whether the comment that ends with this paragraph is settled, by itself or with the one that it answers.
    pub(super) fn is_settled(&self, paragraph: &str) -> bool {
        let comment = |id: &str| self.by_paragraph.get(id);
        std::iter::successors(comment(paragraph), |it| comment(it.answers.as_deref()?))
            .take(CHAIN_LIMIT)
            .any(|it| it.is_done)
    }
}
