//! The repository checks itself: layers, file lengths, the ban on network crates, no private paths.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The layer of each module under `src/`; a module may use only modules of lower layers.
const LAYERS: &[(&str, u8)] = &[
    ("text", 0),
    ("toml_file", 0),
    ("document", 1),
    ("ooxml", 1),
    ("rule", 1),
    ("builtin", 2),
    ("reader", 2),
    ("writer", 2),
    ("finding", 2),
    ("scan", 3),
    ("filter", 3),
    ("report", 3),
    ("config", 4),
    ("worksheet", 4),
    ("linter", 5),
    ("cli", 6),
];

/// Uses that go sideways or past a wall on purpose.
const ALLOWED: &[(&str, &str)] = &[
    // The words that people write in TOML name texts and places.
    ("toml_file", "text"),
    // A guard names kinds of nodes, an example its format.
    ("rule", "document"),
    // What is wrong with a part is a problem of the document, and a piece of text has its origin.
    ("ooxml", "document"),
];

/// Uses that the order of layers would allow but the design forbids.
const FORBIDDEN: &[(&str, &str)] = &[
    ("scan", "reader"),
    ("filter", "reader"),
    ("report", "reader"),
    ("config", "reader"),
    ("linter", "report"),
    ("scan", "writer"),
    ("filter", "writer"),
    ("report", "writer"),
    ("config", "writer"),
    ("linter", "writer"),
    ("scan", "ooxml"),
    ("filter", "ooxml"),
    ("report", "ooxml"),
    ("config", "ooxml"),
    ("linter", "ooxml"),
    ("cli", "ooxml"),
    ("worksheet", "reader"),
    ("worksheet", "writer"),
    ("worksheet", "scan"),
    ("worksheet", "filter"),
];

/// Crates that could send a draft somewhere. None may be in the lock file.
const NETWORK_CRATES: &[&str] = &[
    "reqwest",
    "hyper",
    "ureq",
    "curl",
    "isahc",
    "attohttpc",
    "minreq",
    "rustls",
    "native-tls",
    "openssl",
    "tokio",
    "async-std",
    "mio",
    "socket2",
    "tungstenite",
    "h2",
    "quinn",
    "surf",
    "tonic",
    "webpki",
];

const MAX_LINES: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` with the given extension.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The module directly under `src/` that a file belongs to.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside
        .components()
        .next()
        .unwrap()
        .as_os_str()
        .to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules that a source text names after `crate::`, also in `use crate::{a, b::c}`.
fn used_modules(source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut name = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && c == ',') {
                    used.push(leading_name(name.trim()));
                    name.clear();
                } else {
                    name.push(c);
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            used.push(leading_name(rest));
        }
    }
    used.retain(|name| !name.is_empty());
    used
}

fn leading_name(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn modules_use_lower_layers_only() {
    let layers: BTreeMap<&str, u8> = LAYERS.iter().copied().collect();
    let mut faults = Vec::new();
    for path in files(&root().join("src"), "rs") {
        let module = module_of(&path);
        let Some(&layer) = layers.get(module.as_str()) else {
            assert!(
                matches!(module.as_str(), "lib" | "main"),
                "{module} has no layer"
            );
            continue;
        };
        for used in used_modules(&fs::read_to_string(&path).unwrap()) {
            let Some(&below) = layers.get(used.as_str()) else {
                continue;
            };
            let pair = (module.as_str(), used.as_str());
            let allowed = used == module || below < layer || ALLOWED.contains(&pair);
            if !allowed || FORBIDDEN.contains(&pair) {
                faults.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "against the layers:\n{}",
        faults.join("\n")
    );
}

#[test]
fn the_layer_test_sees_uses() {
    let source = "use crate::{scan::Scanner, text::{Stop, TextRange}};\n// crate::cli\nlet x = crate::rule::load();";
    assert_eq!(used_modules(source), ["scan", "text", "rule"]);
}

#[test]
fn files_are_short_and_say_what_they_own() {
    let mut faults = Vec::new();
    for folder in [
        "src",
        "build",
        "tests",
        "benches",
        "fuzz/src",
        "fuzz/fuzz_targets",
    ] {
        for path in files(&root().join(folder), "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let lines = text.lines().count();
            if lines > MAX_LINES {
                faults.push(format!("{} has {lines} lines", path.display()));
            }
            if !text.starts_with("//!") {
                faults.push(format!(
                    "{} does not open with what it owns",
                    path.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_crate_can_reach_a_network() {
    for file in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let lock = fs::read_to_string(root().join(file)).unwrap();
        let names: Vec<&str> = lock
            .lines()
            .filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
            .collect();
        assert!(names.contains(&"regex"), "{file} was not understood");
        let found: Vec<_> = names
            .iter()
            .filter(|name| NETWORK_CRATES.contains(name))
            .collect();
        assert!(
            found.is_empty(),
            "drafts must not be able to leave the machine: {found:?}"
        );
    }
}

#[test]
fn no_source_opens_a_connection_or_starts_a_program_but_git() {
    for path in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&path).unwrap();
        for word in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
        // Git, for `--changed-since` alone.
        let is_git = path.ends_with("src/cli/changed_files.rs");
        let starts: Vec<&str> = text.split("Command::new(").skip(1).collect();
        let of_processes = ["process::Command", "process::{", "use std::process;"];
        if is_git {
            assert!(starts.len() == 1 && starts[0].starts_with("\"git\")"));
        } else if let Some(word) = of_processes.iter().find(|word| text.contains(**word)) {
            panic!("{} names {word}", path.display());
        }
    }
}

#[test]
fn no_file_names_a_folder_of_the_author() {
    let private = ["work", "home", "root", "Users"].map(|folder| format!("/{folder}/"));
    let folders = [
        "src", "build", "tests", "benches", "rules", "examples", ".ci", "fuzz/src",
    ];
    let files = folders
        .iter()
        .map(|folder| root().join(folder))
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| ["rs", "toml", "md", "txt"].map(|kind| files(&folder, kind)))
        .flatten();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        for folder in &private {
            let named =
                text.contains(&format!("\"{folder}")) || text.contains(&format!(" {folder}"));
            assert!(!named, "{} names a place under {folder}", path.display());
        }
    }
}
