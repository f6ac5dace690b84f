//! Readers as a shell uses them: bytes and a name in, a document out.

mod any_bytes;
mod corpus;
mod detection;
mod encodings;
#[cfg(feature = "web")]
mod epub;
#[cfg(feature = "legacy")]
mod legacy;
#[cfg(feature = "mail")]
mod mail;
mod markdown;
mod marked_up;
mod nothing_there;
#[cfg(feature = "office")]
mod odf;
#[cfg(feature = "office")]
mod ofd;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "office")]
mod pptx;
#[cfg(feature = "office")]
mod rtf;
#[cfg(feature = "web")]
mod web_page;
#[cfg(feature = "office")]
mod xlsx;

use encoding_rs::Encoding;
use unfilled::document::{Document, Format};
use unfilled::reader::{Input, read};
use unfilled::text::Stop;

use crate::support::seeds;
use crate::support::source_map::assert_sound;

/// Read a file of this name.
fn read_as(name: &str, bytes: &[u8]) -> Document {
    seeds::keep_file(name, bytes);
    let input = Input {
        name: name.to_owned(),
        bytes: bytes.into(),
        format: None,
    };
    read(input, &Stop::never())
}

/// Read a file of this name, and prove that the document is sound.
fn read_sound(name: &str, bytes: &[u8]) -> Document {
    let document = read_as(name, bytes);
    let encoding = document
        .encoding
        .and_then(|name| Encoding::for_label(name.as_bytes()));
    let decode = |bytes: &[u8]| match document.encoding {
        Some("UTF-32LE") => utf32(bytes, u32::from_le_bytes),
        Some("UTF-32BE") => utf32(bytes, u32::from_be_bytes),
        _ => {
            let encoding = encoding.expect("only text is decoded as a whole");
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    };
    // Documents in containers have parts of their own, which their readers' tests look into.
    if document.map.parts().iter().all(String::is_empty) {
        // A page shows more for its bytes than another encoding does: white space, references.
        let is_page = document.format == Format::Html;
        assert_sound(
            &document,
            |_| bytes,
            |bytes, text| is_page || decode(bytes) == text,
        );
    }
    document
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> String {
    let characters = bytes.chunks(4).map(|bytes| {
        let unit = bytes.try_into().ok().map(unit);
        unit.and_then(char::from_u32).unwrap_or('\u{FFFD}')
    });
    characters.collect()
}
