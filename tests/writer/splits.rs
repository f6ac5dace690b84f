//! A whole draft whose paragraphs are cut into runs anywhere: it reads the same, and each gap is filled in. Skipped where the
//! corpus is not there; `UNFILLED_ROUNDS` asks for more ways to cut it.

use unfilled::document::Edit;
use unfilled::writer::apply;

use super::corpus::Checker;
use super::package::{package, read};
use super::random::runs;
use crate::support::corpus;

/// In how many ways it is cut.
const ROUNDS: u64 = 60;

/// Numbers by chance, the same in each run for one `seed`.
struct Chance(u64);

impl Chance {
    /// A number under `end` (splitmix64).
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % end.max(1) as u64) as usize
    }
}

/// The paragraphs of `text`, each cut at places that come by chance: some seldom, some after nearly each character.
fn cut(text: &str, chance: &mut Chance) -> String {
    let paragraph = |line: &str| {
        let length = line.chars().count();
        let most = [2, 8, length][chance.below(3)];
        let count = chance.below(most + 1);
        let cuts: Vec<usize> = (0..count).map(|_| chance.below(length + 1)).collect();
        format!("<w:p>{}</w:p>", runs(line, &cuts))
    };
    text.lines().map(paragraph).collect()
}

#[test]
fn a_draft_cut_anywhere_is_read_and_filled_alike() {
    let Some(folder) = corpus::folder("seed") else {
        return;
    };
    let mut files = corpus::files(&folder);
    files.retain(|path| path.extension().is_some_and(|it| it == "txt"));
    let draft = files
        .iter()
        .find_map(|path| std::fs::read_to_string(path).ok());
    let draft = draft.unwrap();
    let rounds = std::env::var("UNFILLED_ROUNDS").map_or(ROUNDS, |n| n.parse().unwrap());

    let whole = package(&cut(&draft, &mut Chance(0)), &[]);
    let (document, ranges) = Checker::new().check("draft.docx".as_ref(), &whole);
    assert!(ranges.len() >= 50, "{}", ranges.len());
    let answers = ranges.iter().enumerate();
    let edits: Vec<Edit> = answers
        .map(|(index, &range)| Edit::new(range, format!("答<{index}>&案")))
        .collect();
    let mut expected = document.text.to_string();
    for edit in edits.iter().rev() {
        let range = edit.range;
        expected.replace_range(range.start()..range.end(), &edit.replacement);
    }
    for round in 1..=rounds {
        let bytes = package(&cut(&draft, &mut Chance(round)), &[]);
        let document_cut = read(&bytes);
        assert!(document_cut.text == document.text, "round {round}");
        let written = apply(&bytes, &document_cut, &edits).unwrap();
        assert_eq!(written.refused, [], "round {round}");
        assert!(read(&written.bytes).text == expected, "round {round}");
    }
}
