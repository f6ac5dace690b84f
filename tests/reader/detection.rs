//! What a file is, by its content first and its name second.

use unfilled::document::{Document, Format, ProblemKind, Status};
use unfilled::reader::{FILE_LIMIT, Input, READERS, format_of_name, is_document_name, read};
use unfilled::text::Stop;

use super::read_sound;
use crate::support::zip;

/// A zip archive with these entries, uncompressed as `mimetype` must be.
fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let entries = entries.iter();
    zip::stored(entries.map(|(name, content)| (*name, content.as_bytes())))
}

/// A compound file whose root holds streams of these names.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0_u8; 512];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[30] = 9;
    // Sector 0 is the allocation table, the directory begins at sector 1.
    bytes[48..52].copy_from_slice(&1_u32.to_le_bytes());
    let sectors = (streams.len() + 1).div_ceil(4);
    let mut table = vec![0xFF_u8; 512];
    for sector in 1..=sectors {
        let next = if sector == sectors {
            0xFFFF_FFFE
        } else {
            sector as u32 + 1
        };
        table[sector * 4..sector * 4 + 4].copy_from_slice(&next.to_le_bytes());
    }
    bytes.extend(table);
    let none = u32::MAX.to_le_bytes();
    let entry = |name: &str, right: Option<u32>, child: Option<u32>| {
        let mut entry = [0_u8; 128];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[68..72].copy_from_slice(&none);
        entry[72..76].copy_from_slice(&right.map_or(none, u32::to_le_bytes));
        entry[76..80].copy_from_slice(&child.map_or(none, u32::to_le_bytes));
        entry
    };
    bytes.extend(entry("Root Entry", None, Some(1)));
    for (index, name) in streams.iter().enumerate() {
        let right = (index + 1 < streams.len()).then_some(index as u32 + 2);
        bytes.extend(entry(name, right, None));
    }
    bytes.resize(512 * (2 + sectors), 0);
    bytes
}

fn outcome(name: &str, bytes: &[u8]) -> (Format, Status) {
    let document = read_sound(name, bytes);
    (document.format, document.status())
}

fn renamed(document: &Document) -> Option<(Format, Format)> {
    document
        .problems
        .iter()
        .find_map(|problem| match problem.kind {
            ProblemKind::Renamed { named, found } => Some((named, found)),
            _ => None,
        })
}

#[test]
fn containers_are_told_apart_by_what_they_hold() {
    let package = |part| archive(&[("[Content_Types].xml", ""), (part, "")]);
    let open = |kind: &str| {
        let media_type = format!("application/vnd.oasis.opendocument.{kind}");
        archive(&[("mimetype", &media_type), ("content.xml", "")])
    };
    let unsupported = Status::Unsupported;
    for (name, bytes, format) in [
        ("a.xlsb", package("xl/workbook.bin"), Format::Xlsb),
        ("a.zip", archive(&[("photo.jpg", "")]), Format::Zip),
        ("a.zip", archive(&[]), Format::Zip),
    ] {
        assert_eq!(outcome(name, &bytes), (format, unsupported), "{name}");
        // Cut short, the names in front of the entries still tell.
        let cut = &bytes[..bytes.len() - 30.min(bytes.len() - 4)];
        assert_eq!(read_sound(name, cut).format, format, "{name} cut short");
    }
    for (name, bytes, format) in [
        ("a.xlsx", package("xl/workbook.xml"), Format::Xlsx),
        ("a.pptx", package("ppt/presentation.xml"), Format::Pptx),
        ("a.odt", open("text"), Format::Odt),
        ("a.ods", open("spreadsheet"), Format::Ods),
        ("a.odp", open("presentation"), Format::Odp),
        ("a.ofd", archive(&[("OFD.xml", "")]), Format::Ofd),
    ] {
        assert_eq!(read_sound(name, &bytes).format, format);
        assert_eq!(read_sound("无扩展名", &bytes).format, format);
        assert_eq!(read_sound(name, &bytes[..bytes.len() - 30]).format, format);
    }
    let book = archive(&[("mimetype", "application/epub+zip")]);
    assert_eq!(read_sound("a.epub", &book).format, Format::Epub);
    assert_eq!(read_sound("无扩展名", &book).format, Format::Epub);
    let word = package("word/document.xml");
    assert_eq!(read_sound("a.docx", &word).format, Format::Docx);
    assert_eq!(read_sound("无扩展名", &word).format, Format::Docx);
}

