//! Builds Word documents of the old kind: text with what is said of its letters and paragraphs, and the stories beside the body.

use super::{Bytes, compound};

/// What is said of letters: lists of changes.
pub(super) const HIDDEN: &[u8] = &[0x3C, 0x08, 1];
pub(super) const DELETED: &[u8] = &[0x00, 0x08, 1, 0x63, 0x48, 1, 0];
pub(super) const INSERTED: &[u8] = &[0x01, 0x08, 1, 0x04, 0x48, 1, 0];
pub(super) const UNDERLINED: &[u8] = &[0x3E, 0x2A, 1];
pub(super) const RED: &[u8] = &[0x42, 0x2A, 6];
pub(super) const YELLOW: &[u8] = &[0x0C, 0x2A, 7];
pub(super) const SPECIAL: &[u8] = &[0x55, 0x08, 1];

/// What is said of paragraphs.
pub(super) const LEVEL_1: &[u8] = &[0x40, 0x26, 0];
pub(super) const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
pub(super) const ROW_END: &[u8] = &[0x16, 0x24, 1, 0x17, 0x24, 1];

/// A document in the making.
#[derive(Default)]
pub(super) struct WordFile {
    /// Each run with what is said of it.
    runs: Vec<(Vec<u16>, &'static [u8])>,
    /// Where each paragraph ends, in characters, with what is said of it.
    paragraphs: Vec<(usize, &'static [u8])>,
    /// The lengths of the stories.
    lengths: [u32; 8],
    /// The story that is being written.
    story: usize,
    tables: Vec<(usize, Vec<u8>)>,
    pub(super) version: u16,
    pub(super) flags: u16,
    pub(super) properties: Vec<u8>,
}

pub(super) const FOOTNOTES: usize = 1;
pub(super) const HEADERS: usize = 2;
pub(super) const COMMENTS: usize = 4;
pub(super) const TEXT_BOXES: usize = 6;

impl WordFile {
    pub(super) fn new() -> Self {
        Self {
            version: 0x00C1,
            flags: 1 << 9,
            ..Self::default()
        }
    }

    /// Text goes on with the story of that number.
    pub(super) fn story(&mut self, number: usize) -> &mut Self {
        self.story = number;
        self
    }

    /// Text of which nothing is said.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.run(text, &[])
    }

    /// Text of which that is said.
    pub(super) fn run(&mut self, text: &str, said: &'static [u8]) -> &mut Self {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.lengths[self.story] += units.len() as u32;
        self.runs.push((units, said));
        self
    }

    /// A paragraph ends, of which that is said.
    pub(super) fn end(&mut self, mark: &str, said: &'static [u8]) -> &mut Self {
        self.text(mark);
        self.paragraphs.push((self.characters(), said));
        self
    }

    /// A table of the document.
    pub(super) fn table(&mut self, number: usize, content: Vec<u8>) -> &mut Self {
        self.tables.push((number, content));
        self
    }

    /// How many characters there are so far.
    pub(super) fn characters(&self) -> usize {
        self.runs.iter().map(|(units, _)| units.len()).sum()
    }

    /// The streams of the file.
    pub(super) fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        const TEXT: usize = 0x800;
        let mut text = Bytes::default();
        for unit in self.runs.iter().flat_map(|(units, _)| units) {
            text = text.word(*unit);
        }
        let text = text.0;
        let mut main = vec![0; TEXT];
        main.extend(&text);
        main.resize(main.len().next_multiple_of(512), 0);
        let place = |character: usize| (TEXT + character * 2) as u32;
        let mut runs = Vec::new();
        let mut at = 0;
        for (units, said) in &self.runs {
            runs.push((
                place(at),
                place(at + units.len()),
                Bytes::default().all(&[said.len() as u8]).all(said).0,
            ));
            at += units.len();
        }
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for (end, said) in &self.paragraphs {
            let mut list = Bytes::default().word(0).all(said).0;
            if list.len().is_multiple_of(2) {
                list.push(0);
            }
            let words = list.len().div_ceil(2) as u8;
            let size = usize::from(words) * 2 - 1;
            list.resize(size, 0);
            paragraphs.push((
                place(at),
                place(*end),
                Bytes::default().all(&[words]).all(&list).0,
            ));
            at = *end;
        }
        let mut table = Vec::new();
        let mut places = vec![(0_u32, 0_u32); 93];
        let mut add = |number: usize, content: &[u8]| {
            places[number] = (table.len() as u32, content.len() as u32);
            table.extend(content);
        };
        add(12, &pages(&runs, 1, &mut main));
        add(13, &pages(&paragraphs, 13, &mut main));
        let pieces = Bytes::default()
            .number(0)
            .number(self.characters() as u32)
            .word(0)
            .number(TEXT as u32)
            .word(0);
        add(
            33,
            &Bytes::default()
                .all(&[2])
                .number(pieces.0.len() as u32)
                .all(&pieces.0)
                .0,
        );
        for (number, content) in &self.tables {
            add(*number, content);
        }
        let head = self.head(&places);
        main[..head.len()].copy_from_slice(&head);
        (main, table)
    }

