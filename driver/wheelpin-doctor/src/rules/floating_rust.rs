use crate::project::Project;
use crate::read_toml::read_toml;
use crate::rule::Found;
use crate::step::Step;
use crate::tree::join;
use crate::wheel_build::building_jobs;
use crate::{Area, Rule, Severity};

/// A Rust that is another one every six weeks.
///
/// <https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file>
pub(super) const RULE: Rule = Rule {
    id: "floating-rust",
    area: Area::Build,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    if is_pinned(project) {
        return None;
    }
    let jobs = project.workflows.iter().flat_map(|workflow| building_jobs(project, workflow));
    let places: Vec<_> = jobs
        .flat_map(|job| job.steps().collect::<Vec<_>>())
        .filter_map(|step| floating(step).map(|name| step.place().detail(&name)))
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels are built with whatever Rust is newest that day",
        "name a version in rust-toolchain.toml: [toolchain] channel = \"1.95.0\"",
    );
    Some(found.at(places))
}

/// What a step installs that moves.
fn floating(step: Step<'_>) -> Option<String> {
    let moves = |channel: &str| ["stable", "beta", "nightly"].contains(&channel);
    let input = ["toolchain", "rust-toolchain"].into_iter().find_map(|name| step.with(name));
    let is_setup = step.is("dtolnay/rust-toolchain")
        || step.is("actions-rs/toolchain")
        || step.is("actions-rust-lang/setup-rust-toolchain")
        || step.is("PyO3/maturin-action");
    if is_setup {
        if let Some(input) = input {
            return moves(input).then(|| format!("toolchain: {input}"));
        }
        let uses = step.uses().filter(|_| step.is("dtolnay/rust-toolchain"))?;
        let reference = uses.rsplit_once('@').map_or("", |(_, reference)| reference);
        return moves(reference).then(|| uses.to_owned());
    }
    step.commands().iter().find_map(|command| {
        let installs =
            command.program == "rustup" && command.arguments.iter().any(|word| moves(word));
        installs.then(|| format!("rustup {}", command.arguments.join(" ")))
    })
}

/// Whether a toolchain file names a version, or a day.
fn is_pinned(project: &Project) -> bool {
    let names = ["rust-toolchain.toml", "rust-toolchain"];
    let directories = [project.directory.as_str(), ""];
    let files = directories
        .iter()
        .flat_map(|directory| names.iter().filter_map(|name| join(directory, name)));
    files.filter_map(|file| project.tree.text(&file)).any(|text| {
        let toml = read_toml(&text).ok();
        let channel = toml
            .as_ref()
            .and_then(|node| node.text_at(["toolchain", "channel"]))
            .unwrap_or(text.trim());
        channel.contains(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    fn floating(step: &str) -> Sample {
        Sample::new().without("rust-toolchain.toml").release("run: cargo test", step)
    }

    #[test]
    fn channels_that_move_are_found() {
        for step in [
            "uses: dtolnay/rust-toolchain@stable",
            "uses: dtolnay/rust-toolchain@0123\n        with: {toolchain: stable}",
            "run: rustup toolchain install nightly",
        ] {
            assert_eq!(floating(step).lines("floating-rust").len(), 1, "{step}");
        }
    }

    #[test]
    fn a_version_is_right() {
        assert_eq!(floating("uses: dtolnay/rust-toolchain@1.95.0").find("floating-rust"), None);
        assert_eq!(Sample::new().workflow(RELEASE).find("floating-rust"), None);
    }

    #[test]
    fn a_toolchain_file_pins() {
        let sample =
            Sample::new().release("run: cargo test", "uses: dtolnay/rust-toolchain@stable");
        assert_eq!(sample.find("floating-rust"), None);
    }
}
