use super::profile_setting::{profile, profile_setting};
use crate::project::Project;
use crate::rule::Found;
use crate::words::list;
use crate::{Area, Place, Rule, Severity};
use wheelpin_workflow::yaml::Node;

/// A release profile that leaves speed or size where it could be had.
///
/// <https://doc.rust-lang.org/cargo/reference/profiles.html#profile-settings>
pub(super) const RULE: Rule = Rule {
    id: "release-profile",
    area: Area::Build,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let cargo = project.cargo.as_ref()?;
    let setting = |key| profile_setting(project, key).and_then(|(_, node)| node.text());
    let mut missing = Vec::new();
    if !matches!(setting("lto"), Some("true" | "fat" | "thin")) {
        missing.push("lto = \"thin\"");
    }
    if setting("codegen-units") != Some("1") {
        missing.push("codegen-units = 1");
    }
    let by_maturin = project.maturin().get("strip").and_then(Node::text) == Some("true");
    if !by_maturin && matches!(setting("strip"), None | Some("false" | "none")) {
        missing.push("strip = true");
    }
    if missing.is_empty() {
        return None;
    }
    let profile = wheelpin_workflow::yaml::clip(profile(project));
    let found = Found::new(
        format!(
            "profile {profile} lacks {}: wheels are larger and slower than they need be",
            list(&missing)
        ),
        format!("write in [profile.{profile}]: {}", missing.join(", ")),
    );
    let table = cargo.workspace.at(["profile", profile.as_str()]);
    let place = match table {
        Some(table) => Place::line(&cargo.workspace_file, table.line),
        None => Place::file(&cargo.workspace_file),
    };
    Some(found.at([place]))
}

#[cfg(test)]
mod tests {
    use crate::testing::Sample;

    #[test]
    fn what_a_profile_lacks_is_named() {
        let finding = Sample::new()
            .cargo("lto = true\nstrip = true", "opt-level = 3")
            .find("release-profile");
        assert_eq!(
            finding.unwrap().message,
            "profile release lacks lto = \"thin\" and strip = true: wheels are larger and slower than they need be",
        );
    }

    #[test]
    fn maturin_may_strip() {
        let sample = Sample::new()
            .cargo("strip = true", "")
            .pyproject("[project]", "[tool.maturin]\nstrip = true\n[project]");
        assert_eq!(sample.find("release-profile"), None);
        assert_eq!(Sample::new().find("release-profile"), None);
    }
}
