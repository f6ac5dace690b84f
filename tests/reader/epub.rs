//! E-books, built chapter by chapter.

use unfilled::document::{Locator, NodeKind, ProblemKind, Status};
use unfilled::text::{Language, TextRange};

use super::read_sound;
use crate::support::zip::archive;

const CONTAINER: &str = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
    <rootfile full-path=\"OPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";

const BOOK: &str = "<package xmlns=\"http://www.idpf.org/2007/opf\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
    <dc:title>XX志</dc:title><dc:publisher>某社</dc:publisher></metadata><manifest>\
    <item id=\"n\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\
    <item id=\"b\" href=\"text/chapter%20two.xhtml\" media-type=\"application/xhtml+xml\"/>\
    <item id=\"a\" href=\"text/one.xhtml\" media-type=\"application/xhtml+xml\"/>\
    <item id=\"c\" href=\"note.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>\
    <spine><itemref idref=\"n\"/><itemref idref=\"a\"/><itemref idref=\"b\"/></spine></package>";

fn page(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body>{body}</body></html>"
    )
}

fn book(encryption: Option<&str>) -> Vec<u8> {
    let (nav, one, two, note) = (
        page("<nav>目录</nav>"),
        page("<h1>第一章</h1><p>某年某月。</p><table><tr><td>格</td></tr></table>"),
        page(
            "<h1>第二章</h1><p>头一段。</p><p>共走访多少户。</p><table><tr><td>格二</td></tr></table>",
        ),
        page("<p>书外</p>"),
    );
    let mut parts = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", CONTAINER),
        ("OPS/book.opf", BOOK),
        ("OPS/nav.xhtml", &nav),
        ("OPS/text/one.xhtml", &one),
        ("OPS/text/chapter two.xhtml", &two),
        ("OPS/note.xhtml", &note),
    ];
    parts.extend(encryption.map(|it| ("META-INF/encryption.xml", it)));
    archive(parts.into_iter().map(|(name, it)| (name, it.as_bytes())))
}

#[test]
fn chapters_are_read_in_order_and_count_their_own_paragraphs() {
    let document = read_sound("书.epub", &book(None));
    assert_eq!(document.problems, []);
    let words =
        "第一章\n某年某月。\n格\n第二章\n头一段。\n共走访多少户。\n格二\n书外\nXX志\n某社\n";
    assert_eq!(document.text, words);
    let locator = Locator::new(&document);
    let place = |words: &str| {
        let start = document.text.find(words).unwrap();
        locator.location(TextRange::new(start, start + words.len()))
    };
    let found = place("多少户");
    assert_eq!(
        (found.chapter.as_deref(), found.paragraph),
        (Some("chapter two.xhtml"), 3)
    );
    assert_eq!(place("格二").table.map(|cell| cell.table), Some(2));
    assert_eq!(place("XX志").part, Some(NodeKind::Property));
    assert_eq!(place("XX志").chapter, None);
    let start = u32::try_from(document.text.find("多少户").unwrap()).unwrap();
    let span = document
        .map
        .spans(
            TextRange::new(start as usize, start as usize + 9),
            document.text.len(),
        )
        .next();
    let span = span.unwrap();
    assert_eq!(
        document.map.parts()[usize::from(span.part)],
        "OPS/text/chapter two.xhtml"
    );
}

#[test]
fn a_chapter_that_needs_a_key_is_told_of() {
    let method = |algorithm: &str| {
        format!(
            "<encryption xmlns:e=\"http://www.w3.org/2001/04/xmlenc#\"><e:EncryptedData><e:EncryptionMethod Algorithm=\"{algorithm}\"/>\
             <e:CipherData><e:CipherReference URI=\"OPS/text/one.xhtml\"/></e:CipherData></e:EncryptedData></encryption>"
        )
    };
    let locked = read_sound(
        "a.epub",
        &book(Some(&method("http://www.w3.org/2001/04/xmlenc#aes256-cbc"))),
    );
    assert_eq!(locked.status(), Status::Encrypted);
    assert_eq!(
        locked.problems[0].part.as_deref(),
        Some("OPS/text/one.xhtml")
    );
    assert!(locked.text.starts_with("第二章\n"));
    let fonts = read_sound(
        "a.epub",
        &book(Some(&method("http://www.idpf.org/2008/embedding"))),
    );
    assert_eq!(fonts.status(), Status::Ok);
}

#[test]
fn a_book_that_is_damaged_is_told_of() {
    let parts = [("mimetype", "application/epub+zip")];
    let empty = read_sound(
        "a.epub",
        &archive(parts.map(|(name, it)| (name, it.as_bytes()))),
    );
    assert_eq!(empty.problems[0].kind, ProblemKind::MissingPart);
    assert!(!empty.problems[0].message(Language::Zh).is_empty());
    let whole = book(None);
    let mut state = 5_usize;
    for _ in 0..200 {
        state = (state * 1_103_515_245 + 12_345) % (1 << 31);
        let mut bytes = whole.clone();
        let at = (state >> 4) % bytes.len();
        bytes[at] ^= 1 << (state % 8);
        if state.is_multiple_of(3) {
            bytes.truncate(at);
        }
        read_sound("a.epub", &bytes);
    }
}
