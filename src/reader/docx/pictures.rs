//! Pictures and embedded objects, which are not read: which of them count as something that may hold words.

use crate::document::UnreadContent;
use crate::ooxml::xml::Tag;

/// How large a picture must be shown to hold words that somebody could have forgotten in it, in square centimetres. Emblems,
/// seals, signatures and passport photographs are smaller.
pub(in crate::reader) const LEAST_AREA: f64 = 40.0;

/// English metric units in a centimetre.
const EMU: f64 = 360_000.0;

/// A drawing that is open.
#[derive(Default)]
pub(super) struct Drawing {
    /// In square centimetres, where it is known.
    area: Option<f64>,
    pub(super) has_picture: bool,
    /// The author said that it is there for its looks alone.
    pub(super) is_decorative: bool,
}

impl Drawing {
    /// A drawing of the older kind, by the style that its shape has.
    pub(super) fn of_style(style: &str) -> Self {
        let length = |name: &str| {
            let mut properties = style.split(';').filter_map(|rule| rule.split_once(':'));
            let (_, value) = properties.find(|(property, _)| property.trim() == name)?;
            centimetres(value.trim())
        };
        Self {
            area: length("width").zip(length("height")).map(|(w, h)| w * h),
            ..Self::default()
        }
    }

    /// What `wp:extent` says of its size.
    pub(super) fn has_extent(&mut self, tag: &Tag<'_>) {
        let length = |name: &str| Some(tag.attribute(name)?.trim().parse::<f64>().ok()? / EMU);
        self.area = length("cx").zip(length("cy")).map(|(w, h)| w * h);
    }

    /// Whether it shows a picture that is large enough, or may be.
    pub(super) fn may_hold_words(&self) -> bool {
        self.has_picture && !self.is_decorative && self.area.is_none_or(|area| area >= LEAST_AREA)
    }
}

/// A length of CSS with its unit; without one, it could be in the measure of a group of shapes.
fn centimetres(length: &str) -> Option<f64> {
    const UNITS: &[(&str, f64)] = &[
        ("pt", 2.54 / 72.0),
        ("px", 2.54 / 96.0),
        ("in", 2.54),
        ("cm", 1.0),
        ("mm", 0.1),
        ("pc", 2.54 / 6.0),
    ];
    let mut units = UNITS.iter();
    units.find_map(|&(unit, size)| {
        let number = length.strip_suffix(unit)?;
        Some(number.trim().parse::<f64>().ok()? * size)
    })
}

/// Count an embedded or linked object.
pub(super) fn count_object(tag: &Tag<'_>, unread: &mut UnreadContent) {
    let program = tag
        .attribute("ProgID")
        .or_else(|| tag.attribute("progId"))
        .unwrap_or_default();
    count_object_of(&program, unread);
}

/// Count an embedded or linked object by the program that made it. Formulas of the older kind are no text that anybody fills in.
pub(in crate::reader) fn count_object_of(program: &str, unread: &mut UnreadContent) {
    let program = program.to_ascii_lowercase();
    let is_made_by = |names: &[&str]| names.iter().any(|name| program.starts_with(name));
    if is_made_by(&["equation", "mathtype"]) {
        return;
    }
    let count = if is_made_by(&["excel.", "et.", "ket."]) {
        &mut unread.workbooks
    } else if is_made_by(&["word.", "wps.", "kwps."]) {
        &mut unread.documents
    } else if is_made_by(&["powerpoint.", "wpp.", "kwpp."]) {
        &mut unread.presentations
    } else {
        &mut unread.objects
    };
    *count += 1;
}
