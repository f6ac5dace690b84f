//! Word documents as chance makes them: texts cut into runs anywhere, and packages with damage.

use proptest::prelude::*;
use unfilled::document::Edit;
use unfilled::text::TextRange;
use unfilled::writer::{Note, NoteStyle, annotate, apply, remove};

use super::docx::{COMMENTS, DRAFT, note};
use super::package::{package, place, read};
use crate::support::zip::{archive, parts_of};

/// The text cut into runs at these places, some of them with properties of their own.
pub(super) fn runs(text: &str, cuts: &[usize]) -> String {
    let mut cuts: Vec<usize> = cuts
        .iter()
        .map(|cut| cut % (text.chars().count() + 1))
        .collect();
    cuts.sort_unstable();
    let characters: Vec<char> = text.chars().collect();
    let ends = cuts.iter().copied().chain([characters.len()]);
    let mut start = 0;
    let mut markup = String::new();
    for (number, end) in ends.enumerate() {
        let piece: String = characters[start..end].iter().collect();
        let properties = ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr/>"][number % 3];
        let space = ["", " xml:space=\"preserve\""][usize::from(piece.trim() != piece)];
        let piece = piece.replace('&', "&amp;").replace('<', "&lt;");
        markup += &format!("<w:r>{properties}<w:t{space}>{piece}</w:t></w:r>");
        start = end;
    }
    markup
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever has become of a package, it is written or refused, and what is written can be read.
    #[test]
    fn damage_is_refused_and_never_a_panic(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        whole in any::<bool>(),
    ) {
        let content = format!("{DRAFT}<w:p>{}</w:p>", runs("致某某 单位", &[2, 5]));
        let bytes = package(&content, &[("word/header1.xml", "<w:hdr/>")]);
        let document = read(&bytes);
        let harmed = if whole {
            let mut bytes = bytes.clone();
            for (index, byte) in &damage {
                let at = index.index(bytes.len());
                bytes[at] = *byte;
            }
            bytes
        } else {
            let mut parts = parts_of(&bytes);
            for (index, byte) in &damage {
                let part = parts.get_mut("word/document.xml").unwrap();
                let at = index.index(part.len());
                part[at] = *byte;
            }
            archive(parts.iter().map(|(name, it)| (name.as_str(), it.as_slice())))
        };
        let edits = [Edit::new(place(&document, "多少次"), "12次")];
        let notes = [note(&document, "多少次"), note(&document, "某某 单")];
        for document in [document, read(&harmed)] {
            let _ = apply(&harmed, &document, &edits);
            if let Ok(annotated) = annotate(&harmed, &document, &notes, COMMENTS) {
                let (marked, harmed) = (read(&annotated.bytes), read(&harmed));
                prop_assert_eq!(&marked.text, &harmed.text);
                let removed = remove(&annotated.bytes, &marked).unwrap();
                prop_assert!(removed.exact);
            }
            let _ = remove(&harmed, &document);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a text is cut into runs, the same words come out, marked or filled in, and marks go without a trace.
    #[test]
    fn random_runs_give_the_same_words(
        cuts in prop::collection::vec(0_usize..60, 0..12),
        places in prop::collection::vec(0_usize..60, 4),
    ) {
        const TEXT: &str = "本年度共组织 集体学习 多少次、A&B <参加> 多少 人次，取得显著成效。";
        let bytes = package(&format!("<w:p>{}</w:p>", runs(TEXT, &cuts)), &[]);
        let document = read(&bytes);
        let starts: Vec<usize> = TEXT.char_indices().map(|(at, _)| at).chain([TEXT.len()]).collect();
        let mut places: Vec<usize> = places.iter().map(|place| starts[place % starts.len()]).collect();
        places.sort_unstable();
        places.dedup();
        let ranges: Vec<_> = places.chunks_exact(2).map(|ends| TextRange::new(ends[0], ends[1])).collect();
        let edits: Vec<Edit> = ranges.iter().map(|&range| Edit::new(range, " 12<&> ")).collect();
        let written = apply(&bytes, &document, &edits).unwrap();
        prop_assert_eq!(&written.refused, &[]);
        let mut expected = format!("{TEXT}\n");
        for range in ranges.iter().rev() {
            expected.replace_range(range.start()..range.end(), " 12<&> ");
        }
        prop_assert_eq!(read(&written.bytes).text, expected);
        for highlights in [false, true] {
            let style = NoteStyle { comments: true, highlights, ..NoteStyle::default() };
            let notes: Vec<Note> = ranges.iter().map(|&range| Note { range, text: "？".to_owned(), place: String::new() }).collect();
            let marked = annotate(&bytes, &document, &notes, style).unwrap();
            prop_assert!(marked.refused.is_empty() && marked.collected.is_empty());
            let again = read(&marked.bytes);
            prop_assert!(again.problems.is_empty());
            prop_assert_eq!(&again.text, &document.text);
            let removed = remove(&marked.bytes, &again).unwrap();
            prop_assert!(removed.exact);
            prop_assert_eq!(parts_of(&removed.bytes), parts_of(&bytes));
        }
    }
}
