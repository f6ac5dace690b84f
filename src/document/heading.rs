//! Headings that are only typed: the numbering of Chinese official documents and of plain English ones.
//!
//! Owns the questions "is this paragraph a heading, of which rank, and how is it called?" for text without styles. A numbered
//! paragraph that is a sentence of its own, or an item of a list, is none.

use crate::text::{display_width, prefix_within};

/// A heading's place in the hierarchy: the smaller, the higher.
pub(super) type Rank = u8;

/// Ranks from 1 to 9 are the outline levels of styled headings; typed numbering comes below them.
pub(super) const FIRST_TYPED_RANK: Rank = 10;

/// The first rank that is numbered in Arabic digits, as lists are, too.
pub(super) const FIRST_LIST_RANK: Rank = FIRST_TYPED_RANK + ARABIC;

/// The levels of 第X编, 第X章, 第X节, 一、, （一）, 1. and （1）.
const CHAPTER: u8 = 1;
const HAN: u8 = 3;
const HAN_IN_BRACKETS: u8 = 4;
const ARABIC: u8 = 5;
const ARABIC_IN_BRACKETS: u8 = 6;

/// How long a heading may be to be shown whole, in columns.
const SHOWN: usize = 48;

/// How long the line of a heading may be that stands alone, and the title before a paragraph on the same line.
const LONGEST_LINE: usize = 80;
const LONGEST_TITLE: usize = 48;

/// How long a sentence with its full stop may be to pass for a heading.
const LONGEST_SENTENCE: usize = 40;

/// A heading that is typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed<'t> {
    /// Its place in the hierarchy.
    pub(super) rank: Rank,
    /// Number and title.
    pub(super) title: &'t str,
    /// Whether its paragraph goes on behind the title: （1）抓学习。全年……
    pub(super) is_run_in: bool,
}

/// The heading that `line` is, or that it begins with.
pub(super) fn typed(line: &str) -> Option<Typed<'_>> {
    let line = line.trim();
    let (level, rest) = numbering(line)?;
    let words = rest.trim_start();
    let (head, mark, tail) = split(words);
    let width = display_width(head);
    let is_list = level >= ARABIC;
    let is_title = |longest| {
        let commas = head.matches(['，', ',']).count();
        width <= longest && commas <= if is_list { 1 } else { 2 } && !is_contents_line(head)
    };
    let is_heading = match (mark, tail.is_empty()) {
        // A number by itself: the title follows on another line, or is still to be written.
        (None, _) if head.is_empty() => !is_list,
        (None | Some(Mark::Colon), true) => is_title(LONGEST_LINE),
        // A sentence of its own. Headings with a full stop are numbered in Han.
        (Some(Mark::Stop), true) => {
            !is_list && width <= LONGEST_SENTENCE && !head.contains(['，', ','])
        }
        (Some(Mark::Semicolon), _) => false,
        (_, false) => is_title(LONGEST_TITLE),
    };
    let end = line.len() - words.len() + head.len();
    is_heading.then(|| Typed {
        rank: FIRST_TYPED_RANK + level,
        title: line.get(..end).unwrap_or(line).trim_end(),
        is_run_in: !tail.is_empty(),
    })
}

/// Whether `line` begins with a number of the kinds that number headings and lists.
pub(super) fn is_numbered(line: &str) -> bool {
    numbering(line.trim_start()).is_some()
}

/// What to call the heading that `line` is: its title, or its first sentence; shortened when long.
pub(super) fn title(line: &str) -> String {
    let line = line.trim().trim_start_matches('#').trim();
    let title = match typed(line) {
        Some(typed) => typed.title,
        None => {
            let end = line.find(['。', '；', '\u{2028}']);
            line.get(..end.unwrap_or(line.len())).unwrap_or(line)
        }
    };
    if display_width(title) <= SHOWN {
        return title.to_owned();
    }
    let cut = prefix_within(title, SHOWN - 1);
    format!("{}…", title.get(..cut).unwrap_or("").trim_end())
}

/// What ends a title.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Stop,
    Semicolon,
    Colon,
}

