//! What came back: the answers of one sheet or of several.

use crate::worksheet::place::Place;

/// A row that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The place that it is for.
    pub place: Place,
    /// The answer as people see it in the cell; empty where there is none.
    pub text: String,
    /// What stands in the column for the status.
    pub status: String,
    /// What stands in the column for remarks.
    pub remark: String,
    /// The file that it came in, as shown to people.
    pub file: String,
    /// The sheet in that file; empty where it has none.
    pub sheet: String,
    /// The row in that sheet, 1-based.
    pub row: usize,
}

/// The rows of one or several sheets, in the order in which they were read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub(super) rows: Vec<Answer>,
}

impl Answers {
    /// All rows, answered or not.
    pub fn rows(&self) -> &[Answer] {
        &self.rows
    }

    /// Take those of another sheet in as well, of another department say. That two of them answer the same place is found out
    /// when a document is filled in.
    pub fn add(&mut self, more: Answers) {
        self.rows.extend(more.rows);
    }

    /// How many rows have an answer.
    pub fn answered(&self) -> usize {
        self.rows.iter().filter(|row| !row.text.is_empty()).count()
    }

    /// The names of the files that the places are in, each once, in order.
    pub fn documents(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !names.contains(&row.place.file.as_str()) {
                names.push(&row.place.file);
            }
        }
        names
    }

    /// The rows for the file `name`, whose digest is known or not: those that name it; else those made from the same bytes; else
    /// those for the one file of that name in another folder.
    pub(super) fn of_document(&self, name: &str, digest: Option<&str>) -> Vec<&Answer> {
        let which = |is: &dyn Fn(&Answer) -> bool| -> Vec<&Answer> {
            self.rows.iter().filter(|row| is(row)).collect()
        };
        let named = which(&|row| row.place.file == name);
        if !named.is_empty() {
            return named;
        }
        let same = which(&|row| digest.is_some() && row.place.digest.as_deref() == digest);
        if !same.is_empty() {
            return same;
        }
        let base = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        let alike = which(&|row| base(&row.place.file) == base(name));
        let is_one = alike
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if a.place.file == b.place.file));
        if is_one { alike } else { Vec::new() }
    }
}
