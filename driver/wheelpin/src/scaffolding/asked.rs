use std::path::Path;

use wheelpin_init::{Choices, Ci};

/// What the command line says.
pub(crate) struct Asked<'a> {
    pub(crate) project: Option<&'a Path>,
    pub(crate) wheelpin: Option<&'a str>,
    pub(crate) index: Option<&'a str>,
    pub(crate) ci: &'a [String],
    pub(crate) shards: Option<usize>,
    pub(crate) benchmarks: bool,
    pub(crate) nightly: Option<&'a str>,
    /// Whether a lock file may be made.
    pub(crate) may_write: bool,
}

impl Asked<'_> {
    /// Choices with what the command line says of them.
    pub(crate) fn over(&self, mut choices: Choices) -> Choices {
        if !self.ci.is_empty() {
            let system = |word: &String| if word == "gitlab" { Ci::Gitlab } else { Ci::Github };
            choices.ci = self.ci.iter().map(system).collect();
        }
        if let Some(shards) = self.shards {
            choices.shards = shards;
        }
        if self.benchmarks {
            choices.benchmarks = true;
        }
        if let Some(nightly) = self.nightly {
            choices.nightly = Some(nightly.to_owned());
        }
        choices
    }
}
