use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::document::{Document, strings, table_at};
use super::locks::{cargo_lock, uv_lock};
use super::pattern::matches;
use super::place::{Form, Place};
use super::tree::{Tree, normal};
use super::workspace::{Workspace, place};
use crate::version::Version;
use crate::{Error, VersionFile};

/// Every place of a project's version.
#[derive(Clone, Debug)]
pub struct Places {
    /// The places; the first is the one that people edit.
    pub places: Vec<Place>,
    directory: PathBuf,
    texts: BTreeMap<PathBuf, String>,
}

impl Places {
    /// Looks in the manifests and lock files of a project, and in further files.
    ///
    /// `directory` is the project's (or package's), `root` the repository's, `files`
    /// are relative to `directory`, and `others` the directories of packages that are
    /// released by themselves.
    ///
    /// # Errors
    ///
    /// [`Error::NoVersion`], [`Error::NoMatch`], [`Error::Outside`], and what is wrong
    /// with a file.
    pub fn find(
        directory: &Path,
        root: &Path,
        files: &[VersionFile],
        others: &[PathBuf],
    ) -> Result<Self, Error> {
        let tree = Tree::new(root)?;
        let read = |path: &Path| -> Result<PathBuf, Error> {
            path.canonicalize()
                .map_err(|error| Error::Read { path: path.into(), source: Box::new(error) })
        };
        let directory = read(directory)?;
        let others: Vec<PathBuf> =
            others.iter().map(|other| read(other)).collect::<Result<_, _>>()?;
        let mut found = Self { places: Vec::new(), directory, texts: BTreeMap::new() };

        let file = found.directory.join("pyproject.toml");
        let mut manifest = found.directory.join("Cargo.toml");
        let mut project = None;
        if let Some(text) = tree.text(&file)? {
            let document = Document::read(&file, &text)?;
            if let Some(path) = document.text_at(&["tool", "maturin", "manifest-path"])? {
                manifest = normal(&found.directory.join(path.value));
            }
            project = document.text_at(&["project", "name"])?.map(|name| name.value);
            let is_dynamic = table_at(document.root(), &["project"])
                .is_some_and(|project| strings(project, "dynamic").contains(&"version"));
            if !is_dynamic && let Some(own) = document.text_at(&["project", "version"])? {
                found.places.push(place(
                    &file,
                    "project.version",
                    own.value,
                    own.span,
                    Form::Python,
                ));
            }
            found.texts.insert(file.clone(), text);
        }
        found.add_cargo(&tree, &manifest, &others)?;
        if let Some(project) = project {
            found.add_uv_lock(&tree, &project)?;
        }
        for file in files {
            let path = normal(&found.directory.join(&file.path));
            let Some(text) = tree.text(&path)? else {
                return Err(Error::NoMatch { path, pattern: file.pattern.clone() });
            };
            found.places.extend(matches(&path, &text, file)?);
            found.texts.insert(path, text);
        }
        if found.places.is_empty() {
            return Err(Error::NoVersion { directory: found.directory });
        }
        Ok(found)
    }

    fn add_cargo(&mut self, tree: &Tree, manifest: &Path, others: &[PathBuf]) -> Result<(), Error> {
        let workspace = Workspace::read(tree, manifest)?;
        let (places, names) = workspace.places(manifest, others)?;
        let version = places.first().map(|place| place.text.clone()).unwrap_or_default();
        self.places.extend(places);
        let lock = workspace.directory.join("Cargo.lock");
        self.texts.extend(workspace.texts);
        if !names.is_empty()
            && let Some(text) = tree.text(&lock)?
        {
            self.places.extend(cargo_lock(&lock, &text, &names, &version)?);
            self.texts.insert(lock, text);
        }
        Ok(())
    }

    fn add_uv_lock(&mut self, tree: &Tree, project: &str) -> Result<(), Error> {
        let directories: Vec<PathBuf> = self.directory.ancestors().map(Into::into).collect();
        for directory in directories.iter().take_while(|directory| tree.contains(directory)) {
            let lock = directory.join("uv.lock");
            if let Some(text) = tree.text(&lock)? {
                self.places.extend(uv_lock(&lock, &text, project)?);
                self.texts.insert(lock, text);
                break;
            }
        }
        Ok(())
    }

    /// The version that people edit.
    ///
    /// # Errors
    ///
    /// [`Error::Version`]: it is none that both sides can say.
    pub fn version(&self) -> Result<Version, Error> {
        match self.places.iter().find(|place| place.form != Form::Requirement) {
            Some(place) => Ok(place.text.parse()?),
            None => Err(Error::NoVersion { directory: self.directory.clone() }),
        }
    }

    /// The places that do not go with a version.
    #[must_use]
    pub fn others_than(&self, version: &Version) -> Vec<&Place> {
        self.places.iter().filter(|place| !place.agrees(version)).collect()
    }

    /// A place as a message names it, relative to the project.
    #[must_use]
    pub fn describe(&self, place: &Place) -> String {
        let file = place.file.strip_prefix(&self.directory).unwrap_or(&place.file);
        format!("{} in {} says {}", place.what, file.display(), place.text)
    }

    /// The files as they are to be for another version; those that change.
    #[must_use]
    pub fn with(&self, version: &Version) -> BTreeMap<PathBuf, String> {
        let mut changed = BTreeMap::new();
        for (file, text) in &self.texts {
            // The last first: what stands before it keeps its place.
            let mut places: BTreeMap<usize, &Place> = BTreeMap::new();
            for place in self.places.iter().filter(|place| place.file == *file) {
                places.entry(place.span.start).or_insert(place);
            }
            let mut new = text.clone();
            let mut edited = BTreeSet::new();
            for place in places.values().rev() {
                let is_free = edited.first().is_none_or(|start| place.span.end <= *start);
                if is_free && new.get(place.span.clone()).is_some() {
                    new.replace_range(place.span.clone(), &place.with(version));
                    edited.insert(place.span.start);
                }
            }
            if new != *text {
                // A link stays one.
                changed.insert(file.canonicalize().unwrap_or_else(|_| file.clone()), new);
            }
        }
        changed
    }
}
