//! How certain a rule is, as its file says: by itself, where nothing else stands near, in the version that is sent.
//!
//! Owns these keys. How much evidence there is near a match is `scan::evidence`'s affair.

use crate::rule::load::{names, no_other};
use crate::rule::{Check, Matcher, Severity, Vocabulary, Weak};
use crate::text::Localized;
use crate::toml_file::{Entry, Mistake, Table};

/// A severity by its name.
pub(super) fn severity(entry: Entry<'_, '_>) -> Result<Severity, Mistake> {
    entry.one_of(Severity::from_name, names(Severity::ALL, Severity::name))
}

/// Read how certain the rule is where nothing else stands near.
pub(super) fn alone(table: &mut Table<'_, '_>) -> Result<Option<Severity>, Mistake> {
    table.get("alone").map(severity).transpose()
}

/// Read whether what the rule finds are instructions to the writer, which tell on each other.
pub(super) fn together(table: &mut Table<'_, '_>) -> Result<bool, Mistake> {
    table.get("together").map_or(Ok(false), Entry::boolean)
}

/// Read how certain the rule is of a match in which no firm filler stands.
pub(super) fn weak(
    table: &mut Table<'_, '_>,
    matcher: &Matcher,
    alone: Option<Severity>,
    vocabulary: &Vocabulary,
) -> Result<Option<Weak>, Mistake> {
    let Some(entry) = table.get("weak") else {
        return Ok(None);
    };
    if !matches!(
        matcher,
        Matcher::Pattern(_) | Matcher::Check(Check::Note | Check::Remark | Check::RepeatedEn)
    ) {
        no_other(Some(entry), "weak")?;
    }
    if alone.is_some() {
        return Err(entry.mistake(
            Localized::new(
                "`alone` 和 `weak` 只能写一个",
                "a rule has only one of `alone` and `weak`",
            ),
            Localized::new(
                "整条规则都不肯定，写 `alone`；要看写的是什么符号，写 `weak`",
                "write `alone` where all matches need others near them, `weak` where it depends on the filler in them",
            ),
        ));
    }
    let Some(fillers) = &vocabulary.terms().fillers else {
        return Err(entry.mistake(
            Localized::new(
                "没有写明哪些符号算填充",
                "nothing says what the fillers are",
            ),
            Localized::new(
                "在 vocabulary.toml 里写 `[fillers]`，其中有 `firm` 和 `weak`",
                "write [fillers] with `firm` and `weak` in vocabulary.toml",
            ),
        ));
    };
    Ok(Some(Weak {
        severity: severity(entry)?,
        fillers: fillers.clone().into(),
    }))
}

/// Read how certain the rule is at least in the version that is sent.
pub(super) fn when_final(table: &mut Table<'_, '_>) -> Result<Option<Severity>, Mistake> {
    table.get("final").map(severity).transpose()
}
