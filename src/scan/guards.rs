//! What speaks against a match: each condition of a guard is one function here and one line in [`holds`].

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::rule::Condition;
use crate::scan::answers::{Unit, UnitKind};
use crate::scan::block::{Block, floor_boundary};
use crate::scan::pattern::Pattern;
use crate::scan::subject::Subject;
use crate::text::{TextRange, clause_around, sentence_around};

/// How much of the text before and after a match its guards see, in bytes.
const CONTEXT: usize = 240;

/// How many characters behind a match its sentence's end is looked for at first.
const NEAR: usize = 40;

/// How far a sentence is looked for before and after a match at least, in bytes, and in what steps farther. Where nothing ends a
/// sentence for pages, each of a thousand matches would otherwise be judged by all the others.
const SENTENCE_REACH: usize = 1 << 10;
const SENTENCE_STEP: usize = 1 << 9;

/// A match that guards are asked about.
#[derive(Debug)]
pub(super) struct Match<'m, 'd, 's> {
    /// The document it stands in.
    pub(super) subject: &'m Subject<'s>,
    /// The block it stands in.
    pub(super) block: &'m Block<'d>,
    /// What is reported, in bytes of the block's folded text.
    pub(super) span: Range<usize>,
    /// The same place in the document.
    pub(super) range: TextRange,
    /// Its sentence and its clause in the block's folded text, once a guard has asked.
    sentence: OnceCell<Range<usize>>,
    clause: OnceCell<Range<usize>>,
}

impl<'m, 'd, 's> Match<'m, 'd, 's> {
    /// What is reported stands at `span` of the block's folded text and at `range` of the document.
    pub(super) fn new(
        subject: &'m Subject<'s>,
        block: &'m Block<'d>,
        span: Range<usize>,
        range: TextRange,
    ) -> Self {
        Self {
            subject,
            block,
            span,
            range,
            sentence: OnceCell::new(),
            clause: OnceCell::new(),
        }
    }
}

/// Whether `condition` holds for the match; `test` keeps its compiled pattern.
pub(super) fn holds(condition: &Condition, test: &Pattern, matched: &Match<'_, '_, '_>) -> bool {
    let fits = |pattern: &str, text: &str| test.is_match(pattern, text);
    let in_range = |pattern: &str, range: Range<usize>| {
        let text = &folded(matched)[range.clone()];
        let answers = matched.block.answers();
        answers.fits(test, range, || fits(pattern, text))
    };
    match condition {
        Condition::Question => is_asked(matched),
        Condition::Sentence(pattern) => in_range(pattern, sentence_range(matched)),
        Condition::Clause(pattern) => in_range(pattern, clause_range(matched)),
        Condition::Paragraph(pattern) => in_range(pattern, 0..folded(matched).len()),
        Condition::Before(pattern) => fits(pattern, before(matched)),
        Condition::After(pattern) => fits(pattern, after(matched)),
        Condition::Matched(pattern) => fits(pattern, &folded(matched)[matched.span.clone()]),
        Condition::Lacks(pattern) => !fits(pattern, &folded(matched)[matched.span.clone()]),
        Condition::Document(profile) => matched.subject.is(*profile),
        Condition::In(kinds) => matched
            .subject
            .nodes()
            .touching(matched.range)
            .any(|node| kinds.contains(&node.kind)),
    }
}

fn folded<'m>(matched: &'m Match<'_, '_, '_>) -> &'m str {
    matched.block.folded().text()
}

fn sentence<'m>(matched: &'m Match<'_, '_, '_>) -> &'m str {
    &folded(matched)[sentence_range(matched)]
}

fn sentence_range(matched: &Match<'_, '_, '_>) -> Range<usize> {
    let sentence = || around(matched, UnitKind::Sentence, sentence_around);
    matched.sentence.get_or_init(sentence).clone()
}

fn clause_range(matched: &Match<'_, '_, '_>) -> Range<usize> {
    let clause = || around(matched, UnitKind::Clause, clause_around);
    matched.clause.get_or_init(clause).clone()
}

/// The range of the block's folded text that `unit` finds round the match.
fn around(
    matched: &Match<'_, '_, '_>,
    kind: UnitKind,
    unit: impl Fn(&str, Range<usize>) -> Range<usize>,
) -> Range<usize> {
    let (text, span) = (folded(matched), &matched.span);
    let window = window(matched);
    let answers = matched.block.answers();
    let last = answers.last_unit(kind).filter(|last| {
        last.window == window && last.span.end <= span.start && span.end < last.range.end
    });
    let range = match last {
        // Between the two matches and in the first one alone may something end that is not known yet.
        Some(last) => {
            let known = last.span.start;
            let between = unit(&text[known..span.end], span.start - known..span.end - known);
            let start = match between.start {
                0 => last.range.start,
                start => known + start,
            };
            start..last.range.end
        }
        None => {
            let at = window.start;
            let unit = unit(&text[window.clone()], span.start - at..span.end - at);
            at + unit.start..at + unit.end
        }
    };
    let found = Unit {
        window,
        span: span.clone(),
        range: range.clone(),
    };
    answers.keep_unit(kind, found);
    range
}

