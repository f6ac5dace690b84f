//! How much a weak finding counts: what is ordinary prose in a finished text is a gap beside other gaps.
//!
//! Owns the measure of "beside". Which rules and which fillers are weak, and how certain they are alone, the rules say.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::rule::{Rule, RuleSet, Severity};
use crate::scan::occurrences::occurrences;
use crate::scan::openings::{is_bold_heading, opens_section};
use crate::text::TextRange;

/// So many gaps near it let a weak filler count that stands where a figure belongs. A finished text has one or two slips within two
/// pages; a form has dozens.
const ENOUGH_FOR_FILLER: usize = 3;

/// So many are asked for where the filler is a word, or the rule as a whole is weak: its places have no frame that speaks for them.
const ENOUGH: usize = 4;

/// So many places with the same word, such as 几, tell that it stands for a figure. Finished texts have up to five within two pages.
const ENOUGH_WORDS: usize = 6;

/// So many other sections that open with an instruction to the writer tell that the document is a template; of a section that opens so
/// itself, as another does, gaps tell it as well. A finished text has one or two that begin like that, and no gaps.
const ENOUGH_OPENINGS: usize = 2;

/// How far "near" reaches on either side, in bytes: about 1,500 Chinese characters, two pages.
const REACH: usize = 4500;

/// What stands in a document that tells how much a weak finding counts. All places are in order, and none overlap.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The gaps that are certain by themselves.
    gaps: Vec<TextRange>,
    /// By their filler, where that may tell, the places that are not, outside of those: whoever writes ？ five times means the same
    /// each time.
    alike: BTreeMap<Box<str>, Vec<TextRange>>,
    /// Where such fillers stand elsewhere: a sign that has another meaning in the text is none.
    elsewhere: BTreeMap<Box<str>, Vec<TextRange>>,
    /// The places that are certain because their filler comes so often, of all fillers.
    repeated: Vec<TextRange>,
    /// The places that open a section, of rules whose findings tell on each other.
    openings: Vec<TextRange>,
    /// These and the gaps.
    openings_and_gaps: Vec<TextRange>,
    /// The places of such rules that are headings: they name what is to be written and are meant to stay.
    headings: Vec<TextRange>,
}

impl Evidence {
    /// What those `findings` of `rules` in `text` tell that show that it is being filled in.
    pub(super) fn among(findings: &[Finding], rules: &RuleSet, text: &str) -> Self {
        let mut evidence = Self::default();
        for finding in findings {
            let Some(rule) = rules.get(&finding.rule) else {
                continue;
            };
            match &finding.weak_filler {
                Some(filler) if is_weak(finding, rule) && !filler.is_empty() => {
                    let places = evidence.alike.entry(filler.clone()).or_default();
                    places.push(finding.range);
                }
                Some(_) if is_weak(finding, rule) => {}
                _ if finding.severity >= Severity::Warning && rule.category.is_gap() => {
                    evidence.gaps.push(finding.range);
                }
                _ => {}
            }
        }
        keep_apart(&mut evidence.gaps);
        for places in evidence.alike.values_mut() {
            places.retain(|&place| !overlaps_any(&evidence.gaps, place));
            keep_apart(places);
        }
        evidence.look_elsewhere(text);
        evidence.find_repeated();
        evidence
    }

    /// Find those of the weak places that need no other gap near them.
    fn find_repeated(&mut self) {
        let mut repeated = Vec::new();
        for (filler, places) in &self.alike {
            let enough = match is_word(filler) {
                true => ENOUGH_WORDS,
                false => ENOUGH_FOR_FILLER,
            };
            let certain = |place: &&TextRange| self.alike_near(filler, **place) >= enough;
            repeated.extend(places.iter().filter(certain).copied());
        }
        keep_apart(&mut repeated);
        self.repeated = repeated;
    }

