//! The text of a document, and whoever holds its bytes.
//!
//! A file in UTF-8 is its own text: its bytes stay where they were read to, whatever kind of memory that is.

use std::fmt::{self, Debug, Formatter};
use std::ops::Deref;

use yoke::Yoke;

/// Bytes with whoever holds them: a vector, or memory that a shell got in another way.
pub struct Bytes(Holder);

type Holder = Box<dyn AsRef<[u8]> + Send + Sync>;

/// A `str` that owns its bytes, in a [`String`] or elsewhere.
pub struct Text(Held);

enum Held {
    String(String),
    Bytes(Yoke<&'static str, Holder>),
}

impl Bytes {
    /// The bytes that `holder` holds.
    pub fn of(holder: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Self(Box::new(holder))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

impl<T: Into<Vec<u8>>> From<T> for Bytes {
    fn from(bytes: T) -> Self {
        Self::of(bytes.into())
    }
}

impl Debug for Bytes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

impl Text {
    /// The bytes from byte `start` on as text, without a copy.
    ///
    /// # Errors
    /// All bytes, when they are not UTF-8.
    pub fn from_utf8(bytes: Bytes, start: usize) -> Result<Self, Bytes> {
        // On Han characters many times as fast as the standard library; it does not tell where the first mistake is.
        let read = Yoke::<Option<&'static str>, Holder>::attach_to_cart(bytes.0, |bytes| {
            simdutf8::basic::from_utf8(bytes.as_ref())
                .ok()?
                .get(start..)
        });
        if read.get().is_none() {
            return Err(Bytes(read.into_backing_cart()));
        }
        let text = read.map_project(|text, _| text.unwrap_or_default());
        Ok(Self(Held::Bytes(text)))
    }

    /// The text as a plain `str`.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Held::String(text) => text,
            Held::Bytes(text) => text.get(),
        }
    }

    /// Forget what stands from byte `end` on, which is a character's first one.
    pub fn truncate(&mut self, end: usize) {
        *self = Self::from(self.as_str().get(..end).unwrap_or(self.as_str()));
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Held::String(text))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::from(String::new())
    }
}

impl Clone for Text {
    fn clone(&self) -> Self {
        Self::from(self.as_str())
    }
}

impl Debug for Text {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(self.as_str(), f)
    }
}

impl<T: AsRef<str> + ?Sized> PartialEq<T> for Text {
    fn eq(&self, other: &T) -> bool {
        self.as_str() == other.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_text_stay_where_they_are() {
        let bytes = "\u{feff}多少次".as_bytes().to_vec();
        let place = bytes.as_ptr();
        let text = Text::from_utf8(bytes.into(), 3).unwrap();
        assert_eq!(text, "多少次");
        assert_eq!(text.as_ptr(), place.wrapping_add(3));
    }

    #[test]
    fn other_bytes_are_given_back() {
        let gbk = b"\xb6\xe0\xc9\xd9";
        let back = Text::from_utf8(Bytes::of(gbk), 0).unwrap_err();
        assert_eq!(*back, *gbk);
    }

    #[test]
    fn a_text_can_be_cut_off() {
        let mut text = Text::from("多少次");
        text.truncate(6);
        assert_eq!(text, "多少");
    }
}
