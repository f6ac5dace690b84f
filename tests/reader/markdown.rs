//! Markdown's structure: a file a case under `fixtures/reader/markdown`, and texts made to be slow.
//!
//! A case is a source, a line `=====`, and a line for each expected node: kind, detail in round brackets where there
//! is one, and the text it covers with `⏎` for a line's end.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::read_sound;
use crate::support::corpus;

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/reader/markdown");
    let files = corpus::files(&folder);
    assert!(files.len() >= 15, "the cases are there");
    for path in files {
        let case = std::fs::read_to_string(&path).unwrap();
        let (source, expected) = case.split_once("\n=====\n").expect("a case has two parts");
        let document = read_sound("case.md", source.as_bytes());
        let mut found = String::new();
        for node in &document.nodes {
            let detail = node
                .detail
                .as_ref()
                .map(|detail| format!("({detail})"))
                .unwrap_or_default();
            let text = node.range.slice(source).replace('\n', "⏎");
            writeln!(found, "{}{detail} {text}", node.kind.name()).unwrap();
        }
        assert_eq!(found, expected, "{}", path.display());
    }
}

#[test]
fn the_text_is_the_file() {
    let source = "\u{feff}# 标题\r\n\r\n正文 `代码` 多少次\r\n";
    let document = read_sound("a.md", source.as_bytes());
    assert_eq!(document.text, source.trim_start_matches('\u{feff}'));
}

#[test]
fn a_file_longer_than_one_window_keeps_its_structure() {
    let section = "## 小节\n\n看 [手册](https://a.example/x) 和 `代码`。\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n```\n____\n```\n\n";
    let count = (20 << 20) / section.len();
    let document = read_sound("a.md", section.repeat(count).as_bytes());
    let one = read_sound("a.md", section.as_bytes());
    assert_eq!(document.nodes.len(), one.nodes.len() * count);
    let last = document
        .nodes
        .iter()
        .rev()
        .find_map(|node| node.detail.as_deref().filter(|d| d.contains(':')));
    assert_eq!(last, Some(format!("{count}:2:2").as_str()));
}

#[test]
fn hostile_nesting_ends_soon() {
    let n = 50_000;
    let mut sources: Vec<String> = [
        "[",
        "![",
        "](",
        "> ",
        "*a_ ",
        "**a ",
        "`",
        "<a ",
        "<a '",
        "<a \"",
        "<!--",
        "- ",
        "[a](",
        "[a][",
        "[^a]:",
        "|",
        "a|\n|-|\n",
        "<script>",
        "\n<!--\n",
        "[a]: b\n",
        "~~~\n",
        "    x\n\n",
        "&#",
        "<?",
        "<![CDATA[",
        "\\",
    ]
    .iter()
    .map(|piece| piece.repeat(n))
    .collect();
    sources.push(
        (0..700)
            .map(|depth| format!("{}- x\n", "  ".repeat(depth)))
            .collect(),
    );
    sources.push(format!("{}{}", ">".repeat(n), "\na".repeat(n)));
    sources.push(
        (1..400)
            .map(|len| format!("{} a ", "`".repeat(len)))
            .collect(),
    );
    for source in sources {
        let begin = Instant::now();
        read_sound("a.md", source.as_bytes());
        let took = begin.elapsed();
        let start: String = source.chars().take(12).collect();
        assert!(took < Duration::from_secs(10), "{start:?} took {took:?}");
        if took > Duration::from_millis(300) {
            println!("slow: {start:?} {took:?}");
        }
    }
}
