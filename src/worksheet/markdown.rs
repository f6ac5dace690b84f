//! A sheet as a tick list in Markdown, to paste into a chat. It is not read back.

use std::fmt::Write as _;

use crate::text::Language;
use crate::worksheet::asked::Asked;
use crate::worksheet::sheet::{Row, Sheet};
use crate::worksheet::table::plain;

impl Sheet {
    /// The sheet as a tick list, a heading a department where there are several. No word of a document is markup in it.
    pub fn to_markdown(&self) -> String {
        let departments = self.departments();
        let mut text = String::new();
        for department in &departments {
            if departments.len() > 1 {
                let nobody = self.language.pick("未定部门", "No department");
                let name = if department.is_empty() {
                    nobody
                } else {
                    *department
                };
                let gap = if text.is_empty() { "" } else { "\n" };
                // A string takes everything.
                let _ = write!(text, "{gap}## {}\n\n", escaped(name));
            }
            for row in self.rows.iter().filter(|row| row.department == *department) {
                text.push_str(&self.item(row));
            }
        }
        text
    }

    fn item(&self, row: &Row) -> String {
        let place = &row.place;
        let asked = match (place.asked, self.language) {
            (Asked::Mending, _) => place.asked.label(self.language).to_owned(),
            (asked, Language::Zh) if row.unit.is_empty() => {
                format!("填{}", asked.label(self.language))
            }
            (asked, Language::Zh) => {
                format!("填{}，单位“{}”", asked.label(self.language), row.unit)
            }
            (asked, Language::En) if row.unit.is_empty() => asked.label(self.language).to_owned(),
            (asked, Language::En) => format!("{}, unit “{}”", asked.label(self.language), row.unit),
        };
        let (open, close) = self.language.pick(("（", "）"), (" (", ")"));
        let several = self.files.len() > 1;
        let file = if several {
            format!("{} › ", place.file)
        } else {
            String::new()
        };
        format!(
            "- [ ] {}. {}{open}{}{close} {}\n",
            place.number,
            escaped(&row.sentence),
            escaped(&asked),
            escaped(&format!("{file}{}", row.section)),
        )
    }
}

/// `text` in one line with nothing in it that Markdown, HTML or a chat would take for markup, a link or a name to call.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in plain(text).trim().chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '(' | ')' | '#' | '!' | '|' | '~'
            | '$' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}
