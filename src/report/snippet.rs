//! One block of output for people: headlines, the place, a line of text with carets, notes below.
//!
//! The only code that draws with `codespan-reporting`. It prints what it is given, so its callers hand it harmless text
//! (`sanitize`) and a window instead of a line (`window`). Nothing in a block is wider than the page.

use codespan_reporting::diagnostic::{LabelStyle, Severity as Style};
use codespan_reporting::files::Error;
use codespan_reporting::term::termcolor::Buffer;
use codespan_reporting::term::{Config, Renderer, WriteStyle};
use std::io::Write;

use crate::report::gutter::Unnumbered;
use crate::report::place::STEP;
use crate::report::window::Window;
use crate::report::wrap::{shorten, wrap};
use crate::rule::Severity;
use crate::text::display_width;

/// What is wrong: `必须改[how-many] 数量还没有填写`.
pub(super) struct Headline {
    pub(super) severity: Severity,
    /// Severity and rule, or other words to stress, with what separates them from the message; may be empty.
    pub(super) label: String,
    pub(super) message: String,
}

/// Where it is.
pub(super) struct Place {
    /// The file, with line and column where it has any.
    pub(super) path: String,
    /// The headings on the way, which may be left out where there is no room.
    pub(super) headings: Vec<String>,
    /// The spot under the last heading; may be empty.
    pub(super) spot: String,
}

/// The block.
pub(super) struct Block {
    pub(super) headlines: Vec<Headline>,
    pub(super) place: Place,
    /// The number in the margin: the line, where there are lines.
    pub(super) number: Option<usize>,
    pub(super) window: Window,
    pub(super) notes: Vec<String>,
}

/// Draws blocks into memory.
pub(super) struct Drawing {
    buffer: Buffer,
    config: Config,
    width: usize,
}

/// No page is taken to be narrower than this.
const MIN_WIDTH: usize = 30;

impl Drawing {
    pub(super) fn new(width: usize, color: bool) -> Self {
        Self {
            buffer: if color {
                Buffer::ansi()
            } else {
                Buffer::no_color()
            },
            config: Config::default(),
            width: width.max(MIN_WIDTH),
        }
    }

    /// The columns that a window may take beside the margin for `number`.
    pub(super) fn window_columns(&self, number: Option<usize>) -> usize {
        // One column is kept for a caret after the last character.
        self.width.saturating_sub(margin(number) + MARK.len() + 1)
    }

    /// Add a block and an empty line.
    pub(super) fn block(&mut self, block: &Block) {
        // Only a writer can fail, and memory does not.
        let drawn = self.draw(block);
        debug_assert!(drawn.is_ok(), "drawing into memory");
    }

    /// Add lines of prose, wrapped, those after the first indented.
    pub(super) fn prose(&mut self, text: &str) {
        let lines = wrap(text, self.width, self.width - 2);
        for (index, line) in lines.iter().enumerate() {
            let indent = if index == 0 { "" } else { "  " };
            self.plain(&format!("{indent}{line}\n"));
        }
    }

    /// Add a headline, wrapped.
    pub(super) fn headline(&mut self, headline: &Headline) {
        let drawn = self.draw_headline(headline);
        debug_assert!(drawn.is_ok(), "drawing into memory");
    }

    /// Add a note that belongs to a headline, wrapped.
    pub(super) fn note(&mut self, text: &str) {
        let columns = self.width - 1 - MARK.len();
        let lines = wrap(text, columns, columns).join("\n");
        let drawn = Renderer::new(&mut self.buffer, &self.config).render_snippet_note(1, &lines);
        debug_assert!(drawn.is_ok(), "drawing into memory");
    }

    /// Add text as it is.
    pub(super) fn plain(&mut self, text: &str) {
        let written = self.buffer.write_all(text.as_bytes());
        debug_assert!(written.is_ok(), "writing into memory");
    }

    /// All that was drawn.
    pub(super) fn finish(self) -> String {
        String::from_utf8_lossy(self.buffer.as_slice()).into_owned()
    }

