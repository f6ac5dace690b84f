//! What of a bracket speaks for or against a note: the runs of characters or words in it, its length, and what it stands between.
//!
//! Owns how features are written (the trainer in `training/` names the weights by them). Knows no weights and finds no bracket.

use std::ops::Range;

use crate::text::is_han;

/// A bracket with what stands beside it.
pub(crate) struct Bracket<'t> {
    /// The last character before it that is no space; none at the head of the line.
    pub(crate) before: Option<char>,
    /// What stands between its marks.
    pub(crate) inner: &'t str,
    /// The first character behind it that is no space; none at the end of the line.
    pub(crate) after: Option<char>,
}

/// Opening and closing marks of the brackets that are looked at.
pub(crate) const MARKS: [(char, char); 5] = [
    ('（', '）'),
    ('(', ')'),
    ('【', '】'),
    ('[', ']'),
    ('［', '］'),
];

/// The languages that notes are told in, each with weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    Chinese,
    English,
}

/// Stands before the first and behind the last character or word.
const START: char = '^';
const END: char = '$';

/// The longest run of characters that is a feature.
const LONGEST_RUN: usize = 3;

/// So many letters begin a long word whatever its ending: confirm, confirmed.
const STEM: usize = 5;

/// Up to how many characters (Chinese) or words (English) there are in each class of length but the last.
const CHARACTERS: [usize; 6] = [2, 4, 7, 12, 20, 32];
const WORDS: [usize; 5] = [1, 2, 4, 7, 12];

/// The commonest surnames, and what follows one where a colleague is meant: 老陈, 王主任.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭郎鲁韦马苗方任袁柳唐罗薛雷贺汤滕殷郝安常于傅齐康伍余元顾孟黄穆萧尹姚邵汪毛狄米戴宋庞熊纪舒项祝董梁杜阮蓝席季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万卢莫房丁邓郁单洪石崔吉龚程陆曲段焦侯宁仇甘武刘景龙叶黎白赖卓池乔温庄柴阎向易廖耿文关";
const TITLES: [&str; 23] = [
    "总", "局", "科", "处", "主任", "工", "哥", "姐", "书记", "校长", "院长", "老师", "律师",
    "医生", "经理", "会计", "秘书", "部长", "所长", "队", "站长", "镇长", "厂长",
];

impl Bracket<'_> {
    /// The language it is written in; none where it holds no words.
    pub(crate) fn tongue(&self) -> Option<Tongue> {
        let letters = self.inner.chars().filter(char::is_ascii_alphabetic);
        match self.inner.chars().any(is_han) {
            true => Some(Tongue::Chinese),
            false if letters.take(2).count() == 2 => Some(Tongue::English),
            false => None,
        }
    }

    /// Tell each feature, and where in the inner text it stands, if it does; one that stands there twice is told twice.
    pub(crate) fn each_feature(&self, tongue: Tongue, mut tell: impl FnMut(&str, Range<usize>)) {
        let mut name = String::new();
        let [before, after] = [self.before, self.after].map(class);
        for (side, class) in [('<', before), ('>', after)] {
            name.clear();
            name.extend([side, class]);
            tell(&name, 0..0);
        }
        if self.before.is_none() && self.after.is_none() {
            tell("whole", 0..0);
        }
        match tongue {
            Tongue::Chinese => self.runs_of_characters(&mut tell),
            Tongue::English => self.runs_of_words(&mut tell),
        }
    }

    fn runs_of_characters(&self, tell: &mut impl FnMut(&str, Range<usize>)) {
        let characters = characters(self.inner);
        let count = characters.len() - 2;
        tell(length_class(count, &CHARACTERS), 0..0);
        each_run(&characters, tell);
        if names_colleague(self.inner) {
            tell("@addressed", 0..0);
        }
        let asks = self.inner.contains(['？', '?', '吗']) || self.inner.ends_with('呢');
        if asks {
            tell("@asks", 0..0);
        }
        if self.inner.contains(|c: char| c.is_ascii_alphanumeric()) {
            tell("@latin", 0..0);
        }
    }

    fn runs_of_words(&self, tell: &mut impl FnMut(&str, Range<usize>)) {
        let words = words(self.inner);
        tell(length_class(words.len(), &WORDS), 0..0);
        let mut name = String::new();
        let mut last: (&str, usize) = ("^", 0);
        for (word, range) in &words {
            tell(word, range.clone());
            if word.len() > STEM && word.is_ascii() {
                name.clear();
                name.push_str(&word[..STEM]);
                name.push('~');
                tell(&name, range.clone());
            }
            name.clear();
            name.extend([last.0, " ", word]);
            tell(&name, last.1..range.end);
            last = (word, range.start);
        }
        name.clear();
        name.extend([last.0, " $"]);
        tell(&name, last.1..self.inner.len());
        if addresses_somebody(self.inner) {
            tell("@addressed", 0..0);
        }
        if self.inner.contains('?') {
            tell("@asks", 0..0);
        }
        if self.inner.contains(|c: char| c.is_ascii_digit()) {
            tell("@digit", 0..0);
        }
        let mut letters = self.inner.chars();
        let [first, second] = [letters.next(), letters.next()].map(|c| c.unwrap_or(' '));
        if first.is_ascii_uppercase() {
            tell(
                match second.is_ascii_uppercase() {
                    true => "@capitals",
                    false => "@capital",
                },
                0..0,
            );
        }
    }
}

