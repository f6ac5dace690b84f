//! What a place asks for, guessed from its own words, the label before it and the unit behind it. A guess: it only helps
//! those who answer and holds back what cannot be meant.

use serde::{Deserialize, Serialize};

use crate::rule::Category;
use crate::text::{Language, char_width, is_han};
use crate::worksheet::frame::{self, Frame};
use crate::worksheet::head;
use crate::worksheet::ordinal;
use crate::worksheet::sentence::Sentence;

/// What belongs in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asked {
    /// A figure, mostly with a unit.
    Number,
    /// A share of a hundred.
    Percent,
    /// A sum of money.
    Amount,
    /// A date, or a part of one.
    Date,
    /// Which of a series it is, in Chinese numerals: 党的二十大.
    Ordinal,
    /// The name of a person.
    Person,
    /// The name of a company, an office, a department.
    Organisation,
    /// The name of a place, or an address.
    Place,
    /// Anything else.
    Text,
    /// No gap, but words to be put right.
    Mending,
}

/// The units that figures stand with; lines that begin with `#` are remarks.
const UNITS: &str = include_str!("../../rules/lists/measure.txt");

/// Words of the gap or of its label that tell what is asked for; the first line that has one counts.
const TELLING: &[(Asked, &[&str])] = &[
    (
        Asked::Percent,
        &["百分比", "比例", "占比", "percentage", "percent"],
    ),
    (
        Asked::Date,
        &[
            "日期",
            "时间",
            "何时",
            "什么时候",
            "年月日",
            "date",
            "yyyy",
            "month",
            "day of",
        ],
    ),
    (
        Asked::Amount,
        &[
            "金额", "经费", "总价", "单价", "价款", "费用", "造价", "资金", "amount", "price",
            "fee",
        ],
    ),
    (
        Asked::Number,
        &[
            "人数",
            "数量",
            "数额",
            "次数",
            "个数",
            "户数",
            "面积",
            "quantity",
            "number of",
            "how many",
            "count",
        ],
    ),
    (
        Asked::Organisation,
        &[
            "单位",
            "公司",
            "部门",
            "机构",
            "企业",
            "学校",
            "科室",
            "哪家",
            "哪个局",
            "甲方",
            "乙方",
            "company",
            "organisation",
            "organization",
            "department",
            "employer",
            "client name",
            "institution",
            "school",
        ],
    ),
    (
        Asked::Place,
        &[
            "地点", "地址", "地名", "哪里", "何地", "住址", "坐落", "address", "location", "venue",
            "city", "country",
        ],
    ),
    (
        Asked::Person,
        &[
            "姓名",
            "人名",
            "联系人",
            "负责人",
            "经办人",
            "审核人",
            "签名",
            "同志",
            "由谁",
            "谁",
            "name",
            "signed by",
            "manager",
            "contact",
            "author",
            "director",
        ],
    ),
];

/// Ends of masked names that tell what is named.
const NAMED: &[(Asked, &[&str])] = &[
    (
        Asked::Place,
        &[
            "省", "市", "县", "区", "镇", "乡", "村", "街道", "社区", "路", "街",
        ],
    ),
    (
        Asked::Organisation,
        &[
            "局", "厅", "部", "委", "公司", "集团", "学校", "大学", "医院", "中心", "银行", "院",
            "厂", "办", "科", "处",
        ],
    ),
    (
        Asked::Person,
        &["同志", "先生", "女士", "某", "书记", "主任", "局长", "老师"],
    ),
];

/// Currencies as they stand at the head of columns.
const CURRENCIES: [&str; 7] = ["USD", "EUR", "GBP", "CNY", "RMB", "JPY", "HKD"];

/// How much of a label is looked at, in characters.
const LABEL: usize = 14;