    fn draw(&mut self, block: &Block) -> Result<(), Error> {
        for headline in &block.headlines {
            self.draw_headline(headline)?;
        }
        let margin = margin(block.number);
        self.draw_place(&block.place, margin)?;
        let worst = block.headlines.iter().map(|line| line.severity).max();
        let style = worst.map_or(Style::Error, style);
        let labels: Vec<_> = block
            .window
            .marks
            .iter()
            .map(|mark| {
                let end = mark.end.max(mark.start + 1);
                (LabelStyle::Primary, mark.start..end, "")
            })
            .collect();
        let note_columns = self.width - margin - MARK.len();
        let mut unnumbered;
        let writer: &mut dyn WriteStyle = match block.number {
            Some(_) => &mut self.buffer,
            None => {
                unnumbered = Unnumbered::new(&mut self.buffer);
                &mut unnumbered
            }
        };
        let mut renderer = Renderer::new(writer, &self.config);
        // What is wrong with an empty cell is that there is nothing to show.
        if !block.window.text.is_empty() {
            renderer.render_snippet_empty(margin, style, 0, &[])?;
            renderer.render_snippet_source(
                margin,
                block.number.unwrap_or(1),
                &block.window.text,
                style,
                &labels,
                0,
                &[],
            )?;
        }
        for note in &block.notes {
            let lines = wrap(note, note_columns, note_columns);
            renderer.render_snippet_note(margin, &lines.join("\n"))?;
        }
        renderer.render_empty()
    }

    fn draw_headline(&mut self, headline: &Headline) -> Result<(), Error> {
        let text = format!("{}{}", headline.label, headline.message);
        let lines = wrap(&text, self.width, self.width - 2);
        for (index, line) in lines.iter().enumerate() {
            let mut message = line.as_str();
            if index == 0 {
                if let Some(rest) = line.strip_prefix(&headline.label) {
                    self.buffer.set_header(style(headline.severity))?;
                    self.plain(&headline.label);
                    message = rest;
                }
            } else {
                self.plain("  ");
            }
            self.buffer.set_header_message()?;
            self.plain(message);
            WriteStyle::reset(&mut self.buffer)?;
            self.plain("\n");
        }
        Ok(())
    }

    /// ` ┌─ 报告.docx › 二、重点工作 › 第14段`, on two lines where one is too short.
    fn draw_place(&mut self, place: &Place, margin: usize) -> Result<(), Error> {
        let lines = place_lines(place, self.width - margin - PLACE_MARK.len());
        for (line, border) in lines.iter().zip(["┌─ ", "│  "]) {
            self.plain(&" ".repeat(margin + 1));
            self.buffer.set_source_border()?;
            self.plain(border);
            WriteStyle::reset(&mut self.buffer)?;
            self.plain(line);
            self.plain("\n");
        }
        Ok(())
    }
}

/// ` │ ` and ` = ` in columns.
const MARK: &str = "   ";

/// ` ┌─ ` in columns.
const PLACE_MARK: &str = "    ";

/// Columns of the number in the margin, or of its room.
fn margin(number: Option<usize>) -> usize {
    number.and_then(usize::checked_ilog10).unwrap_or(0) as usize + 1
}

/// One line with all of it, or one with the path, which is never cut, and one with the rest.
fn place_lines(place: &Place, columns: usize) -> Vec<String> {
    let steps: Vec<&str> = place
        .headings
        .iter()
        .chain([&place.spot])
        .map(String::as_str)
        .filter(|step| !step.is_empty())
        .collect();
    let whole = [&[place.path.as_str()], steps.as_slice()]
        .concat()
        .join(STEP);
    if steps.is_empty() || display_width(&whole) <= columns {
        return vec![whole];
    }
    vec![place.path.clone(), fitting_end(&steps, columns)]
}

/// As many of the last steps as fit; the innermost say most.
fn fitting_end(steps: &[&str], columns: usize) -> String {
    (0..steps.len())
        .map(|first| {
            let cut = if first > 0 { CUT } else { "" };
            cut.to_owned() + &steps.get(first..).unwrap_or(&[]).join(STEP)
        })
        .find(|line| display_width(line) <= columns)
        .unwrap_or_else(|| shorten(steps.last().unwrap_or(&""), columns))
}

/// Stands for the outer steps that were left out.
const CUT: &str = "… › ";

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Error,
        Severity::Warning => Style::Warning,
        Severity::Info => Style::Help,
    }
}
