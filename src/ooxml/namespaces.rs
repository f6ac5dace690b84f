//! Which prefix stands for which namespace at each place of a part, and with that, which element a name is. Knows only the
//! namespaces that matter.

use super::element::Element;
use super::markup::StartTag;
use super::namespace::Namespace;

/// How many bindings are kept at once. Real files bind some forty prefixes; more of them are an attack.
const BINDING_LIMIT: usize = 512;

/// How many names are remembered; a power of two. A part uses some forty.
const KNOWN: usize = 128;

/// The bindings in force, the innermost last.
pub(crate) struct Namespaces<'x> {
    bindings: Vec<Binding<'x>>,
    /// Names with the element that each of them is, at a place that follows from the name.
    known: [Known<'x>; KNOWN],
    changes: usize,
    /// The one that every name is of, whatever it is bound to.
    only: Option<Namespace>,
}

struct Binding<'x> {
    prefix: &'x str,
    namespace: Namespace,
    /// How many elements were open outside the one that binds.
    depth: usize,
}

#[derive(Clone, Copy)]
struct Known<'x> {
    name: &'x str,
    element: Element,
    /// How often the bindings had changed when the name was looked up.
    changes: usize,
}

impl<'x> Namespaces<'x> {
    /// No bindings.
    pub(crate) fn new() -> Self {
        Self {
            bindings: Vec::new(),
            known: [Known {
                name: "",
                element: Element::Other,
                changes: 0,
            }; KNOWN],
            changes: 0,
            only: None,
        }
    }

    /// Every name is of that namespace, whatever a file binds it to.
    pub(crate) fn only(namespace: Namespace) -> Self {
        Self {
            only: Some(namespace),
            ..Self::new()
        }
    }

    /// Take in what a start tag binds, `depth` elements being open outside it.
    pub(crate) fn bind(&mut self, tag: &StartTag<'x>, depth: usize) {
        for (name, value) in tag.attributes() {
            let prefix = match name.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            if self.bindings.len() < BINDING_LIMIT {
                self.bindings.push(Binding {
                    prefix,
                    namespace: Namespace::of(&value),
                    depth,
                });
            }
        }
        self.changes += 1;
    }

    /// Forget what was bound by elements outside which `depth` or more elements were open.
    pub(crate) fn leave(&mut self, depth: usize) {
        let before = self.bindings.len();
        while self
            .bindings
            .pop_if(|binding| binding.depth >= depth)
            .is_some()
        {}
        if self.bindings.len() < before {
            self.changes += 1;
        }
    }

    /// How often the bindings have changed. As long as they have not, a name means the same.
    pub(crate) fn changes(&self) -> usize {
        self.changes
    }

    /// The namespace that `prefix` stands for.
    pub(crate) fn resolve(&self, prefix: &str) -> Namespace {
        let mut inwards_out = self.bindings.iter().rev();
        inwards_out
            .find(|binding| binding.prefix == prefix)
            .map_or_else(|| Namespace::by_custom(prefix), |binding| binding.namespace)
    }

    /// The element that `name`, which has its prefix, is here.
    #[inline]
    pub(crate) fn element(&mut self, name: &'x str) -> Element {
        match self.known.get(place(name)) {
            Some(known) if known.changes == self.changes && known.name == name => known.element,
            _ => self.look_up(name),
        }
    }

    #[cold]
    fn look_up(&mut self, name: &'x str) -> Element {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let namespace = self.only.unwrap_or_else(|| self.resolve(prefix));
        let element = Element::of(namespace, local);
        let changes = self.changes;
        if let Some(known) = self.known.get_mut(place(name)) {
            *known = Known {
                name,
                element,
                changes,
            };
        }
        element
    }
}

/// Where a name is remembered: its last three characters and its length tell nearly all names of a part apart.
fn place(name: &str) -> usize {
    let end = name.as_bytes().last_chunk().copied().unwrap_or([0; 3]);
    let [first, second, third] = end.map(usize::from);
    let mixed = (first << 16 | second << 8 | third) + name.len() * 7919;
    (mixed.wrapping_mul(0x9E37_79B1) >> 25) % KNOWN
}
