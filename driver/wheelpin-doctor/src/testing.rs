//! Small projects for tests of rules.

use crate::project::Project;
use crate::rules::RULES;
use crate::{Finding, Tree};

/// A project in which no rule finds anything, to be made worse.
pub(crate) struct Sample {
    tree: Tree,
}

/// A crate that is as it should be.
pub(crate) const CARGO: &str = "\
[package]
name = \"sample\"
version = \"1.0.0\"
[lib]
crate-type = [\"cdylib\"]
[dependencies]
pyo3 = { version = \"0.28\", features = [\"abi3-py311\"] }
[profile.release]
codegen-units = 1
lto = true
strip = true
";

/// A project that is as it should be.
pub(crate) const PYPROJECT: &str = "\
[build-system]
requires = [\"maturin>=1.10,<2\"]
build-backend = \"maturin\"
[project]
name = \"sample\"
dynamic = [\"version\"]
requires-python = \">=3.11\"
";

/// A workflow that is as it should be.
pub(crate) const RELEASE: &str = "\
on:
  push: {tags: ['v*']}
permissions: {}
concurrency: {group: release}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@0123456789012345678901234567890123456789
        with: {persist-credentials: false}
      - run: nix build .#wheels
      - run: cargo test
      - run: twine check dist/*
  test:
    needs: build
    runs-on: ${{ matrix.os }}
    strategy: {matrix: {os: [ubuntu-24.04, ubuntu-24.04-arm, macos-15-intel, macos-15, windows-2025], python: ['3.11', '3.14']}}
    steps:
      - uses: actions/setup-python@0123456789012345678901234567890123456789
        with: {python-version: '${{ matrix.python }}'}
      - uses: actions/download-artifact@0123456789012345678901234567890123456789
      - run: pip install --no-index --find-links dist sample
      - run: pytest
  musl:
    needs: build
    runs-on: ${{ matrix.os }}
    strategy: {matrix: {os: [ubuntu-24.04, ubuntu-24.04-arm]}}
    container: python:3.11-alpine
    steps:
      - uses: actions/download-artifact@0123456789012345678901234567890123456789
      - run: pip install --no-index --find-links dist sample
      - run: pytest
  publish:
    needs: [test, musl]
    runs-on: ubuntu-24.04
    environment: pypi
    permissions: {id-token: write}
    steps:
      - uses: actions/download-artifact@0123456789012345678901234567890123456789
      - uses: pypa/gh-action-pypi-publish@0123456789012345678901234567890123456789
        with: {skip-existing: true}
";

impl Sample {
    /// The project that is as it should be, without its workflow.
    pub(crate) fn new() -> Self {
        Self { tree: Tree::default() }
            .file("pyproject.toml", PYPROJECT)
            .file("Cargo.toml", CARGO)
            .file("Cargo.lock", "")
            .file("LICENSE", "")
            .file("CHANGELOG.md", "")
            .file("src/lib.rs", "#[test]\nfn a() {}\n")
            .file("rust-toolchain.toml", "[toolchain]\nchannel = \"1.95.0\"\n")
    }

    pub(crate) fn file(mut self, path: &str, content: &str) -> Self {
        self.tree.add_content(path, content);
        self
    }

    /// The project without one of its files.
    pub(crate) fn without(self, path: &str) -> Self {
        let mut tree = Tree::default();
        for kept in self.tree.paths().filter(|kept| *kept != path) {
            tree.add_content(kept, self.tree.text(kept).unwrap_or_default());
        }
        Self { tree }
    }

    /// Its release workflow.
    pub(crate) fn workflow(self, text: impl AsRef<str>) -> Self {
        self.file(".github/workflows/release.yml", text.as_ref())
    }

    /// Its workflow as it should be, with one thing replaced.
    pub(crate) fn release(self, from: &str, to: &str) -> Self {
        assert!(RELEASE.contains(from), "{from}");
        self.workflow(RELEASE.replacen(from, to, 1))
    }

    pub(crate) fn cargo(self, from: &str, to: &str) -> Self {
        assert!(CARGO.contains(from), "{from}");
        self.file("Cargo.toml", &CARGO.replacen(from, to, 1))
    }

    pub(crate) fn pyproject(self, from: &str, to: &str) -> Self {
        assert!(PYPROJECT.contains(from), "{from}");
        self.file("pyproject.toml", &PYPROJECT.replacen(from, to, 1))
    }

    pub(crate) fn project(self) -> Project {
        Project::read(self.tree, "").unwrap()
    }

    /// What one rule finds in it.
    #[track_caller]
    pub(crate) fn find(self, id: &str) -> Option<Finding> {
        let rule = RULES.iter().find(|rule| rule.id == id).unwrap();
        rule.find(&self.project())
    }

    /// The lines of what one rule finds, where each place has one.
    #[track_caller]
    pub(crate) fn lines(self, id: &str) -> Vec<usize> {
        let places = self.find(id).map(|finding| finding.places).unwrap_or_default();
        places.iter().filter_map(|place| place.line).collect()
    }
}
