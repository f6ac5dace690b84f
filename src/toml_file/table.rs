//! A cursor over a TOML table: each key is asked for once, what is left at the end is a mistake.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::{Localized, TextRange};
use crate::toml_file::reason::in_chinese;
use crate::toml_file::{Mistake, nearest};

/// Read `text` as TOML and hand its root table to `read`.
///
/// # Errors
/// The first mistake: bad syntax, or whatever `read` finds wrong.
pub fn parse<T>(
    text: &str,
    read: impl FnOnce(&mut Table<'_, '_>) -> Result<T, Mistake>,
) -> Result<T, Mistake> {
    let root = DeTable::parse(text).map_err(|error| {
        let range = error.span().map_or(TextRange::empty(0), TextRange::from);
        let reason = error.message();
        Mistake::new(
            range,
            Localized::new(
                format!("TOML 语法有误：{}", in_chinese(reason)),
                format!("bad TOML: {reason}"),
            ),
            Localized::new(
                "检查这里的引号、括号和等号；含反斜杠的文字用三个单引号括起来",
                "look at the quotes, brackets and equals signs here; put text with backslashes between '''",
            ),
        )
    })?;
    let span = root.span();
    let mut table = Table::new(root.get_ref(), span);
    let value = read(&mut table)?;
    table.finish()?;
    Ok(value)
}

/// A table whose keys are being read. Call [`finish`](Self::finish) when all known keys have been asked for.
#[derive(Debug)]
pub struct Table<'t, 'i> {
    table: &'t DeTable<'i>,
    range: TextRange,
    known: Vec<&'static str>,
}

/// A value in a table, with its place.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t, 'i> {
    value: &'t Spanned<DeValue<'i>>,
}

impl<'t, 'i> Table<'t, 'i> {
    fn new(table: &'t DeTable<'i>, span: Range<usize>) -> Self {
        Self {
            table,
            range: span.into(),
            known: Vec::new(),
        }
    }

    /// The place of the table in the file.
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The value of `key`, where it is set.
    pub fn get(&mut self, key: &'static str) -> Option<Entry<'t, 'i>> {
        self.known.push(key);
        self.table.get(key).map(|value| Entry { value })
    }

    /// The value of `key`.
    ///
    /// # Errors
    /// When the key is missing.
    pub fn require(&mut self, key: &'static str) -> Result<Entry<'t, 'i>, Mistake> {
        self.get(key).ok_or_else(|| self.missing(key))
    }

    /// The mistake of a missing `key`: most often it is there, but mistyped.
    pub fn missing(&self, key: &'static str) -> Mistake {
        let mistyped = self
            .entries()
            .find(|(name, ..)| !self.known.contains(name) && nearest(name, [key]).is_some());
        if let Some((name, range, _)) = mistyped {
            return unknown_name(range, name, std::iter::once(key));
        }
        Mistake::new(
            TextRange::new(self.range.start(), self.range.start() + 1),
            Localized::new(format!("缺少 `{key}`"), format!("`{key}` is missing")),
            Localized::new(
                format!("加上一行 {key} = …"),
                format!("add a line {key} = …"),
            ),
        )
    }

    /// All keys with their places and values, for tables whose keys are free names.
    pub fn entries(&self) -> impl Iterator<Item = (&'t str, TextRange, Entry<'t, 'i>)> {
        self.table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), key.span().into(), Entry { value }))
    }

    /// Check that no key is left that nobody asked for.
    ///
    /// # Errors
    /// The first unknown key, with the nearest known one.
    pub fn finish(&self) -> Result<(), Mistake> {
        for (key, range, _) in self.entries() {
            if !self.known.contains(&key) {
                return Err(unknown_name(range, key, self.known.iter().copied()));
            }
        }
        Ok(())
    }
}

/// The mistake of a name that is none of `known`.
pub(crate) fn unknown_name<'n>(
    range: TextRange,
    name: &str,
    known: impl Iterator<Item = &'n str> + Clone,
) -> Mistake {
    let help = match nearest(name, known.clone()) {
        Some(near) => Localized::new(
            format!("是不是想写 `{near}`？"),
            format!("did you mean `{near}`?"),
        ),
        None => {
            let all = known.collect::<Vec<_>>().join(", ");
            Localized::new(format!("可以写：{all}"), format!("known names: {all}"))
        }
    };
    Mistake::new(
        range,
        Localized::new(format!("不认识 `{name}`"), format!("unknown name `{name}`")),
        help,
    )
}

