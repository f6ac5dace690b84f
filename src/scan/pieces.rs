//! A large text is searched in pieces, by as many threads as cores are free.
//!
//! Owns where a text may be cut so that the pieces bring what the whole would: between two lines, which no block crosses and
//! over which no search remembers anything. A text of one line stays whole. What is done with a piece is `pass`'s affair.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::rule::Severity;
use crate::scan::compiled::CompiledRule;
use crate::scan::meter::Unmeasured;
use crate::scan::pass::{MAX_FINDINGS, Pass};
use crate::scan::{Scan, Search};

/// How long a piece is at least, in bytes: worth a thread, and short enough that all threads end at about the same time.
pub(super) const PIECE: usize = 1 << 20;

impl Pass {
    /// Search the text in pieces of at least `size` bytes, on all cores that are free. Returns up to which byte it has been
    /// searched: not at all, if it is too short for that; and not to its end, if too much is found, for only a search in
    /// order tells where that one ends.
    pub(super) fn scan_pieces<M>(
        &self,
        size: usize,
        severity: &(impl Fn(&CompiledRule) -> Option<Severity> + Sync),
        search: &mut Search<'_, '_, M>,
    ) -> usize {
        let (subject, cores, stop) = (search.subject, search.cores, search.stop);
        let scan = &mut search.scan;
        let pieces = pieces_of(&subject.document.text, size);
        if pieces.is_empty() {
            return 0;
        }
        let found = AtomicUsize::new(scan.findings.len());
        let parts = cores.share(pieces.len(), |piece| {
            if found.load(Ordering::Relaxed) >= MAX_FINDINGS {
                return None;
            }
            let mut search = Search {
                subject,
                cores,
                stop: &stop.clone(),
                scan: Scan::default(),
                meter: &mut Unmeasured,
            };
            self.scan_text(pieces.get(piece)?.clone(), severity, &mut search);
            found.fetch_add(search.scan.findings.len(), Ordering::Relaxed);
            Some(search.scan)
        });
        let mut searched = 0;
        for (piece, mut part) in pieces.iter().zip(parts) {
            if scan.findings.len() + part.findings.len() >= MAX_FINDINGS {
                break;
            }
            scan.findings.append(&mut part.findings);
            scan.cut = scan.cut.take().or(part.cut);
            scan.may_hold_notes |= part.may_hold_notes;
            searched = piece.end;
        }
        searched
    }
}

/// The parts of `text` from byte `from` on that are searched one after another: its pieces, where it has any. So a search
/// brings the same in the same order, whether it was shared or not.
pub(super) fn parts_from(text: &str, from: usize) -> Vec<Range<usize>> {
    let mut parts = pieces_of(text, PIECE);
    parts.retain(|part| part.start >= from);
    if parts.is_empty() {
        parts.push(from..text.len());
    }
    parts
}

/// The pieces of `text` in order, each of `size` bytes and the rest of its last line; none of a text that is shorter than two.
fn pieces_of(text: &str, size: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() && text.len() >= 2 * size {
        let least = start + size;
        let rest = text.as_bytes().get(least..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).map_or(text.len(), |at| least + at + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rule::RuleSet;
    use crate::scan::Scanner;
    use crate::scan::cores::Cores;
    use crate::scan::subject::Subject;
    use crate::text::Stop;

    #[test]
    fn a_text_is_cut_behind_line_ends() {
        let text = "甲\n乙乙乙\n丙\n\n丁";
        let cut = |size| -> Vec<&str> {
            let pieces = pieces_of(text, size).into_iter();
            pieces.map(|piece| &text[piece]).collect()
        };
        assert_eq!(cut(4), ["甲\n乙乙乙\n", "丙\n\n", "丁"]);
        assert_eq!(cut(text.len() / 2), ["甲\n乙乙乙\n", "丙\n\n丁"]);
        assert_eq!(cut(text.len()), [""; 0]);
    }

    #[test]
    fn pieces_bring_what_the_whole_text_does() {
        let rules = RuleSet::builtin().unwrap();
        // What begins or ends with a line, what is judged by the lines above and below, what folding takes away, a paragraph
        // that is searched in parts.
        let long = "党的XX大召开以来，走访群众多少次；".repeat(800);
        let lines = format!(
            "丰溪县2024年工作总结\r\n____\nXX\n\u{200b}多少次\n多\u{200b}\n少次（一）概况\n（一）走访\n（四）多少户》\n\
             （见附件\n一）\n\n{{{{\nname}}}}\n　　玉田县投入XX万元，{long}\n投入 XX 万元"
        );
        let document = Document {
            text: lines.repeat(2).into(),
            ..Document::default()
        };
        let scanner = Scanner::new(&rules);
        let (subject, cores, stop) = (Subject::new(&document), Cores::new(|| 2), Stop::never());
        let scan = |size: Option<usize>| {
            let mut search = Search {
                subject: &subject,
                cores: &cores,
                stop: &stop,
                scan: Scan::default(),
                meter: &mut Unmeasured,
            };
            for pass in [&scanner.firm, &scanner.weak] {
                let severity = |rule: &CompiledRule| Some(rule.rule().severity);
                let from = size.map_or(0, |size| pass.scan_pieces(size, &severity, &mut search));
                assert_eq!(from, size.map_or(0, |_| document.text.len()));
                pass.scan_text(from..document.text.len(), &severity, &mut search);
            }
            search
                .scan
                .findings
                .sort_by_key(|finding| (finding.range, finding.rule.clone()));
            search.scan.findings
        };
        let whole = scan(None);
        assert!(whole.len() > 2 * 800, "{}", whole.len());
        for size in [1, 2, 3, 5, 8, 13, 21, 34, 100, 10_000] {
            assert_eq!(scan(Some(size)), whole, "in pieces of {size} bytes");
        }
    }
}
