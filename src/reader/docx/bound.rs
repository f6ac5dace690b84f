//! Content controls that are bound to a value in the package: Word shows the value, whatever text was saved in the control.
//!
//! Paths are those that Word writes: steps by name and number from the root. Others bind nothing here.

use std::borrow::Cow;

use crate::document::Origin;
use crate::ooxml::archive::TABLE_LIMIT;
use crate::ooxml::encoding::Source;
use crate::ooxml::markup::{Markup, StartTag, Token};
use crate::ooxml::package::Package;
use crate::ooxml::references::{resolved, unescaped};
use crate::reader::flow::Flow;

/// Where the properties of the document are bound, which are parts of another kind.
const PROPERTIES: &[(&str, &str)] = &[
    (
        "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
        "docProps/core.xml",
    ),
    ("{6668398D-A668-4E3E-A5EB-62B293D839F1}", "docProps/app.xml"),
];

/// What a control says of where its value stands.
pub(super) struct Binding {
    /// The id of the part; nothing where any part will do.
    store: Option<String>,
    path: Path,
}

/// A way from the root of a part to an element or attribute.
struct Path {
    steps: Vec<Step>,
    attribute: Option<String>,
}

/// The element of this local name that is the so-manieth among its siblings of that name.
struct Step {
    name: String,
    number: usize,
}

impl Binding {
    /// The binding with these attributes; nothing where the path is not one that Word writes.
    pub(super) fn new(store: Option<String>, path: &str) -> Option<Self> {
        Some(Self {
            store,
            path: Path::new(path)?,
        })
    }
}

impl Path {
    fn new(path: &str) -> Option<Self> {
        let local = |name: &str| {
            let name = name.split_once(':').map_or(name, |(_, name)| name);
            let is_name = !name.is_empty() && !name.contains(['*', '(', '[', '.', ' ']);
            is_name.then(|| name.to_owned())
        };
        let mut found = Self {
            steps: Vec::new(),
            attribute: None,
        };
        for step in path.trim().strip_prefix('/')?.split('/') {
            if found.attribute.is_some() {
                return None;
            }
            if let Some(name) = step.strip_prefix('@') {
                found.attribute = Some(local(name)?);
            } else if step != "text()" {
                let (name, number) = match step.strip_suffix(']') {
                    Some(step) => {
                        let (name, number) = step.split_once('[')?;
                        (name, number.trim().parse().ok()?)
                    }
                    None => (step, 1),
                };
                let name = local(name)?;
                found.steps.push(Step { name, number });
            }
        }
        (!found.steps.is_empty()).then_some(found)
    }

    /// The value that it leads to in the part.
    fn value(&self, source: &Source) -> Option<Value> {
        let mut markup = Markup::new(source.text());
        // How many elements are open, how many of them are those of the path, and how many siblings of the next step's name
        // have been met.
        let (mut depth, mut met, mut siblings) = (0, 0, 0);
        let mut value = Value::default();
        loop {
            let start = markup.position();
            let token = markup.next().ok()??;
            let span = start..markup.position();
            match token {
                Token::Start(tag) => {
                    let step = self.steps.get(met).filter(|_| met == depth);
                    if let Some(step) = step.filter(|step| local(tag.name()) == step.name) {
                        siblings += 1;
                        if siblings == step.number {
                            (met, siblings) = (met + 1, 0);
                        }
                    }
                    let is_there = met == self.steps.len() && depth + 1 == met;
                    if let (true, Some(name)) = (is_there, &self.attribute) {
                        let origin = source.origin(span, false);
                        value.pieces.push((attribute(&tag, name)?, origin));
                        return Some(value);
                    }
                    if !tag.is_empty {
                        depth += 1;
                    } else if is_there {
                        return Some(value);
                    } else if met > depth {
                        return None;
                    }
                }
                Token::End(_) => {
                    depth = depth.checked_sub(1)?;
                    if depth < met {
                        // Nothing of that name comes twice with the same number.
                        return (met == self.steps.len()).then_some(value);
                    }
                }
                _ if met < self.steps.len() => {}
                Token::Text(text) => value.add(text.into(), source.origin(span, true)),
                Token::CData(text) => value.add(text.into(), source.origin(span, false)),
                Token::Reference(name) => {
                    let text = resolved(name).map_or_else(String::new, String::from);
                    value.add(text.into(), source.origin(span, false));
                }
                Token::DocType | Token::Aside => {}
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, name)| name)
}

fn attribute(tag: &StartTag<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let (_, value) = attributes.find(|(found, _)| local(found) == name)?;
    Some(unescaped(&value))
}

/// What a control is bound to.
#[derive(Default)]
pub(super) struct Value {
    pieces: Vec<(String, Origin)>,
}

impl Value {
    fn add(&mut self, text: Cow<'_, str>, origin: Origin) {
        self.pieces.push((text.into_owned(), origin));
    }

