//! Notes at places of a document: which of them can hang on their own words, and what becomes of the others.
//!
//! Word takes no comments in headers, footers, notes and text boxes ([MS-OI29500] 2.1.315); other programs lose words with a
//! comment in the result of a field or in a control. Such notes go into one comment at the first paragraph.

use super::comments::{self, Comment};
use super::cuts::{Cuts, Mark, is_form, takes_comments};
use super::layout::{ItemId, Layout, prefix};
use super::protection::{self, Deed};
use super::spots::{home, is_in_story, says_the_same, spot};
use super::target::{Part, PartKind, Target};
use super::undo;
use crate::document::{Document, NotWritable, SourceContext, SourceSpan};
use crate::ooxml::archive::normalised;
use crate::ooxml::element::Element;
use crate::text::TextRange;
use crate::writer::{Annotated, Note, NoteStyle, Refusal, WriteError, is_place};

/// The most comments that Word opens a file with ([MS-OI29500] 2.1.315).
const COMMENT_LIMIT: usize = 32_767;

/// Put notes at their places.
pub(in crate::writer) fn annotate(
    source: &[u8],
    document: &Document,
    notes: &[Note],
    style: NoteStyle,
) -> Result<Annotated, WriteError> {
    let mut target = Target::open(source)?;
    if !style.despite_protection {
        let deed = match style.highlights {
            true => Deed::Grounds,
            false => Deed::Comments,
        };
        protection::check(&mut target, deed)?;
    }
    let main = target.main().to_owned();
    if undo::is_there(&mut target)? {
        return Err(WriteError::HasMarks);
    }
    let mut refused = Vec::new();
    let mut collected = Vec::new();
    if style.highlights {
        highlight(&mut target, document, notes)?;
    }
    if style.comments {
        let mut ids = comments::Ids::of(&mut target, &main)?;
        let room = COMMENT_LIMIT.saturating_sub(ids.count() + 1);
        let prefix = word_prefix(&mut target, &main)?;
        let mut comments = Vec::new();
        let mut cuts = target.cuts.remove(&normalised(&main)).unwrap_or_default();
        let part = target.part(&main)?;
        for (index, note) in notes.iter().enumerate() {
            if !is_place(document, note.range) {
                refused.push(Refusal {
                    index,
                    reason: NotWritable::NoPlace,
                });
                continue;
            }
            let ends = ends(part, document, note.range, &main)?.filter(|_| comments.len() < room);
            let Some([start, end]) = ends else {
                collected.push(index);
                continue;
            };
            let id = ids.next();
            let marks = marks(&prefix, id);
            if note.range.is_empty() {
                start.put(part, &mut cuts, Mark::Point, &marks.concat());
            } else {
                start.put(part, &mut cuts, Mark::Start, &marks[0]);
                end.put(part, &mut cuts, Mark::End, &marks[1]);
            }
            comments.push(Comment::of(id, &note.text));
        }
        if !collected.is_empty() {
            let id = ids.next();
            match collect(part, &mut cuts, &marks(&prefix, id).concat()) {
                true => comments.push(collecting(id, notes, &collected)),
                false => refused.extend(collected.drain(..).map(|index| Refusal {
                    index,
                    reason: NotWritable::NotInSource,
                })),
            }
        }
        target.cuts.insert(normalised(&main), cuts);
        comments::write(&mut target, &main, &comments)?;
    }
    refused.sort_by_key(|refusal| refusal.index);
    undo::write(&mut target, &main, notes.len() - refused.len())?;
    Ok(Annotated {
        bytes: target.finish()?,
        collected,
        refused,
    })
}

/// What stands before the words that a comment is about, and behind them.
fn marks(prefix: &str, id: i64) -> [String; 2] {
    let id = format!("{prefix}id=\"{id}\"");
    [
        format!("<{prefix}commentRangeStart {id}/>"),
        format!(
            "<{prefix}commentRangeEnd {id}/><{prefix}r><{prefix}commentReference {id}/></{prefix}r>"
        ),
    ]
}

