//! Headings that are only typed: the numbering of Chinese official documents, and Markdown's `#`.
//!
//! Owns the question "is this paragraph a heading, of which rank, and how is it called?" for text without styles.

/// A heading's place in the hierarchy: the smaller, the higher.
pub(super) type Rank = u8;

/// Ranks from 1 to 9 are the outline levels of styled headings; typed numbering comes below them.
const FIRST_TYPED_RANK: Rank = 10;

/// How long a heading may be to be shown whole, in characters.
const SHOWN: usize = 24;

/// The rank of the numbering that `line` begins with: 第一编/章/节, 一、, （一）, 1., （1）.
pub(super) fn typed_rank(line: &str) -> Option<Rank> {
    let line = line.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']);
    let level = if let Some(rest) = line.strip_prefix('第') {
        let rest = rest.trim_start_matches(is_number);
        match rest.chars().next()? {
            '编' | '部' => 0,
            '章' => 1,
            '节' => 2,
            _ => return None,
        }
    } else if let Some(rest) = line.strip_prefix(['（', '(']) {
        let after = rest.trim_start_matches(is_number);
        if after.len() == rest.len() || !after.starts_with(['）', ')']) {
            return None;
        }
        if rest.starts_with(is_han_number) {
            4
        } else {
            6
        }
    } else if line.starts_with(is_han_number) {
        let after = line.trim_start_matches(is_han_number);
        if !after.starts_with(['、', '．', '.']) {
            return None;
        }
        3
    } else {
        let after = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if after.len() == line.len() || line.len() - after.len() > 2 {
            return None;
        }
        let mark = after.chars().next()?;
        let next = after.chars().nth(1);
        if !matches!(mark, '、' | '．' | '.') || next.is_none_or(|c| c.is_ascii_digit()) {
            return None;
        }
        5
    };
    Some(FIRST_TYPED_RANK + level)
}

/// What to call the heading that `line` is: its first sentence without the closing mark, cut when long.
pub(super) fn title(line: &str) -> String {
    let line = line.trim().trim_start_matches('#').trim_start();
    let end = line
        .find(['。', '：', '；', '！', '？', '\u{2028}'])
        .unwrap_or(line.len());
    let sentence = &line[..end];
    match sentence.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &sentence[..cut]),
        None => sentence.to_owned(),
    }
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
        .map(|line| typed_rank(line).unwrap());
        assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]), "{ranks:?}");
        for prose in [
            "一是抓学习",
            "2023年工作",
            "3.5万元到账",
            "第二天",
            "（见附件）",
            "十分重视",
        ] {
            assert_eq!(typed_rank(prose), None, "{prose}");
        }
    }

    #[test]
    fn a_run_in_heading_is_called_by_its_first_sentence() {
        assert_eq!(title("　（2）抓好培训。全年办班。"), "（2）抓好培训");
        assert_eq!(title("## 安装"), "安装");
    }
}
