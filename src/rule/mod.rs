//! Rules as plain, validated data: what to look for, what speaks against it, what to tell the person.
//!
//! Owns the rule file format (`rules/README.md`) and the built-in set. Compiles no pattern and scans nothing; built-in rules
//! have no privilege: house rules go through the same [`load`].

mod category;
mod certainty;
mod deferred;
mod delimiters;
mod derive;
mod edges;
mod expand;
mod fix;
mod guard;
mod lists;
mod load;
mod set;
mod sought;
mod vocabulary;
mod vocabulary_file;
mod words;

pub use category::{Category, Severity, Stage};
pub use deferred::Deferred;
pub use delimiters::{HOUSE_DELIMITERS, house_delimiters};
pub use fix::{Mending, RuleFix};
pub use guard::{Condition, Guard, Profile};
pub use load::load;
pub use set::{RuleSet, Selector};
pub use vocabulary::{Fillers, Part, Terms, Vocabulary};
pub use words::{HOUSE_WORDS, house_words, phrase};

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::{Format, NodeKind};
use crate::text::{Localized, TextRange};

/// A rule's name: kebab-case, stating the fault. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId(Arc<str>);

/// How many bytes of a match stand before a keyword in it, at least and at most; 255 for more.
pub type LeadBounds = (u8, u8);

/// One rule. What not every run needs of it is deferred.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// The kind of fault.
    pub category: Category,
    /// How certain a match is.
    pub severity: Severity,
    /// How certain it is where no other gaps stand near it, for a rule whose matches are ordinary prose by themselves.
    pub alone: Option<Severity>,
    /// Whether what it finds are instructions to the writer: where several sections open with one, the text is a template.
    pub together: bool,
    /// How certain it is of some matches where no other gaps stand near them, for a rule that depends on what stands in them.
    pub weak: Option<Weak>,
    /// How certain it is at least in the version that is sent, where the rule says so.
    pub when_final: Option<Severity>,
    /// What to look for.
    pub matcher: Matcher,
    /// The words of which each match of a pattern, and each paragraph in which a check finds something, holds at least
    /// one; none for rules about nodes.
    pub keywords: Deferred<Vec<String>>,
    /// For each keyword that was taken from the pattern, so that no match goes without, where it stands if it is the one of which the
    /// match cannot do without. None where the keywords were written.
    pub leads: Deferred<Vec<LeadBounds>>,
    /// Where to look, and what speaks against a match.
    pub scope: Deferred<Scope>,
    /// What to tell the person.
    pub explanation: Deferred<Explanation>,
    /// What is to be known of it beyond that.
    pub record: Deferred<Record>,
}

/// What makes some of a rule's matches ordinary prose by themselves: that no firm filler stands in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Weak {
    /// How certain such a match is.
    pub severity: Severity,
    /// What is firm, and what is weak.
    pub fillers: Deferred<Fillers>,
}

/// Where a rule looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Kinds of nodes outside of which the rule does not look; empty for everywhere.
    pub only_in: Vec<NodeKind>,
    /// Kinds of nodes that rules pass over unless they ask for them, and this one asks for.
    pub also_in: Vec<NodeKind>,
    /// Guards: any that holds drops the match.
    pub unless: Vec<Guard>,
}

/// The words of a rule's findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What is wrong; `{match}` and the pattern's named groups are filled in.
    pub message: Localized,
    /// How to mend it; filled in likewise.
    pub help: Localized,
}

/// What proves a rule and tells of its origin; no search needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The version of `unfilled` that first had the rule.
    pub since: String,
    /// The languages of the documents it is made for: `zh`, `en`, …
    pub languages: Vec<String>,
    /// Where its matcher stands in the rule's file.
    pub place: TextRange,
    /// Texts in which exactly the marked places are found.
    pub bad: Vec<Example>,
    /// Texts in which nothing is found.
    pub good: Vec<Example>,
    /// How its findings are mended without asking anybody, if they can be.
    pub fix: Option<RuleFix>,
    /// What the `bad` texts are then, in the same order; none where there is no fix.
    pub fixed: Vec<String>,
}

/// What a rule looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub enum Matcher {
    /// A regular expression with all lists and parts written out, tried where a keyword stands. A group named `span` is what is
    /// reported, else all of the match.
    Pattern(Deferred<String>),
    /// Nodes of a kind, or of any of several.
    Node {
        /// The kinds.
        kinds: Vec<NodeKind>,
        /// What the node's text must match, where given.
        text: Option<String>,
    },
    /// A check that is code, tried on paragraphs in which a keyword stands, or on all of them.
    Check(Check),
}

