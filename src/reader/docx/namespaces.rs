//! Which prefix stands for which namespace, at each place of a part. Knows only the namespaces that matter.

use quick_xml::events::BytesStart;

use super::element::Namespace;

/// How many bindings are kept at once. Real files bind some forty prefixes; more of them are an attack.
const BINDING_LIMIT: usize = 512;

/// The bindings in force, the innermost last.
#[derive(Default)]
pub(super) struct Namespaces {
    bindings: Vec<Binding>,
    /// Which binding was asked for last: nearly always the one that is asked for next.
    last: Option<usize>,
}

struct Binding {
    prefix: String,
    namespace: Namespace,
    /// How many elements were open outside the one that binds.
    depth: usize,
}

impl Namespaces {
    /// Take in what a start tag binds, `depth` elements being open outside it.
    pub(super) fn bind(&mut self, tag: &BytesStart<'_>, depth: usize) {
        for attribute in tag.attributes().with_checks(false).filter_map(Result::ok) {
            let prefix = match attribute.key.into_inner().strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) => match rest.strip_prefix(':') {
                    Some(prefix) => prefix,
                    None => continue,
                },
                None => continue,
            };
            if self.bindings.len() < BINDING_LIMIT {
                self.bindings.push(Binding {
                    prefix: prefix.to_owned(),
                    namespace: Namespace::of(&attribute.value),
                    depth,
                });
            }
        }
        self.last = None;
    }

    /// Forget what was bound by elements outside which `depth` or more elements were open.
    pub(super) fn leave(&mut self, depth: usize) {
        while self
            .bindings
            .pop_if(|binding| binding.depth >= depth)
            .is_some()
        {
            self.last = None;
        }
    }

    /// The namespace that `prefix` stands for.
    pub(super) fn resolve(&mut self, prefix: &str) -> Namespace {
        let binds = |binding: &Binding| binding.prefix == prefix;
        let last = self.last.and_then(|last| self.bindings.get(last));
        if let Some(binding) = last.filter(|binding| binds(binding)) {
            return binding.namespace;
        }
        let found = self.bindings.iter().rposition(binds);
        self.last = found.or(self.last);
        found
            .and_then(|found| self.bindings.get(found))
            .map_or_else(|| Namespace::by_custom(prefix), |binding| binding.namespace)
    }
}
