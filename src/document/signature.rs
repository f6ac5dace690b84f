//! The signature block: who sends a document, when, and how to reach them, in the last lines of it.
//!
//! Owns the question which lines these are. They stand behind the last numbered item without belonging to it.

use crate::document::heading;
use crate::text::display_width;

/// The most lines that such a block has.
pub(super) const MOST_LINES: usize = 16;

/// How wide its lines are at most, and the names and dates in it, in columns.
const WIDEST: usize = 80;
const WIDEST_NAME: usize = 40;

/// How many names may stand together without a date or a word that tells what they are.
const NAMES: usize = 2;

/// What begins a line of such a block, before a colon or bracket.
const LABELS_ZH: &[&str] = &[
    "联系人",
    "联系方式",
    "联系电话",
    "电话",
    "手机",
    "传真",
    "邮箱",
    "电子邮箱",
    "电子邮件",
    "通信地址",
    "通讯地址",
    "地址",
    "邮编",
    "日期",
    "签订日期",
    "填表日期",
    "签字",
    "签名",
    "签章",
    "盖章",
    "公章",
    "汇报人",
    "报告人",
    "述职人",
    "申请人",
    "承诺人",
    "经办人",
    "填报人",
    "填表人",
    "拟稿人",
    "审核人",
    "签发人",
    "法定代表人",
    "授权代表",
    "委托代理人",
    "填报单位",
    "抄送",
    "抄报",
    "印发",
    "此页无正文",
];
/// What stands before a colon in one.
const LABELS_EN: &[&str] = &[
    "by",
    "name",
    "title",
    "date",
    "dated",
    "signed",
    "signature",
    "contact",
    "phone",
    "tel",
    "telephone",
    "email",
    "e-mail",
    "address",
    "witness",
    "approved by",
    "prepared by",
    "submitted by",
];
/// What closes a letter, or opens the lines for signing.
const CLOSINGS_EN: &[&str] = &[
    "sincerely",
    "yours",
    "kind regards",
    "best regards",
    "regards",
    "respectfully",
    "signed for",
    "signed by",
    "for and on behalf of",
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How many of the last of `lines`, which are in the order of the text, are the signature block; 0 where there is none.
pub(super) fn lines<'t>(lines: impl DoubleEndedIterator<Item = &'t str>) -> usize {
    let mut found = 0;
    let mut names = 0;
    for (index, line) in lines.rev().enumerate() {
        match Kind::of(line.trim()) {
            Some(Kind::Telling) => {
                found = index + 1;
                names = 0;
            }
            Some(Kind::Name) if names < NAMES => {
                names += 1;
                // What stands above a date is whose date it is.
                if found > 0 {
                    found = index + 1;
                }
            }
            _ => break,
        }
    }
    found
}

/// A line of a signature block.
#[derive(PartialEq, Eq)]
enum Kind {
    /// A date, or something with a word that tells what it is: 联系人：, （盖章）, Signed for.
    Telling,
    /// What may be the name of a person or an office.
    Name,
}

impl Kind {
    fn of(line: &str) -> Option<Self> {
        let width = display_width(line);
        let is_prose = line.ends_with(['。', '；', '！', '？', '：', ';']) || line.contains('。');
        if width > WIDEST || is_prose || heading::is_numbered(line) {
            return None;
        }
        if is_date(line) || has_label(line) {
            return Some(Kind::Telling);
        }
        let is_sentence = line.contains(['，', '：', '、', '|', '#', '*']) || line.ends_with('.');
        (width <= WIDEST_NAME && !is_sentence).then_some(Kind::Name)
    }
}

/// Whether `line` is a date and nothing else, or the place of one: 20XX年X月X日, 2024-05-__, May __, 2026.
fn is_date(line: &str) -> bool {
    let is_sign = |c: char| c.is_whitespace() || "XxＸｘ×✕_＿—-?？○□*.…".contains(c);
    let is_open = |c: char| is_sign(c) || "某何几多少哪什么〇".contains(c);
    let is_digit =
        |c: char| c.is_ascii_digit() || "０１２３４５６７８９零一二三四五六七八九十".contains(c);
    let is_mark = |c: char| "年月日号/（）()〔〕[]".contains(c);
    let is_chinese = line.contains('年') && line.contains('月');
    let is_plain = line.matches(['-', '/', '.']).count() == 2 && line.contains(is_digit);
    if is_chinese || is_plain {
        return line
            .chars()
            .all(|c| is_open(c) || is_digit(c) || is_mark(c));
    }
    let lower = line.to_ascii_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let is_month = || line.contains(|c| is_digit(c) || is_open(c) && !c.is_whitespace());
    words.len() <= 3
        && (words.contains(&"date") || words.iter().any(|word| MONTHS.contains(word)) && is_month())
}

fn has_label(line: &str) -> bool {
    if ["盖章", "签章", "公章", "签字", "签名"]
        .iter()
        .any(|word| line.contains(word))
    {
        return true;
    }
    let line = line.trim_start_matches(['（', '(', '【', '[']);
    // 联 系 人：
    let packed: String = line
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(16)
        .collect();
    let zh = LABELS_ZH.iter().any(|label| {
        packed.strip_prefix(label).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(['：', ':', '（', '(', '）', ')'])
        })
    });
    let lower = line.to_ascii_lowercase();
    let begins_with = |words: &[&str], next: &[char]| {
        words
            .iter()
            .filter_map(|word| lower.strip_prefix(word))
            .any(|rest| rest.is_empty() || rest.starts_with(next))
    };
    zh || begins_with(LABELS_EN, &[':']) || begins_with(CLOSINGS_EN, &[',', ':', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        lines(text.lines())
    }

    #[test]
    fn sender_date_and_contact_are_the_signature_block() {
        for (text, expected) in [
            ("下步继续努力。\n某某局\n20XX年X月X日", 2),
            (
                "特此报告。\n青石县档案馆办公室\n（盖章）\n2026年  月  日\n（联系人：某某，联系电话：×××）",
                4,
            ),
            ("以上。\n汇 报 人：×××", 1),
            (
                "That is all.\nSincerely,\nAnna Berg\nDirector\nDate: ______",
                4,
            ),
            ("We look forward to it.\nHarbour Ltd\nMay __, 2026", 2),
            ("完毕。\n2024-05-XX", 1),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    #[test]
    fn other_last_lines_are_not() {
        for text in [
            "（1）抓学习。\n全年走访企业多少户。",
            "结束语\n谢谢大家",
            "2.联系人：某某",
            "会议定于2024年5月召开，请各单位参加。",
            "人员名单\n某某\n某某某",
            "A short line\nAnother one",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
