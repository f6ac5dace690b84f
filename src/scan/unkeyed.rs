//! The checks to which no keyword shows the way: they look at the head or the end of every line, or for what the document
//! itself names.
//!
//! Owns the walk to the places. What a check makes of one is its own affair.

use std::ops::Range;

use crate::document::ProblemKind;
use crate::rule::{Check, Matcher, Severity};
use crate::scan::block::Block;
use crate::scan::compiled::CompiledRule;
use crate::scan::meter::Meter;
use crate::scan::note::Tongue;
use crate::scan::note::remark;
use crate::scan::numbering::Numbers;
use crate::scan::pass::{MAX_FINDINGS, Pass};
use crate::scan::repeated::Repetitions;
use crate::scan::{Search, other_document, sentence_cut};

/// How many lines are read before it is asked whether the search is to stop.
const UNASKED: usize = 1 << 10;

impl Pass {
    /// Everything that starts from no keyword in a part of the text, which is whole lines.
    pub(super) fn scan_lines<M: Meter>(
        &self,
        part: Range<usize>,
        severity: &impl Fn(&CompiledRule) -> Option<Severity>,
        search: &mut Search<'_, '_, M>,
    ) {
        let mut readers: Vec<(Check, &CompiledRule, Severity)> = Vec::new();
        for rule in self.rules() {
            if let Matcher::Check(check) = rule.rule().matcher
                && !check.has_keywords()
                && let Some(severity) = severity(rule)
            {
                match check {
                    // `pass` has the tables.
                    Check::EmptyCell => {}
                    Check::OtherDocument => rule.find_others(part.clone(), severity, search),
                    _ => readers.push((check, rule, severity)),
                }
            }
        }
        if readers.is_empty() {
            return;
        }
        let text: &str = &search.subject.document.text;
        let (mut start, mut numbers) = (part.start, Numbers::from(part.start));
        let mut repetitions = [Tongue::Chinese, Tongue::English].map(Repetitions::new);
        let inside = text.as_bytes().get(part.clone()).unwrap_or_default();
        let ends = memchr::memchr_iter(b'\n', inside).map(|at| part.start + at);
        for (count, end) in ends.chain([part.end]).enumerate() {
            if count % UNASKED == 0 && search.stop.requested() {
                search.scan.cut = Some(ProblemKind::TooSlow);
                return;
            }
            let line = text.get(start..end).unwrap_or_default();
            for &(check, rule, severity) in &readers {
                if check == Check::Remark {
                    if !remark::may_stand_in(line) {
                        continue;
                    }
                    for note in remark::in_line(start, line) {
                        search.meter.tries(rule.place());
                        let block = Block::around(text, note.range.start(), start)
                            .written_in(search.subject.document.format);
                        rule.report_note(&block, note, severity, search);
                        search.meter.shares();
                    }
                    continue;
                }
                let [of_chinese, of_english] = &mut repetitions;
                let repetitions = match check {
                    Check::Repeated => Some(of_chinese),
                    Check::RepeatedEn => Some(of_english),
                    _ => None,
                };
                if let Some(repetitions) = repetitions {
                    for repetition in repetitions.in_line(start, line) {
                        search.meter.tries(rule.place());
                        let block = Block::around(text, repetition.range.start(), start)
                            .written_in(search.subject.document.format);
                        rule.report_repetition(&block, repetition, severity, search);
                        search.meter.shares();
                    }
                    continue;
                }
                let found = match check {
                    Check::Numbering => numbers.read(text, start, line),
                    Check::SentenceCut => sentence_cut::end_of_chinese(search.subject, start, line),
                    Check::SentenceCutEn => {
                        sentence_cut::end_of_english(search.subject, start, line)
                    }
                    _ => None,
                };
                if let Some(range) = found {
                    search.meter.tries(rule.place());
                    let block = Block::around(text, range.start(), start)
                        .written_in(search.subject.document.format);
                    rule.report_checked(&block, range, severity, search);
                    search.meter.shares();
                    if search.scan.findings.len() > MAX_FINDINGS {
                        return;
                    }
                }
            }
            start = end + 1;
        }
    }
}

impl CompiledRule {
    /// Add the names of other documents in a part of the text.
    fn find_others<M: Meter>(
        &self,
        part: Range<usize>,
        severity: Severity,
        search: &mut Search<'_, '_, M>,
    ) {
        let subject = search.subject;
        let mut end = part.start;
        for place in other_document::places(subject, part) {
            if place < end {
                continue;
            }
            search.meter.tries(self.place());
            let block = Block::around(&subject.document.text, place, end);
            end = block.end();
            for range in other_document::names(subject, &block) {
                self.report_checked(&block, range, severity, search);
            }
            search.meter.shares();
        }
    }
}
