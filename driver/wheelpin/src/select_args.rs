use clap::Args;
use wheelpin_dist::Selection;

/// Which cells of a plan.
#[derive(Debug, Default, Args)]
pub(crate) struct SelectArgs {
    /// Only cells whose id, target, abi or Python matches (* ? [ab]); may be given again
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,

    /// No cell whose id, target, abi or Python matches; may be given again
    #[arg(long, value_name = "GLOB")]
    except: Vec<String>,
}

impl SelectArgs {
    pub(crate) fn selection(&self) -> Selection {
        Selection { only: self.only.clone(), except: self.except.clone() }
    }
}
