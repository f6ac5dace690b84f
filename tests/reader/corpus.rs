//! Real office files, whole and cut short: each ends with a document and a word about how far it was read.

use std::collections::BTreeMap;

use unfilled::document::{Format, Status};

use super::read_sound;
use crate::support::corpus;

#[test]
fn every_real_file_gets_a_status() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for folder in ["office/odd", "office/truth"] {
        let Some(folder) = corpus::folder(folder) else {
            return;
        };
        for path in corpus::files(&folder) {
            let name = path.file_name().unwrap().to_string_lossy();
            if name.ends_with(".expected.txt") || name.ends_with(".jsonl") {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let document = read_sound(&name, &bytes);
            let extension = name.rsplit('.').next().unwrap().to_lowercase();
            let key = format!(
                "{extension} {} {}",
                document.format.name(),
                document.status().name()
            );
            if std::env::var_os("UNFILLED_CORPUS_NAMES").is_some() {
                println!("{key} {name} {:?}", document.problems);
            }
            *counts.entry(key).or_default() += 1;
            let protected = name.contains("protected_") || name.contains("Encrypted.odt");
            if protected {
                assert_eq!(document.status(), Status::Encrypted, "{name}");
            }
            if document.status() == Status::Legacy {
                let old = [
                    Format::Doc,
                    Format::Wps,
                    Format::Xls,
                    Format::Ppt,
                    Format::LegacyOffice,
                ];
                assert!(old.contains(&document.format), "{name}");
            }
            for tenth in 0..10 {
                read_sound(&name, &bytes[..bytes.len() * tenth / 10]);
            }
        }
    }
    println!("{counts:#?}");
}
