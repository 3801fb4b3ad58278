use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::Error;

/// `[tool.wheelpin.test]`.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// The project's own test: a file that Python runs. By default `tests/smoke_test.py`, if
    /// it is there and there is no command.
    pub file: Option<String>,
    /// The project's own test: a program and its arguments.
    pub command: Vec<String>,
    /// What the test sees of the project: files and directories. By default the file, or
    /// `tests` for a command.
    pub files: Option<Vec<String>>,
    /// What is installed besides the wheel, from the wheelhouse (PEP 508).
    pub requirements: Vec<String>,
    /// A directory of wheels to install dependencies from.
    pub wheelhouse: Option<String>,
    /// Whether the wheel's own dependencies are installed.
    pub dependencies: bool,
    /// Modules that must be there.
    pub modules: Vec<String>,
    /// Modules that are not imported, those within them neither, and why.
    pub skip: BTreeMap<String, String>,
    /// Seconds that importing everything, and that the own test, may take.
    pub timeout: Option<f64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            file: None,
            command: Vec::new(),
            files: None,
            requirements: Vec::new(),
            wheelhouse: None,
            dependencies: true,
            modules: Vec::new(),
            skip: BTreeMap::new(),
            timeout: None,
        }
    }
}

/// Where the own test is, if nothing else is said.
const FILE: &str = "tests/smoke_test.py";
/// What a command sees, if nothing else is said.
const TESTS: &str = "tests";

/// The project's own test.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct OwnTest {
    pub(crate) command: Vec<String>,
    pub(crate) files: Vec<String>,
}

impl Settings {
    /// The own test of a project; none where it has none.
    ///
    /// # Errors
    ///
    /// [`Error::Settings`] for both a file and a command, a file that is not there or not in
    /// the project, a module that is skipped for no reason.
    pub(crate) fn own_test(&self, project: &Path) -> Result<Option<OwnTest>, Error> {
        self.validate()?;
        let file = match &self.file {
            Some(file) => Some(file.clone()),
            None if self.command.is_empty() && project.join(FILE).is_file() => Some(FILE.into()),
            None => None,
        };
        let command = match &file {
            Some(file) => vec!["python".into(), file.clone()],
            None if self.command.is_empty() => return Ok(None),
            None => self.command.clone(),
        };
        let files = match (&self.files, file) {
            (Some(files), file) => {
                let mut files = files.clone();
                files.extend(file.filter(|file| !files.iter().any(|of| is_below(file, of))));
                files
            }
            (None, Some(file)) => vec![file],
            (None, None) if project.join(TESTS).is_dir() => vec![TESTS.into()],
            (None, None) => Vec::new(),
        };
        for file in &files {
            if !is_inside(file) || !project.join(file).exists() {
                return Err(Error::Settings {
                    mistake: format!("there is no {file} in {}", project.display()),
                    remedy: "paths are relative to pyproject.toml, and within its directory".into(),
                });
            }
        }
        Ok(Some(OwnTest { command, files }))
    }

    fn validate(&self) -> Result<(), Error> {
        let wrong =
            |mistake: String, remedy: &str| Err(Error::Settings { mistake, remedy: remedy.into() });
        if self.file.is_some() && !self.command.is_empty() {
            return wrong("it has a file and a command".into(), "leave out one of them");
        }
        if let Some((module, _)) = self.skip.iter().find(|(_, why)| why.trim().is_empty()) {
            return wrong(
                format!("{module} is skipped for no reason"),
                "say why: [tool.wheelpin.test.skip] \"MODULE\" = \"WHY\"",
            );
        }
        if self.timeout.is_some_and(|seconds| !(seconds > 0.0 && seconds <= 86_400.0)) {
            return wrong("timeout is no number of seconds".into(), "it is at most 86400, a day");
        }
        Ok(())
    }

    /// Directories of wheels to install from: that of the settings and those given besides.
    pub(crate) fn wheelhouses(&self, project: &Path, besides: &[PathBuf]) -> Vec<PathBuf> {
        let own = self.wheelhouse.iter().map(|directory| project.join(directory));
        own.chain(besides.iter().cloned()).collect()
    }
}

fn is_below(file: &str, directory: &str) -> bool {
    Path::new(file).starts_with(directory)
}

fn is_inside(file: &str) -> bool {
    let mut components = Path::new(file).components().peekable();
    components.peek().is_some()
        && components.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> tempfile::TempDir {
        let project = tempfile::tempdir().unwrap();
        std::fs::create_dir(project.path().join("tests")).unwrap();
        std::fs::write(project.path().join(FILE), "").unwrap();
        project
    }

    fn mistake(settings: &Settings) -> String {
        settings.own_test(project().path()).unwrap_err().to_string()
    }

    #[test]
    fn the_usual_file_is_taken_where_it_is() {
        let test = Settings::default().own_test(project().path()).unwrap().unwrap();
        assert_eq!(test.command, ["python", FILE]);
        assert_eq!(test.files, [FILE]);
        let empty = tempfile::tempdir().unwrap();
        assert_eq!(Settings::default().own_test(empty.path()).unwrap(), None);
    }

    #[test]
    fn a_command_sees_the_tests() {
        let command = vec!["pytest".to_owned()];
        let settings = Settings { command: command.clone(), ..Settings::default() };
        let test = settings.own_test(project().path()).unwrap().unwrap();
        assert_eq!(test, OwnTest { command, files: vec!["tests".into()] });
    }

    #[test]
    fn what_contradicts_itself_is_a_mistake() {
        let file = Some(FILE.to_owned());
        let command = vec!["pytest".to_owned()];
        let both = Settings { file, command, ..Settings::default() };
        assert!(mistake(&both).ends_with("it has a file and a command"));
        for file in ["../a.py", "/etc/passwd", "missing.py"] {
            let settings = Settings { file: Some(file.into()), ..Settings::default() };
            assert!(mistake(&settings).contains(&format!("there is no {file} in")), "{file}");
        }
        let skip = BTreeMap::from([("a.b".to_owned(), " ".to_owned())]);
        let settings = Settings { skip, ..Settings::default() };
        assert!(mistake(&settings).ends_with("a.b is skipped for no reason"));
        let settings = Settings { timeout: Some(f64::NAN), ..Settings::default() };
        assert!(mistake(&settings).ends_with("timeout is no number of seconds"));
    }
}
