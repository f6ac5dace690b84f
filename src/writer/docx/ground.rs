//! A yellow ground under the words of a run, at the place in its properties where the schema has it (ISO/IEC 29500-1, 17.3.2.28).

use crate::ooxml::markup::{Markup, Token};

/// What may stand behind the ground in the properties of a run, by local names.
const BEHIND: &[&str] = &[
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
    "rPrChange",
];

/// The properties `raw` of a run, from tag to tag, with a ground; new ones where it has none. `prefix` is that of the run, with
/// its colon.
pub(super) fn lit(raw: Option<&str>, prefix: &str) -> String {
    let ground = format!("<{prefix}highlight {prefix}val=\"yellow\"/>");
    let holds_something = |raw: &&str| raw.matches('<').count() > 1;
    let Some(raw) = raw.filter(holds_something) else {
        return format!("<{prefix}rPr>{ground}</{prefix}rPr>");
    };
    let at = place(raw);
    let (before, after) = raw.split_at_checked(at).unwrap_or((raw, ""));
    format!("{before}{ground}{after}")
}

/// The byte of the properties at which a ground stands.
fn place(raw: &str) -> usize {
    let mut markup = Markup::new(raw);
    let mut depth = 0;
    let mut own = None;
    loop {
        let at = markup.position();
        match markup.next() {
            Ok(Some(Token::Start(tag))) => {
                let (prefix, local) = tag.name().split_once(':').unwrap_or(("", tag.name()));
                // What later programs added stands behind all that is older.
                let is_later = *own.get_or_insert(prefix) != prefix;
                if depth == 1 && (is_later || BEHIND.contains(&local)) {
                    return at;
                }
                depth += usize::from(!tag.is_empty);
            }
            Ok(Some(Token::End(_))) => {
                if depth <= 1 {
                    return at;
                }
                depth -= 1;
            }
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return raw.len(),
        }
    }
}
