//! Automatic numbers: the lists of `numbering.xml` and the counting of paragraphs through them.
//!
//! How a single number is written is the affair of `number_format`.

use std::collections::{HashMap, HashSet};

use super::number_format::NumberFormat;
use super::styles::{NumberReference, Styles};
use super::symbols::{UNKNOWN, is_private, symbol};
use crate::ooxml::element::Element;
use crate::ooxml::xml::{Event, Tag, Xml};

/// How many levels a list has.
pub(in crate::reader) const LEVELS: usize = 9;

/// The lists of a document.
#[derive(Default)]
pub(in crate::reader) struct Numbering {
    lists: HashMap<u32, List>,
    numbers: HashMap<u32, Number>,
}

/// An abstract list.
#[derive(Default)]
struct List {
    levels: [Level; LEVELS],
    /// The style whose list this one really is.
    linked_style: Option<String>,
}

/// A use of a list.
#[derive(Default)]
struct Number {
    list: u32,
    starts: [Option<u32>; LEVELS],
    levels: [Option<Box<Level>>; LEVELS],
}

/// How paragraphs are numbered at a level of a list.
#[derive(Clone)]
pub(in crate::reader) struct Level {
    pub(in crate::reader) start: u32,
    pub(in crate::reader) format: NumberFormat,
    /// The number as it is written, `%1` standing for the number of the first level.
    pub(in crate::reader) text: String,
    /// What stands between the number and the paragraph.
    pub(in crate::reader) suffix: &'static str,
    /// All numbers are written in Arabic digits.
    pub(in crate::reader) legal: bool,
    /// The level, 1-based, after whose use this one starts anew; 0 for never; by default any higher one.
    pub(in crate::reader) restart: Option<usize>,
    pub(in crate::reader) font: String,
    /// The paragraph style that is numbered at this level.
    pub(in crate::reader) style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 0,
            format: NumberFormat::default(),
            text: String::new(),
            suffix: "\t",
            legal: false,
            restart: None,
            font: String::new(),
            style: None,
        }
    }
}

/// How far each list has been counted.
#[derive(Default)]
pub(in crate::reader) struct Counters {
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
    used: HashSet<u32>,
}

/// A paragraph's number.
pub(in crate::reader) struct Label {
    /// The number or bullet.
    pub(in crate::reader) text: String,
    /// What stands between it and the paragraph.
    pub(in crate::reader) suffix: &'static str,
}

