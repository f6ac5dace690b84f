//! From the TOML of a settings file to a [`Config`], or to the one mistake in it.

use crate::config::Config;
use crate::config::layer::{Layer, Name};
use crate::config::path_patterns::PathPatterns;
use crate::rule::{self, Severity, Stage, Vocabulary};
use crate::text::{Language, Localized, Phrase, TextRange};
use crate::toml_file::{Entry, Mistake, Table};

/// What stands for a severity where rules are turned off.
const OFF: &str = "off";
/// What stands for every rule.
const ALL: &str = "all";
const LANGUAGES: [(&str, Language); 2] = [("zh", Language::Zh), ("en", Language::En)];

/// Read the root table.
pub(super) fn config(table: &mut Table<'_, '_>) -> Result<Config, Mistake> {
    let mut config = Config {
        base: layer(table)?,
        fail_on: table.get("fail_on").map(severity).transpose()?,
        language: table.get("language").map(language).transpose()?,
        exclude: patterns(table.get("exclude"))?,
        include: patterns(table.get("include"))?,
        ..Config::default()
    };
    if let Some(entry) = table.get("baseline") {
        let path = path_below(
            entry,
            (
                "基线文件必须在设置文件所在的文件夹之内",
                "the baseline must lie below the settings file's folder",
            ),
            "unfilled-baseline.jsonl",
        )?;
        config.baseline = Some((path, entry.range()));
    }
    if let Some(entry) = table.get("rules") {
        for item in entry.list()? {
            let outside = (
                "规则文件夹必须在设置文件所在的文件夹之内",
                "a rule folder must lie below the settings file's folder",
            );
            config
                .rule_folders
                .push(path_below(item, outside, "house-rules")?);
            config.rule_folder_places.push(item.range());
        }
    }
    if let Some(entry) = table.get("worksheet") {
        let mut worksheet = entry.table()?;
        config.departments = worksheet
            .get("departments")
            .map_or(Ok(Vec::new()), departments)?;
        worksheet.finish()?;
    }
    if let Some(entry) = table.get("words") {
        config.words = rule::house_words(entry, &Vocabulary::builtin())?;
    }
    if let Some(entry) = table.get("delimiters") {
        config.words.extend(rule::house_delimiters(entry)?);
    }
    if let Some(entry) = table.get("override") {
        for item in override_tables(entry)? {
            config.overrides.push(override_of(&mut item.table()?)?);
        }
    }
    Ok(config)
}

/// The keys that both the root table and an override have.
fn layer(table: &mut Table<'_, '_>) -> Result<Layer<Name>, Mistake> {
    let mut severities = Vec::new();
    if let Some(entry) = table.get("severity") {
        for (name, range, value) in entry.table()?.entries() {
            severities.push((named(name, range), severity_or_off(value)?));
        }
    }
    Ok(Layer {
        select: table.get("select").map(names).transpose()?,
        ignore: table.get("ignore").map_or(Ok(Vec::new()), names)?,
        severities,
        allow: table.get("allow").map_or(Ok(Vec::new()), allow)?,
        min_severity: table.get("min_severity").map(severity).transpose()?,
        stage: table.get("stage").map(stage).transpose()?,
    })
}

/// A list of texts for all rules, or a table with a list for each rule or category.
fn allow(entry: Entry<'_, '_>) -> Result<Vec<(Name, Phrase)>, Mistake> {
    let mut allowed = Vec::new();
    let mut add = |name: &str, place: TextRange, list: Entry<'_, '_>| {
        for item in list.list()? {
            allowed.push((named(name, place), rule::phrase(item)?));
        }
        Ok(())
    };
    if entry.is_list() {
        add(ALL, entry.range(), entry)?;
    } else {
        for (name, place, list) in entry.table()?.entries() {
            add(name, place, list)?;
        }
    }
    Ok(allowed)
}

/// The words that tell whose affair a place is, each with the department's name.
fn departments(entry: Entry<'_, '_>) -> Result<Vec<(String, String)>, Mistake> {
    let mut known = Vec::new();
    for item in entry.list()? {
        let mut department = item.table()?;
        let name = some_words(department.require("name")?)?;
        let words = department.require("words")?;
        let list = words.list()?;
        if list.is_empty() {
            return Err(words.mistake(
                Localized::new("`words` 是空的", "`words` is empty"),
                Localized::new(
                    "写上说到什么就归这个部门，例如 [\"预算\", \"资金\"]",
                    "name the words that this department is known by, such as [\"budget\"]",
                ),
            ));
        }
        for word in list {
            known.push((some_words(word)?, name.clone()));
        }
        department.finish()?;
    }
    Ok(known)
}

