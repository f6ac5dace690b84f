//! Whether what stands in a fence is a program or a text: people put forms, letters and reports between ``` as well.
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
        return false;
    }
    let lines = content.lines().map(str::trim).filter(|it| !it.is_empty());
    let (mut count, mut code, mut written) = (0, 0, false);
    for line in lines.take(LINES) {
        if TEMPLATE.iter().any(|sign| line.contains(sign)) {
            return false;
        }
        count += 1;
        code += usize::from(is_code(line));
        written |= is_written(line);
    }
    written && code * MOST_CODE <= count
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
    let words = line
        .split_whitespace()
        .filter(|it| it.starts_with(char::is_alphabetic));
    line.contains("___") || line.contains(is_han) || words.count() >= SENTENCE
}
