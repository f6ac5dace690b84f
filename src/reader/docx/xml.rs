//! A part's XML as a flat series of events with source offsets: encodings, references, CDATA, namespaces and
//! limits are settled here. Pulls from `quick-xml`, never recurses and builds no tree.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};

use super::element::{Element, Namespace};
use super::encoding::Source;
use super::namespaces::Namespaces;
use crate::document::{Origin, ProblemKind};
use crate::text::Stop;

/// How deep elements may be nested; what lies deeper is left out.
const DEPTH_LIMIT: usize = 512;

/// After how many events the wish to stop is asked for.
const STOP_INTERVAL: u32 = 1024;

/// One step through a part.
pub(super) enum Event<'x> {
    /// A start tag; every one is followed by its [`Event::Close`], also that of an empty element.
    Open(Tag<'x>),
    /// The end of the innermost open element, which this is.
    Close(Element),
    /// Character data directly inside the element.
    Text(Element, Piece<'x>),
}

/// A start tag.
pub(super) struct Tag<'x> {
    /// Which element it opens.
    pub(super) element: Element,
    /// The tag as it stands, as a source of text.
    pub(super) origin: Origin,
    start: BytesStart<'x>,
}

/// A piece of character data.
pub(super) struct Piece<'x> {
    /// The characters that it stands for.
    pub(super) text: Cow<'x, str>,
    /// Where they came from.
    pub(super) origin: Origin,
}

