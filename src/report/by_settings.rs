//! What settings kept from being checked, in words: a verdict rests on it.

use crate::finding::Summary;
use crate::report::wording::files;
use crate::text::Language;

/// Files and folders that are left out of the run: `设置排除了 3 个文件或文件夹`.
pub(super) fn excluded(summary: &Summary, language: Language) -> String {
    let count = summary.excluded;
    match (language, count) {
        (Language::Zh, _) => format!("设置排除了 {count} 个文件或文件夹"),
        (Language::En, 1) => "settings exclude 1 file or folder".to_owned(),
        (Language::En, _) => format!("settings exclude {count} files or folders"),
    }
}

/// Files for which all rules are off: `设置把规则全关了，2 个文件等于没有检查`.
pub(super) fn without_rules(summary: &Summary, language: Language) -> String {
    let without = files(summary.without_rules, language);
    match language {
        Language::Zh => format!("设置把规则全关了，{without}等于没有检查"),
        Language::En => format!("settings turn all rules off for {without}"),
    }
}
