use std::collections::BTreeMap;

use serde::Deserialize;

use crate::document::find_rule;
use crate::{Error, RULES, Rule};

/// What to look for, and what does not matter here: `[tool.wheelpin.check]`.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Settings {
    /// Only these rules; all where there is none.
    pub select: Vec<String>,
    /// Rules whose findings do not count, each with the reason.
    pub ignore: BTreeMap<String, String>,
    /// Rules whose findings are errors here, whatever their severity.
    pub deny: Vec<String>,
    /// File names of the plan that the files are of.
    pub planned: Option<Vec<String>>,
    /// Bytes that the index takes of one file, where the project has a raised limit.
    pub file_size_limit: Option<u64>,
}

impl Settings {
    /// Whether every rule that is named is one, and every reason there.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownRule`] and [`Error::NoReason`].
    pub fn validate(&self) -> Result<(), Error> {
        for id in self.select.iter().chain(&self.deny).chain(self.ignore.keys()) {
            find_rule(id)?;
        }
        match self.ignore.iter().find(|(_, reason)| reason.trim().is_empty()) {
            Some((id, _)) => Err(Error::NoReason { id: id.clone() }),
            None => Ok(()),
        }
    }

    /// The rules that are run.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        let is_selected =
            |rule: &&Rule| self.select.is_empty() || self.select.iter().any(|id| id == rule.id);
        RULES.iter().copied().filter(is_selected)
    }
}
