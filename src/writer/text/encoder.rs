//! Text to bytes of a file's encoding and the bytes' meaning, for all encodings that texts are read in.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::document::{Document, NotWritable};
use crate::writer::WriteError;

/// Writes in the encoding of one document, and with its line ends.
pub(super) struct Encoder<'d> {
    document: &'d Document,
    name: &'static str,
    coding: Coding,
    /// Whether the document's lines end with CR LF.
    is_crlf: bool,
    /// Whether a text in GB18030 has characters beyond GBK, once it matters.
    beyond_gbk: Option<bool>,
}

#[derive(Clone, Copy)]
enum Coding {
    Standard(&'static Encoding),
    Utf32 { is_big: bool },
}

impl<'d> Encoder<'d> {
    /// The encoder for `document`.
    ///
    /// # Errors
    /// [`WriteError::Unsupported`] where the document was read from no encoding.
    pub(super) fn of(document: &'d Document) -> Result<Self, WriteError> {
        let unsupported = || WriteError::Unsupported(document.format);
        let name = document.encoding.ok_or_else(unsupported)?;
        let coding = match name {
            "UTF-32LE" => Coding::Utf32 { is_big: false },
            "UTF-32BE" => Coding::Utf32 { is_big: true },
            _ => Coding::Standard(Encoding::for_label(name.as_bytes()).ok_or_else(unsupported)?),
        };
        let first_end = document.text.find('\n');
        let is_crlf = first_end
            .and_then(|end| document.text.get(..end))
            .is_some_and(|line| line.ends_with('\r'));
        Ok(Self {
            document,
            name,
            coding,
            is_crlf,
            beyond_gbk: None,
        })
    }

    /// The bytes for `text` and what they mean: its line ends become those of the document.
    ///
    /// # Errors
    /// [`NotWritable::NotInEncoding`].
    pub(super) fn encode(&mut self, text: &str) -> Result<(Vec<u8>, String), NotWritable> {
        let text = text.replace('\u{2028}', "\n");
        let text = match self.is_crlf {
            true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            false => text,
        };
        let mut bytes = Vec::with_capacity(text.len());
        for character in text.chars() {
            if !self.push(character, &mut bytes) {
                return Err(NotWritable::NotInEncoding {
                    encoding: self.name,
                    character,
                });
            }
        }
        Ok((bytes, text))
    }

    /// Whether `bytes`, which begin and end between characters, mean `text`.
    pub(super) fn means(&self, bytes: &[u8], text: &str) -> bool {
        match self.coding {
            Coding::Standard(encoding) => encoding.decode_without_bom_handling(bytes).0 == text,
            Coding::Utf32 { is_big } => {
                let decode = |unit: &[u8]| {
                    let unit = <[u8; 4]>::try_from(unit).ok()?;
                    char::from_u32(match is_big {
                        true => u32::from_be_bytes(unit),
                        false => u32::from_le_bytes(unit),
                    })
                };
                let units = bytes.chunks(4).map(decode);
                units
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .eq(text.chars())
            }
        }
    }

    /// After how many bytes of `piece` its text is `at` bytes long, to within one character.
    pub(super) fn length_of(&self, piece: &[u8], at: usize) -> usize {
        let Coding::Standard(encoding) = self.coding else {
            return self.length_in_utf32(piece, at);
        };
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let (mut made, mut room) = (0, [0; 16]);
        for (index, byte) in piece.iter().enumerate() {
            if made >= at {
                return index;
            }
            let last = index + 1 == piece.len();
            let bytes = std::slice::from_ref(byte);
            let (_, _, written, _) = decoder.decode_to_utf8(bytes, &mut room, last);
            made += written;
        }
        piece.len()
    }

    fn length_in_utf32(&self, piece: &[u8], at: usize) -> usize {
        let mut made = 0;
        for (index, unit) in piece.chunks(4).enumerate() {
            if made >= at {
                return index * 4;
            }
            let unit = <[u8; 4]>::try_from(unit).ok();
            let code = unit.map(|unit| match self.coding {
                Coding::Utf32 { is_big: true } => u32::from_be_bytes(unit),
                _ => u32::from_le_bytes(unit),
            });
            let character = code.and_then(char::from_u32);
            made += character.map_or(char::REPLACEMENT_CHARACTER.len_utf8(), char::len_utf8);
        }
        piece.len()
    }

    /// Write one character; whether the encoding has it.
    fn push(&mut self, character: char, bytes: &mut Vec<u8>) -> bool {
        let encoding = match self.coding {
            Coding::Utf32 { is_big } => {
                let code = u32::from(character);
                bytes.extend(match is_big {
                    true => code.to_be_bytes(),
                    false => code.to_le_bytes(),
                });
                return true;
            }
            Coding::Standard(encoding) => encoding,
        };
        if encoding == UTF_16LE || encoding == UTF_16BE {
            for unit in character.encode_utf16(&mut [0; 2]) {
                bytes.extend(match encoding == UTF_16LE {
                    true => unit.to_le_bytes(),
                    false => unit.to_be_bytes(),
                });
            }
            return true;
        }
        let mut room = [0; 4];
        let text = character.encode_utf8(&mut room);
        let Some(encoded) = encoded(encoding, text) else {
            return false;
        };
        // Programs that read the file as GBK do not know the characters of four bytes.
        if encoding == GB18030 && encoded.len() > 2 && !self.goes_beyond_gbk() {
            return false;
        }
        bytes.extend_from_slice(&encoded);
        true
    }

    fn goes_beyond_gbk(&mut self) -> bool {
        let text = &self.document.text;
        *self.beyond_gbk.get_or_insert_with(|| {
            let mut room = [0; 4];
            text.chars()
                .filter(|&c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER)
                .any(|c| encoded(GB18030, c.encode_utf8(&mut room)).is_some_and(|it| it.len() > 2))
        })
    }
}

/// The bytes for `text` that mean just that; nothing where the encoding lacks it.
fn encoded(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    let (bytes, _, is_lacking) = encoding.encode(text);
    let is_same = !is_lacking
        && (encoding == UTF_8 || encoding.decode_without_bom_handling(&bytes).0 == text);
    is_same.then(|| bytes.into_owned())
}
