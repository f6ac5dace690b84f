//! What a document shows and no reader reads, though it may hold words: counts of it, and the words for these.

use crate::text::Language;

/// How much of each kind there is in a document, or in several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnreadContent {
    /// Pictures large enough to hold words.
    pub pictures: usize,
    /// Embedded workbooks (Excel, WPS).
    pub workbooks: usize,
    /// Embedded or inserted documents that could not be read.
    pub documents: usize,
    /// Embedded presentations.
    pub presentations: usize,
    /// Any other embedded object.
    pub objects: usize,
}

impl UnreadContent {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The sums of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            pictures: self.pictures + other.pictures,
            workbooks: self.workbooks + other.workbooks,
            documents: self.documents + other.documents,
            presentations: self.presentations + other.presentations,
            objects: self.objects + other.objects,
        }
    }

    /// All that there is with its number: `2 张图片和 1 个嵌入的工作簿`, `2 pictures and 1 embedded workbook`.
    pub fn list(&self, language: Language) -> String {
        let kinds = [
            (self.pictures, "张图片", "picture"),
            (self.workbooks, "个嵌入的工作簿", "embedded workbook"),
            (self.documents, "个嵌入的文档", "embedded document"),
            (
                self.presentations,
                "个嵌入的演示文稿",
                "embedded presentation",
            ),
            (self.objects, "个嵌入的对象", "embedded object"),
        ];
        let items: Vec<String> = kinds
            .into_iter()
            .filter(|&(count, ..)| count > 0)
            .map(|(count, zh, en)| match language {
                Language::Zh => format!("{count} {zh}"),
                Language::En => format!("{count} {en}{}", if count == 1 { "" } else { "s" }),
            })
            .collect();
        let (comma, and) = language.pick(("、", "和 "), (", ", " and "));
        match items.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{}{and}{last}", others.join(comma)),
            None => String::new(),
        }
    }

    pub(super) fn sentence(&self, language: Language) -> String {
        let list = self.list(language);
        let one =
            self.pictures + self.workbooks + self.documents + self.presentations + self.objects
                == 1;
        match language {
            Language::Zh => format!("有 {list}没有读"),
            Language::En => format!("{list} {} not read", if one { "was" } else { "were" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_is_counted_in_words() {
        let two = UnreadContent {
            pictures: 2,
            workbooks: 1,
            ..UnreadContent::default()
        };
        let one = UnreadContent {
            objects: 1,
            ..UnreadContent::default()
        };
        let said = |content: &UnreadContent| {
            [Language::Zh, Language::En].map(|language| content.sentence(language))
        };
        assert_eq!(
            said(&two),
            [
                "有 2 张图片和 1 个嵌入的工作簿没有读",
                "2 pictures and 1 embedded workbook were not read"
            ]
        );
        assert_eq!(
            said(&one),
            ["有 1 个嵌入的对象没有读", "1 embedded object was not read"]
        );
        assert_eq!(
            said(&two.and(&one)),
            [
                "有 2 张图片、1 个嵌入的工作簿和 1 个嵌入的对象没有读",
                "2 pictures, 1 embedded workbook and 1 embedded object were not read"
            ]
        );
    }
}
