//! Word documents of different makes, packed as Word packs them (ECMA-376 part 2). No more than a reader needs is in them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::texts::Figures;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The properties that a run has in an office paper.
const LOOKS: &str = "<w:rPr><w:rFonts w:ascii=\"FangSong\" w:eastAsia=\"FangSong\" w:hint=\"eastAsia\"/><w:color w:val=\"000000\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/></w:rPr>";

/// What a document mostly consists of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Make {
    /// Paragraphs of one run without properties.
    Text,
    /// Tables whose cells, paragraphs and runs all have properties.
    Markup,
    /// A run for every two characters, as proofing tools leave them.
    Runs,
    /// A footnote to every sentence.
    Footnotes,
}

impl Make {
    pub(crate) const ALL: [Make; 4] = [Make::Text, Make::Markup, Make::Runs, Make::Footnotes];
}

/// A document, packed and not.
pub(crate) struct WordFile {
    /// All of the file.
    pub(crate) packed: Vec<u8>,
    /// The size of its parts with text when inflated, in bytes.
    pub(crate) inflated: usize,
    /// What stands inside `<w:body>`.
    pub(crate) body: String,
}

impl WordFile {
    /// A document of the make whose parts with text have together `bytes`, or a little more.
    pub(crate) fn new(make: Make, figures: &mut Figures, bytes: usize) -> Self {
        let (mut body, mut notes) = (String::new(), String::new());
        let mut number = 1;
        while body.len() + notes.len() < bytes {
            let sentence = figures.sentence();
            match make {
                Make::Text => body += &paragraph("", &run("", &sentence)),
                Make::Markup => body += &table_row(&sentence),
                Make::Runs => body += &paragraph("", &short_runs(&sentence)),
                Make::Footnotes => {
                    let mark = format!("<w:r><w:footnoteReference w:id=\"{number}\"/></w:r>");
                    body += &paragraph("", &(run("", &sentence) + &mark));
                    let note = paragraph("", &run("", &figures.sentence()));
                    notes += &format!("<w:footnote w:id=\"{number}\">{note}</w:footnote>");
                    number += 1;
                }
            }
        }
        if matches!(make, Make::Markup) {
            body = format!("<w:tbl>{body}</w:tbl>");
        }
        let main = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
        let notes = format!("<w:footnotes xmlns:w=\"{WORD}\">{notes}</w:footnotes>");
        Self {
            inflated: main.len() + notes.len(),
            packed: pack(&[
                (
                    "_rels/.rels",
                    &relationship("officeDocument", "word/document.xml"),
                ),
                (
                    "word/_rels/document.xml.rels",
                    &relationship("footnotes", "footnotes.xml"),
                ),
                ("word/document.xml", &main),
                ("word/footnotes.xml", &notes),
            ]),
            body,
        }
    }
}

fn paragraph(properties: &str, runs: &str) -> String {
    format!("<w:p w:rsidR=\"00A31B5C\" w:rsidRDefault=\"00A31B5C\">{properties}{runs}</w:p>")
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run for every two characters.
fn short_runs(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let pairs = characters.chunks(2).map(String::from_iter);
    pairs.map(|pair| run(LOOKS, &pair)).collect()
}

/// A row with a cell for each clause.
fn table_row(sentence: &str) -> String {
    let layout = "<w:pPr><w:widowControl/><w:spacing w:line=\"360\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/></w:pPr>";
    let cells: String = sentence
        .split_inclusive('，')
        .map(|clause| {
            let content = paragraph(layout, &run(LOOKS, clause));
            format!("<w:tc><w:tcPr><w:tcW w:w=\"2074\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{content}</w:tc>")
        })
        .collect();
    format!("<w:tr w:rsidR=\"00A31B5C\"><w:trPr><w:trHeight w:val=\"567\"/></w:trPr>{cells}</w:tr>")
}

fn relationship(kind: &str, target: &str) -> String {
    format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/></Relationships>"
    )
}

fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipArchiveWriter::new(Vec::new());
    for (name, content) in parts {
        let builder = writer.new_file(*name);
        let builder = builder.compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = builder.start().expect("a new entry");
        let mut data = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        data.write_all(content.as_bytes()).expect("memory");
        let (encoder, described) = data.finish().expect("memory");
        encoder.finish().expect("memory");
        entry.finish(described).expect("an entry");
    }
    writer.finish().expect("an archive")
}
