use std::collections::{BTreeMap, BTreeSet};

use crate::lock::Lock;
use crate::model::Reference;
use crate::pin::pins;
use crate::repository::Repository;

/// What to ask remotes, by `owner/name` in lower case.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Wanted {
    /// What to ask of each.
    pub repositories: BTreeMap<String, WantedRepository>,
}

/// What to ask of one repository.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WantedRepository {
    /// `owner/name` as it is written.
    pub name: String,
    /// Commits, and the paths of the actions that are used at them (empty: the root).
    pub commits: BTreeMap<String, BTreeSet<String>>,
    /// What comments and references name: tags or branches.
    pub names: BTreeSet<String>,
    /// Whether it must be known when commits were committed.
    pub dates: bool,
    /// Whether the inputs of actions must be known.
    pub inputs: bool,
}

/// What there is to ask about a repository's workflows.
#[must_use]
pub fn wanted(repository: &Repository, lock: Option<&Lock>, dates: bool, inputs: bool) -> Wanted {
    let mut wanted = Wanted::default();
    for uses in repository.uses() {
        let Some(action) = uses.action() else { continue };
        let of = wanted.of(&action.repository);
        if let Reference::Name(name) = &action.reference {
            of.names.insert(name.clone());
        }
    }
    for pin in pins(repository) {
        let of = wanted.of(&pin.action.repository);
        of.commits.entry(pin.commit).or_default().insert(pin.action.path);
        of.names.extend(pin.version.map(str::to_owned));
    }
    // What nothing uses is not asked about; a tag that moved still is told of what is used.
    for locked in lock.iter().flat_map(|lock| &lock.actions) {
        if let Some(of) = wanted.repositories.get_mut(&locked.action.to_ascii_lowercase()) {
            of.names.extend(locked.tag.clone());
        }
    }
    for of in wanted.repositories.values_mut() {
        (of.dates, of.inputs) = (dates, inputs);
    }
    wanted
}

impl Wanted {
    fn of(&mut self, repository: &str) -> &mut WantedRepository {
        let of = self.repositories.entry(repository.to_ascii_lowercase()).or_default();
        if of.name.is_empty() {
            of.name = repository.into();
        }
        of
    }
}
