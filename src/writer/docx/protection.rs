//! What the settings of a document say of who may change it (ISO/IEC 29500-1, 17.15.1.29 and 17.15.1.93). Passwords are not
//! looked at, and nothing here is changed.

use super::layout::attribute;
use super::target::Target;
use crate::ooxml::encoding::Source;
use crate::ooxml::markup::{Markup, Token};
use crate::writer::{Protection, WriteError};

/// What is to be done to a document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Words change.
    Edits,
    /// Words change, and it is seen that they did.
    TrackedEdits,
    /// Comments come in.
    Comments,
    /// Words get another look.
    Grounds,
}

/// Refuse what the document's author does not allow.
///
/// # Errors
/// [`WriteError::Protected`].
pub(super) fn check(target: &mut Target<'_>, deed: Deed) -> Result<(), WriteError> {
    let allows = |protection: Protection| match protection {
        Protection::TrackedChanges => matches!(deed, Deed::TrackedEdits | Deed::Comments),
        Protection::Comments => deed == Deed::Comments,
        _ => false,
    };
    let mut refusing = of(target).into_iter().filter(|it| !allows(*it));
    refusing
        .next()
        .map_or(Ok(()), |it| Err(WriteError::Protected(it)))
}

/// All that keeps others from changing the document. Settings that cannot be read say nothing.
fn of(target: &mut Target<'_>) -> Vec<Protection> {
    let main = target.main().to_owned();
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let links = target.relationships(&main);
    let linked = links
        .into_iter()
        .find(|link| link.kind == "settings" && !link.is_external);
    let name = linked.map_or_else(|| format!("{folder}/settings.xml"), |link| link.target);
    let source = match target.contains(&name) {
        true => target.bytes(&name).map(Source::new),
        false => return Vec::new(),
    };
    source.map_or_else(|_| Vec::new(), |source| all_in(source.text()))
}

fn all_in(settings: &str) -> Vec<Protection> {
    let mut markup = Markup::new(settings);
    let mut found = Vec::new();
    loop {
        let start = markup.position();
        let Ok(Some(token)) = markup.next() else {
            return found;
        };
        if let Token::Start(tag) = token {
            let name = tag.name();
            let local = name.split_once(':').map_or(name, |(_, local)| local);
            let kind = match local {
                "documentProtection" => of_document,
                "writeProtection" => of_writing,
                _ => continue,
            };
            found.extend(settings.get(start..).and_then(kind));
        }
    }
}

/// What `<w:documentProtection …>` says; one that only keeps formats as they are is no hindrance.
fn of_document(tag: &str) -> Option<Protection> {
    if !is_on(tag, "enforcement") {
        return None;
    }
    match attribute(tag, "edit")?.as_str() {
        "readOnly" => Some(Protection::ReadOnly),
        "comments" => Some(Protection::Comments),
        "trackedChanges" => Some(Protection::TrackedChanges),
        "forms" => Some(Protection::Forms),
        _ => None,
    }
}

/// What `<w:writeProtection …>` says: a password's digest has one name in files of today and another one in older ones.
fn of_writing(tag: &str) -> Option<Protection> {
    let has = |name| attribute(tag, name).is_some_and(|value| !value.is_empty());
    if has("hash") || has("hashValue") {
        return Some(Protection::Password);
    }
    is_on(tag, "recommended").then_some(Protection::ReadOnlyAdvised)
}

fn is_on(tag: &str, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
}
