//! The check `other-document`: a place, a body or a year that belongs to the document from which a passage was taken over.
//!
//! Judged on the head of the document, which says whose it is and for which year. A name counts only where the text speaks
//! of it as of its own: at the head of a clause, once, with nothing that tells of a visit, a comparison or a partner.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use crate::scan::block::{Block, floor_boundary};
use crate::scan::subject::Subject;
use crate::text::{TextRange, sentence_around};

/// How many lines with text make the head.
const HEAD_LINES: usize = 4;

/// How far the head reaches at most, in bytes.
const HEAD_REACH: usize = 1 << 10;

/// The last part of names that a document has one of; where the head has one of a kind, the body speaks of that one.
const KINDS: &[&str] = &[
    "县",
    "区",
    "市",
    "镇",
    "乡",
    "街道",
    "支行",
    "分行",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "学院",
    "大学",
    "法院",
    "检察院",
    "水库",
    "林场",
    "农场",
];

/// Works and things that the head names with the same last words.
const WORKS: &[&str] = &[
    "工程", "项目", "大桥", "平台", "系统", "方案", "预案", "办法",
];

/// What these begin with: most clauses hold none of it, and are told by that.
static KIND_STARTS: LazyLock<Vec<char>> = LazyLock::new(|| first_characters(KINDS));
static WORK_STARTS: LazyLock<Vec<char>> = LazyLock::new(|| first_characters(WORKS));

/// How many characters such last words have at least.
const WORK_TAIL: usize = 6;

/// How many characters such a name has at most.
const WORK_MAX: usize = WORK_TAIL + 8;

/// How many characters stand before the last part of a name.
const STEM_MIN: usize = 2;
const STEM_MAX: usize = 3;

/// How many names of one block are looked for in the whole document.
const MOST_IN_A_BLOCK: usize = 8;

/// Behind these a clause begins.
const CLAUSE_MARKS: [char; 7] = ['。', '；', '，', '：', '《', '（', '、'];

/// What may stand before a name of which the text speaks as of its own.
const LEAD_INS: &[&str] = &[
    "已经", "确保", "保障", "推动", "这是", "就是", "体现", "展现",
];

/// What begins no name: 全县, 各区, 我市.
const NO_NAME: &str = "并报着把被使让令其此则而或但可须能已未不没有要请按据过了给们你他她它都也还就才又再很最更太随全各我本该外邻几两多小大某的在和与及至对向从到赴由经以为是个这那一二三四五六七八九十成";

/// What makes a kind of the last part and no name: 郊区, 校区, 超市, 返乡.
const KIND_MAKERS: &str =
    "城郊山库矿校厂园景社片灾特老新辖治省异故家股楼夜上门集地街范护能业功返回下超林牧渔";

/// Words that begin with the last character of a name: 激发市场活力.
const LONGER_WORDS: &[&str] = &[
    "市场",
    "市容",
    "市民",
    "市政",
    "市区",
    "市值",
    "市面",
    "区域",
    "区别",
    "区分",
    "区位",
    "区间",
    "区块",
    "乡村",
    "乡镇",
    "乡土",
    "乡亲",
    "乡音",
    "乡愁",
    "乡情",
    "镇压",
    "镇静",
    "镇痛",
    "镇定",
    "县城",
    "县区",
    "大学生",
    "中学生",
    "小学生",
];

/// Where the sentence holds one of these, it is about others on purpose.
const ABOUT_OTHERS: &[&str] = &[
    "考察", "借鉴", "参观", "交流", "合作", "签约", "签订", "结对", "对口", "协作", "毗邻", "相邻",
    "接壤", "邻近", "跨区", "跨县", "跨市", "案例", "兄弟", "籍贯", "出生", "分别", "等地", "等县",
    "等区", "等市", "经验", "模式", "以及", "交界", "分校", "辖", "比如", "例如", "先进",
];

/// Where the sentence holds one of these, a year is told as history.
const HISTORY: &[&str] = &[
    "以来", "相比", "当年", "成立", "始建", "建成", "印发", "出台", "修订", "发布", "施行", "废止",
    "创办", "起，",
];

/// What the head of a document says, as far as it is asked for at each keyword.
#[derive(Debug)]
pub(super) struct Head {
    text: String,
    /// For each of [`KINDS`] whether the head has a name of it.
    has_own: Vec<bool>,
    first_year: Option<u32>,
}

impl Head {
    /// The head of a document with this text.
    pub(super) fn of(text: &str) -> Self {
        let text = head(text);
        let years = text.match_indices('年');
        let years = years.filter_map(|(at, _)| year_of(text.get(at.checked_sub(4)?..)?));
        Self {
            text: text.to_owned(),
            has_own: KINDS
                .iter()
                .map(|kind| own_stem(text, kind).is_some())
                .collect(),
            first_year: years.min(),
        }
    }
}

