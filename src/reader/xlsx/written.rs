//! Text as workbooks write it: pieces with their places, in which characters that XML cannot hold stand as `_x000D_`.

use std::borrow::Cow;

use crate::document::Origin;
use crate::ooxml::xml::Piece;
use crate::reader::flow::Flow;

/// A text and where its pieces came from.
#[derive(Clone, Debug, Default)]
pub(in crate::reader) struct Written(Vec<(Box<str>, Origin)>);

impl Written {
    /// A text in one piece.
    pub(in crate::reader) fn new(text: &str, origin: Origin) -> Self {
        Self(vec![(text.into(), origin)])
    }

    /// Add what stands behind it.
    pub(in crate::reader) fn push(&mut self, piece: &Piece<'_>) {
        let text = unescaped(&piece.text);
        let origin = match (&text, piece.origin) {
            (Cow::Owned(_), Origin::Verbatim { start }) => Origin::Decoded {
                start,
                end: start.saturating_add(u32::try_from(piece.text.len()).unwrap_or(u32::MAX)),
            },
            (_, origin) => origin,
        };
        self.0.push((text.into(), origin));
    }

    /// All of it.
    pub(in crate::reader) fn text(&self) -> Cow<'_, str> {
        match self.0.as_slice() {
            [(text, _)] => Cow::Borrowed(text),
            pieces => pieces.iter().map(|(text, _)| &**text).collect(),
        }
    }

    /// Where that came from which is shown in its place.
    pub(in crate::reader) fn origin(&self) -> Origin {
        match self.0.as_slice() {
            &[(ref text, Origin::Verbatim { start })] => Origin::Decoded {
                start,
                end: start.saturating_add(u32::try_from(text.len()).unwrap_or(u32::MAX)),
            },
            [(_, origin)] => *origin,
            _ => Origin::Synthetic,
        }
    }

    /// Write it to the end of `flow`; it came from the part with this number.
    pub(in crate::reader) fn write(&self, part: u16, flow: &mut Flow) {
        for (text, origin) in &self.0 {
            flow.write_lines(part, text, *origin);
        }
    }
}

/// `text` with each `_xHHHH_` as the character that it stands for.
fn unescaped(text: &str) -> Cow<'_, str> {
    const ESCAPE: usize = "_x000D_".len();
    let character = |at: usize| {
        let digits = text
            .get(at..at + ESCAPE)?
            .strip_prefix("_x")?
            .strip_suffix('_')?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        is_hex.then(|| {
            u32::from_str_radix(digits, 16)
                .ok()
                .and_then(char::from_u32)
        })?
    };
    let mut found = text
        .match_indices("_x")
        .filter_map(|(at, _)| Some((at, character(at)?)));
    let Some(first) = found.next() else {
        return Cow::Borrowed(text);
    };
    let (mut plain, mut done) = (String::with_capacity(text.len()), 0);
    for (at, character) in std::iter::once(first).chain(found) {
        // The end of one escape may look like the beginning of another.
        if let Some(before) = text.get(done..at).filter(|_| at >= done) {
            plain.push_str(before);
            plain.push(character);
            done = at + ESCAPE;
        }
    }
    plain.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn escapes_stand_for_characters() {
        assert_eq!(unescaped("甲_x000D_乙"), "甲\r乙");
        assert_eq!(unescaped("_x005F_x0041_"), "_x0041_");
        assert_eq!(unescaped("snake_xray_ _x00G0_"), "snake_xray_ _x00G0_");
    }
}
