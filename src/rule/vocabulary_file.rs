//! Reading a `vocabulary.toml`. Everything in it is written out as it is read, so that what rules use holds no more names.
//!
//! Owns the order in which that is possible, and the mistakes of names: none of that name, two things of one, a thing that is
//! made of itself. What stands in place of a name, `expand` says.

use crate::rule::vocabulary::{Fillers, Part, Terms, Vocabulary};
use crate::rule::{expand, guard};
use crate::text::{Localized, TextRange};
use crate::toml_file::{Entry, Mistake, Table, in_chinese, in_english};

/// Add what `table` says to `vocabulary`.
pub(super) fn read(table: &mut Table<'_, '_>, vocabulary: &mut Vocabulary) -> Result<(), Mistake> {
    let parts = named(table, "parts")?;
    let guards = named(table, "guards")?;
    let parts = parts
        .into_iter()
        .map(|named| PartEntry::read(named, vocabulary));
    let parts = parts.collect::<Result<Vec<_>, _>>()?;
    let parts = in_order(
        parts,
        |it| (it.named.name, it.named.place),
        |it| expand::names(it.pattern.string().unwrap_or_default()).collect(),
    )?;
    for part in &parts {
        let pattern = expand::pattern(part.pattern, vocabulary)?.pattern;
        check_syntax(part.pattern, &pattern)?;
        let part_read = Part {
            pattern,
            unless: Vec::new(),
        };
        let name = part.named.name.to_owned();
        change(vocabulary, |terms| terms.parts.insert(name, part_read));
    }
    let guards = in_order(
        guards,
        |it| (it.name, it.place),
        |it| guard::names(it.value),
    )?;
    for Named { name, value, .. } in guards {
        let read = guard::read_all(value, vocabulary)?;
        change(vocabulary, |terms| {
            terms.guards.insert(name.to_owned(), read)
        });
    }
    // The guards may be written with parts, so what comes along with these is settled last.
    for part in &parts {
        let mut unless = expand::pattern(part.pattern, vocabulary)?.unless;
        if let Some(entry) = part.unless {
            guard::add(&mut unless, guard::read_all(entry, vocabulary)?);
        }
        change(vocabulary, |terms| {
            if let Some(read) = terms.parts.get_mut(part.named.name) {
                read.unless = unless;
            }
        });
    }
    if let Some(entry) = table.get("fillers") {
        let mut table = entry.table()?;
        let mut pattern = |key| {
            let entry = table.require(key)?;
            let pattern = expand::pattern(entry, vocabulary)?.pattern;
            check_syntax(entry, &pattern).map(|()| pattern)
        };
        let (firm, weak) = (pattern("firm")?, pattern("weak")?);
        table.finish()?;
        change(vocabulary, |terms| {
            terms.fillers = Some(Fillers { firm, weak });
        });
    }
    Ok(())
}

/// Something with a name of its own.
#[derive(Clone, Copy)]
struct Named<'t, 'i> {
    name: &'t str,
    place: TextRange,
    value: Entry<'t, 'i>,
}

/// A part as the file has it.
struct PartEntry<'t, 'i> {
    named: Named<'t, 'i>,
    pattern: Entry<'t, 'i>,
    unless: Option<Entry<'t, 'i>>,
}

impl<'t, 'i> PartEntry<'t, 'i> {
    fn read(named: Named<'t, 'i>, vocabulary: &Vocabulary) -> Result<Self, Mistake> {
        let Named { name, place, value } = named;
        if vocabulary.lists.has(name) {
            return Err(Mistake::new(
                place,
                Localized::new(
                    format!("{{{name}}} 既是词表又是片段"),
                    format!("{{{name}}} is both a word list and a part"),
                ),
                Localized::new("给其中一个换个名字", "give one of the two another name"),
            ));
        }
        let (pattern, unless) = if value.is_string() {
            (value, None)
        } else {
            let mut table = value.table()?;
            let pattern = table.require("pattern")?;
            let unless = table.get("unless");
            table.finish()?;
            (pattern, unless)
        };
        pattern.string()?;
        Ok(Self {
            named,
            pattern,
            unless,
        })
    }
}

