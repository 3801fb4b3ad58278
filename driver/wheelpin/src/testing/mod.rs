//! What `wheelpin test` is made of: which wheels, in which Pythons, and what came of it.

pub(crate) mod asked;
pub(crate) mod merging;
#[cfg(feature = "release")]
pub(crate) mod nix_tests;
#[cfg(not(feature = "release"))]
#[path = "no_nix_tests.rs"]
pub(crate) mod nix_tests;
pub(crate) mod pythons;
pub(crate) mod settings;
pub(crate) mod tested;
pub(crate) mod verdict;
