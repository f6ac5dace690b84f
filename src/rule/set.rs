//! The rules of a run, and how people name some of them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::rule::{Category, Rule, RuleId};

/// Rules in the order of their categories and names, each name once. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    rules: Arc<Vec<Arc<Rule>>>,
    by_id: Arc<HashMap<RuleId, usize>>,
    /// Those of them that come with `unfilled`, in order, and those whose places others have taken.
    builtin: Arc<Vec<Arc<Rule>>>,
}

/// What `--select`, `--ignore`, settings and suppressions name: a rule, a whole category, or all.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selector {
    /// Every rule: `all`.
    All,
    /// The rules of a category.
    Category(Category),
    /// One rule.
    Rule(RuleId),
}

impl RuleSet {
    /// A set of the given rules; a later rule replaces an earlier one of its name.
    pub fn new(rules: Vec<Rule>) -> Self {
        let mut set = Self {
            rules: Arc::new(Vec::with_capacity(rules.len())),
            by_id: Arc::new(HashMap::with_capacity(rules.len())),
            builtin: Arc::default(),
        };
        for rule in rules {
            set.add(rule);
        }
        set
    }

    /// The set of just the rules that come with `unfilled`.
    pub(crate) fn of_builtin(rules: Vec<Rule>) -> Self {
        let set = Self::new(rules);
        Self {
            builtin: set.rules.clone(),
            ..set
        }
    }

    /// The rules that come with `unfilled`, for which the build prepared what it could, if the set was made of them; each with
    /// whether it is still in its place.
    pub(crate) fn builtin_rules(&self) -> impl Iterator<Item = (&Arc<Rule>, bool)> {
        let in_places = self.builtin.iter().zip(self.rules.iter());
        in_places.map(|(builtin, rule)| (builtin, Arc::ptr_eq(builtin, rule)))
    }

    /// All others, each with its place.
    pub(crate) fn house_rules(&self) -> impl Iterator<Item = (usize, &Arc<Rule>)> {
        let rules = self.rules.iter().enumerate();
        rules.filter(|&(place, rule)| {
            let builtin = self.builtin.get(place);
            builtin.is_none_or(|builtin| !Arc::ptr_eq(builtin, rule))
        })
    }

    /// Add a rule, or replace the one of its name.
    pub fn add(&mut self, rule: Rule) {
        let rule = Arc::new(rule);
        let rules = Arc::make_mut(&mut self.rules);
        match self.by_id.get(&rule.id) {
            Some(&index) => rules[index] = rule,
            None => {
                Arc::make_mut(&mut self.by_id).insert(rule.id.clone(), rules.len());
                rules.push(rule);
            }
        }
    }

    /// All rules, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Rule>> {
        self.rules.iter()
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule at all.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rule of the given name.
    pub fn get(&self, id: &RuleId) -> Option<&Arc<Rule>> {
        self.by_id.get(id).map(|&index| &self.rules[index])
    }

    /// What a person named: a rule of this set, a category, or `all`.
    pub fn selector(&self, name: &str) -> Option<Selector> {
        let id = RuleId::new(name);
        if name == "all" {
            Some(Selector::All)
        } else if let Some(category) = Category::from_name(name) {
            Some(Selector::Category(category))
        } else {
            self.by_id.contains_key(&id).then_some(Selector::Rule(id))
        }
    }

    /// Every name that [`selector`](Self::selector) knows, for suggestions.
    pub fn selector_names(&self) -> impl Iterator<Item = &str> + Clone {
        std::iter::once("all")
            .chain(Category::ALL.iter().map(|category| category.name()))
            .chain(self.rules.iter().map(|rule| rule.id.as_str()))
    }
}

impl Selector {
    /// Whether `rule` is among those named.
    pub fn covers(&self, rule: &Rule) -> bool {
        match self {
            Selector::All => true,
            Selector::Category(category) => rule.category == *category,
            Selector::Rule(id) => rule.id == *id,
        }
    }

    /// How narrow it is; the narrower selector wins over the wider one.
    pub fn precision(&self) -> u8 {
        match self {
            Selector::All => 0,
            Selector::Category(_) => 1,
            Selector::Rule(_) => 2,
        }
    }
}
