//! What mends a finding, as SARIF says it (§3.55): regions of the file that go, and text that comes.

use serde::Serialize;

use crate::report::notice::{Notice, Replacement};
use crate::report::sarif::{ArtifactLocation, Region};
use crate::report::sarif_rules::Text;

/// One way to mend a finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifFix {
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<SarifReplacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifReplacement {
    deleted_region: Region,
    inserted_content: Text,
}

/// The fix of a finding in the file `name`, if it has one.
pub(super) fn fixes(notice: &Notice<'_>, name: &str) -> Option<[SarifFix; 1]> {
    let replacements: Vec<_> = notice.replacements.iter().map(replacement).collect();
    let change = ArtifactChange {
        artifact_location: ArtifactLocation::new(name),
        replacements,
    };
    (!change.replacements.is_empty()).then_some([SarifFix {
        artifact_changes: [change],
    }])
}

fn replacement(replacement: &Replacement) -> SarifReplacement {
    let Replacement { start, end, text } = replacement;
    SarifReplacement {
        deleted_region: Region::of_lines(start, end, None),
        inserted_content: Text::of(text),
    }
}
