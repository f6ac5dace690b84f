//! Marks between the words of a part, and grounds under them: runs are cut in two where a mark stands inside one, and each half
//! keeps what the run says of itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::ground;
use super::layout::{ItemId, Layout, prefix};
use super::target::Part;
use super::words::{PRESERVE, end_of_attributes, has_outer_space};
use crate::ooxml::element::Element;

/// The names of a text and of one that a tracked change struck out (ISO/IEC 29500-1, 17.3.3.31 and 17.3.3.7).
const TEXT: &str = "t";
const STRUCK: &str = "delText";

/// Where a part is to be cut, and what comes in there.
#[derive(Default)]
pub(super) struct Cuts {
    /// By the byte of the part's text.
    cuts: BTreeMap<usize, Cut>,
    /// What gets a ground, as bytes of the part's text that lie in one run each.
    lit: Vec<Range<usize>>,
    lit_runs: BTreeSet<ItemId>,
    /// What is struck out of each text, as bytes of the part's text.
    struck: BTreeMap<ItemId, Vec<Range<usize>>>,
}

/// What comes in at one place: ends before starts, and between them what begins and ends here.
#[derive(Default)]
struct Cut {
    /// The run that is cut in two, and the text in it where that is.
    run: Option<ItemId>,
    text: Option<ItemId>,
    ends: String,
    points: String,
    starts: String,
}

/// Which kind of mark it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    End,
    Point,
    Start,
}

impl Cuts {
    /// Put `mark` between elements at byte `at`.
    pub(super) fn between(&mut self, at: usize, kind: Mark, mark: &str) {
        self.cuts.entry(at).or_default().add(kind, mark);
    }

    /// Put `mark` at byte `at` of the part, which lies in the element `id` or at an end of it: a text, or what stands for a
    /// character.
    pub(super) fn at(&mut self, part: &Part, id: ItemId, at: usize, kind: Mark, mark: &str) {
        let place = place(part, id, at);
        let cut = self.cuts.entry(place.at).or_default();
        (cut.run, cut.text) = (place.run, place.text);
        cut.add(kind, mark);
    }

    /// Put a ground under the bytes `range` of the element `id`, if its run has none.
    pub(super) fn light(&mut self, part: &Part, id: ItemId, range: Range<usize>) {
        let layout = &part.layout;
        let Some((run, _)) = layout.within(id, &[Element::Run]) else {
            return;
        };
        let has_ground = layout
            .child(run, Element::RunProperties)
            .and_then(|(properties, _)| layout.child(properties, Element::Highlight));
        if has_ground.is_some() || range.is_empty() {
            return;
        }
        self.at(part, id, range.start, Mark::Point, "");
        self.at(part, id, range.end, Mark::Point, "");
        self.lit.push(range);
        self.lit_runs.insert(run);
    }

    /// Strike the bytes `range` of the element `id` out: `before` and `behind` stand round them, between runs. A text that is
    /// struck out has another name.
    pub(super) fn strike(
        &mut self,
        part: &Part,
        id: ItemId,
        range: Range<usize>,
        [before, behind]: [&str; 2],
    ) {
        self.at(part, id, range.start, Mark::Start, before);
        self.at(part, id, range.end, Mark::End, behind);
        if let Some(item) = part.layout.items.get(id)
            && item.element == Element::Text
        {
            self.struck.entry(id).or_default().push(range);
        }
    }

    /// Lay all of it down in the part's patches.
    pub(super) fn lay_down(self, part: &mut Part) {
        let mut by_text: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
        let mut by_run: BTreeMap<ItemId, Vec<usize>> = BTreeMap::new();
        for (&at, cut) in &self.cuts {
            if let Some(text) = cut.text {
                by_text.entry(text).or_default().push(at);
            }
            if let Some(run) = cut.run {
                by_run.entry(run).or_default().push(at);
            }
        }
        for &run in &self.lit_runs {
            by_run.entry(run).or_default();
        }
        self.rename_struck(part);
        let spaces = spaces(part, &by_text);
        for (run, cuts) in by_run {
            self.cut_run(part, run, &cuts, &spaces);
        }
        for (at, cut) in &self.cuts {
            if cut.run.is_none() {
                part.patches.insert(*at, &cut.marks());
            }
        }
    }

