//! The page: what is in it, that nothing from outside becomes markup, and that its policy lets its style in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use unfilled::document::{Format, NodeKind, Problem, ProblemKind};
use unfilled::finding::{FileReport, FindingStatus};
use unfilled::report::{ReportOptions, RunTime};
use unfilled::rule::{Explanation, RuleSet};
use unfilled::text::{Language, Localized};

use super::sample::{marked, node, options, rule, run, run_with};

/// Every element that the page may hold, with the attributes that it may have.
const EXPECTED: &[(&str, &[&str])] = &[
    ("html", &["lang"]),
    ("head", &[]),
    ("meta", &["charset", "http-equiv", "content", "name"]),
    ("title", &[]),
    ("style", &[]),
    ("body", &[]),
    ("main", &[]),
    ("header", &["class"]),
    ("h1", &[]),
    ("h2", &["id"]),
    ("h3", &[]),
    ("p", &["class", "aria-hidden"]),
    ("div", &["class"]),
    ("span", &["class", "aria-hidden"]),
    ("strong", &[]),
    ("code", &[]),
    ("time", &["datetime"]),
    ("br", &[]),
    ("dl", &[]),
    ("dt", &[]),
    ("dd", &[]),
    ("nav", &["aria-labelledby"]),
    ("ul", &["class"]),
    ("li", &[]),
    ("label", &[]),
    ("input", &["type"]),
    ("b", &[]),
    ("a", &["href"]),
    ("section", &["class", "id"]),
    ("mark", &[]),
];

const VOID: &[&str] = &["meta", "br", "input"];

/// What a page is made of.
#[derive(Default)]
struct Parsed {
    /// Each start tag's name and attributes.
    tags: Vec<(String, BTreeMap<String, String>)>,
    /// What stands between tags, references resolved.
    text: String,
    style: String,
}

/// Read a page as the tokenizer of HTML does (<https://html.spec.whatwg.org/#tokenization>): any `<` that a browser would
/// take for the beginning of a tag or comment is one here. Fails where tags do not nest.
fn parse(page: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while let Some((before, tail)) = rest.split_once('<') {
        parsed.text.push_str(&resolved(before));
        if let Some(end) = tail.strip_prefix('/') {
            let (name, after) = end.split_once('>').unwrap();
            assert_eq!(open.pop().as_deref(), Some(name), "tags nest");
            rest = after;
            continue;
        }
        assert!(
            tail.starts_with(|c: char| c.is_ascii_lowercase()),
            "not a tag of ours: {:?}",
            tail.chars().take(40).collect::<String>()
        );
        let (name, attributes, after) = start_tag(tail);
        rest = after;
        if name == "style" {
            let (sheet, after) = rest.split_once("</style").unwrap();
            parsed.style.push_str(sheet);
            rest = after.strip_prefix('>').unwrap();
        } else if !VOID.contains(&name.as_str()) {
            open.push(name.clone());
        }
        parsed.tags.push((name, attributes));
    }
    parsed.text.push_str(&resolved(rest));
    assert!(open.is_empty(), "left open: {open:?}");
    parsed
}

fn start_tag(tail: &str) -> (String, BTreeMap<String, String>, &str) {
    let end = tail.find([' ', '>']).unwrap();
    let (name, mut rest) = tail.split_at(end);
    let mut attributes = BTreeMap::new();
    while let Some(more) = rest.strip_prefix(' ') {
        let (key, value) = more.split_once("=\"").unwrap();
        let (value, after) = value.split_once('"').unwrap();
        let twice = attributes.insert(key.to_owned(), resolved(value));
        assert_eq!(twice, None);
        rest = after;
    }
    let rest = rest.strip_prefix('>').expect("the end of a tag");
    (name.to_owned(), attributes, rest)
}

fn resolved(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = tail.split_once(';').expect("a lone ampersand");
        out.push_str(match name {
            "amp" => "&",
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "#39" => "'",
            other => panic!("a reference that we do not write: {other}"),
        });
        rest = after;
    }
    out + rest
}

