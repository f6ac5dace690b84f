//! Text with signs of its own, a case in a file named after the format's extension: the source, and behind `=== shows` each line of the text
//! with the line and column where it begins in the source and what it is. `↵` is a break inside a paragraph.

use std::fmt::Write as _;
use std::{env, fs};

use unfilled::document::{Document, Locator};
use unfilled::text::TextRange;

use super::read_as;
use crate::support::source_map::assert_sound;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/marked_up");

/// Read a file of this name, and prove that the places of its text lie in it.
fn read_sound(name: &str, bytes: &[u8]) -> Document {
    let document = read_as(name, bytes);
    // What stands for a sign is not what stands there.
    assert_sound(&document, |_| bytes, |_, _| true);
    document
}

/// Each line with its place and the kinds of what lies in it.
fn shown(document: &Document) -> String {
    let locator = Locator::new(document);
    let (mut shown, mut start) = (String::new(), 0);
    for line in document.text.lines() {
        let range = TextRange::new(start, start + line.len());
        start += line.len() + 1;
        let at = locator.line_column(range.start());
        write!(shown, "{}:{}", at.line, at.column).unwrap();
        for node in document
            .nodes_touching(range)
            .filter(|it| !it.range.is_empty())
        {
            let whole = node.range.covers(range);
            let part = if whole {
                String::new()
            } else {
                format!("({})", node.range.slice(&document.text))
            };
            let level = node.detail.as_deref().unwrap_or_default();
            write!(shown, " {}{level}{part}", node.kind.name()).unwrap();
        }
        writeln!(shown, " | {}", line.replace('\u{2028}', "↵")).unwrap();
    }
    shown
}

#[test]
fn sources_are_read_as_what_they_show() {
    let mut cases: Vec<_> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 5);
    for path in cases {
        let case = fs::read_to_string(&path).unwrap();
        let (source, expected) = case.split_once("=== shows\n").unwrap();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let shown = shown(&read_sound(name, source.as_bytes()));
        if env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, format!("{source}=== shows\n{shown}")).unwrap();
        } else {
            assert_eq!(shown, expected, "{}", path.display());
        }
    }
}

#[test]
fn a_place_is_that_of_the_source_in_every_encoding() {
    let source = "第一段说明，\n共开展\\_\\_\\_次。\r\n\r\n第二段：XX人。";
    let (gbk, ..) = encoding_rs::GBK.encode(source);
    let utf16: Vec<u8> = [0xFEFF]
        .into_iter()
        .chain(source.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [source.as_bytes(), &gbk, &utf16] {
        let document = read_as("a.tex", bytes);
        assert_eq!(
            document.text.as_str(),
            "第一段说明，共开展___次。\n第二段：XX人。\n"
        );
        let locator = Locator::new(&document);
        let at = |words: &str| {
            let at = locator.line_column(document.text.find(words).unwrap());
            (at.line, at.column)
        };
        assert_eq!(at("共开展"), (2, 1));
        assert_eq!(at("次。"), (2, 10));
        assert_eq!(at("XX人"), (4, 5));
    }
}

#[test]
fn damaged_sources_are_read_to_their_end() {
    let pieces = [
        "\\",
        "{",
        "}",
        "$",
        "[",
        "]",
        "#",
        "```",
        "\n",
        "\n\n",
        "字",
        "++",
        "\\begin{verbatim}",
        "\\todo",
        "* ",
        "== ",
        "::",
        ".. ",
        "#+begin_src",
        "%",
    ];
    let mut state = 7_u64;
    for round in 0..600 {
        let mut source = String::new();
        for _ in 0..40 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            source += pieces[(state >> 33) as usize % pieces.len()];
        }
        for extension in ["tex", "adoc", "rst", "typ", "org"] {
            read_sound(&format!("{round}.{extension}"), source.as_bytes());
        }
    }
}