    fn head(&self, places: &[(u32, u32)]) -> Vec<u8> {
        let mut head = Bytes::default()
            .word(0xA5EC)
            .word(self.version)
            .all(&[0; 6])
            .word(self.flags)
            .all(&[0; 20])
            .word(14)
            .all(&[0; 28])
            .word(22)
            .all(&[0; 12]);
        for length in self.lengths {
            head = head.number(length);
        }
        head = head.all(&[0; 44]).word(places.len() as u16);
        for (start, length) in places {
            head = head.number(*start).number(*length);
        }
        head.0
    }

    /// The file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let (main, table) = self.streams();
        compound(&[
            ("WordDocument", &main),
            ("1Table", &table),
            ("\u{5}SummaryInformation", &self.properties),
        ])
    }
}

/// Write pages for these stretches to the end of `main`, 20 stretches each, and return the table that lists them.
fn pages(stretches: &[(u32, u32, Vec<u8>)], entry: usize, main: &mut Vec<u8>) -> Vec<u8> {
    let (mut starts, mut numbers) = (Bytes::default(), Bytes::default());
    for page in stretches.chunks(20) {
        starts = starts.number(page[0].0);
        numbers = numbers.number((main.len() / 512) as u32);
        let mut bytes = Bytes::default();
        for (start, ..) in page {
            bytes = bytes.number(*start);
        }
        let mut bytes = bytes.number(page[page.len() - 1].1).0;
        let first = bytes.len();
        bytes.resize(512, 0);
        bytes[511] = page.len() as u8;
        let mut end = 510;
        for (index, (.., list)) in page.iter().enumerate() {
            let at = (end - list.len()) & !1;
            bytes[at..at + list.len()].copy_from_slice(list);
            bytes[first + index * entry] = (at / 2) as u8;
            end = at;
        }
        main.extend(bytes);
    }
    let last = stretches.last().map_or(0, |stretch| stretch.1);
    starts.number(last).all(&numbers.0).0
}

/// A set of properties with these texts.
pub(super) fn properties(entries: &[(u32, &str)]) -> Vec<u8> {
    let head = 8 + entries.len() * 8;
    let (mut list, mut values) = (Bytes::default(), Bytes::default());
    for (number, text) in entries {
        list = list.number(*number).number((head + values.0.len()) as u32);
        let units = text.encode_utf16().count() as u32 + 1;
        values = values.number(31).number(units).wide(text).word(0);
    }
    let size = (head + values.0.len()) as u32;
    Bytes::default()
        .word(0xFFFE)
        .all(&[0; 22])
        .number(1)
        .all(&[0; 16])
        .number(48)
        .number(size)
        .number(entries.len() as u32)
        .all(&list.0)
        .all(&values.0)
        .0
}
