//! The proof of a rule: its examples, really read and really scanned.
//!
//! Built-in rules are proven by the tests of this package, a person's own rules whenever they are loaded.

use crate::document::{Document, Format};
use crate::filter::{Policy, Ruling};
use crate::finding::{FileReport, fix};
use crate::linter::Linter;
use crate::reader::{self, Input};
use crate::rule::{Example, Rule, Severity};
use crate::scan::{CommonKeyword, PatternFault, Scanner};
use crate::text::{Localized, Stop, TextRange};
use crate::toml_file::{Mistake, in_chinese, in_english};

/// The marks round a place in an example.
const MARKS: [char; 2] = ['⟦', '⟧'];

/// Everything that is wrong with `rule`: patterns that cannot be used, `bad` examples that are not found exactly at their
/// marks, `good` examples that are found at all. The places are those in the rule's file.
pub fn prove(rule: &Rule) -> Vec<Mistake> {
    let [bad, good] = [&rule.record.bad, &rule.record.good].map(|examples| {
        let examples = examples.iter();
        examples.map(|example| (example, read_example(example)))
    });
    let bad: Vec<_> = bad.collect();
    let texts = bad.iter().map(|(_, (document, _))| document.text.as_str());
    let trial = match Scanner::proven(rule, texts) {
        Ok(scanner) => Trial::with(scanner),
        Err(fault) => {
            let (place, fault) = (rule.record.place, &fault);
            return vec![Mistake::new(place, explain(fault), mend(fault))];
        }
    };
    let fixed = rule.record.fixed.iter().map(Some);
    let fixed = fixed.chain(std::iter::repeat(None));
    let bad = bad.into_iter().zip(fixed);
    let bad = bad.filter_map(|((example, (document, marked)), fixed)| {
        let report = trial.report(document);
        prove_bad(example, &report, &marked).or_else(|| prove_fixed(rule, example, &report, fixed?))
    });
    let good = good.filter_map(|(example, (document, _))| prove_good(&trial, example, document));
    bad.chain(good).collect()
}

/// A rule with nothing beside it, and everything it finds shown.
struct Trial {
    linter: Linter,
    ruling: Ruling,
}

/// An example as a document, with the places that its marks name.
pub fn read_example(example: &Example) -> (Document, Vec<TextRange>) {
    let document = read(example.format, &example.text.replace(MARKS, ""));
    // Marks in a Word document's XML are found in the text that comes out of it.
    let marked = read(example.format, &example.text).text;
    (document, marked_places(&marked))
}

fn prove_bad(example: &Example, report: &FileReport, marked: &[TextRange]) -> Option<Mistake> {
    if marked.is_empty() {
        return Some(Mistake::new(
            example.range,
            Localized::new("这个例子没有标出位置", "this example marks no place"),
            Localized::new(
                "用 ⟦ 和 ⟧ 标出应当报告的文字",
                "put ⟦ and ⟧ round the text that should be reported",
            ),
        ));
    }
    let found = places(report);
    if found == marked {
        return None;
    }
    let shown = show(&report.document, &found);
    Some(Mistake::new(
        example.range,
        Localized::new(
            "找到的位置与标出的不一致",
            "what is found is not what is marked",
        ),
        Localized::new(
            format!("改标记，或者改规则；实际找到的是：{shown}"),
            format!("correct the marks or the rule; what is found: {shown}"),
        ),
    ))
}

/// Whether the example with its fixes made is the text that the rule gives.
fn prove_fixed(
    rule: &Rule,
    example: &Example,
    report: &FileReport,
    wanted: &str,
) -> Option<Mistake> {
    let text = &report.document.text;
    let fixes = report.open_findings().filter_map(|it| fix(it, rule, text));
    let mut fixed = text.to_string();
    let edits: Vec<_> = fixes.flat_map(|fix| fix.edits).collect();
    for edit in edits.iter().rev() {
        let range = edit.range.start()..edit.range.end();
        fixed.replace_range(range, &edit.replacement);
    }
    let shown = fixed.trim_end();
    (shown != wanted.trim_end()).then(|| {
        Mistake::new(
            example.range,
            Localized::new(
                "改好以后不是 `fixed` 里写的",
                "what the fix makes of it is not what `fixed` says",
            ),
            Localized::new(
                format!("改 `fixed`，或者改规则；实际改成了：{shown}"),
                format!("correct `fixed` or the rule; what comes of it: {shown}"),
            ),
        )
    })
}

fn prove_good(trial: &Trial, example: &Example, document: Document) -> Option<Mistake> {
    let report = trial.report(document);
    let found = places(&report);
    if found.is_empty() {
        return None;
    }
    let shown = show(&report.document, &found);
    Some(Mistake::new(
        example.range,
        Localized::new(
            "这个例子本应没有问题，却被报告了",
            "this example should be clean but is reported",
        ),
        Localized::new(
            format!("收紧规则，或者加一条 unless；找到的是：{shown}"),
            format!("narrow the rule, or add a guard to `unless`; what is found: {shown}"),
        ),
    ))
}

impl Trial {
    fn with(scanner: Scanner) -> Self {
        let linter = Linter::with(scanner);
        let policy = Policy {
            min_severity: Severity::Info,
            ..Policy::default()
        };
        let ruling = linter.ruling(policy);
        Self { linter, ruling }
    }

    fn report(&self, document: Document) -> FileReport {
        let Self { linter, ruling } = self;
        linter.check_document(String::new(), document, ruling, &Stop::never())
    }
}

