//! Notes taken out again: by the record of them, or, where a program has saved the file since, by their author.

use std::collections::HashSet;
use std::ops::Range;

use super::comments::{comment_ids, part_name};
use super::layout::{Layout, attribute};
use super::target::{Part, Target};
use super::undo;
use crate::document::{COMMENT_AUTHOR, Document};
use crate::ooxml::element::Element;
use crate::writer::{Removed, WriteError};

/// What the record in the file begins with, whatever has become of it.
const INSTRUCTION: &str = "<?unfilled";

/// Take out all that notes put in.
pub(in crate::writer) fn remove(source: &[u8], _: &Document) -> Result<Removed, WriteError> {
    let mut target = Target::open(source)?;
    if let Some(count) = undo::take_back(&mut target)? {
        return Ok(Removed {
            bytes: target.finish()?,
            count,
            exact: true,
        });
    }
    let mut target = Target::open(source)?;
    let main = target.main().to_owned();
    let mut ids = HashSet::new();
    if let Some(name) = part_name(&mut target, &main).filter(|name| target.contains(name)) {
        let part = target.part(&name)?;
        ids = own_ids(part);
        let paragraphs = paragraphs(part, &ids);
        take_out(part, &ids);
        forget(&mut target, &main, &paragraphs)?;
    }
    let mut has_instruction = false;
    for name in target.stories().to_vec() {
        let part = target.part(&name)?;
        take_out(part, &ids);
        has_instruction |= part.text().contains(INSTRUCTION);
    }
    Ok(Removed {
        bytes: target.finish()?,
        count: ids.len(),
        exact: ids.is_empty() && !has_instruction,
    })
}

fn own_ids(part: &Part) -> HashSet<i64> {
    let is_own = |&(index, _): &(usize, i64)| {
        let item = part.layout.items.get(index);
        let tag = item.and_then(|item| part.text().get(item.open.clone()));
        tag.and_then(|tag| attribute(tag, "author")).as_deref() == Some(COMMENT_AUTHOR)
    };
    comment_ids(part).filter(is_own).map(|(_, id)| id).collect()
}

/// The numbers of the paragraphs in the comments with these ids ([MS-DOCX] 2.2.4).
fn paragraphs(part: &Part, ids: &HashSet<i64>) -> HashSet<String> {
    let layout = &part.layout;
    let comments = comment_ids(part).filter(|(_, id)| ids.contains(id));
    let inside = comments.filter_map(|(index, _)| Some(layout.items.get(index)?.outer()));
    let inside: Vec<Range<usize>> = inside.collect();
    let paragraphs = layout.items.iter().filter(|item| {
        item.element == Element::Paragraph
            && inside
                .iter()
                .any(|comment| comment.contains(&item.open.start))
    });
    paragraphs
        .filter_map(|item| attribute(part.text().get(item.open.clone())?, "paraId"))
        .collect()
}

/// Take out what the lists of threads and of lasting ids say of comments with these paragraphs.
fn forget(
    target: &mut Target<'_>,
    main: &str,
    paragraphs: &HashSet<String>,
) -> Result<(), WriteError> {
    let links = target.relationships(main).into_iter();
    let lists = links.filter(|link| matches!(&*link.kind, "commentsExtended" | "commentsIds"));
    let lists: Vec<String> = lists.map(|link| link.target).collect();
    for name in &lists {
        if paragraphs.is_empty() || !target.contains(name) {
            continue;
        }
        let part = target.part(name)?;
        let lines = part.layout.items.iter().filter(|item| {
            let is_line = matches!(
                item.element,
                Element::CommentInThread | Element::CommentIdentity
            );
            let tag = part.text().get(item.open.clone()).unwrap_or("");
            is_line && attribute(tag, "paraId").is_some_and(|id| paragraphs.contains(&id))
        });
        let gone: Vec<Range<usize>> = lines.map(super::layout::Item::outer).collect();
        for range in gone {
            part.patches.replace_once(range, "");
        }
    }
    Ok(())
}

/// Take the comments with these ids and their marks out of the part, and our instructions.
fn take_out(part: &mut Part, ids: &HashSet<i64>) {
    let mut gone: Vec<Range<usize>> = comment_ids(part)
        .filter(|(_, id)| ids.contains(id))
        .filter_map(|(index, _)| mark(part, &part.layout, index))
        .collect();
    let text = part.text();
    for (start, _) in text.match_indices(INSTRUCTION) {
        let rest = text.get(start..).unwrap_or("");
        gone.extend(rest.find("?>").map(|end| start..start + end + 2));
    }
    for range in gone {
        part.patches.replace_once(range, "");
    }
}

/// What goes with a mark: the run that holds nothing but a reference goes with it.
fn mark(part: &Part, layout: &Layout, index: usize) -> Option<Range<usize>> {
    let item = layout.items.get(index)?;
    let Some((run, around)) = layout
        .within(index, &[Element::Run])
        .filter(|_| item.element == Element::CommentReference)
    else {
        return Some(item.outer());
    };
    let content = layout
        .child(run, Element::RunProperties)
        .map_or(around.open.end, |(_, properties)| properties.outer().end);
    let is_blank = |range: Range<usize>| {
        part.text()
            .get(range)
            .is_some_and(|it| it.trim().is_empty())
    };
    let is_alone =
        is_blank(content..item.open.start) && is_blank(item.outer().end..around.close.start);
    Some(if is_alone {
        around.outer()
    } else {
        item.outer()
    })
}
