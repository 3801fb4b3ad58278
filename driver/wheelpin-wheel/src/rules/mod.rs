//! One file per rule.

use crate::Rule;

/// Every rule, by area.
pub static RULES: &[&Rule] = &[];
