//! The style of the page, and the digest by which the page's security policy knows it.

/// The style sheet.
pub(super) const SHEET: &str = include_str!("style.css");

/// Its SHA-256 as a policy writes it (<https://www.w3.org/TR/CSP3/#grammardef-hash-source>). A test says the new one when
/// the sheet has changed.
pub(super) const DIGEST: &str = "sha256-gdAIJZbzN3BpbdsvhWSJX2+UG6iO4J3XtVndZQVE58E=";