    /// Give the tags of texts that are struck out at their start or at their end the name for that.
    fn rename_struck(&self, part: &mut Part) {
        let mut renamed = Vec::new();
        for &id in self.struck.keys() {
            let Some(item) = part.layout.items.get(id) else {
                continue;
            };
            let [_, first] = self.names(id, item.inner().start);
            let [last, _] = self.names(id, item.inner().end);
            let open = part.text().get(item.open.clone()).unwrap_or("");
            let prefix = prefix(open);
            let mut rename = |at: usize, name: &str| {
                if name == STRUCK {
                    let at = at + prefix.len();
                    renamed.push(at..at + TEXT.len());
                }
            };
            rename(item.open.start + 1, first);
            rename(item.close.start + 2, last);
        }
        for name in renamed {
            part.patches.replace(name, STRUCK);
        }
    }

    /// What the elements of the text `id` are called before and behind its byte `at`.
    fn names(&self, id: ItemId, at: usize) -> [&'static str; 2] {
        let struck = self.struck.get(&id).map_or(&[][..], Vec::as_slice);
        let name = |is_struck| if is_struck { STRUCK } else { TEXT };
        [
            name(struck.iter().any(|range| range.end == at)),
            name(struck.iter().any(|range| range.start == at)),
        ]
    }

    fn cut_run(
        &self,
        part: &mut Part,
        run: ItemId,
        cuts: &[usize],
        spaces: &BTreeSet<(ItemId, usize)>,
    ) {
        let layout = &part.layout;
        let Some(item) = layout.items.get(run) else {
            return;
        };
        let text = part.text();
        let open = text.get(item.open.clone()).unwrap_or("");
        let close = text.get(item.close.clone()).unwrap_or("");
        let properties = layout.child(run, Element::RunProperties);
        let properties = properties.map(|(_, item)| text.get(item.outer()).unwrap_or(""));
        let lit_properties = ground::lit(properties, prefix(open));
        let ends = cuts.iter().copied().chain([item.close.start]);
        let starts = std::iter::once(item.open.start).chain(cuts.iter().copied());
        let mut inserts = Vec::new();
        for (number, (start, end)) in starts.zip(ends).enumerate() {
            let is_lit = self
                .lit
                .iter()
                .any(|lit| lit.start >= start && lit.start < end);
            if number == 0 {
                if is_lit {
                    let place = match layout.child(run, Element::RunProperties) {
                        Some((_, item)) => item.outer(),
                        None => item.open.end..item.open.end,
                    };
                    inserts.push((place, lit_properties.clone()));
                }
                continue;
            }
            let Some(cut) = self.cuts.get(&start) else {
                continue;
            };
            let properties = match is_lit {
                true => &*lit_properties,
                false => properties.unwrap_or(""),
            };
            let mut words = format!("{close}{}{open}{properties}", cut.marks());
            if let Some(id) = cut.text
                && let Some(item) = layout.items.get(id)
            {
                let prefix = prefix(text.get(item.open.clone()).unwrap_or(""));
                let space = match spaces.contains(&(id, start)) {
                    true => PRESERVE,
                    false => "",
                };
                let [before, after] = self.names(id, start);
                words = format!("</{prefix}{before}>{words}<{prefix}{after}{space}>");
            }
            inserts.push((start..start, words));
        }
        for (range, words) in inserts {
            part.patches.replace(range, &words);
        }
    }
}

impl Cut {
    fn add(&mut self, kind: Mark, mark: &str) {
        let marks = match kind {
            Mark::End => &mut self.ends,
            Mark::Point => &mut self.points,
            Mark::Start => &mut self.starts,
        };
        marks.push_str(mark);
    }

    fn marks(&self) -> String {
        [&*self.ends, &*self.points, &*self.starts].concat()
    }
}

/// Where a cut is made.
struct Place {
    at: usize,
    run: Option<ItemId>,
    text: Option<ItemId>,
}

