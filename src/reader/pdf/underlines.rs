//! Lines drawn under text: where one runs under nothing but white space, a person is meant to write there.
//!
//! The borders of tables are told apart by the upright lines that they meet.

use super::letter::Rule;

/// Level lines from the top to the bottom, without those that are borders.
#[derive(Default)]
pub(super) struct Underlines(Vec<Rule>);

/// More lines than this are a drawing.
const MOST: usize = 4_000;

/// How far below the baseline a line may be drawn, in sizes of the letters.
const BELOW: f64 = 0.42;

/// How far a line may reach under a letter, in sizes.
const UNDER: f64 = 0.4;

impl Underlines {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let (mut level, upright): (Vec<Rule>, Vec<Rule>) =
            rules.iter().copied().partition(Rule::is_level);
        if rules.len() > MOST {
            return Self::default();
        }
        level.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
        let mut joined: Vec<Rule> = Vec::new();
        for rule in level {
            let goes_on = |last: &&mut Rule| {
                (last.y0 - rule.y0).abs() < 0.8 && rule.x0 < last.x1 + 1.5 && rule.x1 > last.x0
            };
            match joined.iter_mut().rev().take(8).find(goes_on) {
                Some(last) => {
                    last.x0 = last.x0.min(rule.x0);
                    last.x1 = last.x1.max(rule.x1);
                }
                None => joined.push(rule),
            }
        }
        let meets = |rule: &Rule| {
            upright.iter().any(|it| {
                it.x1 > rule.x0 - 1.5
                    && it.x0 < rule.x1 + 1.5
                    && it.y1 > rule.y0 - 1.5
                    && it.y0 < rule.y1 + 1.5
            })
        };
        joined.retain(|rule| !meets(rule));
        Self(joined)
    }

    /// Without those that a letter stands on, whose middle is at the first of the three numbers and whose baseline and size
    /// are the others: what is written there may be a little off the line's own baseline.
    pub(super) fn not_under(&self, letters: impl Iterator<Item = (f64, f64, f64)>) -> Self {
        const ABOVE: f64 = 0.9;
        let mut is_free = vec![true; self.0.len()];
        for (x, y, size) in letters {
            let start = self.0.partition_point(|rule| rule.y0 < y - 0.1 * size);
            let rules = self.0.iter().zip(&mut is_free).skip(start);
            for (rule, free) in rules.take_while(|(rule, _)| rule.y0 < y + ABOVE * size) {
                *free &= x < rule.x0 || x > rule.x1;
            }
        }
        let free = self.0.iter().zip(is_free).filter(|(_, free)| *free);
        Self(free.map(|(rule, _)| *rule).collect())
    }

    /// Those just under the baseline `y`.
    fn under(&self, y: f64, size: f64) -> impl Iterator<Item = &Rule> {
        let start = self.0.partition_point(|rule| rule.y0 < y - 0.1 * size);
        let end = y + BELOW * size;
        let rest = self.0.get(start..).unwrap_or_default();
        rest.iter().take_while(move |rule| rule.y0 <= end)
    }

    /// Whether the gap from `from` to `to` is underlined, and the letters beside it are not.
    pub(super) fn cover(&self, from: f64, to: f64, y: f64, size: f64) -> bool {
        to - from > 0.8 * size
            && self.under(y, size).any(|rule| {
                rule.x0 > from - UNDER * size
                    && rule.x1 < to + UNDER * size
                    && rule.x1 - rule.x0 > 0.5 * (to - from)
            })
    }

    /// Where the line begins that ends at `to`, where a letter is.
    pub(super) fn before(&self, to: f64, y: f64, size: f64) -> Option<f64> {
        self.under(y, size)
            .find(|rule| (rule.x1 - to).abs() < size && rule.x1 - rule.x0 > size)
            .filter(|rule| rule.x1 < to + UNDER * size)
            .map(|rule| rule.x0)
    }

    /// Where the line ends that begins at `from`, where a letter is.
    pub(super) fn after(&self, from: f64, y: f64, size: f64) -> Option<f64> {
        self.under(y, size)
            .find(|rule| (rule.x0 - from).abs() < size && rule.x1 - rule.x0 > size)
            .filter(|rule| rule.x0 > from - UNDER * size)
            .map(|rule| rule.x1)
    }
}
