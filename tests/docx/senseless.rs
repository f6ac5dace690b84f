//! Documents without sense: whatever stands in whatever, the reader ends, loses no step and keeps its map true.

use proptest::prelude::*;
use unfilled::document::{Document, Format};
use unfilled::reader::docx;
use unfilled::text::Stop;

use super::package::{body, document, parts_of};
use super::soundness::assert_sound_package;

fn read(bytes: Vec<u8>) -> Document {
    docx::read(bytes.into(), Format::Docx, &Stop::never())
}

/// Tags that mean something, in any order and mostly without sense.
const TAGS: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>多</w:t>",
    "<w:t>",
    "</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:sdt>",
    "</w:sdt>",
    "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>",
    "<w:txbxContent>",
    "</w:txbxContent>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:fldChar w:fldCharType=\"separate\"/>",
    "<w:fldChar w:fldCharType=\"end\"/>",
    "<w:instrText> MACROBUTTON x 少 </w:instrText>",
    "<w:fldSimple w:instr=\"REF a\">",
    "</w:fldSimple>",
    "<w:rPr><w:u w:val=\"single\"/><w:vanish/></w:rPr>",
    "<w:t> </w:t>",
    "<w:ins w:author=\"李\">",
    "</w:ins>",
    "<w:del w:author=\"王\">",
    "</w:del>",
    "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>",
    "<w:trPr><w:del/></w:trPr>",
    "<w:tcPr><w:cellDel/></w:tcPr>",
    "<w:commentRangeStart w:id=\"1\"/>",
    "<w:commentRangeEnd w:id=\"1\"/>",
    "<w:br w:type=\"page\"/>",
    "<w:lastRenderedPageBreak/>",
    "<mc:AlternateContent>",
    "</mc:AlternateContent>",
    "<mc:Choice Requires=\"wps\">",
    "</mc:Choice>",
    "<mc:Fallback>",
    "</mc:Fallback>",
    "<w:footnote>",
    "</w:footnote>",
    "<w:body>",
    "</w:body>",
    "&amp;",
    "&bad;",
    "<![CDATA[次]]>",
    "<!-- x -->",
    "<w:rPr>",
    "</w:rPr>",
    "<w:pPr>",
    "</w:pPr>",
];

/// The tags at `picks`, with an end tag only where it fits, so that the mess is mostly well-formed.
fn mess(picks: &[usize]) -> String {
    let mut open: Vec<&str> = Vec::new();
    let mut xml = String::new();
    for pick in picks {
        let tag = TAGS[pick % TAGS.len()];
        if let Some(name) = tag.strip_prefix("</") {
            let Some(at) = open.iter().rposition(|open| *open == name) else {
                continue;
            };
            for unclosed in open.drain(at..).rev() {
                xml += &format!("</{unclosed}");
            }
            continue;
        }
        xml += tag;
        let is_start = tag.starts_with('<') && !tag.starts_with("<!") && !tag.contains("/");
        if is_start {
            let name = tag[1..].split([' ', '>']).next().unwrap();
            open.push(
                TAGS.iter()
                    .find_map(|end| {
                        end.strip_prefix("</")
                            .filter(|end| end.strip_suffix('>') == Some(name))
                    })
                    .unwrap(),
            );
        }
    }
    for unclosed in open.iter().rev() {
        xml += &format!("</{unclosed}");
    }
    xml
}

/// The same with a comment of its own in all properties, so that none stand there twice in the same words.
fn without_repeats(xml: &str) -> String {
    let mut pieces = xml.split_inclusive("Pr>");
    let mut unlike = pieces.next().unwrap_or_default().to_owned();
    for (number, piece) in pieces.enumerate() {
        let is_inside = unlike.ends_with("<w:rPr>") || unlike.ends_with("<w:pPr>");
        if is_inside {
            unlike += &format!("<!-- {number} -->");
        }
        unlike += piece;
    }
    unlike
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn senseless_structure_is_read_soundly(picks in prop::collection::vec(0..TAGS.len(), 0..60)) {
        let bytes = document(body(&mess(&picks)));
        let found = read(bytes.clone());
        prop_assert!(found.problems.is_empty(), "{:?}", found.problems);
        assert_sound_package(&found, &parts_of(&bytes));
    }

    #[test]
    fn properties_in_the_same_words_are_read_as_in_others(picks in prop::collection::vec(0..TAGS.len(), 0..40)) {
        let twice = body(&mess(&picks).repeat(2));
        let found = read(document(&twice));
        let unlike = read(document(without_repeats(&twice)));
        prop_assert_eq!(found.text, unlike.text);
        prop_assert_eq!(found.nodes, unlike.nodes);
    }

    #[test]
    fn any_cut_of_senseless_structure_is_read_soundly(
        picks in prop::collection::vec(0..TAGS.len(), 0..40),
        cut in 0..1000_usize,
    ) {
        let whole = body(&mess(&picks));
        let cut = whole.floor_char_boundary(whole.len() - whole.len().min(cut));
        let bytes = document(&whole[..cut]);
        let found = read(bytes.clone());
        assert_sound_package(&found, &parts_of(&bytes));
    }
}
