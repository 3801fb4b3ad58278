//! What the index has.

mod file;
mod project;

use std::collections::{BTreeMap, BTreeSet};

use wheelpin_wheel::canonical_name;

use crate::tokens::Tokens;
use crate::{Publisher, Settings};

pub(crate) use file::{Digests, Kind, StoredFile, hex, sha256};
pub(crate) use project::{Project, Release};

/// Everything, in memory.
#[derive(Debug, Default)]
pub(crate) struct Store {
    /// By normalised name.
    pub(crate) projects: BTreeMap<String, Project>,
    pub(crate) publishers: Vec<Publisher>,
    pub(crate) tokens: Tokens,
    /// `jti` of identity tokens that were used, with their issuers, and when they end.
    pub(crate) used: BTreeMap<String, i64>,
    /// Names of all files there are or were (warehouse's table of file names).
    pub(crate) names: BTreeSet<String>,
    /// Names and digests of the files there are, by BLAKE2b-256.
    pub(crate) by_blake2: BTreeMap<String, String>,
    /// Counts changes, as `X-PyPI-Last-Serial`.
    pub(crate) serial: u64,
}

impl Store {
    pub(crate) fn new(settings: &Settings) -> Self {
        let mut store = Self { publishers: settings.publishers.clone(), ..Self::default() };
        let registered = settings.publishers.iter().filter(|it| !it.pending);
        let named = registered.map(|it| &it.project).chain(&settings.projects);
        for name in named {
            store.create(name);
        }
        store.names.extend(settings.deleted.iter().cloned());
        for token in &settings.api_tokens {
            store.tokens.add_user_token(token);
        }
        store
    }

    /// The project of that name, however it is written.
    pub(crate) fn project(&self, name: &str) -> Option<&Project> {
        self.projects.get(&canonical_name(name))
    }

    /// Makes a project, unless it is there.
    pub(crate) fn create(&mut self, name: &str) -> &mut Project {
        self.serial += 1;
        let serial = self.serial;
        let new = || Project { name: name.into(), serial, releases: Vec::new() };
        self.projects.entry(canonical_name(name)).or_insert_with(new)
    }

    /// Takes a file in, into a release that is there.
    pub(crate) fn add_file(&mut self, project: &str, version: &str, file: StoredFile) {
        self.serial += 1;
        let serial = self.serial;
        let Some(project) = self.projects.get_mut(&canonical_name(project)) else { return };
        let Some(release) = project.releases.iter_mut().find(|it| it.version() == version) else {
            return;
        };
        project.serial = serial;
        self.names.insert(file.name.clone());
        self.by_blake2.insert(file.digests.blake2.clone(), file.name.clone());
        release.files.push(file);
    }

    /// The file of that name.
    pub(crate) fn file(&self, name: &str) -> Option<&StoredFile> {
        self.files().map(|(_, _, file)| file).find(|file| file.name == name)
    }

    /// All files, with what they are of.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&Project, &Release, &StoredFile)> {
        self.projects.values().flat_map(|project| {
            project
                .releases
                .iter()
                .flat_map(move |release| release.files.iter().map(move |it| (project, release, it)))
        })
    }

    /// Deletes a file, whose name stays used. Whether it was there.
    pub(crate) fn delete(&mut self, name: &str) -> bool {
        self.serial += 1;
        let mut was_there = false;
        for project in self.projects.values_mut() {
            for release in &mut project.releases {
                let before = release.files.len();
                release.files.retain(|file| file.name != name);
                was_there |= release.files.len() < before;
            }
        }
        self.by_blake2.retain(|_, of| of != name);
        was_there
    }

    /// Bytes of all files.
    pub(crate) fn size(&self) -> u64 {
        self.files().map(|(_, _, file)| file.size()).sum()
    }
}
