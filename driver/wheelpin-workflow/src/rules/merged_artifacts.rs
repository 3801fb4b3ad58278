use crate::context::Context;
use crate::expression::fenced;
use crate::finding::{Found, Severity};
use crate::model::{Job, Step, WorkflowFile};
use crate::rule::Rule;

pub(super) const RULE: Rule = Rule {
    id: "merged-artifacts",
    severity: Severity::Error,
    finds: "jobs of a matrix that upload one artifact, and artifacts merged into one directory",
    why: "Of several artifacts or files of one name the last one wins, or they are written into \
          each other: what is published is then none of those that were tested.",
    remedy: "give each job's artifact and files a name of its own, and check after the download that no name came twice",
    source: "https://github.com/actions/download-artifact/issues/298",
    look,
};

fn look(context: &Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for file in context.repository.workflows() {
        for job in file.jobs() {
            found.extend(job.steps().filter_map(uploaded));
            found.extend(job.steps().filter_map(merged));
        }
    }
    found
}

/// One name for all jobs of a matrix.
fn uploaded(step: Step<'_>) -> Option<Found> {
    if !step.is("actions/upload-artifact") || !is_several(step.job) {
        return None;
    }
    let name = step.with("name");
    // A matrix in a step's condition can leave one job of all.
    let chooses = step.node.text_at(["if"]).is_some_and(|text| text.contains("matrix."));
    let differs = name
        .and_then(|node| node.text())
        .is_some_and(|text| fenced(text).iter().any(|fenced| !is_same_in_all(fenced.text)));
    if chooses || differs {
        return None;
    }
    let text = name.and_then(|node| node.text()).unwrap_or("artifact");
    let message =
        format!("every job of the matrix of {} uploads an artifact named {text}", step.job.id);
    let node = name.or_else(|| step.node.get("uses"))?;
    let found = Found::new(&step.job.file.path, message).at_key(node);
    Some(
        found.remedy("put what tells the jobs apart into the name: `name: wheels-${{ matrix.… }}`"),
    )
}

/// Whether an expression has one value in all jobs of a matrix.
fn is_same_in_all(expression: &str) -> bool {
    ["github.", "inputs.", "vars.", "needs."].iter().any(|head| expression.starts_with(head))
}

/// Several artifacts into one directory.
fn merged(step: Step<'_>) -> Option<Found> {
    let is_merge = step.with("merge-multiple").and_then(|node| node.text()) == Some("true");
    // One artifact by its whole name brings no others.
    let is_one = step.with("name").is_some()
        || step
            .with("pattern")
            .and_then(|node| node.text())
            .is_some_and(|text| !text.contains('*'));
    if !step.is("actions/download-artifact")
        || !is_merge
        || is_one
        || !is_uploaded_by_several(step.job.file)
    {
        return None;
    }
    let message = "artifacts of several jobs are merged into one directory: files of one name overwrite \
                   each other while they are written";
    let node = step.with("merge-multiple")?;
    Some(Found::new(&step.job.file.path, message).at_key(node).severity(Severity::Warning))
}

fn is_several(job: Job<'_>) -> bool {
    let Some(matrix) = job.node.at(["strategy", "matrix"]) else { return false };
    let rows = matrix.get("include").map(|node| node.elements().len()).unwrap_or_default();
    let lists =
        matrix.entries().iter().filter(|(name, _)| !matches!(name.as_str(), "include" | "exclude"));
    let jobs: usize = lists.map(|(_, node)| node.elements().len().max(1)).product();
    jobs.max(rows) > 1
}

fn is_uploaded_by_several(file: &WorkflowFile) -> bool {
    let uploads = file.steps().into_iter().filter(|step| step.is("actions/upload-artifact"));
    let counts =
        uploads.map(|step| if step.job.node.at(["strategy", "matrix"]).is_some() { 2 } else { 1 });
    counts.sum::<usize>() != 1
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    fn lines(upload: &str, download: &str) -> Vec<usize> {
        Sample::new()
            .workflow(&format!(
                "jobs:\n  a:\n    strategy: {{matrix: {{os: [x, y]}}}}\n    steps:\n      - uses: actions/upload-artifact@v4\n        \
                 with: {{name: {upload}, path: dist}}\n  b:\n    steps:\n      - uses: actions/download-artifact@v4\n        with: {{{download}}}\n"
            ))
            .lines("merged-artifacts")
    }

    #[test]
    fn one_name_for_all_jobs_is_told() {
        assert_eq!(lines("wheels", ""), [6]);
        assert_eq!(lines("'w-${{ github.sha }}'", ""), [6]);
        assert_eq!(lines("'w-${{ matrix.os }}'", ""), [0; 0]);
    }

    #[test]
    fn a_merge_of_several_is_told() {
        let name = "'w-${{ matrix.os }}'";
        assert_eq!(lines(name, "pattern: w-*, merge-multiple: true"), [10]);
        assert_eq!(lines(name, "merge-multiple: true"), [10]);
        assert_eq!(lines(name, "name: w-x, merge-multiple: true"), [0; 0]);
        assert_eq!(lines(name, "pattern: w-*"), [0; 0]);
    }
}
