//! Whatever the bytes, a document comes out whose parts fit together.

use proptest::prelude::*;

use super::read_sound;

const NAMES: &[&str] = &["a.txt", "a.md", "a.docx", "a.doc", "a.odt", "a.html", "a"];

/// Pieces that mean something to some reader.
const PIECES: &[&[u8]] = &[
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"mimetype",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"\xEF\xBB\xBF",
    "多少次".as_bytes(),
    b"\xB6\xE0\xC9\xD9",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"    ",
    b"\t",
    b"> ",
    b"# ",
    b"```",
    b"`",
    b"[",
    b"](",
    b")",
    b"]: ",
    b"<",
    b"<!--",
    b"-->",
    b"<script",
    b"</",
    b">",
    b"\"",
    b"---\n",
    b"a: b\n",
    b"|",
    b"|-|-|\n",
    b"[^1]",
    b"- [ ] ",
    b"\0",
    b"\x80",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(name in prop::sample::select(NAMES), bytes: Vec<u8>) {
        read_sound(name, &bytes);
    }

    #[test]
    fn random_pieces(
        name in prop::sample::select(NAMES),
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
    ) {
        read_sound(name, &pieces.concat());
    }
}
