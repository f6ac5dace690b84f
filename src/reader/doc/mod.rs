//! Word documents of 1997 to 2003 ([MS-DOC]) and those of WPS Writer: .doc, .dot, .wps, .wpt.
//!
//! From the streams of a compound file to one flat text with its map and nodes, as newer documents are read: the body first, then headers,
//! footers, footnotes, endnotes, comments and properties; text boxes where they hang. Tracked changes are read as accepted. Pictures and
//! embedded objects are counted. Documents of Word 95 and before are not read.

mod columns;
mod drawings;
mod formatting;
mod forms;
mod head;
mod letters;
mod lists;
mod notes;
mod pieces;
mod places;
mod source;
mod sprm;
mod story;
mod styles;

use crate::document::{Bytes, COMMENT_AUTHOR, Document, Format, NodeKind, Problem, ProblemKind};
use crate::reader::compound::{self, Compound, write_properties};
use crate::reader::flow::Flow;
use crate::text::Stop;

use drawings::Drawings;
use head::{Head, Story, Table};
use notes::Comments;
use places::Places;
use source::Source;
use story::Reading;

const MAIN: &str = "WordDocument";

/// The characters of an empty paragraph at the end of a story, and one more.
const EMPTY: u32 = 2;

/// Read the document that `bytes` are, as far as it can be read.
#[expect(
    clippy::needless_pass_by_value,
    reason = "every reader takes the bytes over, as some keep them as text"
)]
pub(super) fn read(bytes: Bytes, format: Format, stop: &Stop) -> Document {
    compound::document(&bytes, format, stop, |file| read_file(file, format))
}

fn read_file(file: &mut Compound<'_>, format: Format) -> Result<Flow, Problem> {
    let missing = |name: &str| Problem::in_part(ProblemKind::MissingPart, name);
    let main = file.stream(MAIN).ok_or_else(|| missing(MAIN))?;
    let head = Head::read(&main, format)?;
    let table = file.stream(head.table).ok_or_else(|| missing(head.table))?;
    let data = file.stream("Data").unwrap_or_default();
    let mut flow = Flow::new(0);
    flow.enter_part(MAIN);
    let Some(source) = Source::new(&head, &main, &table, &data) else {
        file.is_broken(head.table);
        write_properties(file, &mut flow);
        return Ok(flow);
    };
    let all = head.story(Story::TextBoxesOfHeaders).end;
    if head.is_cut(Table::Pieces, &table) || source.pieces.end() < all {
        file.is_broken(head.table);
    }
    let mut reading = Reading::new(
        &source,
        flow,
        Drawings::read(&head, &table),
        Comments::read(&head, &table),
        head.story(Story::Body),
        file.stop(),
    );
    read_stories(&head, &table, &mut reading);
    let unread = reading.unread;
    let is_cut = reading.is_cut;
    let mut flow = reading.frame.finish().0;
    if is_cut {
        file.is_broken(MAIN);
    }
    file.unread = unread;
    if file.has_room(&flow) {
        write_properties(file, &mut flow);
    }
    Ok(flow)
}

fn read_stories(head: &Head, table: &[u8], reading: &mut Reading<'_, '_>) {
    reading.section(head.story(Story::Body), None, None);
    reading.loose_boxes(&head.story(Story::TextBoxes));
    read_margins(head, table, reading);
    reading.loose_boxes(&head.story(Story::TextBoxesOfHeaders));
    for (story, texts, kind) in [
        (Story::Footnotes, Table::Footnotes, NodeKind::Footnote),
        (Story::Endnotes, Table::Endnotes, NodeKind::Endnote),
        (Story::Comments, Table::Comments, NodeKind::Comment),
    ] {
        let characters = head.story(story);
        let places = Places::new(head.table(texts, table), 0);
        let mut end = characters.start;
        for (number, note) in places.ranges_in(characters.clone()).enumerate() {
            end = note.end.max(end);
            // Behind the last one stands an empty paragraph.
            if note.len() <= 1 {
                continue;
            }
            let author = reading.comments.author(number);
            let detail = match kind {
                NodeKind::Comment if author == COMMENT_AUTHOR => continue,
                NodeKind::Comment => Some(format!("{number}:{author}")),
                _ => None,
            };
            reading.section(note, Some(kind), detail.as_deref());
        }
        // The table that tells them apart may be damaged.
        if characters.end.saturating_sub(end) > EMPTY {
            reading.section(end..characters.end, Some(kind), None);
        }
    }
    reading.section(head.story(Story::Macros), None, None);
}

/// Read headers, then footers. The first six are the lines between text and notes; behind them stand six for each section, of which
/// those that go on as in the section before are empty.
fn read_margins(head: &Head, table: &[u8], reading: &mut Reading<'_, '_>) {
    const SEPARATORS: usize = 6;
    let characters = head.story(Story::Headers);
    let places = Places::new(head.table(Table::Headers, table), 0);
    let all: Vec<_> = places.ranges_in(characters.clone()).collect();
    let kind = |number: usize| match number % 6 {
        _ if number < SEPARATORS => NodeKind::Footnote,
        0 | 1 | 4 => NodeKind::Header,
        _ => NodeKind::Footer,
    };
    for wanted in [NodeKind::Header, NodeKind::Footer, NodeKind::Footnote] {
        for (number, margin) in all.iter().enumerate() {
            // Behind the last paragraph of each stands one more, which nobody sees.
            let shown = margin.start..margin.end.saturating_sub(1);
            if kind(number) == wanted && shown.len() > 1 {
                reading.section(shown, Some(wanted), None);
            }
        }
    }
    if all.is_empty() {
        reading.section(characters, Some(NodeKind::Header), None);
    }
}
