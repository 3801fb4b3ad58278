use std::collections::BTreeMap;
use std::path::PathBuf;

use wheelpin_nix::Shard;
use wheelpin_release::journal::Step;
use wheelpin_release::version::{Phase, Version};
use wheelpin_release::{Mode, Required};

/// A release as it is asked for: arguments and settings, resolved once.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The directory of the project's pyproject.toml.
    pub(crate) directory: PathBuf,
    /// Whether it is a copy that goes away, index included.
    pub(crate) is_copy: bool,
    /// What to type to go on.
    pub(crate) again: String,
    /// The package, where the repository holds several.
    pub(crate) package: Option<String>,
    /// This version, whatever the commits say.
    pub(crate) to: Option<Version>,
    /// A kind of pre-release.
    pub(crate) pre: Option<Phase>,
    /// The index, as it was named.
    pub(crate) index: String,
    /// The remote that commit and tag are pushed to.
    pub(crate) remote: String,
    /// Where versions are made.
    pub(crate) mode: Mode,
    /// Where files and journal are.
    pub(crate) dist: PathBuf,
    /// The last step to be done.
    pub(crate) until: Step,
    /// Steps that are left out, with the reason.
    pub(crate) skip: BTreeMap<Step, String>,
    /// What must be tested.
    pub(crate) require: Required,
    /// Only this part of the wheels is built, for another job that goes on.
    pub(crate) shard: Option<Shard>,
    /// A directory of parts that other jobs built.
    pub(crate) parts: Option<PathBuf>,
    /// Builds at a time.
    pub(crate) jobs: Option<u32>,
    /// Other machines to build on.
    pub(crate) builders: Option<String>,
}
