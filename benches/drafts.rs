//! Texts full of what a linter has to look at: drafts with real gaps, and prose that only looks like them.

use crate::texts::Figures;

/// Each has one gap, so that findings can be counted.
const GAPS: &[&str] = &[
    "到企业走访多少次。",
    "深入学习贯彻党的XX大精神。",
    "完成投资×××万元。",
    "转移安置群众____人。",
    "惠及{{受益村数}}个村。",
    "【此处补充典型事迹】",
];
/// What a pattern matches and what is meant as it stands: questions, ways of speaking, forms to be filled in by others.
const LOOK_ALIKES: &[&str] = &[
    "无论失败多少次，他都不放弃。",
    "这次培训来了多少人？",
    "多少个不眠之夜，换来了这座大桥的合龙。",
    "有多少名学生、多少张课桌，由后勤处逐一核对。",
    "会场坐得下多少人，就发多少张票。",
    "他问值班员还剩多少吨煤。",
];
/// What has a rule's keyword and no more.
const NEAR_MISSES: &[&str] = &[
    "他多少懂一些水文知识。",
    "两套方案多少都留有余地。",
    "渠水浑浊，多少影响了育苗的进度。",
    "名单待确认无误再公示。",
    "点击“缴费”可以查看明细。",
    "尺码从XL到XXL都有现货。",
];

/// A draft with `findings` gaps, each in a paragraph of its own after a finished sentence.
pub(crate) fn with_gaps(findings: usize) -> String {
    let mut figures = Figures::new();
    (0..findings)
        .map(|_| paragraph(&mut figures, GAPS))
        .collect()
}

/// Prose of which every other sentence must be looked at and let pass, `bytes` of it or a little more.
pub(crate) fn with_look_alikes(bytes: usize) -> String {
    alternating(LOOK_ALIKES, bytes)
}

/// Prose of which every other sentence has a keyword to no effect, `bytes` of it or a little more.
pub(crate) fn with_near_misses(bytes: usize) -> String {
    alternating(NEAR_MISSES, bytes)
}

fn alternating(sentences: &[&str], bytes: usize) -> String {
    let mut figures = Figures::new();
    let mut text = String::new();
    while text.len() < bytes {
        text += &paragraph(&mut figures, sentences);
    }
    text
}

/// A finished sentence and one of `sentences`.
fn paragraph(figures: &mut Figures, sentences: &[&str]) -> String {
    figures.sentence() + figures.pick(sentences) + "\n"
}
