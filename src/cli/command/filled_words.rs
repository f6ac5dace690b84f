//! What is told of a document that was filled in: how the rows of the sheet ended, and what is left.

use std::path::Path;

use crate::cli::file_name;
use crate::document::Document;
use crate::report::{hints, visible};
use crate::text::Language;
use crate::worksheet::{Left, Plan, RowOutcome};

/// So many files are named at most.
const NAMED: usize = 5;

/// The sum, and a line for each row that nobody can call done. The copy lies at `path`, if there is one; the places are those of
/// the document `before`.
pub(super) fn told(
    name: &str,
    path: Option<&Path>,
    before: &Document,
    plan: &Plan,
    left: Left,
    language: Language,
) -> String {
    let shown = path.map_or_else(|| name.to_owned(), file_name::shown);
    let mut words = sum(&visible(&shown), plan, left, language);
    for row in plan.rows.iter().filter(|row| !row.outcome.is_settled()) {
        words.push_str(&line(row, before, language));
    }
    words
}

/// No row is for the file `name`: which files there are rows for.
pub(super) fn unknown(name: &str, documents: &[&str], language: Language) -> String {
    let name = visible(name);
    let quoted = |document: &&str| format!("“{}”", visible(document));
    let named: Vec<String> = documents.iter().take(NAMED).map(quoted).collect();
    let named = named.join(language.pick("、", ", "));
    let count = documents.len();
    let more = match count > NAMED {
        true => language.pick(
            format!("等 {count} 个文件"),
            format!(" and others, {count} in all"),
        ),
        false => String::new(),
    };
    language.pick(
        format!("{name}：待填表里没有这个文件，没有改；表里的各行是给{named}{more}的\n"),
        format!("{name}: no sheet has rows for this file; it was not changed. The rows are for {named}{more}\n"),
    )
}

/// The numbers: rows are filled in, left, not needed or not found, and what is left may be in no row.
fn sum(name: &str, plan: &Plan, left: Left, language: Language) -> String {
    let (rows, filled, all) = (plan.rows.len(), plan.filled(), left.all());
    let Left {
        rows: of_rows,
        others,
        not_needed,
        not_found,
        hints: count,
    } = left;
    let mut words = language.pick(
        format!("{name}：{rows} 处填了 {filled} 处，还剩 {all} 处没有填"),
        format!("{name}: {filled} of {rows} filled in, {all} left"),
    );
    if others > 0 {
        words.push_str(&language.pick(
            format!("（表里 {of_rows} 处，表外 {others} 处）"),
            format!(" ({of_rows} of the worksheet, {others} found besides)"),
        ));
    }
    let mut more = Vec::new();
    if not_needed > 0 {
        more.push(language.pick(
            format!("另有 {not_needed} 处标为不需填，原文没有动"),
            format!("{not_needed} marked as not needed, left as in the document"),
        ));
    }
    if not_found > 0 {
        more.push(language.pick(
            format!("另有 {not_found} 处在文档里找不到"),
            format!("{not_found} not found in the document"),
        ));
    }
    if count > 0 {
        more.push(language.pick(
            format!("另有 {}", hints(count, language)),
            format!("{} besides", hints(count, language)),
        ));
    }
    for clause in more {
        words.push_str(language.pick("；", "; "));
        words.push_str(&clause);
    }
    words.push('\n');
    words
}

fn line(row: &RowOutcome, before: &Document, language: Language) -> String {
    let place = &row.answer.place;
    // Sheets of an earlier version do not say the words as they stand.
    let found = row.at.map_or(place.words(), |at| at.slice(&before.text));
    let (number, found) = (place.number, visible(found));
    let why = row.outcome.message(language);
    language.pick(
        format!("  编号 {number}“{found}”：{}\n", visible(&why)),
        format!("  no. {number} “{found}”: {}\n", visible(&why)),
    )
}
