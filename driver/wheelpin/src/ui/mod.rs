//! How things look.

pub(crate) mod count;
pub(crate) mod diagnosis;
pub(crate) mod report;
pub(crate) mod table;
pub(crate) mod width;
pub(crate) mod wrap;
