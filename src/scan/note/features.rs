//! What of a bracket speaks for or against a note: the runs of characters or words in it, its length, and what it stands between.
//!
//! Owns how features are written (the trainer in `training/` names the weights by them). Knows no weights and finds no bracket.

use std::ops::Range;

use crate::scan::note::tokens::Tokens;
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

/// The longest runs of characters and of words that are features.
const LONGEST_RUN: usize = 3;
const MOST_WORDS: usize = 2;

/// So many letters begin a long word whatever its ending: confirm, confirmed.
const STEM: usize = 5;

/// Up to how many characters (Chinese) or words (English) there are in each class of length but the last.
const CHARACTERS: [usize; 6] = [2, 4, 7, 12, 20, 32];
const WORDS: [usize; 5] = [1, 2, 4, 7, 12];

/// The commonest surnames, as in 老陈, 王主任.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹苏潘葛范彭郎鲁韦马苗方任袁柳唐罗薛雷贺汤滕殷郝安常于傅齐康伍余元顾孟黄穆萧尹姚邵汪毛狄米戴宋庞熊纪舒项祝董梁杜阮蓝席季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万卢莫房丁邓郁单洪石崔吉龚程陆曲段焦侯宁仇甘武刘景龙叶黎白赖卓池乔温庄柴阎向易廖耿文关";
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
        let characters = Tokens::new(self.inner, Tongue::Chinese);
        tell(length_class(characters.count(), &CHARACTERS), 0..0);
        characters.each_run(LONGEST_RUN, tell);
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
        let words = Tokens::new(self.inner, Tongue::English);
        tell(length_class(words.count(), &WORDS), 0..0);
        words.each_run(MOST_WORDS, tell);
        let mut name = String::new();
        for (word, place) in words.each() {
            if let Some(stem) = word.get(..STEM).filter(|_| word.len() > STEM) {
                name.clear();
                name.extend([stem, "~"]);
                tell(&name, place);
            }
        }
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

/// Whether a colleague is named as colleagues do: 老陈, 小周, 王主任, @李.
pub(crate) fn names_colleague(inner: &str) -> bool {
    let mut before = ' ';
    inner.char_indices().any(|(at, c)| {
        // Which of the two is a surname is asked last: it is the longest list.
        let named = c == '@'
            || matches!(before, '老' | '小') && SURNAMES.contains(c)
            || is_title(&inner[at..]) && SURNAMES.contains(before);
        before = c;
        named
    })
}

/// Whether `text` begins with what a colleague is called by behind the surname.
fn is_title(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some('总' | '局' | '科' | '处' | '工' | '哥' | '姐' | '队') => true,
        Some('主') => characters.next() == Some('任'),
        Some('书') => characters.next() == Some('记'),
        Some('校' | '院' | '部' | '所' | '站' | '镇' | '厂') => {
            characters.next() == Some('长')
        }
        Some('老' | '律') => characters.next() == Some('师'),
        Some('医') => characters.next() == Some('生'),
        Some('经') => characters.next() == Some('理'),
        Some('会') => characters.next() == Some('计'),
        Some('秘') => characters.next() == Some('书'),
        _ => false,
    }
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
