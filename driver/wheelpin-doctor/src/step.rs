use crate::Place;
use crate::script::{Command, commands};
use crate::workflow::Job;
use wheelpin_workflow::yaml::Node;

/// A step of a job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step<'a> {
    pub(crate) job: Job<'a>,
    pub(crate) node: &'a Node,
}

impl<'a> Step<'a> {
    /// The action it uses, as written.
    pub(crate) fn uses(self) -> Option<&'a str> {
        self.node.text_at(["uses"])
    }

    /// Whether it uses an action (`owner/name`, in any case and version).
    pub(crate) fn is(self, action: &str) -> bool {
        self.uses().is_some_and(|uses| {
            let name = uses.split('@').next().unwrap_or_default();
            name.eq_ignore_ascii_case(action)
        })
    }

    pub(crate) fn run(self) -> Option<&'a str> {
        self.node.text_at(["run"])
    }

    /// An input of its action.
    pub(crate) fn with(self, input: &str) -> Option<&'a str> {
        self.node.text_at(["with", input])
    }

    /// A variable of its environment: its own, the job's or the workflow's.
    pub(crate) fn env(self, name: &str) -> Option<&'a str> {
        [self.node, self.job.node, &self.job.workflow.node]
            .into_iter()
            .find_map(|node| node.text_at(["env", name]))
    }

    /// The commands of its script.
    pub(crate) fn commands(self) -> Vec<Command> {
        self.run().map(commands).unwrap_or_default()
    }

    /// Whether it uploads to an index.
    pub(crate) fn publishes(self) -> bool {
        let maturin = self.is("PyO3/maturin-action")
            && matches!(self.with("command"), Some("publish" | "upload"));
        maturin
            || self.is("pypa/gh-action-pypi-publish")
            || self.commands().iter().any(Command::publishes)
    }

    pub(crate) fn place(self) -> Place {
        Place::line(&self.job.workflow.file, self.node.line)
    }

    /// The place of one of its keys.
    pub(crate) fn place_of(self, key: &str) -> Place {
        let line = self.node.get(key).map_or(self.node.line, |node| node.line);
        Place::line(&self.job.workflow.file, line)
    }
}
