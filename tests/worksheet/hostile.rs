//! Any bytes are a sheet or an error, in little time and memory.

use proptest::prelude::*;
use unfilled::worksheet::{Layout, SheetError, read};

use super::workbook::packed;
use super::{check, sheet};
use crate::support::zip::parts_of;

fn workbook() -> Vec<u8> {
    let report = check("a.txt", "走访多少户，培训多少次。".as_bytes());
    sheet(&[report]).to_xlsx(Layout::OneSheet).unwrap()
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let mut parts = parts_of(&workbook());
    let name = "xl/worksheets/sheet1.xml";
    let xml = String::from_utf8(parts[name].clone()).unwrap();
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    parts.insert(
        name.to_owned(),
        xml.replace("</sheetData>", far).into_bytes(),
    );
    assert_eq!(read(&packed(&parts), "a.xlsx").unwrap().rows().len(), 2);
}

#[test]
fn what_inflates_beyond_measure_is_refused() {
    let mut parts = parts_of(&workbook());
    parts.insert("xl/media/image1.png".to_owned(), vec![0; (64 << 20) + 1]);
    let error = read(&packed(&parts), "a.xlsx").unwrap_err();
    assert_eq!(
        error,
        SheetError::TooLarge {
            name: "a.xlsx".to_owned()
        }
    );
}

#[test]
fn a_sheet_that_ends_before_it_begins_is_no_panic() {
    let mut parts = parts_of(&workbook());
    let name = "xl/worksheets/sheet1.xml";
    let sheet = String::from_utf8(parts[name].clone()).unwrap();
    let start = sheet.find("<dimension ref=\"").unwrap() + "<dimension ref=\"".len();
    let end = start + sheet[start..].find('"').unwrap();
    let reversed = format!("{}C9:A1{}", &sheet[..start], &sheet[end..]);
    parts.insert(name.to_owned(), reversed.into_bytes());
    match read(&packed(&parts), "a.xlsx") {
        Ok(answers) => assert!(!answers.rows().is_empty()),
        Err(error) => {
            let name = "a.xlsx".to_owned();
            assert_eq!(error, SheetError::Damaged { name });
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Damage in the parts of a workbook, not in the archive round them.
    #[test]
    fn damaged_parts_are_no_panic(
        part in 0_usize..16,
        damage in prop::collection::vec((0.0_f64..1.0, any::<u8>()), 1..6),
        cut in 0.0_f64..1.5,
    ) {
        let mut parts = parts_of(&workbook());
        let names: Vec<String> = parts.keys().cloned().collect();
        let content = parts.get_mut(&names[part % names.len()]).unwrap();
        for (place, byte) in damage {
            let last = content.len() - 1;
            let at = (place * last as f64) as usize;
            content[at] = byte;
        }
        content.truncate((cut * content.len() as f64) as usize);
        let _ = read(&packed(&parts), "a.xlsx");
    }

    #[test]
    fn any_text_is_no_panic(text in "(填写内容|标识（勿改）|[,;\t\"\r\n'=]|\\{\"unfilled\":1|.){0,60}") {
        let _ = read(text.as_bytes(), "a.csv");
    }
}
