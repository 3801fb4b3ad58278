use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use wheelpin_dist::{Label, Labels, Work};
use wheelpin_nix::stream::Event;
use wheelpin_nix::{BuildEvent, Plan, StorePath};

use crate::ui::remaining::remaining;

/// What stands in place of the counter where something failed.
const FAILED: &str = "FAILED";

/// Where a build is: what every consumer shows of it.
#[derive(Debug)]
pub(crate) struct Running {
    labels: Labels,
    began: Instant,
    expected: BTreeSet<StorePath>,
    done: BTreeSet<StorePath>,
    all_weight: u32,
    done_weight: u32,
    /// What is being built now, oldest first.
    pub(crate) now: Vec<Job>,
    /// Files that are being fetched: bytes received, bytes in all.
    pub(crate) downloads: BTreeMap<u64, (u64, u64)>,
    /// What Nix waits for.
    pub(crate) waits: BTreeMap<u64, String>,
    /// Derivations that failed.
    pub(crate) failed: BTreeSet<StorePath>,
}

/// One derivation that is being built.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) derivation: StorePath,
    pub(crate) label: Label,
    /// Another machine, if it is built there.
    pub(crate) machine: Option<String>,
    /// What it does now: the crate that is compiled.
    pub(crate) doing: Option<String>,
    pub(crate) since: Instant,
}

/// What an event changed.
#[derive(Debug)]
pub(crate) enum Change {
    /// A job began; it is the last of those running.
    Began,
    /// A job ended, after so long.
    Ended(Box<Job>, Duration),
    /// A job does something else.
    Doing(StorePath),
    /// Only numbers.
    Other,
}

impl Running {
    pub(crate) fn new(plan: &Plan) -> Self {
        let cells = plan.cells.iter().map(|cell| cell.id.clone()).collect();
        Self {
            labels: Labels::new(&plan.name, &plan.version, Some(&plan.sdist), cells),
            began: Instant::now(),
            expected: BTreeSet::new(),
            done: BTreeSet::new(),
            all_weight: 0,
            done_weight: 0,
            now: Vec::new(),
            downloads: BTreeMap::new(),
            waits: BTreeMap::new(),
            failed: BTreeSet::new(),
        }
    }

    pub(crate) fn label(&self, derivation: &StorePath) -> Label {
        self.labels.label(derivation.name())
    }

    /// Derivations built, and to build in all.
    pub(crate) fn count(&self) -> (usize, usize) {
        (self.done.len(), self.expected.len())
    }

    pub(crate) fn has_failed(&self, derivation: &StorePath) -> bool {
        self.failed.contains(derivation)
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Derivations built and to build as `[ 3/16]`, as wide for every number built
    /// and no narrower than [`FAILED`].
    pub(crate) fn counter(&self) -> String {
        let (done, all) = self.count();
        let counter = format!("[{done:>width$}/{all}]", width = all.to_string().len());
        format!("{counter:<width$}", width = FAILED.len())
    }

    /// The line that tells of a failure; none for any other event, and for what
    /// only waited for something that failed.
    pub(crate) fn failure(&self, event: &BuildEvent) -> Option<String> {
        let BuildEvent::Nix(Event::Failed { derivation, .. }) = event else { return None };
        let label = self.has_failed(derivation).then(|| self.label(derivation))?;
        Some(format!("{FAILED:<width$} {label}", width = self.counter().len()))
    }

    /// How long the rest may take; see [`remaining`].
    pub(crate) fn remaining(&self) -> Option<Duration> {
        remaining(self.elapsed(), self.done_weight, self.all_weight)
    }

    pub(crate) fn update(&mut self, event: &BuildEvent) -> Change {
        match event {
            BuildEvent::Planned { builds, .. } => {
                self.began = Instant::now();
                self.expected.clone_from(builds);
                self.all_weight = builds.iter().map(|path| self.weight(path)).sum();
                Change::Other
            }
            BuildEvent::Nix(event) => self.nix(event),
        }
    }

    fn weight(&self, derivation: &StorePath) -> u32 {
        self.label(derivation).work.weight()
    }

    fn nix(&mut self, event: &Event) -> Change {
        match event {
            Event::Started { derivation, machine } if !is_aggregate(derivation) => {
                // Nix may find more to do than a dry run tells.
                if self.expected.insert(derivation.clone()) {
                    self.all_weight += self.weight(derivation);
                }
                self.now.push(Job {
                    derivation: derivation.clone(),
                    label: self.label(derivation),
                    machine: machine.clone(),
                    doing: None,
                    since: Instant::now(),
                });
                Change::Began
            }
            Event::Stopped { derivation } => self.stopped(derivation),
            Event::Compiling { derivation, krate, version } => {
                let job = self.now.iter_mut().find(|job| job.derivation == *derivation);
                let Some(job) = job else { return Change::Other };
                job.doing = Some(format!("{krate} {version}"));
                Change::Doing(derivation.clone())
            }
            Event::Failed { derivation, reason } => {
                use wheelpin_nix::stream::FailureReason::Dependency;
                if !is_aggregate(derivation) && !matches!(reason, Dependency { .. }) {
                    self.failed.insert(derivation.clone());
                }
                Change::Other
            }
            Event::Download { id, done, expected, .. } => {
                self.downloads.insert(*id, (*done, *expected));
                Change::Other
            }
            Event::DownloadStopped { id } => {
                self.downloads.remove(id);
                Change::Other
            }
            Event::Waiting { id, text } => {
                self.waits.insert(*id, text.clone());
                Change::Other
            }
            Event::WaitingStopped { id } => {
                self.waits.remove(id);
                Change::Other
            }
            _ => Change::Other,
        }
    }

    fn stopped(&mut self, derivation: &StorePath) -> Change {
        let place = self.now.iter().position(|job| job.derivation == *derivation);
        let Some(place) = place else { return Change::Other };
        let job = self.now.remove(place);
        if self.done.insert(derivation.clone()) {
            self.done_weight += job.label.work.weight();
        }
        let took = job.since.elapsed();
        Change::Ended(Box::new(job), took)
    }
}

fn is_aggregate(derivation: &StorePath) -> bool {
    derivation.name() == "wheelpin-build.drv"
}

impl Job {
    /// What is done for what, and where.
    pub(crate) fn text(&self) -> String {
        let machine = match &self.machine {
            Some(machine) => format!(" on {machine}"),
            None => String::new(),
        };
        format!("{}{machine}", self.label)
    }

    /// Whether people should see it by itself in a list.
    pub(crate) fn is_main(&self) -> bool {
        !matches!(self.label.work, Work::Prepare | Work::Examine)
    }
}
