//! The numbers and bullets that the program counts itself: of the items of lists and of headings.

use std::collections::HashMap;

use crate::ooxml::element::Element;
use crate::ooxml::xml::Tag;
use crate::reader::docx::number_format::NumberFormat;

use super::styles::Styles;

/// How deep lists are numbered.
const LEVELS: usize = 10;

/// Numbers beyond this are no list that a person made.
const LARGEST: u32 = 9_999;

/// More lists than this are not told apart.
const MOST_LISTS: usize = 100_000;

/// How the levels of a list are numbered.
#[derive(Debug, Default)]
pub(super) struct ListStyle {
    levels: Vec<Level>,
}

/// How one level is numbered.
#[derive(Clone, Debug, Default)]
pub(super) struct Level {
    format: NumberFormat,
    bullet: Option<char>,
    prefix: String,
    suffix: String,
    /// How many levels the number shows.
    shown: usize,
    start: u32,
}

impl ListStyle {
    /// Take up the level that `tag` describes.
    pub(super) fn add(&mut self, level: Level, tag: &Tag<'_>) {
        let number = number(tag, "level").and_then(|it| (it as usize).checked_sub(1));
        let Some(index) = number.filter(|&index| index < LEVELS) else {
            return;
        };
        if self.levels.len() <= index {
            self.levels.resize(index + 1, Level::none());
        }
        if let Some(place) = self.levels.get_mut(index) {
            *place = level;
        }
    }
}

impl Level {
    /// What a level's tag says.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let is_bullet = tag.element == Element::OdfBulletLevel;
        let format = tag.attribute("num-format").unwrap_or_default();
        let bullet = tag.attribute("bullet-char").unwrap_or_default();
        let bullet = bullet.chars().next().map(|bullet| match bullet {
            // The characters of symbol fonts mean nothing without them.
            '\u{e000}'..='\u{f8ff}' => '•',
            other => other,
        });
        Self {
            format: match is_bullet {
                true => NumberFormat::Bullet,
                false => number_format(&format),
            },
            bullet: bullet.filter(|_| is_bullet),
            prefix: tag.attribute("num-prefix").unwrap_or_default(),
            suffix: tag.attribute("num-suffix").unwrap_or_default(),
            shown: number(tag, "display-levels").map_or(1, |it| it as usize),
            start: number(tag, "start-value").unwrap_or(1).min(LARGEST),
        }
    }

    fn none() -> Self {
        Self {
            format: NumberFormat::None,
            ..Self::default()
        }
    }
}

/// The lists of a document while it is read.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<OpenList>,
    /// How far the outermost lists that are closed have been counted, by id and by style.
    closed: HashMap<String, Counts>,
    headings: Counts,
}

type Counts = [Option<u32>; LEVELS];

#[derive(Debug, Default)]
struct OpenList {
    style: String,
    id: String,
    counts: Counts,
    /// An item has begun and no paragraph of it yet, and with what number it wants to begin.
    item: Option<Option<u32>>,
}

impl Lists {
    /// A list begins, perhaps in an item of another one.
    pub(super) fn begin(&mut self, tag: &Tag<'_>) {
        let own = tag.attribute("style-name").filter(|it| !it.is_empty());
        let (style, counts) = match self.open.last() {
            Some(outer) => (own.unwrap_or_else(|| outer.style.clone()), outer.counts),
            None => {
                let style = own.unwrap_or_default();
                let goes_on = tag.attribute("continue-numbering").as_deref() == Some("true");
                let before = tag.attribute("continue-list");
                let before = before.or_else(|| goes_on.then(|| style.clone()));
                let counts = before.and_then(|before| self.closed.get(&before)).copied();
                (style, counts.unwrap_or_default())
            }
        };
        self.open.push(OpenList {
            style,
            id: tag.attribute("id").unwrap_or_default(),
            counts,
            item: None,
        });
    }

    /// An item of the innermost list begins. It counts once it has a paragraph: others only hold lists.
    pub(super) fn begin_item(&mut self, tag: &Tag<'_>) {
        if let Some(list) = self.open.last_mut() {
            list.item = Some(number(tag, "start-value"));
        }
    }

