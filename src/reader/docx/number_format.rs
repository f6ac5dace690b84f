//! Numbers in the writing systems that Word counts in (ECMA-376 part 1, 17.18.59, `ST_NumberFormat`).

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) enum NumberFormat {
    /// 1, 2, 3; also stands for the formats of scripts that are not known here.
    #[default]
    Decimal,
    /// 01, 02, 03.
    DecimalZero,
    /// １, ２, ３.
    FullWidth,
    /// ①, ②, ③.
    Circled,
    /// ⑴, ⑵, ⑶.
    Parenthesised,
    /// ⒈, ⒉, ⒊.
    FullStop,
    /// a, b, c.
    LowerLetter,
    /// A, B, C.
    UpperLetter,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// 一, 十一, 一百二十: counted.
    Counting,
    /// 一, 一一, 一二〇: digit by digit.
    Digits,
    /// 壹, 贰, 叁.
    Formal,
    /// 甲, 乙, 丙.
    HeavenlyStems,
    /// 子, 丑, 寅.
    EarthlyBranches,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// A mark that does not count.
    Bullet,
    /// Nothing.
    None,
}

const COUNTED: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const COUNTED_UNITS: [&str; 4] = ["", "十", "百", "千"];
const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const FORMAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];

impl NumberFormat {
    /// The format of the given `w:numFmt` value.
    pub(in crate::reader) fn of(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Parenthesised,
            "decimalEnclosedFullstop" => Self::FullStop,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "ideographEnclosedCircle" => Self::Counting,
            "ideographDigital"
            | "japaneseDigitalTenThousand"
            | "taiwaneseDigital"
            | "koreanDigital2" => Self::Digits,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
                Self::Formal
            }
            "ideographTraditional" => Self::HeavenlyStems,
            "ideographZodiac" => Self::EarthlyBranches,
            "ordinal" => Self::Ordinal,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// The number `n`, which is 1 for the first of a list.
    pub(in crate::reader) fn write(self, n: u32) -> String {
        match self {
            Self::Decimal => n.to_string(),
            Self::DecimalZero => format!("{n:02}"),
            Self::FullWidth => n
                .to_string()
                .chars()
                .map(|digit| shifted(digit, u32::from('０') - u32::from('0')))
                .collect(),
            Self::Circled => enclosed(n, '①', 20),
            Self::Parenthesised => enclosed(n, '⑴', 20),
            Self::FullStop => enclosed(n, '⒈', 20),
            Self::LowerLetter => letters(n, 'a'),
            Self::UpperLetter => letters(n, 'A'),
            Self::LowerRoman => roman(n).to_lowercase(),
            Self::UpperRoman => roman(n),
            Self::Counting => counted(n, COUNTED, COUNTED_UNITS),
            Self::Digits => n
                .to_string()
                .chars()
                .filter_map(|digit| COUNTED.get(digit.to_digit(10)? as usize))
                .collect(),
            Self::Formal => counted(n, FORMAL, FORMAL_UNITS),
            Self::HeavenlyStems => cycle(n, "甲乙丙丁戊己庚辛壬癸"),
            Self::EarthlyBranches => cycle(n, "子丑寅卯辰巳午未申酉戌亥"),
            Self::Ordinal => {
                let ending = match (n % 100, n % 10) {
                    (11..=13, _) => "th",
                    (_, 1) => "st",
                    (_, 2) => "nd",
                    (_, 3) => "rd",
                    _ => "th",
                };
                format!("{n}{ending}")
            }
            Self::Bullet | Self::None => String::new(),
        }
    }
}

fn shifted(character: char, by: u32) -> char {
    char::from_u32(u32::from(character) + by).unwrap_or(character)
}

/// The `n`th of `count` characters that follow each other; a plain number beyond them.
fn enclosed(n: u32, first: char, count: u32) -> String {
    if (1..=count).contains(&n) {
        shifted(first, n - 1).to_string()
    } else {
        n.to_string()
    }
}

/// a … z, aa … zz, aaa …: Word repeats the letter. No list is so long that this matters, so it has a limit.
fn letters(n: u32, first: char) -> String {
    let Some(index) = n.checked_sub(1).filter(|&index| index < 26 * 30) else {
        return n.to_string();
    };
    shifted(first, index % 26)
        .to_string()
        .repeat(index as usize / 26 + 1)
}

fn roman(mut n: u32) -> String {
    if n == 0 || n > 4999 {
        return n.to_string();
    }
    let steps = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut written = String::new();
    for (value, numeral) in steps {
        while n >= value {
            written.push_str(numeral);
            n -= value;
        }
    }
    written
}

/// A number below ten thousand as it is spoken: 十二, 一百零三.
fn counted(n: u32, digits: [char; 10], units: [&str; 4]) -> String {
    if n == 0 || n > 9999 {
        return n.to_string();
    }
    let spoken = n.to_string();
    let length = spoken.len();
    let mut written = String::new();
    let mut gap = false;
    for (at, digit) in spoken.chars().enumerate() {
        let value = digit.to_digit(10).unwrap_or(0) as usize;
        if value == 0 {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) {
            written.push('零');
        }
        // Ten to nineteen begin without "one" in plain writing: 十, not 一十.
        if !(digits == COUNTED && length == 2 && at == 0 && value == 1) {
            written.extend(digits.get(value));
        }
        written.push_str(units.get(length - 1 - at).copied().unwrap_or(""));
    }
    written
}

/// The `n`th character of a cycle; a plain number beyond it.
fn cycle(n: u32, characters: &str) -> String {
    n.checked_sub(1)
        .and_then(|index| characters.chars().nth(index as usize))
        .map_or_else(|| n.to_string(), String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_does() {
        for (format, n, written) in [
            ("decimal", 12, "12"),
            ("decimalZero", 7, "07"),
            ("decimalFullWidth", 10, "１０"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircle", 21, "21"),
            ("lowerLetter", 28, "bb"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("chineseCounting", 10, "十"),
            ("chineseCountingThousand", 15, "十五"),
            ("chineseCountingThousand", 103, "一百零三"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 2001, "二千零一"),
            ("ideographDigital", 10, "一〇"),
            ("chineseLegalSimplified", 12, "壹拾贰"),
            ("ideographTraditional", 3, "丙"),
            ("ideographZodiac", 13, "13"),
            ("ordinal", 22, "22nd"),
            ("ordinal", 111, "111th"),
            ("none", 5, ""),
        ] {
            assert_eq!(NumberFormat::of(format).write(n), written, "{format} {n}");
        }
    }
}
