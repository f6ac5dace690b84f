//! However a text is cut into runs and written as XML, it reads the same: the commonest fault of docx readers.

use proptest::prelude::*;
use unfilled::document::{Document, Format};
use unfilled::reader::docx;
use unfilled::text::Stop;

use super::package::{body, document, parts_of};
use super::soundness::assert_sound_package;

/// A piece of text with one look.
#[derive(Clone, Debug)]
struct Stretch {
    text: String,
    properties: &'static str,
}

const LOOKS: &[&str] = &[
    "",
    "<w:u w:val=\"single\"/>",
    "<w:vanish/>",
    "<w:highlight w:val=\"yellow\"/>",
];

fn stretches() -> impl Strategy<Value = Vec<Stretch>> {
    let text = "[多少次党的大XX&<>\"'_ 　一。a]{1,12}";
    let stretch = (text, 0..LOOKS.len()).prop_map(|(text, look)| Stretch {
        text,
        properties: LOOKS[look],
    });
    prop::collection::vec(stretch, 1..6)
}

/// One character in one of the ways XML has for it.
fn written(character: char, way: u8) -> String {
    match (way % 8, character) {
        (0, character) => format!("&#{};", u32::from(character)),
        (1, character) => format!("&#x{:X};", u32::from(character)),
        (2, character) => format!("<![CDATA[{character}]]>"),
        (_, '&') => "&amp;".to_owned(),
        (_, '<') => "&lt;".to_owned(),
        (3, '"') => "&quot;".to_owned(),
        (3, '\'') => "&apos;".to_owned(),
        (3, '>') => "&gt;".to_owned(),
        (4, character) => format!("{character}<!-- {character} -->"),
        (_, character) => character.to_string(),
    }
}

/// What stands between runs without being text.
const BETWEEN: &[&str] = &[
    "",
    "<w:proofErr w:type=\"spellStart\"/>",
    "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:bookmarkEnd w:id=\"1\"/>",
    "<w:del w:id=\"9\" w:author=\"\"><w:r><w:delText>gone</w:delText></w:r></w:del>",
];

fn paragraph(stretches: &[Stretch], ways: &[u8]) -> String {
    let mut ways = ways.iter().cycle();
    let mut xml = "<w:p>".to_owned();
    for stretch in stretches {
        let open = format!(
            "<w:r><w:rPr>{}</w:rPr><w:t xml:space=\"preserve\">",
            stretch.properties
        );
        xml += &open;
        for character in stretch.text.chars() {
            let way = *ways.next().unwrap();
            if way > 160 {
                let between = BETWEEN[usize::from(way) % BETWEEN.len()];
                xml += &format!("</w:t></w:r>{between}{open}");
            } else if way > 120 {
                xml += "</w:t><w:t xml:space=\"preserve\">";
            }
            xml += &written(character, way);
        }
        xml += "</w:t></w:r>";
    }
    xml + "</w:p>"
}

fn read(bytes: Vec<u8>) -> Document {
    docx::read(bytes.into(), Format::Docx, &Stop::never())
}

fn nodes(document: &Document) -> Vec<String> {
    document
        .nodes
        .iter()
        .filter(|node| node.kind != unfilled::document::NodeKind::Deletion)
        .map(|node| format!("{:?} {:?} {:?}", node.kind, node.range, node.detail))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_cut_into_runs_does_not_matter(
        stretches in stretches(),
        ways in prop::collection::vec(any::<u8>(), 40),
    ) {
        let text: String = stretches.iter().map(|stretch| stretch.text.as_str()).collect();
        let whole = read(document(body(&paragraph(&stretches, &[7]))));
        let bytes = document(body(&paragraph(&stretches, &ways)));
        let cut = read(bytes.clone());
        prop_assert!(cut.problems.is_empty(), "{:?}", cut.problems);
        prop_assert_eq!(&cut.text, &format!("{text}\n"));
        prop_assert_eq!(&whole.text, &cut.text);
        prop_assert_eq!(nodes(&whole), nodes(&cut));
        assert_sound_package(&cut, &parts_of(&bytes));
    }
}
