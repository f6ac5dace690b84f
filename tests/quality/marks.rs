//! The marks in a labelled document: `⟦q|多少次⟧` is a place of a category, `⟦?|…⟧` one that may be reported or not.
//!
//! Owns how marks are written (`fixtures/quality/README.md`); knows no file and no linter.

use unfilled::rule::Category;
use unfilled::text::TextRange;

/// The letter of each category.
const LETTERS: [(char, Category); 11] = [
    ('q', Category::Quantity),
    ('w', Category::WhWord),
    ('m', Category::Mask),
    ('b', Category::Blank),
    ('p', Category::Prompt),
    ('t', Category::Template),
    ('k', Category::Marker),
    ('f', Category::FieldError),
    ('d', Category::Damage),
    ('s', Category::Structure),
    ('r', Category::Residue),
];

/// A text without its marks, and the places that they named.
pub(super) struct Marked {
    pub(super) text: String,
    pub(super) labels: Vec<Label>,
}

/// A place in the text.
pub(super) struct Label {
    pub(super) range: TextRange,
    /// The kind of fault; nothing where a report is as right as silence.
    pub(super) category: Option<Category>,
}

/// Takes the marks out of `marked`; says what is wrong with the first mark that cannot be read.
pub(super) fn read(marked: &str) -> Result<Marked, String> {
    let mut text = String::new();
    let mut labels = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['⟦', '⟧']) {
        let (before, mark) = rest.split_at(at);
        text.push_str(before);
        let shown: String = mark.chars().take(20).collect();
        let (letter, content) = mark
            .strip_prefix('⟦')
            .and_then(|inside| inside.split_once('|'))
            .ok_or_else(|| format!("a mark begins with ⟦, a letter and |, unlike {shown}"))?;
        let (content, after) = content
            .split_once('⟧')
            .filter(|(content, _)| !content.contains('⟦'))
            .ok_or_else(|| format!("this mark is not closed: {shown}"))?;
        let category = match letter {
            "?" => None,
            _ => Some(category(letter).ok_or_else(|| format!("no category has {shown}"))?),
        };
        let start = text.len();
        text.push_str(content);
        let range = TextRange::new(start, text.len());
        labels.push(Label { range, category });
        rest = after;
    }
    text.push_str(rest);
    Ok(Marked { text, labels })
}

fn category(letter: &str) -> Option<Category> {
    let row = LETTERS
        .iter()
        .find(|(known, _)| letter == known.to_string());
    row.map(|&(_, category)| category)
}

#[test]
fn marks_are_read_and_wrong_ones_refused() {
    let marked = read("学习⟦q|多少次⟧，⟦?|略⟧。").unwrap();
    assert_eq!(marked.text, "学习多少次，略。");
    let places: Vec<_> = marked
        .labels
        .iter()
        .map(|label| (label.range.slice(&marked.text), label.category))
        .collect();
    assert_eq!(places, [("多少次", Some(Category::Quantity)), ("略", None)]);
    for wrong in [
        "⟦多少次⟧",
        "⟦q|多少次",
        "多少次⟧",
        "⟦x|多少次⟧",
        "⟦q|多⟦q|少⟧次⟧",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
    assert_eq!(LETTERS.map(|(_, category)| category), Category::ALL);
}
