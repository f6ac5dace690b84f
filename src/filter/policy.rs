//! Which rules are on, how certain each is taken to be, and what is shown.
//!
//! Plain data made from settings and flags by others; owns only the order of precedence within it, and a [`Ruling`]: what
//! comes of it for each rule, worked out once for many files.

use crate::finding::{Finding, FindingStatus};
use crate::rule::{Rule, RuleSet, Selector, Severity, Stage};
use crate::text::{Phrase, Surroundings};

/// What counts for a file. The default is every rule as its author rated it for a draft, hints hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The rules that are on.
    pub select: Vec<Selector>,
    /// The rules that are off after all.
    pub ignore: Vec<Selector>,
    /// Severities in place of the rules' own; `None` turns the rules off.
    pub severities: Vec<(Selector, Option<Severity>)>,
    /// Words in which findings of the named rules do not count.
    pub allow: Vec<(Selector, Phrase)>,
    /// How far the document has come.
    pub stage: Stage,
    /// Findings less certain than this are hidden.
    pub min_severity: Severity,
}

/// A policy with what it says of each rule of one set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    policy: Policy,
    severities: Vec<Option<Severity>>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            select: vec![Selector::All],
            ignore: Vec::new(),
            severities: Vec::new(),
            allow: Vec::new(),
            stage: Stage::Draft,
            min_severity: Severity::Warning,
        }
    }
}

impl Policy {
    /// How certain the matches of `rule` are taken to be; `None` when the rule is off.
    ///
    /// A narrower selector wins over a wider one. On a tie `ignore` wins over `select`, and a later severity over an
    /// earlier one.
    pub fn severity(&self, rule: &Rule) -> Option<Severity> {
        let selected = narrowest(&self.select, rule);
        if selected.is_none() || narrowest(&self.ignore, rule) >= selected {
            return None;
        }
        self.severities
            .iter()
            .filter(|(selector, _)| selector.covers(rule))
            .max_by_key(|(selector, _)| selector.precision())
            .map_or(Some(rule.severity), |&(_, severity)| severity)
    }

    /// The least certain matches that can still come to be shown.
    pub fn least_searched(&self) -> Severity {
        match self.stage {
            Stage::Draft => self.min_severity,
            Stage::Final => Severity::Info,
        }
    }

    /// Take the findings of `rules` for what they are at this stage; a severity that settings give holds at every one.
    pub fn judge_stage(&self, rules: &RuleSet, findings: &mut [Finding]) {
        if self.stage == Stage::Draft {
            return;
        }
        for finding in findings {
            let is_set = |rule: &Rule| self.severities.iter().any(|(named, _)| named.covers(rule));
            if let Some(rule) = rules.get(&finding.rule)
                && finding.taken_for.is_none()
                && !is_set(rule)
            {
                finding.severity = rule.severity_at(self.stage, finding.severity);
            }
        }
    }

    /// What it says of each of `rules`.
    pub fn ruling(self, rules: &RuleSet) -> Ruling {
        let severities = rules.iter().map(|rule| self.severity(rule)).collect();
        Ruling {
            policy: self,
            severities,
        }
    }

    /// Mark the open findings that lie within allowed words of `text`, the document's.
    pub fn allow(&self, text: &str, rules: &RuleSet, findings: &mut [Finding]) {
        if self.allow.is_empty() {
            return;
        }
        for finding in findings.iter_mut().filter(|finding| finding.is_open()) {
            let Some(rule) = rules.get(&finding.rule) else {
                continue;
            };
            let mut phrases = self
                .allow
                .iter()
                .filter(|(selector, _)| selector.covers(rule))
                .map(|(_, phrase)| phrase)
                .peekable();
            if phrases.peek().is_none() {
                continue;
            }
            let surroundings = Surroundings::new(text, finding.range);
            if phrases.any(|phrase| phrase.covers(&surroundings)) {
                finding.status = FindingStatus::Allowed;
            }
        }
    }

    /// Mark the open findings that are less certain than the person wants to see.
    pub fn hide(&self, findings: &mut [Finding]) {
        for finding in findings {
            if finding.is_open() && finding.severity < self.min_severity {
                finding.status = FindingStatus::BelowSeverity;
            }
        }
    }
}

impl Ruling {
    /// The policy that it comes from.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// As [`Policy::severity`], for each rule of the set in order.
    pub fn severities(&self) -> &[Option<Severity>] {
        &self.severities
    }
}

fn narrowest(selectors: &[Selector], rule: &Rule) -> Option<u8> {
    selectors
        .iter()
        .filter(|selector| selector.covers(rule))
        .map(Selector::precision)
        .max()
}
