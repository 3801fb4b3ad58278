use crate::model::{Step, WorkflowFile};
use crate::yaml::Node;

/// A job of a workflow, or the `runs` of a composite action.
#[derive(Clone, Copy, Debug)]
pub struct Job<'a> {
    /// The file it is in.
    pub file: &'a WorkflowFile,
    /// Its key; `runs` for a composite action.
    pub id: &'a str,
    /// All of it.
    pub node: &'a Node,
}

impl<'a> Job<'a> {
    /// Its steps, in their order.
    pub fn steps(self) -> impl Iterator<Item = Step<'a>> {
        let steps = self.node.get("steps").map(Node::elements).unwrap_or_default();
        steps.iter().map(move |node| Step { job: self, node })
    }

    /// The labels it runs on, as written (`group` of a map is none).
    #[must_use]
    pub fn runs_on(self) -> Vec<&'a str> {
        let node = self.node.get("runs-on");
        node.map(|node| node.get("labels").unwrap_or(node).texts()).unwrap_or_default()
    }

    /// The reusable workflow that it is.
    #[must_use]
    pub fn uses(self) -> Option<&'a str> {
        self.node.text_at(["uses"])
    }

    /// Its permissions: its own, or else the workflow's.
    #[must_use]
    pub fn permissions(self) -> Option<&'a Node> {
        self.node.get("permissions").or_else(|| self.file.permissions())
    }

    /// The permission of a name, as written (`write`, `read`, `none`), or that of `read-all` and
    /// `write-all`; none where nothing is said.
    #[must_use]
    pub fn permission(self, name: &str) -> Option<&'a str> {
        let permissions = self.permissions()?;
        match permissions.text() {
            Some("write-all") => Some("write"),
            Some("read-all") => Some("read"),
            _ => Some(permissions.text_at([name]).unwrap_or("none")),
        }
    }

    /// `container`.
    #[must_use]
    pub fn container(self) -> Option<&'a Node> {
        self.node.get("container")
    }

    /// `services` by name.
    #[must_use]
    pub fn services(self) -> &'a [(String, Node)] {
        self.node.get("services").map(Node::entries).unwrap_or_default()
    }

    /// Its own variables.
    #[must_use]
    pub fn env(self) -> Option<&'a Node> {
        self.node.get("env")
    }

    /// The environment that it deploys to.
    #[must_use]
    pub fn environment(self) -> Option<&'a str> {
        let node = self.node.get("environment")?;
        node.text().or_else(|| node.text_at(["name"]))
    }

    /// The jobs that it waits for.
    #[must_use]
    pub fn needs(self) -> Vec<&'a str> {
        self.node.get("needs").map(Node::texts).unwrap_or_default()
    }
}
