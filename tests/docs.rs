//! What the papers say is true: commands print what is shown, examples are found, options and links exist, names in the
//! code are those of the code. With `UPDATE_EXPECT=1` the shown outputs are written anew; then read the difference.

mod commands;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use commands::{run, site};
use unfilled::config::Config;
use unfilled::filter::Policy;
use unfilled::linter::{self, Linter};
use unfilled::reader::Input;
use unfilled::rule::{Category, RuleSet, Severity, Vocabulary, load};
use unfilled::text::Stop;

const PROGRAM: &str = env!("CARGO_BIN_EXE_unfilled");
/// The two READMEs and the locale of their readers.
const READMES: [(&str, &str); 2] = [("README.md", "C.UTF-8"), ("README.zh-CN.md", "zh_CN.UTF-8")];
/// The page for an office, likewise.
const OFFICE: [(&str, &str); 2] = [
    ("docs/office.md", "C.UTF-8"),
    ("docs/office.zh-CN.md", "zh_CN.UTF-8"),
];
const PAPERS: [&str; 11] = [
    "README.md",
    "README.zh-CN.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "fuzz/README.md",
    "rules/README.md",
    "benches/README.md",
    "docs/office.md",
    "docs/office.zh-CN.md",
];
/// What the papers say to cargo, to the benches and to ripgrep.
const OTHERS_OPTIONS: [&str; 8] = [
    "release",
    "locked",
    "path",
    "profile",
    "example",
    "max-time",
    "no-ignore",
    "hidden",
];
/// How a line that is run begins; what follows is given to `unfilled`.
const STARTS: [&str; 2] = ["unfilled", "cargo run --release --"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn paper(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What stands between two fences.
struct CodeBlock {
    language: String,
    lines: Vec<String>,
    /// The number of its first line in the paper, from 0.
    first: usize,
}

fn code_blocks(text: &str) -> Vec<CodeBlock> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, CodeBlock)> = None;
    for (number, line) in text.lines().enumerate() {
        let inside = line.trim_start();
        match (inside.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take().map(|(_, block)| block)),
            (Some(language), None) => {
                let block = CodeBlock {
                    language: language.to_owned(),
                    lines: Vec::new(),
                    first: number + 1,
                };
                open = Some((line.len() - inside.len(), block));
            }
            (None, Some((indent, block))) => {
                block.lines.push(line.chars().skip(*indent).collect());
            }
            (None, None) => {}
        }
    }
    blocks
}

