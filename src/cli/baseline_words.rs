//! What is said of a baseline: entries that are mended, files that have other names now.
//!
//! Whatever comes from the file is made harmless; no more lines are written than a person reads.

use std::collections::BTreeMap;

use crate::cli::baseline_file::BaselineFile;
use crate::filter::Baseline;
use crate::finding::Anchor;
use crate::report::{visible, visible_path};
use crate::text::Language;

/// So many lines of each are written; the rest is counted.
const LINES: usize = 20;

/// That the baseline in `file` holds the `stale` entries, and how to shrink it; nothing where there are none.
pub(super) fn stale(file: &BaselineFile, stale: &Baseline, language: Language) -> String {
    if stale.is_empty() {
        return String::new();
    }
    let (name, count) = (file.shown(), stale.count());
    let name = visible_path(&name);
    let entries = entries(file, stale, language);
    match language {
        Language::Zh => format!(
            "基线 {name} 里有 {count} 处已经改好或不见了；运行 unfilled baseline --update 把它们去掉：\n{entries}"
        ),
        Language::En => format!(
            "the baseline {name} holds places that are mended or gone: {count}; take them out with unfilled baseline --update:\n{entries}"
        ),
    }
}

/// That files are known under other names, and how to bring these up to date; nothing where there are none. `origins` has the
/// name in the baseline by that of today.
pub(super) fn moved(
    file: &BaselineFile,
    origins: &BTreeMap<String, String>,
    language: Language,
) -> String {
    if origins.is_empty() {
        return String::new();
    }
    let (name, count) = (file.shown(), origins.len());
    let name = visible_path(&name);
    let files = renamed(origins, language);
    match language {
        Language::Zh => format!(
            "有 {count} 个文件改了名或移了位置，基线 {name} 里记的还是旧名；运行 unfilled baseline --update 改过来：\n{files}"
        ),
        Language::En => format!(
            "the baseline {name} has files under their old names: {count}; bring them up to date with unfilled baseline --update:\n{files}"
        ),
    }
}

/// A line for each of the `entries` of `file`: where, and the words.
pub(super) fn entries(file: &BaselineFile, entries: &Baseline, language: Language) -> String {
    let lines = entries.entries().map(|(path, _, anchor, count)| {
        let mut line = visible_path(path).into_owned();
        if file.has_lost(path) {
            line.push_str(language.pick("（文件不在了）", " (no longer there)"));
        }
        line.push_str(language.pick("：", ": "));
        line.push_str(&words(anchor, language));
        if count > 1 {
            line.push_str(&match language {
                Language::Zh => format!("（{count} 处）"),
                Language::En => format!(" ({count} places)"),
            });
        }
        (line, count)
    });
    listed(lines, language.pick("处", "places"), language)
}

/// A line for each file of another name.
pub(super) fn renamed(origins: &BTreeMap<String, String>, language: Language) -> String {
    let lines = origins.iter().map(|(path, origin)| {
        let (path, origin) = (visible_path(path), visible_path(origin));
        let line = match language {
            Language::Zh => format!("{origin} 现在是 {path}"),
            Language::En => format!("{origin} is now {path}"),
        };
        (line, 1)
    });
    listed(lines, language.pick("个文件", "files"), language)
}

/// The lines, each with what it counts for; behind the last one how many more there are of the `noun`.
fn listed(lines: impl Iterator<Item = (String, usize)>, noun: &str, language: Language) -> String {
    let mut text = String::new();
    let mut more = 0;
    for (index, (line, count)) in lines.enumerate() {
        match index < LINES {
            true => text.push_str(&format!("  {line}\n")),
            false => more += count,
        }
    }
    if more > 0 {
        text.push_str(&match language {
            Language::Zh => format!("  另有 {more} {noun}\n"),
            Language::En => format!("  and more {noun}: {more}\n"),
        });
    }
    text
}

/// The words of an entry and those beside them: `开展活动【若干回】`.
fn words(anchor: &Anchor, language: Language) -> String {
    let Anchor {
        before,
        text,
        after,
    } = anchor;
    let words = match language {
        Language::Zh => format!("{before}【{text}】{after}"),
        Language::En => format!("{before} [{text}] {after}"),
    };
    visible(words.trim()).into_owned()
}
