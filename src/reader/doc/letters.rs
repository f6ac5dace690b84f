//! The letters of a paragraph ([MS-DOC], 2.4.1): text, fields, breaks, symbols, pictures, and what is said of them.

use std::ops::Range;

use crate::document::{COMMENT_AUTHOR, NodeKind, Origin};
use crate::reader::compound::bytes::western;
use crate::reader::docx::pictures::{LEAST_AREA, count_object_of};
use crate::reader::docx::symbols::symbol;
use crate::text::{LINE_SEPARATOR, TextRange};

use super::drawings::picture;
use super::forms::form;
use super::notes::Mark;
use super::sprm::Letters;
use super::story::Reading;

/// How much of what was deleted is kept, in bytes: enough to know it again.
const KEPT: usize = 240;

/// Where nothing is said of the letters, so many bytes are taken at once.
const UNSAID: usize = 512;

const PICTURE: char = '\u{1}';
const DRAWN: char = '\u{8}';
const LINE_BREAK: char = '\u{B}';
const PAGE_BREAK: char = '\u{C}';
const COLUMN_BREAK: char = '\u{E}';
const FIELD_BEGIN: char = '\u{13}';
const FIELD_RESULT: char = '\u{14}';
const FIELD_END: char = '\u{15}';
const HARD_HYPHEN: char = '\u{1E}';
const SYMBOL: char = '(';

impl Reading<'_, '_> {
    /// Write these characters, which end no paragraph.
    pub(super) fn letters(&mut self, characters: Range<u32>) {
        let mut at = characters.start;
        while at < characters.end && self.has_room() {
            self.meet_marks(at);
            let Some((width, bytes, letters)) = self.stretch(at) else {
                self.is_cut = true;
                at = self.source.after_gap(at);
                continue;
            };
            let mut end = characters.end;
            if let Some(&(place, _)) = self.comments.marks.get(self.marks_met)
                && self.body.contains(&at)
                && place > at
            {
                end = end.min(place);
            }
            let most = usize::try_from(end - at).unwrap_or(usize::MAX);
            let count = (bytes.len() / width).clamp(1, most.max(1));
            let bytes = bytes.start..bytes.start + count * width;
            self.run(at, width, bytes, &letters);
            at = at.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        }
        self.meet_marks(characters.end);
    }

    /// What is said of the character that ends a paragraph or cell.
    pub(super) fn end_of_paragraph(&mut self, mark: u32, ends_cell: bool) {
        let Some((_, _, letters)) = self.stretch(mark) else {
            return;
        };
        // A cell stays, whoever deleted what stood in it.
        if !ends_cell {
            self.frame.properties.mark_deleted = letters.deleted.map(|it| self.author(it));
        }
        self.frame.properties.mark_inserted = letters.inserted.map(|it| self.author(it));
    }

    /// The bytes from a character on of which the same is said, how many each character takes, and what is said.
    fn stretch(&self, character: u32) -> Option<(usize, Range<usize>, Letters)> {
        let source = self.source;
        let (piece, mut bytes) = source.pieces.at(character)?;
        if bytes.start >= source.main.len() {
            return None;
        }
        let styles = &source.styles;
        let mut letters = Letters::default();
        let mut hidden = styles.is_hidden(self.style);
        match source.letters.letters(bytes.start) {
            Some(stretch) => {
                bytes.end = bytes.end.min(stretch.bytes.end);
                letters.take(stretch.list, hidden);
            }
            None => bytes.end = bytes.end.min(bytes.start + UNSAID),
        }
        let more = source.pieces.changes_of(piece);
        if !more.is_empty() {
            letters.take(&more, hidden);
        }
        if let Some(style) = letters.style {
            hidden |= styles.is_hidden(style);
            letters.ink = letters.ink.or(styles.ink(style));
        }
        letters.hidden.get_or_insert(hidden);
        Some((piece.width, bytes, letters))
    }

    fn author(&self, number: u16) -> String {
        let name = self.source.authors.get(usize::from(number));
        // Who has number 0 in the list of all is nobody.
        name.filter(|_| number > 0).cloned().unwrap_or_default()
    }

    /// Comments begin and end at or before this character of the body.
    fn meet_marks(&mut self, character: u32) {
        if !(self.body.start..=self.body.end).contains(&character) {
            return;
        }
        while let Some((place, mark)) = self.comments.marks.get(self.marks_met)
            && *place <= character
        {
            let mark = mark.clone();
            self.marks_met += 1;
            let (Mark::Begin(number) | Mark::End(number) | Mark::At(number)) = mark;
            if self.comments.author(number) == COMMENT_AUTHOR {
                continue;
            }
            let id = number.to_string();
            match mark {
                Mark::Begin(_) => self.frame.begin_comment(id),
                Mark::End(_) => self.frame.end_comment(&id),
                Mark::At(_) => {
                    let flow = self.frame.flow();
                    let place = TextRange::empty(flow.text.len());
                    flow.node(place, NodeKind::Commented, Some(&id));
                }
            }
        }
    }

