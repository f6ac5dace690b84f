//! What stands between two tags, cut into what is shown as it is written, white space and references to characters.

use html5gum::{Token, Tokenizer};

/// The longest name of a character that is looked up.
const LONGEST: usize = 34;

/// A piece of what stands between two tags.
pub(super) enum Piece<'s> {
    /// Words that are shown as they are written, with single spaces between them.
    Plain(&'s str),
    /// White space that a browser shows as one space or none.
    White(&'s str),
    /// What is written in the first way and shown in the second.
    Reference(&'s str, String),
}

impl Piece<'_> {
    /// How many bytes of the source it is.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Plain(written) | Self::White(written) | Self::Reference(written, _) => {
                written.len()
            }
        }
    }
}

/// The piece at the head of `text`; nothing at its end.
pub(super) fn first(text: &str) -> Option<Piece<'_>> {
    let head = *text.as_bytes().first()?;
    let (written, _) = text.split_at_checked(match head {
        b'&' => return Some(reference(text)),
        head if head.is_ascii_whitespace() => {
            let after = text.trim_start_matches(|c: char| c.is_ascii_whitespace());
            text.len() - after.len()
        }
        _ => plain_len(text.as_bytes()),
    })?;
    Some(match head.is_ascii_whitespace() {
        true => Piece::White(written),
        false => Piece::Plain(written),
    })
}

/// Up to where words and single spaces between them go.
fn plain_len(text: &[u8]) -> usize {
    let ends = |byte: u8| byte == b'&' || byte.is_ascii_whitespace();
    let mut from = 0;
    while let Some(found) = text
        .get(from..)
        .and_then(|rest| rest.iter().position(|&b| ends(b)))
    {
        let at = from + found;
        let goes_on = text.get(at) == Some(&b' ') && text.get(at + 1).is_some_and(|&b| !ends(b));
        if !goes_on {
            return at;
        }
        from = at + 1;
    }
    text.len()
}

/// What begins with a `&`.
fn reference(text: &str) -> Piece<'_> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let rest = text.as_bytes().get(1..).unwrap_or_default();
    let name = rest.iter().take(LONGEST).take_while(|it| is_name(it));
    let mut length = 1 + name.count();
    length += usize::from(text.as_bytes().get(length) == Some(&b';'));
    let written = text.get(..length).unwrap_or("&");
    let shown = match written {
        "&" => "&".to_owned(),
        "&nbsp;" => "\u{a0}".to_owned(),
        written => shown(written),
    };
    match shown == written {
        true => Piece::Plain(written),
        false => Piece::Reference(written, shown),
    }
}

/// What a browser shows for `written`.
fn shown(written: &str) -> String {
    let mut shown = String::new();
    for token in Tokenizer::new(written).flatten() {
        if let Token::String(text) = token {
            shown.push_str(&String::from_utf8_lossy(&text));
        }
    }
    shown
}

/// Whether nothing stands between the two where a line of the source ends between them: no space belongs into Chinese or Japanese text.
pub(in crate::reader) fn is_joined(before: char, after: char) -> bool {
    let is_mark = |c| matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    is_wide(before) && (is_wide(after) || is_mark(after)) || is_mark(before) && is_wide(after)
}

/// Han, kana, full-width forms and the punctuation between them.
fn is_wide(c: char) -> bool {
    crate::text::is_han(c) || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}')
}
