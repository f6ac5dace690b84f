//! The settings block (YAML or TOML) that static site generators put at the head of a Markdown file.
//!
//! Finds its end only. A rule line (`---`) with prose below it is no settings block.

/// The byte after the settings block at the very start of `text`; 0 when there is none.
pub(super) fn end(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next() else { return 0 };
    let (closing, separator): (&[&str], char) = match first.trim_end() {
        "---" => (&["---", "..."], ':'),
        "+++" => (&["+++"], '='),
        _ => return 0,
    };
    let mut at = first.len();
    let mut has_setting = false;
    for line in lines {
        at += line.len();
        let content = line.trim_end();
        if closing.contains(&content) {
            return if has_setting { at } else { 0 };
        }
        if !has_setting && !content.is_empty() && !content.starts_with(['#', '[']) {
            if !is_setting(content, separator) {
                return 0;
            }
            has_setting = true;
        }
    }
    0
}

/// Whether a line is `key: value` or `key = value`, with an ASCII separator and a key of one word.
fn is_setting(line: &str, separator: char) -> bool {
    let Some((key, value)) = line.split_once(separator) else {
        return false;
    };
    let key = key.trim_end();
    let separated = separator == '=' || value.is_empty() || value.starts_with([' ', '\t']);
    !key.is_empty() && !key.contains(char::is_whitespace) && separated
}
