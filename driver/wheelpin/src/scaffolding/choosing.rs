use std::collections::BTreeMap;
use std::path::Path;

use wheelpin_init::{Choices, Ci};
use wheelpin_release::git::{Git, argv};

use super::Asked;
use super::repository;
use crate::error::Error;
use crate::pyproject_table::pyproject_table;

/// Choices, and the lines of `[tool.wheelpin.init]` that are to say so; none where it is there.
pub(crate) struct Chosen {
    pub(crate) choices: Choices,
    pub(crate) lines: Option<String>,
}

/// What a project's table says; without one what the command line says, and what can be known. Once
/// chosen it stands in the table, and is the same on every branch and machine.
pub(crate) fn choose(
    root: &Path,
    directory: &Path,
    asked: &Asked<'_>,
    urls: &BTreeMap<String, String>,
) -> Result<Chosen, Error> {
    let path = directory.join("pyproject.toml");
    let table: Option<Choices> = pyproject_table(directory, "init")
        .map_err(|source| wheelpin_release::Error::Read { path: path.clone(), source })?;
    if let Some(choices) = table {
        if asked.over(choices.clone()) != choices {
            return Err(Error::ChoicesStand { path });
        }
        return Ok(Chosen { choices, lines: None });
    }
    let mut choices = asked.over(Choices::default());
    if let Some(branch) = branch(root) {
        choices.branch = branch;
    }
    choices.repository = page(root, urls);
    let lines = Some(lines(&choices));
    Ok(Chosen { choices, lines })
}

/// The remote's main branch, or that which is checked out; none where there is none.
fn branch(root: &Path) -> Option<String> {
    let git = Git::new(root);
    let of = |argv: &[std::ffi::OsString], prefix: &str| {
        let text = git.run(argv).ok()?;
        Some(text.trim().strip_prefix(prefix)?.to_owned())
    };
    of(&argv::remote_head("origin"), "refs/remotes/origin/")
        .or_else(|| of(&argv::symbolic_head(), "refs/heads/"))
}

/// The repository's page, as the project says, or its remote.
fn page(root: &Path, urls: &BTreeMap<String, String>) -> Option<String> {
    let named = |name: &str| urls.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    let of = |names: &[&str]| names.iter().find_map(|name| repository::page(named(name)?.1));
    let remote = || {
        let address = Git::new(root).run(&argv::remote_address("origin")).ok()?;
        repository::page(&address)
    };
    of(&["repository", "source", "source code", "github"])
        .or_else(remote)
        .or_else(|| of(&["homepage"]))
}

/// The branch, and what is not as usual, as TOML: JSON's strings and lists are its, too.
fn lines(choices: &Choices) -> String {
    let usual = Choices::default();
    let mut lines = String::new();
    let mut add =
        |key: &str, value: serde_json::Value| lines.push_str(&format!("{key} = {value}\n"));
    add("branch", choices.branch.as_str().into());
    if let Some(repository) = &choices.repository {
        add("repository", repository.as_str().into());
    }
    if choices.ci != usual.ci {
        let name = |ci: &Ci| match ci {
            Ci::Github => "github",
            Ci::Gitlab => "gitlab",
        };
        let names: Vec<serde_json::Value> = choices.ci.iter().map(|ci| name(ci).into()).collect();
        add("ci", names.into());
    }
    if choices.shards != usual.shards {
        add("shards", choices.shards.into());
    }
    if choices.benchmarks {
        add("benchmarks", true.into());
    }
    if let Some(nightly) = &choices.nightly {
        add("nightly", nightly.as_str().into());
    }
    lines
}
