//! Red letters: how people mark in colour what they mean to come back to.
//!
//! Red is also the colour of letterheads (红头), which nobody marks words with: those are known by their size.

use crate::ooxml::xml::Tag;

/// Half points: letters larger than 22 points stand in letterheads and on covers.
const LARGEST: u32 = 44;

/// What properties say of the look of letters; what they leave open, others decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) struct Ink {
    is_red: Option<bool>,
    /// In half points.
    size: Option<u32>,
}

impl Ink {
    /// Letters of this colour, in hexadecimal digits, and of this size in half points.
    pub(in crate::reader) fn new(color: Option<&str>, size: Option<u32>) -> Self {
        Self {
            is_red: color.map(is_red),
            size,
        }
    }

    /// Take up a `w:color`.
    pub(super) fn take_color(&mut self, tag: &Tag<'_>) {
        self.is_red = tag.read_value(is_red);
    }

    /// Take up a `w:sz`.
    pub(super) fn take_size(&mut self, tag: &Tag<'_>) {
        let size = tag.read_value(|size| size.trim().parse().ok());
        self.size = size.flatten().or(self.size);
    }

    /// Set the colour, in red, green and blue; none is that of the window's text.
    #[cfg(feature = "legacy")]
    pub(in crate::reader) fn set_color(&mut self, color: Option<[u8; 3]>) {
        self.is_red = Some(color.is_some_and(is_red_in_bytes));
    }

    /// Set the size, in half points.
    #[cfg(feature = "legacy")]
    pub(in crate::reader) fn set_size(&mut self, size: u32) {
        self.size = Some(size);
    }

    /// The same, with what it leaves open taken from `wider`.
    pub(in crate::reader) fn or(self, wider: Self) -> Self {
        Self {
            is_red: self.is_red.or(wider.is_red),
            size: self.size.or(wider.size),
        }
    }

    /// Whether these letters may be a mark.
    pub(in crate::reader) fn marks(self) -> bool {
        self.is_red == Some(true) && self.size.is_none_or(|size| size <= LARGEST)
    }
}

/// Whether people call a colour, in hexadecimal digits, red.
fn is_red(color: &str) -> bool {
    let part = |at| u8::from_str_radix(color.get(at..at + 2)?, 16).ok();
    match (color.len(), part(0), part(2), part(4)) {
        (6, Some(red), Some(green), Some(blue)) => is_red_in_bytes([red, green, blue]),
        _ => false,
    }
}

/// Whether a colour is strong, with hardly any green and blue in it. The muted reds of themes and the browns that code is printed in are none.
fn is_red_in_bytes([red, green, blue]: [u8; 3]) -> bool {
    red >= 0xB0 && green <= 0x40 && blue <= 0x40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reds_of_palettes_are_red_and_other_colours_are_not() {
        for color in [
            "FF0000", "ff0000", "C00000", "EE0000", "FF3333", "DC143C", "EE3322",
        ] {
            assert!(is_red(color), "{color}");
        }
        for color in [
            "auto", "", "000000", "800000", "C0504D", "A31515", "FF6600", "FF00FF", "FFC000",
            "0000FF", "FF00", "é0000",
        ] {
            assert!(!is_red(color), "{color}");
        }
    }
}