/// Where in this part of the text something ends that may be a name or a year of another document, in order: most texts
/// have none, and are told by their heads.
pub(super) fn places(subject: &Subject<'_>, part: Range<usize>) -> Vec<usize> {
    let (text, head) = (&subject.document.text, subject.head());
    let inside = text.as_bytes().get(part.clone()).unwrap_or_default();
    let mut places = Vec::new();
    let mut look_for = |word: &str, may_end: &dyn Fn(usize) -> bool| {
        let found = memmem::find_iter(inside, word).map(|at| part.start + at);
        places.extend(found.filter(|&at| may_end(at)));
    };
    for (kind, _) in KINDS.iter().zip(&head.has_own).filter(|(_, own)| **own) {
        look_for(kind, &|at| begins_clause_before(&text[..at]));
    }
    for work in WORKS.iter().filter(|work| head.text.contains(**work)) {
        let behind = WORK_TAIL - work.chars().count();
        look_for(work, &|at| {
            let start = text[..at].char_indices().rev().nth(behind - 1);
            start.is_some_and(|(start, _)| head.text.contains(&text[start..at + work.len()]))
        });
    }
    if let Some(first) = head.first_year {
        look_for("年", &|at| {
            let year = at.checked_sub(4).and_then(|start| text.get(start..));
            year.and_then(year_of).is_some_and(|year| year + 1 < first)
        });
    }
    places.sort_unstable();
    places
}

/// Whether a clause begins as many characters before the end of `text` as the first part of a name has.
fn begins_clause_before(text: &str) -> bool {
    let stems = text.char_indices().rev().take(STEM_MAX);
    stems.skip(STEM_MIN - 1).any(|(at, _)| {
        let before = &text[..at];
        before
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || CLAUSE_MARKS.contains(&c))
            || LEAD_INS.iter().any(|words| before.ends_with(words))
    })
}