/// A text that is not blank, without spaces round it.
fn some_words(entry: Entry<'_, '_>) -> Result<String, Mistake> {
    let words = entry.string()?.trim();
    match words.is_empty() {
        false => Ok(words.to_owned()),
        true => Err(entry.mistake(
            Localized::new("这里是空的", "this is empty"),
            Localized::new("写上至少一个字", "write at least one character"),
        )),
    }
}

fn override_of(table: &mut Table<'_, '_>) -> Result<(PathPatterns, Layer<Name>), Mistake> {
    let paths = table.require("paths")?;
    if paths.list()?.is_empty() {
        return Err(paths.mistake(
            Localized::new("`paths` 是空的", "`paths` is empty"),
            Localized::new(
                "写上这一组设置管哪些文件，例如 [\"templates/**\"]",
                "name the files this override is for, such as [\"templates/**\"]",
            ),
        ));
    }
    let read = (PathPatterns::read(paths)?, layer(table)?);
    table.finish()?;
    Ok(read)
}

fn override_tables<'t, 'i>(entry: Entry<'t, 'i>) -> Result<Vec<Entry<'t, 'i>>, Mistake> {
    entry.list().map_err(|mistake| {
        let help = Localized::new(
            "写成双层方括号 [[override]]，可以写多组",
            "write [[override]] with two brackets; there may be several",
        );
        Mistake { help, ..mistake }
    })
}

fn names(entry: Entry<'_, '_>) -> Result<Vec<Name>, Mistake> {
    let items = entry.list()?.into_iter();
    items
        .map(|item| Ok(named(item.string()?, item.range())))
        .collect()
}

fn named(name: &str, range: TextRange) -> Name {
    Name {
        text: name.to_owned(),
        range,
    }
}

fn severity_names() -> impl DoubleEndedIterator<Item = &'static str> + Clone {
    Severity::ALL.iter().rev().map(|severity| severity.name())
}

fn severity(entry: Entry<'_, '_>) -> Result<Severity, Mistake> {
    entry.one_of(Severity::from_name, severity_names())
}

fn severity_or_off(entry: Entry<'_, '_>) -> Result<Option<Severity>, Mistake> {
    entry.one_of(
        |name| match name {
            OFF => Some(None),
            _ => Severity::from_name(name).map(Some),
        },
        severity_names().chain([OFF]),
    )
}

fn stage(entry: Entry<'_, '_>) -> Result<Stage, Mistake> {
    let names = Stage::ALL.iter().map(|stage| stage.name());
    entry.one_of(Stage::from_name, names)
}

fn language(entry: Entry<'_, '_>) -> Result<Language, Mistake> {
    let find = |name: &str| LANGUAGES.into_iter().find(|(known, _)| *known == name);
    let names = LANGUAGES.into_iter().map(|(name, _)| name);
    entry.one_of(|name| find(name).map(|(_, language)| language), names)
}

fn patterns(entry: Option<Entry<'_, '_>>) -> Result<PathPatterns, Mistake> {
    entry.map_or(Ok(PathPatterns::default()), PathPatterns::read)
}

/// A path below the settings file's own folder: settings that come with a proposed change must not make us read elsewhere.
fn path_below(
    entry: Entry<'_, '_>,
    outside: (&str, &str),
    example: &str,
) -> Result<String, Mistake> {
    let path = entry.string()?;
    let names: Vec<&str> = path
        .split('/')
        .filter(|name| !matches!(*name, "" | "."))
        .collect();
    let leads_away =
        path.starts_with(['/', '~']) || path.contains(['\\', ':', '\0']) || names.contains(&"..");
    if leads_away || names.is_empty() {
        return Err(entry.mistake(
            Localized::new(outside.0, outside.1),
            Localized::new(
                format!("写相对路径，文件夹之间用 / 隔开，例如 {example}；不能用 ..、盘符、反斜杠或绝对路径"),
                format!("write a relative path with / between folders, such as {example}; no .., drive letter, backslash or absolute path"),
            ),
        ));
    }
    Ok(names.join("/"))
}
