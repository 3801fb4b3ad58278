use crate::project::Project;
use crate::rule::Found;
use crate::script::{Command, commands};
use crate::wheel_check::checks_wheels;
use crate::{Area, Place, Rule, Severity};

/// A check that was switched off and forgotten.
///
/// <https://github.com/jwodder/check-wheel-contents>
pub(super) const RULE: Rule = Rule {
    id: "commented-check",
    area: Area::Testing,
    severity: Severity::Warning,
    points: 10,
    most: 10,
    check,
};

fn check(project: &Project) -> Option<Found> {
    let mut places = Vec::new();
    for workflow in &project.workflows {
        let running: Vec<String> = workflow
            .steps()
            .iter()
            .flat_map(|step| step.commands())
            .map(|command| command.program)
            .collect();
        for (index, line) in workflow.text.lines().enumerate() {
            let Some(comment) = line.trim_start().strip_prefix('#') else { continue };
            let code = comment.trim_start_matches(['#', ' ', '-']);
            let code = code.strip_prefix("run:").unwrap_or(code);
            let off = commands(code)
                .into_iter()
                .find(|command| is_check(command) && !running.contains(&command.program));
            if let Some(command) = off {
                places.push(Place::line(&workflow.file, index + 1).detail(&command.program));
            }
        }
    }
    if places.is_empty() {
        return None;
    }
    let found = Found::new(
        "checks are commented out",
        "switch them on again: what they complained of may be long mended, or else is still in the wheels",
    );
    Some(found.at(places))
}

/// Whether it is a check with something to check, rather than prose.
fn is_check(command: &Command) -> bool {
    let subject = |word: &String| {
        word.contains(['$', '*', '/']) || word.contains(".whl") || word.starts_with('-')
    };
    (checks_wheels(command) || command.tests()) && command.arguments.iter().any(subject)
}

#[cfg(test)]
mod tests {
    use crate::testing::{RELEASE, Sample};

    #[test]
    fn a_check_that_is_off_is_found() {
        let sample = Sample::new().release(
            "      - run: pytest",
            "      - run: pytest\n      # - run: |\n      #     check-wheel-contents \"$wheel\"\n",
        );
        assert_eq!(sample.lines("commented-check"), [25]);
    }

    #[test]
    fn prose_is_right() {
        let sample = Sample::new().release(
            "      - run: pytest",
            "      # check-wheel-contents knows better\n      - run: pytest",
        );
        assert_eq!(sample.find("commented-check"), None);
        assert_eq!(Sample::new().workflow(RELEASE).find("commented-check"), None);
    }
}
