//! PDF files for tests, written from what each page draws.

use std::fmt::Write as _;

/// A file in the making: its pages in order, and what its catalog and trailer say besides.
#[derive(Default)]
pub(crate) struct File {
    pub(crate) pages: Vec<Page>,
    /// Title and the like: `/Title (…)`.
    pub(crate) info: String,
    /// More objects, each with its number from 900 on.
    pub(crate) objects: Vec<(usize, String)>,
    /// What stands in the trailer besides: `/Encrypt 900 0 R`.
    pub(crate) trailer: String,
}

/// A page of 600 by 800 points.
#[derive(Default)]
pub(crate) struct Page {
    /// Drawing instructions; `y` counts from the lower edge.
    pub(crate) content: String,
    /// How the content is said to be encoded: `/Filter /FlateDecode`.
    pub(crate) filter: &'static str,
    /// Annotations, as dictionaries.
    pub(crate) annotations: String,
}

/// `text` at that place in that size, in a font that is not in the file and has all of Han and Latin.
pub(crate) fn words(x: f64, y: f64, size: f64, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td {} Tj ET\n", hex(text))
}

/// `text` as a string of the file, in UTF-16.
pub(crate) fn hex(text: &str) -> String {
    let units = text.encode_utf16();
    units.fold("<".to_owned(), |mut all, unit| {
        write!(all, "{unit:04X}").unwrap();
        all
    }) + ">"
}

/// A string of the file that says it is in UTF-16.
pub(crate) fn string(text: &str) -> String {
    hex(text).replacen('<', "<FEFF", 1)
}

impl File {
    /// Pages that draw these.
    pub(crate) fn of<const N: usize>(contents: [String; N]) -> Self {
        Self {
            pages: contents
                .map(|content| Page {
                    content,
                    ..Page::default()
                })
                .into(),
            ..Self::default()
        }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let kids: String = (0..self.pages.len())
            .map(|page| format!("{} 0 R ", 10 + 2 * page))
            .collect();
        let mut objects = vec![
            (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
            (
                2,
                format!(
                    "<< /Type /Pages /Kids [{kids}] /Count {} >>",
                    self.pages.len()
                ),
            ),
            (3, format!("<< {} >>", self.info)),
            (4, FONT.to_owned()),
            (5, UNREADABLE_FONT.to_owned()),
            (
                6,
                stream(
                    "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
                    "0",
                ),
            ),
            (7, stream("", "0 0 500 500 re f")),
        ];
        for (number, page) in self.pages.iter().enumerate() {
            let own = 10 + 2 * number;
            let body = format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R \
                 /Resources << /Font << /F1 4 0 R /F2 5 0 R >> /XObject << /Im 6 0 R >> >> /Annots [{}] >>",
                own + 1,
                page.annotations
            );
            objects.push((own, body));
            objects.push((own + 1, stream(page.filter, &page.content)));
        }
        objects.extend(self.objects.iter().cloned());
        let (mut file, mut places) = ("%PDF-1.7\n".to_owned(), String::new());
        for (number, body) in objects {
            writeln!(places, "{number} 1\n{:010} 00000 n ", file.len()).unwrap();
            write!(file, "{number} 0 obj\n{body}\nendobj\n").unwrap();
        }
        let start = file.len();
        write!(
            file,
            "xref\n0 1\n0000000000 65535 f \n{places}trailer\n<< /Root 1 0 R /Info 3 0 R /Size 999 {} >>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        )
        .unwrap();
        file.into_bytes()
    }
}

fn stream(dictionary: &str, data: &str) -> String {
    format!(
        "<< {dictionary} /Length {} >>\nstream\n{data}\nendstream",
        data.len()
    )
}

const FONT: &str = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H \
    /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] \
    /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> \
    /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 >> >>] >>";

/// A font of drawn squares that are called nothing.
const UNREADABLE_FONT: &str = "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] \
    /CharProcs << /zz1 7 0 R /zz2 7 0 R >> /Encoding << /Type /Encoding /Differences [97 /zz1 /zz2] >> \
    /FirstChar 97 /LastChar 98 /Widths [500 500] >>";
