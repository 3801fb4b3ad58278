use crate::model::{Kind, WorkflowFile};

/// Whether an event starts a workflow.
pub(crate) fn is_started_by(file: &WorkflowFile, event: &str) -> bool {
    file.triggers().iter().any(|(name, _)| *name == event)
}

/// Whether only other workflows start it.
pub(crate) fn is_only_called(file: &WorkflowFile) -> bool {
    matches!(file.triggers().as_slice(), [("workflow_call", _)])
}

/// Whether its events are those of a release: one published, a tag pushed, or a branch whose
/// name speaks of releases.
pub(crate) fn is_release(file: &WorkflowFile) -> bool {
    file.kind == Kind::Workflow
        && file.triggers().into_iter().any(|(name, settings)| {
            let branches = settings.get("branches").map(|node| node.texts()).unwrap_or_default();
            let is_push = ["tags", "tags-ignore"].iter().any(|key| settings.get(key).is_some())
                || branches.iter().any(|branch| branch.to_ascii_lowercase().contains("release"));
            name == "release" || (name == "push" && is_push)
        })
}
