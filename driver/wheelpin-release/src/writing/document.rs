use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::Error;

/// A TOML file whose strings know where they stand. Editing replaces bytes at those
/// places and no others, so that quotes, comments, order and line ends stay as they
/// are: more than a library that writes TOML anew can keep.
pub(super) struct Document<'a> {
    pub(super) path: &'a Path,
    text: &'a str,
    table: Spanned<DeTable<'a>>,
}

/// A string within a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Text {
    pub(super) value: String,
    /// Its bytes in the file, without quotes.
    pub(super) span: Range<usize>,
}

impl<'a> Document<'a> {
    pub(super) fn read(path: &'a Path, text: &'a str) -> Result<Self, Error> {
        let table = DeTable::parse(text)
            .map_err(|error| Error::Read { path: path.into(), source: Box::new(error) })?;
        Ok(Self { path, text, table })
    }

    pub(super) fn root(&self) -> &DeTable<'a> {
        self.table.get_ref()
    }

    /// A string that can be replaced; nothing where there is another value.
    pub(super) fn text(&self, value: &Spanned<DeValue<'_>>) -> Result<Option<Text>, Error> {
        let DeValue::String(string) = value.get_ref() else { return Ok(None) };
        let Range { start, end } = value.span();
        let span = start.saturating_add(1)..end.saturating_sub(1);
        if self.text.get(span.clone()) != Some(string.as_ref()) {
            return Err(Error::Spelled {
                path: PathBuf::from(self.path),
                text: string.to_string(),
            });
        }
        Ok(Some(Text { value: string.to_string(), span }))
    }

    /// The string at a path of keys.
    pub(super) fn text_at(&self, keys: &[&str]) -> Result<Option<Text>, Error> {
        at(self.root(), keys).map_or(Ok(None), |value| self.text(value))
    }
}

/// The value at a path of keys.
pub(super) fn at<'b, 'a>(
    table: &'b DeTable<'a>,
    keys: &[&str],
) -> Option<&'b Spanned<DeValue<'a>>> {
    let (last, tables) = keys.split_last()?;
    let mut table = table;
    for key in tables {
        table = table.get(*key)?.get_ref().as_table()?;
    }
    table.get(*last)
}

/// The table at a path of keys.
pub(super) fn table_at<'b, 'a>(table: &'b DeTable<'a>, keys: &[&str]) -> Option<&'b DeTable<'a>> {
    at(table, keys)?.get_ref().as_table()
}

/// A string of a table.
pub(super) fn string<'b>(table: &'b DeTable<'_>, key: &str) -> Option<&'b str> {
    table.get(key)?.get_ref().as_str()
}

/// The strings of a list of a table.
pub(super) fn strings<'b>(table: &'b DeTable<'_>, key: &str) -> Vec<&'b str> {
    let list = table.get(key).and_then(|value| value.get_ref().as_array());
    list.into_iter().flatten().filter_map(|element| element.get_ref().as_str()).collect()
}

/// The tables of a list of tables.
pub(super) fn tables<'b, 'a>(table: &'b DeTable<'a>, key: &str) -> Vec<&'b DeTable<'a>> {
    let list = table.get(key).and_then(|value| value.get_ref().as_array());
    list.into_iter().flatten().filter_map(|element| element.get_ref().as_table()).collect()
}
