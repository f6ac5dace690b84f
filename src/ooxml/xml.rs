//! A part's XML as a flat series of events with source offsets: encodings, references, CDATA, namespaces, the pairs of
//! tags and limits are settled here. Pulls from `markup`, never recurses and builds no tree.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem::FindIter;

use super::element::Element;
use super::encoding::Source;
use super::markup::{Markup, StartTag, Token};
use super::namespace::Namespace;
use super::namespaces::Namespaces;
use super::references::{resolved, unescaped};
use crate::document::{Origin, ProblemKind};
use crate::text::Stop;

/// How deep elements may be nested; what lies deeper is left out.
const DEPTH_LIMIT: usize = 512;

/// After how many events the wish to stop is asked for.
const STOP_INTERVAL: u32 = 1024;

/// One step through a part. Elements that nobody looks at are passed over, though not what stands in them.
pub(crate) enum Event<'x> {
    /// A start tag; every one is followed by its [`Event::Close`], also that of an empty element.
    Open(Tag<'x>),
    /// The end of the innermost open element, which this is.
    Close(Element),
    /// Character data directly inside the element.
    Text(Element, Piece<'x>),
}

/// A start tag.
pub(crate) struct Tag<'x> {
    /// Which element it opens.
    pub(crate) element: Element,
    start: StartTag<'x>,
    source: &'x Source,
    /// Where in the text it begins and ends.
    span: Range<usize>,
}

/// A piece of character data.
pub(crate) struct Piece<'x> {
    /// The characters that it stands for.
    pub(crate) text: Cow<'x, str>,
    /// Where they came from.
    pub(crate) origin: Origin,
}

impl Tag<'_> {
    /// The tag as it stands, as a source of text.
    pub(crate) fn origin(&self) -> Origin {
        match self.source.origin(self.span.clone(), false) {
            Origin::Decoded { start, end } => Origin::Tag { start, end },
            other => other,
        }
    }

    /// The tag as it stands.
    pub(crate) fn raw(&self) -> &str {
        self.source.text().get(self.span.clone()).unwrap_or("")
    }

    /// Where in the part's text it begins and ends.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The value of the attribute of this local name, whatever its prefix.
    pub(crate) fn attribute(&self, local: &str) -> Option<String> {
        self.start
            .attributes()
            .find(|(name, _)| name.split_once(':').map_or(*name, |(_, name)| name) == local)
            .map(|(_, value)| unescaped(&value))
    }

    /// The value of the attribute of this local name that has a prefix, beside one that may have none.
    pub(crate) fn qualified_attribute(&self, local: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let is_it = |name: &str| name.split_once(':').is_some_and(|(_, name)| name == local);
        attributes
            .find(|(name, _)| is_it(name))
            .map(|(_, value)| unescaped(&value))
    }

    /// The element's `val` attribute.
    pub(crate) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// What `read` makes of the element's `val` attribute as it is written, at no cost in memory.
    pub(crate) fn read_value<T>(&self, read: impl FnOnce(&str) -> T) -> Option<T> {
        self.start
            .attributes()
            .find(|(name, _)| name.split_once(':').map_or(*name, |(_, name)| name) == "val")
            .map(|(_, value)| read(&value))
    }

    /// The number in the element's `val` attribute.
    pub(crate) fn number<N: std::str::FromStr>(&self) -> Option<N> {
        self.value()?.trim().parse().ok()
    }

    /// Whether an element that stands for "yes" does not say "no".
    pub(crate) fn is_on(&self) -> bool {
        !matches!(
            self.value().as_deref(),
            Some("0" | "false" | "off" | "none")
        )
    }
}

/// An element's markup from its start tag to its end tag.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    span: Range<usize>,
    /// How many elements were open in it, itself included: deeper it might reach the limit.
    depth: usize,
    /// How often prefixes had been bound or freed before it.
    bindings: usize,
}

