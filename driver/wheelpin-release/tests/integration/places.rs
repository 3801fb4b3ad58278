use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wheelpin_release::writing::Places;
use wheelpin_release::{Error, VersionFile};

struct Project(TempDir);

impl Project {
    fn new<const N: usize>(files: [(&str, &str); N]) -> Self {
        let project = Self(TempDir::new().unwrap());
        for (path, text) in files {
            let file = project.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        project
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn places(&self, below: &str, files: &[VersionFile]) -> Result<Places, Error> {
        Places::find(&self.path().join(below), self.path(), files, &[])
    }

    /// Files that another version changes: lines that go, and lines that come.
    fn changed(&self, places: &Places, version: &str) -> BTreeMap<String, Vec<String>> {
        let root = self.path().canonicalize().unwrap();
        let changes = places.with(&version.parse().unwrap()).into_iter();
        changes
            .map(|(path, new)| {
                let old = fs::read_to_string(&path).unwrap();
                let lines = |text: &str| text.split('\n').map(String::from).collect::<Vec<_>>();
                let (old, new) = (lines(&old), lines(&new));
                assert_eq!(old.len(), new.len());
                let pairs = old.into_iter().zip(new).filter(|(old, new)| old != new);
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                (name, pairs.map(|(_, new)| new).collect())
            })
            .collect()
    }
}

fn expected<const N: usize, const M: usize>(
    files: [(&str, [&str; M]); N],
) -> BTreeMap<String, Vec<String>> {
    files.map(|(name, lines)| (name.into(), lines.map(Into::into).into())).into()
}

#[test]
fn one_crate_with_both_locks_and_a_further_file() {
    let project = Project::new([
        ("pyproject.toml", "[project]\nname = 'My.Sample'\ndynamic = ['version']\n[tool.uv]\n"),
        (
            "Cargo.toml",
            "# ours\r\n[package]\r\nname = \"sample\"\r\nversion   =  '1.2.0' # here\r\n",
        ),
        (
            "Cargo.lock",
            "[[package]]\nname = \"sample\"\nversion = \"1.2.0\"\n\n[[package]]\nname = \"other\"\nversion = \"1.2.0\"\nsource = \"registry+x\"\n",
        ),
        (
            "uv.lock",
            "[[package]]\nname = \"my-sample\"\nversion = \"1.2.0\"\nsource = { editable = \".\" }\n[[package]]\nname = \"my-sample2\"\nversion = \"1.2.0\"\nsource = { registry = \"x\" }\n",
        ),
        ("src/version.py", "__version__ = '1.2.0'\n"),
    ]);
    let file = VersionFile {
        path: "src/version.py".into(),
        pattern: "__version__ = '{python-version}'".into(),
    };
    let places = project.places(".", &[file]).unwrap();
    assert_eq!(places.version().unwrap().to_string(), "1.2.0");
    assert_eq!(places.others_than(&places.version().unwrap()), Vec::<&_>::new());
    assert_eq!(
        project.changed(&places, "1.3.0-beta.1"),
        expected([
            ("Cargo.lock", ["version = \"1.3.0-beta.1\""]),
            ("Cargo.toml", ["version   =  '1.3.0-beta.1' # here\r"]),
            ("src/version.py", ["__version__ = '1.3.0b1'"]),
            ("uv.lock", ["version = \"1.3.0b1\""]),
        ])
    );
    // Nothing to change.
    assert_eq!(places.with(&"1.2.0".parse().unwrap()), BTreeMap::new());
}

const MEMBERS: [(&str, &str); 6] = [
    (
        "Cargo.toml",
        "[workspace]\nmembers = ['crates/*', 'python']\nexclude = ['crates/apart']\n[workspace.package]\nversion = '0.3.0'\n\
         [workspace.dependencies]\ncore = { path = 'crates/core', version = '0.3.0' }\nserde = { version = '0.3.0' }\n",
    ),
    (
        "python/Cargo.toml",
        "[package]\nname = 'python'\nversion.workspace = true\n[dependencies]\ncore.workspace = true\n",
    ),
    (
        "crates/core/Cargo.toml",
        "[package]\nname = 'core'\nversion = { workspace = true }\n\
         [target.'cfg(unix)'.dev-dependencies]\ntool = { path = '../tool', version = '=0.3.0' }\n",
    ),
    (
        "crates/tool/Cargo.toml",
        "[package]\nname = 'tool'\nversion = '0.3.0'\n[dependencies]\nown = { path = '../own', version = '7.0.0' }\n",
    ),
    (
        "crates/own/Cargo.toml",
        "[package]\nname = 'own'\nversion = '7.0.0'\n[dependencies]\ncore = { path = '../core', version = '0.3' }\n",
    ),
    ("crates/apart/Cargo.toml", "[package]\nname = 'apart'\nversion = '0.3.0'\n"),
];

#[test]
fn a_workspace_steps_together() {
    let project = Project::new(MEMBERS);
    fs::write(project.path().join("Cargo.lock"), "[[package]]\nname = 'python'\nversion = '0.3.0'\ndependencies = ['core 0.3.0', 'own']\n[[package]]\nname = 'core'\nversion = '0.3.0'\n[[package]]\nname = 'own'\nversion = '7.0.0'\n[[package]]\nname = 'core'\nversion = '0.3.0'\nsource = 'x'\n").unwrap();
    fs::write(
        project.path().join("python/pyproject.toml"),
        "[project]\nname = 'sample'\ndynamic = ['version']\n",
    )
    .unwrap();
    let places = project.places("python", &[]).unwrap();
    let changed = project.changed(&places, "0.3.1");
    let all = |name: &str| changed.get(name).cloned().unwrap_or_default();
    assert_eq!(
        all("Cargo.toml"),
        ["version = '0.3.1'", "core = { path = 'crates/core', version = '0.3.1' }"]
    );
    assert_eq!(all("crates/core/Cargo.toml"), ["tool = { path = '../tool', version = '=0.3.1' }"]);
    assert_eq!(all("crates/tool/Cargo.toml"), ["version = '0.3.1'"]);
    assert_eq!(
        all("Cargo.lock"),
        ["version = '0.3.1'", "dependencies = ['core 0.3.1', 'own']", "version = '0.3.1'"]
    );
    assert_eq!(changed.len(), 4);
    // A requirement that no longer holds.
    let changed = project.changed(&places, "0.4.0");
    assert_eq!(
        changed["crates/own/Cargo.toml"],
        ["core = { path = '../core', version = '0.4.0' }"]
    );
}

#[test]
fn crates_that_are_released_by_themselves_stay() {
    let project = Project::new(MEMBERS);
    let tool = project.path().join("crates/tool");
    let places =
        Places::find(&project.path().join("python"), project.path(), &[], &[tool]).unwrap();
    let changed = project.changed(&places, "0.3.1");
    assert!(
        !changed.contains_key("crates/tool/Cargo.toml")
            && !changed.contains_key("crates/core/Cargo.toml")
    );
}

#[test]
fn a_static_version_of_the_project_is_a_place_too() {
    let project = Project::new([
        (
            "pyproject.toml",
            "[project]\nname = 'sample'\nversion = '1.0.0a1'\n[tool.maturin]\nmanifest-path = 'rust/Cargo.toml'\n",
        ),
        ("rust/Cargo.toml", "[package]\nname = 'sample'\nversion = '1.0.0-alpha.2'\n"),
    ]);
    let places = project.places(".", &[]).unwrap();
    let version = places.version().unwrap();
    assert_eq!(version.to_string(), "1.0.0-alpha.1");
    let told: Vec<String> =
        places.others_than(&version).into_iter().map(|place| places.describe(place)).collect();
    assert_eq!(told, ["package.version in rust/Cargo.toml says 1.0.0-alpha.2"]);
    assert_eq!(
        project.changed(&places, "1.0.0"),
        expected([
            ("pyproject.toml", ["version = '1.0.0'"]),
            ("rust/Cargo.toml", ["version = '1.0.0'"])
        ])
    );
}

#[test]
fn mistakes_are_errors() {
    let project = Project::new([
        ("Cargo.toml", "[package]\nname = 'a'\nversion = '1.0.0'\n"),
        ("other", "x"),
    ]);
    let file = |path: &str| VersionFile { path: path.into(), pattern: "v{version}".into() };
    assert!(matches!(project.places(".", &[file("other")]), Err(Error::NoMatch { .. })));
    assert!(matches!(project.places(".", &[file("missing")]), Err(Error::NoMatch { .. })));
    for (text, is_right) in [
        (
            "[package]\nversion = '1.0.0.post1'",
            (|error| matches!(error, Error::Version(_))) as fn(Error) -> bool,
        ),
        ("[package]\nversion = \"1.0\\u002e0\"", |error| matches!(error, Error::Spelled { .. })),
        ("[package", |error| matches!(error, Error::Read { .. })),
        ("[package]\nname = 'a'", |error| matches!(error, Error::NoVersion { .. })),
        ("package = 1", |error| matches!(error, Error::NoVersion { .. })),
    ] {
        fs::write(project.path().join("Cargo.toml"), text).unwrap();
        assert!(is_right(project.places(".", &[]).unwrap_err()), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_repository_are_refused_and_others_stay_links() {
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("Cargo.toml"), "[package]\nversion = '1.0.0'\n").unwrap();
    let project = Project::new([("real.toml", "[package]\nname = 'a'\nversion = '1.0.0'\n")]);
    let link = project.path().join("Cargo.toml");
    std::os::unix::fs::symlink(outside.path().join("Cargo.toml"), &link).unwrap();
    assert!(matches!(project.places(".", &[]), Err(Error::Outside { .. })));
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("real.toml", &link).unwrap();
    let changed = project.places(".", &[]).unwrap().with(&"1.0.1".parse().unwrap());
    let names: Vec<&PathBuf> = changed.keys().collect();
    assert_eq!(names, [&project.path().canonicalize().unwrap().join("real.toml")]);
}

#[test]
fn crates_that_a_member_depends_on_by_path_are_members() {
    let project = Project::new([
        (
            "Cargo.toml",
            "[workspace]\nexclude = ['apart']\n[workspace.package]\nversion = '1.0.0'\n\
             [workspace.dependencies]\nshared = { path = 'shared', version = '1.0.0' }\n\
             unused = { path = 'unused' }\n\
             [package]\nname = 'sample'\nversion.workspace = true\n[build-dependencies]\n\
             own = { path = 'own', version = '^1.0.0' }\napart = { path = 'apart/a', version = '1.0.0' }\n",
        ),
        (
            "own/Cargo.toml",
            "[package]\nname = 'own'\nversion.workspace = true\n[dependencies]\nshared.workspace = true\n\
             sample = { path = '..' }\n",
        ),
        ("shared/Cargo.toml", "[package]\nname = 'shared'\nversion = '1.0.0'\n"),
        ("unused/Cargo.toml", "[package]\nname = 'unused'\nversion = '1.0.0'\n"),
        ("apart/a/Cargo.toml", "[package]\nname = 'apart'\nversion = '1.0.0'\n"),
        (
            "Cargo.lock",
            "[[package]]\nname = 'apart'\nversion = '1.0.0'\n[[package]]\nname = 'own'\nversion = '1.0.0'\n\
             [[package]]\nname = 'shared'\nversion = '1.0.0'\n",
        ),
    ]);
    let changed = BTreeMap::from(
        [
            (
                "Cargo.toml",
                vec![
                    "version = '1.1.0'",
                    "shared = { path = 'shared', version = '1.1.0' }",
                    "own = { path = 'own', version = '^1.1.0' }",
                ],
            ),
            ("Cargo.lock", vec!["version = '1.1.0'", "version = '1.1.0'"]),
            ("shared/Cargo.toml", vec!["version = '1.1.0'"]),
        ]
        .map(|(name, lines)| (name.to_owned(), lines.into_iter().map(String::from).collect())),
    );
    for below in [".", "own"] {
        let places = project.places(below, &[]).unwrap();
        assert_eq!(project.changed(&places, "1.1.0"), changed, "{below}");
    }
}
