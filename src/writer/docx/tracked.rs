//! Edits as tracked changes: the words that go stay in the file, struck out, and the new ones stand behind them as inserted
//! (ISO/IEC 29500-1, 17.13.5). Accepting all gives what `rewrite` writes, rejecting all the document as it was.
//!
//! Where programs would lose such a change or keep none, the edit is refused.

use std::collections::HashSet;
use std::ops::Range;

use super::cuts::{Cuts, Mark};
use super::fill::Place;
use super::layout::{ItemId, Layout, prefix};
use super::numbers::FreeNumbers;
use super::rewrite::text_element;
use super::spots::{Spot, home};
use super::target::{Part, Target};
use super::unlink;
use super::words::escaped_loosely;
use crate::document::{Document, Edit, NotWritable};
use crate::ooxml::element::Element;
use crate::ooxml::markup::{Markup, Token};
use crate::text::{TextRange, is_han};
use crate::writer::{Revision, WriteError};

/// Who makes the changes of a document, and the numbers that are left for them.
pub(super) struct Tracking {
    author: String,
    date: String,
    numbers: FreeNumbers,
}

impl Tracking {
    /// Changes by whoever `revision` names.
    ///
    /// # Errors
    /// As [`Target::part`].
    pub(super) fn of(target: &mut Target<'_>, revision: &Revision) -> Result<Self, WriteError> {
        let mut used = HashSet::new();
        for name in target.stories().to_vec() {
            match target.part(&name) {
                Ok(part) => used.extend(numbers(part.text())),
                // Nothing is written there.
                Err(WriteError::Unusual { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self {
            author: escaped_loosely(&revision.author).replace('"', "&quot;"),
            date: revision.date(),
            numbers: FreeNumbers::beside(used),
        })
    }

    /// The start tag of a change; `prefix` is that of WordprocessingML, with its colon.
    fn tag(&mut self, prefix: &str, name: &str) -> String {
        let Self { author, date, .. } = self;
        let id = self.numbers.next();
        format!(
            "<{prefix}{name} {prefix}id=\"{id}\" {prefix}author=\"{author}\" {prefix}date=\"{date}\">"
        )
    }
}

/// The edit without the words that stand at its ends before and after; words and numbers are not cut in two.
pub(super) fn narrowed(document: &Document, edit: &Edit) -> Edit {
    let (old, new) = (edit.range.slice(&document.text), edit.replacement.as_str());
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
    let mut head: usize = same.map(|(c, _)| c.len_utf8()).sum();
    while is_in_word(old, head) || is_in_word(new, head) {
        head -= last_length(old, head);
    }
    let (rest, coming) = (old.get(head..).unwrap_or(""), new.get(head..).unwrap_or(""));
    let same = rest.chars().rev().zip(coming.chars().rev());
    let same = same.take_while(|(a, b)| a == b);
    let mut tail: usize = same.map(|(c, _)| c.len_utf8()).sum();
    while is_in_word(old, old.len() - tail) || is_in_word(new, new.len() - tail) {
        let first = old.get(old.len() - tail..).and_then(|it| it.chars().next());
        tail -= first.map_or(tail, char::len_utf8);
    }
    let range = TextRange::new(edit.range.start() + head, edit.range.end() - tail);
    Edit::new(range, new.get(head..new.len() - tail).unwrap_or(""))
}

/// Strike the words of `place` out, in all copies of it, and insert `replacement` behind them.
///
/// # Errors
/// Why that cannot be; nothing is changed then.
pub(super) fn story(
    part: &Part,
    cuts: &mut Cuts,
    tracking: &mut Tracking,
    place: &Place<'_>,
    replacement: &str,
) -> Result<(), NotWritable> {
    if place.words.is_empty() && replacement.is_empty() {
        return Ok(());
    }
    if let Some(field) = unlink::worked_out(&part.layout, place.spots) {
        let change = unlink::change(part, field, place, replacement)?;
        return Err(change.map_or_else(|| unlink::refused(field), |_| NotWritable::NotTracked));
    }
    let copies = std::iter::once(place.spots).chain(place.twins.iter().map(Vec::as_slice));
    let mut changes = Vec::new();
    for spots in copies {
        let pieces = pieces(part, spots)?;
        let first = pieces.first().ok_or(NotWritable::NotInSource)?;
        changes.push((inserted(part, first.run, replacement)?, pieces));
    }
    for (run, pieces) in changes {
        lay_down(part, cuts, tracking, &pieces, &run);
    }
    Ok(())
}

/// Some of what goes: bytes of one element.
struct Piece {
    /// The text, or what stands for a character.
    id: ItemId,
    /// The run that it is in.
    run: ItemId,
    range: Range<usize>,
}

/// What goes at these spots, all of which are where changes can be tracked.
fn pieces(part: &Part, spots: &[Spot]) -> Result<Vec<Piece>, NotWritable> {
    let layout = &part.layout;
    let mut pieces: Vec<Piece> = Vec::with_capacity(spots.len());
    for spot in spots {
        let id = home(layout, spot)?;
        let run = run_to_track(layout, id, spot.span.start).ok_or(NotWritable::NotTracked)?;
        let range = match (spot.is_tag, layout.items.get(id)) {
            (true, Some(item)) => item.outer(),
            _ => spot.span.clone(),
        };
        match pieces.last_mut() {
            Some(before) if before.id == id && before.range.end == range.start => {
                before.range.end = range.end;
            }
            _ => pieces.push(Piece { id, run, range }),
        }
    }
    Ok(pieces)
}

/// The run of the element `id`, if changes can be tracked there.
fn run_to_track(layout: &Layout, id: ItemId, at: usize) -> Option<ItemId> {
    let (run, _) = layout.within(id, &[Element::Run])?;
    let parent = layout.items.get(id)?.parent;
    let mut form_fields = layout.fields.iter().filter(|field| field.is("FORMTEXT"));
    let is_form = form_fields.any(|field| field.holds(at, layout));
    // Ruby text has runs of its own in a run.
    let in_paragraph = layout
        .ancestry(id)
        .take_while(|(_, item)| item.element != Element::Paragraph);
    let runs = in_paragraph.filter(|(_, item)| item.element == Element::Run);
    let has_prompt = layout
        .ancestry(id)
        .filter_map(|(_, item)| item.control.as_ref())
        .any(|control| control.prompt.is_some());
    let is_plain = parent == Some(run) && !is_form && !has_prompt && runs.count() == 1;
    is_plain.then_some(run)
}

/// A run with the words that come, formatted as the run `like`; empty where none come.
fn inserted(part: &Part, like: ItemId, words: &str) -> Result<String, NotWritable> {
    let layout = &part.layout;
    let text = |range: Range<usize>| part.text().get(range).unwrap_or("");
    let run = layout.items.get(like).ok_or(NotWritable::NotInSource)?;
    let open = text(run.open.clone());
    let prefix = prefix(open);
    if prefix.is_empty() {
        // Attributes of a change need one.
        return Err(NotWritable::NotTracked);
    }
    let properties = layout.child(like, Element::RunProperties);
    let properties = properties.map_or(String::new(), |(id, item)| {
        // That somebody changed the format of other words is no change of these.
        let Some((_, change)) = layout.child(id, Element::RunPropertiesChange) else {
            return text(item.outer()).to_owned();
        };
        let before = text(item.open.start..change.open.start);
        format!("{before}{}", text(change.close.end..item.close.end))
    });
    let words = text_element(words, prefix)?;
    Ok(match words.is_empty() {
        true => words,
        false => format!("{open}{properties}{words}</{prefix}r>"),
    })
}

/// Strike `pieces` out, and put `run` behind the last of those that have the parent of the first.
fn lay_down(part: &Part, cuts: &mut Cuts, tracking: &mut Tracking, pieces: &[Piece], run: &str) {
    let layout = &part.layout;
    let parent = |piece: &Piece| layout.items.get(piece.run).map(|run| run.parent);
    let beside = pieces
        .iter()
        .take_while(|it| parent(it) == pieces.first().and_then(parent));
    let last = beside.count().saturating_sub(1);
    for (index, piece) in pieces.iter().enumerate() {
        let tag = layout.items.get(piece.run).map(|run| run.open.clone());
        let prefix = prefix(tag.and_then(|tag| part.text().get(tag)).unwrap_or(""));
        let (before, mut behind) = match piece.range.is_empty() {
            true => (String::new(), String::new()),
            false => (tracking.tag(prefix, "del"), format!("</{prefix}del>")),
        };
        if index == last && !run.is_empty() {
            let words = format!("{}{run}</{prefix}ins>", tracking.tag(prefix, "ins"));
            match outer_insertion(part, piece) {
                None => behind += &words,
                Some((_, Some(end))) => cuts.between(end, Mark::End, &words),
                // The words of another author are in two insertions then.
                Some((tag, None)) => {
                    let again = with_number(tag, prefix, tracking.numbers.next());
                    behind += &format!("</{prefix}ins>{words}{again}");
                }
            }
        }
        match piece.range.is_empty() {
            true => cuts.at(part, piece.id, piece.range.start, Mark::Point, &behind),
            false => cuts.strike(part, piece.id, piece.range.clone(), [&before, &behind]),
        }
    }
}

/// The start tag of the insertion that the run of `piece` is directly in, and its end where nothing but that is behind the piece.
fn outer_insertion<'p>(part: &'p Part, piece: &Piece) -> Option<(&'p str, Option<usize>)> {
    let layout = &part.layout;
    let run = layout.items.get(piece.run)?;
    let outer = run.parent.and_then(|parent| layout.items.get(parent))?;
    let before = part.text().get(outer.inner().start..run.open.start)?;
    if outer.element != Element::Insertion || !is_balanced(before) {
        return None;
    }
    let item = layout.items.get(piece.id)?;
    let text = |range: Range<usize>| part.text().get(range).unwrap_or("");
    let is_last = piece.range.end >= item.inner().end
        && text(item.outer().end..run.close.start).trim().is_empty()
        && text(run.outer().end..outer.close.start).trim().is_empty();
    let end = is_last.then(|| outer.outer().end);
    Some((text(outer.open.clone()), end))
}

/// Whether all elements that begin in this markup end in it.
fn is_balanced(markup: &str) -> bool {
    let mut markup = Markup::new(markup);
    let mut depth = 0_i64;
    loop {
        match markup.next() {
            Ok(Some(Token::Start(tag))) => depth += i64::from(!tag.is_empty),
            Ok(Some(Token::End(_))) => depth -= 1,
            Ok(Some(_)) => {}
            Ok(None) => return depth == 0,
            Err(_) => return false,
        }
    }
}

/// The start tag with another number.
fn with_number(tag: &str, prefix: &str, number: i64) -> String {
    let name = format!("{prefix}id=");
    let value = tag.find(&name).map(|at| at + name.len());
    let renamed = value.and_then(|at| {
        let (before, rest) = tag.split_at_checked(at)?;
        let quote = rest.chars().next()?;
        let (_, after) = rest.get(1..)?.split_once(quote)?;
        Some(format!("{before}\"{number}\"{after}"))
    });
    renamed.unwrap_or_else(|| tag.to_owned())
}

/// All numbers of a part by which something in it is known.
fn numbers(text: &str) -> impl Iterator<Item = i64> {
    text.split(":id=").skip(1).filter_map(|rest| {
        let quote = rest.chars().next()?;
        let (number, _) = rest.get(quote.len_utf8()..)?.split_once(quote)?;
        number.trim().parse().ok()
    })
}

/// Whether a word of letters or a number reaches over byte `at`. Chinese has no such words.
fn is_in_word(text: &str, at: usize) -> bool {
    let is_part = |c: char| c.is_alphanumeric() && !is_han(c) || matches!(c, '.' | ',');
    let Some((before, behind)) = text.split_at_checked(at) else {
        return false;
    };
    before.ends_with(is_part) && behind.starts_with(is_part)
}

/// How many bytes the character before byte `at` has; all that is before it where there is none.
fn last_length(text: &str, at: usize) -> usize {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.map_or(at, char::len_utf8)
}
