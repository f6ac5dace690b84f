//! Which files lie elsewhere now than the baseline has them: told by what is found in them.
//!
//! Needs no documents, findings by their anchors are enough. What comes out does not depend on the order that files come in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::filter::baseline::KnownFindings;
use crate::finding::Anchor;

/// So many kinds of lost files are weighed for each kind of newcomers, the most alike. Any other is no likelier.
const OFFERS: usize = 8;

/// Files of a baseline that are no longer where they were.
#[derive(Debug, Default)]
pub struct LostFiles {
    kinds: Vec<Kind>,
    /// The kinds that hold a mark, and how often.
    holders: HashMap<Anchor, Vec<(usize, usize)>>,
}

/// What is compared of a file's findings, with how many there are of each: anchors, without the words behind the place where
/// those before it are enough to tell it. Rules are not compared, as they change.
type Marks = BTreeMap<Anchor, usize>;

/// Files with the same marks, in the order of their paths.
#[derive(Debug)]
struct Kind {
    marks: Marks,
    paths: Vec<String>,
}

/// How much is the same in two kinds, in findings.
#[derive(Clone, Copy, Debug, Default)]
struct Likeness {
    shared: usize,
    found: usize,
    lost: usize,
    /// Whether something that is shared has words of its own: a bare sign stands anywhere.
    is_telling: bool,
}

impl LostFiles {
    /// Those at the given paths, with what a run like today's would find in them.
    pub fn new(files: BTreeMap<String, KnownFindings>) -> Self {
        let kinds = kinds(files);
        let mut holders: HashMap<Anchor, Vec<(usize, usize)>> = HashMap::new();
        for (index, kind) in kinds.iter().enumerate() {
            for (mark, count) in &kind.marks {
                let holders = holders.entry(mark.clone()).or_default();
                holders.push((index, *count));
            }
        }
        Self { kinds, holders }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Whether the file at `path`, with these findings, may be one of them.
    pub fn may_be(&self, path: &str, findings: &KnownFindings) -> bool {
        self.likenesses(&marks(findings))
            .iter()
            .any(|(kind, likeness)| {
                let is_namesake = |lost: &String| name(lost) == name(path);
                likeness.is_enough(false)
                    || (likeness.is_enough(true) && kind.paths.iter().any(is_namesake))
            })
    }

    /// Which of the newcomers is which of them, by the newcomer's path: files of the same name first, then the most alike,
    /// and of equal ones the first by path. No two are the same one.
    pub fn found_again(
        &self,
        newcomers: BTreeMap<String, KnownFindings>,
    ) -> BTreeMap<String, String> {
        let newcomers = kinds(newcomers);
        let mut offers = Vec::new();
        for newcomer in &newcomers {
            let mut likenesses = self.likenesses(&newcomer.marks);
            likenesses.sort_by_key(|(_, likeness)| Reverse(likeness.share()));
            likenesses.truncate(OFFERS);
            offers.extend(likenesses.into_iter().map(|offer| (newcomer, offer)));
        }
        offers.sort_by_key(|(_, (_, likeness))| Reverse(likeness.share()));
        let mut origins = BTreeMap::new();
        let mut taken: HashSet<&str> = HashSet::new();
        for by_name in [true, false] {
            let key = |path| if by_name { name(path) } else { "" };
            for (newcomer, (lost, likeness)) in &offers {
                if !likeness.is_enough(by_name) {
                    continue;
                }
                let mut free: HashMap<&str, VecDeque<&str>> = HashMap::new();
                for path in lost
                    .paths
                    .iter()
                    .filter(|path| !taken.contains(path.as_str()))
                {
                    free.entry(key(path)).or_default().push_back(path);
                }
                for path in &newcomer.paths {
                    if origins.contains_key(path) {
                        continue;
                    }
                    if let Some(origin) = free.get_mut(key(path)).and_then(VecDeque::pop_front) {
                        taken.insert(origin);
                        origins.insert(path.clone(), origin.to_owned());
                    }
                }
            }
        }
        origins
    }

    /// The kinds that share some of `marks`, in order.
    fn likenesses(&self, marks: &Marks) -> Vec<(&Kind, Likeness)> {
        let mut likenesses: BTreeMap<usize, Likeness> = BTreeMap::new();
        for (mark, count) in marks {
            for (kind, held) in self.holders.get(mark).into_iter().flatten() {
                let likeness = likenesses.entry(*kind).or_default();
                likeness.shared += held.min(count);
                likeness.is_telling |= mark.is_telling();
            }
        }
        let found = marks.values().sum();
        let likenesses = likenesses.into_iter().filter_map(|(kind, likeness)| {
            let kind = self.kinds.get(kind)?;
            let lost = kind.marks.values().sum();
            Some((
                kind,
                Likeness {
                    found,
                    lost,
                    ..likeness
                },
            ))
        });
        likenesses.collect()
    }
}

impl Likeness {
    /// Whether it is the same file: half of what was found is what was lost, and the other way round. Of two files of the same
    /// name the rest may have been mended meanwhile.
    fn is_enough(self, by_name: bool) -> bool {
        let Likeness {
            shared,
            found,
            lost,
            is_telling,
        } = self;
        let is_all = shared == found && shared == lost;
        let is_most_found = 2 * shared >= found;
        let is_most_lost = 2 * shared >= lost;
        match by_name {
            true => is_all || (is_telling && is_most_found),
            false => is_telling && is_most_found && is_most_lost,
        }
    }

    /// How much of both is shared, in millionths.
    fn share(self) -> usize {
        let all = (self.found + self.lost).max(1);
        self.shared.saturating_mul(2_000_000) / all
    }
}

/// `files` by what is found in them; those where it is nothing are left out.
fn kinds(files: BTreeMap<String, KnownFindings>) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    let mut known: HashMap<Marks, usize> = HashMap::new();
    for (path, findings) in files
        .into_iter()
        .filter(|(_, findings)| !findings.is_empty())
    {
        let marks = marks(&findings);
        let next = kinds.len();
        let kind = *known.entry(marks.clone()).or_insert(next);
        match kinds.get_mut(kind) {
            Some(kind) => kind.paths.push(path),
            None => kinds.push(Kind {
                marks,
                paths: vec![path],
            }),
        }
    }
    kinds
}

fn marks(findings: &KnownFindings) -> Marks {
    let mut marks = Marks::new();
    for (_, anchor, count) in findings.iter() {
        let mut mark = anchor.clone();
        if mark.is_led() {
            mark.after.clear();
        }
        *marks.entry(mark).or_default() += count;
    }
    marks
}

/// The file's name without its folders.
fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}
