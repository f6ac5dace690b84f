//! Where each byte of a document's text came from. Built while reading and never guessed afterwards.

use std::ops::Range;

use crate::document::NotWritable;
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
    /// The tag at the bytes `start..end` of the part stands for this text: a tab, a break, a symbol, drawn letters.
    Tag {
        /// 0-based byte of its `<` in the part.
        start: u32,
        /// The byte after its `>`.
        end: u32,
    },
    /// Nothing in the source: a paragraph break, an automatic number, the state of a check box.
    Synthetic,
}

/// In what manner text stands in its source: what whoever writes there has to heed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceContext {
    /// Bytes of a text file in UTF-8, as they are.
    Raw,
    /// Bytes of a text file in another encoding, or of UTF-8 with damage in it: the span is of the whole piece that the
    /// text is in.
    Encoded,
    /// Characters between the tags of a part in XML, as they are.
    XmlText,
    /// A reference, a CDATA section or white space in a part in XML, or characters of a part in another encoding: the span is
    /// of the whole piece.
    XmlPiece,
    /// An element of a part in XML, by its start tag: a tab, a break, a symbol; or letters that stand in an attribute.
    XmlTag,
}

/// Where a piece of text stands in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// The piece, in bytes of the document's text.
    pub text: TextRange,
    /// Index into [`SourceMap::parts`].
    pub part: u16,
    /// 0-based bytes of the (inflated) part.
    pub bytes: Range<u32>,
    /// In what manner it stands there.
    pub context: SourceContext,
    /// The whole text that `bytes` stand for, which is more than `text` where only some of a piece is meant.
    pub whole: TextRange,
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

    /// Where the text `range` stands in the source, piece by piece in the order of the text. An empty range stands where the
    /// character before it ends, or else where the next one begins; its one span holds no bytes of a raw text or of XML text.
    ///
    /// # Errors
    /// [`NotWritable::NotInSource`] where some of it stands for nothing in the source, [`NotWritable::NoPlace`] where the text
    /// ends before it. `text_len` is the length of the text in bytes.
    pub fn source_of(
        &self,
        range: TextRange,
        text_len: usize,
    ) -> Result<Vec<SourceSpan>, NotWritable> {
        if range.is_empty() {
            return self
                .source_of_place(range.start(), text_len)
                .map(|span| vec![span]);
        }
        let spans: Vec<SourceSpan> = self.spans(range, text_len).collect();
        let covered: usize = spans.iter().map(|span| span.text.len()).sum();
        if range.end() > text_len {
            Err(NotWritable::NoPlace)
        } else if covered < range.len() {
            Err(NotWritable::NotInSource)
        } else {
            Ok(spans)
        }
    }

    /// The pieces of `range` that stand in the source, without those that do not.
    pub fn spans(&self, range: TextRange, text_len: usize) -> impl Iterator<Item = SourceSpan> {
        let first = self
            .segments
            .partition_point(|segment| segment.text_start as usize <= range.start())
            .saturating_sub(1);
        let segments = self.segments.get(first..).unwrap_or_default();
        segments
            .iter()
            .enumerate()
            .take_while(move |(_, segment)| (segment.text_start as usize) < range.end())
            .filter_map(move |(index, segment)| {
                let start = segment.text_start as usize;
                let end = segments
                    .get(index + 1)
                    .map_or(text_len, |next| next.text_start as usize);
                let whole = TextRange::new(start, end.max(start));
                let text = TextRange::new(
                    start.max(range.start()),
                    whole.end().min(range.end()).max(start.max(range.start())),
                );
                self.span(segment, whole, text)
            })
    }

    fn source_of_place(&self, offset: usize, text_len: usize) -> Result<SourceSpan, NotWritable> {
        let before = offset
            .checked_sub(1)
            .and_then(|last| self.spans(TextRange::new(last, offset), text_len).next());
        let place = TextRange::empty(offset);
        if let Some(mut span) = before {
            if let SourceContext::Raw | SourceContext::XmlText = span.context {
                span.bytes.start = span.bytes.end;
            }
            return Ok(SourceSpan {
                text: place,
                ..span
            });
        }
        let after = self
            .spans(TextRange::new(offset, offset + 1), text_len)
            .next();
        let mut span = after.ok_or(NotWritable::NotInSource)?;
        if let SourceContext::Raw | SourceContext::XmlText = span.context {
            span.bytes.end = span.bytes.start;
        }
        Ok(SourceSpan {
            text: place,
            ..span
        })
    }

    /// The piece `text` of the segment, which covers `whole`.
    fn span(&self, segment: &Segment, whole: TextRange, text: TextRange) -> Option<SourceSpan> {
        let is_file = self
            .parts
            .get(usize::from(segment.part))
            .is_some_and(String::is_empty);
        let (bytes, context) = match segment.origin {
            Origin::Verbatim { start } => {
                let place = |offset: usize| {
                    start.saturating_add(u32::try_from(offset - whole.start()).unwrap_or(u32::MAX))
                };
                let context = match is_file {
                    true => SourceContext::Raw,
                    false => SourceContext::XmlText,
                };
                (place(text.start())..place(text.end()), context)
            }
            Origin::Decoded { start, end } if is_file => (start..end, SourceContext::Encoded),
            Origin::Decoded { start, end } => (start..end, SourceContext::XmlPiece),
            Origin::Tag { start, end } => (start..end, SourceContext::XmlTag),
            Origin::Synthetic => return None,
        };
        Some(SourceSpan {
            text,
            part: segment.part,
            bytes,
            context,
            whole,
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
