//! Figures as people write them in an answer: 12, 约1.2万, 一百二十, 3—5, with or without a unit behind them.

/// Signs of currency, which may stand before a figure.
const CURRENCY: &[char] = &['$', '¥', '￥', '€', '£'];
/// Words that may stand before a figure.
const BEFORE: &[&str] = &[
    "约", "近", "超过", "超", "大约", "逾", "不足", "不到", "共", "达", "about ", "around ",
    "over ", "nearly ", "some ", "≈", "~", ">", "≥", "<", "≤", "+", "-", "－",
];
/// What figures are written with in digits and in Chinese.
const DIGITS: &str = "0123456789０１２３４５６７８９.,．，%％";
const NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿";
/// What may part two figures of a range.
const BETWEEN: &[char] = &['-', '–', '—', '~', '～', '至', '到', '/', ' '];
/// Words for a power of ten, and for a rest.
pub(super) const MAGNITUDES: &[char] = &['十', '百', '千', '万', '亿', '余', '多', '来'];

/// An answer taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number<'a> {
    /// The figure with all that belongs to it.
    pub(super) figure: &'a str,
    /// What stands behind it: a unit, or nothing.
    pub(super) tail: &'a str,
}

impl<'a> Number<'a> {
    /// The figure at the start of `answer`; nothing where there is none.
    pub(super) fn parse(answer: &'a str) -> Option<Self> {
        let mut rest = answer;
        loop {
            let led = BEFORE.iter().find_map(|word| rest.strip_prefix(word));
            match led.or_else(|| rest.strip_prefix(CURRENCY)) {
                Some(behind) => rest = behind.trim_start(),
                None => break,
            }
        }
        rest = after_figure(rest)?;
        // A range has a second one.
        let second = rest.trim_start_matches(BETWEEN);
        if second.len() < rest.len()
            && let Some(behind) = after_figure(second)
        {
            rest = behind;
        }
        let (figure, tail) = answer.split_at_checked(answer.len() - rest.len())?;
        Some(Self {
            figure: figure.trim_end(),
            tail: tail.trim(),
        })
    }

    /// Whether it ends with a word for a power of ten, so that the unit's own would be one too many.
    pub(super) fn has_magnitude(&self) -> bool {
        self.figure.ends_with(MAGNITUDES)
            && self
                .figure
                .contains(|c: char| DIGITS.contains(c) || "一二两三四五六七八九".contains(c))
    }

    /// Whether the figure says that it is a share.
    pub(super) fn is_share(&self) -> bool {
        self.figure.ends_with(['%', '％', '‰']) || self.figure.contains("百分之")
    }
}

/// What stands behind the figure at the start of `text`.
fn after_figure(text: &str) -> Option<&str> {
    let text = text.strip_prefix("百分之").unwrap_or(text);
    let text = text.trim_start_matches(CURRENCY);
    let rest = text.trim_start_matches(|c| DIGITS.contains(c) || NUMERALS.contains(c));
    let figure = text.get(..text.len() - rest.len())?;
    let figure = figure.trim_end_matches([',', '.', '，', '．']);
    let has_digit =
        figure.contains(|c: char| (DIGITS.contains(c) && c.is_numeric()) || NUMERALS.contains(c));
    let behind = text.get(figure.len()..)?;
    has_digit.then(|| behind.trim_start_matches(['余', '多', '来', '万', '亿', '+', '‰']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_parted_from_their_units() {
        for (answer, figure, tail) in [
            ("12", "12", ""),
            ("12家", "12", "家"),
            ("约 1.2万 人次", "约 1.2万", "人次"),
            ("1,200余份", "1,200余", "份"),
            ("一百二十次", "一百二十", "次"),
            ("3-5 个", "3-5", "个"),
            ("98.5%", "98.5%", ""),
            ("$5,000", "$5,000", ""),
            ("百分之十二", "百分之十二", ""),
            ("12.", "12", "."),
            ("-3.2", "-3.2", ""),
        ] {
            assert_eq!(
                Number::parse(answer),
                Some(Number { figure, tail }),
                "{answer}"
            );
        }
        for answer in ["很多", "待定", "若干次", "", "see annex"] {
            assert_eq!(Number::parse(answer), None, "{answer}");
        }
    }
}
