//! Documents whose authors keep others from changing them: what is refused, what the protection itself allows, and that what is
//! written all the same leaves it as it is.

use unfilled::document::Edit;
use unfilled::text::Language;
use unfilled::writer::{
    Manner, NoteStyle, Protection, Revision, WriteError, annotate, apply_as, remove,
};

use super::docx::{COMMENTS, DRAFT, note};
use super::package::{package, place, read};
use crate::support::zip::parts_of;

const SETTINGS: &str = "word/settings.xml";

/// A draft with this element in its settings.
fn draft(element: &str) -> Vec<u8> {
    let settings = format!("<w:settings {{w}}><w:zoom w:percent=\"100\"/>{element}</w:settings>");
    package(DRAFT, &[(SETTINGS, &settings)])
}

fn tracked() -> Manner {
    Manner {
        tracked: Some(Revision {
            author: "陈会".to_owned(),
            seconds: 0,
        }),
        ..Manner::default()
    }
}

/// What keeps an edit, a tracked edit, a comment and a ground from being made.
fn refusals(bytes: &[u8]) -> [Option<Protection>; 4] {
    let document = read(bytes);
    let edits = [Edit::new(place(&document, "多少次"), "12次")];
    let notes = [note(&document, "多少次")];
    let grounds = NoteStyle {
        highlights: true,
        ..NoteStyle::default()
    };
    let results = [
        apply_as(bytes, &document, &edits, &Manner::default()).err(),
        apply_as(bytes, &document, &edits, &tracked()).err(),
        annotate(bytes, &document, &notes, COMMENTS).err(),
        annotate(bytes, &document, &notes, grounds).err(),
    ];
    results.map(|result| match result {
        None => None,
        Some(WriteError::Protected(protection)) => Some(protection),
        Some(other) => panic!("{other:?}"),
    })
}

#[test]
fn what_the_author_does_not_allow_is_refused() {
    use Protection::{Comments, Forms, Password, ReadOnly, ReadOnlyAdvised, TrackedChanges};
    let document = |edit: &str, enforcement: &str| {
        format!(
            "<w:documentProtection w:edit=\"{edit}\" w:enforcement=\"{enforcement}\" w:hash=\"q\"/>"
        )
    };
    let writing = |attributes: &str| format!("<w:writeProtection {attributes}/>");
    for (element, expected) in [
        (document("readOnly", "1"), [Some(ReadOnly); 4]),
        (document("forms", "true"), [Some(Forms); 4]),
        (
            document("comments", "on"),
            [Some(Comments), Some(Comments), None, Some(Comments)],
        ),
        (
            document("trackedChanges", "1"),
            [Some(TrackedChanges), None, None, Some(TrackedChanges)],
        ),
        (document("readOnly", "0"), [None; 4]),
        (document("forms", "false"), [None; 4]),
        (document("none", "1"), [None; 4]),
        (
            "<w:documentProtection w:edit=\"forms\"/>".to_owned(),
            [None; 4],
        ),
        (
            "<w:documentProtection w:formatting=\"1\" w:enforcement=\"1\"/>".to_owned(),
            [None; 4],
        ),
        (writing("w:recommended=\"1\""), [Some(ReadOnlyAdvised); 4]),
        (writing("w:recommended=\"0\""), [None; 4]),
        (
            writing("w:hash=\"q\" w:recommended=\"1\""),
            [Some(Password); 4],
        ),
        (
            writing("w:hashValue=\"q\" w:saltValue=\"r\""),
            [Some(Password); 4],
        ),
        (writing(""), [None; 4]),
        (String::new(), [None; 4]),
    ] {
        assert_eq!(refusals(&draft(&element)), expected, "{element}");
    }
}

#[test]
fn what_is_written_all_the_same_leaves_the_protection() {
    let bytes = draft("<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/>");
    let document = read(&bytes);
    let edits = [Edit::new(place(&document, "多少次"), "12次")];
    let manner = Manner {
        despite_protection: true,
        ..Manner::default()
    };
    let written = apply_as(&bytes, &document, &edits, &manner).unwrap();
    assert!(written.refused.is_empty());
    let [before, after] = [&bytes, &written.bytes].map(|it| parts_of(it)[SETTINGS].clone());
    assert_eq!(before, after);
    let style = NoteStyle {
        despite_protection: true,
        ..COMMENTS
    };
    let marked = annotate(&bytes, &document, &[note(&document, "多少次")], style).unwrap();
    let removed = remove(&marked.bytes, &read(&marked.bytes)).unwrap();
    assert_eq!(parts_of(&removed.bytes), parts_of(&bytes));
    // Nothing to write is no change.
    assert!(apply_as(&bytes, &document, &[], &Manner::default()).is_ok());
}

#[test]
fn damaged_settings_keep_nobody_from_writing() {
    for settings in ["", "<w:settings {w}><w:documentProtection", "<<>>"] {
        let bytes = package(DRAFT, &[(SETTINGS, settings)]);
        assert_eq!(refusals(&bytes), [None; 4], "{settings}");
    }
}

#[test]
fn the_refusal_says_what_is_allowed_and_the_way_out() {
    let words = |it: Protection, language| WriteError::Protected(it).message(language);
    assert_eq!(
        words(Protection::Forms, Language::Zh),
        "文档受保护：只许填写窗体；请在 Word 里停止保护（审阅→限制编辑→停止保护）；确实要写，就加 --force"
    );
    let tracked = words(Protection::TrackedChanges, Language::En);
    assert!(
        tracked.contains("tracked changes only") && tracked.contains("--track"),
        "{tracked}"
    );
    let password = words(Protection::Password, Language::En);
    assert!(
        password.contains("Save As") && password.contains("--force"),
        "{password}"
    );
}
