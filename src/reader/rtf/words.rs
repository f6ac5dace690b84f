//! What the words of RTF say: characters, ends of paragraphs and cells, and what holds for the text behind them.

use super::groups::Destination;
use super::letters::{code_page_of_charset, of_code_page};
use super::paragraphs::Story;
use super::walk::{Font, Walk};
use crate::document::NodeKind;
use crate::text::LINE_SEPARATOR;

/// The character set of fonts whose letters are signs.
const SYMBOLS: i32 = 2;

impl Walk<'_> {
    /// The word `name` with its number holds from here on, or stands for something.
    pub(super) fn word(&mut self, name: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        let in_text = self.destination() == Destination::Text;
        if let Some(shown) = character(name) {
            return self.put(shown);
        }
        match name {
            "u" => self.unicode(number.unwrap_or_default()),
            "par" | "sect" | "page" | "column" | "nestcell" if in_text => self.in_story(|story| {
                story.begin_words();
                story.end_paragraph();
            }),
            "cell" if in_text => self.in_story(Story::end_cell),
            "row" if in_text => self.in_story(Story::end_row),
            "line" | "lbr" if in_text => {
                self.put(LINE_SEPARATOR.encode_utf8(&mut [0; 4]));
            }
            "pard" if in_text => self.in_story(|story| {
                story.is_in_table = false;
                story.outline = None;
            }),
            "intbl" if in_text => self.in_story(|story| story.is_in_table = true),
            "itap" if in_text => self.in_story(|story| story.is_in_table = is_on),
            "outlinelevel" => self.outline_level(number),
            "s" if self.destination() == Destination::Styles => self.style = number.unwrap_or(-1),
            "s" if in_text => {
                let level = self.styles.get(&number.unwrap_or(-1)).copied();
                self.in_story(|story| story.outline = level);
            }
            "ftnalt" => self.in_story(|story| story.kind = Some(NodeKind::Endnote)),
            "ansicpg" => self.encoding = number.and_then(of_code_page).unwrap_or(self.encoding),
            "mac" => self.encoding = of_code_page(10_000).unwrap_or(self.encoding),
            "deff" => self.in_group(|group| group.font = number.unwrap_or(-1)),
            "ffres" | "ffdefres" => {
                if let Some(field) = self.fields.last_mut() {
                    match name {
                        // 25 stands for a state that nobody has set.
                        "ffres" => field.data.chosen = number.filter(|&it| it != 25),
                        _ => field.data.chosen_at_first = number.unwrap_or_default(),
                    }
                }
            }
            "f" if self.destination() == Destination::Fonts => self.font = number.unwrap_or(-1),
            "fcharset" | "cpg" => self.font_encoding(name, number),
            _ => self.in_group(|group| match name {
                "f" => group.font = number.unwrap_or(-1),
                "uc" => {
                    group.fallback = number.and_then(|it| usize::try_from(it).ok()).unwrap_or(1);
                }
                "plain" => {
                    (group.is_hidden, group.is_underlined) = (false, false);
                    (group.is_deleted, group.is_inserted) = (false, false);
                }
                "v" => group.is_hidden = is_on,
                "deleted" => group.is_deleted = is_on,
                "revised" => group.is_inserted = is_on,
                "ulnone" => group.is_underlined = false,
                "ulc" => {}
                _ if name.starts_with("ul") => group.is_underlined = is_on,
                _ => {}
            }),
        }
    }

    fn font_encoding(&mut self, name: &str, number: Option<i32>) {
        let Some(number) = number.filter(|_| self.destination() == Destination::Fonts) else {
            return;
        };
        let code_page = match name {
            "fcharset" => code_page_of_charset(number),
            _ => Some(number),
        };
        let font = Font {
            encoding: code_page.and_then(of_code_page),
            has_symbols: name == "fcharset" && number == SYMBOLS,
        };
        self.fonts.insert(self.font, font);
    }

    fn outline_level(&mut self, number: Option<i32>) {
        // The tenth is that of text which is no heading.
        let level = number
            .and_then(|it| u32::try_from(it).ok())
            .filter(|it| *it < 9);
        match (self.destination(), level) {
            (Destination::Styles, Some(level)) => {
                self.styles.insert(self.style, level);
            }
            (Destination::Text, level) => self.in_story(|story| story.outline = level),
            _ => {}
        }
    }

    /// A unit of UTF-16, which may be one half of a character.
    fn unicode(&mut self, number: i32) {
        let unit = u32::from(number as u16);
        let fallback = self.groups.last().map_or(1, |group| group.fallback);
        let high = self.high_surrogate.take();
        match (high, unit) {
            (_, 0xD800..=0xDBFF) => {
                self.flush();
                self.high_surrogate = Some(unit);
            }
            (Some(high), 0xDC00..=0xDFFF) => {
                let code = 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00);
                self.put_code(code);
            }
            // Signs of symbol fonts.
            (_, 0xF000..=0xF0FF) => {
                let byte = u8::try_from(unit & 0xFF).unwrap_or_default();
                self.put(sign_of_symbol(byte));
            }
            (_, unit) => self.put_code(unit),
        }
        self.skip = fallback;
    }

    fn put_code(&mut self, code: u32) {
        let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.put(character.encode_utf8(&mut [0; 4]));
    }
}

fn character(name: &str) -> Option<&'static str> {
    Some(match name {
        "tab" | "nesttab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        _ => return None,
    })
}

/// What people see of the letter `byte` of a font of signs: boxes to be ticked, and those that are; other signs are for looks.
pub(super) fn sign_of_symbol(byte: u8) -> &'static str {
    match byte {
        0x6F | 0x71 | 0x72 | 0xA3 | 0xA8 => "□",
        0x52 | 0xFE => "☑",
        0x53 | 0xFD => "☒",
        0x6C | 0x9F | 0xB7 => "•",
        _ => "",
    }
}
