//! A name for a finding that survives edits elsewhere in the file, and one for a problem of a file.
//!
//! It holds the file's name, the rule, the words found and a little of what stands round them, never a line number.

use std::collections::HashMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::finding::FileReport;

/// How many characters on each side belong to a finding's identity.
const CONTEXT: usize = 12;

/// A fingerprint for each of the report's findings, in their order: 32 hexadecimal digits, all different.
pub fn fingerprints(report: &FileReport) -> Vec<String> {
    let text = &report.document.text;
    let mut seen: HashMap<u128, u32> = HashMap::new();
    report
        .findings
        .iter()
        .map(|finding| {
            let range = finding.range;
            let before = last_chars(text.get(..range.start()).unwrap_or(""));
            let after = text.get(range.end()..).unwrap_or("");
            let mut hasher = SipHasher13::new();
            let parts = [
                report.name.as_str(),
                finding.rule.as_str(),
                range.slice(text),
                before,
                first_chars(after),
            ];
            for part in parts {
                hasher.write(part.as_bytes());
                hasher.write_u8(0xff);
            }
            let hash = hasher.finish128().as_u128();
            // The same words in the same surroundings are told apart by their order.
            let count = seen.entry(hash).or_default();
            hasher.write_u32(*count);
            *count += 1;
            format!("{:032x}", hasher.finish128().as_u128())
        })
        .collect()
}

/// A fingerprint for each problem of the report's document, in their order, all different.
pub fn problem_fingerprints(report: &FileReport) -> Vec<String> {
    let mut seen: HashMap<[&str; 2], u32> = HashMap::new();
    let problems = report.document.problems.iter();
    problems
        .map(|problem| {
            let parts = [problem.kind.name(), problem.part.as_deref().unwrap_or("")];
            let mut hasher = SipHasher13::new();
            for part in [report.name.as_str()].iter().chain(&parts) {
                hasher.write(part.as_bytes());
                hasher.write_u8(0xff);
            }
            let count = seen.entry(parts).or_default();
            hasher.write_u32(*count);
            *count += 1;
            format!("{:032x}", hasher.finish128().as_u128())
        })
        .collect()
}

/// The last characters of `text` that stand on its last line. Looks at no more than these.
fn last_chars(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(CONTEXT)
        .take_while(|&(_, c)| c != '\n')
        .last()
        .map_or(text.len(), |(at, _)| at);
    &text[start..]
}

/// The first characters of `text` that stand on its first line. Looks at no more than these.
fn first_chars(text: &str) -> &str {
    let end = text
        .char_indices()
        .take(CONTEXT)
        .take_while(|&(_, c)| c != '\n' && c != '\r')
        .last()
        .map_or(0, |(at, c)| at + c.len_utf8());
    &text[..end]
}
