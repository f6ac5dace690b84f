//! The part with the comments: what stands in it, where it is named, and what comes in (ISO/IEC 29500-1, 17.13.4).

use std::collections::HashSet;

use super::layout::{attribute, prefix};
use super::numbers::FreeNumbers;
use super::target::{Part, Target};
use super::words::escaped_loosely;
use crate::document::COMMENT_AUTHOR;
use crate::ooxml::element::Element;
use crate::writer::WriteError;

/// Where a package says what is in its parts.
const CONTENT_TYPES: &str = "[Content_Types].xml";

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// The addresses of WordprocessingML and of relationships, transitional and strict.
const TRANSITIONAL: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
];
const STRICT: [&str; 2] = [
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];

/// A comment of ours.
pub(super) struct Comment {
    id: i64,
    lines: Vec<String>,
}

impl Comment {
    /// The comment `text`, a paragraph a line.
    pub(super) fn of(id: i64, text: &str) -> Self {
        Self {
            id,
            lines: text.lines().map(escaped_loosely).collect(),
        }
    }

    fn markup(&self, prefix: &str) -> String {
        let line = |line: &String| {
            format!(
                "<{prefix}p><{prefix}r><{prefix}t xml:space=\"preserve\">{line}</{prefix}t></{prefix}r></{prefix}p>"
            )
        };
        let mut paragraphs: String = self.lines.iter().map(line).collect();
        if paragraphs.is_empty() {
            paragraphs = format!("<{prefix}p/>");
        }
        let id = self.id;
        format!(
            "<{prefix}comment {prefix}id=\"{id}\" {prefix}author=\"{COMMENT_AUTHOR}\" \
             {prefix}initials=\"u\">{paragraphs}</{prefix}comment>"
        )
    }
}

/// The name of the part with the comments of the part `main`.
pub(super) fn part_name(target: &mut Target<'_>, main: &str) -> Option<String> {
    let links = target.relationships(main);
    let mut comments = links.into_iter().filter(|link| !link.is_external);
    comments
        .find(|link| link.kind == "comments")
        .map(|link| link.target)
}

/// Ids for comments: above those of all comments and of all marks of comments.
pub(super) struct Ids {
    free: FreeNumbers,
    count: usize,
}

impl Ids {
    /// The ids that the part `main` and its comments leave.
    ///
    /// # Errors
    /// As [`Target::part`].
    pub(super) fn of(target: &mut Target<'_>, main: &str) -> Result<Self, WriteError> {
        let name = part_name(target, main).filter(|name| target.contains(name));
        let (mut used, mut count) = (HashSet::new(), 0);
        for name in [Some(main.to_owned()), name].into_iter().flatten() {
            let part = target.part(&name)?;
            for (index, id) in comment_ids(part) {
                let item = part.layout.items.get(index);
                count += usize::from(item.is_some_and(|item| item.element == Element::Comment));
                used.insert(id);
            }
        }
        Ok(Self {
            free: FreeNumbers::beside(used),
            count,
        })
    }

    /// How many comments there were before.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// An id that nobody has.
    pub(super) fn next(&mut self) -> i64 {
        self.free.next()
    }
}

/// The comments and marks of comments of a part, each by its number among the items and the comment's id.
pub(super) fn comment_ids(part: &Part) -> impl Iterator<Item = (usize, i64)> {
    let items = part.layout.items.iter().enumerate();
    let marks = items.filter(|(_, item)| {
        matches!(
            item.element,
            Element::Comment
                | Element::CommentStart
                | Element::CommentEnd
                | Element::CommentReference
        )
    });
    marks.filter_map(|(index, item)| {
        let tag = part.text().get(item.open.clone())?;
        Some((index, attribute(tag, "id")?.trim().parse().ok()?))
    })
}

/// Put `comments` into the part that there is, or into a new one that the package names.
///
/// # Errors
/// [`WriteError::Unusual`] where a part of the usual name lies there that nothing leads to.
pub(super) fn write(
    target: &mut Target<'_>,
    main: &str,
    comments: &[Comment],
) -> Result<(), WriteError> {
    if comments.is_empty() {
        return Ok(());
    }
    let markup = |prefix: &str| -> String {
        comments
            .iter()
            .map(|comment| comment.markup(prefix))
            .collect()
    };
    if let Some(name) = part_name(target, main) {
        let unusual = || WriteError::Unusual { part: name.clone() };
        let part = target.part(&name)?;
        let root = root_prefix(part).filter(|prefix| !prefix.is_empty());
        let words = markup(&root.ok_or_else(unusual)?);
        return append(part, &words).ok_or_else(unusual);
    }
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}comments.xml");
    if target.contains(&name) {
        return Err(WriteError::Unusual { part: name });
    }
    let part = target.part(main)?;
    let prefix = root_prefix(part).unwrap_or_default();
    let [word, relationships] = match part.text().contains(STRICT[0]) {
        true => STRICT,
        false => TRANSITIONAL,
    };
    let space = prefix.trim_end_matches(':');
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <{prefix}comments xmlns:{space}=\"{word}\">{}</{prefix}comments>",
        markup(&prefix)
    );
    target
        .changes
        .added
        .push((name.clone(), content.into_bytes()));
    let kind = format!("<Override PartName=\"/{name}\" ContentType=\"{CONTENT_TYPE}\"/>");
    append_named(target, CONTENT_TYPES, &kind)?;
    let link = format!(
        "<Relationship Id=\"rIdUnfilled\" Type=\"{relationships}/comments\" Target=\"comments.xml\"/>"
    );
    append_named(target, &format!("{folder}{slash}_rels/{file}.rels"), &link)
}

/// Put elements at the end of a list, in whose namespace they are.
fn append_named(target: &mut Target<'_>, name: &str, words: &str) -> Result<(), WriteError> {
    let part = target.part(name)?;
    let prefix = root_prefix(part).unwrap_or_default();
    let words = words.replacen('<', &format!("<{prefix}"), 1);
    append(part, &words).ok_or_else(|| WriteError::Unusual {
        part: name.to_owned(),
    })
}

/// Put `words` before the end of the part's outermost element. Nothing where that is not to be seen.
pub(super) fn append(part: &mut Part, words: &str) -> Option<()> {
    let text = part.text();
    if let Some(end) = text.rfind("</") {
        part.patches.insert(end, words);
        return Some(());
    }
    // `<w:comments/>` has no end tag yet.
    let end = text.rfind("/>")?;
    let start = text.get(..end)?.rfind('<')?;
    let name = text
        .get(start + 1..end)?
        .split_whitespace()
        .next()?
        .to_owned();
    part.patches
        .replace(end..end + 2, &format!(">{words}</{name}>"));
    Some(())
}

/// The prefix of the part's outermost element, with its colon.
fn root_prefix(part: &Part) -> Option<String> {
    let text = part.text();
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('<')?;
        let tag = text.get(at..)?;
        if !tag.starts_with("<?") && !tag.starts_with("<!") {
            return Some(prefix(tag).to_owned());
        }
        at += 1;
    }
}
