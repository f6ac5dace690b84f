//! Where the slides of a show stand: the newest state of each object that was saved, and the list of slides.

use std::collections::{HashMap, HashSet};

use crate::document::{Problem, ProblemKind};
use crate::reader::compound::bytes::{size_at, u32_at};

use super::records::{
    Bytes, CONTROL, DOCUMENT, EMBEDDED, LINKED, OBJECT_ATOM, OBJECTS, PLACES, SLIDE, SLIDE_LIST,
    SLIDE_PERSIST, Text, USER_EDIT, texts,
};

/// More slides than this are no show that a person made.
const MOST_SLIDES: usize = 10_000;

/// What the stream says of the show as a whole.
pub(super) struct Show<'s> {
    stream: &'s [u8],
    /// Where the newest state of each object stands, by its number.
    places: HashMap<u32, usize>,
    pub(super) slides: Vec<SlideEntry<'s>>,
    /// The notes by their number.
    notes: HashMap<u32, Bytes<'s>>,
    /// What stands in the document's record.
    pub(super) document: Option<Bytes<'s>>,
    /// The programs that made embedded and linked objects, by the objects' numbers.
    pub(super) objects: HashMap<u32, String>,
    pub(super) is_broken: bool,
}

/// A slide in the order of the show.
pub(super) struct SlideEntry<'s> {
    pub(super) slide: Bytes<'s>,
    /// The texts of its placeholders, which the list of slides holds.
    pub(super) texts: Vec<Text>,
}

impl<'s> Show<'s> {
    /// Read what stands in `stream`; `current` says where the newest state is.
    pub(super) fn read(stream: &'s [u8], current: Option<&[u8]>) -> Result<Self, Problem> {
        const ENCRYPTED: u32 = 0xF3D1_C4DF;
        let mut show = Self {
            stream,
            places: HashMap::new(),
            slides: Vec::new(),
            notes: HashMap::new(),
            document: None,
            objects: HashMap::new(),
            is_broken: false,
        };
        if current.and_then(|it| u32_at(it, 12)) == Some(ENCRYPTED) {
            return Err(Problem::new(ProblemKind::Encrypted));
        }
        let named = current.and_then(|it| size_at(it, 16));
        let newest = named.filter(|&at| show.record(at, USER_EDIT).is_some());
        let document = match newest.or_else(|| show.last_edit()) {
            Some(edit) => show.read_places(edit)?,
            None => None,
        };
        show.document = document.and_then(|number| show.object(number, DOCUMENT));
        match show.document {
            Some(document) => show.read_document(document),
            None => show.read_all_slides(),
        }
        Ok(show)
    }