#[test]
fn compound_files_are_encrypted_or_old() {
    // Those that are read hold nothing here.
    let old = match cfg!(feature = "legacy") {
        true => Status::Corrupt,
        false => Status::Legacy,
    };
    for (name, streams, expected) in [
        (
            "a.docx",
            &["EncryptionInfo", "EncryptedPackage"][..],
            (Format::EncryptedOffice, Status::Encrypted),
        ),
        (
            "a.doc",
            &[
                "\u{1}CompObj",
                "1Table",
                "Data",
                "ObjectPool",
                "WordDocument",
            ],
            (Format::Doc, old),
        ),
        ("a.wps", &["WordDocument"], (Format::Wps, old)),
        ("a.xls", &["Workbook"], (Format::Xls, old)),
        ("a.et", &["Workbook"], (Format::Xls, old)),
        ("a.xls", &["Book"], (Format::Xls, old)),
        ("a.ppt", &["PowerPoint Document"], (Format::Ppt, old)),
        (
            "a.msg",
            &["__substg1.0_0037001F"],
            (Format::Msg, Status::Corrupt),
        ),
        ("a.doc", &["Something"], (Format::Doc, old)),
        ("a", &["Something"], (Format::LegacyOffice, Status::Legacy)),
    ] {
        let bytes = compound(streams);
        assert_eq!(outcome(name, &bytes), expected, "{name} {streams:?}");
        assert_eq!(renamed(&read_sound(name, &bytes)), None, "{name}");
    }
    // A password is the news, not the name.
    let protected = compound(&["EncryptedPackage"]);
    assert_eq!(read_sound("a.docx", &protected).problems.len(), 1);
    // The tree of a damaged file may go in circles.
    let mut circle = compound(&["A", "B"]);
    circle[512 * 2 + 128 * 2 + 72] = 1;
    circle[512 * 2 + 128 * 2 + 73..512 * 2 + 128 * 2 + 76].fill(0);
    assert_eq!(outcome("a.doc", &circle), (Format::Doc, old));
}

#[test]
fn content_that_is_not_what_the_name_says() {
    let word = archive(&[("[Content_Types].xml", ""), ("word/document.xml", "")]);
    let text = "本周召开会议多少次。\n".as_bytes();
    for (name, bytes, named, found) in [
        ("a.doc", text, Format::Doc, Format::Text),
        ("a.txt", &word, Format::Text, Format::Docx),
        ("a.doc", &word, Format::Doc, Format::Docx),
        (
            "a.docx",
            &compound(&["WordDocument"]),
            Format::Docx,
            Format::Doc,
        ),
        ("a.doc", br"{\rtf1 a}", Format::Doc, Format::Rtf),
        (
            "a.xls",
            b"<html><body>1</body></html>",
            Format::Xls,
            Format::Html,
        ),
        ("a.txt", b"%PDF-1.7\n", Format::Text, Format::Pdf),
        (
            "a.txt",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
            Format::Text,
            Format::Binary,
        ),
    ] {
        let document = read_sound(name, bytes);
        assert_eq!(renamed(&document), Some((named, found)), "{name}");
        assert_eq!(document.format, found, "{name}");
    }
    let document = read_sound("a.doc", text);
    assert_eq!(
        (document.text.as_bytes(), document.status()),
        (text, Status::Ok)
    );
}

