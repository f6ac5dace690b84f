//! What an e-book is made of (EPUB 3.3, sections 4.2 and 5): the container leads to the package, the package to the chapters.

use std::collections::{HashMap, HashSet};

use crate::document::{Problem, ProblemKind};
use crate::ooxml::element::Element;
use crate::ooxml::package::Package;
use crate::ooxml::parts::joined;
use crate::ooxml::xml::{Event, Xml};

const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";

/// Fonts are made useless to whoever takes them out of a book. No chapter is.
const OF_FONTS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
];

/// More chapters than this no book has.
const MOST_ITEMS: usize = 10_000;

/// The parts of a book.
#[derive(Default)]
pub(super) struct Book {
    /// The part that lists all others.
    pub(super) main: Option<String>,
    /// What is read, in order.
    pub(super) items: Vec<Item>,
    /// The parts that need a key.
    pub(super) encrypted: HashSet<String>,
}

/// A part of the book's text.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) part: String,
    /// Whether it is a page, and not a picture or the like.
    pub(super) is_page: bool,
    /// Whether it is the table of contents.
    is_contents: bool,
}

impl Book {
    /// Find the parts of the book in `package`.
    pub(super) fn find(package: &mut Package<'_>) -> Self {
        let mut main = None;
        package_table(CONTAINER, package, |xml| main = root(xml));
        let Some(main) = main else {
            return Self::default();
        };
        let mut items = Vec::new();
        package_table(&main, package, |xml| items = listed(&main, xml));
        let mut encrypted = HashSet::new();
        if package.contains(ENCRYPTION) {
            package.with_table(ENCRYPTION, |xml| encrypted = of_encryption(xml));
        }
        if items.is_empty() && !package.is_broken(&main) {
            package.has_problem(Problem::in_part(ProblemKind::MissingBody, &main));
        }
        Self {
            main: Some(main),
            items,
            encrypted,
        }
    }
}

/// Walk through a part that must be there.
fn package_table(name: &str, package: &mut Package<'_>, walk: impl FnOnce(&mut Xml<'_>)) {
    if package.contains(name) {
        package.with_table(name, walk);
    } else {
        package.has_problem(Problem::in_part(ProblemKind::MissingPart, name));
    }
}

/// The part that lists all others.
fn root(xml: &mut Xml<'_>) -> Option<String> {
    let mut root = None;
    while let Some(event) = xml.next() {
        if let Event::Open(tag) = event
            && tag.element == Element::BookRoot
            && root.is_none()
        {
            root = tag.attribute("full-path").map(|path| resolved("", &path));
        }
    }
    root
}

/// The pages in the order in which the book is read, then those that lie beside it.
fn listed(main: &str, xml: &mut Xml<'_>) -> Vec<Item> {
    let mut items: HashMap<String, Item> = HashMap::new();
    let (mut ids, mut order) = (Vec::new(), Vec::new());
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        if ids.len().max(order.len()) >= MOST_ITEMS {
            break;
        }
        let attribute = |name| tag.attribute(name).unwrap_or_default();
        match tag.element {
            Element::BookItem => {
                let kind = attribute("media-type");
                let properties = attribute("properties");
                let item = Item {
                    part: resolved(main, &attribute("href")),
                    is_page: ["html", "dtbook", "oeb1-document", "svg+xml"]
                        .iter()
                        .any(|word| kind.contains(word)),
                    is_contents: properties.split(' ').any(|word| word == "nav"),
                };
                let is_beside = item.is_page && !kind.contains("svg");
                let id = attribute("id");
                ids.extend(is_beside.then(|| id.clone()));
                items.insert(id, item);
            }
            Element::BookItemReference => order.push(attribute("idref")),
            _ => {}
        }
    }
    let in_order = order.iter().chain(&ids);
    let found = in_order.filter_map(|id| items.remove(id));
    found.filter(|item| !item.is_contents).collect()
}

/// The parts that need a key.
fn of_encryption(xml: &mut Xml<'_>) -> HashSet<String> {
    let mut encrypted = HashSet::new();
    let mut is_font = false;
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        match tag.element {
            Element::BookEncryption => {
                let algorithm = tag.attribute("Algorithm").unwrap_or_default();
                is_font = OF_FONTS.contains(&algorithm.as_str());
            }
            Element::BookEncrypted if !is_font => {
                let part = tag.attribute("URI");
                encrypted.extend(part.map(|part| resolved("", &part)));
            }
            _ => {}
        }
    }
    encrypted
}

/// The part that `address` in the part `from` leads to.
fn resolved(from: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or("");
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    joined(folder, &unescaped(address))
}

/// An address without its `%20`.
fn unescaped(address: &str) -> String {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    loop {
        rest = match rest {
            [] => return String::from_utf8_lossy(&bytes).into_owned(),
            [b'%', high, low, after @ ..] if digit(*high).is_some() && digit(*low).is_some() => {
                let value = digit(*high).unwrap_or(0) << 4 | digit(*low).unwrap_or(0);
                bytes.extend(u8::try_from(value).ok());
                after
            }
            [byte, after @ ..] => {
                bytes.push(*byte);
                after
            }
        };
    }
}
