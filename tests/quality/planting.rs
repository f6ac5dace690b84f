//! Finished texts with fillers in the place of facts, as a writer leaves them who has not got these yet.
//!
//! Owns which facts are taken out and what stands there then: by drawing lots, always the same ones. Checks nothing.

use unfilled::text::TextRange;

use super::documents::Labelled;
use super::fillers::Fillers;
use super::frames::{Frame, Site, sites};

/// So many gaps a document has, if there are facts enough that its fillers may take the place of.
const GAPS: std::ops::RangeInclusive<usize> = 5..=14;
/// A text with fewer facts is not used.
const FACTS: usize = 10;
/// So many documents are made with each filler alone.
const ALONE: usize = 6;
/// So many documents are made with several fillers, for each inventory and language.
const MIXED: usize = 80;

/// A text with gaps.
pub(super) struct Planted {
    /// The name of the finished one.
    pub(super) name: String,
    pub(super) text: String,
    pub(super) gaps: Vec<Gap>,
}

/// A gap in a text.
pub(super) struct Gap {
    pub(super) range: TextRange,
    pub(super) frame: usize,
    pub(super) filler: String,
}

/// A finished text and the facts in it.
pub(super) struct Ground {
    name: String,
    text: String,
    sites: Vec<Site>,
}

impl Ground {
    /// The finished documents of `language` with facts enough.
    pub(super) fn all(documents: &[&Labelled], language: &str, frames: &[Frame]) -> Vec<Self> {
        let is_ground = |document: &&&Labelled| {
            document.finished
                && document.language == language
                && document.marked.labels.is_empty()
                && !document.name.ends_with(".xml")
        };
        let grounds = documents.iter().filter(is_ground).map(|document| {
            let text = document.document.text.as_str().to_owned();
            let sites = sites(frames, &text);
            let name = document.name.clone();
            Self { name, text, sites }
        });
        grounds
            .filter(|ground| ground.sites.len() >= FACTS)
            .collect()
    }

    /// The text with what is `written` in the place of facts, in their order.
    fn planted(&self, mut written: Vec<(&Site, &str)>) -> Planted {
        written.sort_by_key(|(site, _)| site.range);
        let (mut text, mut gaps, mut done) = (String::new(), Vec::new(), 0);
        for (site, filler) in written {
            text.push_str(&self.text[done..site.range.start()]);
            let start = text.len();
            text.push_str(&site.filled_with(filler));
            done = site.range.end();
            gaps.push(Gap {
                range: TextRange::new(start, text.len()),
                frame: site.frame,
                filler: filler.to_owned(),
            });
        }
        text.push_str(&self.text[done..]);
        let name = self.name.clone();
        Planted { name, text, gaps }
    }
}

/// Documents by writers who put one and the same filler everywhere, for each of the `fillers`: facts of those frames first that had
/// it least.
pub(super) fn alone(grounds: &[Ground], frames: &[Frame], fillers: &Fillers) -> Vec<Planted> {
    let mut lots = Lots(1);
    let mut documents = Vec::new();
    for filler in fillers.all() {
        let mut times = vec![0; frames.len()];
        let can_be_filled = |site: &&Site| {
            let is_seen = !site.filled_with(filler).is_empty();
            is_seen && fillers.fit(filler, frames[site.frame].name)
        };
        let fit: Vec<(&Ground, Vec<&Site>)> = grounds
            .iter()
            .map(|ground| (ground, ground.sites.iter().filter(can_be_filled).collect()))
            .filter(|(_, sites): &(_, Vec<_>)| !sites.is_empty())
            .collect();
        for _ in 0..ALONE {
            let (ground, sites) = lots.draw(&fit);
            let mut left = lots.shuffled(sites);
            let mut written: Vec<(&Site, &str)> = Vec::new();
            for _ in 0..lots.between(GAPS) {
                let next = left
                    .iter()
                    .enumerate()
                    .min_by_key(|(_, it)| times[it.frame]);
                let Some((at, _)) = next else { break };
                let site = left.remove(at);
                times[site.frame] += 1;
                written.push((site, filler));
            }
            documents.push(ground.planted(written));
        }
    }
    documents
}

/// Documents by writers with habits: one or two of the `fillers` for each frame.
pub(super) fn mixed(grounds: &[Ground], frames: &[Frame], fillers: &Fillers) -> Vec<Planted> {
    let mut lots = Lots(2);
    let all = fillers.all();
    let document = |_| {
        let ground = lots.draw(grounds);
        let habit = |frame: &Frame, lots: &mut Lots| -> Vec<&str> {
            let fit = all.iter().filter(|it| fillers.fit(it, frame.name));
            let fit: Vec<&&str> = fit.collect();
            let count = lots.between(1..=2);
            (0..count).map(|_| **lots.draw(&fit)).collect()
        };
        let habits: Vec<Vec<&str>> = frames.iter().map(|it| habit(it, &mut lots)).collect();
        let count = lots.between(GAPS);
        let all: Vec<&Site> = ground.sites.iter().collect();
        let mut written = Vec::new();
        for site in lots.shuffled(&all).into_iter().take(count) {
            let filler = *lots.draw(&habits[site.frame]);
            if !site.filled_with(filler).is_empty() {
                written.push((site, filler));
            }
        }
        ground.planted(written)
    };
    (0..MIXED).map(document).collect()
}

/// Numbers without a plan, the same in every run.
struct Lots(u64);

impl Lots {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn between(&mut self, range: std::ops::RangeInclusive<usize>) -> usize {
        range.start() + self.below(range.end() - range.start() + 1)
    }

    fn draw<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    fn shuffled<'a, T>(&mut self, all: &[&'a T]) -> Vec<&'a T> {
        let mut left = all.to_vec();
        let mut shuffled = Vec::new();
        while !left.is_empty() {
            shuffled.push(left.swap_remove(self.below(left.len())));
        }
        shuffled
    }
}
