//! The words of an HTML page as a browser shows them: a line a block, white space as one space.
//!
//! Places of tags are the affair of `html`. No style sheet is followed, and no script.

use std::ops::Range;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::escape::resolve_html5_entity;

use crate::document::{
    Document, Format, Node, NodeKind, Origin, Problem, ProblemKind, SourceMap, UnreadContent,
};
use crate::reader::{PIECE_LIMIT, encoding, html};
use crate::text::{LINE_SEPARATOR, Stop, TextRange};

/// Where an encoding is declared, it stands near the start.
const HEAD: usize = 4 << 10;

/// The longest name of a character that is looked up, with its `;`.
const ENTITY: usize = 34;

/// Elements that begin and end a line of their own.
const BLOCKS: &str = "address article aside blockquote body caption center dd details dialog dir div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol optgroup \
    option p pre section select summary table tbody td textarea tfoot th thead tr ul";

/// How wide or high a picture must be to hold words, in pixels.
const LEAST_PICTURE: u32 = 240;

/// Read the page that `bytes` are.
pub(super) fn read(bytes: &[u8], stop: &Stop) -> Document {
    let (encoding, mark) = encoding_of(bytes);
    let text = bytes.get(mark..).unwrap_or_default();
    let (text, damaged) = encoding.decode_without_bom_handling(text);
    let places = match damaged {
        true => text.matches(char::REPLACEMENT_CHARACTER).count(),
        false => 0,
    };
    let source = match encoding == UTF_8 && !damaged {
        true => Source::Same { mark },
        false => Source::Whole { size: bytes.len() },
    };
    let mut page = Page::new(source);
    page.read(&text, stop);
    let mut document = page.document();
    document.encoding = Some(encoding::name(encoding));
    if places > 0 {
        let kind = ProblemKind::UndecodableBytes { places };
        document.problems.push(Problem::new(kind));
    }
    document
}

fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    Encoding::for_bom(bytes)
        .or_else(|| Some((declared(bytes)?, 0)))
        .unwrap_or_else(|| {
            let is_utf8 = simdutf8::basic::from_utf8(bytes).is_ok();
            let encoding = if is_utf8 {
                UTF_8
            } else {
                encoding::guess(bytes)
            };
            (encoding, 0)
        })
}

/// The encoding that the page says it is in, unless the page would not be readable if it were.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, label) = head.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '>', '/'])?;
    let encoding = Encoding::for_label(label.get(..end)?.as_bytes())?;
    // A declaration that can be read byte by byte is not UTF-16.
    encoding.is_ascii_compatible().then_some(encoding)
}

/// How places in the decoded page become places in the file.
enum Source {
    /// They differ by the byte order mark.
    Same { mark: usize },
    /// Only the file as a whole is known.
    Whole { size: usize },
}

impl Source {
    fn origin(&self, span: Range<usize>, verbatim: bool) -> Origin {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        match *self {
            Source::Same { mark } if verbatim => Origin::Verbatim {
                start: offset(span.start + mark),
            },
            Source::Same { mark } => Origin::Decoded {
                start: offset(span.start + mark),
                end: offset(span.end + mark),
            },
            Source::Whole { size } => Origin::Decoded {
                start: 0,
                end: offset(size),
            },
        }
    }
}

/// A page that is being read.
struct Page {
    source: Source,
    text: String,
    map: SourceMap,
    part: u16,
    problems: Vec<Problem>,
    pictures: usize,
    /// White space that becomes a space where a word follows in the same line.
    space: Option<Range<usize>>,
    /// How many elements are open in which white space stays as it is.
    preformatted: usize,
    /// Where a heading has begun that is not ended, and its level.
    heading: Option<(usize, char)>,
    nodes: Vec<Node>,
}

impl Page {
    fn new(source: Source) -> Self {
        let mut map = SourceMap::default();
        let part = map.add_part("");
        Self {
            source,
            text: String::new(),
            map,
            part,
            problems: Vec::new(),
            pictures: 0,
            space: None,
            preformatted: 0,
            heading: None,
            nodes: Vec::new(),
        }
    }

    fn document(mut self) -> Document {
        self.end_line();
        if self.pictures > 0 {
            let unread = UnreadContent {
                pictures: self.pictures,
                ..UnreadContent::default()
            };
            let kind = ProblemKind::UnreadContent(unread);
            self.problems.push(Problem::new(kind));
        }
        Document {
            format: Format::Html,
            text: self.text.into(),
            map: self.map,
            nodes: self.nodes,
            problems: self.problems,
            ..Document::default()
        }
    }