fn assert_expected(parsed: &Parsed, payload: &str) {
    let expected: BTreeMap<_, _> = EXPECTED.iter().copied().collect();
    for (name, attributes) in &parsed.tags {
        let allowed = expected
            .get(name.as_str())
            .unwrap_or_else(|| panic!("{payload:?} makes an element {name}"));
        for (key, value) in attributes {
            assert!(
                allowed.contains(&key.as_str()),
                "{payload:?} makes {name} {key}"
            );
            let is_anchor = value == "#clean" || value.starts_with("#file-");
            assert!(key != "href" || is_anchor, "{payload:?} links to {value}");
        }
    }
}

/// Texts that would run, load or change something if they were taken for markup: each attack by each way out of where
/// it stands.
pub(crate) fn payloads() -> Vec<String> {
    let attacks = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><style><img src=x onerror=alert(1)></svg>",
        "<math><mtext></p><script>alert(1)</script>",
        "<iframe src=//x.example></iframe>",
        "<meta http-equiv=refresh content='0;url=//x.example'>",
        "<link rel=stylesheet href=//x.example/a.css>",
        "<base href=//x.example/>",
        "<form action=//x.example><input autofocus onfocus=alert(1)>",
        "<style>@import '//x.example/a.css';</style>",
        "<a href=javascript:alert(1)>x</a>",
        "<details open ontoggle=alert(1)>",
        "<object data=//x.example></object>",
        "onmouseover=alert(1) x=",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#x3c;/script>",
        "{{constructor.constructor('alert(1)')()}}<%= 1 %>${alert(1)}",
        "<\u{202e}script\u{0}>alert(1)</script\u{0}>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    ];
    let ways_out = [
        "",
        "\">",
        "'>",
        "</title>",
        "</style>",
        "-->",
        "]]>",
        "<!--",
        "</mark></section>",
        "\u{0}\r\n",
    ];
    attacks
        .iter()
        .flat_map(|attack| ways_out.map(|way| format!("{way}{attack}")))
        .collect()
}

/// A file with the payload wherever one can be.
fn report(payload: &str) -> FileReport {
    let text = format!(
        "一、{payload}\n{payload}⟦多少{payload}次⟧{payload}\n格{payload}⟦{payload}⟧\n头{payload}⟦{payload}⟧"
    );
    let mut report = marked(&format!("{payload}.docx"), Format::Docx, &text);
    node(
        &mut report,
        &format!("格{payload}"),
        NodeKind::TableCell,
        payload,
    );
    node(
        &mut report,
        &format!("头{payload}"),
        NodeKind::Header,
        payload,
    );
    report.document.problems = vec![
        Problem::in_part(ProblemKind::BrokenPart, payload),
        Problem::new(ProblemKind::Unreadable(payload.to_owned())),
    ];
    report
}

fn rules(payload: &str) -> Arc<RuleSet> {
    let mut rule = rule("how-many", "error", ["", ""], ["", ""]);
    let words = format!("{payload} {{match}}");
    let text = Localized::new(words.clone(), words);
    rule.explanation = Explanation {
        message: text.clone(),
        help: text,
    }
    .into();
    Arc::new(RuleSet::new(vec![rule]))
}

#[test]
fn no_payload_becomes_markup() {
    let payloads = payloads();
    assert!(payloads.len() >= 200);
    for payload in &payloads {
        for language in [Language::Zh, Language::En] {
            let clean = marked(&format!("好{payload}.txt"), Format::Text, payload);
            let files = [report(payload), clean];
            let page = run_with(rules(payload), "html", options(language, 80), &files);
            let parsed = parse(&page);
            assert_expected(&parsed, payload);
            // Nothing is lost either: what a person sees is the text.
            let seen = unfilled::report::visible(payload).into_owned();
            assert!(parsed.text.matches(&seen).count() >= 10, "{payload:?}");
        }
    }
}

