use std::collections::BTreeMap;

use wheelpin_dist::{BuildStep, Label, Labels, Manifest, Work};

use crate::cell::Cell;

/// Most bars beside one another that are drawn.
const LANES: usize = 24;

/// What ran when.
pub(crate) struct Timeline<'a> {
    pub(crate) steps: Vec<Step<'a>>,
    /// When the first began, in milliseconds since 1970.
    pub(crate) began: u64,
    /// From the first start to the last end, in milliseconds.
    pub(crate) wall: u64,
    /// All steps one after the other, in milliseconds.
    pub(crate) sum: u64,
    /// The longest chain of steps of which each waited for the one before, by place.
    pub(crate) critical: Vec<usize>,
    /// How long it is, in milliseconds.
    pub(crate) critical_sum: u64,
    /// Lanes: the machine of each; none for the one that built.
    pub(crate) lanes: Vec<Option<&'a str>>,
}

/// One step, placed.
pub(crate) struct Step<'a> {
    pub(crate) step: &'a BuildStep,
    pub(crate) label: Label,
    /// Milliseconds after the first.
    pub(crate) offset: u64,
    /// Which lane; none where there are too many.
    pub(crate) lane: Option<usize>,
    /// The step that it waited for longest: that ended last.
    pub(crate) awaited: Option<usize>,
    pub(crate) is_critical: bool,
}

impl<'a> Timeline<'a> {
    /// Of a manifest; none where nothing is known.
    pub(crate) fn of(manifest: &'a Manifest) -> Option<Self> {
        let began = manifest.steps.iter().map(|step| step.started).min()?;
        let labels = labels(manifest);
        let mut steps: Vec<Step<'a>> = manifest
            .steps
            .iter()
            .map(|step| Step {
                step,
                label: labels.label(&step.name),
                offset: step.started - began,
                lane: None,
                awaited: None,
                is_critical: false,
            })
            .collect();
        let end = |step: &Step<'_>| step.offset.saturating_add(step.step.millis);
        let wall = steps.iter().map(end).max().unwrap_or_default();
        let sum = steps.iter().fold(0_u64, |sum, step| sum.saturating_add(step.step.millis));
        for at in 0..steps.len() {
            let (before, rest) = steps.split_at_mut(at);
            let Some(step) = rest.first_mut() else { continue };
            let needs = step.step.needs.iter().copied().filter(|need| *need < at);
            step.awaited = needs.max_by_key(|need| before.get(*need).map(end));
        }
        let (critical, critical_sum) = critical(&steps);
        for at in &critical {
            if let Some(step) = steps.get_mut(*at) {
                step.is_critical = true;
            }
        }
        let lanes = lay(&mut steps);
        Some(Self { steps, began, wall, sum, critical, critical_sum, lanes })
    }

    /// Steps by what they are for: platforms in the order of the cells, then what is shared.
    pub(crate) fn groups(&self, cells: &[Cell<'_>]) -> Vec<(String, Vec<usize>)> {
        let platform_of = |id: &String| cells.iter().position(|cell| cell.id == *id);
        let mut groups: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        for (at, step) in self.steps.iter().enumerate() {
            let mut places: Vec<usize> = step.step.cells.iter().filter_map(platform_of).collect();
            places.sort_unstable();
            let platforms = || places.iter().filter_map(|place| cells.get(*place));
            let first = platforms().next();
            let key = match first {
                Some(cell) if platforms().all(|it| it.platform == cell.platform) => {
                    let of_platform = cells.iter().position(|it| it.platform == cell.platform);
                    (of_platform.unwrap_or_default() + 1, cell.platform.clone())
                }
                Some(_) => (0, "Shared by several".into()),
                None => (usize::MAX, "All files together".into()),
            };
            groups.entry(key).or_default().push(at);
        }
        groups.into_iter().map(|((_, name), steps)| (name, steps)).collect()
    }
}

fn labels(manifest: &Manifest) -> Labels {
    let files = &manifest.files;
    let sdist = files.iter().find(|file| file.cell.is_none()).map(|file| file.file.as_str());
    let stem = files.first().and_then(|file| file.file.split('-').next());
    let project = stem.map_or_else(|| manifest.name.replace(['-', '.'], "_"), Into::into);
    let cells = files
        .iter()
        .filter_map(|file| file.cell.clone())
        .chain(manifest.failed.iter().filter_map(|failed| failed.cell.clone()));
    Labels::new(&project, &manifest.version, sdist, cells.collect())
}

/// The longest chain: every step comes after those that it needs.
fn critical(steps: &[Step<'_>]) -> (Vec<usize>, u64) {
    let mut longest: Vec<(u64, Option<usize>)> = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let needs = step.step.needs.iter().copied().filter(|need| *need < at);
        let before = needs.max_by_key(|need| longest.get(*need).map(|(sum, _)| *sum));
        let sum = before.and_then(|need| longest.get(need)).map_or(0, |(sum, _)| *sum);
        longest.push((sum.saturating_add(step.step.millis), before));
    }
    let last = (0..longest.len()).max_by_key(|at| longest.get(*at).map(|(sum, _)| *sum));
    let sum = last.and_then(|at| longest.get(at)).map_or(0, |(sum, _)| *sum);
    let next = |at: &usize| longest.get(*at).and_then(|(_, before)| *before);
    let mut chain: Vec<usize> = std::iter::successors(last, next).collect();
    chain.reverse();
    (chain, sum)
}

/// Puts steps that ran at one time into lanes of their own, for each machine.
fn lay<'a>(steps: &mut [Step<'a>]) -> Vec<Option<&'a str>> {
    let mut machines: Vec<Option<&str>> =
        steps.iter().map(|it| it.step.machine.as_deref()).collect();
    machines.sort_unstable();
    machines.dedup();
    let mut lanes = Vec::new();
    for machine in machines {
        let first = lanes.len();
        let mut ends: Vec<u64> = Vec::new();
        let mut order: Vec<&mut Step<'_>> =
            steps.iter_mut().filter(|it| it.step.machine.as_deref() == machine).collect();
        order.sort_by_key(|it| it.offset);
        for step in order {
            let end = step.offset.saturating_add(step.step.millis);
            let lane = match ends.iter().position(|free| *free <= step.offset) {
                Some(lane) => lane,
                None if first + ends.len() < LANES => {
                    ends.push(0);
                    lanes.push(machine);
                    ends.len() - 1
                }
                None => continue,
            };
            if let Some(free) = ends.get_mut(lane) {
                *free = end;
            }
            step.lane = Some(first + lane);
        }
    }
    lanes
}

/// The kinds of work that have a colour of their own, with the word for each.
pub(crate) const KINDS: [(&str, &str); 6] = [
    ("prepare", "tools and crates"),
    ("dependencies", "dependencies"),
    ("compile", "compile"),
    ("pack", "pack"),
    ("check", "check"),
    ("test", "test"),
];

/// The kind of a work, as [`KINDS`] has it.
pub(crate) const fn kind(work: Work) -> &'static str {
    match work {
        Work::Prepare => "prepare",
        Work::Dependencies => "dependencies",
        Work::Compile => "compile",
        Work::Pack => "pack",
        Work::Examine | Work::Check => "check",
        Work::Test => "test",
    }
}