impl<'t, 'i> Entry<'t, 'i> {
    /// The place of the value in the file.
    pub fn range(self) -> TextRange {
        self.value.span().into()
    }

    /// A mistake at this value.
    pub fn mistake(self, message: Localized, help: Localized) -> Mistake {
        Mistake::new(self.range(), message, help)
    }

    /// The value as text.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn string(self) -> Result<&'t str, Mistake> {
        match self.value.get_ref() {
            DeValue::String(text) => Ok(text.as_ref()),
            _ => Err(self.wrong_type("文字，例如 \"…\"", "text, such as \"…\"")),
        }
    }

    /// The value as true or false.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn boolean(self) -> Result<bool, Mistake> {
        match self.value.get_ref() {
            DeValue::Boolean(value) => Ok(*value),
            _ => Err(self.wrong_type("true 或 false", "true or false")),
        }
    }

    /// The value as a list.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn list(self) -> Result<Vec<Entry<'t, 'i>>, Mistake> {
        match self.value.get_ref() {
            DeValue::Array(items) => Ok(items.iter().map(|value| Entry { value }).collect()),
            _ => Err(self.wrong_type(
                "列表，例如 [\"…\", \"…\"]",
                "a list, such as [\"…\", \"…\"]",
            )),
        }
    }

    /// The value as a list of texts.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn strings(self) -> Result<Vec<&'t str>, Mistake> {
        self.list()?.into_iter().map(Entry::string).collect()
    }

    /// The value as a table, whose keys must be asked for in turn.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn table(self) -> Result<Table<'t, 'i>, Mistake> {
        match self.value.get_ref() {
            DeValue::Table(table) => Ok(Table::new(table, self.value.span())),
            _ => Err(self.wrong_type("一组键值，例如 { … = … }", "a table, such as { … = … }")),
        }
    }

    /// Whether the value is a text.
    pub fn is_string(self) -> bool {
        matches!(self.value.get_ref(), DeValue::String(_))
    }

    /// Whether the value is a list.
    pub fn is_list(self) -> bool {
        matches!(self.value.get_ref(), DeValue::Array(_))
    }

    /// The value as one of `names`, by the mapping that `find` is.
    ///
    /// # Errors
    /// When it is no text or none of the names.
    pub fn one_of<T>(
        self,
        find: impl Fn(&str) -> Option<T>,
        names: impl Iterator<Item = &'static str> + Clone,
    ) -> Result<T, Mistake> {
        let name = self.string()?;
        find(name).ok_or_else(|| unknown_name(self.range(), name, names))
    }

    fn wrong_type(self, zh: &str, en: &str) -> Mistake {
        let value = self.value.get_ref();
        let (found, kind) = (value.type_str(), kind_of(value));
        self.mistake(
            Localized::new(
                format!("这里写的是{kind}，不合要求"),
                format!("wrong kind of value ({found})"),
            ),
            Localized::new(format!("这里要写{zh}"), format!("write {en}")),
        )
    }
}

/// What a value is, in Chinese.
fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "文字",
        DeValue::Integer(_) | DeValue::Float(_) => "数字",
        DeValue::Boolean(_) => "“是”或“否”",
        DeValue::Datetime(_) => "日期",
        DeValue::Array(_) => "列表",
        DeValue::Table(_) => "一组键值",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_keys_are_mistakes_with_the_nearest_name() {
        let text = "severity = \"error\"\nkeyword = []\n";
        let mistake = parse(text, |table| {
            table.get("severity");
            table.get("keywords");
            Ok(())
        })
        .unwrap_err();
        assert_eq!(mistake.range.slice(text), "keyword");
        assert_eq!(mistake.help.en, "did you mean `keywords`?");
    }

    #[test]
    fn wrong_types_and_bad_syntax_have_a_place() {
        let text = "on = \"yes\"";
        let mistake = parse(text, |table| table.require("on")?.boolean()).unwrap_err();
        assert_eq!(mistake.range.slice(text), "\"yes\"");
        let mistake = parse("a = [1, ", |_| Ok(())).unwrap_err();
        assert!(mistake.message.zh.starts_with("TOML 语法有误"));
        let missing = parse("", |table| table.require("id").map(|_| ())).unwrap_err();
        assert_eq!(missing.message.en, "`id` is missing");
    }
}
