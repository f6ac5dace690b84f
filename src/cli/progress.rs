//! The line on a terminal that tells how far a long run has come.
//!
//! It appears after half a second, never takes more than one line, and gives way whenever something else is printed.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crate::cli::terminal;
use crate::text::{Language, display_width, prefix_within};

/// Nothing is shown before this much time: a line that comes and goes at once only disturbs.
const PATIENCE: Duration = Duration::from_millis(500);
/// The line is drawn no more often than this.
const PAUSE: Duration = Duration::from_millis(100);

/// Counts files and shows the count.
pub(super) struct Progress {
    /// Whether anybody would see it.
    watched: bool,
    /// When the line may be drawn next.
    next: Instant,
    line: Line,
    language: Language,
    files: usize,
}

impl Progress {
    /// `watched`: whether anybody would see it.
    pub(super) fn new(watched: bool, language: Language) -> Self {
        Self {
            watched,
            next: Instant::now() + PATIENCE,
            line: Line::default(),
            language,
            files: 0,
        }
    }

    /// One more file is done.
    pub(super) fn file_done(&mut self) {
        self.files += 1;
    }

    /// Draw it, if it is time.
    pub(super) fn tick(&mut self) {
        let now = Instant::now();
        if !self.watched || now < self.next {
            return;
        }
        self.next = now + PAUSE;
        self.draw();
    }

    /// Do something that prints whole lines on the same screen.
    pub(super) fn aside<R>(&mut self, print: impl FnOnce() -> R) -> R {
        let was_shown = self.line.shown > 0;
        self.clear();
        let result = print();
        if was_shown {
            self.draw();
        }
        result
    }

    /// Take the line away.
    pub(super) fn clear(&mut self) {
        show(&self.line.clear());
    }

    fn draw(&mut self) {
        let files = self.files;
        let words = self.language.pick(
            format!("已检查 {files} 个文件…"),
            format!("files checked: {files} …"),
        );
        show(&self.line.draw(&words, terminal::progress_width()));
    }
}

/// Progress is no result: where it cannot be shown, nothing is lost.
fn show(text: &str) {
    if !text.is_empty() {
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

/// One line of a terminal that is written over again and again. It uses carriage returns and spaces only, which every
/// terminal knows.
#[derive(Default)]
struct Line {
    /// The columns that stand written, from the left edge on.
    shown: usize,
}

impl Line {
    /// What to print to have `words` in the line, as far as a terminal of `width` columns has room. The last column stays
    /// free: a terminal may begin a new line once that is written.
    fn draw(&mut self, words: &str, width: usize) -> String {
        let room = width.saturating_sub(1);
        let words = &words[..prefix_within(words, room)];
        let columns = display_width(words);
        // In a terminal made narrower meanwhile, what stood beyond its edge is no longer in this line.
        let rest = self.shown.min(room).saturating_sub(columns);
        self.shown = columns;
        format!("\r{words}{}{}", " ".repeat(rest), "\u{8}".repeat(rest))
    }

    /// What to print to have the line empty and the cursor at its left edge.
    fn clear(&mut self) -> String {
        match std::mem::take(&mut self.shown) {
            0 => String::new(),
            shown => format!("\r{}\r", " ".repeat(shown)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::char_width;

    /// A terminal of so many columns, as far as a line needs one.
    struct Screen {
        width: usize,
        lines: Vec<Vec<char>>,
        column: usize,
    }

    impl Screen {
        fn new(width: usize) -> Self {
            Self {
                width,
                lines: vec![vec![' '; width]],
                column: 0,
            }
        }

        fn print(&mut self, text: &str) {
            for c in text.chars() {
                match c {
                    '\r' => self.column = 0,
                    '\u{8}' => self.column = self.column.saturating_sub(1),
                    _ => self.put(c),
                }
            }
        }

        fn put(&mut self, c: char) {
            let columns = char_width(c);
            if self.column + columns > self.width {
                self.lines.push(vec![' '; self.width]);
                self.column = 0;
            }
            let last = self.lines.last_mut().unwrap();
            last[self.column] = c;
            for covered in &mut last[self.column + 1..self.column + columns] {
                *covered = '\0';
            }
            self.column += columns;
        }

        fn shown(&self) -> Vec<String> {
            let line = |line: &Vec<char>| line.iter().filter(|c| **c != '\0').collect::<String>();
            let lines = self.lines.iter().map(line);
            lines.map(|line| line.trim_end().to_owned()).collect()
        }
    }

    #[test]
    fn it_stays_in_one_line_however_narrow_the_terminal() {
        for width in 1..=80 {
            let (mut screen, mut line) = (Screen::new(width), Line::default());
            for words in ["已检查 3200 个文件…", "files checked: 12 …", "文", ""] {
                screen.print(&line.draw(words, width));
                let room = &words[..prefix_within(words, width - 1)];
                assert_eq!(screen.shown(), [room.trim_end()], "{width} columns");
            }
            screen.print(&line.draw("已检查 3200 个文件…", width));
            screen.print(&line.clear());
            assert_eq!((screen.shown(), screen.column), (vec![String::new()], 0));
            assert_eq!(line.clear(), "", "what is away is not taken away again");
        }
    }
}