/// What stands before the first mark that ends a title, the mark, and what stands behind it.
fn split(words: &str) -> (&str, Option<Mark>, &str) {
    let mut before = None;
    let mut brackets = 0_usize;
    for (at, c) in words.char_indices() {
        let end = at + c.len_utf8();
        let tail = words.get(end..).unwrap_or("");
        let ends_word = tail.is_empty() || tail.starts_with([' ', '\u{2028}']);
        match c {
            '（' | '(' => brackets += 1,
            '）' | ')' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        let mark = match c {
            _ if brackets > 0 => None,
            '。' | '！' | '？' | '\u{2028}' => Some(Mark::Stop),
            '；' => Some(Mark::Semicolon),
            '：' => Some(Mark::Colon),
            // In "No. 2.1" and "9:30" they end nothing.
            '.' | '!' | '?' if ends_word && before.is_some_and(char::is_alphabetic) => {
                Some(Mark::Stop)
            }
            ';' if ends_word => Some(Mark::Semicolon),
            ':' if ends_word => Some(Mark::Colon),
            _ => None,
        };
        if mark.is_some() {
            return (words.get(..at).unwrap_or(""), mark, tail.trim());
        }
        before = Some(c);
    }
    (words, None, "")
}

/// A line of a table of contents: dots, and the number of a page.
fn is_contents_line(head: &str) -> bool {
    let title = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_led = title.ends_with('\t') || title.trim_end().ends_with(['…', '·', '.']);
    title.len() < head.len() && is_led
}

/// The level of the number that `line` begins with, and what follows it.
fn numbering(line: &str) -> Option<(u8, &str)> {
    if let Some(rest) = line.strip_prefix('第') {
        let rest = rest.trim_start_matches(is_number);
        let level = match rest.chars().next()? {
            '编' | '部' => CHAPTER - 1,
            '章' => CHAPTER,
            '节' => CHAPTER + 1,
            _ => return None,
        };
        return Some((level, rest.get('章'.len_utf8()..)?));
    }
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(is_number);
        if after.len() == rest.len() {
            return None;
        }
        let after = after.strip_prefix(['）', ')'])?;
        let level = match rest.starts_with(is_han_number) {
            true => HAN_IN_BRACKETS,
            false => ARABIC_IN_BRACKETS,
        };
        return Some((level, after));
    }
    if line.starts_with(is_han_number) {
        let after = line.trim_start_matches(is_han_number);
        return Some((HAN, after.strip_prefix(['、', '．', '.'])?));
    }
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() == line.len() || line.len() - after.len() > 2 {
        return None;
    }
    let after = after.strip_prefix(['、', '．', '.'])?;
    let is_decimal = after.starts_with(|c: char| c.is_ascii_digit());
    (!after.is_empty() && !is_decimal).then_some((ARABIC, after))
}

fn is_han_number(c: char) -> bool {
    "一二三四五六七八九十百零〇".contains(c)
}

fn is_number(c: char) -> bool {
    is_han_number(c) || c.is_ascii_digit() || ('０'..='９').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_numbering_of_official_documents() {
        let ranks = [
            "第二章 职责",
            "一、总体情况",
            "（一）抓学习",
            "1.走访",
            "(3)督办",
        ]
        .map(|line| typed(line).unwrap().rank);
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]), "{ranks:?}");
        for prose in [
            "一是抓学习",
            "2023年工作",
            "3.5万元到账",
            "第二天",
            "（见附件）",
            "十分重视",
        ] {
            assert_eq!(typed(prose), None, "{prose}");
            assert!(!is_numbered(prose), "{prose}");
        }
    }

    #[test]
    fn a_run_in_heading_ends_at_its_first_full_stop() {
        for (line, title) in [
            ("　（2）抓好培训。全年办班。", "（2）抓好培训"),
            ("二、指导思想：以民为本。", "二、指导思想"),
            ("3. Fees. The client pays $XX.", "3. Fees"),
            ("4. Term: one year", "4. Term"),
        ] {
            let found = typed(line).unwrap();
            assert_eq!((found.title, found.is_run_in), (title, true));
        }
    }

    #[test]
    fn a_sentence_with_a_number_is_no_heading() {
        for line in [
            "1.全年走访企业多少户。",
            "（2）走访企业多少户；",
            "2. We trained N people.",
            "（1）全年共召开会议多少次，印发简报多少期，走访企业多少户。会后逐项落实。",
            "一、全年共走访企业多少户，培训多少人次。",
            "3.立案多少起，罚款多少万元，结案多少起",
            "二、工作措施……………………12",
        ] {
            assert_eq!(typed(line), None, "{line}");
            assert!(is_numbered(line), "{line}");
        }
        assert!(!typed("一、总体情况。").unwrap().is_run_in);
    }

    #[test]
    fn a_heading_is_called_by_its_title() {
        assert_eq!(title("## 安装"), "安装");
        assert_eq!(title("## Part 2: Fees"), "Part 2: Fees");
        let long = title(&format!("# {}", "长".repeat(40)));
        assert_eq!(long, format!("{}…", "长".repeat(23)));
    }
}