#[test]
fn single_files() {
    let flat =
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?><w:wordDocument/>";
    for (name, bytes, expected) in [
        (
            "a.pdf",
            &b"%PDF-1.4\n%\xE2\xE3"[..],
            (Format::Pdf, Status::Corrupt),
        ),
        ("a.rtf", br"{\rtf1\ansi}", (Format::Rtf, Status::Ok)),
        ("a.html", b"<p>x</p>", (Format::Html, Status::Ok)),
        (
            "a.bin",
            b"\0\x01\x02\xFF\xFE\xFD\0",
            (Format::Binary, Status::Unsupported),
        ),
        ("a.doc", flat.as_bytes(), (Format::Doc, Status::Legacy)),
        ("a.md", b"<!doctype html>\n", (Format::Markdown, Status::Ok)),
        ("README", "说明".as_bytes(), (Format::Text, Status::Ok)),
        ("a.txt", b"", (Format::Text, Status::Ok)),
        ("a.md", b"", (Format::Markdown, Status::Ok)),
        (
            "a.txt",
            b"one \0 stray character in a text",
            (Format::Text, Status::Ok),
        ),
    ] {
        assert_eq!(outcome(name, bytes), expected, "{name} {bytes:?}");
    }
    let empty = read_sound("a.txt", b"");
    assert_eq!((empty.text.as_str(), empty.encoding), ("", Some("UTF-8")));
}

#[test]
fn an_open_document_file_with_a_password() {
    let manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let bytes = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(outcome("a.odt", &bytes), (Format::Odt, Status::Encrypted));
}

#[test]
fn the_caller_may_know_better() {
    let input = Input {
        name: "-".to_owned(),
        bytes: "# A".into(),
        format: Some(Format::Markdown),
    };
    let document = read(input, &Stop::never());
    assert_eq!(
        (
            document.format,
            document.nodes.len(),
            document.problems.len()
        ),
        (Format::Markdown, 1, 0)
    );
}

#[test]
fn a_file_above_the_limit_is_refused_and_one_below_is_not() {
    let size = usize::try_from(FILE_LIMIT).unwrap();
    let limit = FILE_LIMIT;
    let huge = |size| Input {
        name: "a.txt".to_owned(),
        bytes: vec![b'a'; size].into(),
        format: None,
    };
    let document = read(huge(size + 1), &Stop::never());
    assert_eq!(
        document.problems[0].kind,
        ProblemKind::FileTooLarge { limit }
    );
    assert_eq!((document.text.len(), document.status()), (0, Status::Limit));
    assert_eq!(read(huge(size), &Stop::never()).text.len(), size);
}

#[test]
fn reading_ends_when_asked_to() {
    let stop = Stop::never();
    stop.request();
    let bytes = encoding_rs::GB18030.encode("走访多少户。\n").0.into_owned();
    let document = read(
        Input {
            name: "a.txt".to_owned(),
            bytes: bytes.into(),
            format: None,
        },
        &stop,
    );
    assert_eq!(document.problems[0].kind, ProblemKind::TooSlow);
}

#[test]
fn a_walk_looks_at_documents_only() {
    for name in [
        "总结.DOCX",
        "dir.v2/a.txt",
        r"C:\x\a.Md",
        "a.wps",
        "a.ofd",
        "a.et",
        "x.y.html",
        "a.csv",
    ] {
        assert!(is_document_name(name), "{name}");
    }
    for name in [
        "main.rs",
        "a.json",
        "docx",
        "dir.docx/file",
        "~$总结.docx",
        "a.png",
        "a.exe",
        "a.docx.bak",
    ] {
        assert!(!is_document_name(name), "{name}");
    }
    assert_eq!(format_of_name("a.DOTX"), Some(Format::Docx));
}

#[test]
fn the_table_names_each_extension_once() {
    let mut all: Vec<_> = READERS
        .iter()
        .flat_map(|reader| reader.extensions)
        .collect();
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count);
    let formats: Vec<_> = READERS.iter().map(|reader| reader.format).collect();
    let outside = [Format::EncryptedOffice, Format::Unknown];
    for format in Format::ALL {
        assert!(
            formats.contains(format) || outside.contains(format),
            "{format:?} has no line"
        );
    }
}
