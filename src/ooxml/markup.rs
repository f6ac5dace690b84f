//! The markup of a part as it stands: tags, character data and references, one after the other.
//!
//! Tags and text, which are nearly all of a document, are told apart here, and are only looked at as far as that takes;
//! comments, CDATA, processing instructions and the document type are rare, and `quick-xml` reads them. What a name means,
//! and whether tags come in pairs, is the affair of `xml`.

use std::borrow::Cow;

use memchr::{memchr2, memchr3};
use quick_xml::Reader;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;

/// The markup that is still ahead.
pub(crate) struct Markup<'x> {
    text: &'x str,
    at: usize,
}

/// A piece of markup.
pub(crate) enum Token<'x> {
    /// `<name …>` or `<name …/>`.
    Start(StartTag<'x>),
    /// `</name>`, by its name.
    End(&'x str),
    /// Characters that stand for themselves; never none.
    Text(&'x str),
    /// The inside of a CDATA section.
    CData(&'x str),
    /// What stands between `&` and `;`.
    Reference(&'x str),
    /// A declaration of a document type, whatever it defines.
    DocType,
    /// Something without content: a comment, a processing instruction, a declaration.
    Aside,
}

/// A start tag.
#[derive(Clone, Copy)]
pub(crate) struct StartTag<'x> {
    /// What stands between `<` and `>` or `/>`.
    content: &'x str,
    /// How long the name at its head is.
    name: usize,
    /// Whether it is the end of its element, too.
    pub(crate) is_empty: bool,
}

impl<'x> StartTag<'x> {
    /// The tag `<content>`, of which the first bytes up to white space are the name.
    fn new(content: &'x str) -> Self {
        let (content, is_empty) = match content.strip_suffix('/') {
            Some(content) => (content, true),
            None => (content, false),
        };
        let name = content.bytes().position(is_space);
        Self {
            content,
            name: name.unwrap_or(content.len()),
            is_empty,
        }
    }

    /// The element's name with its prefix.
    pub(crate) fn name(&self) -> &'x str {
        self.content.get(..self.name).unwrap_or("")
    }

    /// The attributes that are well-formed: names with their prefixes, and values as they stand.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'x str, Cow<'x, str>)> + use<'x> {
        let mut attributes = Attributes::new(self.content, self.name);
        attributes.with_checks(false);
        attributes
            .filter_map(Result::ok)
            .map(|attribute| (attribute.key.into_inner(), attribute.value))
    }
}

impl<'x> Markup<'x> {
    /// The markup of the whole `text`.
    pub(crate) fn new(text: &'x str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte of the text where the next piece begins.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Go on at byte `at` of the text, which is between two pieces.
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The next piece; nothing at the end.
    ///
    /// # Errors
    /// The byte of the text where something is that is no markup. What comes after it cannot be read.
    // The walk through a document asks for each of its tags; that others call it, too, must not cost a call there.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Result<Option<Token<'x>>, usize> {
        let ahead = self.ahead();
        let token = match *ahead.as_bytes() {
            [] => return Ok(None),
            [b'<', b'/', ..] => {
                let tag = self.tag()?;
                let name = tag.get(1..).unwrap_or("");
                Token::End(name.trim_end_matches([' ', '\t', '\r', '\n']))
            }
            [b'<', b'!' | b'?', ..] => self.rare()?,
            [b'<', ..] => Token::Start(StartTag::new(self.tag()?)),
            [b'&', ..] => self.reference()?,
            _ => {
                let length = memchr2(b'<', b'&', ahead.as_bytes());
                Token::Text(self.take(length.unwrap_or(ahead.len())))
            }
        };
        Ok(Some(token))
    }

    fn ahead(&self) -> &'x str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn take(&mut self, length: usize) -> &'x str {
        let taken = self.ahead().get(..length).unwrap_or("");
        self.at += length;
        taken
    }

    /// Take a tag and give what stands between its `<` and `>`. A `>` in quotes does not end it.
    fn tag(&mut self) -> Result<&'x str, usize> {
        let bytes = self.ahead().as_bytes();
        let mut length = 0;
        loop {
            let mut ahead = bytes.get(length..).unwrap_or(&[]).iter();
            let mark = ahead.position(|&byte| IS_MARK[usize::from(byte)]);
            length += mark.ok_or(self.at)? + 1;
            let Some(&quote) = bytes.get(length - 1).filter(|&&mark| mark != b'>') else {
                let tag = self.take(length);
                return Ok(tag.get(1..length - 1).unwrap_or(""));
            };
            length += ahead.position(|&byte| byte == quote).ok_or(self.at)? + 1;
        }
    }

    fn reference(&mut self) -> Result<Token<'x>, usize> {
        let after = self.ahead().get(1..).unwrap_or("").as_bytes();
        match memchr3(b';', b'&', b'<', after) {
            Some(length) if after.get(length) == Some(&b';') => {
                let reference = self.take(length + 2);
                let name = reference.get(1..=length).unwrap_or("");
                Ok(Token::Reference(name))
            }
            _ => Err(self.at),
        }
    }

    /// What begins with `<!` or `<?`.
    fn rare(&mut self) -> Result<Token<'x>, usize> {
        let mut reader = Reader::from_str(self.ahead());
        let offset = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let Ok(event) = reader.read_event() else {
            return Err(self.at.saturating_add(offset(reader.error_position())));
        };
        let whole = self.take(offset(reader.buffer_position()));
        Ok(match event {
            Event::CData(_) => {
                let content = whole.strip_prefix("<![CDATA[");
                Token::CData(
                    content
                        .and_then(|content| content.strip_suffix("]]>"))
                        .unwrap_or(""),
                )
            }
            Event::DocType(_) => Token::DocType,
            _ => Token::Aside,
        })
    }
}

/// The bytes that matter to where a tag ends.
const IS_MARK: [bool; 256] = {
    let mut marks = [false; 256];
    marks[b'>' as usize] = true;
    marks[b'"' as usize] = true;
    marks[b'\'' as usize] = true;
    marks
};

/// Whether `byte` is white space in a tag.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}
