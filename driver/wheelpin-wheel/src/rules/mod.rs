//! One file per rule.

mod accidental_file;
mod file_size;
mod leak_build_path;
mod leak_home_path;
mod leak_host_name;
mod leak_nix_path;
mod leak_secret;
mod leak_temporary_path;
mod panic_abort;
mod release_duplicate;
mod release_plan;
mod release_sdist;
mod release_universal2;
mod release_version;

use crate::Rule;

/// Every rule, by id.
pub static RULES: &[&Rule] = &[
    &accidental_file::RULE,
    &file_size::RULE,
    &leak_build_path::RULE,
    &leak_home_path::RULE,
    &leak_host_name::RULE,
    &leak_nix_path::RULE,
    &leak_secret::RULE,
    &leak_temporary_path::RULE,
    &panic_abort::RULE,
    &release_duplicate::RULE,
    &release_plan::RULE,
    &release_sdist::RULE,
    &release_universal2::RULE,
    &release_version::RULE,
];