    /// How many other places near `range` have this filler, where that tells something.
    fn alike_near(&self, filler: &str, range: TextRange) -> usize {
        let places = |by_filler: &BTreeMap<Box<str>, Vec<TextRange>>| {
            near(by_filler.get(filler).map_or(&[][..], Vec::as_slice), range)
        };
        let alike = places(&self.alike);
        let tells = match is_word(filler) {
            true => alike >= ENOUGH_WORDS,
            false => alike >= places(&self.elsewhere),
        };
        if tells { alike } else { 0 }
    }

    /// Find where in `text` those fillers stand that come often enough to count, and where no gap is.
    fn look_elsewhere(&mut self, text: &str) {
        let often = self.alike.iter().filter(|(filler, places)| {
            !is_word(filler) && stand_close(places, ENOUGH_FOR_FILLER + 1, 2 * REACH)
        });
        let found = occurrences(often.map(|(filler, _)| &**filler), text);
        let mut elsewhere = BTreeMap::new();
        for (filler, places) in found {
            let in_gaps = self.alike.get(filler).map_or(&[][..], Vec::as_slice);
            let places = places.into_iter().map(|at| TextRange::new(at, at + 1));
            let places = places
                .filter(|&place| !overlaps_any(in_gaps, place) && !overlaps_any(&self.gaps, place));
            elsewhere.insert(filler.into(), places.collect());
        }
        self.elsewhere = elsewhere;
    }

    /// Add the slots among `findings` in `text` of rules that are weak as a whole: whoever writes [date] five times means a date
    /// each time.
    pub(super) fn add_slots(&mut self, findings: &mut [Finding], rules: &RuleSet, text: &str) {
        let mut slots: BTreeMap<Box<str>, Vec<TextRange>> = BTreeMap::new();
        for finding in findings {
            let rule = rules.get(&finding.rule);
            let slot = finding.range.slice(text);
            if rule.is_some_and(|rule| rule.is_weak() && is_weak(finding, rule)) && is_slot(slot) {
                finding.weak_filler = Some(slot.into());
                slots.entry(slot.into()).or_default().push(finding.range);
            }
        }
        for (slot, mut places) in slots {
            keep_apart(&mut places);
            self.alike.entry(slot).or_insert(places);
        }
    }

    /// Add the places among `findings` in `text` of rules whose findings tell on each other: a document in which several sections
    /// begin with what to write there is a template.
    pub(super) fn add_openings(&mut self, findings: &[Finding], rules: &RuleSet, text: &str) {
        let tells = |finding: &&Finding| {
            let rule = rules.get(&finding.rule);
            rule.is_some_and(|rule| rule.together)
        };
        let places = findings.iter().filter(tells).map(|it| it.range);
        let (headings, others): (Vec<_>, Vec<_>) =
            places.partition(|&place| is_bold_heading(text, place));
        let openings = others.into_iter();
        self.openings = openings.filter(|&it| opens_section(text, it)).collect();
        self.headings = headings;
        keep_apart(&mut self.openings);
        keep_apart(&mut self.headings);
        self.openings_and_gaps = [&*self.openings, &*self.gaps].concat();
        keep_apart(&mut self.openings_and_gaps);
        let certain = |place: &&TextRange| near(&self.openings, **place) >= ENOUGH_OPENINGS;
        let certain: Vec<_> = self.openings.iter().filter(certain).copied().collect();
        self.repeated.extend(certain);
        keep_apart(&mut self.repeated);
    }

    /// Whether anywhere enough certain gaps stand so close together that the finding of a weak rule may count there. Says yes too
    /// often rather than not often enough: the findings themselves are weighed afterwards.
    pub(super) fn is_dense(&self) -> bool {
        stand_close(&self.gaps, ENOUGH, 3 * REACH)
    }

    /// Whether sections that open with an instruction show anywhere that the text is a template: beside them the findings of any weak
    /// rule may count.
    pub(super) fn shows_template(&self) -> bool {
        let is_certain = |place: &TextRange| near(&self.openings, *place) >= ENOUGH_OPENINGS;
        self.openings.iter().any(is_certain)
    }