impl Tag<'_> {
    /// The value of the attribute of this local name, whatever its prefix.
    pub(super) fn attribute(&self, local: &str) -> Option<String> {
        self.start
            .attributes()
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == local)
            .map(|attribute| unescaped(&attribute.value))
    }

    /// The element's `val` attribute.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// The number in the element's `val` attribute.
    pub(super) fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.value()?.trim().parse().ok()
    }

    /// Whether an element that stands for "yes" does not say "no".
    pub(super) fn is_on(&self) -> bool {
        !matches!(
            self.value().as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// A walk through one part.
pub(super) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    source: &'x Source,
    names: Namespaces,
    open: Vec<Element>,
    /// How many open elements lie below the limit of depth.
    too_deep: usize,
    /// The innermost element was an empty tag, so its close comes next.
    close_next: bool,
    stop: &'x Stop,
    until_stop: u32,
    problem: Option<ProblemKind>,
}

impl<'x> Xml<'x> {
    /// Start at the head of a part.
    pub(super) fn new(source: &'x Source, stop: &'x Stop) -> Self {
        Self {
            reader: Reader::from_str(source.text()),
            source,
            names: Namespaces::default(),
            open: Vec::new(),
            too_deep: 0,
            close_next: false,
            stop,
            until_stop: 0,
            problem: None,
        }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// What went wrong; the first thing that did.
    pub(super) fn problem(self) -> Option<ProblemKind> {
        self.problem.or_else(|| self.source.problem())
    }

    /// The namespace that `prefix` is bound to here.
    pub(super) fn namespace(&mut self, prefix: &str) -> Namespace {
        self.names.resolve(prefix)
    }

    /// Leave out everything up to where only `depth` elements are open.
    pub(super) fn skip_to_depth(&mut self, depth: usize) {
        while self.open.len() > depth && self.next().is_some() {}
    }

    /// Leave out the rest of the innermost element and its close.
    pub(super) fn skip(&mut self) {
        self.skip_to_depth(self.open.len().saturating_sub(1));
    }

    /// The next step, or nothing at the end or at the first damage.
    pub(super) fn next(&mut self) -> Option<Event<'x>> {
        if self.close_next {
            self.close_next = false;
            return self.close();
        }
        loop {
            if self.until_stop == 0 {
                self.until_stop = STOP_INTERVAL;
                if self.stop.requested() {
                    return self.fail(ProblemKind::TooSlow);
                }
            }
            self.until_stop -= 1;
            let start = self.position();
            let Ok(raw) = self.reader.read_event() else {
                let at = usize::try_from(self.reader.error_position()).unwrap_or(start);
                return self.broken(at);
            };
            let span = start..self.position();
            match raw {
                Raw::Start(tag) => {
                    if self.is_at_limit() {
                        self.too_deep += 1;
                    } else {
                        return Some(self.opened(tag, span));
                    }
                }
                Raw::Empty(tag) => {
                    if !self.is_at_limit() {
                        self.close_next = true;
                        return Some(self.opened(tag, span));
                    }
                }
                Raw::End(_) => {
                    if self.too_deep > 0 {
                        self.too_deep -= 1;
                    } else {
                        return self.close();
                    }
                }
                Raw::Eof => {
                    if !self.open.is_empty() {
                        return self.broken(span.end);
                    }
                    return None;
                }
                Raw::Text(_) | Raw::CData(_) | Raw::GeneralRef(_) if self.too_deep > 0 => {}
                Raw::Text(text) => {
                    let text = text.into_inner();
                    if !text.is_empty() {
                        return Some(self.text(text, span, true));
                    }
                }
                Raw::CData(text) => {
                    let text = text.into_inner();
                    if !text.is_empty() {
                        return Some(self.text(text, span, false));
                    }
                }
                Raw::GeneralRef(name) => {
                    let text = match resolved(&name) {
                        Some(character) => Cow::Owned(character.to_string()),
                        // An entity that nobody defined: what stands there is all there is.
                        None => Cow::Owned(format!("&{};", &*name)),
                    };
                    return Some(self.text(text, span, false));
                }
                Raw::Decl(_) | Raw::PI(_) | Raw::Comment(_) | Raw::DocType(_) => {}
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn is_at_limit(&mut self) -> bool {
        if self.open.len() < DEPTH_LIMIT {
            return false;
        }
        self.problem
            .get_or_insert(ProblemKind::TooDeep { limit: DEPTH_LIMIT });
        true
    }

    fn opened(&mut self, start: BytesStart<'x>, span: Range<usize>) -> Event<'x> {
        let tag = self.source.text().get(span.clone()).unwrap_or("");
        if tag.contains("xmlns") {
            self.names.bind(&start, self.open.len());
        }
        let name = start.name().into_inner();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let element = Element::of(self.names.resolve(prefix), local);
        self.open.push(element);
        Event::Open(Tag {
            element,
            origin: self.source.origin(span, false),
            start,
        })
    }

    fn close(&mut self) -> Option<Event<'x>> {
        let element = self.open.pop()?;
        self.names.leave(self.open.len());
        Some(Event::Close(element))
    }

    fn text(&self, text: Cow<'x, str>, span: Range<usize>, verbatim: bool) -> Event<'x> {
        let inside = self.open.last().copied().unwrap_or(Element::Other);
        Event::Text(
            inside,
            Piece {
                text,
                origin: self.source.origin(span, verbatim),
            },
        )
    }

    /// Read no further, for this reason.
    pub(super) fn give_up(&mut self, problem: ProblemKind) {
        self.close_next = false;
        let _ = self.fail(problem);
    }

    fn broken(&mut self, at: usize) -> Option<Event<'x>> {
        let offset = self.source.offset(at);
        self.fail(ProblemKind::BrokenXml { offset })
    }

    fn fail(&mut self, problem: ProblemKind) -> Option<Event<'x>> {
        self.problem.get_or_insert(problem);
        self.open.clear();
        self.reader = Reader::from_str("");
        None
    }
}

/// The character that a reference stands for, given without its `&` and `;`.
fn resolved(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

/// An attribute's value with its references resolved.
fn unescaped(raw: &str) -> String {
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        value.push_str(before);
        let reference = after
            .split_once(';')
            .and_then(|(name, rest)| Some((resolved(name)?, rest)));
        rest = if let Some((character, rest)) = reference {
            value.push(character);
            rest
        } else {
            value.push('&');
            after
        };
    }
    value.push_str(rest);
    value
}
