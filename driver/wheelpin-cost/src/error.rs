use miette::Diagnostic;

/// Why costs cannot be told. Messages read after "failed to".
#[derive(Debug, Diagnostic, thiserror::Error)]
pub enum Error {
    /// A file of runs is none.
    #[error("read the runs in {file}: {reason}")]
    #[diagnostic(help(
        "write it with: gh run view RUN --json jobs > FILE, or gh api --paginate repos/OWNER/NAME/actions/runs/RUN/jobs > FILE"
    ))]
    Runs {
        /// Its path.
        file: String,
        /// What is wrong with it.
        reason: String,
    },

    /// A file has only the first page of a run's jobs.
    #[error("read the runs in {file}: it has {found} of the {total} jobs of a run")]
    #[diagnostic(help(
        "get all pages: gh api --paginate repos/OWNER/NAME/actions/runs/RUN/jobs > FILE"
    ))]
    Pages {
        /// Its path.
        file: String,
        /// Jobs that are in it.
        found: usize,
        /// Jobs that the run has.
        total: u64,
    },

    /// A job of a run has no time that can be billed.
    #[error("read the runs in {file}: the job {job:?} {reason}")]
    #[diagnostic(help("take a run that has ended: gh run list --status success"))]
    RunJob {
        /// The file's path.
        file: String,
        /// The job's name.
        job: String,
        /// What is wrong with it.
        reason: String,
    },

    /// A workflow that the settings name is not there.
    #[error("find the workflow {name:?} in .github/workflows")]
    #[diagnostic(help(
        "[tool.wheelpin.cost.before] workflows holds file names; there are: {known}"
    ))]
    NoWorkflow {
        /// As written.
        name: String,
        /// Those that are there.
        known: String,
    },

    /// A workflow cannot be read.
    #[error("read {file}: {reason}")]
    #[diagnostic(help(
        "correct it, or name others: [tool.wheelpin.cost.before] workflows = [\"FILE.yml\"]"
    ))]
    Workflow {
        /// Its path.
        file: String,
        /// What is wrong with it.
        reason: String,
    },

    /// Workflows have more jobs than are counted.
    #[error("count the jobs of {file}: with what it calls there are more than {most}")]
    #[diagnostic(help("name others: [tool.wheelpin.cost.before] workflows = [\"FILE.yml\"]"))]
    TooMany {
        /// The workflow's path.
        file: String,
        /// How many are counted.
        most: usize,
    },
}
