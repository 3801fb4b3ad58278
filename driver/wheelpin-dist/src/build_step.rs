use serde::{Deserialize, Serialize};

/// One derivation that Nix ran for the files of a manifest.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BuildStep {
    /// Store path of its `.drv` file.
    pub derivation: String,
    /// Its name: what follows the hash, without `.drv`.
    pub name: String,
    /// Ids of the cells that it is for; the source distribution's file name where it is for that.
    pub cells: Vec<String>,
    /// When it started, in milliseconds since 1970.
    pub started: u64,
    /// How long it ran, in milliseconds.
    pub millis: u64,
    /// Where it ran; none on the machine that built.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub machine: Option<String>,
    /// Steps of the same list that it waited for, all of them before it, from 0 on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<usize>,
    /// How it ended.
    pub outcome: StepOutcome,
}

/// How a step ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StepOutcome {
    /// With its outputs.
    Built,
    /// Without.
    Failed,
}

/// Steps of several machines as one list, in the order of their start; what is in both is there
/// once.
#[must_use]
pub fn join_steps(one: &[BuildStep], other: &[BuildStep]) -> Vec<BuildStep> {
    let is_same = |step: &BuildStep, known: &&BuildStep| {
        known.derivation == step.derivation && known.started == step.started
    };
    // Each with the list that its `needs` are of.
    let mut all: Vec<(&[BuildStep], usize)> = (0..one.len()).map(|index| (one, index)).collect();
    let new = |index: &usize| !one.iter().any(|known| is_same(&other[*index], &known));
    all.extend((0..other.len()).filter(new).map(|index| (other, index)));
    all.sort_by_key(|(list, index)| list[*index].started);
    let place =
        |needed: &BuildStep| all.iter().position(|(list, index)| is_same(needed, &&list[*index]));
    let joined = |(at, (list, index)): (usize, &(&[BuildStep], usize))| {
        let step = &list[*index];
        let needed = step.needs.iter().filter_map(|need| list.get(*need));
        let needs = needed.filter_map(place).filter(|place| *place < at).collect();
        BuildStep { needs, ..step.clone() }
    };
    all.iter().enumerate().map(joined).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str, started: u64, needs: &[usize]) -> BuildStep {
        BuildStep {
            derivation: format!("/nix/store/{name}.drv"),
            name: name.into(),
            cells: Vec::new(),
            started,
            millis: 1,
            machine: None,
            needs: needs.into(),
            outcome: StepOutcome::Built,
        }
    }

    fn told(steps: &[BuildStep]) -> Vec<(&str, Vec<usize>)> {
        steps.iter().map(|step| (step.name.as_str(), step.needs.clone())).collect()
    }

    #[test]
    fn steps_of_two_machines_keep_what_they_waited_for() {
        let one = [step("a", 1, &[]), step("c", 5, &[0])];
        let other = [step("b", 2, &[]), step("d", 6, &[0]), step("e", 7, &[0, 1])];
        let joined = join_steps(&one, &other);
        let wanted = [("a", vec![]), ("b", vec![]), ("c", vec![0]), ("d", vec![1])];
        assert_eq!(told(&joined)[..4], wanted);
        assert_eq!(told(&joined)[4], ("e", vec![1, 3]));
    }

    #[test]
    fn steps_that_are_joined_again_are_there_once() {
        let (one, other) = ([step("a", 1, &[])], [step("b", 2, &[]), step("c", 3, &[0])]);
        let joined = join_steps(&one, &other);
        assert_eq!(join_steps(&joined, &other), joined);
    }

    #[test]
    fn needs_of_no_step_are_passed_over() {
        let joined = join_steps(&[step("a", 1, &[7, 0])], &[]);
        assert_eq!(told(&joined), [("a", vec![])]);
    }
}