/// Where a part is cut for a mark at byte `at` of the element `id`: in a text, between two elements of a run, or beside the run
/// where nothing of it is on one side.
fn place(part: &Part, id: ItemId, at: usize) -> Place {
    let layout = &part.layout;
    let between = |at| Place {
        at,
        run: None,
        text: None,
    };
    let (Some(item), Some((run_id, run))) =
        (layout.items.get(id), layout.within(id, &[Element::Run]))
    else {
        return between(at);
    };
    let is_text = item.element == Element::Text;
    if is_text && item.inner().start < at && at < item.inner().end {
        return Place {
            at,
            run: Some(run_id),
            text: Some(id),
        };
    }
    let middle = if is_text {
        item.inner().start
    } else {
        item.open.start
    };
    let at = match at <= middle {
        true => item.outer().start,
        false => item.outer().end,
    };
    let content = layout
        .child(run_id, Element::RunProperties)
        .map_or(run.open.end, |(_, properties)| properties.outer().end);
    let is_blank = |range: Range<usize>| {
        let text = part.text().get(range);
        text.is_some_and(|text| text.trim().is_empty())
    };
    if is_blank(content..at) {
        between(run.outer().start)
    } else if is_blank(at..run.close.start) {
        between(run.outer().end)
    } else {
        Place {
            at,
            run: Some(run_id),
            text: None,
        }
    }
}

/// The pieces of texts, each by its text and the cut it begins at, in which spaces have to be told to count; of the first piece
/// of a text its own start tag tells it.
fn spaces(part: &mut Part, by_text: &BTreeMap<ItemId, Vec<usize>>) -> BTreeSet<(ItemId, usize)> {
    let mut found = BTreeSet::new();
    let mut changes = Vec::new();
    for (&id, cuts) in by_text {
        let Some(item) = part.layout.items.get(id) else {
            continue;
        };
        if part.preserves(id) {
            found.extend(cuts.iter().map(|&at| (id, at)));
            continue;
        }
        let text = part.text();
        let open = text.get(item.open.clone()).unwrap_or("");
        let ignored = part.ignored_spaces(id);
        let inner = item.inner();
        let ends = cuts.iter().copied().chain([inner.end]);
        let starts = std::iter::once(inner.start).chain(cuts.iter().copied());
        for (start, end) in starts.zip(ends) {
            let (before, after) = has_outer_space(text.get(start..end).unwrap_or(""));
            let (is_first, is_last) = (start == inner.start, end == inner.end);
            let needs_spaces = !is_first && before || !is_last && after;
            if !needs_spaces {
                continue;
            }
            if is_first {
                let at = item.open.start + end_of_attributes(open);
                changes.push((at..at, PRESERVE));
            } else {
                found.insert((id, start));
            }
            // What Word leaves out at the ends of the whole must not begin to count.
            let here = ignored
                .iter()
                .filter(|it| start <= it.start && it.end <= end);
            changes.extend(here.map(|range| (range.clone(), "")));
        }
    }
    for (range, words) in changes {
        part.patches.replace_once(range, words);
    }
    found
}

/// Whether the element lies where Word takes comments: in a paragraph of the body that is no text box.
pub(super) fn takes_comments(layout: &Layout, id: ItemId) -> bool {
    let mut in_paragraph = false;
    for (_, item) in layout.ancestry(id) {
        match item.element {
            Element::TextBox
            | Element::DrawingTextBody
            | Element::Header
            | Element::Footer
            | Element::Footnote
            | Element::Endnote
            | Element::Comment => return false,
            Element::Paragraph => in_paragraph = true,
            // Round whole paragraphs: LibreOffice loses those with a comment in them.
            Element::Control if in_paragraph && is_form(item.control.as_deref()) => return false,
            _ => {}
        }
    }
    in_paragraph
}

/// Whether people fill in the control and do not merely write in it.
pub(super) fn is_form(control: Option<&super::layout::Control>) -> bool {
    control.is_some_and(|control| control.has_type || control.prompt.is_some())
}