/// What stands in the table `key`, by names that patterns and rules can use.
fn named<'t, 'i>(
    table: &mut Table<'t, 'i>,
    key: &'static str,
) -> Result<Vec<Named<'t, 'i>>, Mistake> {
    let Some(entry) = table.get(key) else {
        return Ok(Vec::new());
    };
    let entries = entry.table()?;
    let named = entries.entries().map(|(name, place, value)| {
        if expand::is_name(name) {
            return Ok(Named { name, place, value });
        }
        Err(Mistake::new(
            place,
            Localized::new(
                format!("`{name}` 不能作名字"),
                format!("`{name}` is no name"),
            ),
            Localized::new(
                "用小写英文字母和连字符，例如 figure-sign",
                "use lower-case letters and hyphens, such as figure-sign",
            ),
        ))
    });
    named.collect()
}

/// The `items` so that each stands behind those that it uses.
///
/// # Errors
/// When one is made of itself.
fn in_order<'t, T>(
    items: Vec<T>,
    name: impl Fn(&T) -> (&'t str, TextRange),
    uses: impl Fn(&T) -> Vec<&'t str>,
) -> Result<Vec<T>, Mistake> {
    let (mut ordered, mut open) = (Vec::new(), items);
    while !open.is_empty() {
        let names: Vec<&str> = open.iter().map(|it| name(it).0).collect();
        let is_open = |used: &&str| names.contains(used);
        let (waiting, ready): (Vec<T>, Vec<T>) = open
            .into_iter()
            .partition(|it| uses(it).iter().any(is_open));
        if ready.is_empty() {
            return Err(circle(&waiting, name, uses));
        }
        ordered.extend(ready);
        open = waiting;
    }
    Ok(ordered)
}

/// The mistake in `items`, each of which uses one of them.
fn circle<'t, T>(
    items: &[T],
    name: impl Fn(&T) -> (&'t str, TextRange),
    uses: impl Fn(&T) -> Vec<&'t str>,
) -> Mistake {
    let mut way: Vec<usize> = Vec::new();
    let mut at = 0;
    while !way.contains(&at) {
        way.push(at);
        let used = items.get(at).map(&uses).unwrap_or_default();
        let next = items.iter().position(|it| used.contains(&name(it).0));
        at = next.unwrap_or(at);
    }
    let from = way.iter().position(|&it| it == at).unwrap_or_default();
    let circle = way[from..].iter().chain([&at]);
    let circle: Vec<(&str, TextRange)> = circle.filter_map(|&it| items.get(it)).map(name).collect();
    let place = circle.first().map_or(TextRange::empty(0), |it| it.1);
    let names: Vec<&str> = circle.iter().map(|it| it.0).collect();
    let way = names.join(" → ");
    Mistake::new(
        place,
        Localized::new(
            format!("绕回了自己：{way}"),
            format!("this is made of itself: {way}"),
        ),
        Localized::new(
            "把其中一个写全，不再用别的名字",
            "write one of them out without naming the next",
        ),
    )
}

/// Hold that a pattern can stand by itself: a mistake in a part should be shown where it is, not at each rule that uses it.
fn check_syntax(entry: Entry<'_, '_>, pattern: &str) -> Result<(), Mistake> {
    let Err(error) = regex_syntax::parse(pattern) else {
        return Ok(());
    };
    let reason = error.to_string();
    Err(entry.mistake(
        Localized::new(
            format!("表达式有误：{}", in_chinese(&reason)),
            format!("bad pattern: {}", in_english(&reason)),
        ),
        Localized::new(
            "每个片段本身要是完整的表达式，括号要成对",
            "each part must be a whole pattern by itself, with both brackets of each pair",
        ),
    ))
}

fn change<T>(vocabulary: &mut Vocabulary, change: impl FnOnce(&mut Terms) -> T) {
    let mut terms = std::mem::take(&mut vocabulary.terms).into_inner();
    change(&mut terms);
    vocabulary.terms = terms.into();
}
