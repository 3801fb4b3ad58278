//! One file per subcommand; `whole` and `small` are the lists of them, of which a program has one.

#[cfg(feature = "release")]
pub(crate) mod build;
#[cfg(feature = "release")]
pub(crate) mod bump;
#[cfg(feature = "release")]
pub(crate) mod changelog;
pub(crate) mod check;
pub(crate) mod completions;
#[cfg(feature = "release")]
pub(crate) mod doctor;
#[cfg(feature = "release")]
pub(crate) mod man;
#[cfg(feature = "release")]
pub(crate) mod plan;
#[cfg(feature = "release")]
pub(crate) mod publish;
#[cfg(feature = "release")]
pub(crate) mod release;
#[cfg(not(feature = "release"))]
pub(crate) mod small;
pub(crate) mod test;
#[cfg(feature = "release")]
pub(crate) mod whole;
