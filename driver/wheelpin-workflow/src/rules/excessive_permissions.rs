use crate::context::Context;
use crate::finding::{Found, Severity};
use crate::model::WorkflowFile;
use crate::rule::Rule;
use crate::triggers::is_only_called;
use crate::yaml::Node;

pub(super) const RULE: Rule = Rule {
    id: "excessive-permissions",
    severity: Severity::Warning,
    finds: "permissions of the workflow's token that no one chose, or that all jobs share",
    why: "Without `permissions:` the token has what the repository's settings say, which may be to \
          write everything; what the workflow is given, every job and every action in it has.",
    remedy: "write `permissions: {}` at the top, and in each job what that job needs",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    context.repository.workflows().flat_map(of_workflow).collect()
}

fn of_workflow(file: &WorkflowFile) -> Vec<Found> {
    let mut found = Vec::new();
    let jobs = file.jobs();
    // Then no job gets what the top says, or only one does.
    let is_moot = jobs.len() == 1
        || jobs.iter().all(|job| job.node.get("permissions").is_some())
        || is_only_called(file);
    let mild = |found: Found, is_mild| if is_mild { found.severity(Severity::Info) } else { found };
    match file.permissions() {
        None => {
            let message = "no `permissions:`: the token has what the repository's settings say";
            found.push(mild(Found::new(&file.path, message), is_moot));
        }
        Some(node) => {
            let all = all(node).map(|all| (format!("every job has {all}"), node));
            let each = node.entries().iter().filter(|(_, node)| node.text() == Some("write"));
            let each = each.map(|(name, node)| (format!("every job has {name}: write"), node));
            for (message, node) in all.into_iter().chain(each) {
                found.push(mild(Found::new(&file.path, message).at_key(node), is_moot));
            }
        }
    }
    for job in jobs {
        let is_mild = is_only_called(file) && job.uses().is_none();
        match job.node.get("permissions") {
            None if file.permissions().is_none() => {
                let message = format!("the job {} has what the repository's settings say", job.id);
                found.push(mild(Found::new(&file.path, message).at_key(job.node), is_mild));
            }
            Some(node) if all(node).is_some() => {
                let message = format!("the job {} has {}", job.id, node.text().unwrap_or_default());
                found.push(mild(Found::new(&file.path, message).at_key(node), is_mild));
            }
            _ => {}
        }
    }
    found
}

fn all(node: &Node) -> Option<&str> {
    node.text().filter(|text| matches!(*text, "read-all" | "write-all"))
}

#[cfg(test)]
mod tests {
    use crate::finding::Severity;
    use crate::testing::Sample;

    #[test]
    fn what_no_one_chose_and_what_all_share_is_told() {
        let none = Sample::new().workflow("jobs:\n  a: {}\n  b:\n    permissions: {}\n");
        assert_eq!(none.lines("excessive-permissions"), [0, 2]);
        let shared = Sample::new()
            .workflow("permissions:\n  contents: write\n  actions: read\njobs:\n  a: {}\n  b:\n    permissions: write-all\n");
        assert_eq!(shared.lines("excessive-permissions"), [2, 7]);
    }

    #[test]
    fn none_at_the_top_and_some_in_jobs_is_right() {
        let sample = Sample::new().workflow(
            "permissions: {}\njobs:\n  a: {}\n  b:\n    permissions: {contents: write}\n",
        );
        assert_eq!(sample.lines("excessive-permissions"), [0; 0]);
    }

    #[test]
    fn it_matters_less_where_no_job_takes_it() {
        let sample = Sample::new().workflow("permissions: {contents: write}\njobs:\n  a: {}\n");
        assert_eq!(sample.find("excessive-permissions")[0].severity, Severity::Info);
    }
}