    /// How many places near an instruction at `range` show that it is a template's: sections that open with one, and where it opens
    /// one itself and is not the only one that does, gaps of any kind.
    fn told_near(&self, range: TextRange) -> usize {
        let openings = near(&self.openings, range);
        match openings > 0 && overlaps_any(&self.openings, range) {
            true => near(&self.openings_and_gaps, range),
            false => openings,
        }
    }

    /// Settle how certain a finding of `rule` is if it is weak, unless settings have done so.
    pub(super) fn weigh(&self, finding: &mut Finding, rule: &Rule) {
        if !is_weak(finding, rule) {
            return;
        }
        let filler = finding.weak_filler.as_deref().unwrap_or_default();
        let alike = self.alike_near(filler, finding.range);
        let repeated = near(&self.repeated, finding.range);
        let beside = near(&self.gaps, finding.range) + alike.max(repeated);
        if rule.together && overlaps_any(&self.headings, finding.range) {
            finding.severity = rule.least();
            return;
        }
        let told = match rule.together {
            true => self.told_near(finding.range),
            false => 0,
        };
        let enough = match rule.is_weak() || is_word(filler) {
            true => ENOUGH,
            false => ENOUGH_FOR_FILLER,
        };
        if beside >= enough || told >= ENOUGH_OPENINGS {
            finding.beside = beside.max(told);
        } else {
            finding.severity = rule.least();
        }
    }
}

/// How certain a finding of the weak `rule` is with no other near it, when settings or the rule itself give `severity`.
pub(super) fn alone(rule: &Rule, severity: Severity) -> Severity {
    match rule.alone {
        Some(alone) if severity == rule.severity => alone,
        _ => severity,
    }
}

/// Whether a finding of `rule` needs others near it: settings have the last word.
fn is_weak(finding: &Finding, rule: &Rule) -> bool {
    let is_weak = rule.is_weak() || finding.weak_filler.is_some();
    is_weak && finding.severity == rule.severity
}

/// Whether `filler` is a word of the language, which comes again in any text. One letter several times is none.
fn is_word(filler: &str) -> bool {
    let first = filler.chars().next();
    let is_run = filler.chars().all(|c| Some(c) == first) && filler.is_ascii();
    !is_run && filler.chars().all(|c| c.is_alphabetic() && c != '〇')
}

/// Whether `text` is a word or a few in brackets.
fn is_slot(text: &str) -> bool {
    const LONGEST: usize = 60;
    let brackets = [
        ('[', ']'),
        ('<', '>'),
        ('{', '}'),
        ('【', '】'),
        ('〔', '〕'),
    ];
    let are_round = |(open, close)| text.starts_with(open) && text.ends_with(close);
    text.len() <= LONGEST && brackets.into_iter().any(are_round)
}

/// Sort `places`, and keep one of those that overlap.
fn keep_apart(places: &mut Vec<TextRange>) {
    places.sort();
    let mut end = 0;
    places.retain(|place| {
        let is_new = place.start() >= end;
        end = end.max(place.end());
        is_new
    });
}

/// Whether so many of `places` stand somewhere with no more than `reach` between the first and the last.
fn stand_close(places: &[TextRange], count: usize, reach: usize) -> bool {
    places.windows(count).any(|some| {
        let (Some(first), Some(last)) = (some.first(), some.last()) else {
            return false;
        };
        last.start().saturating_sub(first.end()) <= reach
    })
}

fn overlaps_any(places: &[TextRange], range: TextRange) -> bool {
    around(places, range, 0).iter().any(|it| it.overlaps(range))
}

/// How many of `places` stand near `range`, and not on it.
fn near(places: &[TextRange], range: TextRange) -> usize {
    let near = around(places, range, REACH).iter();
    near.filter(|place| !place.overlaps(range)).count()
}

/// Those of `places` that are no farther than `reach` from `range`.
fn around(places: &[TextRange], range: TextRange, reach: usize) -> &[TextRange] {
    let first = places.partition_point(|place| place.end() + reach < range.start());
    let end = places.partition_point(|place| place.start() <= range.end() + reach);
    places.get(first..end).unwrap_or_default()
}