/// A walk through one part.
pub(crate) struct Xml<'x> {
    markup: Markup<'x>,
    token_start: usize,
    source: &'x Source,
    names: Namespaces<'x>,
    /// Where the text speaks of namespaces, from the newest tag on.
    bindings: FindIter<'x, 'static>,
    next_binding: usize,
    open: Vec<Open<'x>>,
    /// How many open elements lie below the limit of depth.
    too_deep: usize,
    /// The innermost element was an empty tag, so its close comes next.
    close_next: bool,
    stop: &'x Stop,
    until_stop: u32,
    problem: Option<ProblemKind>,
}

/// An open element.
struct Open<'x> {
    element: Element,
    /// Its name with its prefix, which its end tag must repeat.
    name: &'x str,
}

impl<'x> Xml<'x> {
    /// Start at the head of a part.
    pub(crate) fn new(source: &'x Source, stop: &'x Stop) -> Self {
        let text = source.text();
        Self {
            markup: Markup::new(text),
            token_start: 0,
            source,
            names: Namespaces::new(),
            bindings: memchr::memmem::find_iter(text.as_bytes(), "xmlns"),
            next_binding: 0,
            open: Vec::new(),
            too_deep: 0,
            close_next: false,
            stop,
            until_stop: 0,
            problem: None,
        }
    }

    /// Start at the head of a part whose names are all of one namespace, whatever the file says.
    pub(crate) fn of_one_namespace(
        source: &'x Source,
        namespace: Namespace,
        stop: &'x Stop,
    ) -> Self {
        Self {
            names: Namespaces::only(namespace),
            ..Self::new(source, stop)
        }
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// What went wrong; the first thing that did.
    pub(crate) fn problem(self) -> Option<ProblemKind> {
        self.problem.or_else(|| self.source.problem())
    }

    /// The byte of the part's text behind what was read last.
    pub(crate) fn position(&self) -> usize {
        self.markup.position()
    }

    /// The byte of the part's text where what was read last begins.
    pub(crate) fn token_start(&self) -> usize {
        self.token_start
    }

    /// The namespace that `prefix` is bound to here.
    pub(crate) fn namespace(&self, prefix: &str) -> Namespace {
        self.names.resolve(prefix)
    }

    /// Leave out everything up to where only `depth` elements are open.
    pub(crate) fn skip_to_depth(&mut self, depth: usize) {
        while self.open.len() > depth && self.next().is_some() {}
    }

    /// Leave out the rest of the innermost element and its close.
    pub(crate) fn skip(&mut self) {
        self.skip_to_depth(self.open.len().saturating_sub(1));
    }

    /// The next step, or nothing at the end or at the first damage.
    pub(crate) fn next(&mut self) -> Option<Event<'x>> {
        loop {
            if self.close_next {
                self.close_next = false;
                match self.close()? {
                    Element::Other => continue,
                    element => return Some(Event::Close(element)),
                }
            }
            if self.until_stop == 0 {
                self.until_stop = STOP_INTERVAL;
                if self.stop.requested() {
                    return self.fail(ProblemKind::TooSlow);
                }
            }
            self.until_stop -= 1;
            let start = self.markup.position();
            self.token_start = start;
            let token = match self.markup.next() {
                Ok(token) => token,
                Err(at) => return self.broken(at),
            };
            let span = start..self.markup.position();
            match token {
                Some(Token::Start(tag)) => {
                    if self.is_at_limit() {
                        self.too_deep += usize::from(!tag.is_empty);
                        continue;
                    }
                    self.close_next = tag.is_empty;
                    let element = self.open(&tag, &span);
                    if element != Element::Other {
                        return Some(Event::Open(Tag {
                            element,
                            start: tag,
                            source: self.source,
                            span,
                        }));
                    }
                }
                Some(Token::End(_)) if self.too_deep > 0 => self.too_deep -= 1,
                Some(Token::End(name)) => {
                    if self.open.last().is_none_or(|open| open.name != name) {
                        return self.broken(start);
                    }
                    match self.close()? {
                        Element::Other => {}
                        element => return Some(Event::Close(element)),
                    }
                }
                Some(Token::Aside) => {}
                // What it defines is not followed, as no office program would.
                Some(Token::DocType) => {
                    self.problem.get_or_insert(ProblemKind::Dtd);
                }
                Some(_) if self.too_deep > 0 => {}
                Some(Token::Text(text)) => return Some(self.text(Cow::Borrowed(text), span, true)),
                Some(Token::CData(text)) => {
                    if !text.is_empty() {
                        return Some(self.text(Cow::Borrowed(text), span, false));
                    }
                }
                Some(Token::Reference(name)) => {
                    let text = match resolved(name) {
                        Some(character) => character.to_string(),
                        // An entity that nobody defined: what stands there is all there is.
                        None => format!("&{name};"),
                    };
                    return Some(self.text(Cow::Owned(text), span, false));
                }
                None if self.open.is_empty() => return None,
                None => return self.broken(start),
            }
        }
    }

