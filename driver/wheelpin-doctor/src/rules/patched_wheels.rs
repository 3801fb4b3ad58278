use crate::project::Project;
use crate::rule::Found;
use crate::{Area, Rule, Severity};

/// Wheels that a script changes after they were built: neither their record nor
/// whoever made them knows of it.
///
/// <https://packaging.python.org/en/latest/specifications/binary-distribution-format/>
pub(super) const RULE: Rule = Rule {
    id: "patched-wheels",
    area: Area::Build,
    severity: Severity::Error,
    points: 20,
    most: 20,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let places: Vec<_> = project
        .steps()
        .filter(|step| step.run().is_some_and(patches))
        .map(|step| step.place().detail(step.node.text_at(["name"]).unwrap_or("run")))
        .collect();
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "wheels are rewritten after they were built: truncated, or changed inside",
        "find out what makes them wrong (often several jobs that write one file name) and take the step out",
    );
    Some(found.at(places))
}

/// Whether a script writes into wheels: by hand, or as the archives they are.
fn patches(script: &str) -> bool {
    let about_wheels = script.contains(".whl") || script.contains("wheel");
    // "PK\x05\x06" marks the end of a zip archive.
    let looks_inside = script.contains("x05\\x06") || script.to_ascii_lowercase().contains("eocd");
    let writes = ["'wb'", "\"wb\"", "'r+b'", "\"r+b\"", "write_bytes("]
        .iter()
        .any(|sign| script.contains(sign));
    let as_zip = ["ZipFile("].iter().any(|sign| script.contains(sign))
        && [", 'a'", ", \"a\"", "mode='a'", "mode=\"a\""].iter().any(|sign| script.contains(sign));
    let by_command = crate::script::commands(script).iter().any(|command| {
        let truncates = command.program == "truncate";
        let zips = command.program == "zip"
            && command
                .arguments
                .iter()
                .any(|word| matches!(word.as_str(), "-d" | "-u" | "-F" | "-FF"));
        (truncates || zips)
            && command.arguments.iter().any(|word| word.contains("whl") || word.contains("wheel"))
    });
    (about_wheels && ((looks_inside && writes) || as_zip)) || by_command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn scripts_that_write_into_wheels_are_found() {
        for script in [
            "for wheel in x.glob('*.whl'):\n  end = data.rfind(b'PK\\x05\\x06')\n  open(wheel, 'wb').write(data)",
            "zip -d dist/*.whl '*/RECORD'",
            "truncate -s -4 dist/a.whl",
        ] {
            assert!(patches(script), "{script}");
        }
    }

    #[test]
    fn scripts_that_read_wheels_are_right() {
        for script in
            ["unzip -l dist/*.whl", "z = ZipFile(wheel, 'r'); data.rfind(b'PK\\x05\\x06')"]
        {
            assert!(!patches(script), "{script}");
        }
        assert_eq!(Sample::new().workflow(RELEASE).find("patched-wheels"), None);
    }
}
