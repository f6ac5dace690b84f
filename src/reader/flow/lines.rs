//! Text whose line ends are breaks inside a paragraph, as in the cells of a sheet.

use std::ops::Range;

use super::Flow;
use crate::document::Origin;
use crate::text::LINE_SEPARATOR;

impl Flow {
    /// Write text that stands in the part with this number, where its line ends are breaks inside the paragraph.
    pub(in crate::reader) fn write_lines(&mut self, part: u16, text: &str, origin: Origin) {
        let own = std::mem::replace(&mut self.part, part);
        let mut done = 0;
        for (at, _) in text.match_indices('\n') {
            self.write_piece(text, origin, done..at);
            self.push(
                LINE_SEPARATOR.encode_utf8(&mut [0; 4]),
                decoded(origin, at..at + 1),
            );
            done = at + 1;
        }
        self.write_piece(text, origin, done..text.len());
        self.part = own;
    }

    /// Write these bytes of `text`, all of which came from `origin`.
    fn write_piece(&mut self, text: &str, origin: Origin, bytes: Range<usize>) {
        let piece = text.get(bytes.clone()).unwrap_or_default();
        let origin = match origin {
            Origin::Verbatim { start } => Origin::Verbatim {
                start: start.saturating_add(u32::try_from(bytes.start).unwrap_or(u32::MAX)),
            },
            other => other,
        };
        match piece.contains('\r') {
            true => self.push(&piece.replace('\r', ""), decoded(origin, 0..piece.len())),
            false => self.push(piece, origin),
        }
    }
}

/// What stands for those bytes of a piece that came from `origin`, in another form.
fn decoded(origin: Origin, bytes: Range<usize>) -> Origin {
    match origin {
        Origin::Verbatim { start } => {
            let at = |byte| start.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
            Origin::Decoded {
                start: at(bytes.start),
                end: at(bytes.end),
            }
        }
        other => other,
    }
}
