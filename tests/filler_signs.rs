//! The signs that people write in place of words are spelled in `rules/vocabulary.toml` and nowhere else: a rule that spells them
//! itself knows some and not the others. Which rules still do so, `fixtures/filler-signs.txt` lists; it only gets shorter.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;

use crate::support::corpus;

/// Signs that stand for words whatever is beside them, and runs and classes of those that may be themselves.
const SIGNS: &str =
    r"[×╳✕○◯△▲□■◻◼◇◆●＿﹍﹏‗]|〇\{|〇〇|X[X{+*]|[Xx]{2}|\[\^?(?:Xx|xX|X×)|_[_{+]|\\\*\{";

#[test]
fn fillers_are_spelled_in_the_vocabulary_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list = root.join("fixtures/filler-signs.txt");
    let listed = fs::read_to_string(&list).unwrap();
    let listed: BTreeSet<&str> = listed.lines().collect();
    let signs = Regex::new(SIGNS).unwrap();
    let mut spelling = BTreeSet::new();
    let folders = fs::read_dir(root.join("rules")).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    let files = folders.filter(|path| path.is_dir());
    let mut files: Vec<_> = files.flat_map(|folder| corpus::files(&folder)).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    for path in &files {
        let rule: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let pattern = rule.get("pattern").and_then(|it| it.as_str());
        if pattern.is_some_and(|pattern| signs.is_match(pattern)) {
            spelling.insert(rule["id"].as_str().unwrap().to_owned());
        }
    }
    assert!(files.len() > 100);
    let new: Vec<&String> = spelling
        .iter()
        .filter(|id| !listed.contains(&***id))
        .collect();
    assert!(
        new.is_empty(),
        "these rules spell fillers; name parts of the vocabulary in them: {new:?}"
    );
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let left = spelling.iter().map(|id| format!("{id}\n"));
        fs::write(&list, left.collect::<String>()).unwrap();
        return;
    }
    let mended: Vec<_> = listed
        .iter()
        .filter(|id| !spelling.contains(**id))
        .collect();
    assert!(
        mended.is_empty(),
        "these rules spell no fillers any more; UPDATE_EXPECT=1 takes them off the list: {mended:?}"
    );
}