#[test]
fn the_policy_allows_the_style_and_nothing_else() {
    let page = run("html", options(Language::Zh, 80), &[]);
    let parsed = parse(&page);
    // Line ends are always one character where a browser takes the digest.
    let digest = Sha256::digest(parsed.style.replace("\r\n", "\n"));
    let source = format!("sha256-{}", base64(&digest));
    let metas = parsed.tags.iter().filter(|(name, _)| name == "meta");
    let policy = metas
        .filter(|(_, attributes)| {
            attributes.get("http-equiv").map(String::as_str) == Some("Content-Security-Policy")
        })
        .map(|(_, attributes)| attributes["content"].clone())
        .collect::<Vec<_>>();
    assert_eq!(
        policy,
        [format!(
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{source}'"
        )]
    );
    for word in ["url(", "@import", "@font-face", "http"] {
        assert!(!parsed.style.contains(word), "the style names {word}");
    }
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = [0, 1, 2].map(|index| u32::from(*chunk.get(index).unwrap_or(&0)));
        let group = group[0] << 16 | group[1] << 8 | group[2];
        for index in 0..4 {
            let digit = DIGITS[(group >> (18 - 6 * index) & 63) as usize];
            out.push(if index <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    out
}

#[test]
fn every_link_leads_to_its_file() {
    let files: Vec<FileReport> = (0..30)
        .map(|index| marked(&format!("{index}.txt"), Format::Text, "去了⟦多少次⟧。"))
        .chain([marked("ok.txt", Format::Text, "好。")])
        .collect();
    let parsed = parse(&run("html", options(Language::En, 80), &files));
    let all = |key: &str| -> Vec<String> {
        let values = parsed
            .tags
            .iter()
            .filter_map(|(_, attributes)| attributes.get(key));
        values.cloned().collect()
    };
    let ids = all("id");
    let known: BTreeSet<String> = ids.iter().map(|id| format!("#{id}")).collect();
    assert_eq!(known.len(), ids.len(), "ids are unique");
    let links = all("href");
    assert_eq!(links.len(), 31);
    assert!(links.iter().all(|link| known.contains(link)));
}

#[test]
fn the_page_says_when_it_was_made_and_of_which_bytes() {
    let mut file = marked("a.txt", Format::Text, "去了⟦多少次⟧。");
    file.document.digest = Some([0xab; 32]);
    let options = ReportOptions {
        clock: || {
            Some(RunTime {
                year: 2026,
                month: 11,
                day: 4,
                hour: 8,
                minute: 5,
                second: 9,
                offset: 480,
            })
        },
        ..options(Language::Zh, 80)
    };
    let page = run("html", options, &[file]);
    let parsed = parse(&page);
    assert!(parsed.text.contains("2026年11月4日 08:05（UTC+08:00）"));
    assert!(page.contains("datetime=\"2026-11-04T08:05:09+08:00\""));
    assert!(parsed.text.contains(&"ab".repeat(32)));
    assert!(!page.contains("<nav"), "one file needs no contents");
}

#[test]
fn each_place_has_a_number_and_a_box_and_no_option_is_named() {
    let mut office = marked(
        "a.docx",
        Format::Docx,
        "一、会议\n开会⟦多少次⟧，来了⟦多少人⟧，得了⟦what-thing|什么⟧。\n⟦todo|TODO⟧\n二、走访\n走访⟦多少户⟧。",
    );
    office.findings[3].status = FindingStatus::BelowSeverity;
    let mut lost = marked("b.docx", Format::Docx, "");
    lost.document.problems = vec![Problem::new(ProblemKind::Unreadable("x".to_owned()))];
    for language in [Language::Zh, Language::En] {
        let files = [office.clone(), lost.clone()];
        let page = run("html", options(language, 80), &files);
        let boxes = page.matches("<input type=\"checkbox\">").count();
        assert_eq!(boxes, 4);
        for number in 1..=boxes {
            let numbered = format!("<label><input type=\"checkbox\"><b>{number}</b><mark>");
            assert_eq!(page.matches(&numbered).count(), 1);
        }
        let parsed = parse(&page);
        assert!(!parsed.text.contains("--"), "{}", parsed.text);
        let unread = |(_, attributes): &&(String, BTreeMap<String, String>)| {
            attributes
                .get("class")
                .is_some_and(|class| class.contains("unread"))
        };
        assert_eq!(parsed.tags.iter().filter(unread).count(), 2);
    }
}
