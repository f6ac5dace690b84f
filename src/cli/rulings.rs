//! What the settings and the flags say about each file, worked out once for all files of which they say the same.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::cli::house::House;
use crate::cli::walk::Found;
use crate::config::FlagOverrides;
use crate::filter::Ruling;

/// The rulings of a run, shared by all its threads.
pub(super) struct Rulings<'h> {
    house: &'h House,
    flags: &'h FlagOverrides,
    /// On files without overrides, which most are.
    usual: OnceLock<Arc<Ruling>>,
    /// By the overrides in the settings file that a file has.
    known: Mutex<HashMap<Vec<usize>, Arc<Ruling>>>,
}

impl<'h> Rulings<'h> {
    /// Those of `house` and `flags`.
    pub(super) fn new(house: &'h House, flags: &'h FlagOverrides) -> Self {
        Self {
            house,
            flags,
            usual: OnceLock::new(),
            known: Mutex::default(),
        }
    }

    /// The ruling on the file that is shown as `name`.
    pub(super) fn on(&self, found: &Found, name: &str) -> Arc<Ruling> {
        let overrides = self.house.overrides(found, name);
        if overrides.is_empty() {
            return self.usual.get_or_init(|| self.under(&[])).clone();
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ruling) = known.get(&overrides) {
            return ruling.clone();
        }
        let ruling = self.under(&overrides);
        known.insert(overrides, ruling.clone());
        ruling
    }

    fn under(&self, overrides: &[usize]) -> Arc<Ruling> {
        let policy = self.house.config.policy_under(overrides, self.flags);
        Arc::new(policy.ruling(&self.house.rules))
    }
}
