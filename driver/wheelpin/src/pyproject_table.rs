use std::error::Error as StdError;
use std::fs;
use std::io;
use std::path::Path;

use serde::de::DeserializeOwned;

/// `[tool.wheelpin.NAME]` of the `pyproject.toml` in a directory; nothing where there is no such
/// table, or no such file.
///
/// # Errors
///
/// That it cannot be read, is no TOML, or the table is not what `T` is.
pub(crate) fn pyproject_table<T: DeserializeOwned>(
    directory: &Path,
    name: &str,
) -> Result<Option<T>, Box<dyn StdError + Send + Sync>> {
    let text = match fs::read_to_string(directory.join("pyproject.toml")) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound && directory.is_dir() => {
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    #[derive(serde::Deserialize)]
    struct Pyproject<T> {
        tool: Option<Tool<T>>,
    }
    #[derive(serde::Deserialize)]
    struct Tool<T> {
        wheelpin: Option<T>,
    }
    let pyproject: Pyproject<toml::Table> = toml::from_str(&text)?;
    let wheelpin = pyproject.tool.and_then(|tool| tool.wheelpin);
    match wheelpin.and_then(|mut wheelpin| wheelpin.remove(name)) {
        Some(table) => Ok(Some(table.try_into()?)),
        None => Ok(None),
    }
}
