use crate::model::{ImageUse, Job, Step, Uses};
use crate::yaml::{Node, Unreadable, read_yaml_bytes};

/// What a file is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// `.github/workflows/NAME.yml`, reusable ones too.
    Workflow,
    /// `action.yml`: the metadata of an action, mostly a composite one.
    Action,
}

/// A workflow of GitHub Actions, or the metadata of an action, with its text.
///
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax>,
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax>
#[derive(Clone, Debug)]
pub struct WorkflowFile {
    /// Relative to the root of the repository, with `/`.
    pub path: String,
    /// As it is on disk; spans are of its bytes.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// All of it.
    pub root: Node,
}

impl WorkflowFile {
    /// Reads a file; its kind follows from its name: `action.yml` and `action.yaml` outside
    /// `.github/workflows` are actions.
    ///
    /// # Errors
    ///
    /// As [`crate::yaml::read_yaml_bytes`], and if it is not a map.
    pub fn read(path: impl Into<String>, bytes: &[u8]) -> Result<Self, Unreadable> {
        let path = path.into();
        let root = read_yaml_bytes(bytes)?;
        if root.text().is_some_and(|text| !text.is_empty()) || !root.elements().is_empty() {
            let message = "it is no map of keys and values".into();
            return Err(Unreadable::Syntax { line: root.line.max(1), message });
        }
        let kind = if is_action(&path) { Kind::Action } else { Kind::Workflow };
        // It was read as UTF-8.
        let text = String::from_utf8_lossy(bytes).into_owned();
        Ok(Self { path, text, kind, root })
    }

    /// The jobs of a workflow; of a composite action its `runs`, as the only one.
    #[must_use]
    pub fn jobs(&self) -> Vec<Job<'_>> {
        match self.kind {
            Kind::Workflow => {
                let jobs = self.root.get("jobs").map(Node::entries).unwrap_or_default();
                jobs.iter().map(|(id, node)| Job { file: self, id, node }).collect()
            }
            Kind::Action => {
                let runs = self.root.get("runs");
                runs.map(|node| Job { file: self, id: "runs", node }).into_iter().collect()
            }
        }
    }

    /// All steps of all jobs.
    #[must_use]
    pub fn steps(&self) -> Vec<Step<'_>> {
        self.jobs().into_iter().flat_map(|job| job.steps().collect::<Vec<_>>()).collect()
    }

    /// Every `uses:`, of jobs and of steps, in the order of the file.
    #[must_use]
    pub fn uses(&self) -> Vec<Uses<'_>> {
        let mut found = Vec::new();
        for job in self.jobs() {
            // A composite action's `runs` has no `uses` of its own.
            if self.kind == Kind::Workflow {
                found.extend(job.node.get("uses").and_then(|node| Uses::of(self, node, job, None)));
            }
            for step in job.steps() {
                let node = step.node.get("uses");
                found.extend(node.and_then(|node| Uses::of(self, node, job, Some(step))));
            }
        }
        found
    }

    /// Every container image that is named: `container`, `services`, `docker://`, and the
    /// image of a Docker action (but for a `Dockerfile`).
    #[must_use]
    pub fn images(&self) -> Vec<ImageUse<'_>> {
        ImageUse::all(self)
    }

    /// The events that start a workflow, and their settings (an empty node without any).
    #[must_use]
    pub fn triggers(&self) -> Vec<(&str, &Node)> {
        let Some(on) = self.root.get("on") else { return Vec::new() };
        let named = on.texts().into_iter().map(|name| (name, Node::empty()));
        named.chain(on.entries().iter().map(|(name, node)| (name.as_str(), node))).collect()
    }

    /// Permissions of all jobs that name none of their own.
    #[must_use]
    pub fn permissions(&self) -> Option<&Node> {
        self.root.get("permissions")
    }

    /// Variables of all jobs.
    #[must_use]
    pub fn env(&self) -> Option<&Node> {
        self.root.get("env")
    }

    /// Inputs of an action.
    #[must_use]
    pub fn inputs(&self) -> &[(String, Node)] {
        self.root.get("inputs").map(Node::entries).unwrap_or_default()
    }
}

fn is_action(path: &str) -> bool {
    let (directory, name) = path.rsplit_once('/').unwrap_or(("", path));
    matches!(name, "action.yml" | "action.yaml") && directory != ".github/workflows"
}
