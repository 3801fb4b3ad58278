//! How things look.

pub(crate) mod count;
pub(crate) mod report;
pub(crate) mod table;