    /// The words of the element that `tag` has just opened, as far as they are read.
    pub(crate) fn words(&self, tag: &Tag<'_>) -> Words {
        Words {
            span: tag.span.clone(),
            depth: self.open.len(),
            bindings: self.names.changes(),
        }
    }

    /// All words of the element that began with `words`, if it is the one that was just closed and says the same wherever
    /// it stands.
    pub(crate) fn all_words(&self, words: &Words) -> Option<Words> {
        let is_whole = self.open.len() + 1 == words.depth
            && self.names.changes() == words.bindings
            && self.problem.is_none();
        is_whole.then(|| Words {
            span: words.span.start..self.markup.position(),
            ..*words
        })
    }

    /// Whether the element that `tag` has just opened stands there in these words; if so it is closed.
    pub(crate) fn repeats(&mut self, tag: &Tag<'_>, words: &Words) -> bool {
        let text = self.source.text();
        let repeats = self.open.len() <= words.depth
            && self.names.changes() == words.bindings
            && match (text.get(words.span.clone()), text.get(tag.span.start..)) {
                (Some(words), Some(ahead)) => ahead.starts_with(words),
                _ => false,
            };
        if repeats {
            self.markup
                .go_to(tag.span.start.saturating_add(words.span.len()));
            self.close_next = false;
            self.close();
        }
        repeats
    }

    fn is_at_limit(&mut self) -> bool {
        if self.open.len() < DEPTH_LIMIT {
            return false;
        }
        self.problem
            .get_or_insert(ProblemKind::TooDeep { limit: DEPTH_LIMIT });
        true
    }

    fn open(&mut self, tag: &StartTag<'x>, span: &Range<usize>) -> Element {
        if self.binds(span) {
            self.names.bind(tag, self.open.len());
        }
        let name = tag.name();
        let element = self.names.element(name);
        self.open.push(Open { element, name });
        element
    }

    /// Whether the tag at `span`, which lies behind those that were asked about before, may bind a prefix.
    fn binds(&mut self, span: &Range<usize>) -> bool {
        while self.next_binding < span.start {
            self.next_binding = self.bindings.next().unwrap_or(usize::MAX);
        }
        self.next_binding < span.end
    }

    fn close(&mut self) -> Option<Element> {
        let open = self.open.pop()?;
        self.names.leave(self.open.len());
        Some(open.element)
    }

    fn text(&self, text: Cow<'x, str>, span: Range<usize>, verbatim: bool) -> Event<'x> {
        let inside = self.open.last().map_or(Element::Other, |open| open.element);
        Event::Text(
            inside,
            Piece {
                text,
                origin: self.source.origin(span, verbatim),
            },
        )
    }

    /// Read no further, for this reason.
    pub(crate) fn give_up(&mut self, problem: ProblemKind) {
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
        self.markup = Markup::new("");
        None
    }
}
