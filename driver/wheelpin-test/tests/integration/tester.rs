use std::env;
use std::fs;
use std::num::NonZeroUsize;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::PathBuf;

use tempfile::TempDir;
use tokio::sync::OnceCell;
use wheelpin_process::Interrupt;
use wheelpin_test::{
    Answer, Bench, Found, Outcome, Places, Platform, Settings, WheelFile, find, matrix, run_all,
};
use wheelpin_testing::WheelBuilder;

/// Wheels and a project in a temporary directory, tested in one Python.
pub struct Tester {
    directory: TempDir,
    found: Found,
    /// `[tool.wheelpin.test]`
    pub settings: Settings,
}

/// They are asked once.
static FOUND: OnceCell<Found> = OnceCell::const_new();

/// Where Pythons may be on the machine that runs the tests.
fn places() -> Places {
    let path: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap()).collect();
    let home = env::var_os("HOME").map(PathBuf::from);
    Places { path, home, ..Places::default() }
}

impl Tester {
    /// A directory, and the oldest Python that has a pip; none where there is no Python,
    /// which is said. `ci/setup` sees to it that there is one.
    pub async fn new() -> Option<Self> {
        let ask = || async { find(&places(), &[], &Interrupt::new().1).await.unwrap() };
        let mut found = FOUND.get_or_init(ask).await.clone();
        found.interpreters.retain(|it| !it.facts.pips.is_empty() && it.facts.name().minor >= 9);
        found.interpreters.sort_by_key(|it| it.facts.name().minor);
        found.interpreters.truncate(1);
        if found.interpreters.is_empty() {
            eprintln!("not run: there is no Python with a pip on this machine");
            return None;
        }
        let settings = Settings { timeout: Some(20.0), ..Settings::default() };
        Some(Self { directory: TempDir::new().unwrap(), found, settings })
    }

    /// The minor version of its Python.
    pub fn minor(&self) -> u32 {
        self.found.interpreters[0].facts.name().minor
    }

    /// A tag of a wheel for this machine: `cp311-abi3-linux_x86_64`.
    pub fn tag(&self, abi: &str) -> String {
        let machine = &self.found.interpreters[0].facts.machine;
        let platform = if cfg!(target_os = "macos") {
            format!("macosx_11_0_{machine}")
        } else {
            format!("linux_{machine}")
        };
        format!("cp3{}-{abi}-{platform}", self.minor())
    }

    /// A file of the project.
    pub fn file(self, path: &str, text: &str) -> Self {
        let path = self.directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// A symbolic link of the project.
    pub fn link(self, path: &str, to: &str) -> Self {
        symlink(to, self.directory.path().join(path)).unwrap();
        self
    }

    /// A file of the project that nobody can read.
    pub fn socket(self, path: &str) -> Self {
        UnixListener::bind(self.directory.path().join(path)).unwrap();
        self
    }

    /// A wheel that lies in the project, in the directory `wheelhouse`.
    pub fn beside(self, wheel: &WheelBuilder) -> Self {
        let wheelhouse = self.directory.path().join("wheelhouse");
        fs::create_dir_all(&wheelhouse).unwrap();
        fs::write(wheelhouse.join(wheel.file_name()), wheel.bytes()).unwrap();
        self
    }

    /// What came of a wheel.
    pub async fn answer(&self, wheel: &WheelBuilder) -> Answer {
        let path = self.directory.path().join(wheel.file_name());
        fs::write(&path, wheel.bytes()).unwrap();
        let wheels = [WheelFile::read(&path).unwrap()];
        let here = Platform::of(&self.found.interpreters[0].facts);
        let mut rows = matrix(&wheels, &self.found.interpreters, &here);
        rows.retain(|row| row.python.minor == self.minor() && !row.python.free_threaded);
        let path = places().path;
        let bench = Bench {
            wheels: &wheels,
            interpreters: &self.found.interpreters,
            settings: &self.settings,
            project: self.directory.path(),
            wheelhouses: &[],
            pip: None,
            path: &path,
            jobs: NonZeroUsize::MIN,
        };
        let interrupt = Interrupt::new().1;
        let mut answers = run_all(&bench, &rows, &interrupt, |_| {}).await.unwrap();
        assert!(answers.len() == 1 && answers[0].is_some(), "not run: {rows:?}");
        answers.remove(0).unwrap()
    }

    /// The reason of a wheel that must fail, and what Python wrote.
    pub async fn failure(&self, wheel: &WheelBuilder) -> (String, Answer) {
        let answer = self.answer(wheel).await;
        assert_eq!(answer.outcome, Outcome::Failed, "{answer:?}");
        assert!(answer.remedy.is_some());
        (answer.reason.clone().unwrap(), answer)
    }
}

/// A wheel whose only module is `sample` with that text.
pub fn sample(tag: &str, text: &str) -> WheelBuilder {
    WheelBuilder::new(tag).without("sample/__init__.py").with("sample/__init__.py", text)
}

/// A wheel for any Python.
pub fn pure(text: &str) -> WheelBuilder {
    sample("py3-none-any", text)
}
