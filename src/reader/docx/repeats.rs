//! Properties that stand in a part again and again in the same words: they are read once and remembered with what they say.
//!
//! Programs write nearly every run and paragraph of a document with one of a few sets of properties, which are the
//! greater part of its markup.

use crate::ooxml::xml::{Tag, Words, Xml};

/// How many sets of properties are remembered. In most documents more of them would hardly be met again.
const KNOWN: usize = 4;

/// The properties of one kind of element that were read last.
pub(super) struct Repeats<T> {
    known: [Option<(Words, T)>; KNOWN],
    /// How many were learnt; the next one takes the place of the oldest.
    learnt: usize,
    /// Those that are being read.
    begun: Option<Words>,
}

impl<T> Default for Repeats<T> {
    fn default() -> Self {
        Self {
            known: [const { None }; KNOWN],
            learnt: 0,
            begun: None,
        }
    }
}

impl<T: Clone> Repeats<T> {
    /// What the properties say that `tag` has just opened, if they are known; they are closed then. Otherwise they are to
    /// be read and learnt.
    pub(super) fn recall(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) -> Option<T> {
        let mut known = self.known.iter().flatten();
        if let Some((_, value)) = known.find(|(words, _)| xml.repeats(tag, words)) {
            return Some(value.clone());
        }
        self.begun = Some(xml.words(tag));
        None
    }

    /// The properties that are being read are not to be learnt, as they add to others or hold more than properties.
    pub(super) fn forget(&mut self) {
        self.begun = None;
    }

    /// The properties that were to be learnt have just been closed, and say this.
    pub(super) fn learn(&mut self, xml: &Xml<'_>, value: &T) {
        if let Some(begun) = self.begun.take()
            && let Some(words) = xml.all_words(&begun)
            && let Some(oldest) = self.known.get_mut(self.learnt % KNOWN)
        {
            *oldest = Some((words, value.clone()));
            self.learnt = self.learnt.wrapping_add(1);
        }
    }
}