    /// The value by itself.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// Write the value, or the words that a list shows for it.
    pub(super) fn write(&self, words: &str, flow: &mut Flow) {
        if words == self.text() {
            for (text, origin) in &self.pieces {
                flow.write(text, *origin);
            }
        } else {
            flow.write_synthetic(words);
        }
    }
}

/// The parts that controls are bound to, found and read when the first one asks.
#[derive(Default)]
pub(super) struct Bindings {
    main: String,
    stores: Option<Vec<Store>>,
}

/// A part with the id that controls know it by.
struct Store {
    id: String,
    part: String,
    source: Option<Source>,
}

impl Bindings {
    /// The bindings of a document with this main part.
    pub(super) fn of_main(name: &str) -> Self {
        Self {
            main: name.to_owned(),
            stores: None,
        }
    }

    /// The value that `binding` leads to and the part that it stands in.
    pub(super) fn value(
        &mut self,
        binding: &Binding,
        package: &mut Package<'_>,
    ) -> Option<(String, Value)> {
        let stores = match &mut self.stores {
            Some(stores) => stores,
            none => none.insert(stores(&self.main, package)),
        };
        let is_meant = |store: &&mut Store| match &binding.store {
            Some(id) => store.id.eq_ignore_ascii_case(id),
            None => true,
        };
        for store in stores.iter_mut().filter(is_meant) {
            if package.stop().requested() {
                return None;
            }
            if store.source.is_none() {
                store.source = package.source(&store.part, TABLE_LIMIT);
            }
            let value = store
                .source
                .as_ref()
                .and_then(|source| binding.path.value(source));
            if let Some(value) = value {
                return Some((store.part.clone(), value));
            }
        }
        None
    }
}

fn stores(main: &str, package: &mut Package<'_>) -> Vec<Store> {
    let mut parts: Vec<String> = package
        .links(main)
        .into_values()
        .filter(|link| link.kind == "customXml" && !link.is_external)
        .map(|link| link.target)
        .collect();
    parts.sort();
    let mut stores = Vec::new();
    for part in parts {
        let mut links = package.links(&part).into_values();
        let Some(properties) = links.find(|link| link.kind == "customXmlProps") else {
            continue;
        };
        let Some(source) = package.source(&properties.target, TABLE_LIMIT) else {
            continue;
        };
        if let Some(id) = item_id(source.text()) {
            stores.push(Store {
                id,
                part,
                source: None,
            });
        }
    }
    let properties = PROPERTIES.iter().filter(|(_, part)| package.contains(part));
    stores.extend(properties.map(|&(id, part)| Store {
        id: id.to_owned(),
        part: part.to_owned(),
        source: None,
    }));
    stores
}

/// The id in the root of the properties of a part.
fn item_id(properties: &str) -> Option<String> {
    let mut markup = Markup::new(properties);
    while let Ok(Some(token)) = markup.next() {
        if let Token::Start(tag) = token {
            return attribute(&tag, "itemID");
        }
    }
    None
}

/// Whether two texts are the same to the eye.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
