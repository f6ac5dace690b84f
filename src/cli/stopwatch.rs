//! The clock for a search: how long each rule took, how often it was tried, what came of it.
//!
//! Owns measuring. What is searched, `measure` knows; how the figures are shown, `cost_table`.

use std::time::{Duration, Instant};

use crate::scan::Meter;

/// How often the clock is read to find out how long reading it takes, and how many times over that is done: the quickest
/// time is the one that nothing interrupted.
const READINGS: u32 = 2_000;
const ROUNDS: u32 = 20;

/// What was done and how long it took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    /// With the time for reading the clock once at each of `tried`.
    time: Duration,
    /// On how many blocks or nodes the rule was tried; for what rules share, how many times such work began.
    pub(super) tried: u64,
    /// Matches that guards were then asked about.
    pub(super) matches: u64,
    /// Matches that no guard spoke against.
    pub(super) findings: u64,
}

/// What searching documents cost.
#[derive(Clone, Debug)]
pub(super) struct Costs {
    /// Of what serves all rules.
    pub(super) shared: Cost,
    /// Of each rule, by its place in the rule set.
    pub(super) rules: Vec<Cost>,
    /// How long one reading of the clock takes.
    reading: Duration,
}

/// What the clock is running for.
#[derive(Clone, Copy, Debug)]
enum Work {
    Shared,
    Rule(usize),
}

/// Measures the search of one document.
#[derive(Clone, Debug)]
pub(super) struct Stopwatch {
    costs: Costs,
    /// The work at hand and since when.
    running: Option<(Work, Instant)>,
}

impl Costs {
    /// No cost so far, for so many rules; finds out how slow the clock is.
    pub(super) fn new(rules: usize) -> Self {
        Self {
            shared: Cost::default(),
            rules: vec![Cost::default(); rules],
            reading: time_of_a_reading(),
        }
    }

    /// Add the figures of another document.
    pub(super) fn add(&mut self, other: &Costs) {
        self.shared.add(&other.shared);
        for (sum, cost) in self.rules.iter_mut().zip(&other.rules) {
            sum.add(cost);
        }
    }

    /// How long the work took, without the time that measuring it took.
    pub(super) fn time(&self, cost: &Cost) -> Duration {
        let readings = u32::try_from(cost.tried).unwrap_or(u32::MAX);
        cost.time
            .saturating_sub(self.reading.saturating_mul(readings))
    }

    /// How long everything took.
    pub(super) fn total(&self) -> Duration {
        let rules = self.rules.iter().map(|cost| self.time(cost));
        self.time(&self.shared) + rules.sum::<Duration>()
    }

    fn of(&mut self, work: Work) -> Option<&mut Cost> {
        match work {
            Work::Shared => Some(&mut self.shared),
            Work::Rule(place) => self.rules.get_mut(place),
        }
    }
}

impl Cost {
    /// Add the figures of another one.
    pub(super) fn add(&mut self, other: &Cost) {
        self.time += other.time;
        self.tried += other.tried;
        self.matches += other.matches;
        self.findings += other.findings;
    }
}

impl Stopwatch {
    /// A stopwatch for as many rules as `costs` has.
    pub(super) fn for_rules_of(costs: &Costs) -> Self {
        Self {
            costs: Costs {
                shared: Cost::default(),
                rules: vec![Cost::default(); costs.rules.len()],
                reading: costs.reading,
            },
            running: None,
        }
    }

    /// What was measured.
    pub(super) fn costs(self) -> Costs {
        self.costs
    }

    fn turn_to(&mut self, next: Option<Work>) {
        let now = Instant::now();
        if let Some((work, since)) = self.running
            && let Some(cost) = self.costs.of(work)
        {
            cost.time += now.saturating_duration_since(since);
            cost.tried += 1;
        }
        self.running = next.map(|work| (work, now));
    }

    fn rule_at_hand(&mut self) -> Option<&mut Cost> {
        match self.running {
            Some((work @ Work::Rule(_), _)) => self.costs.of(work),
            _ => None,
        }
    }
}

impl Meter for Stopwatch {
    fn shares(&mut self) {
        self.turn_to(Some(Work::Shared));
    }

    fn tries(&mut self, rule: usize) {
        self.turn_to(Some(Work::Rule(rule)));
    }

    fn matches(&mut self) {
        if let Some(cost) = self.rule_at_hand() {
            cost.matches += 1;
        }
    }

    fn finds(&mut self) {
        if let Some(cost) = self.rule_at_hand() {
            cost.findings += 1;
        }
    }

    fn ends(&mut self) {
        self.turn_to(None);
    }
}

/// What the stopwatch shows when nothing is done between two readings.
fn time_of_a_reading() -> Duration {
    let round = || {
        let mut idle = Stopwatch {
            costs: Costs {
                shared: Cost::default(),
                rules: Vec::new(),
                reading: Duration::ZERO,
            },
            running: None,
        };
        for _ in 0..READINGS {
            idle.shares();
        }
        idle.ends();
        idle.costs.shared.time / READINGS
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_to_the_work_at_hand() {
        let sum = Costs::new(2);
        let mut watch = Stopwatch::for_rules_of(&sum);
        let wait = Duration::from_millis(20);
        watch.shares();
        watch.tries(1);
        std::thread::sleep(wait);
        watch.matches();
        watch.matches();
        watch.finds();
        watch.shares();
        watch.ends();
        std::thread::sleep(wait);
        let mut costs = sum.clone();
        costs.add(&watch.costs());
        let [idle, busy] = costs.rules[..] else {
            panic!("two rules")
        };
        assert_eq!((idle.tried, idle.matches, idle.findings), (0, 0, 0));
        assert_eq!((busy.tried, busy.matches, busy.findings), (1, 2, 1));
        assert!(costs.time(&busy) >= wait * 9 / 10);
        assert!(costs.total() < costs.time(&busy) + wait, "the clock stood");
    }
}
