//! Why a command could not do its work, and how that is told. Every failure ends with status 2.

use crate::builtin::UnreadableRules;
use crate::cli::console::Console;
use crate::cli::obstacle::Obstacle;
use crate::cli::usage_error::UsageError;
use crate::report;
use crate::text::{Language, Localized};
use crate::toml_file::SourceError;

/// Why a command could not do its work.
#[derive(Debug)]
pub(super) enum Failure {
    /// The person asked for something that cannot be.
    Usage(UsageError),
    /// Mistakes in settings or rules, to be shown in place.
    Sources(Vec<SourceError>),
    /// Something that the command needs is not to be had: mostly a file that cannot be read or written.
    System {
        /// What cannot be done, and with which file.
        task: Localized,
        /// What was in the way.
        obstacle: Obstacle,
    },
    /// The program itself is damaged.
    Program,
    /// Writing the results failed; nothing was wrong with them.
    Output(Obstacle),
}

impl Failure {
    /// A failure to read `name`.
    pub(super) fn read(name: &str, obstacle: Obstacle) -> Self {
        Failure::System {
            task: Localized::new(
                format!("打不开“{name}”"),
                format!("“{name}” cannot be opened"),
            ),
            obstacle,
        }
    }

    /// A failure to write `name`.
    pub(super) fn write(name: &str, obstacle: Obstacle) -> Self {
        Failure::System {
            task: Localized::new(
                format!("写不了“{name}”"),
                format!("“{name}” cannot be written"),
            ),
            obstacle,
        }
    }

    /// A failure to start working.
    pub(super) fn thread(obstacle: Obstacle) -> Self {
        Failure::System {
            task: Localized::new("系统不让开始检查", "the system lets no work begin"),
            obstacle,
        }
    }

    /// Tell it on standard error.
    pub(super) fn tell(&self, console: &Console) {
        let language = console.language;
        match self {
            Failure::Usage(error) => {
                console.complain(error.message.get(language), Some(error.help.get(language)));
            }
            Failure::Sources(errors) => {
                for error in errors {
                    console.tell(&report::source_error(error, &console.problems()));
                }
            }
            Failure::System { task, obstacle } => {
                console.complain(&because(task.get(language), obstacle, language), None);
            }
            Failure::Program => console.complain(
                language.pick(
                    "内置规则读不出来，这份 unfilled 是坏的",
                    "the built-in rules cannot be read: this copy of unfilled is damaged",
                ),
                Some(language.pick("重新安装一次", "install it again")),
            ),
            Failure::Output(obstacle) => {
                let task = language.pick("结果写不出去", "the results cannot be written");
                console.complain(&because(task, obstacle, language), None);
            }
        }
    }
}

impl From<UnreadableRules> for Failure {
    fn from(_: UnreadableRules) -> Self {
        Failure::Program
    }
}

impl From<UsageError> for Failure {
    fn from(error: UsageError) -> Self {
        Failure::Usage(error)
    }
}

impl From<Box<SourceError>> for Failure {
    fn from(error: Box<SourceError>) -> Self {
        Failure::Sources(vec![*error])
    }
}

fn because(task: &str, obstacle: &Obstacle, language: Language) -> String {
    let colon = language.pick("：", ": ");
    format!("{task}{colon}{}", obstacle.words(language))
}
