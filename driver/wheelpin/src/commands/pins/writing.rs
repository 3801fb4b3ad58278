use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use wheelpin_workflow::facts::Facts;
use wheelpin_workflow::{
    Change, Edit, Finding, LOCK, Lock, REMOTE, Repository, Severity, add_tips, apply, day,
    find_rule, lock_of, look_for,
};

use super::options::Read;
use crate::context::Context;
use crate::error::Error;
use crate::ui::{pins as ui, width};

/// What a command is about to write: workflows with their edits, and the lock of what they are
/// then.
pub(super) struct Plan {
    pub(super) changes: Vec<Change>,
    pub(super) lock: Lock,
    /// What remotes say against it even then.
    pub(super) findings: Vec<Finding>,
}

/// Works out what to write. `facts` are completed with what new pins need.
pub(super) fn plan(
    read: &Read,
    edits: &BTreeMap<String, Vec<Edit>>,
    facts: &mut Facts,
    now: Timestamp,
) -> Plan {
    let mut changes = Vec::new();
    let mut repository = read.repository.clone();
    repository.files.clear();
    for file in &read.repository.files {
        let edited = edits.get(&file.path).map(|edits| apply(&file.text, edits));
        let after = edited.unwrap_or_else(|| file.text.clone());
        repository.add(&file.path, after.as_bytes());
        if after != file.text {
            let before = Some(file.text.clone());
            changes.push(Change { path: file.path.clone(), before, after });
        }
    }
    add_tips(facts, &repository);
    let today = day(now.as_second()).unwrap_or_default();
    let lock = lock_of(&repository, facts, read.lock.as_ref(), &today);
    // An empty lock is not written where there is none and nothing to lock.
    let is_needed = read.lock.is_some() || lock != Lock::default();
    if is_needed && read.lock_text.as_deref() != Some(lock.text().as_str()) {
        let before = read.lock_text.clone();
        changes.push(Change { path: LOCK.into(), before, after: lock.text() });
    }
    let findings = against(&repository, read.lock.as_ref(), facts);
    Plan { changes, lock, findings }
}

/// What remotes say against a repository; tags are compared with those of the lock there was.
fn against(repository: &Repository, lock: Option<&Lock>, facts: &Facts) -> Vec<Finding> {
    let looked = wheelpin_workflow::Context { repository, lock, facts: Some(facts) };
    look_for(&looked, REMOTE.iter().filter_map(|id| find_rule(id)))
}

/// Writes the changes and says so; with `dry_run` only shows them.
pub(super) fn write(
    root: &Path,
    plan: &Plan,
    dry_run: bool,
    context: &mut Context<'_>,
) -> Result<(), Error> {
    let mut text = String::new();
    for change in &plan.changes {
        if change.path != LOCK {
            text.push_str(&ui::diff(
                &change.path,
                change.before.as_deref().unwrap_or_default(),
                &change.after,
            ));
        }
    }
    if !dry_run {
        wheelpin_workflow::write(root, &plan.changes)?;
    }
    text.push_str(&ui::written(
        plan.changes.iter().map(|change| change.path.as_str()),
        &plan.lock,
        dry_run,
    ));
    context.stdout.write_all(text.as_bytes()).map_err(Error::Write)
}

/// Findings of a plan, and whether one is an error.
pub(super) fn tell(plan: &Plan, context: &mut Context<'_>) -> Result<bool, Error> {
    let shown = ui::findings(&plan.findings, width::width(), context.output);
    if !shown.is_empty() {
        writeln!(context.stdout, "\n{}", shown.trim_end()).map_err(Error::Write)?;
    }
    Ok(plan.findings.iter().any(|finding| finding.severity == Severity::Error))
}
