//! Repositories made for tests of rules.

use crate::context::Context;
use crate::facts::{CommitFacts, Facts, RepositoryFacts};
use crate::finding::Finding;
use crate::lock::{Lock, LockedAction};
use crate::look::look_for;
use crate::repository::Repository;
use crate::rules::find_rule;

/// A commit.
pub(crate) const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
/// Another one.
pub(crate) const OTHER: &str = "fedcba9876543210fedcba9876543210fedcba98";

/// A lock with these actions, tags (none: `""`) and commits.
pub(crate) fn locked(actions: &[(&str, &str, &str)]) -> Lock {
    let action = |(action, tag, commit): &(&str, &str, &str)| LockedAction {
        action: (*action).into(),
        tag: (!tag.is_empty()).then(|| (*tag).into()),
        commit: (*commit).into(),
        date: "2024-01-02".into(),
        reachable: "refs/heads/main".into(),
        verified: "2026-01-02".into(),
    };
    Lock { actions: actions.iter().map(action).collect(), ..Lock::default() }
}

/// What a remote says of one repository.
pub(crate) fn told(
    repository: &str,
    references: &[(&str, &str)],
    commits: &[(&str, CommitFacts)],
) -> Facts {
    let text = |text: &&str| (*text).to_owned();
    let told = RepositoryFacts {
        references: references.iter().map(|(name, at)| (text(name), text(at))).collect(),
        commits: commits.iter().map(|(commit, facts)| (text(commit), facts.clone())).collect(),
        ..RepositoryFacts::default()
    };
    Facts { repositories: [(repository.to_owned(), told)].into(), ..Facts::default() }
}

/// A commit that the branch `stable` has.
pub(crate) fn reachable(date: &str) -> CommitFacts {
    CommitFacts::Reachable {
        date: Some(date.into()),
        from: "refs/heads/stable".into(),
        branches: vec!["stable".into()],
        required: [].into(),
    }
}

/// A repository of files in memory.
#[derive(Default)]
pub(crate) struct Sample {
    files: Vec<(String, String)>,
    lock: Option<Lock>,
    facts: Option<Facts>,
}

impl Sample {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.push((path.into(), text.into()));
        self
    }

    /// `.github/workflows/a.yml`.
    pub(crate) fn workflow(self, text: &str) -> Self {
        self.file(".github/workflows/a.yml", text)
    }

    /// The same with one job, whose first step is in line 6.
    pub(crate) fn steps(self, steps: &str) -> Self {
        let steps: String = steps.lines().map(|line| format!("      {line}\n")).collect();
        self.workflow(&format!("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{steps}"))
    }

    pub(crate) fn lock(self, lock: Lock) -> Self {
        Self { lock: Some(lock), ..self }
    }

    pub(crate) fn facts(self, facts: Facts) -> Self {
        Self { facts: Some(facts), ..self }
    }

    pub(crate) fn repository(&self) -> Repository {
        let files = self.files.iter();
        Repository::of_files(files.map(|(path, text)| (path.as_str(), text.as_bytes())))
    }

    /// What one rule finds.
    pub(crate) fn find(&self, rule: &str) -> Vec<Finding> {
        let repository = self.repository();
        let context = Context {
            repository: &repository,
            lock: self.lock.as_ref(),
            facts: self.facts.as_ref(),
        };
        look_for(&context, find_rule(rule))
    }

    /// The lines of what one rule finds (0 for a file as a whole).
    pub(crate) fn lines(&self, rule: &str) -> Vec<usize> {
        let lines = |finding: &Finding| finding.span.as_ref().map_or(0, |span| span.line);
        self.find(rule).iter().map(lines).collect()
    }

    /// What one rule says.
    pub(crate) fn messages(&self, rule: &str) -> Vec<String> {
        self.find(rule).into_iter().map(|finding| finding.message).collect()
    }
}
