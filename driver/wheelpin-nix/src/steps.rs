use std::collections::{BTreeMap, BTreeSet};

use wheelpin_dist::{BuildStep, StepOutcome};

use crate::StorePath;
use crate::realise::Ran;
use crate::store::read_inputs;
use crate::wanted::Wanted;

/// What ran for some files, as a manifest has it.
///
/// A step waited for those of its own inputs that ran as well. What is made with an input that was
/// there already waited for nothing behind it.
pub(crate) fn steps(
    ran: &[Ran],
    wanted: &[Wanted],
    closures: &BTreeMap<StorePath, BTreeSet<StorePath>>,
) -> Vec<BuildStep> {
    let places: BTreeMap<&StorePath, usize> =
        ran.iter().enumerate().map(|(place, ran)| (&ran.derivation, place)).collect();
    let is_made_with = |file: &&Wanted, derivation: &StorePath| {
        closures.get(&file.derivation).is_some_and(|closure| closure.contains(derivation))
    };
    let step = |(at, ran): (usize, &Ran)| {
        let inputs = read_inputs(&ran.derivation).unwrap_or_default();
        let mut needs: Vec<usize> = inputs
            .iter()
            .filter_map(|input| places.get(input).copied())
            .filter(|place| *place < at)
            .collect();
        needs.sort_unstable();
        let name = ran.derivation.name();
        BuildStep {
            derivation: ran.derivation.to_string(),
            name: name.strip_suffix(".drv").unwrap_or(name).into(),
            cells: wanted
                .iter()
                .filter(|file| is_made_with(file, &ran.derivation))
                .map(|file| file.name().into())
                .collect(),
            started: ran.started,
            millis: u64::try_from(ran.spent.as_millis()).unwrap_or(u64::MAX),
            machine: ran.machine.clone(),
            needs,
            outcome: if ran.is_failed { StepOutcome::Failed } else { StepOutcome::Built },
        }
    };
    ran.iter().enumerate().map(step).collect()
}
