//! Which part of the package is what: relationships first, content types next, the usual names last.

use std::collections::HashSet;

use super::archive::{Archive, ENTRY_LIMIT, TABLE_LIMIT};
use super::element::Element;
use super::encoding::Source;
use super::xml::{Event, Xml};
use crate::document::{Problem, ProblemKind};
use crate::text::Stop;

/// The names of the parts that are read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    /// The main part.
    pub(crate) document: Option<String>,
    /// Headers, footers, footnotes, endnotes, comments: in this order, each once.
    pub(crate) stories: Vec<String>,
    pub(crate) styles: Option<String>,
    pub(crate) numbering: Option<String>,
    /// Which comments are settled.
    pub(crate) threads: Option<String>,
    /// Title, author and the like; the company; what somebody added.
    pub(crate) properties: Vec<String>,
}

/// What a relationship leads to, as the last step of its type's address, in reading order.
const STORIES: &[&str] = &["header", "footer", "footnotes", "endnotes", "comments"];

/// The same for the properties of a document, without the hyphen that strict files leave out, and their usual names.
const PROPERTIES: &[(&str, &str)] = &[
    ("coreproperties", "docProps/core.xml"),
    ("extendedproperties", "docProps/app.xml"),
    ("customproperties", "docProps/custom.xml"),
];

/// The beginnings of the usual names of the same parts.
const STORY_NAMES: &[&str] = &[
    "word/header",
    "word/footer",
    "word/footnotes.",
    "word/endnotes.",
    "word/comments.",
];

/// A line of a part's relationships.
pub(crate) struct Relationship {
    pub(crate) id: String,
    /// The last step of its type's address, which is the same for transitional and strict files.
    pub(crate) kind: String,
    /// The name of the part that it leads to; an address where it leads outside.
    pub(crate) target: String,
    pub(crate) is_external: bool,
}

impl Parts {
    /// Find the parts of the package; damage of the lists themselves goes to `problems`.
    pub(crate) fn find(
        archive: &mut Archive<'_>,
        stop: &Stop,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let package = relationships(archive, "", stop, problems);
        let target = |relationships: &[Relationship], kind: &str| {
            relationships
                .iter()
                .find(|relationship| relationship.kind == kind && !relationship.is_external)
                .map(|relationship| relationship.target.clone())
        };
        let exists =
            |archive: &Archive<'_>, name: &str| archive.contains(name).then(|| name.to_owned());
        let document = target(&package, "officeDocument")
            .filter(|name| archive.contains(name))
            .or_else(|| main_by_type(archive, stop))
            .or_else(|| exists(archive, "word/document.xml"));
        let mut parts = Self {
            properties: of_properties(archive, &package),
            ..Self::default()
        };
        let Some(document) = document else {
            return parts;
        };
        let own = relationships(archive, &document, stop, problems);
        if own.is_empty() {
            parts.find_by_name(archive);
        } else {
            let mut seen = HashSet::new();
            for kind in STORIES {
                let stories = own
                    .iter()
                    .filter(|relationship| relationship.kind == *kind && !relationship.is_external)
                    .map(|relationship| &relationship.target)
                    .filter(|&name| seen.insert(name));
                parts.stories.extend(stories.take(ENTRY_LIMIT).cloned());
            }
            parts.styles = target(&own, "styles");
            parts.numbering = target(&own, "numbering");
            parts.threads = target(&own, "commentsExtended");
        }
        // A style sheet or list that is missing changes little; a missing story is reported when it is read.
        parts.styles = parts.styles.filter(|name| archive.contains(name));
        parts.numbering = parts.numbering.filter(|name| archive.contains(name));
        parts.threads = parts.threads.filter(|name| archive.contains(name));
        parts.document = Some(document);
        parts
    }

