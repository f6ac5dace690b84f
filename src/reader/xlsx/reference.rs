//! Cells by name: B7, $AA$100.

/// A cell; both 1-based.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reader) struct Reference {
    pub(in crate::reader) row: usize,
    pub(in crate::reader) column: usize,
}

/// The last row and column that Excel has.
const LAST_ROW: usize = 1 << 20;
const LAST_COLUMN: usize = 1 << 14;

/// The first cell of a reference to a cell or a range; none where it is not one, or beyond the last cell.
pub(super) fn first_cell(reference: &str) -> Option<Reference> {
    let first = reference.trim_start().split([':', ' ', ',']).next()?;
    let first = first.trim_start_matches('$');
    let letters = first.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = first.split_at_checked(letters)?;
    let column = letters.bytes().try_fold(0_usize, |column, letter| {
        let value = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        Some(column * 26 + value).filter(|&it| it <= LAST_COLUMN)
    })?;
    let row = digits.trim_start_matches('$').parse().ok()?;
    let is_cell = column > 0 && (1..=LAST_ROW).contains(&row);
    is_cell.then_some(Reference { row, column })
}

/// The first and the last cell of a reference to a range; none where it is not one.
pub(super) fn cells(range: &str) -> Option<(Reference, Reference)> {
    let (first, last) = range.split_once(':')?;
    Some((first_cell(first)?, first_cell(last)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_told_by_letters_and_number() {
        let cell = |row, column| Some(Reference { row, column });
        assert_eq!(first_cell("B7"), cell(7, 2));
        assert_eq!(first_cell("$AA$100:AB101 C3"), cell(100, 27));
        assert_eq!(first_cell("XFD1048576"), cell(1_048_576, 16_384));
        for none in [
            "",
            "B",
            "7",
            "B0",
            "XFE1",
            "B1048577",
            "AAAAAAAAAAAAAAAAAAAA1",
            "名称",
        ] {
            assert_eq!(first_cell(none), None, "{none}");
        }
    }
}