/// The match with what is near enough to belong to its sentence, and where the match stands in that.
fn surroundings<'m>(matched: &'m Match<'_, '_, '_>) -> (&'m str, Range<usize>) {
    let (span, window) = (&matched.span, window(matched));
    let at = window.start;
    (&folded(matched)[window], span.start - at..span.end - at)
}

/// What is near enough to belong to the sentence of the match; the same for matches that stand close together.
fn window(matched: &Match<'_, '_, '_>) -> Range<usize> {
    let (text, span) = (folded(matched), &matched.span);
    let start = span.start.saturating_sub(SENTENCE_REACH) / SENTENCE_STEP * SENTENCE_STEP;
    let end = (span.end + SENTENCE_REACH).next_multiple_of(SENTENCE_STEP);
    ceil_boundary(text, start).min(span.start)..floor_boundary(text, end).max(span.end)
}

fn before<'m>(matched: &'m Match<'_, '_, '_>) -> &'m str {
    let text = &folded(matched)[..matched.span.start];
    &text[ceil_boundary(text, text.len().saturating_sub(CONTEXT))..]
}

fn after<'m>(matched: &'m Match<'_, '_, '_>) -> &'m str {
    let text = &folded(matched)[matched.span.end..];
    &text[..floor_boundary(text, CONTEXT)]
}

/// The first character boundary of `text` at or after `offset`.
pub(super) fn ceil_boundary(text: &str, offset: usize) -> usize {
    (offset..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

/// Whether the match stands in a question. One in brackets that do not hold the match is somebody's remark on it, as in
/// 到会多少人（含列席吗？）。 One behind a colon is only quoted: 走访多少户，反复自问：入党为什么？
fn is_asked(matched: &Match<'_, '_, '_>) -> bool {
    let (text, span) = surroundings(matched);
    let end = sentence_around(text, span.clone()).end;
    if !asks(sentence(matched)) || stands_for_a_figure(&text[end..]) {
        return false;
    }
    let (before, rest) = text.split_at(span.end);
    let bare = before.to_owned() + &without_brackets(rest);
    let sentence = &bare[sentence_around(&bare, span.clone())];
    let behind = bare[span.end..].split(['。', '！', '？', '；']).next();
    asks(sentence) && !behind.is_some_and(|words| words.contains('：'))
}

/// Whether it is clear at once that what stands at byte `at` of `text` is asked: the sentence ends soon with a question
/// mark, and nothing stands before that which would need a closer look.
pub(super) fn is_plainly_asked(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let opens = |c: &char| "（(）)。；！？\n".contains(*c);
    if matches!(
        before.chars().rev().take(NEAR).find(opens),
        Some('（' | '(')
    ) {
        return false;
    }
    let mut near = rest.char_indices().take(NEAR);
    let end = near.find(|&(_, c)| "？。；！：，（）()?.“”‘’「」\n".contains(c) && c != '，');
    end.is_some_and(|(at, c)| c == '？' && !stands_for_a_figure(&rest[at..]))
}

/// Whether the question mark before `rest` stands for a figure, as in 奖金？？万元，: a unit and the end of the clause follow.
fn stands_for_a_figure(rest: &str) -> bool {
    const SEVERAL: usize = 2;
    let unit = rest.trim_start_matches(['?', '？']);
    let marks = rest.chars().take_while(|c| "?？".contains(*c)).count();
    let is_latin = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    if marks >= SEVERAL && is_latin(unit.strip_prefix(' ').unwrap_or(unit)) {
        return true;
    }
    let behind = unit.trim_start_matches(|c| "十百千万亿余多".contains(c));
    let after = behind
        .strip_prefix(|c| "元个名人次户家件份场篇项期亩台套吨天年月日刀斤里米秒周%％".contains(c));
    after.is_some_and(|after| {
        let after = after.strip_prefix('次').unwrap_or(after);
        after.is_empty() || after.starts_with(['，', '。', '、', '；', '）'])
    })
}

/// `text` without its bracketed parts; as it is when a bracket stays open.
fn without_brackets(text: &str) -> Cow<'_, str> {
    let mut depth = 0usize;
    let mut kept = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth > 0 => depth -= 1,
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    if depth == 0 { kept.into() } else { text.into() }
}

/// Whether a sentence is a question: it ends with a question mark or a questioning particle.
fn asks(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['”', '’', '」', '』', '"', '\'', '）', ')', ' ']);
    if end.ends_with(['？', '?']) {
        return true;
    }
    let words = end.trim_end_matches(['。', '！', '!', '；', '…', '.']);
    words.ends_with(['吗', '呢'])
}
