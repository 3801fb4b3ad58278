use crate::model::Job;
use crate::yaml::Node;

/// A step of a job.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The job it is of.
    pub job: Job<'a>,
    /// All of it.
    pub node: &'a Node,
}

impl<'a> Step<'a> {
    /// The action it uses, as written.
    #[must_use]
    pub fn uses(self) -> Option<&'a str> {
        self.node.text_at(["uses"])
    }

    /// Whether it uses an action (`owner/name` or `owner/name/path`, in any case and version).
    #[must_use]
    pub fn is(self, action: &str) -> bool {
        self.uses().is_some_and(|uses| {
            let name = uses.split('@').next().unwrap_or_default();
            name.eq_ignore_ascii_case(action)
        })
    }

    /// Its script.
    #[must_use]
    pub fn run(self) -> Option<&'a str> {
        self.node.text_at(["run"])
    }

    /// An input of its action; GitHub does not mind the case of names.
    #[must_use]
    pub fn with(self, input: &str) -> Option<&'a Node> {
        let inputs = self.inputs().iter();
        inputs.rev().find(|(name, _)| name.eq_ignore_ascii_case(input)).map(|(_, node)| node)
    }

    /// All inputs of its action.
    #[must_use]
    pub fn inputs(self) -> &'a [(String, Node)] {
        self.node.get("with").map(Node::entries).unwrap_or_default()
    }

    /// A variable of its environment: its own, the job's or the workflow's.
    #[must_use]
    pub fn env(self, name: &str) -> Option<&'a str> {
        [self.node, self.job.node, &self.job.file.root]
            .into_iter()
            .find_map(|node| node.text_at(["env", name]))
    }
}
