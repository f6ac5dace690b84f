//! What a rule file says of mending its findings without asking anybody: `fix`, `replace`, `suggested` and the proof, `fixed`.
//!
//! Owns the keys. What is written in the place of a finding, `finding` works out.

use serde::{Deserialize, Serialize};

use crate::document::Applicability;
use crate::text::Localized;
use crate::toml_file::{Entry, Mistake, Table};

/// How a rule's findings are mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFix {
    /// What comes in the place of the words that were found.
    pub how: Mending,
    /// Whether that may be done without a look.
    pub applicability: Applicability,
}

/// What comes in the place of the words that were found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mending {
    /// Nothing; where nothing else stands in the line, the line goes.
    Delete,
    /// Their last character.
    KeepLast,
    /// Their first half, where the second one is the same.
    KeepHalf,
    /// The characters that entities of HTML stand for.
    Decode,
    /// These words.
    Replace(String),
}

impl Mending {
    /// The values of `fix`.
    const NAMED: [(&'static str, Self); 4] = [
        ("delete", Self::Delete),
        ("keep-last", Self::KeepLast),
        ("keep-half", Self::KeepHalf),
        ("decode", Self::Decode),
    ];
}

/// Read how findings are mended, and what the `bad` examples look like then, of which there are `examples`.
pub(super) fn read(
    table: &mut Table<'_, '_>,
    examples: usize,
) -> Result<(Option<RuleFix>, Vec<String>), Mistake> {
    let how = match (table.get("fix"), table.get("replace")) {
        (Some(_), Some(replace)) => return Err(one_of_both(&replace)),
        (Some(fix), None) => Some(named(&fix)?),
        (None, Some(replace)) => Some(Mending::Replace(replace.string()?.to_owned())),
        (None, None) => None,
    };
    let suggested = table.get("suggested").map_or(Ok(false), Entry::boolean)?;
    let fixed = table.get("fixed");
    let Some(how) = how else {
        super::load::no_other(fixed, "fixed")?;
        return Ok((None, Vec::new()));
    };
    let Some(fixed) = fixed else {
        return Err(table.missing("fixed"));
    };
    let texts: Vec<String> = fixed.strings()?.into_iter().map(str::to_owned).collect();
    if texts.len() != examples {
        return Err(wrong_count(&fixed, texts.len(), examples));
    }
    let applicability = match suggested {
        true => Applicability::Suggested,
        false => Applicability::Safe,
    };
    Ok((Some(RuleFix { how, applicability }), texts))
}

fn named(entry: &Entry<'_, '_>) -> Result<Mending, Mistake> {
    let names = Mending::NAMED.iter().map(|(name, _)| *name);
    let find = |name: &str| Mending::NAMED.into_iter().find(|(it, _)| *it == name);
    Ok(entry.one_of(find, names)?.1)
}

fn one_of_both(entry: &Entry<'_, '_>) -> Mistake {
    entry.mistake(
        Localized::new("`fix` 和 `replace` 只能写一个", "there is `fix` already"),
        Localized::new("删去其中一个", "keep one of `fix` and `replace`"),
    )
}

fn wrong_count(entry: &Entry<'_, '_>, given: usize, wanted: usize) -> Mistake {
    entry.mistake(
        Localized::new(
            format!("`fixed` 写了 {given} 个，`bad` 有 {wanted} 个"),
            format!("`fixed` has {given} texts, `bad` has {wanted}"),
        ),
        Localized::new(
            "按 `bad` 的顺序，每个例子写上改好以后的文字",
            "give what each `bad` example becomes, in the same order",
        ),
    )
}
