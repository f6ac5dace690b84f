//! A part of a rule that lies in the program as the build wrote it, and is read when somebody first asks for it.
//!
//! A run has some hundred rules and needs the patterns, guards, words and examples of few.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that is used like the value itself.
#[derive(Clone)]
pub struct Deferred<T> {
    written: &'static [u8],
    value: OnceLock<Box<T>>,
}

impl<T> Deferred<T> {
    /// The value that postcard wrote like this.
    pub fn written(written: &'static [u8]) -> Self {
        Self {
            written,
            value: OnceLock::new(),
        }
    }
}

impl<T: DeserializeOwned + Default> Deferred<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        let Self { written, value } = self;
        value
            .into_inner()
            .map_or_else(|| read(written), |value| *value)
    }
}

impl<T> From<T> for Deferred<T> {
    fn from(value: T) -> Self {
        Self {
            written: &[],
            value: OnceLock::from(Box::new(value)),
        }
    }
}

impl<T: Default> Default for Deferred<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: DeserializeOwned + Default> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| Box::new(read(self.written)))
    }
}

impl<T: DeserializeOwned + Default + fmt::Debug> fmt::Debug for Deferred<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        T::fmt(self, f)
    }
}

impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Deferred<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + Default + Eq> Eq for Deferred<T> {}

impl<T: Serialize + DeserializeOwned + Default> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = postcard::to_allocvec(&**self).map_err(S::Error::custom)?;
        serializer.serialize_bytes(&written)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(deserializer).map(Self::written)
    }
}

/// What the build wrote. The tests of this package read all of it; what could not be read would be nothing.
fn read<T: DeserializeOwned + Default>(written: &[u8]) -> T {
    postcard::from_bytes(written).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let words = vec!["多少".to_owned(), "几次".to_owned()];
        let written = postcard::to_allocvec(&Deferred::from(words.clone())).unwrap();
        let read: Deferred<Vec<String>> = postcard::from_bytes(written.leak()).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read, Deferred::from(words.clone()));
        assert_eq!(read.into_inner(), words);
    }
}
