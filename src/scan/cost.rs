//! What a rule costs, in figures that are the same on every machine: how large its pattern is, how large that grows on ordinary
//! text, how much of such text its keywords open. Asked before a rule of one's own is let in; see `proof`.

use std::sync::LazyLock;

use memchr::memmem;
use regex::RegexBuilder;
use regex_automata::Input;
use regex_automata::hybrid::dfa::{Config, DFA};

use crate::rule::{Matcher, Rule};
use crate::scan::fold::Folded;
use crate::scan::keywords::comparable;

/// Paragraphs of ordinary Chinese and English, one a line.
const SAMPLE: &str = include_str!("sample.txt");

/// The paragraphs of each language, one a line, as keywords are compared with them.
static PARAGRAPHS: LazyLock<[String; 2]> = LazyLock::new(|| {
    let paragraphs = SAMPLE.lines().map(comparable);
    let (english, chinese): (Vec<_>, Vec<_>) = paragraphs.partition(|it| it.is_ascii());
    [chinese, english].map(|paragraphs| paragraphs.join("\n"))
});

/// How large a pattern's automaton may grow on ordinary text, in bytes: half of what the engine keeps of one, and several
/// times what any built-in pattern needs.
pub(super) const GROWTH_LIMIT: usize = 1 << 20;

/// How far the growth of an automaton is followed, in bytes.
const MEASURED: usize = 16 << 20;

/// All paragraphs as one, as patterns see it.
static ONE_PARAGRAPH: LazyLock<String> =
    LazyLock::new(|| Folded::new(&SAMPLE.replace('\n', "")).text().to_owned());

/// A keyword that stands in more than one in so many ordinary paragraphs of a language opens too many of them.
const ONE_IN: usize = 3;

/// A keyword that stands nearly everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonKeyword {
    /// The keyword.
    pub keyword: String,
    /// How many of the paragraphs hold it.
    pub opened: usize,
    /// How many paragraphs of the language there are.
    pub paragraphs: usize,
}

/// How large `pattern` gets when it is compiled, in bytes, rounded up to a power of two times `limit`, which it exceeds;
/// nothing where it is beyond measure.
pub(super) fn size(pattern: &str, limit: usize) -> Option<usize> {
    [2, 4]
        .map(|times| limit * times)
        .into_iter()
        .find(|&limit| {
            let built = RegexBuilder::new(pattern).size_limit(limit).build();
            built.is_ok()
        })
}

/// How large the automaton of `pattern` grows while it reads the ordinary paragraphs as one, in bytes, where that is more
/// than [`GROWTH_LIMIT`]: such a pattern makes a new state at nearly each character, which is slow work.
pub(super) fn growth(pattern: &str) -> Option<usize> {
    let config = Config::new()
        .cache_capacity(MEASURED)
        .skip_cache_capacity_check(true);
    let automaton = DFA::builder().configure(config).build(pattern).ok()?;
    let mut cache = automaton.create_cache();
    let mut search = Input::new(&*ONE_PARAGRAPH);
    while let Ok(Some(end)) = automaton.try_search_fwd(&mut cache, &search) {
        // An empty match must not be found for ever.
        let from = end.offset().max(search.start() + 1);
        if from > search.end() {
            break;
        }
        search.set_start(from);
    }
    Some(cache.memory_usage()).filter(|&size| size > GROWTH_LIMIT)
}

/// The first keyword of `rule` that stands in too many ordinary paragraphs.
pub(super) fn common_keyword(rule: &Rule) -> Option<CommonKeyword> {
    let Matcher::Pattern(_) = &rule.matcher else {
        return None;
    };
    rule.keywords.iter().find_map(|keyword| {
        let word = comparable(keyword);
        PARAGRAPHS.iter().find_map(|text| {
            // Most keywords stand in none of them.
            memmem::find(text.as_bytes(), word.as_bytes())?;
            let opened = text.lines().filter(|text| text.contains(&word)).count();
            let paragraphs = text.lines().count();
            (opened * ONE_IN > paragraphs).then(|| CommonKeyword {
                keyword: keyword.clone(),
                opened,
                paragraphs,
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_enough_of_both_languages() {
        let [chinese, english] = &*PARAGRAPHS;
        assert!(chinese.lines().count() >= 30 && english.lines().count() >= 20);
    }
}
