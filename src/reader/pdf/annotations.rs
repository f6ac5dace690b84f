//! What hangs on a page: reviewers' notes and the fields of a form.

use hayro_interpret::RectExt;
use hayro_interpret::hayro_syntax::object::{self, Array, Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point, Rect};

use super::characters;
use super::letter::{Letter, Turn};

/// More notes and fields than this are on no page.
const MOST: usize = 5_000;

/// A field may stand under so many others that share its name.
const DEEPEST: usize = 16;

/// Notes and fields of a page.
#[derive(Debug, Default)]
pub(super) struct Annotations {
    pub(super) notes: Vec<Note>,
    pub(super) fields: Vec<Field>,
    /// How many files are attached to the page.
    pub(super) files: usize,
    texts: Vec<Overlay>,
}

/// What somebody noted.
#[derive(Debug)]
pub(super) struct Note {
    pub(super) author: String,
    pub(super) text: String,
}

/// A field of a form.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    /// What a program shows when the pointer rests on it.
    pub(super) prompt: String,
    pub(super) is_empty: bool,
    value: String,
    area: Rect,
}

impl Annotations {
    /// Those of `page`, whose places `matrix` makes places on the page as drawn.
    pub(super) fn of(page: &Page<'_>, matrix: Affine) -> Self {
        let mut found = Self::default();
        let Some(list) = page.raw().get::<Array<'_>>("Annots") else {
            return found;
        };
        for annotation in list.iter::<Dict<'_>>().take(MOST) {
            let flags = annotation.get::<u32>("F").unwrap_or(0);
            const HIDDEN: u32 = 1 << 1 | 1 << 5;
            let kind = annotation.get::<Name<'_>>("Subtype");
            match kind.as_ref().map(AsRef::as_ref) {
                _ if flags & HIDDEN != 0 => {}
                Some(b"Widget") => found.fields.extend(field(&annotation, matrix)),
                Some(b"Link" | b"Popup" | b"Movie" | b"Sound" | b"Screen" | b"3D") | None => {}
                Some(b"Stamp") if annotation.contains_key("AP") => {}
                Some(b"FreeText") if annotation.contains_key("AP") => {
                    let words = text(&annotation, "Contents");
                    let area = area(&annotation, matrix).filter(|_| !words.trim().is_empty());
                    found.texts.extend(area.map(|area| Overlay { words, area }));
                }
                Some(b"FileAttachment") => {
                    found.files += 1;
                    found.notes.extend(note(&annotation));
                }
                Some(_) => found.notes.extend(note(&annotation)),
            }
        }
        found
    }

    /// Letters from `start` on were drawn for fields and notes. Where the file says the words themselves, these take their place:
    /// such letters often have a font that lacks most of them.
    pub(super) fn fill(&self, letters: &mut Vec<Letter>, start: usize) {
        let drawn = letters.split_off(start.min(letters.len()));
        for mut letter in drawn {
            let middle = Point::new(
                letter.x + letter.advance / 2.0,
                letter.y - letter.size * 0.3,
            );
            let mut fields = self.fields.iter().zip(0..);
            let field = fields.find(|(field, _)| field.area.contains(middle));
            letter.field = field.map(|(_, number)| number);
            let is_said = field.is_some_and(|(field, _)| field.words().is_some());
            if !is_said && !self.texts.iter().any(|text| text.area.contains(middle)) {
                letters.push(letter);
            }
        }
        for (field, number) in self.fields.iter().zip(0..) {
            letters.extend(
                field
                    .words()
                    .map(|words| letter(words, field.area, Some(number))),
            );
        }
        for text in &self.texts {
            letters.push(Letter {
                turn: Turn::Over,
                ..letter(&text.words, text.area, None)
            });
        }
    }
}

/// A text that somebody wrote over the page.
#[derive(Debug)]
struct Overlay {
    words: String,
    area: Rect,
}

impl Field {
    /// What stands in the field, as the file says it.
    fn words(&self) -> Option<&str> {
        match self.is_empty {
            true => Some(EMPTY),
            false => Some(self.value.as_str()).filter(|value| !value.trim().is_empty()),
        }
    }
}

/// One letter that stands for all the words in `area`.
fn letter(words: &str, area: Rect, field: Option<u16>) -> Letter {
    const LARGEST: f64 = 12.0;
    let size = (area.height() * 0.7).clamp(1.0, LARGEST);
    Letter {
        text: words.into(),
        x: area.x0 + 1.0,
        y: (area.y1 - size * 0.3).min(area.y0 + size * 1.1),
        advance: (area.width() - 2.0).max(1.0),
        size,
        turn: Turn::Quarters(0),
        is_seen: true,
        margin: None,
        field,
    }
}

/// Stands for an empty field, as in Word.
const EMPTY: &str = "     ";

fn text(dict: &Dict<'_>, key: &str) -> String {
    match dict.get::<Object<'_>>(key) {
        Some(Object::String(text)) => characters::of_string(text.as_bytes()),
        Some(Object::Name(name)) => characters::of_string(name.as_ref()),
        Some(Object::Stream(stream)) => long_text(&stream),
        _ => String::new(),
    }
}

fn long_text(stream: &Stream<'_>) -> String {
    const LONGEST: usize = 1 << 20;
    let data = stream.decoded_data().unwrap_or_default();
    characters::of_string(data.get(..LONGEST).unwrap_or(&data))
}

fn note(annotation: &Dict<'_>) -> Option<Note> {
    let text = text(annotation, "Contents");
    (!text.trim().is_empty()).then(|| Note {
        author: self::text(annotation, "T").replace(':', " "),
        text,
    })
}

/// Where an annotation stands on the page as drawn.
fn area(annotation: &Dict<'_>, matrix: Affine) -> Option<Rect> {
    let rect = annotation.get::<object::Rect>("Rect")?;
    Some(matrix.transform_rect_bbox(rect.to_kurbo().abs()))
}

fn field(widget: &Dict<'_>, matrix: Affine) -> Option<Field> {
    const READ_ONLY: u32 = 1;
    let area = area(widget, matrix)?;
    let mut chain = vec![widget.clone()];
    while let Some(parent) = chain.last().and_then(|it| it.get::<Dict<'_>>("Parent"))
        && chain.len() < DEEPEST
    {
        chain.push(parent);
    }
    let inherited = |key: &str| chain.iter().find(|it| it.contains_key(key));
    let kind = inherited("FT")?.get::<Name<'_>>("FT")?;
    if !matches!(kind.as_ref(), b"Tx" | b"Ch") {
        return None;
    }
    let names = chain
        .iter()
        .rev()
        .filter_map(|it| it.get::<object::String<'_>>("T"));
    let names: Vec<String> = names
        .map(|it| characters::of_string(it.as_bytes()))
        .collect();
    let value = inherited("V").map_or(String::new(), |it| text(it, "V"));
    let flags = inherited("Ff")
        .and_then(|it| it.get::<u32>("Ff"))
        .unwrap_or(0);
    Some(Field {
        name: names.join("."),
        prompt: inherited("TU").map_or(String::new(), |it| text(it, "TU")),
        is_empty: kind.as_ref() == b"Tx" && value.trim().is_empty() && flags & READ_ONLY == 0,
        value,
        area,
    })
}
