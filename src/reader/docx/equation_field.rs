//! The words in an `EQ` field: they stand in its instruction, and Word draws them when it shows the page.

use crate::text::TextRange;

/// Marks that are drawn round the other argument of an overlay: a number in a circle is that number.
const ENCLOSING: &str = "○〇◯□△◇";

/// The pieces of the instruction `EQ …` that are shown as text, in order; what is no `EQ` has none.
pub(super) fn words(instruction: &str) -> Vec<TextRange> {
    let start = instruction.len() - instruction.trim_start().len();
    let rest = instruction.get(start..).unwrap_or("");
    let is_equation = rest
        .get(..2)
        .is_some_and(|word| word.eq_ignore_ascii_case("eq"))
        && rest
            .get(2..)
            .is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}', '\\']));
    if !is_equation {
        return Vec::new();
    }
    let mut words = Words {
        instruction,
        found: Vec::new(),
        open: None,
    };
    words.read(start + 2);
    words.found
}

/// The walk through an instruction.
struct Words<'i> {
    instruction: &'i str,
    found: Vec<TextRange>,
    /// Where the piece began that is being read.
    open: Option<usize>,
}

impl Words<'_> {
    fn read(&mut self, start: usize) {
        // For each open bracket of a switch whether the switch draws its arguments over each other.
        let mut switches: Vec<bool> = Vec::new();
        let mut characters = self
            .instruction
            .char_indices()
            .skip_while(|&(at, _)| at < start);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => {
                    self.end(at, &switches);
                    let Some((at, next)) = characters.next() else {
                        break;
                    };
                    if !next.is_ascii_alphabetic() {
                        // A bracket or comma that is meant as such.
                        self.begin(at, &switches);
                        continue;
                    }
                    // Its options reach up to its bracket.
                    let mut escaped = false;
                    for (_, option) in characters.by_ref() {
                        if option == '(' && !escaped {
                            switches.push(next.eq_ignore_ascii_case(&'o'));
                            break;
                        }
                        escaped = option == '\\';
                    }
                }
                ')' if !switches.is_empty() => {
                    self.end(at, &switches);
                    switches.pop();
                }
                ',' | ';' => self.end(at, &switches),
                _ => self.begin(at, &switches),
            }
        }
        self.end(self.instruction.len(), &switches);
    }

    fn begin(&mut self, at: usize, switches: &[bool]) {
        if !switches.is_empty() {
            self.open.get_or_insert(at);
        }
    }

    fn end(&mut self, at: usize, switches: &[bool]) {
        let Some(start) = self.open.take() else {
            return;
        };
        let range = TextRange::new(start, at);
        let words = range.slice(self.instruction);
        let encloses = switches.last() == Some(&true) && ENCLOSING.contains(words.trim());
        if !encloses {
            self.found.push(range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(instruction: &str) -> Vec<&str> {
        let words = words(instruction);
        words.iter().map(|range| range.slice(instruction)).collect()
    }

    #[test]
    fn the_arguments_of_switches_are_words() {
        assert_eq!(shown(r" eq \o\ac(○,多少) "), ["多少"]);
        assert_eq!(shown(r"EQ \f(甲,乙)"), ["甲", "乙"]);
        assert_eq!(shown(r"EQ \f(\s\up 4(甲);\r(2,乙))"), ["甲", "2", "乙"]);
        assert_eq!(shown(r"EQ \b\lc\((x)"), ["x"]);
        assert_eq!(shown(r"EQ \x(甲\,乙\(丙\))"), ["甲", ",乙", "(丙", ")"]);
        assert_eq!(shown(r"EQ \o(○,"), [""; 0]);
        assert_eq!(shown(r"EQ 甲 \"), [""; 0]);
        assert_eq!(shown(r"EQUATION \x(甲)"), [""; 0]);
        assert_eq!(shown("e"), [""; 0]);
    }
}