    fn read(&mut self, page: &str, stop: &Stop) {
        let mut at = 0;
        // What the title says stands in no line of the page.
        let mut in_title = false;
        for (span, kind) in html::marks(page) {
            if !in_title {
                self.words(page, at..span.start);
            }
            at = span.end;
            if stop.requested() {
                self.problems.push(Problem::new(ProblemKind::TooSlow));
                return;
            }
            if self.map.len() > PIECE_LIMIT {
                let limit = PIECE_LIMIT;
                let kind = ProblemKind::TooManyPieces { limit };
                return self.problems.push(Problem::new(kind));
            }
            if kind == NodeKind::HtmlTag {
                let tag = page.get(span.clone()).unwrap_or("");
                let (name, is_end) = name_of(tag);
                match name.as_str() {
                    "title" => in_title = !is_end,
                    "br" => self.break_line(),
                    "pre" | "textarea" => {
                        self.end_line();
                        self.preformatted = match is_end {
                            true => self.preformatted.saturating_sub(1),
                            false => self.preformatted + 1,
                        };
                    }
                    "img" => self.pictures += usize::from(may_hold_words(tag)),
                    name if BLOCKS.split(' ').any(|block| block == name) => {
                        self.end_line();
                        self.heading(name, is_end);
                    }
                    _ => {}
                }
            }
        }
        self.words(page, at..page.len());
    }

    /// A block begins or ends: is it a heading?
    fn heading(&mut self, name: &str, is_end: bool) {
        let level = name
            .strip_prefix('h')
            .and_then(|level| level.chars().next());
        let Some(level) = level.filter(char::is_ascii_digit) else {
            return;
        };
        let begun = self.heading.take();
        if !is_end {
            self.heading = Some((self.text.len(), level));
        } else if let Some((start, level)) = begun {
            let range = TextRange::new(start, self.text.trim_end_matches('\n').len().max(start));
            let node = Node::with_detail(range, NodeKind::Heading, level.to_string());
            self.nodes.push(node);
        }
    }

    /// What stands between two tags.
    fn words(&mut self, page: &str, span: Range<usize>) {
        let text = page.get(span.clone()).unwrap_or("");
        let is_mark = |c: char| c == '&' || c.is_ascii_whitespace();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let here = span.start + at;
            let plain = rest.find(is_mark).unwrap_or(rest.len());
            if plain > 0 {
                let word = rest.get(..plain).unwrap_or("");
                self.write(word, here..here + plain, true);
                at += plain;
            } else if let Some(after) = rest.strip_prefix('&') {
                match character(after) {
                    Some((shown, length)) => {
                        self.write(&shown, here..here + 1 + length, false);
                        at += 1 + length;
                    }
                    None => {
                        self.write("&", here..here + 1, true);
                        at += 1;
                    }
                }
            } else {
                let after = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
                let length = rest.len() - after.len();
                self.white_space(rest.get(..length).unwrap_or(""), here..here + length);
                at += length;
            }
        }
    }

    fn white_space(&mut self, white: &str, span: Range<usize>) {
        if self.preformatted == 0 {
            self.space.get_or_insert(span);
            return;
        }
        let mut lines = white.split('\n');
        let first = lines.next().unwrap_or("").trim_end_matches('\r');
        if !first.is_empty() {
            self.write(first, span.start..span.start + first.len(), true);
        }
        for line in lines {
            self.end_line();
            if !line.is_empty() {
                self.write(line, span.clone(), false);
            }
        }
    }

    fn write(&mut self, text: &str, span: Range<usize>, verbatim: bool) {
        if let Some(space) = self.space.take()
            && !self.at_line_start()
        {
            let verbatim = space.len() == 1 && space.end == span.start;
            self.push(" ", space, verbatim);
        }
        self.push(text, span, verbatim);
    }

    fn push(&mut self, text: &str, span: Range<usize>, verbatim: bool) {
        let origin = self.source.origin(span, verbatim);
        self.map.push(self.text.len(), self.part, origin);
        self.text.push_str(text);
    }

    fn at_line_start(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(['\n', LINE_SEPARATOR])
    }

    fn synthetic(&mut self, character: char) {
        self.map.push(self.text.len(), self.part, Origin::Synthetic);
        self.text.push(character);
    }

    fn break_line(&mut self) {
        self.space = None;
        self.synthetic(LINE_SEPARATOR);
    }

    fn end_line(&mut self) {
        self.space = None;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.synthetic('\n');
        }
    }
}

/// The name of a tag in lower case, and whether the tag ends an element.
fn name_of(tag: &str) -> (String, bool) {
    let inside = tag.trim_start_matches('<');
    let (inside, is_end) = match inside.strip_prefix('/') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let name = inside.split(|c: char| c.is_ascii_whitespace() || "/>".contains(c));
    let name = name.take(1).collect::<String>();
    (name.to_ascii_lowercase(), is_end)
}

/// Whether a picture is large, or does not say that it is small.
fn may_hold_words(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let length = |name: &str| {
        let (_, value) = tag.split_once(&format!("{name}="))?;
        let value = value.trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_digit());
        let number = value.get(..end.unwrap_or(value.len()))?;
        number.parse::<u32>().ok()
    };
    let is_small = |name| length(name).is_some_and(|length| length < LEAST_PICTURE);
    !is_small("width") && !is_small("height")
}

/// The character that is named behind a `&`, and how long its name is.
fn character(after: &str) -> Option<(String, usize)> {
    let head = after.get(..ENTITY).unwrap_or(after);
    let length = head.find(';')?;
    let name = head.get(..length)?;
    let shown = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?.to_string()
        }
        None => resolve_html5_entity(name)?.to_owned(),
    };
    Some((shown.replace(['\n', '\r'], " "), length + 1))
}
