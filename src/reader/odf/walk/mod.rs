//! The walk through a part: the state between the elements, and the scopes that end with the elements that began them.
//!
//! Lines are kept by `stretch`; `elements` is the table of what each element does.

mod boxes;
mod content;
mod elements;
mod fields;
mod frames;
mod margins;
mod places;

use std::collections::HashMap;

use super::changes::Change;
use super::controls::Control;
use super::lists::{Interrupted, Lists};
use super::look::Look;
use super::sheet::Sheet;
use super::slide::{Placeholder, SharedWords, Slide};
use super::stretch::{Stretch, append_as};
use super::styles::Styles;
use super::tables::Tables;
use crate::document::{Format, NodeKind, ProblemKind, UnreadContent};
use crate::ooxml::encoding::Source;
use crate::ooxml::package::Package;
use crate::ooxml::xml::{Event, Xml};
use crate::reader::flow::{Flow, Place};
use crate::reader::office_parts::TEXT_LIMIT;
use crate::text::TextRange;
use frames::Drawn;

/// What of a part is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The headers and footers of its masters.
    Margins,
    /// Its body.
    Body,
}

/// What the body is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    Text,
    Sheets,
    Slides,
}

/// A header or a footer.
pub(super) struct Margin {
    /// The name of the master that it belongs to.
    master: String,
    kind: NodeKind,
    words: Flow,
}

/// The reader of the parts of a document that hold text.
pub(super) struct Walk<'r, 'p> {
    styles: &'r Styles,
    package: &'r mut Package<'p>,
    reach: Reach,
    body: Body,
    has_body: bool,
    /// What is read at the outermost place, and inside it the open boxes, notes and comments.
    main: Stretch,
    inner: Vec<Stretch>,
    /// What ends with an element, each with how many elements were open in it.
    scopes: Vec<(usize, Scope)>,
    look: Look,
    flows: u32,
    /// How many bytes of text were written, wherever they went.
    written: u64,
    tables: Tables,
    /// The number of the newest table of a sheet.
    sheet_tables: usize,
    lists: Lists,
    changes: HashMap<String, Change>,
    /// The ids and authors of the insertions that are open.
    insertions: Vec<(String, String)>,
    controls: HashMap<String, Control>,
    margins: Vec<Margin>,
    /// The name of the master that is being read.
    master: String,
    sheet: Option<Sheet>,
    /// Words for those who fill in cells, by the names of the rules.
    prompts: HashMap<String, Vec<Flow>>,
    rule: String,
    slide: Option<Slide>,
    slides: usize,
    shared_words: SharedWords,
    footnotes: Flow,
    endnotes: Flow,
    comments: Flow,
    comment_count: usize,
    /// The comments whose range is open, by the name that its end repeats.
    ranges: HashMap<String, (String, Place)>,
    /// What the newest note is.
    note_kind: NodeKind,
    /// The open fields of Word's forms: where their results begin, and what they are.
    form_fields: Vec<fields::FormField>,
    drawn: Vec<Drawn>,
    unread: UnreadContent,
}

/// What ends with an element.
enum Scope {
    Paragraph(Look),
    /// The look of what stands around.
    Look(Look),
    Node(Place, NodeKind, Option<String>),
    /// A content control, by its name, and whether it shows its prompt.
    Control(Place, bool, Option<String>),
    Inside(Inside, Look, Interrupted),
    Frame(Option<Placeholder>),
    Table,
    Row,
    Cell,
    List,
    Sheet,
    SheetRow,
    SheetCell,
    Slide,
    Notes,
}

/// A stretch inside another one.
enum Inside {
    Box(NodeKind),
    Note(NodeKind),
    Comment(OpenComment),
    Ruby,
    Margin(NodeKind),
    Prompt,
    Words(NodeKind, String),
}

/// A comment while it is read.
struct OpenComment {
    id: String,
    author: String,
    is_resolved: bool,
}