/// The prefix of WordprocessingML in the part, with its colon: attributes need one.
fn word_prefix(target: &mut Target<'_>, name: &str) -> Result<String, WriteError> {
    let part = target.part(name)?;
    let root = part.layout.items.first().map(|item| item.open.clone());
    let tag = root.and_then(|open| part.text().get(open)).unwrap_or("");
    match prefix(tag) {
        "" => Err(WriteError::Unusual {
            part: name.to_owned(),
        }),
        prefix => Ok(prefix.to_owned()),
    }
}

/// All notes that hang on no place of their own, a line each.
fn collecting(id: i64, notes: &[Note], numbers: &[usize]) -> Comment {
    let notes = numbers.iter().filter_map(|&index| notes.get(index));
    let lines = notes.map(|note| match note.place.is_empty() {
        true => note.text.clone(),
        false => format!("{}: {}", note.place, note.text),
    });
    Comment::of(id, &lines.collect::<Vec<_>>().join("\n"))
}

/// Put `mark` at the head of the first paragraph. False where there is none.
fn collect(part: &mut Part, cuts: &mut Cuts, mark: &str) -> bool {
    let layout = &part.layout;
    let body = |parent: Option<ItemId>| {
        let parent = parent.and_then(|parent| layout.items.get(parent));
        parent.is_some_and(|parent| parent.element == Element::Body)
    };
    let mut paragraphs = layout
        .items
        .iter()
        .enumerate()
        .filter(|(id, item)| item.element == Element::Paragraph && takes_comments(layout, *id));
    let direct = paragraphs.clone().find(|(_, item)| body(item.parent));
    let Some((id, item)) = direct.or_else(|| paragraphs.next()) else {
        return false;
    };
    if item.is_empty_tag() {
        let open = part.text().get(item.open.clone()).unwrap_or("");
        let head = open.trim_end_matches("/>").to_owned();
        let name = format!("{}p", prefix(open));
        let range = item.outer();
        part.patches
            .replace(range, &format!("{head}>{mark}</{name}>"));
        return true;
    }
    let at = layout
        .child(id, Element::ParagraphProperties)
        .map_or(item.open.end, |(_, properties)| properties.outer().end);
    cuts.between(at, Mark::Point, mark);
    true
}

/// Where a mark stands.
enum Place {
    /// Between elements, at this byte of the part.
    Between(usize),
    /// In an element or at an end of it.
    In(ItemId, usize),
}

impl Place {
    fn put(&self, part: &Part, cuts: &mut Cuts, kind: Mark, mark: &str) {
        match *self {
            Self::Between(at) => cuts.between(at, kind, mark),
            Self::In(id, at) => cuts.at(part, id, at, kind, mark),
        }
    }
}

/// Where the marks of a comment on `range` stand in the main part; nothing where it can have none.
///
/// # Errors
/// [`WriteError::Changed`] where the part has other words there.
fn ends(
    part: &Part,
    document: &Document,
    range: TextRange,
    main: &str,
) -> Result<Option<[Place; 2]>, WriteError> {
    let spans: Vec<SourceSpan> = match range.is_empty() {
        true => document
            .map
            .source_of(range, document.text.len())
            .unwrap_or_default(),
        false => document.map.spans(range, document.text.len()).collect(),
    };
    let is_main = |span: &SourceSpan| {
        let name = document.map.parts().get(usize::from(span.part));
        name.is_some_and(|name| normalised(name) == normalised(main))
    };
    if !spans.iter().all(is_main) {
        return Ok(None);
    }
    if !says_the_same(part, document, &spans) {
        return Err(WriteError::Changed);
    }
    Ok(ends_of(part, &spans, range.is_empty()))
}

/// Where the marks of a comment on these spans of the part stand.
fn ends_of(part: &Part, spans: &[SourceSpan], is_place: bool) -> Option<[Place; 2]> {
    // LibreOffice mixes up paragraphs where a comment reaches into a table or over one, so it ends before that.
    let layout = &part.layout;
    let around = |span: &SourceSpan| {
        let home = home(layout, &spot(span, part.mark)).ok()?;
        let (_, paragraph) = layout.within(home, &[Element::Paragraph])?;
        paragraph.parent
    };
    let first = spans.first()?;
    let container = around(first);
    let inside = spans.iter().take_while(|span| around(span) == container);
    let last = inside.last()?;
    Some([end(part, first, true)?, end(part, last, is_place)?])
}

