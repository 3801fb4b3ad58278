use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::cargo_manifest::CargoManifest;
use crate::pyo3::{PyO3, pyo3};
use crate::python::Python;
use crate::read_toml::read_toml;
use crate::step::Step;
use crate::tree::{Tree, ancestors, join, parent};
use crate::workflow::{Workflow, workflows};
use crate::{Error, Place};
use wheelpin_workflow::yaml::Node;
use wheelpin_workflow::{Context, Finding, Repository, find_rule};

/// How Rust becomes Python.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Bindings {
    PyO3,
    /// cffi, a program, or uniffi: the wheel fits every Python 3.
    Other,
}

/// Everything that rules look at, read once.
#[derive(Debug)]
pub(crate) struct Project {
    pub(crate) tree: Tree,
    /// The project's directory in the tree.
    pub(crate) directory: String,
    pub(crate) pyproject_file: String,
    pub(crate) pyproject: Node,
    /// None for a project without Rust.
    pub(crate) cargo: Option<CargoManifest>,
    pub(crate) pyo3: PyO3,
    pub(crate) workflows: Vec<Workflow>,
    /// Composite actions of the repository's own.
    pub(crate) actions: Vec<Workflow>,
    /// Both as `wheelpin pins` reads them, and what could not be read.
    pub(crate) repository: Repository,
}

impl Project {
    pub(crate) fn read(tree: Tree, directory: &str) -> Result<Self, Error> {
        let path = |name| join(directory, name).unwrap_or_default();
        let pyproject_file = path("pyproject.toml");
        let text = tree.text(&pyproject_file).unwrap_or_default();
        let pyproject = read_toml(&text)
            .map_err(|source| Error::Unreadable { file: pyproject_file.clone(), source })?;
        let maturin = pyproject.at(["tool", "maturin"]).unwrap_or(Node::empty());
        // maturin looks in these places, in this order.
        let cargo = match maturin.text_at(["manifest-path"]) {
            Some(manifest) => join(directory, manifest).filter(|file| tree.has(file)),
            None => [path("Cargo.toml"), path("rust/Cargo.toml")]
                .into_iter()
                .find(|file| tree.has(file)),
        };
        let cargo = cargo.map(|file| CargoManifest::read(&tree, file)).transpose()?;
        let pyo3 = cargo.as_ref().map(|cargo| pyo3(cargo, maturin)).unwrap_or_default();
        let found = workflows(&tree);
        Ok(Self {
            directory: directory.into(),
            pyproject_file,
            pyproject,
            cargo,
            pyo3,
            workflows: found.workflows,
            actions: found.actions,
            repository: found.repository,
            tree,
        })
    }

    /// What a rule of workflows finds, by its id: the judgement of `wheelpin pins check`.
    pub(crate) fn found(&self, rule: &str) -> Vec<Finding> {
        let context = Context { repository: &self.repository, lock: None, facts: None };
        find_rule(rule).map(|rule| rule.findings(&context)).unwrap_or_default()
    }

    /// `[tool.maturin]`, empty if there is none.
    pub(crate) fn maturin(&self) -> &Node {
        self.pyproject.at(["tool", "maturin"]).unwrap_or(Node::empty())
    }

    /// Whether maturin builds it.
    pub(crate) fn is_maturin(&self) -> bool {
        self.pyproject
            .text_at(["build-system", "build-backend"])
            .is_some_and(|backend| backend.split(['.', ':']).next() == Some("maturin"))
    }

    pub(crate) fn bindings(&self) -> Bindings {
        let pyo3 = match self.maturin().text_at(["bindings"]) {
            Some(bindings) => bindings == "pyo3" || bindings == "pyo3-ffi",
            None => self.pyo3.used || self.depends_on("pyo3-ffi"),
        };
        if pyo3 { Bindings::PyO3 } else { Bindings::Other }
    }

    /// Whether the crate depends on another directly.
    pub(crate) fn depends_on(&self, name: &str) -> bool {
        self.cargo.as_ref().is_some_and(|cargo| !cargo.dependencies(name).is_empty())
    }

    pub(crate) fn requires_python(&self) -> Option<&Node> {
        self.pyproject.at(["project", "requires-python"])
    }

    /// The lowest Python that its wheels are for.
    pub(crate) fn floor(&self) -> Option<Python> {
        let required = self.requires_python().and_then(Node::text).and_then(Python::floor);
        self.pyo3.floor.max(required)
    }

    /// A place in pyproject.toml.
    pub(crate) fn pyproject_at(&self, node: &Node) -> Place {
        Place::line(&self.pyproject_file, node.line)
    }

    /// Every step of every workflow and composite action.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        self.workflows
            .iter()
            .chain(&self.actions)
            .flat_map(|workflow| workflow.jobs())
            .flat_map(|job| job.steps().collect::<Vec<_>>())
    }

    /// The workflows that upload to an index.
    pub(crate) fn publishing(&self) -> impl Iterator<Item = &Workflow> {
        self.workflows.iter().filter(|workflow| workflow.publishes())
    }

    /// The pattern by which git ignores a file: the `.gitignore`, its line and text.
    /// The nearest file that has a pattern for it decides.
    pub(crate) fn ignored(&self, path: &str) -> Option<Place> {
        for directory in ancestors(parent(path)) {
            let file = join(directory, ".gitignore")?;
            let Some(text) = self.tree.text(&file) else { continue };
            let below = path.strip_prefix(directory)?.trim_start_matches('/');
            match matcher(&text)?.matched_path_or_any_parents(below, false) {
                Match::None => {}
                Match::Whitelist(_) => return None,
                Match::Ignore(glob) => {
                    let pattern = glob.original().trim();
                    let line = text.lines().position(|line| line.trim() == pattern)? + 1;
                    return Some(Place::line(&file, line).detail(pattern));
                }
            }
        }
        None
    }
}

fn matcher(text: &str) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for line in text.lines() {
        // git skips what it cannot read as well.
        let _ = builder.add_line(None, line);
    }
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    fn ignored(files: &[(&str, &str)], path: &str) -> Option<usize> {
        let sample =
            files.iter().fold(Sample::new(), |sample, (file, text)| sample.file(file, text));
        sample.project().ignored(path).and_then(|place| place.line)
    }

    #[test]
    fn a_pattern_ignores_files_below_it() {
        let files = [(".gitignore", "# no\n*.so\nCargo.lock\n")];
        assert_eq!(ignored(&files, "Cargo.lock"), Some(3));
        assert_eq!(ignored(&files, "rust/Cargo.lock"), Some(3));
        assert_eq!(ignored(&files, "Cargo.toml"), None);
    }

    #[test]
    fn the_nearest_pattern_decides() {
        let files = [(".gitignore", "Cargo.lock"), ("rust/.gitignore", "!Cargo.lock")];
        assert_eq!(ignored(&files, "rust/Cargo.lock"), None);
        assert_eq!(ignored(&[(".gitignore", "*.lock\n!Cargo.lock")], "Cargo.lock"), None);
    }

    #[test]
    fn a_pattern_for_one_directory_ignores_nothing_elsewhere() {
        assert_eq!(ignored(&[(".gitignore", "/fuzz/Cargo.lock")], "Cargo.lock"), None);
    }
}