impl<'r, 'p> Walk<'r, 'p> {
    /// A reader of nothing yet, which writes to `flow`.
    pub(super) fn new(
        flow: Flow,
        styles: &'r Styles,
        package: &'r mut Package<'p>,
        format: Format,
    ) -> Self {
        let body = match format {
            Format::Ods => Body::Sheets,
            Format::Odp => Body::Slides,
            _ => Body::Text,
        };
        Self {
            styles,
            package,
            reach: Reach::Body,
            body,
            has_body: false,
            inner: Vec::new(),
            scopes: Vec::new(),
            look: Look::default(),
            flows: 3,
            written: 0,
            tables: Tables::default(),
            sheet_tables: 0,
            lists: Lists::default(),
            changes: HashMap::new(),
            insertions: Vec::new(),
            controls: HashMap::new(),
            margins: Vec::new(),
            master: String::new(),
            sheet: None,
            prompts: HashMap::new(),
            rule: String::new(),
            slide: None,
            slides: 0,
            shared_words: SharedWords::default(),
            footnotes: flow.branch(1),
            endnotes: flow.branch(2),
            comments: flow.branch(3),
            comment_count: 0,
            ranges: HashMap::new(),
            note_kind: NodeKind::Footnote,
            form_fields: Vec::new(),
            drawn: Vec::new(),
            unread: UnreadContent::default(),
            main: Stretch::new(flow),
        }
    }

    /// The headers and footers that were read from elsewhere.
    pub(super) fn has_margins(&mut self, margins: Vec<Margin>) {
        self.margins = margins;
    }

    /// Read that much of the part `name`.
    pub(super) fn read(&mut self, name: &str, source: &Source, reach: Reach) {
        self.reach = reach;
        let mut xml = Xml::new(source, self.package.stop());
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => self.open(&tag, &mut xml),
                Event::Text(inside, piece) => self.text(inside, &piece),
                Event::Close(_) => self.close(xml.depth()),
            }
            let limit = TEXT_LIMIT;
            let full = self.written > limit;
            let full = full.then_some(ProblemKind::ArchiveTooLarge { limit });
            if let Some(problem) = full.or_else(|| self.main.flow.pieces().problem()) {
                xml.give_up(problem);
            }
        }
        // Damage leaves elements open; what was read of them stays.
        self.close(0);
        self.package.was_read(name, xml.problem());
    }

    /// The headers and footers that were read, and the text again.
    pub(super) fn into_margins(self) -> (Flow, Vec<Margin>) {
        (self.main.finish(), self.margins)
    }

    /// The text of the part `name`, followed by what stands beside it.
    pub(super) fn finish(self, name: &str) -> Flow {
        if !self.has_body && !self.package.stop().requested() && !self.package.is_broken(name) {
            self.package.was_read(name, Some(ProblemKind::MissingBody));
        }
        if !self.unread.is_empty() {
            let problem = ProblemKind::UnreadContent(self.unread);
            self.package.was_read(name, Some(problem));
        }
        let mut flow = self.main.finish();
        if self.body == Body::Text {
            flow.end_line();
            for margin in &self.margins {
                append_as(&mut flow, &margin.words, margin.kind, None);
            }
        }
        for beside in [&self.footnotes, &self.endnotes, &self.comments] {
            flow.append(beside, TextRange::new(0, beside.text.len()));
        }
        flow
    }

    /// Where text goes now.
    fn here(&mut self) -> &mut Stretch {
        self.inner.last_mut().unwrap_or(&mut self.main)
    }

    /// The innermost element with a scope ends, and those inside it, once only `depth` elements are open.
    fn close(&mut self, depth: usize) {
        while let Some((_, scope)) = self.scopes.pop_if(|&mut (opened, _)| opened > depth) {
            self.end(scope);
        }
    }

    /// What follows ends with the element that is open now, `depth` being open.
    fn scope(&mut self, xml: &Xml<'_>, scope: Scope) {
        self.scopes.push((xml.depth(), scope));
    }

    /// An empty flow for text from the part that is being read.
    fn branch(&mut self) -> Flow {
        self.flows += 1;
        self.main.flow.branch(self.flows)
    }

    fn is_in_table_of_sheet(&self) -> bool {
        self.sheet.is_some() && self.inner.is_empty()
    }
}