/// Where the mark before or behind a span stands.
fn end(part: &Part, span: &SourceSpan, is_start: bool) -> Option<Place> {
    let layout = &part.layout;
    let spot = spot(span, part.mark);
    let home = home(layout, &spot).ok()?;
    if !takes_comments(layout, home) {
        return None;
    }
    let carrier = carrier(layout, home, is_start)?;
    if carrier == home {
        let item = layout.items.get(home)?;
        let at = match (spot.is_tag, is_start) {
            (true, true) => item.outer().start,
            (true, false) => item.outer().end,
            (false, true) => spot.span.start,
            (false, false) => spot.span.end,
        };
        return Some(Place::In(home, at));
    }
    let outer = layout.items.get(carrier)?.outer();
    takes_comments(layout, carrier).then_some(Place::Between(match is_start {
        true => outer.start,
        false => outer.end,
    }))
}

/// The outermost element beside which a mark has to stand instead of in it: a field, a formula, a control that is filled in,
/// ruby text. The element itself where there is none; nothing where a field reaches over more than the paragraph.
fn carrier(layout: &Layout, home: ItemId, is_start: bool) -> Option<ItemId> {
    let mut carrier = home;
    loop {
        let before = carrier;
        let mut runs = 0;
        for (id, item) in layout.ancestry(before) {
            match item.element {
                Element::Paragraph => break,
                Element::Run => {
                    runs += 1;
                    if runs > usize::from(before == home) {
                        carrier = id;
                    }
                }
                Element::Control if is_form(item.control.as_deref()) => carrier = id,
                Element::SimpleField | Element::Formula | Element::Alternatives => carrier = id,
                _ => {}
            }
        }
        let at = layout.items.get(carrier)?.open.start;
        let around = layout.fields.iter().filter(|field| field.holds(at, layout));
        let outermost = around.min_by_key(|field| field.first);
        if let Some(field) = outermost {
            let parent = |id: ItemId| layout.items.get(id).map(|item| item.parent);
            if parent(field.first) != parent(field.last) {
                return None;
            }
            let end = if is_start { field.first } else { field.last };
            // The runs of the field are in it themselves.
            if carrier != end {
                carrier = end;
            }
        }
        if carrier == before {
            return Some(carrier);
        }
    }
}

/// Put a ground under the words of all notes, wherever they stand in the stories.
fn highlight(
    target: &mut Target<'_>,
    document: &Document,
    notes: &[Note],
) -> Result<(), WriteError> {
    for note in notes.iter().filter(|note| is_place(document, note.range)) {
        for span in document.map.spans(note.range, document.text.len()) {
            let name = document.map.parts().get(usize::from(span.part));
            let Some(name) = name.filter(|name| target.kind(name) == PartKind::Story) else {
                continue;
            };
            let is_cut = span.context == SourceContext::XmlPiece && span.text != span.whole;
            let mut cuts = target.cuts.remove(&normalised(name)).unwrap_or_default();
            let part = match target.part(name) {
                Ok(part) => part,
                Err(WriteError::Unusual { .. }) => continue,
                Err(error) => return Err(error),
            };
            if !says_the_same(part, document, std::slice::from_ref(&span)) {
                return Err(WriteError::Changed);
            }
            let spot = spot(&span, part.mark);
            if let Ok(home) = home(&part.layout, &spot)
                && is_in_story(&part.layout, home)
                && !is_cut
            {
                let range = match (spot.is_tag, part.layout.items.get(home)) {
                    (true, Some(item)) => item.outer(),
                    _ => spot.span,
                };
                cuts.light(part, home, range);
            }
            target.cuts.insert(normalised(name), cuts);
        }
    }
    Ok(())
}
