use crate::project::Project;
use wheelpin_workflow::yaml::Node;

/// A setting of the profile that maturin builds wheels with, and its file: that of
/// `[tool.maturin] profile`, else `release`, or what it inherits.
///
/// <https://doc.rust-lang.org/cargo/reference/profiles.html#custom-profiles>
pub(super) fn profile_setting<'a>(project: &'a Project, key: &str) -> Option<(&'a str, &'a Node)> {
    let cargo = project.cargo.as_ref()?;
    let mut name = profile(project);
    for _ in 0..DEEPEST {
        let table = cargo.workspace.at(["profile", name]);
        if let Some(node) = table.and_then(|table| table.get(key)) {
            return Some((&cargo.workspace_file, node));
        }
        name = table.and_then(|table| table.text_at(["inherits"]))?;
    }
    None
}

/// The name of the profile.
pub(super) fn profile(project: &Project) -> &str {
    project.maturin().text_at(["profile"]).unwrap_or("release")
}

/// How many profiles may inherit from each other: they could do so in a circle.
const DEEPEST: usize = 8;
