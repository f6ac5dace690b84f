//! Where each byte of a document's text came from. Built while reading and never guessed afterwards.

use crate::text::TextRange;

/// How a segment's text came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The same bytes stand in the source, from byte `start` of the part on.
    Verbatim {
        /// 0-based byte in the (inflated) part.
        start: u32,
    },
    /// The source bytes `start..end` of the part stand for this text: an entity, or another encoding.
    Decoded {
        /// 0-based first byte in the part.
        start: u32,
        /// The byte after the last one.
        end: u32,
    },
    /// Nothing in the source: a paragraph break, a tab, an automatic number.
    Synthetic,
}

/// A run of text of one origin. It reaches up to the next segment's start, or to the end of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// 0-based byte in the document's text.
    pub text_start: u32,
    /// Index into [`SourceMap::parts`].
    pub part: u16,
    /// How it came to be.
    pub origin: Origin,
}

/// A sorted table from text to source.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    parts: Vec<String>,
    segments: Vec<Segment>,
}

impl SourceMap {
    /// The map of a text that is its file, byte for byte, from byte `start` of the file on.
    pub fn identity(start: usize) -> Self {
        let mut map = Self::default();
        let part = map.add_part("");
        map.push(
            0,
            part,
            Origin::Verbatim {
                start: u32::try_from(start).unwrap_or(u32::MAX),
            },
        );
        map
    }

    /// Name a part of the source; the file itself has the empty name.
    pub fn add_part(&mut self, name: impl Into<String>) -> u16 {
        self.parts.push(name.into());
        u16::try_from(self.parts.len() - 1).unwrap_or(u16::MAX)
    }

    /// Say that the text from byte `text_start` on is of this origin. Calls must come in text order;
    /// a segment that merely goes on from the last one is merged with it.
    pub fn push(&mut self, text_start: usize, part: u16, origin: Origin) {
        let text_start = u32::try_from(text_start).unwrap_or(u32::MAX);
        if let Some(last) = self.segments.last_mut() {
            if last.text_start == text_start {
                // The former segment turned out to be empty.
                *last = Segment {
                    text_start,
                    part,
                    origin,
                };
                return;
            }
            let goes_on = last.part == part
                && match (last.origin, origin) {
                    (Origin::Synthetic, Origin::Synthetic) => true,
                    (Origin::Verbatim { start: a }, Origin::Verbatim { start: b }) => {
                        b.checked_sub(a) == Some(text_start - last.text_start)
                    }
                    _ => false,
                };
            if goes_on {
                return;
            }
        }
        self.segments.push(Segment {
            text_start,
            part,
            origin,
        });
    }

    /// How many segments there are.
    pub fn len(&self) -> usize {
        self.segments.len()
    }

    /// Whether there are none: nothing has been read.
    pub fn is_empty(&self) -> bool {
        self.segments.is_empty()
    }

    /// Forget the segments from byte `text_end` of the text on, as the text ends there now.
    pub fn truncate(&mut self, text_end: usize) {
        let kept = self
            .segments
            .partition_point(|segment| (segment.text_start as usize) < text_end);
        self.segments.truncate(kept);
    }

    /// The names of the parts, by index.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// The segments with the text each covers, given the length of the text in bytes.
    pub fn segments(&self, text_len: usize) -> impl Iterator<Item = (TextRange, &Segment)> {
        self.segments
            .iter()
            .enumerate()
            .map(move |(index, segment)| {
                let end = self
                    .segments
                    .get(index + 1)
                    .map_or(text_len, |next| next.text_start as usize);
                (TextRange::new(segment.text_start as usize, end), segment)
            })
    }

    /// The segment that holds byte `offset` of the text.
    pub fn segment_at(&self, offset: usize) -> Option<&Segment> {
        let offset = u32::try_from(offset).ok()?;
        let after = self
            .segments
            .partition_point(|segment| segment.text_start <= offset);
        self.segments.get(after.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_merge_and_are_found() {
        let mut map = SourceMap::default();
        let part = map.add_part("word/document.xml");
        map.push(0, part, Origin::Verbatim { start: 100 });
        map.push(6, part, Origin::Verbatim { start: 106 });
        map.push(
            9,
            part,
            Origin::Decoded {
                start: 120,
                end: 125,
            },
        );
        map.push(10, part, Origin::Synthetic);
        let all: Vec<_> = map
            .segments(11)
            .map(|(range, s)| (range.start(), range.end(), s.origin))
            .collect();
        assert_eq!(
            all,
            [
                (0, 9, Origin::Verbatim { start: 100 }),
                (
                    9,
                    10,
                    Origin::Decoded {
                        start: 120,
                        end: 125
                    }
                ),
                (10, 11, Origin::Synthetic),
            ]
        );
        assert_eq!(
            map.segment_at(8).unwrap().origin,
            Origin::Verbatim { start: 100 }
        );
        assert_eq!(map.segment_at(10).unwrap().origin, Origin::Synthetic);
    }
}
