//! How things look.

pub(crate) mod annotations;
pub(crate) mod bars;
pub(crate) mod bump;
pub(crate) mod consumer;
pub(crate) mod count;
pub(crate) mod diagnosis;
pub(crate) mod duration;
pub(crate) mod explained;
pub(crate) mod findings;
pub(crate) mod json_lines;
pub(crate) mod label;
pub(crate) mod lines;
pub(crate) mod outcome;
pub(crate) mod pins;
pub(crate) mod progress;
#[cfg(test)]
mod recording;
pub(crate) mod release;
pub(crate) mod remaining;
pub(crate) mod report;
pub(crate) mod reported;
pub(crate) mod rules;
pub(crate) mod running;
pub(crate) mod sarif;
pub(crate) mod size;
pub(crate) mod spinner;
pub(crate) mod steps;
pub(crate) mod table;
pub(crate) mod test_list;
pub(crate) mod test_results;
pub(crate) mod trials;
pub(crate) mod uploads;
pub(crate) mod width;
pub(crate) mod wrap;
