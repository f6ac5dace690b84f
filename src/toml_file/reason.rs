//! What libraries say in English of a mistake that a person made in TOML, in a regular expression or in a pattern of paths, told
//! in Chinese.
//!
//! Their words are no contract: what is not known here is told in general words, and the place of the mistake is shown anyway.

/// What their words hold and what that means; the first that fits counts.
const REASONS: &[(&str, &str)] = &[
    // toml
    ("duplicate key", "同一个名字写了两次"),
    ("missing opening quote", "文字没有加引号"),
    ("unquoted string", "文字没有加引号"),
    ("basic string", "引号没有配对，或者引号里有不能直接写的字符"),
    (
        "literal string",
        "引号没有配对，或者引号里有不能直接写的字符",
    ),
    ("missing assignment", "名字后面缺少等号"),
    ("missing value", "等号后面缺少值"),
    ("extra assignment", "多了一个等号"),
    ("`=`", "多了一个等号"),
    ("missing comma", "缺少逗号"),
    ("extra comma", "多了一个逗号"),
    ("unclosed array", "方括号没有配对"),
    ("unclosed table", "方括号没有配对"),
    ("unclosed inline table", "花括号没有配对"),
    ("missing escaped value", "反斜杠后面的写法不对"),
    ("unicode hexadecimal", "反斜杠后面的写法不对"),
    // regex
    ("unclosed group", "左圆括号没有配对"),
    ("unopened group", "右圆括号没有配对"),
    ("unclosed character class", "方括号没有配对"),
    ("unclosed counted repetition", "花括号没有配对"),
    (
        "repetition operator missing expression",
        "重复号前面没有可以重复的内容",
    ),
    ("repetition quantifier expects", "花括号里要写次数"),
    ("look-around", "不支持前后断言"),
    ("backreferences", "不支持反向引用"),
    ("escape sequence", "反斜杠后面的写法不对"),
    ("hexadecimal", "反斜杠后面的写法不对"),
    ("range", "范围的起点在终点之后"),
    ("duplicate capture group name", "两个分组用了同一个名字"),
    ("capture group name", "分组的名字写得不对"),
    ("Unicode property", "没有这个字符属性"),
    // globset
    ("unopened alternate", "花括号没有配对"),
    ("unclosed alternate", "花括号没有配对"),
    ("nested alternate", "花括号不能套花括号"),
    ("dangling '\\'", "末尾的反斜杠没有意义"),
    // toml, in general
    ("key", "名字写得不对，或者缺少名字"),
    ("invalid", "值写得不对"),
];

/// The Chinese for an English reason, which may have several lines of which the last says it.
pub fn in_chinese(reason: &str) -> &'static str {
    let last = reason.trim_end().lines().last().unwrap_or_default();
    let known = REASONS.iter().find(|(words, _)| last.contains(words));
    known.map_or("写法不合规定", |(_, chinese)| *chinese)
}

/// The English reason itself, without a picture of the place.
pub fn in_english(reason: &str) -> &str {
    let last = reason.trim_end().lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last)
}
