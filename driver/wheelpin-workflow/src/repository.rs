use std::collections::BTreeMap;

use crate::model::{Kind, Uses, WorkflowFile};
use crate::yaml::Unreadable;

/// Where GitHub looks for workflows.
pub const WORKFLOWS: &str = ".github/workflows";
/// Where composite actions of a repository's own mostly are.
pub const ACTIONS: &str = ".github/actions";

/// The workflows and actions of a repository.
#[derive(Clone, Debug, Default)]
pub struct Repository {
    /// Those that could be read, by path.
    pub files: Vec<WorkflowFile>,
    /// Those that could not, and why.
    pub unreadable: Vec<(String, Unreadable)>,
    /// `uses: ./path` with neither a file nor an action there, by path as written.
    pub missing: Vec<String>,
}

impl Repository {
    /// Made of files in memory, by path; `uses: ./path` is looked up among them.
    #[must_use]
    pub fn of_files<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut repository = Self::default();
        let files: BTreeMap<&str, &[u8]> = files.into_iter().collect();
        for (path, bytes) in &files {
            repository.add(path, bytes);
        }
        for local in repository.locals() {
            let is_there = candidates(&local)
                .is_some_and(|paths| paths.iter().any(|path| files.contains_key(path.as_str())));
            if !is_there {
                repository.missing.push(local);
            }
        }
        repository
    }

    /// Adds a file as it is on disk.
    pub fn add(&mut self, path: &str, bytes: &[u8]) {
        match WorkflowFile::read(path, bytes) {
            Ok(file) => self.files.push(file),
            Err(unreadable) => self.unreadable.push((path.into(), unreadable)),
        }
    }

    /// Every `uses:` of all files.
    #[must_use]
    pub fn uses(&self) -> Vec<Uses<'_>> {
        self.files.iter().flat_map(WorkflowFile::uses).collect()
    }

    /// Workflows, without actions.
    pub fn workflows(&self) -> impl Iterator<Item = &WorkflowFile> {
        self.files.iter().filter(|file| file.kind == Kind::Workflow)
    }

    /// A file by its path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&WorkflowFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The action or reusable workflow that `./path` names.
    #[must_use]
    pub fn local(&self, uses: &str) -> Option<&WorkflowFile> {
        candidates(uses)?.iter().find_map(|path| self.file(path))
    }

    /// Every different `uses: ./path`, as written.
    pub(crate) fn locals(&self) -> Vec<String> {
        let mut locals: Vec<String> = self
            .uses()
            .into_iter()
            .filter(|uses| matches!(uses.target, crate::model::Target::Local(_)))
            .map(|uses| uses.text.to_owned())
            .collect();
        locals.sort();
        locals.dedup();
        locals
    }
}

/// The files that `./path` can mean; none for one that leads out of the repository.
pub(crate) fn candidates(uses: &str) -> Option<Vec<String>> {
    let mut parts: Vec<&str> = Vec::new();
    for part in uses.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    if path.ends_with(".yml") || path.ends_with(".yaml") {
        return Some(vec![path]);
    }
    let below = |name: &str| if path.is_empty() { name.into() } else { format!("{path}/{name}") };
    Some(vec![below("action.yml"), below("action.yaml"), below("Dockerfile")])
}