    /// The innermost list ends.
    pub(super) fn end(&mut self) {
        let Some(list) = self.open.pop() else { return };
        match self.open.last_mut() {
            // What was counted deeper is counted anew after the next item that counts here.
            Some(outer) => outer.counts = list.counts,
            None if self.closed.len() < MOST_LISTS => {
                self.closed.insert(list.style, list.counts);
                if !list.id.is_empty() {
                    self.closed.insert(list.id, list.counts);
                }
            }
            None => {}
        }
    }

    /// The lists outside what is read now, which has lists of its own.
    pub(super) fn interrupt(&mut self) -> Interrupted {
        Interrupted(std::mem::take(&mut self.open))
    }

    /// Go on with the lists from before.
    pub(super) fn resume(&mut self, interrupted: Interrupted) {
        self.open = interrupted.0;
    }

    /// The number of the paragraph that begins now; nothing where it has none.
    pub(super) fn label(&mut self, style: Option<&str>, styles: &Styles) -> Option<String> {
        let index = self.open.len().checked_sub(1)?;
        let list = self.open.last_mut()?;
        let anew = list.item.take()?;
        let of_style = style.and_then(|style| styles.list_of_paragraphs(style));
        let name = Some(list.style.as_str()).filter(|it| !it.is_empty());
        let style = name.or(of_style).and_then(|name| styles.list(name));
        let level = style.and_then(|style| style.levels.get(index));
        count(
            &mut list.counts,
            index,
            level.map_or(1, |it| it.start),
            anew,
        );
        written(style?, index, &list.counts)
    }

    /// The number of a heading of that level, 1-based, which stands in no list.
    pub(super) fn heading_label(&mut self, level: u8, styles: &Styles) -> Option<String> {
        if !self.open.is_empty() {
            return None;
        }
        let index = usize::from(level).checked_sub(1)?;
        let style = styles.outline();
        let start = style.levels.get(index)?.start;
        count(&mut self.headings, index, start, None);
        written(style, index, &self.headings)
    }
}

/// Lists that go on later.
pub(super) struct Interrupted(Vec<OpenList>);

/// Count one more at the level `index`.
fn count(counts: &mut Counts, index: usize, start: u32, anew: Option<u32>) {
    for deeper in counts.iter_mut().skip(index + 1) {
        *deeper = None;
    }
    if let Some(count) = counts.get_mut(index) {
        let next = count.map_or(start, |count| count.saturating_add(1));
        *count = Some(anew.unwrap_or(next).min(LARGEST));
    }
}

fn written(style: &ListStyle, index: usize, counts: &Counts) -> Option<String> {
    let this = style.levels.get(index)?;
    if let Some(bullet) = this.bullet {
        return Some(bullet.to_string());
    }
    if matches!(this.format, NumberFormat::None | NumberFormat::Bullet) {
        return None;
    }
    let first = (index + 1).saturating_sub(this.shown.max(1));
    let numbers = (first..=index).filter_map(|level| {
        let format = style.levels.get(level)?.format;
        let count = counts.get(level).copied().flatten();
        let count = count.unwrap_or_else(|| style.levels.get(level).map_or(1, |it| it.start));
        Some(format.write(count)).filter(|it| !it.is_empty())
    });
    let numbers: Vec<String> = numbers.collect();
    Some(format!(
        "{}{}{}",
        this.prefix,
        numbers.join("."),
        this.suffix
    ))
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.attribute(name)?.trim().parse().ok()
}

/// The format of a `style:num-format`, which gives the first of the numbers.
fn number_format(format: &str) -> NumberFormat {
    match format.trim().split(',').next().unwrap_or_default().trim() {
        "" => NumberFormat::None,
        "a" => NumberFormat::LowerLetter,
        "A" => NumberFormat::UpperLetter,
        "i" => NumberFormat::LowerRoman,
        "I" => NumberFormat::UpperRoman,
        "一" => NumberFormat::Counting,
        "壹" => NumberFormat::Formal,
        "甲" => NumberFormat::HeavenlyStems,
        "子" => NumberFormat::EarthlyBranches,
        "①" => NumberFormat::Circled,
        "１" => NumberFormat::FullWidth,
        "01" => NumberFormat::DecimalZero,
        "1st" => NumberFormat::Ordinal,
        _ => NumberFormat::Decimal,
    }
}
