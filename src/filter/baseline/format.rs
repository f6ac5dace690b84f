//! The form of a baseline file: a line that says what it is, then a JSON object a line for each entry, in order.
//!
//! So two branches that change different entries merge by lines. No times, no line numbers, no absolute paths.

use serde::{Deserialize, Serialize};

use crate::filter::baseline::{Baseline, Count, Known, KnownFindings};
use crate::finding::Anchor;
use crate::text::{Localized, TextRange};
use crate::toml_file::{Mistake, SourceError};

/// The version of the form; it changes when older programs would misread the file.
const VERSION: u64 = 1;
/// No file has more of one kind: sums over many lines stay numbers.
const MOST: usize = 1 << 20;
/// What git writes into a file that it could not merge.
const CONFLICT: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    #[serde(rename = "unfilled-baseline")]
    version: u64,
}

/// Any other line; its fields read like the sentence.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    before: String,
    text: String,
    after: String,
    count: usize,
    /// How many more there are that gave way to others, which they overlap; mostly none.
    #[serde(default, skip_serializing_if = "is_zero")]
    overlapped: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Baseline {
    /// Read the text of a baseline file. `file` is only shown to people.
    ///
    /// Of an entry that stands there twice, as after a merge by lines, the larger counts hold.
    ///
    /// # Errors
    /// The first line that is none of a baseline of this version, with how to mend it.
    pub fn parse(file: &str, text: &str) -> Result<Self, Box<SourceError>> {
        read(text).map_err(|mistake| mistake.in_file(file, text))
    }

    /// The text of the file: the same for the same findings, in whatever order they came.
    pub fn to_text(&self) -> String {
        let mut text = line(&Heading { version: VERSION });
        for (path, findings) in &self.files {
            for (known, count) in &findings.counts {
                text.push_str(&line(&Entry {
                    path: path.clone(),
                    rule: known.rule.clone(),
                    before: known.anchor.before.clone(),
                    text: known.anchor.text.clone(),
                    after: known.anchor.after.clone(),
                    count: count.own,
                    overlapped: count.overlapped,
                }));
            }
        }
        text
    }
}

fn line(value: &impl Serialize) -> String {
    // Strings and numbers can always be written.
    let mut line = serde_json::to_string(value).unwrap_or_default();
    line.push('\n');
    line
}

fn read(text: &str) -> Result<Baseline, Mistake> {
    let text = text.trim_start_matches('\u{feff}');
    let mut baseline = Baseline::default();
    let mut has_heading = false;
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let content = whole.trim();
        let place = TextRange::new(at, at + whole.trim_end().len());
        at += whole.len();
        if content.is_empty() {
            continue;
        }
        if CONFLICT.iter().any(|mark| content.starts_with(mark)) {
            return Err(conflict(place));
        }
        if !has_heading {
            check_heading(content, place)?;
            has_heading = true;
            continue;
        }
        let entry: Entry = serde_json::from_str(content).map_err(|_| no_entry(place))?;
        if entry.count.max(entry.overlapped) > MOST {
            return Err(no_entry(place));
        }
        let known = Known {
            rule: entry.rule,
            anchor: Anchor {
                before: entry.before,
                text: entry.text,
                after: entry.after,
            },
        };
        let findings: &mut KnownFindings = baseline.files.entry(entry.path).or_default();
        let count = findings.counts.entry(known).or_default();
        *count = Count {
            own: count.own.max(entry.count),
            overlapped: count.overlapped.max(entry.overlapped),
        };
    }
    if !has_heading {
        return Err(no_baseline(TextRange::empty(0)));
    }
    Ok(baseline)
}

fn check_heading(content: &str, place: TextRange) -> Result<(), Mistake> {
    match serde_json::from_str::<Heading>(content) {
        Ok(heading) if heading.version == VERSION => Ok(()),
        Ok(heading) => Err(Mistake::new(
            place,
            Localized::new(
                format!(
                    "基线文件的格式是第 {} 版，这个程序只认得第 {VERSION} 版",
                    heading.version
                ),
                format!(
                    "the baseline has form {}, this program knows form {VERSION}",
                    heading.version
                ),
            ),
            Localized::new(
                "换用写出它的那个版本的 unfilled，或者运行 unfilled baseline 重新生成（先删掉这个文件）",
                "use the version of unfilled that wrote it, or delete the file and run unfilled baseline",
            ),
        )),
        Err(_) => Err(no_baseline(place)),
    }
}

fn conflict(place: TextRange) -> Mistake {
    Mistake::new(
        place,
        Localized::new(
            "基线文件里有 git 没能合并的地方",
            "the baseline holds a conflict that git could not merge",
        ),
        Localized::new(
            "删掉 <<<<<<<、=======、>>>>>>> 这几行，两边的条目都留下，再运行 unfilled baseline --update",
            "delete the lines <<<<<<<, =======, >>>>>>> and keep the entries of both sides, then run unfilled baseline --update",
        ),
    )
}

fn no_baseline(place: TextRange) -> Mistake {
    Mistake::new(
        place,
        Localized::new("这不是基线文件", "this is no baseline"),
        Localized::new(
            "基线文件的第一行是 {\"unfilled-baseline\":1}；给基线换一个文件名再运行",
            "the first line of a baseline is {\"unfilled-baseline\":1}; name another file for it and run this again",
        ),
    )
}

fn no_entry(place: TextRange) -> Mistake {
    Mistake::new(
        place,
        Localized::new(
            "基线文件的这一行读不懂",
            "this line of the baseline is no entry",
        ),
        Localized::new(
            "恢复这一行（例如从 git 里），或者删掉它；用 unfilled baseline 写的文件不必手工修改",
            "restore the line (from git, say) or delete it; a file that unfilled baseline wrote needs no editing by hand",
        ),
    )
}
