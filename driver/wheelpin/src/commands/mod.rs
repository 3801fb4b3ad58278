//! One file per subcommand.

pub(crate) mod build;
pub(crate) mod bump;
pub(crate) mod changelog;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod man;
pub(crate) mod pins;
pub(crate) mod plan;
pub(crate) mod publish;
pub(crate) mod release;
pub(crate) mod test;
