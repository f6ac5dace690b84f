//! What writers put where a fact is missing, as files: `fixtures/quality/fillers/<inventory>.toml`.
//!
//! Owns their reading; where facts stand is `frames`' affair.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The inventories: those that rules may be written with, and those that no rule should know.
pub(super) const INVENTORIES: [&str; 2] = ["known", "held-back"];

/// The fillers of one frame, by its name; those of [`ANY`] fill all frames of the language.
type ByFrame = BTreeMap<String, Vec<String>>;

/// Stands for all frames in the files.
pub(super) const ANY: &str = "any";

/// The fillers of one inventory in one language.
pub(super) struct Fillers {
    by_frame: ByFrame,
}

impl Fillers {
    /// Those of `language` in the `inventory`.
    pub(super) fn read(inventory: &str, language: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/quality/fillers");
        let file = folder.join(format!("{inventory}.toml"));
        let text = fs::read_to_string(&file).unwrap();
        let mut languages: BTreeMap<String, ByFrame> = toml::from_str(&text).unwrap();
        let by_frame = languages.remove(language).unwrap();
        Self { by_frame }
    }

    /// The frames that are named, and [`ANY`].
    pub(super) fn frames(&self) -> impl Iterator<Item = &str> {
        self.by_frame.keys().map(String::as_str)
    }

    /// Each filler once: first those for all frames, then the others by frame.
    pub(super) fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        let named = self.by_frame.iter().filter(|(frame, _)| *frame != ANY);
        let fillers = named.flat_map(|(_, fillers)| fillers);
        for filler in self.of(ANY).chain(fillers.map(String::as_str)) {
            if !all.contains(&filler) {
                all.push(filler);
            }
        }
        all
    }

    /// Whether somebody puts `filler` into `frame`.
    pub(super) fn fit(&self, filler: &str, frame: &str) -> bool {
        self.of(ANY).chain(self.of(frame)).any(|it| it == filler)
    }

    /// Those that are named for `frame` itself.
    pub(super) fn of(&self, frame: &str) -> impl Iterator<Item = &str> {
        let fillers = self.by_frame.get(frame).into_iter().flatten();
        fillers.map(String::as_str)
    }
}