/// The names and years of the block that are another document's.
pub(super) fn names(subject: &Subject<'_>, block: &Block<'_>) -> Vec<TextRange> {
    let document = subject.document;
    let head = subject.head();
    if block.range().start() < head.text.len() {
        return Vec::new();
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for clause in clause_starts(block.text()) {
        let name = name_at(block.text(), clause, &head.text)
            .or_else(|| work_at(block.text(), clause, &head.text));
        found.extend(name.or_else(|| year_at(block.text(), clause, head)));
    }
    // Each costs a walk through the document; a paragraph with more of them is a list.
    let few = found.into_iter().take(MOST_IN_A_BLOCK);
    few.filter(|place| is_alone(&document.text, &block.text()[place.clone()]))
        .map(|place| TextRange::new(place.start, place.end).shifted(block.range().start()))
        .collect()
}

/// The first lines of the text.
fn head(text: &str) -> &str {
    let text = &text[..floor_boundary(text, HEAD_REACH)];
    let mut lines = 0;
    for (at, line) in text.match_indices('\n').map(|(at, _)| (at, &text[..at])) {
        lines += usize::from(!line.rsplit('\n').next().unwrap_or("").trim().is_empty());
        if lines == HEAD_LINES {
            return &text[..at];
        }
    }
    text
}

/// Where in `text` a clause begins, and where one goes on behind a lead-in.
fn clause_starts(text: &str) -> Vec<usize> {
    let lead = text.len() - text.trim_start().len();
    let mut starts = vec![lead];
    starts.extend(
        text.match_indices(CLAUSE_MARKS)
            .map(|(at, mark)| at + mark.len()),
    );
    for lead_in in LEAD_INS {
        let found = memmem::find_iter(text.as_bytes(), lead_in);
        starts.extend(found.map(|at| at + lead_in.len()));
    }
    starts
}

/// A name at `start` of a kind of which the head has another one: 玉田县 where the head says 丰溪县.
fn name_at(text: &str, start: usize, head: &str) -> Option<Range<usize>> {
    let rest = &text[start..];
    let mut behind_stem = rest.chars().take(STEM_MAX + 1).skip(STEM_MIN);
    if !behind_stem.any(|c| KIND_STARTS.contains(&c)) {
        return None;
    }
    let (stem, kind) = KINDS.iter().find_map(|kind| {
        let mut places = rest.char_indices().take(STEM_MAX + 1);
        let (at, _) = places.find(|&(at, _)| rest[at..].starts_with(kind))?;
        let stem = &rest[..at];
        (is_stem(stem) && follows_well(kind, &rest[at + kind.len()..])).then_some((stem, *kind))
    })?;
    let of_title = title_repeated(&rest[stem.len() + kind.len()..], head);
    let own = own_stem(head, kind);
    let differs = match own {
        Some(own) => !own.ends_with(stem),
        None => of_title && !head.contains(stem),
    };
    let about_others = || {
        let sentence = &text[sentence_around(text, start..start)];
        ABOUT_OTHERS.iter().any(|word| sentence.contains(word))
    };
    // 棚户区, 宿舍区: all sorts of areas have names in 区.
    let is_area = || kind == "区" && !same_office(rest, head, kind);
    (differs && !head.contains(stem) && (of_title || !(about_others() || is_area())))
        .then(|| start..start + stem.len() + kind.len())
}

/// A work at `start` whose last words are those of one in the head, and its first ones are not: 清水河综合治理工程.
fn work_at(text: &str, start: usize, head: &str) -> Option<Range<usize>> {
    let near = first_chars(&text[start..], WORK_MAX);
    let mut starts = near.char_indices();
    let (end, work) = starts.find_map(|(at, c)| {
        if !WORK_STARTS.contains(&c) {
            return None;
        }
        let work = WORKS.iter().find(|work| near[at..].starts_with(**work))?;
        Some((at + work.len(), *work))
    })?;
    let name = &near[..end];
    let length = name.chars().count();
    if !(WORK_TAIL + 2..=WORK_MAX).contains(&length) || !name.chars().all(is_han) {
        return None;
    }
    let tail_at = name.char_indices().rev().nth(WORK_TAIL - 1)?.0;
    let (first, tail) = name.split_at(tail_at);
    let own = &head[..head.find(tail)?];
    let last_two: String = first.chars().rev().take(3).collect();
    let own_two: String = own.chars().rev().take(3).collect();
    (last_two != own_two
        && !head.contains(first)
        && is_noun_work(work)
        && !first.contains(['的', '和', '与', '、']))
    .then(|| start..start + end)
}

/// Whether the word names a thing of which a document has one; titles of rules are the affair of [`name_at`].
fn is_noun_work(work: &str) -> bool {
    !matches!(work, "方案" | "预案" | "办法")
}

/// A year at `start` that is long past in a document of another one.
fn year_at(text: &str, start: usize, head: &Head) -> Option<Range<usize>> {
    let rest = &text[start..];
    let year = year_of(rest)?;
    let is_past = head.first_year.is_some_and(|first| year + 1 < first);
    let sentence = &text[sentence_around(text, start..start)];
    let is_sentence_start = sentence.trim_start().starts_with(&rest[..4]);
    let others = sentence.matches('年').count() > 1;
    let told = HISTORY.iter().any(|word| sentence.contains(word));
    (is_past && is_sentence_start && !others && !told).then(|| start..start + "2000年".len())
}

fn year_of(text: &str) -> Option<u32> {
    let digits = text.get(..4)?;
    let year: u32 = digits.parse().ok()?;
    (text[4..].starts_with('年') && (1950..2100).contains(&year)).then_some(year)
}

/// Whether the words may be the first part of a place's or a body's name: two or three characters, none a small word.
fn is_stem(stem: &str) -> bool {
    let length = stem.chars().count();
    (STEM_MIN..=STEM_MAX).contains(&length)
        && stem.chars().all(|c| is_han(c) && !NO_NAME.contains(c))
        && !stem.ends_with(|c| KIND_MAKERS.contains(c))
}

/// Whether what stands behind a name lets the text speak of it as of its own.
fn follows_well(kind: &str, rest: &str) -> bool {
    !rest.starts_with([
        '、', '和', '与', '及', '等', '的', '人', '内', '外', '级', '域', '里', '长', '民', '委',
    ]) && !rest.trim().is_empty()
        && !LONGER_WORDS.iter().any(|word| {
            word.strip_prefix(kind)
                .is_some_and(|tail| rest.starts_with(tail))
        })
}

/// Whether `rest` begins with words that stand in the head: the same plan under another place's name.
fn title_repeated(rest: &str, head: &str) -> bool {
    let words: String = rest.chars().take(WORK_TAIL).collect();
    words.chars().count() == WORK_TAIL && words.chars().all(is_han) && head.contains(&words)
}

/// Whether the same two characters stand behind the first `kind` of `rest` and that of the head's own name.
fn same_office(rest: &str, head: &str, kind: &str) -> bool {
    let behind = |text: &str| -> Option<String> {
        let (_, tail) = text.split_once(kind)?;
        Some(tail.chars().take(2).collect())
    };
    let own = own_stem(head, kind).and_then(|stem| behind(&head[head.find(stem)?..]));
    own.is_some_and(|own| own.chars().all(is_han) && behind(rest) == Some(own))
}

/// The characters before the first `kind` in the head that may be its name.
fn own_stem<'h>(head: &'h str, kind: &str) -> Option<&'h str> {
    head.match_indices(kind).find_map(|(at, _)| {
        let before = &head[..at];
        let length: usize = before
            .chars()
            .rev()
            .take_while(|&c| is_han(c))
            .take(4)
            .map(char::len_utf8)
            .sum();
        let stem = &before[before.len() - length..];
        let is_name = stem.chars().count() >= 2 && !stem.ends_with(|c| NO_NAME.contains(c));
        is_name.then_some(stem)
    })
}

fn first_characters(words: &[&str]) -> Vec<char> {
    words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect()
}

/// The first `count` characters of `text`, or all.
fn first_chars(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    end.map_or(text, |(end, _)| &text[..end])
}

/// Whether the year or the name stands in the document only here. So must the first two characters of a name: what stands
/// elsewhere without its last part is a word of the language, as in 建议县.
fn is_alone(text: &str, name: &str) -> bool {
    let is_year = name.starts_with(|c: char| c.is_ascii_digit());
    let stem = first_chars(name, if is_year { usize::MAX } else { STEM_MIN });
    memmem::find_iter(text.as_bytes(), stem).nth(1).is_none()
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
