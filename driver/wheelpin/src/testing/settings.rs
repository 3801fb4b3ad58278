use std::fs;
use std::path::Path;

use serde::Deserialize;
use wheelpin_test::Settings;

use crate::error::Error;

/// `[tool.wheelpin.test]` of a project; nothing where there is no pyproject.toml.
pub(crate) fn settings(directory: &Path) -> Result<Settings, Error> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Pyproject {
        tool: Tool,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Tool {
        wheelpin: Wheelpin,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wheelpin {
        test: Settings,
    }

    let path = directory.join("pyproject.toml");
    let wrong = |source| Error::TestSettings { path: path.clone(), source };
    match fs::read_to_string(&path) {
        Ok(text) => {
            let pyproject: Pyproject =
                toml::from_str(&text).map_err(|error| wrong(error.into()))?;
            Ok(pyproject.tool.wheelpin.test)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
        Err(error) => Err(wrong(error.into())),
    }
}
