//! Which department a place is for: by the words that the caller knows departments by, or named by the place itself, by its
//! sentence or a heading above.

use crate::text::is_han;

/// Keywords and the departments that they stand for, by the caller; the first that fits counts. They come before what the words
/// themselves seem to name, and what stands nearer to the place before what stands further away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Departments {
    rows: Vec<(String, String)>,
}

/// How the names of departments end, the longest first.
const ENDS: [&str; 16] = [
    "办公室",
    "委员会",
    "党支部",
    "中心",
    "支部",
    "党委",
    "大队",
    "部",
    "科",
    "处",
    "局",
    "办",
    "股",
    "室",
    "站",
    "组",
];
/// What stands right before such a name.
const LED: [&str; 12] = [
    "由",
    "请",
    "找",
    "问",
    "责任单位：",
    "责任部门：",
    "责任科室：",
    "牵头单位：",
    "填报单位：",
    "填报部门：",
    "（",
    "【",
];
/// What stands right behind it.
const ASKED: [&str; 12] = [
    "提供", "补充", "填写", "填报", "填", "报送", "报数", "核", "确认", "负责", "补", "统计",
];
/// The same in English.
const ASKED_EN: [&str; 9] = [
    " to confirm",
    " to provide",
    " to fill",
    " to complete",
    " to supply",
    " to add",
    " to advise",
    " to insert",
    " to check",
];
/// No name is longer, in characters.
const LONGEST: usize = 14;

impl Departments {
    /// From keywords and the department that each stands for, in order of their weight.
    pub fn new(rows: impl IntoIterator<Item = (String, String)>) -> Self {
        let rows = rows.into_iter();
        Self {
            rows: rows
                .filter(|(keyword, _)| !keyword.trim().is_empty())
                .collect(),
        }
    }

    /// The department for a place: `nearest` has its words, its sentence and the headings above it, from the inside out. Empty
    /// where nothing tells.
    pub(super) fn of(&self, nearest: &[&str]) -> String {
        let nearest_first = nearest.iter();
        let mut departments =
            nearest_first.filter_map(|words| self.known(words).or_else(|| named(words)));
        departments.next().unwrap_or_default()
    }

    /// The department of the first keyword that `words` hold.
    fn known(&self, words: &str) -> Option<String> {
        let mut rows = self.rows.iter();
        let row = rows.find(|(keyword, _)| words.contains(keyword.as_str()));
        row.map(|(_, department)| department.clone())
    }
}

/// The department that `words` name as the one that is asked.
fn named(words: &str) -> Option<String> {
    let chinese = words
        .char_indices()
        .filter(|(_, c)| is_han(*c))
        .find_map(|(at, _)| {
            let end = ENDS
                .iter()
                .find(|end| words.get(at..).is_some_and(|rest| rest.starts_with(**end)))?;
            in_chinese(words, at + end.len())
        });
    chinese.or_else(|| in_english(words))
}

/// The name that ends at byte `end`, if somebody is asked by it.
fn in_chinese(words: &str, end: usize) -> Option<String> {
    let (before, behind) = words.split_at_checked(end)?;
    let asked = behind
        .trim_start_matches("同志")
        .trim_start_matches(['来', '统', '一']);
    let is_asked = ASKED.iter().any(|word| asked.starts_with(word));
    let is_closed =
        behind.is_empty() || behind.starts_with(['）', '】', '，', '；', '。', ')', ']']);
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST)
        .take_while(|(_, c)| is_han(*c) && !"由请找问待让需须的和与".contains(*c))
        .last()
        .map(|(at, _)| at)?;
    let (lead, name) = before.split_at_checked(start)?;
    let is_led = LED.iter().any(|word| lead.ends_with(word));
    let is_name = name.chars().count() > 2 || name.ends_with("办");
    let is_meant = is_asked
        || (is_led && is_closed && !lead.ends_with(['（', '【']))
        || (is_led && is_closed && behind.starts_with(['）', '】']));
    (is_name && is_meant).then(|| name.to_owned())
}

/// Who is to do something, at the head of a bracket or a line: `[HR to confirm]`.
fn in_english(words: &str) -> Option<String> {
    let at = ASKED_EN
        .iter()
        .filter_map(|asked| words.find(asked))
        .min()?;
    let before = words.get(..at)?;
    let start = before.rfind(['[', '(', '{', '<', '.', ',', ';', ':', '【', '（', '\n']);
    let name = match start {
        Some(start) => before
            .get(start..)?
            .trim_start_matches(|c: char| !c.is_alphanumeric()),
        None => before.trim_start(),
    };
    let is_name =
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.split(' ').count() <= 4;
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_is_named_or_known() {
        let known = Departments::new([("培训".to_owned(), "教育科".to_owned())]);
        for (nearest, department) in [
            (&["【此处由人事科补充】"][..], "人事科"),
            (&["多少次", "（财务处提供）共支出多少万元"], "财务处"),
            (
                &["XX", "开展工作XX次。", "二、安全生产（应急办）"],
                "应急办",
            ),
            (&["XX", "责任单位：综合办公室。"], "综合办公室"),
            (&["多少次", "组织培训多少次"], "教育科"),
            (
                &["【由人事科补充】", "组织培训【由人事科补充】次"],
                "人事科",
            ),
            (&["多少次", "（人事科提供）组织培训多少次"], "教育科"),
            (&["[HR to confirm]"], "HR"),
            (&["多少次", "深入各部门走访多少次"], ""),
            (&["[Company Name]", "Delivery to [Company Name]."], ""),
        ] {
            assert_eq!(known.of(nearest), department, "{nearest:?}");
        }
    }
}
