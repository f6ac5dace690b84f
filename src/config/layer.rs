//! One level of settings about rules, and how a later level changes what the earlier ones have said.
//!
//! The file's own settings, each matching `[[override]]` and the flags are such levels, in this order.

use crate::filter::Policy;
use crate::rule::{RuleSet, Selector, Severity, Stage};
use crate::text::{Phrase, TextRange};
use crate::toml_file::Mistake;

/// The name of a rule or category as written in a file.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) range: TextRange,
}

/// What one level says. `S` is a [`Name`] as read, a [`Selector`] once looked up.
#[derive(Clone, Debug)]
pub(super) struct Layer<S> {
    /// The rules that are on, in place of all that was said before.
    pub(super) select: Option<Vec<S>>,
    pub(super) ignore: Vec<S>,
    /// `None` turns the rules off.
    pub(super) severities: Vec<(S, Option<Severity>)>,
    /// Words in which the findings of rules do not count, beyond those that were said before.
    pub(super) allow: Vec<(S, Phrase)>,
    pub(super) min_severity: Option<Severity>,
    pub(super) stage: Option<Stage>,
}

impl<S> Default for Layer<S> {
    fn default() -> Self {
        Self {
            select: None,
            ignore: Vec::new(),
            severities: Vec::new(),
            allow: Vec::new(),
            min_severity: None,
            stage: None,
        }
    }
}

impl<S> Layer<S> {
    /// The same with each name replaced by what `look_up` makes of it.
    pub(super) fn try_map<T>(
        &self,
        look_up: impl Fn(&S) -> Result<T, Mistake> + Copy,
    ) -> Result<Layer<T>, Mistake> {
        let all = |names: &[S]| names.iter().map(look_up).collect::<Result<Vec<T>, _>>();
        Ok(Layer {
            select: self.select.as_deref().map(all).transpose()?,
            ignore: all(&self.ignore)?,
            severities: self
                .severities
                .iter()
                .map(|(name, severity)| Ok((look_up(name)?, *severity)))
                .collect::<Result<_, Mistake>>()?,
            allow: self
                .allow
                .iter()
                .map(|(name, phrase)| Ok((look_up(name)?, phrase.clone())))
                .collect::<Result<_, Mistake>>()?,
            min_severity: self.min_severity,
            stage: self.stage,
        })
    }
}

impl Layer<Selector> {
    /// Let this level have its say after those that made `policy`.
    ///
    /// Within a level the narrower selector wins, as [`Policy::severity`] has it. Between levels the later one wins, so
    /// what an earlier one said of the same rules or fewer is taken back.
    pub(super) fn apply_to(&self, policy: &mut Policy, rules: &RuleSet) {
        match &self.select {
            Some(select) => {
                policy.select.clone_from(select);
                policy.ignore.clear();
                policy.severities.retain(|(_, severity)| severity.is_some());
            }
            None => policy.select.retain(|earlier| {
                let mut later = self.ignore.iter();
                !later.any(|later| includes(later, earlier, rules))
            }),
        }
        policy.ignore.extend_from_slice(&self.ignore);
        policy.severities.retain(|(earlier, _)| {
            let mut later = self.severities.iter();
            !later.any(|(later, _)| includes(later, earlier, rules))
        });
        policy.severities.extend_from_slice(&self.severities);
        policy.allow.extend_from_slice(&self.allow);
        policy.min_severity = self.min_severity.unwrap_or(policy.min_severity);
        policy.stage = self.stage.unwrap_or(policy.stage);
    }
}

/// Whether `wide` names every rule that `narrow` names.
fn includes(wide: &Selector, narrow: &Selector, rules: &RuleSet) -> bool {
    match (wide, narrow) {
        (Selector::All, _) => true,
        (Selector::Category(_), Selector::Rule(id)) => {
            rules.get(id).is_some_and(|rule| wide.covers(rule))
        }
        _ => wide == narrow,
    }
}