/// The checks that are code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Check {
    /// Closing marks that nothing opened and opening marks that nothing closes, judged on the paragraph.
    Brackets,
    /// Markdown's `**` in a text that is no Markdown.
    Emphasis,
    /// A cell of a form or of a table that holds nothing where the others like it are filled in.
    EmptyCell,
    /// An item whose number does not follow the one before it.
    Numbering,
    /// A name or a year that belongs to another document.
    OtherDocument,
    /// A Chinese paragraph whose last sentence breaks off.
    SentenceCut,
    /// An English paragraph that ends in a word which wants another one behind it.
    SentenceCutEn,
    /// Notes among the writers of a text in brackets, judged by what stands in them.
    Note,
    /// Sentences in which a writer speaks of the text, judged likewise.
    Remark,
    /// Chinese words that stand there twice in a row.
    Repeated,
    /// English ones.
    RepeatedEn,
    /// `unfilled:ignore` notes that silence nothing.
    UnusedSuppression,
}

/// A text with marked places that proves a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// How to read it: text, Markdown, or the body of a Word document's XML.
    pub format: Format,
    /// The text, with ⟦ and ⟧ round each place in a `bad` example.
    pub text: String,
    /// Where it stands in the rule file.
    pub range: TextRange,
}

impl RuleId {
    /// A rule's name from text.
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Check {
    /// Every check.
    pub const ALL: &'static [Check] = &[
        Check::Brackets,
        Check::Emphasis,
        Check::EmptyCell,
        Check::Note,
        Check::Numbering,
        Check::OtherDocument,
        Check::Remark,
        Check::Repeated,
        Check::RepeatedEn,
        Check::SentenceCut,
        Check::SentenceCutEn,
        Check::UnusedSuppression,
    ];

    /// The name used in rule files.
    pub fn name(self) -> &'static str {
        match self {
            Check::Brackets => "brackets",
            Check::Emphasis => "emphasis",
            Check::EmptyCell => "empty-cell",
            Check::Note => "note",
            Check::Numbering => "numbering",
            Check::OtherDocument => "other-document",
            Check::Remark => "remark",
            Check::Repeated => "repeated",
            Check::RepeatedEn => "repeated-en",
            Check::SentenceCut => "sentence-cut",
            Check::SentenceCutEn => "sentence-cut-en",
            Check::UnusedSuppression => "unused-suppression",
        }
    }

    /// Whether keywords tell where to look. The others look at the head or the end of every line, at the tables, or for what the
    /// document itself names.
    pub fn has_keywords(self) -> bool {
        !matches!(
            self,
            Check::EmptyCell
                | Check::Numbering
                | Check::OtherDocument
                | Check::Remark
                | Check::Repeated
                | Check::RepeatedEn
                | Check::SentenceCut
                | Check::SentenceCutEn
        )
    }
}

impl Rule {
    /// Whether all its matches need others near them to count.
    pub fn is_weak(&self) -> bool {
        self.alone.is_some()
    }

    /// How certain its least certain matches are in a draft.
    pub fn least(&self) -> Severity {
        let weak = self.weak.as_ref().map(|weak| weak.severity);
        self.alone.or(weak).unwrap_or(self.severity)
    }

    /// Whether its matches say of a place only that somebody marked it.
    pub fn is_of_marks(&self) -> bool {
        let marks = [NodeKind::Highlight, NodeKind::RedText];
        match &self.matcher {
            Matcher::Node { kinds, .. } => kinds.iter().all(|kind| marks.contains(kind)),
            Matcher::Pattern(_) | Matcher::Check(_) => false,
        }
    }

    /// How certain a match is in a document of this `stage` that is `severity` in a draft. In the version that is sent, a
    /// hint that something was not filled in is one no more, unless the rule says so.
    pub fn severity_at(&self, stage: Stage, severity: Severity) -> Severity {
        let least = match (stage, self.when_final) {
            (Stage::Draft, _) => severity,
            (Stage::Final, Some(least)) => least,
            (Stage::Final, None) if self.category.is_gap() => Severity::Warning,
            (Stage::Final, None) => severity,
        };
        severity.max(least)
    }

    /// The pattern whose matches are reported, for rules that are one.
    pub fn searched_pattern(&self) -> Option<&str> {
        match &self.matcher {
            Matcher::Pattern(pattern) => Some(pattern),
            Matcher::Node { .. } | Matcher::Check(_) => None,
        }
    }

    /// The patterns that are only asked whether they match: of the guards, of the text of a node, and of firm fillers.
    pub fn asked_patterns(&self) -> impl Iterator<Item = &str> {
        let of_node = match &self.matcher {
            Matcher::Node { text, .. } => text.as_deref(),
            Matcher::Pattern(_) | Matcher::Check(_) => None,
        };
        let conditions = self.scope.unless.iter().flat_map(|guard| &guard.conditions);
        let firm = self.weak.iter().map(|weak| weak.fillers.firm.as_str());
        of_node
            .into_iter()
            .chain(firm)
            .chain(conditions.filter_map(Condition::pattern))
    }
}
