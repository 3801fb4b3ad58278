use crate::Place;
use crate::step::Step;
use crate::tree::Tree;
use wheelpin_workflow::yaml::Node;
use wheelpin_workflow::yaml::Unreadable;
use wheelpin_workflow::yaml::read_yaml;

/// A workflow of GitHub Actions, or a composite action as a workflow of one job.
///
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax>
#[derive(Debug)]
pub(crate) struct Workflow {
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) node: Node,
}

/// A job of a workflow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job<'a> {
    pub(crate) workflow: &'a Workflow,
    pub(crate) id: &'a str,
    pub(crate) node: &'a Node,
}

/// What there is below `.github`.
pub(crate) struct Workflows {
    pub(crate) workflows: Vec<Workflow>,
    pub(crate) actions: Vec<Workflow>,
    pub(crate) unreadable: Vec<(String, Unreadable)>,
}

/// Where GitHub looks for workflows.
pub(crate) const DIRECTORY: &str = ".github/workflows";

/// How many workflows and actions are read.
const FILES: usize = 256;

/// Reads the workflows and composite actions of a tree.
pub(crate) fn workflows(tree: &Tree) -> Workflows {
    let mut found =
        Workflows { workflows: Vec::new(), actions: Vec::new(), unreadable: Vec::new() };
    for file in tree.paths() {
        let directory = crate::tree::parent(file);
        let is_workflow = directory == DIRECTORY && is_yaml(file);
        let is_action = file.starts_with(".github/")
            && (file.ends_with("/action.yml") || file.ends_with("/action.yaml"));
        if !(is_workflow || is_action) {
            continue;
        }
        if found.workflows.len() + found.actions.len() >= FILES {
            found.unreadable.push((file.into(), Unreadable::Limit("too many files before it")));
            break;
        }
        let Some(text) = tree.text(file) else {
            found.unreadable.push((file.into(), Unreadable::Limit("too many bytes")));
            continue;
        };
        match read_yaml(&text) {
            Ok(node) => {
                let workflow = Workflow { file: file.into(), text, node };
                if is_workflow { &mut found.workflows } else { &mut found.actions }.push(workflow);
            }
            Err(unreadable) => found.unreadable.push((file.into(), unreadable)),
        }
    }
    found
}

fn is_yaml(file: &str) -> bool {
    file.ends_with(".yml") || file.ends_with(".yaml")
}

impl Workflow {
    pub(crate) fn jobs(&self) -> Vec<Job<'_>> {
        let jobs = self.node.get("jobs").map(Node::entries).unwrap_or_default();
        let jobs = jobs.iter().map(|(id, node)| Job { workflow: self, id, node });
        // A composite action's steps.
        let runs = self.node.get("runs").map(|node| Job { workflow: self, id: "runs", node });
        jobs.chain(runs).collect()
    }

    pub(crate) fn steps(&self) -> Vec<Step<'_>> {
        self.jobs().into_iter().flat_map(|job| job.steps().collect::<Vec<_>>()).collect()
    }

    /// Whether one of its jobs uploads to an index.
    pub(crate) fn publishes(&self) -> bool {
        self.jobs().into_iter().any(Job::publishes)
    }

    pub(crate) fn place(&self) -> Place {
        Place::file(&self.file)
    }

    pub(crate) fn at(&self, node: &Node) -> Place {
        Place::line(&self.file, node.line)
    }
}

impl<'a> Job<'a> {
    pub(crate) fn steps(self) -> impl Iterator<Item = Step<'a>> {
        let steps = self.node.get("steps").map(Node::elements).unwrap_or_default();
        steps.iter().map(move |node| Step { job: self, node })
    }

    /// Whether one of its steps uploads to an index.
    pub(crate) fn publishes(self) -> bool {
        self.steps().any(Step::publishes)
    }

    pub(crate) fn place(self) -> Place {
        Place::line(&self.workflow.file, self.node.line).detail(self.id)
    }
}
