//! Reading Word documents of different makes: the steps by themselves, then all together. Bytes are those of the inflated
//! parts; for the map, those of the text.

use std::io::Read as _;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use flate2::read::DeflateDecoder;
use rawzip::ZipArchive;
use unfilled::document::{Format, SourceMap};
use unfilled::reader::docx::read_body;

use crate::texts::Figures;
use crate::word_file::{Make, WordFile};
use crate::{MIB, reading};

fn file(make: Make) -> WordFile {
    WordFile::new(make, &mut Figures::new(), MIB)
}

/// Inflating and nothing else: the floor.
#[divan::bench(args = Make::ALL)]
fn inflate(bencher: Bencher<'_, '_>, make: Make) {
    let file = file(make);
    bencher.counter(BytesCount::new(file.inflated)).bench(|| {
        let archive = ZipArchive::from_slice(black_box(&file.packed)).expect("a zip file");
        let mut parts = Vec::with_capacity(file.inflated + MIB);
        for entry in archive.entries() {
            let place = entry.expect("a part").wayfinder();
            let data = archive.get_entry(place).expect("a part").data();
            let mut part = DeflateDecoder::new(data);
            part.read_to_end(&mut parts).expect("sound data");
        }
        parts
    });
}

/// From the XML of a body to text, nodes and map.
#[divan::bench(args = Make::ALL)]
fn xml(bencher: Bencher<'_, '_>, make: Make) {
    let file = file(make);
    assert!(!read_body(&file.body).text.is_empty());
    bencher
        .counter(BytesCount::of_str(&file.body))
        .bench(|| read_body(black_box(&file.body)));
}

/// Writing the map once more, segment by segment.
#[divan::bench(args = Make::ALL)]
fn map(bencher: Bencher<'_, '_>, make: Make) {
    let document = read_body(&file(make).body);
    let length = document.text.len();
    bencher.counter(BytesCount::new(length)).bench(|| {
        let mut map = SourceMap::default();
        for (range, segment) in black_box(&document.map).segments(length) {
            map.push(range.start(), segment.part, segment.origin);
        }
        map
    });
}

/// All of it.
#[divan::bench(args = Make::ALL)]
fn read(bencher: Bencher<'_, '_>, make: Make) {
    let WordFile {
        packed, inflated, ..
    } = file(make);
    reading::measure(bencher, "a.docx", &packed, inflated, |document| {
        document.format == Format::Docx
    });
}