/// Where something is found. What the kind of the document lowers is a hint by that alone, so a clean example may hold it.
fn places(report: &FileReport) -> Vec<TextRange> {
    let findings = report.open_findings();
    let findings = findings.filter(|finding| finding.taken_for.is_none());
    findings.map(|finding| finding.range).collect()
}

fn read(format: Format, text: &str) -> Document {
    #[cfg(feature = "office")]
    if format == Format::Docx {
        return reader::docx::read_body(text);
    }
    let input = Input {
        name: String::new(),
        bytes: text.into(),
        format: Some(format),
    };
    reader::read(input, &Stop::never())
}

fn marked_places(marked: &str) -> Vec<TextRange> {
    let mut places = Vec::new();
    let (mut offset, mut open) = (0, 0);
    for c in marked.chars() {
        match c {
            '⟦' => open = offset,
            '⟧' => places.push(TextRange::new(open, offset)),
            _ => offset += c.len_utf8(),
        }
    }
    places
}

fn show(document: &Document, places: &[TextRange]) -> String {
    let mut out = String::new();
    let mut last = 0;
    for place in places {
        out.push_str(&document.text[last..place.start()]);
        out.push('⟦');
        out.push_str(place.slice(&document.text));
        out.push('⟧');
        last = place.end();
    }
    out.push_str(&document.text[last..]);
    out.trim_end().to_owned()
}

fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}

fn explain(fault: &PatternFault) -> Localized {
    match fault {
        PatternFault::Invalid(reason) => Localized::new(
            format!("表达式有误：{}", in_chinese(reason)),
            format!("bad pattern: {}", in_english(reason)),
        ),
        PatternFault::UnknownGroup(name) => Localized::new(
            format!("提示里写了 {{{name}}}，表达式里没有这个分组"),
            format!("a message names {{{name}}}, but the pattern has no such group"),
        ),
        PatternFault::TooLarge { size, limit } => {
            let limit = megabytes(*limit);
            match size.map(megabytes) {
                Some(size) => Localized::new(
                    format!("表达式展开后太大，会拖慢检查：将近 {size} MB，最多 {limit} MB"),
                    format!(
                        "the pattern is too large when written out and would make checks slow: up to {size} MB, {limit} MB are allowed"
                    ),
                ),
                None => Localized::new(
                    format!("表达式展开后太大，会拖慢检查：远远超过 {limit} MB"),
                    format!(
                        "the pattern is too large when written out and would make checks slow: far more than {limit} MB"
                    ),
                ),
            }
        }
        PatternFault::GrowsTooLarge { size, limit } => {
            let (size, limit) = (megabytes(*size), megabytes(*limit));
            Localized::new(
                format!(
                    "表达式在普通文字上就要记住太多东西，会拖慢检查：读三千字就用了 {size} MB，最多 {limit} MB"
                ),
                format!(
                    "the pattern has too much to remember on ordinary text and would make checks slow: {size} MB for a few pages, {limit} MB are allowed"
                ),
            )
        }
        PatternFault::CommonKeyword(CommonKeyword {
            keyword,
            opened,
            paragraphs,
        }) => Localized::new(
            format!(
                "关键词“{keyword}”太常见，会拖慢检查：{paragraphs} 段普通文字里有 {opened} 段含有它"
            ),
            format!(
                "the keyword `{keyword}` is too common and would make checks slow: it is in {opened} of {paragraphs} ordinary paragraphs"
            ),
        ),
        PatternFault::EmptyMatch => Localized::new(
            "表达式在没有文字的地方也能匹配",
            "the pattern matches where there is no text",
        ),
        PatternFault::MatchWithoutKeyword(found) => Localized::new(
            format!("匹配到的“{found}”里没有任何关键词"),
            format!("the match `{found}` holds none of the keywords"),
        ),
    }
}

fn mend(fault: &PatternFault) -> Localized {
    match fault {
        PatternFault::Invalid(_) => Localized::new(
            "语法见 https://docs.rs/regex；不支持前后断言和反向引用",
            "the syntax is that of https://docs.rs/regex; look-around and back-references are not supported",
        ),
        PatternFault::UnknownGroup(name) => Localized::new(
            format!("写成 (?<{name}>…)，或者改用 {{match}}"),
            format!("write (?<{name}>…), or use {{match}}"),
        ),
        PatternFault::TooLarge { .. } => Localized::new(
            "把重复次数改小，例如 {0,2000} 改成 {0,60}；字词太多就分成几条规则",
            "let it repeat less often: write {0,60} for {0,2000}; make several rules of a very long list of words",
        ),
        PatternFault::GrowsTooLarge { .. } => Localized::new(
            "不要用 .{0,100} 这样又宽又长的重复，写明中间是什么字，或者写成 [^，。]*",
            "avoid long repetitions of any character such as .{0,100}: say which characters may stand there, or write [^，。]*",
        ),
        PatternFault::CommonKeyword(_) => Localized::new(
            "换成更长、更少见的字词，例如不写“的”，写“待定的”；没有写 `keywords` 的，把表达式写具体些，或者写上 `keywords`",
            "take a longer, rarer word: not `the` but `the undersigned`; where the rule has no `keywords`, let its pattern say more, or add them",
        ),
        PatternFault::EmptyMatch => Localized::new(
            "让它至少匹配一个字，例如把 * 改成 +，去掉末尾的 ?",
            "make it take at least one character: write + for *, leave out a ?",
        ),
        PatternFault::MatchWithoutKeyword(_) => Localized::new(
            "在 keywords 里补上每个匹配必含的字词，否则这些地方不会被检查",
            "add to `keywords` a word that it contains, or such places would never be looked at",
        ),
    }
}
