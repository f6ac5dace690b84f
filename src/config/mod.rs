//! `unfilled.toml`: the settings of a folder, read strictly, every mistake with its place.
//!
//! Owns the keys (all are documented in the text that [`template`] gives), their precedence, and which paths they are
//! about. Pure: finding the file, walking folders and reading rule folders is the command line's job.

mod layer;
mod path_patterns;
mod read;
mod resolved;
mod template;

pub use resolved::{FlagOverrides, ResolvedConfig};
pub use template::template;

use crate::config::layer::{Layer, Name};
use crate::config::path_patterns::PathPatterns;
use crate::rule::{Rule, RuleSet, Severity};
use crate::text::{Language, Localized, TextRange};
use crate::toml_file::{self, Mistake, SourceError, unknown_name};

/// A settings file as written. The names of rules in it are not looked up yet: its own rule folders may define them.
///
/// The default is an empty file.
#[derive(Clone, Debug, Default)]
pub struct Config {
    file: String,
    text: String,
    fail_on: Option<Severity>,
    language: Option<Language>,
    exclude: PathPatterns,
    include: PathPatterns,
    baseline: Option<(String, TextRange)>,
    rule_folders: Vec<String>,
    rule_folder_places: Vec<TextRange>,
    departments: Vec<(String, String)>,
    /// The rules that its words and delimiters make, each with the place of its name.
    words: Vec<(Rule, TextRange)>,
    base: Layer<Name>,
    overrides: Vec<(PathPatterns, Layer<Name>)>,
}

impl Config {
    /// Read the settings in `text`. `file_name` is only shown to people.
    ///
    /// # Errors
    /// The first mistake, with its place and how to fix it.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Box<SourceError>> {
        let config = toml_file::parse(text, read::config)
            .map_err(|mistake| mistake.in_file(file_name, text))?;
        Ok(Self {
            file: file_name.to_owned(),
            text: text.to_owned(),
            ..config
        })
    }

    /// The folders with rule files, relative to the settings file's folder and below it, with `/` between names.
    ///
    /// A link inside the folder may still lead elsewhere: whoever opens it must check where it really is.
    pub fn rule_folders(&self) -> &[String] {
        &self.rule_folders
    }

    /// Words that tell whose affair a place is, each with the name of the department, in the order of the file.
    pub fn departments(&self) -> &[(String, String)] {
        &self.departments
    }

    /// The baseline's file, relative to the settings file's folder and below it, with `/` between names. As with
    /// [rule folders](Self::rule_folders), a link may lead elsewhere.
    pub fn baseline(&self) -> Option<&str> {
        self.baseline.as_ref().map(|(path, _)| path.as_str())
    }

    /// The error that the baseline cannot be used, at its place in the file.
    pub fn baseline_error(&self, message: Localized, help: Localized) -> Box<SourceError> {
        let place = self.baseline.as_ref().map(|(_, place)| *place);
        self.error(Mistake::new(place.unwrap_or_default(), message, help))
    }

    /// The error that rule folder number `index` (from 0) cannot be used, at its place in the file.
    pub fn rule_folder_error(
        &self,
        index: usize,
        message: Localized,
        help: Localized,
    ) -> Box<SourceError> {
        let place = self.rule_folder_places.get(index).copied();
        self.error(Mistake::new(place.unwrap_or_default(), message, help))
    }

    /// The rules that the file's words and delimiters make.
    pub fn word_rules(&self) -> impl Iterator<Item = &Rule> {
        self.words.iter().map(|(rule, _)| rule)
    }

    /// Add the rules that the file's words and delimiters make to `rules`, which holds all others.
    ///
    /// # Errors
    /// The first whose name is taken.
    pub fn add_word_rules(&self, rules: &mut RuleSet) -> Result<(), Box<SourceError>> {
        for (rule, place) in &self.words {
            let name = rule.id.as_str();
            if rules.selector(name).is_some() {
                let taken = Mistake::new(
                    *place,
                    Localized::new(
                        format!("已经有叫 `{name}` 的规则或类别"),
                        format!("there is a rule or category named `{name}` already"),
                    ),
                    Localized::new(
                        "换一个名字，例如 our-words",
                        "take another name, such as our-words",
                    ),
                );
                return Err(self.error(taken));
            }
            rules.add(rule.clone());
        }
        Ok(())
    }

    /// The error that the file holds this mistake.
    pub fn error(&self, mistake: Mistake) -> Box<SourceError> {
        mistake.in_file(&self.file, &self.text)
    }

    /// The settings with every name looked up in `rules`, which holds the rules of the rule folders, too.
    ///
    /// # Errors
    /// The first name that is neither a rule nor a category nor `all`.
    pub fn resolve(self, rules: &RuleSet) -> Result<ResolvedConfig, Box<SourceError>> {
        let look_up = |name: &Name| {
            rules
                .selector(&name.text)
                .ok_or_else(|| unknown_name(name.range, &name.text, rules.selector_names()))
        };
        let layers = self.base.try_map(look_up).and_then(|base| {
            let overrides: Result<Vec<_>, Mistake> = self
                .overrides
                .into_iter()
                .map(|(paths, layer)| Ok((paths, layer.try_map(look_up)?)))
                .collect();
            Ok((base, overrides?))
        });
        let (base, overrides) =
            layers.map_err(|mistake| mistake.in_file(&self.file, &self.text))?;
        Ok(ResolvedConfig::new(
            rules.clone(),
            self.fail_on,
            self.language,
            (self.exclude, self.include),
            &base,
            overrides,
        ))
    }
}
