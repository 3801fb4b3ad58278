//! One file per subcommand.

pub(crate) mod doctor;
pub(crate) mod plan;
