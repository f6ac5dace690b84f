//! The record of what notes changed, in the file itself: a processing instruction behind our comments, which programs pass
//! over (XML 1.0, 2.6). With it each part becomes what it was, as long as no other program has saved the file.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::comments;
use super::patch::{Undo, undone};
use super::target::Target;
use crate::document::{Problem, ProblemKind};
use crate::ooxml::archive::normalised;
use crate::writer::WriteError;

/// What the record begins and ends with.
const OPEN: &str = "<?unfilled ";
const CLOSE: &str = "?>";

/// What was changed.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    /// How many notes there are.
    pub(super) count: usize,
    parts: Vec<Changed>,
}

#[derive(Serialize, Deserialize)]
struct Changed {
    name: String,
    /// The SHA-256 of the part with the changes, but without the record, in hexadecimal.
    digest: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_new: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    undo: Vec<Undo>,
}

/// Whether the package has such a record.
///
/// # Errors
/// [`WriteError::Damaged`].
pub(super) fn is_there(target: &mut Target<'_>) -> Result<bool, WriteError> {
    Ok(find(target)?.is_some())
}

/// Lay all changes down, with the record of them. `target` holds those of all parts, the comments among them.
///
/// # Errors
/// [`WriteError::Damaged`], [`WriteError::Unusual`].
pub(super) fn write(target: &mut Target<'_>, main: &str, count: usize) -> Result<(), WriteError> {
    let home = comments::part_name(target, main);
    target.settle()?;
    if target.changes.replaced.is_empty() && target.changes.added.is_empty() {
        return Ok(());
    }
    // With the comments where there are some, and otherwise in the first of the stories that were changed.
    let replaced = &target.changes.replaced;
    let changed = |name: &String| Some(normalised(name)).filter(|it| replaced.contains_key(it));
    let added = target.changes.added.first();
    let home = home
        .as_ref()
        .and_then(changed)
        .or_else(|| added.map(|(name, _)| normalised(name)))
        .or_else(|| target.stories().iter().find_map(changed))
        .unwrap_or_else(|| normalised(main));
    let mut parts = Vec::new();
    for (name, bytes) in &target.changes.replaced {
        parts.push(Changed {
            name: name.clone(),
            digest: digest(bytes),
            is_new: false,
            undo: target.undo.get(name).cloned().unwrap_or_default(),
        });
    }
    for (name, bytes) in &target.changes.added {
        parts.push(Changed {
            name: normalised(name),
            digest: digest(bytes),
            is_new: true,
            undo: Vec::new(),
        });
    }
    let record = serde_json::to_string(&Record { count, parts }).unwrap_or_default();
    // `?>` would end the instruction.
    let record = record.replace('>', "\\u003e");
    let block = format!("{OPEN}{record}{CLOSE}");
    let replaced = target.changes.replaced.get_mut(&home);
    let added = target.changes.added.iter_mut();
    let bytes = match replaced {
        Some(bytes) => Some(bytes),
        None => added
            .filter(|(name, _)| normalised(name) == home)
            .map(|(_, bytes)| bytes)
            .next(),
    };
    let unusual = || WriteError::Unusual { part: home.clone() };
    let bytes = bytes.ok_or_else(unusual)?;
    let end = memchr::memmem::rfind(bytes, b"</").ok_or_else(unusual)?;
    bytes.splice(end..end, block.into_bytes());
    Ok(())
}

/// The record of the package: the part it stands in, that part without it, and what it says.
///
/// # Errors
/// [`WriteError::Damaged`].
fn find(target: &mut Target<'_>) -> Result<Option<(String, Vec<u8>, Record)>, WriteError> {
    // New comments are among the stories of the file that they were written to.
    for name in target.stories().to_vec() {
        let bytes = target.bytes(&name)?;
        let Some(start) = memchr::memmem::find(&bytes, OPEN.as_bytes()) else {
            continue;
        };
        let rest = bytes.get(start..).unwrap_or_default();
        let Some(close) = memchr::memmem::find(rest, CLOSE.as_bytes()) else {
            continue;
        };
        let json = rest.get(OPEN.len()..close).unwrap_or_default();
        if let Ok(record) = serde_json::from_slice(json) {
            let after = rest.get(close + CLOSE.len()..).unwrap_or_default();
            let without = [bytes.get(..start).unwrap_or_default(), after].concat();
            return Ok(Some((normalised(&name), without, record)));
        }
    }
    Ok(None)
}

/// Lay down that each part becomes what it was before notes were made; how many there were. Nothing where there is no record,
/// or a part is not as the notes left it.
///
/// # Errors
/// [`WriteError::Damaged`].
pub(super) fn take_back(target: &mut Target<'_>) -> Result<Option<usize>, WriteError> {
    let Some((home, without, record)) = find(target)? else {
        return Ok(None);
    };
    let mut restored = Vec::new();
    for part in &record.parts {
        let bytes = match part.name == home {
            true => without.clone(),
            false if target.contains(&part.name) => target.bytes(&part.name)?,
            false => return Ok(None),
        };
        if digest(&bytes) != part.digest {
            return Ok(None);
        }
        if part.is_new {
            target.changes.removed.push(part.name.clone());
            continue;
        }
        let broken = || WriteError::Damaged(Problem::in_part(ProblemKind::BrokenPart, &*part.name));
        let text = String::from_utf8(bytes).map_err(|_| broken())?;
        let (mark, text) = match text.strip_prefix('\u{feff}') {
            Some(text) => ("\u{feff}", text),
            None => ("", text.as_str()),
        };
        let text = undone(text, &part.undo).ok_or_else(broken)?;
        restored.push((part.name.clone(), [mark, &text].concat().into_bytes()));
    }
    target.changes.replaced.extend(restored);
    Ok(Some(record.count))
}

fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
