use std::path::PathBuf;

use clap::Args;
use wheelpin_cost::Minutes;

/// What `--cost` goes by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Cost")]
pub(crate) struct CostArgs {
    /// Show what a release costs in minutes and money, before and after; -v shows every job
    #[arg(long)]
    pub(crate) cost: bool,

    /// Real runs of the old workflows, of one release: what gh run view RUN --json jobs prints; given
    /// again for other releases, whose mean is shown
    #[arg(long, value_name = "FILE", requires = "cost")]
    pub(crate) before: Vec<PathBuf>,

    /// Minutes that every job of the old workflows is assumed to take, where there are no runs
    #[arg(long, value_name = "N", requires = "cost", conflicts_with = "before")]
    pub(crate) before_minutes: Option<Minutes>,

    /// Real runs of wheelpin's workflow, in the same form
    #[arg(long, value_name = "FILE", requires = "cost")]
    pub(crate) after: Vec<PathBuf>,

    /// The directory whose wheelpin.json says how long the build took
    #[arg(long, value_name = "DIR", default_value = "dist", requires = "cost")]
    pub(crate) from: PathBuf,
}
