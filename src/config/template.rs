//! The settings file that `unfilled init` writes: every key, explained, and switched off.

use crate::text::Language;

/// The text of a new settings file with its comments in `language`.
///
/// It changes nothing as it stands: every setting is behind a `#` without a space, ready to be taken out.
pub fn template(language: Language) -> &'static str {
    language.pick(
        include_str!("template.zh.toml"),
        include_str!("template.en.toml"),
    )
}
