//! Output stays small and quick whatever the document.

use std::time::{Duration, Instant};

use unfilled::document::{Format, NodeKind};
use unfilled::finding::FileReport;
use unfilled::text::Language;

use super::sample::{formats, marked, node, options, run};

/// What one file of 10,000 findings may take at most, in a slow build on a busy machine. Quadratic work takes far longer.
const LIMIT: Duration = Duration::from_secs(3);

#[test]
fn a_line_of_nine_megabytes_gives_a_small_window() {
    let line = "字".repeat(3_000_000);
    for text in [
        format!("{line}⟦多少次⟧"),
        format!("⟦多少次⟧{line}"),
        format!("{line}⟦{line}⟧"),
        format!("a⟦多少次⟧{}", "\u{301}".repeat(4_500_000)),
    ] {
        let report = marked("a.txt", Format::Text, &text);
        for format in formats() {
            let found = run(
                format,
                options(Language::Zh, 80),
                std::slice::from_ref(&report),
            );
            // What a format says of no file at all, its rules for instance.
            let frame = run(format, options(Language::Zh, 80), &[]).len();
            // JSON tells the true text of a finding, however long.
            if !format.starts_with("json") || report.findings[0].range.len() < 100 {
                let length = found.len() - frame;
                assert!(length < 4096, "{format}: {length} bytes");
            }
        }
    }
}

fn assert_quick(report: &FileReport) {
    for format in formats() {
        let start = Instant::now();
        let found = run(
            format,
            options(Language::Zh, 80),
            std::slice::from_ref(report),
        );
        let took = start.elapsed();
        assert!(
            took < LIMIT,
            "{format} took {took:?} for {} bytes",
            found.len()
        );
        if std::env::var_os("UNFILLED_TIMES").is_some() {
            println!("{format}: {took:?}, {} bytes", found.len());
        }
    }
}

#[test]
fn ten_thousand_findings_are_quick() {
    let paragraph = "全年组织机关集体学习⟦多少次⟧、中心组专题学习，印发学习资料若干期。\n";
    assert_quick(&marked(
        "many.docx",
        Format::Docx,
        &paragraph.repeat(10_000),
    ));
    assert_quick(&marked("many.txt", Format::Text, &paragraph.repeat(10_000)));
}

#[test]
fn ten_thousand_findings_in_one_line_are_quick() {
    let clause = format!("{}⟦多少次⟧", "字".repeat(300));
    assert_quick(&marked("line.txt", Format::Text, &clause.repeat(10_000)));
}

#[test]
fn headings_and_nodes_do_not_make_it_slow() {
    let paragraph = "（一）小标题\n⟦多少次⟧正文\n";
    let text = format!("一、总\n{}", paragraph.repeat(10_000));
    let mut report = marked("deep.docx", Format::Docx, &text);
    let ranges: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.range)
        .collect();
    for range in ranges {
        for kind in [
            NodeKind::Highlight,
            NodeKind::TableCell,
            NodeKind::Insertion,
        ] {
            let node = unfilled::document::Node::with_detail(range, kind, "1:1:1");
            report.document.nodes.push(node);
        }
    }
    node(&mut report, "一、总", NodeKind::Heading, "1");
    assert_quick(&report);
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_thread() {
    let report = marked(
        "a.docx",
        Format::Docx,
        "一、甲\n⟦多少次⟧和⟦what-thing|什么⟧\n",
    );
    for format in formats() {
        let once = run(
            format,
            options(Language::Zh, 80),
            std::slice::from_ref(&report),
        );
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..12 {
                        let again = run(
                            format,
                            options(Language::Zh, 80),
                            std::slice::from_ref(&report),
                        );
                        assert_eq!(again, once);
                    }
                });
            }
        });
    }
}
