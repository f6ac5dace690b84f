//! What follows the findings of one file: what is left to do by section, and what is not shown.

use crate::document::{Locator, Section};
use crate::finding::FileReport;
use crate::report::place;
use crate::report::sanitize::visible_path;
use crate::report::wording::places;
use crate::text::Language;

/// How many sections are listed; the rest is counted.
const SECTIONS: usize = 20;

/// What is left to do in one file: `报告.docx 还有 57 处未填：一、… 20 处；二、… 12 处`. Nothing where all are in one section.
pub(super) fn by_section(
    report: &FileReport,
    locator: &Locator<'_>,
    language: Language,
) -> Option<String> {
    let mut sections: Vec<(Section<'_>, usize)> = Vec::new();
    let mut total = 0;
    for finding in report.open_findings() {
        let section = locator.section(finding.range);
        // Findings come in text order, so a section is among the last few.
        match sections
            .iter_mut()
            .rev()
            .find(|(known, _)| *known == section)
        {
            Some((_, count)) => *count += 1,
            None => sections.push((section, 1)),
        }
        total += 1;
    }
    if sections.len() < 2 {
        return None;
    }
    let name = visible_path(&report.name);
    let mut line = match language {
        Language::Zh => format!("{name} 还有 {total} 处未填"),
        Language::En => format!("{name}: {total} places left"),
    };
    let mut items: Vec<String> = sections
        .iter()
        .take(SECTIONS)
        .map(|&(section, count)| {
            let name = place::section_name(section, language);
            format!("{name} {}", number(count, language))
        })
        .collect();
    let rest: usize = sections.iter().skip(SECTIONS).map(|(_, count)| count).sum();
    if rest > 0 {
        items.push(format!(
            "{} {}",
            language.pick("其余", "elsewhere"),
            number(rest, language)
        ));
    }
    line.push_str(language.pick("：", " — "));
    line.push_str(&items.join(language.pick("；", "; ")));
    Some(line)
}

/// That a file has `count` more findings than are shown, and how to see them all.
pub(super) fn left_out(name: &str, count: usize, language: Language) -> String {
    let (name, places) = (visible_path(name), places(count, language));
    match language {
        Language::Zh => {
            format!(
                "{name} 后面还有 {places}没有列出；改好上面的再查一遍，或者加 --format concise 看全部"
            )
        }
        Language::En => format!(
            "{name}: {places} more not listed; mend those above and check again, or add --format concise to see all"
        ),
    }
}

fn number(count: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("{count} 处"),
        Language::En => format!("({count})"),
    }
}