/// Tell each run of up to three characters; the marks at the ends are none by themselves.
pub(crate) fn each_run(
    characters: &[(char, Range<usize>)],
    tell: &mut impl FnMut(&str, Range<usize>),
) {
    let mut name = String::new();
    for (first, (_, start)) in characters.iter().enumerate() {
        name.clear();
        for (c, range) in characters.iter().skip(first).take(LONGEST_RUN) {
            name.push(*c);
            if !matches!(name.as_str(), "^" | "$") {
                tell(&name, start.start..range.end);
            }
        }
    }
}

/// What kind of character stands beside the bracket.
fn class(c: Option<char>) -> char {
    match c {
        None => 'E',
        Some(c) if is_han(c) => 'H',
        Some(c) if c.is_numeric() || "%‰".contains(c) => '0',
        Some(c) if c.is_alphabetic() => 'A',
        Some(c) if "。！？.!?”\"".contains(c) => '.',
        Some(c) if "，；：、,;:".contains(c) => ',',
        Some(_) => 'o',
    }
}

/// The name of the class of a length, where each class but the last has at most so many.
pub(crate) fn length_class(length: usize, most: &[usize]) -> &'static str {
    const NAMES: [&str; 7] = ["L0", "L1", "L2", "L3", "L4", "L5", "L6"];
    let class = most.iter().take_while(|&&most| length > most).count();
    NAMES.get(class).copied().unwrap_or("L6")
}

/// The characters of `inner` with their places, small letters only, a number as one 0, and a mark at either end.
pub(crate) fn characters(inner: &str) -> Vec<(char, Range<usize>)> {
    let mut characters = vec![(START, 0..0)];
    for (at, c) in inner.char_indices() {
        let end = at + c.len_utf8();
        match characters.last_mut() {
            Some((last, range)) if *last == '0' && c.is_ascii_digit() => range.end = end,
            _ if c.is_ascii_digit() => characters.push(('0', at..end)),
            _ => characters.push((c.to_ascii_lowercase(), at..end)),
        }
    }
    characters.push((END, inner.len()..inner.len()));
    characters
}

/// The words of `inner` with their places, in small letters; a number is 0, any other sign a word of its own.
pub(crate) fn words(inner: &str) -> Vec<(String, Range<usize>)> {
    let mut words: Vec<(String, Range<usize>)> = Vec::new();
    for (at, c) in inner.char_indices() {
        let end = at + c.len_utf8();
        let c = if c == '’' {
            '\''
        } else {
            c.to_ascii_lowercase()
        };
        match words.last_mut() {
            Some((word, range)) if range.end == at && joins(word, c) => {
                if !c.is_ascii_digit() {
                    word.push(c);
                }
                range.end = end;
            }
            _ if c.is_whitespace() => {}
            _ if c.is_ascii_digit() => words.push(("0".to_owned(), at..end)),
            _ => words.push((c.to_string(), at..end)),
        }
    }
    words
}

/// Whether `c` continues `word`: letters, an apostrophe among them, digits of one number.
fn joins(word: &str, c: char) -> bool {
    match word.chars().next_back() {
        Some('0') => c.is_ascii_digit(),
        Some(last) if last.is_ascii_alphabetic() => c.is_ascii_alphabetic() || c == '\'',
        Some('\'') => word.len() > 1 && c.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Whether a colleague is named as colleagues do: 老陈, 小周, 王主任, @李.
pub(crate) fn names_colleague(inner: &str) -> bool {
    let mut before = None;
    inner.char_indices().any(|(at, c)| {
        let rest = &inner[at + c.len_utf8()..];
        let is_surname = SURNAMES.contains(c);
        let has_title = || TITLES.iter().any(|title| rest.starts_with(title));
        let named = c == '@' || is_surname && (matches!(before, Some('老' | '小')) || has_title());
        before = Some(c);
        named
    })
}

/// Whether somebody is spoken to or named as one to turn to: Tom: …, ask Priya, Ana to confirm, @sam, JS: ….
pub(crate) fn addresses_somebody(inner: &str) -> bool {
    const TURNING: [&str; 8] = ["ask", "with", "from", "for", "see", "by", "check", "per"];
    const DOING: [&str; 9] = [
        "to", "will", "says", "say", "said", "please", "can", "is", "has",
    ];
    let words: Vec<&str> = inner.split_whitespace().collect();
    words.iter().enumerate().any(|(at, word)| {
        let name = word.trim_end_matches([':', ',', '?']);
        let is_name = name.chars().next().is_some_and(|c| c.is_ascii_uppercase())
            && name.len() > 2
            && name.chars().skip(1).all(|c| c.is_ascii_lowercase());
        let initials =
            (2..=3).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase());
        let before = at.checked_sub(1).map(|at| words[at].to_ascii_lowercase());
        let after = words.get(at + 1).copied().unwrap_or_default();
        word.starts_with('@') && word.len() > 1
            || (is_name || initials) && at == 0 && word.ends_with(':')
            || is_name && before.is_some_and(|it| TURNING.contains(&it.as_str()))
            || is_name && DOING.contains(&after)
    })
}
