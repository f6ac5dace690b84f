//! The numbers of the records that slides are made of ([MS-PPT], 2.13.24), and the texts in them.

use crate::document::Origin;
use crate::reader::compound::art::{Record, records};
use crate::reader::compound::bytes::{size_at, u32_at, utf16};

pub(super) const DOCUMENT: u16 = 0x03E8;
pub(super) const SLIDE: u16 = 0x03EE;
pub(super) const SLIDE_ATOM: u16 = 0x03EF;
pub(super) const NOTES: u16 = 0x03F0;
pub(super) const SLIDE_PERSIST: u16 = 0x03F3;
pub(super) const SLIDE_SHOW: u16 = 0x03F9;
pub(super) const OBJECTS: u16 = 0x0409;
pub(super) const DRAWING: u16 = 0x040C;
pub(super) const OBJECT_REFERENCE: u16 = 0x0BC1;
pub(super) const PLACEHOLDER: u16 = 0x0BC3;
pub(super) const OUTLINE_TEXT: u16 = 0x0F9E;
pub(super) const TEXT_HEAD: u16 = 0x0F9F;
pub(super) const WIDE_TEXT: u16 = 0x0FA0;
pub(super) const NARROW_TEXT: u16 = 0x0FA8;
pub(super) const STRING: u16 = 0x0FBA;
/// Places where the program writes the number of the slide, a date, a header or a footer itself.
const FIELDS: [u16; 6] = [0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015];
pub(super) const OBJECT_ATOM: u16 = 0x0FC3;
pub(super) const EMBEDDED: u16 = 0x0FCC;
pub(super) const LINKED: u16 = 0x0FCE;
pub(super) const CONTROL: u16 = 0x0FEE;
pub(super) const MARGINS: u16 = 0x0FD9;
pub(super) const MARGINS_ATOM: u16 = 0x0FDA;
pub(super) const SLIDE_LIST: u16 = 0x0FF0;
pub(super) const USER_EDIT: u16 = 0x0FF5;
pub(super) const PLACES: u16 = 0x1772;
pub(super) const TAGS: u16 = 0x1388;
pub(super) const BINARY_TAG: u16 = 0x138A;
pub(super) const TAG_DATA: u16 = 0x138B;
pub(super) const COMMENT: u16 = 0x2EE0;

/// Records, and where they begin in the stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes<'s> {
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
}

impl<'s> Bytes<'s> {
    /// The records in it.
    pub(super) fn records(self) -> impl Iterator<Item = Record<'s>> {
        records(self.bytes)
    }

    /// What stands in a record of these.
    pub(super) fn inside(self, record: &Record<'s>) -> Self {
        Self {
            bytes: record.content,
            at: self.at + record.at,
        }
    }

    /// What stands in the first record of that kind.
    pub(super) fn first(self, kind: u16) -> Option<Self> {
        let record = self.records().find(|it| it.kind == kind)?;
        Some(self.inside(&record))
    }

    /// What stands in the string with that number.
    pub(super) fn string(self, number: u16) -> Option<Text> {
        let mut records = self.records();
        let record = records.find(|it| it.kind == STRING && it.instance == number)?;
        Some(self.inside(&record).wide())
    }

    /// The text that it is in UTF-16.
    pub(super) fn wide(self) -> Text {
        Text::new(utf16(self.bytes), self.origin())
    }

    /// The text of which it holds the lower bytes.
    pub(super) fn narrow(self) -> Text {
        let text = self.bytes.iter().copied().map(char::from).collect();
        Text::new(text, self.origin())
    }

    fn origin(self) -> Origin {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Origin::Decoded {
            start: place(self.at),
            end: place(self.at + self.bytes.len()),
        }
    }
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    Title,
    Other,
}

/// A text, which may have several paragraphs.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) kind: TextKind,
    pub(super) text: String,
    /// Where a sign stands for what the program writes itself.
    fields: Vec<usize>,
    pub(super) origin: Origin,
}

/// The texts among these records, each with a head before it; one without words is empty.
pub(super) fn texts(bytes: Bytes<'_>) -> Vec<Text> {
    const TITLE: u32 = 0;
    const TITLE_IN_THE_MIDDLE: u32 = 6;
    let mut texts: Vec<Text> = Vec::new();
    for record in bytes.records() {
        let inside = bytes.inside(&record);
        match record.kind {
            TEXT_HEAD => {
                let kind = match u32_at(record.content, 0) {
                    Some(TITLE | TITLE_IN_THE_MIDDLE) => TextKind::Title,
                    _ => TextKind::Other,
                };
                texts.push(Text {
                    kind,
                    text: String::new(),
                    fields: Vec::new(),
                    origin: Origin::Synthetic,
                });
            }
            WIDE_TEXT | NARROW_TEXT => {
                let text = match record.kind {
                    WIDE_TEXT => inside.wide(),
                    _ => inside.narrow(),
                };
                match texts.last_mut() {
                    Some(open) if open.text.is_empty() => {
                        *open = Text {
                            kind: open.kind,
                            ..text
                        };
                    }
                    _ => texts.push(text),
                }
            }
            kind if FIELDS.contains(&kind) => {
                let place = size_at(record.content, 0);
                if let (Some(text), Some(place)) = (texts.last_mut(), place) {
                    text.fields.push(place);
                }
            }
            _ => {}
        }
    }
    texts.into_iter().map(Text::without_fields).collect()
}

impl Text {
    /// A text that has nothing in it but words.
    pub(super) fn new(text: String, origin: Origin) -> Self {
        Self {
            kind: TextKind::Other,
            text,
            fields: Vec::new(),
            origin,
        }
    }

    /// The text without the signs that stand for what the program writes itself; their places are counted in units of UTF-16.
    fn without_fields(mut self) -> Self {
        if !self.fields.is_empty() {
            let mut at = 0;
            self.text.retain(|character| {
                let is_field = character == '*' && self.fields.contains(&at);
                at += character.len_utf16();
                !is_field
            });
        }
        self
    }
}