    /// What stands in the record at a place, if it is of that kind.
    fn record(&self, at: usize, kind: u16) -> Option<Bytes<'s>> {
        let whole = Bytes {
            bytes: self.stream.get(at..)?,
            at,
        };
        let record = whole.records().next().filter(|it| it.kind == kind)?;
        Some(whole.inside(&record))
    }

    /// The newest state of the object with that number, if it is of that kind.
    fn object(&self, number: u32, kind: u16) -> Option<Bytes<'s>> {
        self.record(*self.places.get(&number)?, kind)
    }

    /// Where the last of the edits stands among the records of the stream.
    fn last_edit(&self) -> Option<usize> {
        let whole = Bytes {
            bytes: self.stream,
            at: 0,
        };
        let edits = whole.records().filter(|it| it.kind == USER_EDIT);
        edits.last().map(|record| record.at - 8)
    }

    /// Take up where objects stand: first what the newest edit says, then the older ones. The number of the document.
    fn read_places(&mut self, newest: usize) -> Result<Option<u32>, Problem> {
        /// The size of an edit that names what is encrypted.
        const WITH_PASSWORD: usize = 32;
        let mut document = None;
        let mut known = HashSet::new();
        let mut next = Some(newest);
        while let Some(at) = next.take().filter(|&at| known.insert(at)) {
            let Some(edit) = self.record(at, USER_EDIT) else {
                self.is_broken = true;
                break;
            };
            if edit.bytes.len() >= WITH_PASSWORD && u32_at(edit.bytes, 28) != Some(0) {
                return Err(Problem::new(ProblemKind::Encrypted));
            }
            if document.is_none() {
                document = u32_at(edit.bytes, 16);
            }
            match size_at(edit.bytes, 12).and_then(|at| self.record(at, PLACES)) {
                Some(places) => self.take_places(places.bytes),
                None => self.is_broken = true,
            }
            next = size_at(edit.bytes, 8).filter(|&at| at > 0);
        }
        Ok(document)
    }

    /// Numbers that follow each other, with their places.
    fn take_places(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(head) = u32_at(bytes, at) {
            at += 4;
            let (first, count) = (head & 0xF_FFFF, head >> 20);
            for number in first..first + count {
                let Some(place) = size_at(bytes, at) else {
                    self.is_broken = true;
                    return;
                };
                at += 4;
                self.places.entry(number).or_insert(place);
            }
        }
    }

    fn read_document(&mut self, document: Bytes<'s>) {
        const SLIDES: u16 = 0;
        const NOTES: u16 = 2;
        for record in document.records() {
            let inside = document.inside(&record);
            self.is_broken |= record.is_cut;
            match (record.kind, record.instance) {
                (SLIDE_LIST, SLIDES) => self.read_slides(inside),
                (SLIDE_LIST, NOTES) => self.read_notes(inside),
                (OBJECTS, _) => self.read_objects(inside),
                _ => {}
            }
        }
    }

    /// Each slide of the list, and behind it the texts of its placeholders.
    fn read_slides(&mut self, list: Bytes<'s>) {
        let mut entries: Vec<(u32, usize, usize)> = Vec::new();
        for record in list.records() {
            if record.kind == SLIDE_PERSIST {
                if let Some((_, _, end)) = entries.last_mut() {
                    *end = record.at - 8;
                }
                let number = u32_at(record.content, 0).unwrap_or(0);
                let start = record.at + record.content.len();
                entries.push((number, start, list.bytes.len()));
            }
        }
        self.is_broken |= entries.len() > MOST_SLIDES;
        for (number, start, end) in entries.into_iter().take(MOST_SLIDES) {
            let texts = texts(Bytes {
                bytes: list.bytes.get(start..end).unwrap_or_default(),
                at: list.at + start,
            });
            match self.object(number, SLIDE) {
                Some(slide) => self.slides.push(SlideEntry { slide, texts }),
                None => {
                    // The slides behind it keep their numbers.
                    self.is_broken = true;
                    let slide = Bytes { bytes: &[], at: 0 };
                    self.slides.push(SlideEntry { slide, texts });
                }
            }
        }
    }

    fn read_notes(&mut self, list: Bytes<'s>) {
        for record in list.records().filter(|it| it.kind == SLIDE_PERSIST) {
            let place = u32_at(record.content, 0).zip(u32_at(record.content, 12));
            let Some((number, id)) = place else { continue };
            match self.object(number, super::records::NOTES) {
                Some(notes) => {
                    self.notes.insert(id, notes);
                }
                None => self.is_broken = true,
            }
        }
    }

    fn read_objects(&mut self, list: Bytes<'s>) {
        const PROGRAM: u16 = 2;
        for record in list.records() {
            if !matches!(record.kind, EMBEDDED | LINKED | CONTROL) {
                continue;
            }
            let object = list.inside(&record);
            let number = object
                .first(OBJECT_ATOM)
                .and_then(|atom| u32_at(atom.bytes, 8));
            let program = object.string(PROGRAM).map(|it| it.text);
            if let Some(number) = number {
                self.objects.insert(number, program.unwrap_or_default());
            }
        }
    }

    /// Without a document all slides are shown that stand in the stream.
    fn read_all_slides(&mut self) {
        self.is_broken = true;
        let whole = Bytes {
            bytes: self.stream,
            at: 0,
        };
        let slides = whole.records().filter(|it| it.kind == SLIDE);
        for record in slides.take(MOST_SLIDES) {
            self.slides.push(SlideEntry {
                slide: whole.inside(&record),
                texts: Vec::new(),
            });
        }
    }

    /// The notes with that number.
    pub(super) fn notes(&self, number: u32) -> Option<Bytes<'s>> {
        self.notes.get(&number).copied()
    }
}
