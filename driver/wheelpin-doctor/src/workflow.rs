use crate::Place;
use crate::step::Step;
use crate::tree::Tree;
use wheelpin_workflow::Repository;
use wheelpin_workflow::model::Kind;
use wheelpin_workflow::yaml::{Node, Unreadable};

/// Where GitHub looks for workflows.
pub(crate) use wheelpin_workflow::WORKFLOWS as DIRECTORY;

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
#[derive(Default)]
pub(crate) struct Workflows {
    pub(crate) repository: Repository,
    pub(crate) workflows: Vec<Workflow>,
    pub(crate) actions: Vec<Workflow>,
}

/// How many workflows and actions are read.
const FILES: usize = 256;

/// Reads the workflows and composite actions of a tree.
pub(crate) fn workflows(tree: &Tree) -> Workflows {
    let mut found = Workflows::default();
    let repository = &mut found.repository;
    for file in tree.paths() {
        let is_workflow = crate::tree::parent(file) == DIRECTORY && is_yaml(file);
        let is_action = file.starts_with(".github/")
            && (file.ends_with("/action.yml") || file.ends_with("/action.yaml"));
        if !(is_workflow || is_action) {
            continue;
        }
        if repository.files.len() >= FILES {
            let why = Unreadable::Limit("too many files before it");
            repository.unreadable.push((file.into(), why));
            break;
        }
        match tree.text(file) {
            Some(text) => repository.add(file, text.as_bytes()),
            None => {
                repository.unreadable.push((file.into(), Unreadable::Limit("too many bytes")));
            }
        }
    }
    for file in &found.repository.files {
        let workflow =
            Workflow { file: file.path.clone(), text: file.text.clone(), node: file.root.clone() };
        match file.kind {
            Kind::Workflow => found.workflows.push(workflow),
            Kind::Action => found.actions.push(workflow),
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
