//! RTF as a series of tokens. What they mean is not known here.

/// One step through a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'f> {
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// A word behind a backslash with its number: `\fs24`.
    Control(&'f str, Option<i32>),
    /// A sign behind a backslash: `\~`.
    Symbol(u8),
    /// A byte of text, as it stands or as `\'hh`.
    Byte(u8),
}

/// A walk through a file.
pub(super) struct Tokens<'f> {
    bytes: &'f [u8],
    at: usize,
}

impl<'f> Tokens<'f> {
    pub(super) fn new(bytes: &'f [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Pass so many bytes unread, as follow `\bin`.
    pub(super) fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    pub(super) fn next(&mut self) -> Option<Token<'f>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.control(),
                // Line ends only keep lines short.
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }

    fn control(&mut self) -> Option<Token<'f>> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let first = *rest.first()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first == b'\'' {
                return Some(self.byte());
            }
            return Some(Token::Symbol(first));
        }
        let letters = rest
            .iter()
            .take_while(|it| it.is_ascii_alphabetic())
            .count();
        let name = rest.get(..letters).and_then(|it| str::from_utf8(it).ok());
        let after = rest.get(letters..).unwrap_or_default();
        let sign = usize::from(after.first() == Some(&b'-'));
        let digits = after.get(sign..).unwrap_or_default();
        let digits = digits.iter().take_while(|it| it.is_ascii_digit()).count();
        let number = (digits > 0).then(|| {
            let number = after
                .get(..sign + digits)
                .and_then(|it| str::from_utf8(it).ok());
            number.and_then(|it| it.parse().ok()).unwrap_or_default()
        });
        let length = letters + if digits > 0 { sign + digits } else { 0 };
        // One space belongs to the word.
        let space = usize::from(rest.get(length) == Some(&b' '));
        self.at += length + space;
        Some(Token::Control(name.unwrap_or_default(), number))
    }

    fn byte(&mut self) -> Token<'f> {
        let digits = self.bytes.get(self.at..self.at + 2);
        let byte = digits
            .and_then(|it| str::from_utf8(it).ok())
            .and_then(|it| u8::from_str_radix(it, 16).ok());
        self.at = (self.at + 2).min(self.bytes.len());
        Token::Byte(byte.unwrap_or(b'?'))
    }
}
