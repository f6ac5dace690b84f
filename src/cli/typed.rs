//! What clap found, by the names in the table of options.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::ArgMatches;

use crate::cli::args::{Moment, RuleArgs};
use crate::cli::usage_error::UsageError;
use crate::cli::verbs::Verb;
use crate::document::COMMENT_AUTHOR;

/// Typed access to clap's matches by the names in the table.
pub(super) struct Typed<'m>(pub(super) &'m ArgMatches);

impl Typed<'_> {
    /// The value of an option; nothing where the command has no such option.
    pub(super) fn one<T: Clone + Send + Sync + 'static>(&self, name: &str) -> Option<T> {
        self.0.try_get_one::<T>(name).ok().flatten().cloned()
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.one(name)
    }

    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.one(name)
    }

    pub(super) fn switch(&self, name: &str) -> bool {
        self.one(name).unwrap_or(false)
    }

    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let given = self.0.get_many::<String>(name).into_iter().flatten();
        let names = given.map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    }

    /// Who makes tracked changes, where these are asked for.
    pub(super) fn author(&self) -> Result<Option<String>, UsageError> {
        let named = self.text("author");
        let named = named.filter(|name| !name.trim().is_empty());
        match (self.switch("track"), named) {
            (true, named) => Ok(Some(named.unwrap_or_else(|| COMMENT_AUTHOR.to_owned()))),
            (false, Some(_)) => Err(UsageError::author_alone()),
            (false, None) => Ok(None),
        }
    }

    pub(super) fn number(&self, name: &'static str, most: u32) -> Result<Option<u32>, UsageError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        match text.parse() {
            Ok(number) if (1..=most).contains(&number) => Ok(Some(number)),
            _ => Err(UsageError::no_number(name, &text, most)),
        }
    }

    pub(super) fn rules(&self) -> RuleArgs {
        RuleArgs {
            config: self.path("config"),
            isolated: self.0.get_flag("isolated"),
        }
    }

    pub(super) fn color(&self) -> Moment {
        match self.text("color").as_deref() {
            Some("always") => Moment::Always,
            Some("never") => Moment::Never,
            _ => Moment::Auto,
        }
    }

    pub(super) fn names(&self) -> Vec<String> {
        let operands = self.0.get_many::<OsString>("operand").into_iter().flatten();
        operands
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    }

    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let operands = self.0.get_many::<OsString>("operand").into_iter().flatten();
        operands.map(PathBuf::from).collect()
    }

    /// Whether it is said what to check.
    pub(super) fn names_files(&self) -> bool {
        !self.paths().is_empty()
            || self.path("files-from").is_some()
            || self.text("changed-since").is_some()
    }

    pub(super) fn operand(&self, verb: Verb) -> Result<&OsStr, UsageError> {
        self.0
            .get_one::<OsString>("operand")
            .map(OsString::as_os_str)
            .ok_or_else(|| UsageError::missing_operand(verb))
    }
}
