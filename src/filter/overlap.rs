//! Many spans asked many times: whether any overlaps a place, and which one. Logarithmic, whatever the overlaps.

use crate::text::TextRange;

/// Counts the spans that overlap a place.
#[derive(Clone, Debug, Default)]
pub(super) struct SpanCounter {
    starts: Vec<usize>,
    ends: Vec<usize>,
}

/// Finds a span that overlaps a place, with the value that came with it.
#[derive(Clone, Debug, Default)]
pub(super) struct SpanFinder {
    /// Sorted by start; each with the furthest end up to here and the value of the span that reaches it.
    reach: Vec<(usize, usize, usize)>,
}

impl SpanCounter {
    /// Add a span; an empty one counts as its first byte.
    pub(super) fn add(&mut self, range: TextRange) {
        self.starts.push(range.start());
        self.ends.push(end(range));
    }

    /// Make ready for [`overlaps`](Self::overlaps).
    pub(super) fn sort(&mut self) {
        self.starts.sort_unstable();
        self.ends.sort_unstable();
    }

    /// Whether a span overlaps the bytes from `from` up to `to`.
    pub(super) fn overlaps(&self, from: usize, to: usize) -> bool {
        // Whatever ends before the place also starts before its end.
        let started = self.starts.partition_point(|&start| start < to);
        let ended = self.ends.partition_point(|&end| end <= from);
        from < to && started > ended
    }
}

impl SpanFinder {
    /// Add a span with a value.
    pub(super) fn add(&mut self, range: TextRange, value: usize) {
        self.reach.push((range.start(), range.end(), value));
    }

    /// Make ready for [`find`](Self::find).
    pub(super) fn sort(&mut self) {
        self.reach.sort_unstable();
        let mut furthest = (0, 0);
        for (_, end, value) in &mut self.reach {
            if *end > furthest.0 {
                furthest = (*end, *value);
            }
            (*end, *value) = furthest;
        }
    }

    /// The value of a span that overlaps `range`; an empty range counts as its first byte.
    pub(super) fn find(&self, range: TextRange) -> Option<usize> {
        let started = self
            .reach
            .partition_point(|&(start, ..)| start < end(range));
        let &(_, furthest, value) = self.reach.get(started.checked_sub(1)?)?;
        (furthest > range.start()).then_some(value)
    }
}

fn end(range: TextRange) -> usize {
    range.end().max(range.start() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_looking_at_every_span() {
        let spans: Vec<TextRange> = (0..60)
            .map(|i| TextRange::new(i * 7 % 50, i * 7 % 50 + i * 5 % 11 + 1))
            .collect();
        let few = &spans[..6];
        let mut counter = SpanCounter::default();
        let mut finder = SpanFinder::default();
        for (value, &span) in few.iter().enumerate() {
            counter.add(span);
            finder.add(span, value);
        }
        counter.sort();
        finder.sort();
        for &place in &spans {
            let expected = few.iter().any(|span| span.overlaps(place));
            assert_eq!(counter.overlaps(place.start(), place.end()), expected);
            let found = finder.find(place);
            assert_eq!(found.is_some(), expected);
            assert!(found.is_none_or(|value| few[value].overlaps(place)));
        }
    }
}
