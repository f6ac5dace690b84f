//! Whether what stands in a fence or an indented block is a program or a text: people put forms, letters, lists and reports there
//! as well.
//!
//! Owns that judgement, from the language that is named and the look of the lines. Knows nothing of Markdown.

use crate::text::is_han;

/// Languages that are none.
const WRITING: [&str; 7] = ["", "text", "txt", "plain", "plaintext", "md", "markdown"];

/// So many lines are looked at.
const LINES: usize = 200;

/// One line in so many may look like a program's in a text.
const MOST_CODE: usize = 5;

/// So many words are a sentence, or nearly so.
const SENTENCE: usize = 6;

/// So many are one if nothing but words stands in the line.
const SHORT_SENTENCE: usize = 4;

/// So many lines that say what belongs behind their colon are a form, if they are most of the lines.
const LABELS: usize = 3;

/// Signs that open a line on which a program says nothing to the machine.
const REMARK: [&str; 5] = ["# ", "// ", "-- ", "; ", "<!--"];

/// What hardly stands in a text.
const CODE: [&str; 18] = [
    "=>", "->", "::", "==", "!=", "&&", "||", "$(", "/>", "\": ", "+--", "├", "└", "│", "http:",
    "https:", "<<", "0x",
];

/// Signs of templates. What is shown with them between fences is an example, not a text that somebody forgot to fill in.
const TEMPLATE: [&str; 4] = ["{{", "{%", "<%", "${"];

/// Words that open lines which are typed in at a prompt, or of a program.
const OPENING: [&str; 44] = [
    "$", ">", "%", "//", "/*", "#!", "@", "sudo", "cd", "git", "npm", "npx", "yarn", "pip", "pip3",
    "python", "node", "docker", "kubectl", "curl", "wget", "brew", "apt", "make", "cargo", "ls",
    "mkdir", "cp", "mv", "rm", "cat", "echo", "export", "import", "def", "class", "function",
    "return", "const", "let", "var", "usage:", "synopsis", "options:",
];

/// Whether `content`, which stands in a fence with this `language`, is to be read like the text round it.
pub(super) fn is_writing(language: &str, content: &str) -> bool {
    let language = language.split([' ', ',', '{']).next().unwrap_or_default();
    if !WRITING.contains(&language.to_ascii_lowercase().as_str()) {
        return is_remark(content);
    }
    let (mut count, mut code, mut labels, mut written) = (0, 0, 0, false);
    for line in lines(content).take(LINES) {
        if TEMPLATE.iter().any(|sign| line.contains(sign)) {
            return false;
        }
        count += 1;
        code += usize::from(is_code(line));
        labels += usize::from(is_label(line));
        written |= is_written(line);
    }
    let is_form = labels >= LABELS && labels * 2 > count;
    (written || is_form) && code * MOST_CODE <= count
}

/// Whether `content`, which is indented like a program, is to be read like the text round it: a list that somebody set too far to
/// the right, or sentences. Chinese writers indent the first line of each paragraph.
pub(super) fn is_indented_writing(content: &str) -> bool {
    let is_list = || {
        let code = lines(content).take(LINES).filter(|line| is_code(line));
        lines(content).next().is_some_and(is_item) && code.count() == 0
    };
    content.contains(is_han) || is_list() || is_writing("", content)
}

fn lines(content: &str) -> impl Iterator<Item = &str> {
    content.lines().map(str::trim).filter(|it| !it.is_empty())
}

/// Whether a program's lines are all remarks, so that there is no program: `# which command?`
fn is_remark(content: &str) -> bool {
    let is_remark = |line: &str| REMARK.iter().any(|sign| line.starts_with(sign));
    lines(content).next().is_some() && lines(content).take(LINES).all(is_remark)
}

/// - item, 1. item
fn is_item(line: &str) -> bool {
    let sign = line.split(' ').next().unwrap_or_default();
    let number = sign.trim_end_matches(['.', ')']);
    let is_number = number != sign && number.bytes().all(|c| c.is_ascii_digit());
    sign.len() < line.len()
        && (["-", "*", "+", "•"].contains(&sign) || (is_number && !number.is_empty()))
}

/// Name of the reader: …, as forms have it. Settings have keys of one word in small letters.
fn is_label(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, value)| {
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name
                .chars()
                .all(|c| c.is_ascii_alphabetic() || " /'".contains(c))
            && (value.is_empty() || value.starts_with(' '))
    })
}

fn is_code(line: &str) -> bool {
    let opening = line.split_whitespace().next().unwrap_or_default();
    OPENING.contains(&opening.to_lowercase().as_str())
        || CODE.iter().any(|sign| line.contains(sign))
        || line.ends_with(['{', '}', ';', '\\'])
        || line.starts_with(['{', '}', '<', '('])
        || is_assignment(line)
        || has_call(line)
}

/// name = value
fn is_assignment(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, _)| {
        let name = name.trim();
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
    })
}

/// name(
fn has_call(line: &str) -> bool {
    let bytes = line.as_bytes().windows(2);
    let mut calls =
        bytes.filter(|pair| matches!(pair, [before, b'('] if before.is_ascii_alphanumeric()));
    calls.next().is_some()
}

/// A sentence, or a line to be filled in.
fn is_written(line: &str) -> bool {
    let words = || line.split_whitespace();
    let is_word = |word: &&str| {
        let word = word.trim_end_matches(['.', ',', ':', '!', '?']);
        !word.is_empty() && word.chars().all(char::is_alphabetic)
    };
    let are_words = || words().count() >= SHORT_SENTENCE && words().all(|word| is_word(&word));
    let opened = words().filter(|it| it.starts_with(char::is_alphabetic));
    line.contains("___") || line.contains(is_han) || opened.count() >= SENTENCE || are_words()
}
