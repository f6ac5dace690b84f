//! The words of headers and footers, which stand between signs for fonts and fields: `&L&"宋体"&12制表：&R第&P页`.

/// The words of each of the three sections that has some.
pub(in crate::reader) fn shown(written: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut rest = written.chars().peekable();
    while let Some(c) = rest.next() {
        let Some(section) = sections.last_mut() else {
            break;
        };
        if c != '&' {
            section.push(c);
            continue;
        }
        match rest.next() {
            Some('&') => section.push('&'),
            Some('L' | 'C' | 'R') => sections.push(String::new()),
            // The name and style of a font, and a colour.
            Some('"') => while rest.next().is_some_and(|c| c != '"') {},
            Some('K') => {
                for _ in 0..6 {
                    rest.next_if(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-'));
                }
            }
            // The size of a font.
            Some(digit) if digit.is_ascii_digit() => {
                while rest.next_if(char::is_ascii_digit).is_some() {}
            }
            // Page, pages, date, time, file, sheet, picture, and the looks of letters.
            _ => {}
        }
    }
    sections.retain(|words| !words.trim().is_empty());
    sections
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn signs_are_left_out() {
        assert_eq!(
            shown("&L&\"宋体,常规\"&12制表：____&C&K01+000采购清单 A&&B&R第 &P 页"),
            ["制表：____", "采购清单 A&B", "第  页"]
        );
        assert_eq!(shown("&P/&N"), ["/"]);
        assert!(shown("&L&G").is_empty());
    }
}
