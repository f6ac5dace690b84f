//! What the process was started in: language, colours, width, whether somebody is watching.
//!
//! The only place that looks at the environment's variables and asks the streams whether they are terminals.

use std::io::{IsTerminal, stderr, stdout};

use terminal_size::{Width, terminal_size_of};

use crate::cli::args::Moment;
use crate::text::Language;

/// The width that is assumed where there is no terminal, in columns.
pub(super) const WIDTH: usize = 100;

/// The language of the system: Chinese where it says so, else English.
pub(super) fn language() -> Language {
    let chinese = sys_locale::get_locale().is_some_and(|locale| {
        let code = locale.split(['-', '_', '.']).next().unwrap_or_default();
        code.eq_ignore_ascii_case("zh")
    });
    if chinese { Language::Zh } else { Language::En }
}

/// Whether to colour what goes to standard output.
pub(super) fn color_stdout(wish: Moment) -> bool {
    color(wish, stdout().is_terminal())
}

/// Whether to colour what goes to standard error.
pub(super) fn color_stderr(wish: Moment) -> bool {
    color(wish, stderr().is_terminal())
}

/// How wide lines may be, in columns.
pub(super) fn width() -> usize {
    terminal_size_of(stdout()).map_or(WIDTH, |(Width(width), _)| usize::from(width))
}

/// How wide a line on standard error may be, in columns.
pub(super) fn progress_width() -> usize {
    terminal_size_of(stderr()).map_or(WIDTH, |(Width(width), _)| usize::from(width))
}

/// Whether standard output is a screen.
pub(super) fn stdout_is_screen() -> bool {
    stdout().is_terminal()
}

/// Whether a progress line on standard error would be seen by a person.
pub(super) fn is_watched() -> bool {
    stderr().is_terminal() && !is_on("CI") && !is_dumb()
}

/// The wish wins; then `NO_COLOR` and `CLICOLOR_FORCE` as no-color.org and bixense.com/clicolors define them.
fn color(wish: Moment, is_terminal: bool) -> bool {
    match wish {
        Moment::Always => true,
        Moment::Never => false,
        Moment::Auto if is_given("NO_COLOR") => false,
        Moment::Auto if is_on("CLICOLOR_FORCE") => true,
        Moment::Auto => is_terminal && !is_dumb(),
    }
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn is_given(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is_on(name: &str) -> bool {
    is_given(name) && std::env::var_os(name).is_some_and(|value| value != "0" && value != "false")
}
