//! Reading: text as it is, text that is decoded first, and Markdown with its structure. Bytes are those of the file.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use unfilled::document::{Bytes, Document, Format, Status};
use unfilled::reader::{Input, read};
use unfilled::text::Stop;

use crate::MIB;
use crate::texts::{self, Figures};

/// A file as a shell hands it over.
pub(crate) fn input(name: &str, bytes: impl Into<Bytes>) -> Input {
    Input {
        name: name.to_owned(),
        bytes: bytes.into(),
        format: None,
    }
}

/// Measure reading a file, which counts as `size` bytes, after making sure that it is read as it should be.
pub(crate) fn measure(
    bencher: Bencher<'_, '_>,
    name: &str,
    bytes: &[u8],
    size: usize,
    is_right: impl Fn(&Document) -> bool,
) {
    let input = || input(name, bytes);
    let stop = Stop::never();
    let document = read(input(), &stop);
    assert!(document.status() == Status::Ok && !document.text.is_empty());
    assert!(is_right(&document), "read as something else");
    bencher
        .counter(BytesCount::new(size))
        .with_inputs(input)
        .bench_values(|input| read(black_box(input), &stop));
}

/// Measure reading prose that was written in `encoding`.
fn encoded(bencher: Bencher<'_, '_>, encoding: &str, encode: impl Fn(&str) -> Vec<u8>) {
    let bytes = encode(&texts::prose(&mut Figures::new(), MIB));
    measure(bencher, "a.txt", &bytes, bytes.len(), |document| {
        document.encoding == Some(encoding)
    });
}

#[divan::bench]
fn utf_8(bencher: Bencher<'_, '_>) {
    encoded(bencher, "UTF-8", |text| text.as_bytes().to_vec());
}

#[divan::bench]
fn decode_gb18030(bencher: Bencher<'_, '_>) {
    encoded(bencher, "GB18030", |text| {
        encoding_rs::GB18030.encode(text).0.into_owned()
    });
}

#[divan::bench]
fn decode_utf_16(bencher: Bencher<'_, '_>) {
    encoded(bencher, "UTF-16LE", |text| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    });
}

#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    let text = texts::markdown(MIB);
    measure(bencher, "a.md", text.as_bytes(), text.len(), |document| {
        document.format == Format::Markdown && !document.nodes.is_empty()
    });
}
