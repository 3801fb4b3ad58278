use std::path::Path;

use wheelpin_test::Settings;

use crate::error::Error;
use crate::pyproject_table::pyproject_table;

/// `[tool.wheelpin.test]` of a project; nothing where there is no pyproject.toml.
pub(crate) fn settings(directory: &Path) -> Result<Settings, Error> {
    let settings = pyproject_table(directory, "test")
        .map_err(|source| Error::TestSettings { path: directory.join("pyproject.toml"), source })?;
    Ok(settings.unwrap_or_default())
}