impl Numbering {
    /// Read the part.
    pub(super) fn read(xml: &mut Xml<'_>) -> Self {
        let mut numbering = Self::default();
        let mut list: Option<(u32, List)> = None;
        let mut number: Option<(u32, Number)> = None;
        let mut level: Option<(usize, Level)> = None;
        let mut overridden = 0;
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) => match tag.element {
                    Element::AbstractNumber => {
                        list = id(&tag, "abstractNumId").map(|id| (id, List::default()));
                    }
                    Element::Number => {
                        number = id(&tag, "numId").map(|id| (id, Number::default()));
                    }
                    Element::NumberStyleLink => {
                        if let Some((_, list)) = &mut list {
                            list.linked_style = tag.value();
                        }
                    }
                    Element::AbstractNumberId => {
                        if let Some((_, number)) = &mut number {
                            number.list = tag.number().unwrap_or_default();
                        }
                    }
                    Element::LevelOverride => {
                        overridden = id(&tag, "ilvl").unwrap_or_default();
                    }
                    Element::StartOverride => {
                        if let Some((_, number)) = &mut number
                            && let Some(start) = number.starts.get_mut(overridden)
                        {
                            *start = tag.number();
                        }
                    }
                    Element::Level => {
                        level = Some((id(&tag, "ilvl").unwrap_or_default(), Level::default()));
                    }
                    _ => {
                        if let Some((_, level)) = &mut level {
                            level.take(&tag);
                        }
                    }
                },
                Event::Close(Element::Level) => {
                    let Some((index, level)) = level.take() else {
                        continue;
                    };
                    if let Some((_, number)) = &mut number {
                        if let Some(place) = number.levels.get_mut(index) {
                            *place = Some(Box::new(level));
                        }
                    } else if let Some((_, list)) = &mut list
                        && let Some(place) = list.levels.get_mut(index)
                    {
                        *place = level;
                    }
                }
                Event::Close(Element::AbstractNumber) => numbering.lists.extend(list.take()),
                Event::Close(Element::Number) => numbering.numbers.extend(number.take()),
                _ => {}
            }
        }
        numbering
    }

    /// Take up a list with this number and these levels.
    #[cfg(feature = "legacy")]
    pub(in crate::reader) fn add_list(&mut self, id: u32, levels: Vec<Level>) {
        let list = self.lists.entry(id).or_default();
        for (place, level) in list.levels.iter_mut().zip(levels) {
            *place = level;
        }
    }

    /// Take up a use of a list, which has numbers and levels of its own where these are given.
    #[cfg(feature = "legacy")]
    pub(in crate::reader) fn add_number(
        &mut self,
        id: u32,
        list: u32,
        starts: [Option<u32>; LEVELS],
        levels: [Option<Box<Level>>; LEVELS],
    ) {
        let number = Number {
            list,
            starts,
            levels,
        };
        self.numbers.insert(id, number);
    }

    /// Count a paragraph and give its number; nothing where it has none.
    pub(in crate::reader) fn label(
        &self,
        reference: &NumberReference,
        style: Option<&str>,
        styles: &Styles,
        counters: &mut Counters,
    ) -> Option<Label> {
        let id = reference.id.filter(|&id| id != 0)?;
        let number = self.numbers.get(&id)?;
        let (list_id, list) = self.list(number, styles)?;
        let index = reference
            .level
            .or_else(|| {
                list.levels
                    .iter()
                    .position(|l| l.style.as_deref() == style && style.is_some())
            })
            .unwrap_or(0);
        let level = |index: usize| {
            let own = number.levels.get(index).and_then(Option::as_deref);
            own.or_else(|| list.levels.get(index))
        };
        let this = level(index)?;
        let counts = counters.counts.entry(list_id).or_default();
        if counters.used.insert(id) {
            for (count, start) in counts.iter_mut().zip(number.starts) {
                if start.is_some() {
                    *count = None;
                }
            }
        }
        let start = |index: usize| {
            let own = number.starts.get(index).copied().flatten();
            own.or_else(|| level(index).map(|level| level.start))
                .unwrap_or(1)
        };
        for (deeper, count) in counts.iter_mut().enumerate().skip(index + 1) {
            let restart = level(deeper).and_then(|level| level.restart);
            if restart.is_none_or(|restart| index < restart) {
                *count = None;
            }
        }
        // Higher levels that nothing was counted on yet show their first number.
        for (higher, count) in counts.iter_mut().enumerate().take(index) {
            count.get_or_insert(start(higher));
        }
        let count = counts.get_mut(index)?;
        *count = Some(count.map_or_else(|| start(index), |count| count.saturating_add(1)));
        let text = if this.format == NumberFormat::Bullet {
            bullet(&this.text, &this.font)
        } else {
            written(this, counts, level)
        };
        Some(Label {
            suffix: this.suffix,
            text,
        })
    }

    /// The list that a number uses, following the link of a list to a style.
    fn list(&self, number: &Number, styles: &Styles) -> Option<(u32, &List)> {
        let list = self.lists.get(&number.list)?;
        let Some(style) = &list.linked_style else {
            return Some((number.list, list));
        };
        let linked = self.numbers.get(&styles.numbering(style).id?)?.list;
        Some((linked, self.lists.get(&linked)?))
    }
}

impl Level {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.element {
            Element::Start => self.start = tag.number().unwrap_or_default(),
            Element::NumberFormat => {
                self.format = NumberFormat::of(&tag.value().unwrap_or_default());
            }
            Element::LevelText => self.text = tag.value().unwrap_or_default(),
            Element::LevelSuffix => {
                self.suffix = match tag.value().as_deref() {
                    Some("space") => " ",
                    Some("nothing") => "",
                    _ => "\t",
                };
            }
            Element::Legal => self.legal = tag.is_on(),
            Element::LevelRestart => self.restart = tag.number(),
            Element::ParagraphStyle => self.style = tag.value(),
            Element::Fonts => {
                self.font = tag
                    .attribute("ascii")
                    .or_else(|| tag.attribute("hAnsi"))
                    .unwrap_or_default();
            }
            _ => {}
        }
    }
}

fn id<N: std::str::FromStr>(tag: &Tag<'_>, name: &str) -> Option<N> {
    tag.attribute(name)?.trim().parse().ok()
}

/// A bullet as a character that means something without its font.
fn bullet(text: &str, font: &str) -> String {
    let is_dingbats = font.eq_ignore_ascii_case("wingdings");
    text.chars()
        .map(|character| {
            let is_symbol = is_private(character) || is_dingbats && character.is_ascii_graphic();
            match is_symbol.then(|| symbol(font, u32::from(character))) {
                None => character,
                Some(UNKNOWN) => '•',
                Some(known) => known,
            }
        })
        .collect()
}

/// A level's text with the numbers put in.
fn written<'l>(
    this: &Level,
    counts: &[Option<u32>; LEVELS],
    level: impl Fn(usize) -> Option<&'l Level>,
) -> String {
    let mut written = String::new();
    let mut rest = this.text.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        written.push_str(before);
        let digit = after.chars().next().and_then(|digit| digit.to_digit(10));
        let Some(index) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
            written.push('%');
            rest = after;
            continue;
        };
        rest = after.get(1..).unwrap_or("");
        if let Some(level) = level(index) {
            let format = if this.legal {
                NumberFormat::Decimal
            } else {
                level.format
            };
            let count = counts.get(index).copied().flatten();
            written.push_str(&format.write(count.unwrap_or(level.start)));
        }
    }
    written.push_str(rest);
    written
}