/// The arguments after `unfilled` in a line that runs it.
fn arguments(line: &str) -> Option<&str> {
    let line = line.trim_start_matches("$ ");
    STARTS
        .iter()
        .find_map(|start| line.strip_prefix(start))
        .filter(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Headings by rank, tables by their size, and the commands.
fn structure(text: &str) -> Vec<String> {
    let mut structure = Vec::new();
    let mut code = false;
    for line in text.lines() {
        if line.starts_with("```") {
            code = !code;
            structure.push(line.to_owned());
        } else if code {
            structure
                .extend(arguments(line).map(|line| format!("{} words", line.split(' ').count())));
        } else if line.starts_with('#') {
            structure.push(line.chars().take_while(|c| *c == '#').collect());
        } else if line.starts_with('|') {
            structure.push(format!(
                "{} cells",
                line.replace("\\|", "").matches('|').count()
            ));
        }
    }
    structure
}

#[test]
fn both_languages_have_one_structure() {
    for papers in [READMES, OFFICE] {
        let [english, chinese] = papers.map(|(name, _)| structure(&paper(name)));
        assert_eq!(english, chinese);
    }
}

/// The texts in backticks in the last cell of a category's row are found by a rule of that category.
#[test]
fn every_category_is_shown_with_examples_that_are_found() {
    let rules = RuleSet::builtin().unwrap();
    let linter = Linter::new(rules.clone());
    let ruling = linter.ruling(Policy {
        min_severity: Severity::Info,
        ..Policy::default()
    });
    for (name, _) in READMES {
        let text = paper(name);
        for category in Category::ALL {
            let start = format!("| `{}` |", category.name());
            let row = text
                .lines()
                .find_map(|line| line.strip_prefix(&start))
                .unwrap_or_else(|| panic!("{name} has no row for {}", category.name()));
            for example in row.split('`').skip(1).step_by(2) {
                let input = Input {
                    name: "example.txt".to_owned(),
                    bytes: format!("{example}\n").into(),
                    format: None,
                };
                let report = linter.check(input, &ruling, &Stop::never());
                let categories: Vec<_> = report
                    .open_findings()
                    .map(|finding| rules.get(&finding.rule).unwrap().category)
                    .collect();
                assert_eq!(categories, [*category], "{name}: {example}");
            }
        }
    }
}

/// The row that counts what `unfilled` finds in the samples named in the table's head.
#[test]
fn the_comparison_counts_what_is_found() {
    let site = site();
    let count = |file: &str| {
        let json = run(
            site.path(),
            "C.UTF-8",
            &format!(" --format json fixtures/sample/{file}"),
        );
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        report["diagnostics"].as_array().unwrap().len()
    };
    let counts = ["report.txt", "report.docx", "agreement.md"].map(count);
    let row = format!(
        "\n| unfilled | {} | {} | {} |\n",
        counts[0], counts[1], counts[2]
    );
    for (name, _) in READMES {
        assert!(paper(name).contains(&row), "{name} should say {row}");
    }
}

#[test]
fn options_in_the_papers_are_options() {
    let site = site();
    let commands = [
        "check",
        "annotate",
        "fix",
        "worksheet",
        "fill",
        "baseline",
        "rules",
        "explain",
        "test",
        "init",
        "text",
    ];
    let help: String = commands
        .map(|command| run(site.path(), "C.UTF-8", &format!(" {command} --help")))
        .concat();
    let mut known: BTreeSet<String> = options(&help).collect();
    known.extend(OTHERS_OPTIONS.map(str::to_owned));
    for name in PAPERS {
        let unknown: Vec<_> = options(&paper(name))
            .filter(|option| !known.contains(option))
            .collect();
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

fn options(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
        .filter_map(|word| word.strip_prefix("--"))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(str::to_owned)
}

#[test]
fn links_lead_somewhere() {
    for name in PAPERS {
        let folder = root().join(name);
        for rest in paper(name).split("](").skip(1) {
            let (target, _) = rest.split_once(')').unwrap();
            if target.starts_with("https://") {
                continue;
            }
            let file = folder.parent().unwrap().join(target);
            assert!(file.exists(), "{name} links to {target}");
        }
    }
}

#[test]
fn the_settings_shown_are_settings() {
    for (name, _) in READMES {
        let blocks = code_blocks(&paper(name));
        let shown =
            |block: &&CodeBlock| block.lines.first().is_some_and(|l| l == "# unfilled.toml");
        let block = blocks.iter().find(shown).unwrap();
        Config::parse(name, &block.lines.join("\n"))
            .and_then(|config| config.resolve(&RuleSet::builtin().unwrap()))
            .unwrap_or_else(|error| panic!("{name}: {}", error.mistake.message.en));
    }
}

#[test]
fn rules_in_the_papers_prove_themselves() {
    let mut proven = 0;
    for name in PAPERS {
        for block in code_blocks(&paper(name)) {
            let is_rule = block.lines.iter().any(|line| line.starts_with("id "));
            if block.language != "toml" || !is_rule {
                continue;
            }
            let text = block.lines.join("\n");
            let rule = load(
                name,
                &text,
                Some(Category::Quantity),
                &Vocabulary::builtin(),
            )
            .unwrap_or_else(|error| {
                panic!(
                    "{name}: {} {}",
                    error.mistake.message.en, error.mistake.help.en
                )
            });
            let mistakes = linter::prove(&rule);
            assert!(mistakes.is_empty(), "{name}: {mistakes:?}");
            proven += 1;
        }
    }
    assert_eq!(
        proven, 7,
        "a pattern and words in each README and in the reference, a pattern in CONTRIBUTING"
    );
}

/// Every module has its line in the map, and every path and every `module::name` in it is in the code.
#[test]
fn the_architecture_is_that_of_the_code() {
    let text = paper("ARCHITECTURE.md");
    let prose = text.split("```").step_by(2);
    let words: Vec<&str> = prose
        .flat_map(|part| part.split('`').skip(1).step_by(2))
        .collect();
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let module = path.file_stem().unwrap().to_string_lossy().into_owned();
        let named = words.contains(&module.as_str()) || ["lib", "main"].contains(&module.as_str());
        assert!(named, "ARCHITECTURE.md does not name {module}");
    }
    for word in words {
        if word.contains('/') && !word.contains(['<', '*', ' ']) {
            assert!(root().join(word).exists(), "there is no {word}");
        }
        if let Some((module, name)) = word.rsplit_once("::")
            && !word.contains(' ')
        {
            let folder = root().join("src").join(module.replace("::", "/"));
            let is_file = folder.join(format!("{name}.rs")).exists() || folder.join(name).is_dir();
            assert!(is_file || defines(&folder, name), "there is no {word}");
        }
    }
}

/// Whether a file of the module at `folder` defines `name`.
fn defines(folder: &Path, name: &str) -> bool {
    let file = folder.with_extension("rs");
    let files = fs::read_dir(folder).into_iter().flatten();
    files
        .map(|entry| entry.unwrap().path())
        .chain([file])
        .filter_map(|path| fs::read_to_string(path).ok())
        .any(|text| {
            ["struct", "enum", "fn", "const", "trait"]
                .iter()
                .any(|kind| text.contains(&format!(" {kind} {name}")))
        })
}

#[test]
fn the_changelog_has_this_version() {
    let heading = format!("\n## {}", env!("CARGO_PKG_VERSION"));
    assert!(paper("CHANGELOG.md").contains(&heading));
}
