//! One file per rule.

mod abi3_floor;
mod abi3_unused;
mod api_token;
mod broad_permissions;
mod cache_in_release;
mod cache_path;
mod cargo_lock;
mod commented_check;
mod duplicate_wheels;
mod empty_check;
mod empty_notes;
mod floating_maturin;
mod floating_runner;
mod floating_rust;
mod floor_untested;
mod injected_script;
mod kept_credentials;
mod merged_artifacts;
mod missing_platform;
mod mixed_pins;
mod moved_tag;
mod no_cargo_test;
mod no_changelog;
mod no_concurrency;
mod no_environment;
mod no_free_threaded;
mod no_permissions;
mod no_publishing;
mod no_resume;
mod no_tests;
mod no_wheel_check;
mod no_workflow;
mod not_maturin;
mod open_build_requires;
mod panic_abort;
mod patched_wheels;
mod platform_untested;
mod profile_setting;
mod qemu;
mod rare_platform;
mod release_profile;
mod repeated_steps;
mod requires_python;
mod sdist_licence;
mod sdist_lock;
mod unpinned_action;
mod unreadable_workflow;
mod unused_input;
mod version_differs;
mod version_missing;
mod version_not_python;
mod version_script;
mod version_tool;
mod version_twice;
mod wheels_untested;

use crate::Rule;

/// Every rule, by area.
pub const RULES: [Rule; 54] = [
    api_token::RULE,
    injected_script::RULE,
    unpinned_action::RULE,
    broad_permissions::RULE,
    no_permissions::RULE,
    kept_credentials::RULE,
    cache_in_release::RULE,
    no_environment::RULE,
    version_missing::RULE,
    version_differs::RULE,
    version_not_python::RULE,
    version_twice::RULE,
    version_script::RULE,
    moved_tag::RULE,
    version_tool::RULE,
    no_changelog::RULE,
    not_maturin::RULE,
    cargo_lock::RULE,
    panic_abort::RULE,
    duplicate_wheels::RULE,
    patched_wheels::RULE,
    abi3_floor::RULE,
    sdist_lock::RULE,
    floating_rust::RULE,
    qemu::RULE,
    release_profile::RULE,
    requires_python::RULE,
    sdist_licence::RULE,
    abi3_unused::RULE,
    floating_maturin::RULE,
    floating_runner::RULE,
    open_build_requires::RULE,
    unreadable_workflow::RULE,
    merged_artifacts::RULE,
    no_workflow::RULE,
    no_publishing::RULE,
    no_concurrency::RULE,
    no_resume::RULE,
    unused_input::RULE,
    empty_notes::RULE,
    cache_path::RULE,
    empty_check::RULE,
    mixed_pins::RULE,
    repeated_steps::RULE,
    no_tests::RULE,
    wheels_untested::RULE,
    floor_untested::RULE,
    platform_untested::RULE,
    commented_check::RULE,
    no_wheel_check::RULE,
    no_cargo_test::RULE,
    missing_platform::RULE,
    no_free_threaded::RULE,
    rare_platform::RULE,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_unique() {
        let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), RULES.len());
    }

    #[test]
    fn rules_stand_by_area() {
        assert!(RULES.is_sorted_by_key(|rule| rule.area));
    }

    #[test]
    fn every_rule_takes_off_what_its_documentation_says() {
        let page = include_str!("../../../../docs/doctor.md");
        for rule in &RULES {
            let heading = format!("\n### {}\n", rule.id);
            let (_, section) = page.split_once(&heading).unwrap_or_else(|| panic!("{heading}"));
            let points = if rule.points == rule.most {
                format!("{} points", rule.points)
            } else {
                format!("{} points each, at most {}", rule.points, rule.most)
            };
            let line =
                format!("{:?} · {} · {points}", rule.severity, rule.area.title()).to_lowercase();
            let first = section.trim_start().lines().next().unwrap_or_default();
            assert_eq!(first, format!("*{line}*"), "{}", rule.id);
        }
        let headings = page.matches("\n### ").count();
        assert_eq!(headings, RULES.len(), "a rule is documented that is not there");
    }
}
