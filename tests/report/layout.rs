//! Widths and carets, measured in columns.

use unfilled::document::Format;
use unfilled::text::{Language, display_width};

use super::sample::{marked, options, run};

/// A paragraph of 600 columns with findings at its start, middle and end, in several documents.
fn documents() -> Vec<unfilled::finding::FileReport> {
    let filler = "会议指出要认真贯彻落实各项部署要求，English words and 12,345 numbers、“引号”";
    let text = format!(
        "一、{}\n（1）某个标题。⟦多少次⟧{}⟦what-thing|什么荣誉⟧{}⟦{}⟧{}⟦todo|TODO⟧\n",
        "标题很长".repeat(20),
        filler.repeat(3),
        filler.repeat(2),
        "多少".repeat(60),
        filler,
    );
    [("短.docx", Format::Docx), ("a.txt", Format::Text)]
        .map(|(name, format)| marked(name, format, &text))
        .into()
}

#[test]
fn no_line_is_wider_than_the_page() {
    for language in [Language::Zh, Language::En] {
        for width in [40, 60, 80, 81, 200] {
            let found = run("human", options(language, width), &documents());
            for line in found.lines() {
                assert!(display_width(line) <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn only_a_path_may_be_wider() {
    let path = "很长的文件夹/".repeat(20) + "稿.docx";
    let report = marked(&path, Format::Docx, "一、总则\n⟦多少次⟧\n");
    let found = run("human", options(Language::Zh, 60), &[report]);
    assert!(
        found.contains(&format!("┌─ {path}\n")),
        "whole, so that it can be opened"
    );
    assert!(found.contains("\n  │  一、总则 › 第2段\n"), "{found}");
    let wide = found
        .lines()
        .filter(|line| display_width(line) > 60)
        .count();
    assert_eq!(wide, 1);
}

#[test]
fn carets_stand_under_the_words() {
    let cases = [
        "前面是中文⟦多少次⟧后面",
        "half and ｆｕｌｌ ⟦多少次⟧",
        "\t制表\t⟦多少次⟧",
        "e\u{301}e\u{301} 组合 ⟦多少次⟧",
        "控制\u{1b}\u{9b}\u{202e}\u{200b}\u{feff}符 ⟦多少次⟧ ##[x]##vso[y]",
        "##[x]##vso[y] ⟦多少次⟧",
        "　　缩进⟦多少次⟧，⟦多少次⟧",
    ];
    for case in cases {
        for filler in ["", "长"] {
            let text = format!("{}{case}{}", filler.repeat(90), filler.repeat(90));
            let found = run(
                "human",
                options(Language::Zh, 60),
                &[marked("a.txt", Format::Text, &text)],
            );
            let lines: Vec<&str> = found.lines().collect();
            let source = lines
                .iter()
                .position(|line| line.starts_with("1 │ "))
                .unwrap();
            let mut marked = String::new();
            let carets: Vec<char> = lines[source + 1].chars().collect();
            let mut column = 0;
            for c in lines[source].chars() {
                let width = display_width(&c.to_string());
                let under = carets.get(column..column + width).unwrap_or(&[]);
                if width > 0 && under.len() == width && under.iter().all(|&c| c == '^') {
                    marked.push(c);
                }
                column += width;
            }
            let expected = "多少次".repeat(text.matches('⟦').count());
            assert_eq!(marked, expected, "{found}");
        }
    }
}

#[test]
fn findings_seen_together_share_a_block() {
    let text = "开会⟦多少次⟧，走访⟦多少户⟧，获得⟦what-thing|什么荣誉⟧。\n另起一段⟦多少次⟧。\n";
    let found = run(
        "human",
        options(Language::Zh, 80),
        &[marked("a.txt", Format::Text, text)],
    );
    assert_eq!(found.matches("┌─").count(), 2);
    assert!(found.contains("同段还有 1 处：多少户"));
    // Too far apart to be seen together.
    let text = format!("开会⟦多少次⟧{}⟦what-thing|什么荣誉⟧", "远".repeat(50));
    let found = run(
        "human",
        options(Language::Zh, 80),
        &[marked("a.txt", Format::Text, &text)],
    );
    assert_eq!(found.matches("┌─").count(), 2);
}

#[test]
fn odd_ranges_are_shown_without_a_panic() {
    use unfilled::finding::Finding;
    use unfilled::rule::{RuleId, Severity};
    use unfilled::text::TextRange;
    let mut report = marked("a.docx", Format::Docx, "第一段\r\n\n第三段的字\n");
    let end = report.document.text.len();
    for (start, stop) in [
        (0, 0),
        (0, end),
        (3, 14),
        (11, 11),
        (12, 12),
        (end, end),
        (4, 5),
    ] {
        let range = TextRange::new(start, stop);
        report.findings.push(Finding::new(
            RuleId::new("how-many"),
            range,
            Severity::Error,
        ));
    }
    report.findings.sort_by_key(|finding| finding.range);
    report.findings.push(Finding::new(
        RuleId::new("no-such-rule"),
        TextRange::new(end + 10, end + 20),
        Severity::Error,
    ));
    for format in super::sample::formats() {
        let found = run(format, options(Language::En, 80), &[report.clone()]);
        // The page names no rule; there each place has its box.
        let shown = match format {
            "html" => found.matches("checkbox").count() == 8,
            _ => found.contains("how-many"),
        };
        assert!(shown, "{format}");
        assert!(found.to_lowercase().contains("no-such-rule"), "{format}");
    }
}
