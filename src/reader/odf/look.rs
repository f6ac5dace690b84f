//! What styles say of the look of letters, as far as it says something of the text: underlined, hidden, red, highlighted.

use crate::ooxml::xml::Tag;
use crate::reader::docx::ink::Ink;

/// A look; what it leaves open, a wider one decides.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    pub(super) underlined: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// The colour of the highlighter, or that there is none.
    pub(super) highlight: Option<Option<&'static str>>,
    pub(super) ink: Ink,
}

/// The colours of highlighters with their names. Any other colour behind letters is a matter of design.
const HIGHLIGHTERS: &[(&str, &str)] = &[
    ("#ffff00", "yellow"),
    ("#00ff00", "green"),
    ("#00ffff", "cyan"),
    ("#ff00ff", "magenta"),
    ("#0000ff", "blue"),
    ("#ff0000", "red"),
    ("#000080", "darkBlue"),
    ("#008080", "darkCyan"),
    ("#008000", "darkGreen"),
    ("#800080", "darkMagenta"),
    ("#800000", "darkRed"),
    ("#808000", "darkYellow"),
    ("#808080", "darkGray"),
    ("#c0c0c0", "lightGray"),
];

impl Look {
    /// What a `style:text-properties` says.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let underline = tag
            .attribute("text-underline-style")
            .or_else(|| tag.attribute("text-underline-type"));
        let color = tag.attribute("color");
        let color = color.as_deref().map(|it| it.trim_start_matches('#'));
        let size = tag.attribute("font-size").and_then(|it| half_points(&it));
        let behind = tag.attribute("background-color");
        Self {
            underlined: underline.map(|it| it != "none"),
            hidden: tag.attribute("display").map(|it| it == "none"),
            highlight: behind.map(|color| {
                let mut known = HIGHLIGHTERS.iter();
                let known = known.find(|(code, _)| code.eq_ignore_ascii_case(&color));
                known.map(|&(_, name)| name)
            }),
            ink: Ink::new(color, size),
        }
    }

    /// The same, with what it leaves open taken from `wider`.
    pub(super) fn or(self, wider: Self) -> Self {
        Self {
            underlined: self.underlined.or(wider.underlined),
            hidden: self.hidden.or(wider.hidden),
            highlight: self.highlight.or(wider.highlight),
            ink: self.ink.or(wider.ink),
        }
    }
}

/// A size such as `10.5pt` in half points; a percentage says nothing of the size that is read.
fn half_points(size: &str) -> Option<u32> {
    let points: f64 = size.strip_suffix("pt")?.trim().parse().ok()?;
    let half_points = (points * 2.0).round();
    // A cast of what is too large gives the largest number.
    (half_points >= 0.0).then_some(half_points as u32)
}