    fn find_by_name(&mut self, archive: &Archive<'_>) {
        for beginning in STORY_NAMES {
            let names = archive.names();
            let stories = names
                .iter()
                .filter(|name| name.starts_with(beginning) && name.ends_with(".xml"));
            self.stories.extend(stories.map(|&name| name.to_owned()));
        }
        self.styles = Some("word/styles.xml".to_owned());
        self.numbering = Some("word/numbering.xml".to_owned());
        self.threads = Some("word/commentsExtended.xml".to_owned());
    }
}

/// The parts with properties, of a package with these relationships.
pub(crate) fn of_properties(archive: &Archive<'_>, package: &[Relationship]) -> Vec<String> {
    let properties = PROPERTIES.iter().filter_map(|&(kind, usual)| {
        let mut linked = package.iter().filter(|link| !link.is_external);
        linked
            .find(|link| link.kind.replace('-', "").eq_ignore_ascii_case(kind))
            .map(|link| link.target.clone())
            .filter(|name| archive.contains(name))
            .or_else(|| archive.contains(usual).then(|| usual.to_owned()))
    });
    properties.collect()
}

/// The relationships of the part `source`, or of the package where it is empty.
pub(crate) fn relationships(
    archive: &mut Archive<'_>,
    source: &str,
    stop: &Stop,
    problems: &mut Vec<Problem>,
) -> Vec<Relationship> {
    let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    if !archive.contains(&name) {
        return Vec::new();
    }
    let bytes = match archive.content(&name, TABLE_LIMIT) {
        Ok(part) => {
            if !part.is_whole {
                problems.push(Problem::in_part(ProblemKind::DamagedPart, name.as_str()));
            }
            part.bytes
        }
        Err(problem) => {
            problems.push(problem);
            return Vec::new();
        }
    };
    let part = Source::new(bytes);
    let mut xml = Xml::new(&part, stop);
    let mut found = Vec::new();
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        if tag.element != Element::Relationship {
            continue;
        }
        let (Some(kind), Some(target)) = (tag.attribute("Type"), tag.attribute("Target")) else {
            continue;
        };
        let is_external = tag.attribute("TargetMode").as_deref() == Some("External");
        found.push(Relationship {
            id: tag.attribute("Id").unwrap_or_default(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            target: match is_external {
                true => target,
                false => resolved(folder, &target),
            },
            is_external,
        });
    }
    match xml.problem() {
        // That is said of the document as a whole, by the next part that is read.
        None | Some(ProblemKind::TooSlow) => {}
        Some(kind) => problems.push(Problem::in_part(kind, name)),
    }
    found
}

/// The name of the part that `target` leads to from a part in `folder`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => joined(folder, &target),
    }
}

/// Where `address` leads as seen from `folder`, without steps up and dots.
pub(crate) fn joined(folder: &str, address: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(address.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The main part by the list of content types.
fn main_by_type(archive: &mut Archive<'_>, stop: &Stop) -> Option<String> {
    let bytes = archive.part("[Content_Types].xml", TABLE_LIMIT).ok()?;
    let part = Source::new(bytes);
    let mut xml = Xml::new(&part, stop);
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        if tag.element != Element::PartType {
            continue;
        }
        let is_main = tag.attribute("ContentType").is_some_and(|kind| {
            let kind = kind.to_ascii_lowercase();
            kind.contains("word") && kind.ends_with("main+xml")
        });
        let name = tag.attribute("PartName").unwrap_or_default();
        let name = name.trim_start_matches('/');
        if is_main && !name.contains("glossary") && archive.contains(name) {
            return Some(name.to_owned());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn addresses_are_joined() {
        assert_eq!(
            joined("Doc_0/Annots", "Page_0/Annotation.xml"),
            "Doc_0/Annots/Page_0/Annotation.xml"
        );
        assert_eq!(
            joined("Doc_0/Annots", "../Pages/./a.xml"),
            "Doc_0/Pages/a.xml"
        );
        assert_eq!(joined("", "/Doc_0/Document.xml"), "Doc_0/Document.xml");
        assert_eq!(joined("a", "../../../b"), "b");
    }
}
