//! One file per rule.

mod all_secrets;
mod api_token;
mod bot_condition;
mod broad_id_token;
mod cache_in_release;
mod dangerous_trigger;
mod excessive_permissions;
mod floating_download;
mod floating_runner;
mod hardcoded_credentials;
mod impostor_commit;
mod inherited_secrets;
mod injected_script;
mod insecure_commands;
mod kept_credentials;
mod merged_artifacts;
mod mislabelled_pin;
mod missing_commit;
pub(crate) mod missing_input;
mod missing_local_action;
mod missing_timeout;
mod missing_version_comment;
mod not_locked;
mod other_commit;
mod other_version;
mod publish_concurrency;
mod reusable_publisher;
mod self_hosted_runner;
mod tag_moved;
mod told_expressions;
mod unhashed_download;
mod unpinned_action;
mod unpinned_image;
mod unreadable_workflow;
mod unredacted_secret;
mod unused_lock_entry;
mod unverified_image;

use crate::rule::Rule;

/// Every rule, in the order of their documentation.
pub const RULES: &[Rule] = &[
    unreadable_workflow::RULE,
    unpinned_action::RULE,
    missing_version_comment::RULE,
    other_commit::RULE,
    other_version::RULE,
    not_locked::RULE,
    unused_lock_entry::RULE,
    missing_local_action::RULE,
    unpinned_image::RULE,
    floating_download::RULE,
    unhashed_download::RULE,
    missing_input::RULE,
    missing_commit::RULE,
    impostor_commit::RULE,
    mislabelled_pin::RULE,
    tag_moved::RULE,
    unverified_image::RULE,
    api_token::RULE,
    broad_id_token::RULE,
    reusable_publisher::RULE,
    publish_concurrency::RULE,
    cache_in_release::RULE,
    merged_artifacts::RULE,
    dangerous_trigger::RULE,
    injected_script::RULE,
    excessive_permissions::RULE,
    kept_credentials::RULE,
    inherited_secrets::RULE,
    all_secrets::RULE,
    unredacted_secret::RULE,
    hardcoded_credentials::RULE,
    insecure_commands::RULE,
    bot_condition::RULE,
    self_hosted_runner::RULE,
    floating_runner::RULE,
    missing_timeout::RULE,
];

/// Rules that say something only when remotes were asked.
pub const REMOTE: &[&str] =
    &["missing-commit", "impostor-commit", "mislabelled-pin", "tag-moved", "unverified-image"];

/// A rule by its id.
#[must_use]
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

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
    fn rules_about_remotes_are_rules() {
        assert!(REMOTE.iter().all(|id| find_rule(id).is_some()));
    }

    #[test]
    fn every_rule_says_what_it_finds_why_and_what_to_do() {
        for rule in RULES {
            let is_kebab = rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            assert!(is_kebab, "{}", rule.id);
            assert!(rule.source.starts_with("https://"), "{}", rule.id);
            assert!(rule.why.ends_with('.'), "{}", rule.id);
            assert!(!rule.finds.ends_with('.') && !rule.remedy.is_empty(), "{}", rule.id);
        }
    }
}
