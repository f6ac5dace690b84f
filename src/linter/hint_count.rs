//! How many hints a run has found that nobody asked to see.
//!
//! Only their number is told, and nobody acts on the difference between very many and a few more: once there are that many,
//! no further ones are looked for. Shared by all threads of a run.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::finding::{Finding, FindingStatus, Summary};
use crate::rule::Severity;

/// The count; by default none is kept, and all hints are looked for.
#[derive(Clone, Debug, Default)]
pub struct HintCount(Option<Arc<AtomicUsize>>);

impl HintCount {
    /// Count up to many.
    pub fn up_to_many() -> Self {
        Self(Some(Arc::default()))
    }

    /// Whether there are more than [many](Summary::MANY_HINTS).
    pub fn are_many(&self) -> bool {
        let count = self.0.as_ref().map(|count| count.load(Ordering::Relaxed));
        count.is_some_and(|count| count > Summary::MANY_HINTS)
    }

    /// Add those of the `findings` that are not shown.
    pub(super) fn add(&self, findings: &[Finding]) {
        if let Some(count) = &self.0 {
            let is_hidden = |finding: &&Finding| {
                finding.status == FindingStatus::BelowSeverity && finding.severity == Severity::Info
            };
            count.fetch_add(findings.iter().filter(is_hidden).count(), Ordering::Relaxed);
        }
    }
}