impl Asked {
    /// What a person reads.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Number => language.pick("数字", "number"),
            Self::Percent => language.pick("百分比", "percentage"),
            Self::Amount => language.pick("金额", "amount of money"),
            Self::Date => language.pick("日期", "date"),
            Self::Ordinal => language.pick("届次，如“二十”", "ordinal, such as 二十"),
            Self::Person => language.pick("人名", "name of a person"),
            Self::Organisation => language.pick("单位或部门名称", "name of an organisation"),
            Self::Place => language.pick("地名或地址", "place"),
            Self::Text => language.pick("文字", "text"),
            Self::Mending => language.pick("改正这里", "words to put right"),
        }
    }

    /// Whether an answer has a figure in it.
    pub fn has_figure(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Percent | Self::Amount | Self::Date | Self::Ordinal
        )
    }

    /// What `sentence` asks for at its place, which a rule of `category` found; `head` names the cell that it fills.
    pub(super) fn guess(
        sentence: &Sentence<'_>,
        frame: &Frame,
        category: Category,
        head: Option<&str>,
    ) -> Self {
        if !category.is_gap() && category != Category::Structure {
            return Self::Mending;
        }
        if ordinal::is_asked(sentence, frame) {
            return Self::Ordinal;
        }
        let (lead, gap, rest) = frame.parts(sentence.found);
        let own = sentence.found.to_lowercase();
        let told = |is: &dyn Fn(&str) -> bool| {
            TELLING
                .iter()
                .find(|(_, words)| words.iter().any(|it| is(it)))
        };
        if ["什么", "哪", "谁"]
            .iter()
            .any(|word| gap.starts_with(word))
        {
            return told(&|word| own.contains(word)).map_or(Self::Text, |(asked, _)| *asked);
        }
        let unit = unit(sentence, frame, head);
        let behind = sentence.after.trim_start();
        let is_dated =
            |text: &str| text.contains(['月', '日']) && !text.contains(['个', '工', '历', '内']);
        let is_year = rest.starts_with('年') && category != Category::Quantity;
        let is_form = *frame == Frame::Whole
            && is_dated(sentence.found)
            && frame::is_signs(sentence.found, "年月日");
        if is_dated(rest)
            || is_year
            || is_form
            || behind.starts_with(['年', '月'])
            || is_dates(sentence.found)
        {
            return Self::Date;
        }
        if unit.starts_with(['%', '‰'])
            || lead.ends_with("百分之")
            || sentence.before.ends_with("百分之")
        {
            return Self::Percent;
        }
        let is_money = |text: &str| {
            text.contains(['元', '$', '¥', '￥', '€', '£'])
                || text.contains("dollar")
                || CURRENCIES.contains(&text)
        };
        if is_money(rest)
            || is_money(lead)
            || is_money(&unit)
            || sentence.before.ends_with(['$', '￥', '¥', '€', '£'])
        {
            return Self::Amount;
        }
        if category == Category::Quantity {
            return match unit.is_empty() && is_share(sentence.before) {
                true => Self::Percent,
                false => Self::Number,
            };
        }
        if let Some((asked, _)) = told(&|word| names(&own, word)) {
            return *asked;
        }
        if !rest.is_empty()
            && let Some((asked, _)) = NAMED
                .iter()
                .find(|(_, ends)| ends.iter().any(|end| rest.ends_with(end)))
        {
            return *asked;
        }
        if !unit.is_empty() {
            return Self::Number;
        }
        let label = head.map_or_else(
            || label(sentence.before),
            |head| head::label(head).to_lowercase(),
        );
        told(&|word| label.ends_with(word)).map_or(Self::Text, |(asked, _)| *asked)
    }
}

/// The unit behind the gap: what stands with it in the words found, else the measure word that follows, else what the head of
/// its column says.
pub(super) fn unit(sentence: &Sentence<'_>, frame: &Frame, head: Option<&str>) -> String {
    let (_, gap, rest) = frame.parts(sentence.found);
    let rest = rest.trim();
    if rest.contains(|c: char| c.is_alphanumeric() || "%‰％℃".contains(c)) {
        return rest.to_owned();
    }
    if let Some(unit) = head.and_then(head::unit) {
        return unit.to_owned();
    }
    let behind = sentence.after.trim_start();
    let stands_for_figure = |c: char| !is_han(c) || "多少若干几余".contains(c);
    let is_prompt = gap.contains(['数', '额', '量']) || gap.to_lowercase().contains("number");
    if !gap.chars().all(stands_for_figure) && !is_prompt {
        return String::new();
    }
    if behind.starts_with(['%', '％', '‰']) {
        return "%".to_owned();
    }
    let fits = |unit: &&str| behind.starts_with(*unit);
    let longest = measures().filter(fits).max_by_key(|unit| unit.len());
    longest.unwrap_or_default().to_owned()
}

/// Whether `words` are a unit of figures.
pub(super) fn is_measure(words: &str) -> bool {
    measures().any(|unit| unit == words)
}

fn measures() -> impl Iterator<Item = &'static str> {
    let lines = UNITS.lines().map(str::trim);
    lines.filter(|it| !it.is_empty() && !it.starts_with('#'))
}

/// Whether `text` has `word`, if it is in letters as a word of its own.
fn names(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text
            .get(at + word.len()..)
            .and_then(|behind| behind.chars().next());
        !word.is_ascii() || !(is_letter(before) || is_letter(behind))
    })
}

/// Whether a figure behind these words is a share.
pub(super) fn is_share(before: &str) -> bool {
    let before = before.trim_end_matches(['为', '达', '到', '约', '是', '至', '降', '升', '：']);
    [
        "率",
        "占比",
        "比例",
        "百分比",
        "同比增长",
        "同比下降",
        "同比提高",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// Whether the words found are a date in English.
fn is_dates(found: &str) -> bool {
    let found = found.trim();
    found.starts_with("20_") || found.starts_with("201_") || found.starts_with("20X")
}

/// The label before a gap: the end of the clause, in small letters.
fn label(before: &str) -> String {
    let line = before.trim_end().trim_end_matches(['：', ':', ' ']);
    let start = line
        .rfind(['，', '。', '；', ',', ';', '\t', '\n'])
        .map_or(0, |at| at + 1);
    let clause = line.get(start..).unwrap_or(line);
    let mut left = LABEL * 2;
    let fits = |c: &char| {
        left = left.saturating_sub(char_width(*c).max(1));
        left > 0
    };
    let mut end: Vec<char> = clause.chars().rev().take_while(fits).collect();
    end.reverse();
    end.into_iter().collect::<String>().to_lowercase()
}
