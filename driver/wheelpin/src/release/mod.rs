//! A release, from commits to the forge.

pub(crate) mod begin;
mod build_step;
mod bump_step;
mod confirm;
pub(crate) mod dist_files;
pub(crate) mod flow;
pub(crate) mod giving_up;
pub(crate) mod options;
mod origin;
pub(crate) mod outputs;
mod outside;
mod project_name;
pub(crate) mod pull_request;
pub(crate) mod recorder;
pub(crate) mod rehearsal;
pub(crate) mod releasing;
pub(crate) mod report;
pub(crate) mod resuming;

/// Names as words, the first few of them.
pub(crate) fn list(names: &[String], most: usize) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(String::as_str).collect();
    let more = names.len().saturating_sub(shown.len());
    let text = shown.join(", ");
    if more == 0 { text } else { format!("{text} and {more} more") }
}