    /// Write characters of which the same is said; the first one has that number.
    fn run(&mut self, first: u32, width: usize, bytes: Range<usize>, letters: &Letters) {
        let main = self.source.main;
        let content = main.get(bytes.clone()).unwrap_or_else(|| {
            self.is_cut = true;
            main.get(bytes.start..).unwrap_or_default()
        });
        let text = match width {
            1 => western(content),
            _ => wide(content),
        };
        if let Some(author) = letters.deleted {
            let author = self.author(author);
            let words: String = text.chars().filter(|c| !c.is_control()).collect();
            return self.frame.flow().deleted(&author, &words, KEPT);
        }
        // Text up to the next character that is something else, and where it stands.
        let (mut plain, mut start, mut place) = (String::new(), bytes.start, bytes.start);
        for character in text.chars() {
            let size = width * if width == 2 { character.len_utf16() } else { 1 };
            if is_plain(character, letters) {
                plain.push(character);
            } else {
                self.write(&plain, start..place, letters);
                plain.clear();
                start = place + size;
                let before = u32::try_from((place - bytes.start) / width).unwrap_or(u32::MAX);
                let number = first.saturating_add(before);
                self.special(character, number, place..place + size, letters);
            }
            place += size;
        }
        self.write(&plain, start..place, letters);
    }

    fn special(&mut self, character: char, number: u32, bytes: Range<usize>, letters: &Letters) {
        match character {
            FIELD_BEGIN => {
                let instruction = self.new_flow();
                self.frame.begin_field(instruction);
            }
            FIELD_RESULT => self.frame.begin_result(),
            FIELD_END => self.frame.end_field(),
            LINE_BREAK | PAGE_BREAK | COLUMN_BREAK => {
                self.write(LINE_SEPARATOR.encode_utf8(&mut [0; 4]), bytes, letters);
            }
            HARD_HYPHEN => self.write("-", bytes, letters),
            PICTURE if letters.special => self.picture(letters),
            DRAWN if letters.special => self.drawing(number),
            SYMBOL => {
                if let Some((font, code)) = letters.symbol {
                    let fonts = &self.source.fonts;
                    let font = fonts.get(usize::from(font)).map_or("", String::as_str);
                    let shown = symbol(font, u32::from(code));
                    self.write(shown.encode_utf8(&mut [0; 4]), bytes, letters);
                }
            }
            // The number of a note or page, the place of a comment, an optional hyphen.
            _ => {}
        }
    }

    /// Write text that stands in the source, and what is said of it.
    fn write(&mut self, text: &str, bytes: Range<usize>, letters: &Letters) {
        if text.is_empty() {
            return;
        }
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let origin = Origin::Decoded {
            start: place(bytes.start),
            end: place(bytes.end),
        };
        if self.frame.in_instruction() {
            self.frame.flow().write(text, origin);
            return;
        }
        let range = self.frame.write(text, origin);
        if letters.underlined {
            self.frame.underline(range);
        }
        let is_red = letters.ink.or(self.frame.ink).marks();
        let author = letters.inserted.map(|number| self.author(number));
        let flow = self.frame.flow();
        if letters.hidden == Some(true) {
            flow.mark(range, NodeKind::Hidden, None);
        }
        if letters.highlight.is_some() {
            flow.mark(range, NodeKind::Highlight, letters.highlight);
        }
        if is_red {
            flow.mark(range, NodeKind::RedText, None);
        }
        if let Some(author) = author {
            let author = (!author.is_empty()).then_some(&*author);
            flow.mark(range, NodeKind::Insertion, author);
        }
    }

    /// A picture, an embedded object or the data of a form field stands here.
    fn picture(&mut self, letters: &Letters) {
        let data = self.source.data;
        let form = letters.data_at.and_then(|place| form(data, place));
        if let Some(form) = form {
            if let Some(field) = self.frame.field() {
                field.form = Some(form);
            }
            return;
        }
        if letters.is_data || self.frame.in_instruction() {
            return;
        }
        let instruction = self.frame.field().map(|it| it.instruction.text.clone());
        let instruction = instruction.unwrap_or_default();
        let mut words = instruction.split_whitespace();
        let kind = words.next().unwrap_or_default().to_ascii_uppercase();
        if matches!(kind.as_str(), "EMBED" | "LINK" | "CONTROL") {
            count_object_of(words.next().unwrap_or_default(), &mut self.unread);
        } else if letters.is_object {
            self.unread.objects += 1;
        } else if let Some(picture) = letters.data_at.and_then(|place| picture(data, place)) {
            if let Some(words) = picture.words {
                self.drawn_letters(&words);
            }
            self.count_picture(picture.has_picture, picture.area);
        }
    }

    /// Something is drawn that hangs on this character.
    fn drawing(&mut self, character: u32) {
        let Some((shapes, area)) = self.drawings.at(character) else {
            return;
        };
        for shape in shapes {
            for characters in self.drawings.take_boxes(shape.id) {
                self.text_box(characters);
            }
            if let Some(words) = &shape.words {
                self.drawn_letters(words);
            }
            if shape.is_object {
                self.unread.objects += 1;
            } else {
                self.count_picture(shape.has_picture, area);
            }
        }
    }

    fn drawn_letters(&mut self, words: &str) {
        let mut flow = self.new_flow();
        flow.write_synthetic(&words.replace(['\r', '\n'], " "));
        self.frame.hang([(flow, NodeKind::WordArt)]);
    }

    fn count_picture(&mut self, has_picture: bool, area: f64) {
        if has_picture && !self.in_margin && area >= LEAST_AREA {
            self.unread.pictures += 1;
        }
    }
}

/// Whether a character is text as it stands.
fn is_plain(character: char, letters: &Letters) -> bool {
    match character {
        '\t' => true,
        SYMBOL => letters.symbol.is_none(),
        _ => character >= ' ',
    }
}

/// The text of units of UTF-16; one that is half a character is a character of its own, so that the number of units stays.
fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2);
    let units = units.map(|unit| match *unit {
        [low, high] => u16::from_le_bytes([low, high]),
        _ => 0,
    });
    char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
