//! From a document and the rules to findings: a pass for keywords, then patterns, nodes and checks where they point; and
//! how much a weak finding counts beside others.
//!
//! Owns matching and guards. Does not decide which rules are on or which findings count (`filter`), reads no file and
//! renders nothing.

mod answers;
mod automaton;
mod beside;
mod block;
mod brackets;
mod char_products;
mod comparison;
mod compiled;
mod cores;
mod cost;
mod emphasis;
mod empty_cell;
mod evidence;
mod fold;
mod gate;
mod guards;
mod keyword_rows;
mod keywords;
mod layout;
mod meter;
mod note;
mod numbering;
mod occurrences;
mod openings;
mod other_document;
mod overlap;
mod pair;
mod pass;
mod pattern;
mod pieces;
mod prepared;
mod program;
mod proof;
mod quick_syntax;
mod repeated;
mod review;
mod runs;
mod sentence_cut;
mod sieve;
mod stretch;
mod subject;
mod table;
mod unkeyed;

pub use cores::{Core, Cores};
pub use cost::CommonKeyword;
pub use meter::{Meter, Unmeasured};
pub use overlap::resolve_overlaps;
pub use proof::PatternFault;

use crate::document::{Document, NodeKind, ProblemKind};
use crate::finding::Finding;
use crate::rule::{Check, Matcher, Rule, RuleSet, Scope, Severity};
use crate::scan::compiled::CompiledRule;
use crate::scan::evidence::Evidence;
use crate::scan::pass::Pass;
use crate::scan::subject::Subject;
use crate::text::{Stop, TextRange};

/// Kinds of nodes that hold no prose of the document's author. A rule asks for one with `also_in`.
const PASSED_OVER: &[NodeKind] = &[
    NodeKind::Code,
    NodeKind::CodeBlock,
    NodeKind::LinkTarget,
    NodeKind::FrontMatter,
    NodeKind::HtmlComment,
    NodeKind::HtmlTag,
    NodeKind::Comment,
    // Forms keep it for whoever fills them in next.
    NodeKind::InputPrompt,
];

/// A text of so many bytes is more than anybody writes, and hints in it are looked for only when asked for: that takes several
/// times as long as all else, and would come near the time limit. The report says so.
pub const LONG: usize = 32 << 20;

/// The rules, ready to search. Patterns are compiled when a document first needs them.
#[derive(Debug)]
pub struct Scanner {
    /// The rules whose findings speak for themselves.
    firm: Pass,
    /// The rules whose findings need others near them; tried afterwards, where that can matter.
    weak: Pass,
    rules: RuleSet,
    /// Whether a rule points at notes, which need not be looked for otherwise then.
    watches_for_notes: bool,
    cores: Cores,
}

/// A search under way: what it is in, where it may be done, who may end it, what it brought, who follows it.
struct Search<'s, 'd, M> {
    subject: &'s Subject<'d>,
    cores: &'s Cores,
    stop: &'s Stop,
    scan: Scan,
    meter: &'s mut M,
}

/// What a search brought.
#[derive(Debug, Default)]
pub struct Scan {
    /// All matches that no guard dropped, overlapping ones among them, sorted by place.
    pub findings: Vec<Finding>,
    /// Why the search ended before the document did.
    pub cut: Option<ProblemKind>,
    /// Whether notes that silence findings may stand in the document.
    pub may_hold_notes: bool,
}

impl Scanner {
    /// Prepare the search for `rules`, on one core.
    pub fn new(rules: &RuleSet) -> Self {
        let prepared = match rules.builtin_rules().next() {
            Some(_) => prepared::keywords(),
            None => prepared::no_keywords(),
        };
        let [firm, weak] = prepared;
        let is_firm = |rule: &Rule| !rule.is_weak();
        Self {
            firm: Pass::new(rules, is_firm, firm),
            weak: Pass::new(rules, Rule::is_weak, weak),
            watches_for_notes: rules
                .iter()
                .any(|rule| is_firm(rule) && points_at_notes(rule)),
            rules: rules.clone(),
            cores: Cores::new(|| 1),
        }
    }

    /// The rules.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The cores.
    pub fn cores(&self) -> &Cores {
        &self.cores
    }

    /// The same on these cores. What is found does not depend on them.
    pub fn on(self, cores: Cores) -> Self {
        Self { cores, ..self }
    }

    /// Search `document` with every rule that has one of the `severities`, which are in the order of the rules. Rules that
    /// are weak alone are left out where what they would find is less certain than `least`.
    pub fn scan(
        &self,
        document: &Document,
        severities: &[Option<Severity>],
        least: Severity,
        stop: &Stop,
    ) -> Scan {
        self.scan_metered(document, severities, least, stop, &mut Unmeasured)
    }

    /// As [`scan`](Self::scan), while `meter` follows what is done for which rule.
    pub fn scan_metered(
        &self,
        document: &Document,
        severities: &[Option<Severity>],
        least: Severity,
        stop: &Stop,
        meter: &mut impl Meter,
    ) -> Scan {
        meter.shares();
        let _core = self.cores.occupy();
        let mut search = Search {
            subject: &Subject::new(document),
            cores: &self.cores,
            stop,
            scan: Scan {
                may_hold_notes: !self.watches_for_notes,
                ..Scan::default()
            },
            meter,
        };
        let severity = |rule: &CompiledRule| severities.get(rule.place()).copied().flatten();
        self.firm.search(severity, &mut search);
        let mut evidence = Evidence::among(&search.scan.findings, &self.rules, &document.text);
        let is_dense = evidence.is_dense();
        let matters = |rule: &CompiledRule, given| {
            let tells = rule.rule().together && document.text.len() < LONG;
            is_dense || tells || evidence::alone(rule.rule(), given) >= least
        };
        self.weak.search(
            |rule| severity(rule).filter(|&given| matters(rule, given)),
            &mut search,
        );
        evidence.add_openings(&search.scan.findings, &self.rules, &document.text);
        if evidence.shows_template() {
            // The others count beside these.
            self.weak.search(
                |rule| severity(rule).filter(|&given| !matters(rule, given)),
                &mut search,
            );
        }
        let mut scan = search.scan;
        evidence.add_slots(&mut scan.findings, &self.rules, &document.text);
        for finding in &mut scan.findings {
            if let Some(rule) = self.rules.get(&finding.rule) {
                evidence.weigh(finding, rule);
            }
        }
        scan.findings.sort_by_key(|finding| finding.range);
        scan.may_hold_notes |= scan.cut.is_some();
        search.meter.ends();
        scan
    }
}

/// Whether the keywords of `rule` show where notes that silence findings may stand.
fn points_at_notes(rule: &Rule) -> bool {
    matches!(rule.matcher, Matcher::Check(Check::UnusedSuppression))
}

/// Whether `rule` looks at the place at all.
fn in_scope(subject: &Subject<'_>, rule: &Rule, range: TextRange) -> bool {
    let Scope {
        only_in, also_in, ..
    } = &*rule.scope;
    if subject.document.nodes.is_empty() {
        return only_in.is_empty();
    }
    let mut asked_for = only_in.is_empty();
    for node in subject.nodes().touching(range) {
        if PASSED_OVER.contains(&node.kind)
            && !also_in.contains(&node.kind)
            && !only_in.contains(&node.kind)
        {
            return false;
        }
        asked_for |= only_in.contains(&node.kind);
    }
    asked_for
}
