use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use wheelpin_process::Call;

use crate::stream::{BuildState, Event, FailureReason, Level, Parser, Problem, excerpt};
use crate::{Error, Interrupt, Stop, StorePath, argv, log};

/// Why one derivation failed, for a person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Failure {
    /// The derivation.
    pub derivation: StorePath,
    /// Why, as Nix says.
    pub reason: FailureReason,
    /// The lines of its log that matter.
    pub lines: Vec<String>,
}

/// What came out of a run of Nix.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Realised {
    /// Derivations that failed by themselves, in that order; those that were not
    /// begun since another failed are left out.
    pub failures: Vec<Failure>,
    /// How long each derivation was built in this run.
    pub durations: BTreeMap<StorePath, Duration>,
    /// What was built in this run, in the order of its start.
    pub ran: Vec<Ran>,
    /// What is wrong with the machine or the network.
    pub problems: Vec<Problem>,
}

/// One derivation that was built, or begun.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Ran {
    /// Which.
    pub derivation: StorePath,
    /// When it started, in milliseconds since 1970.
    pub started: u64,
    /// How long it took.
    pub spent: Duration,
    /// Where, if not on this machine.
    pub machine: Option<String>,
    /// Whether it failed.
    pub is_failed: bool,
}

/// What a run of Nix would do.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Outlook {
    /// Derivations to build.
    pub builds: BTreeSet<StorePath>,
    /// Paths to fetch from binary caches.
    pub fetches: BTreeSet<StorePath>,
}

/// Makes the derivation of an expression.
pub(crate) async fn instantiate(
    expression: &str,
    interrupt: &Interrupt,
) -> Result<StorePath, Error> {
    let call = argv::instantiate(expression);
    let finished = wheelpin_process::run(&call, interrupt)
        .await
        .map_err(|source| Error::Run { program: call.name(), source })?;
    if interrupt.stop() != Stop::Never {
        return Err(Error::Interrupted);
    }
    let printed = String::from_utf8_lossy(&finished.stdout);
    StorePath::parse(printed.trim()).filter(|_| finished.status.success()).ok_or_else(|| {
        Error::Nix { message: log::errors(&String::from_utf8_lossy(&finished.stderr)).join("\n") }
    })
}

/// Asks Nix what building a derivation would do. Nothing, if it cannot tell: the
/// build says what is wrong.
pub(crate) async fn outlook(
    derivation: &StorePath,
    options: &[(String, String)],
    interrupt: &Interrupt,
) -> Result<Outlook, Error> {
    let call = argv::dry_run(derivation, options);
    let finished = wheelpin_process::run(&call, interrupt)
        .await
        .map_err(|source| Error::Run { program: call.name(), source })?;
    if interrupt.stop() != Stop::Never {
        return Err(Error::Interrupted);
    }
    Ok(Outlook::parse(&String::from_utf8_lossy(&finished.stderr)))
}

impl Outlook {
    /// Reads `these 2 derivations will be built:` and `these 3 paths will be
    /// fetched (…):`, each with a path per line (every release from 2.8 on).
    fn parse(text: &str) -> Self {
        let paths =
            text.lines().filter_map(|line| StorePath::parse(line.strip_prefix("  ")?.trim()));
        let (builds, fetches) = paths.partition(StorePath::is_derivation);
        Self { builds, fetches }
    }
}

/// Builds a derivation and all that it needs; `on_event` is told what happens.
///
/// # Errors
///
/// [`Error::Run`], [`Error::Interrupted`], [`Error::Died`], and [`Error::Nix`] for
/// a Nix that fails without a derivation having failed.
pub(crate) async fn realise(
    derivation: &StorePath,
    options: &[(String, String)],
    interrupt: &Interrupt,
    on_event: impl FnMut(&Event),
) -> Result<Realised, Error> {
    realise_by(argv::realise(derivation, options), derivation, interrupt, on_event).await
}

/// As [`realise`], by a command line of one's own that says what Nix says.
pub(crate) async fn realise_by(
    call: Call,
    derivation: &StorePath,
    interrupt: &Interrupt,
    mut on_event: impl FnMut(&Event),
) -> Result<Realised, Error> {
    let mut parser = Parser::new();
    let mut watch = Watch::new(derivation);
    let (status, _) = wheelpin_process::follow(&call, interrupt, |bytes| {
        for line in parser.push(bytes) {
            watch.line(line, &mut on_event);
        }
    })
    .await
    .map_err(|source| Error::Run { program: call.name(), source })?;
    if let Some(line) = parser.finish() {
        watch.line(line, &mut on_event);
    }
    if interrupt.stop() != Stop::Never {
        return Err(Error::Interrupted);
    }
    if status.code().is_none() {
        return Err(Error::Died { status: status.to_string() });
    }
    watch.finish();
    let Watch { realised, errors, .. } = watch;
    if !status.success() && realised.failures.is_empty() {
        let message = errors.join("\n");
        let disk =
            realised.problems.iter().any(|problem| matches!(problem, Problem::DiskFull { .. }));
        return Err(if disk { Error::DiskFull { message } } else { Error::Nix { message } });
    }
    Ok(realised)
}

/// Whether Nix warns that the garbage collector may take the result: it is copied
/// before that.
fn is_about_roots(event: &Event) -> bool {
    matches!(event, Event::Message { text, .. } if text.contains("'--add-root'"))
}

/// Most errors and problems that are kept: Nix can say a great deal.
const MOST: usize = 20;

/// What is gathered while Nix runs.
struct Watch<'a> {
    root: &'a StorePath,
    state: BuildState,
    began: (SystemTime, Instant),
    started: BTreeMap<StorePath, (Instant, Option<String>)>,
    errors: Vec<String>,
    realised: Realised,
}

impl<'a> Watch<'a> {
    fn new(root: &'a StorePath) -> Self {
        Self {
            root,
            state: BuildState::new(),
            began: (SystemTime::now(), Instant::now()),
            started: BTreeMap::new(),
            errors: Vec::new(),
            realised: Realised::default(),
        }
    }

    fn line(&mut self, line: crate::stream::Line, on_event: &mut impl FnMut(&Event)) {
        for event in self.state.update(line) {
            if is_about_roots(&event) {
                continue;
            }
            self.event(&event);
            on_event(&event);
        }
    }

    /// By one look at the clock, so that a clock that is set meanwhile brings nothing out of order.
    fn since_1970(&self, instant: Instant) -> u64 {
        let (clock, began) = self.began;
        let since = clock.duration_since(UNIX_EPOCH).unwrap_or_default();
        let since = since + instant.saturating_duration_since(began);
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }

    /// Puts what ran in order, with what is known of its end only now.
    fn finish(&mut self) {
        let Realised { ran, failures, .. } = &mut self.realised;
        ran.sort_by_key(|it| it.started);
        for it in ran {
            it.is_failed = failures.iter().any(|failure| failure.derivation == it.derivation);
        }
    }

    fn event(&mut self, event: &Event) {
        match event {
            Event::Started { derivation, machine } => {
                self.started.insert(derivation.clone(), (Instant::now(), machine.clone()));
            }
            Event::Stopped { derivation } => {
                if let Some((started, machine)) = self.started.remove(derivation) {
                    let spent = started.elapsed();
                    self.realised.durations.insert(derivation.clone(), spent);
                    if derivation != self.root {
                        self.realised.ran.push(Ran {
                            derivation: derivation.clone(),
                            started: self.since_1970(started),
                            spent,
                            machine,
                            is_failed: false,
                        });
                    }
                }
            }
            Event::Failed { derivation, reason }
                if derivation != self.root
                    && !matches!(reason, FailureReason::Dependency { .. }) =>
            {
                let lines = excerpt(self.state.tail(derivation));
                self.realised.failures.push(Failure {
                    derivation: derivation.clone(),
                    reason: reason.clone(),
                    lines: lines.into_iter().map(Into::into).collect(),
                });
            }
            Event::Message { level: Level::Error, text } if self.errors.len() < MOST => {
                self.errors.push(text.clone());
            }
            Event::Problem { problem } if self.realised.problems.len() < MOST => {
                self.realised.problems.push(problem.clone());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_will_be_done_is_read_from_a_dry_run() {
        let outlook = Outlook::parse(
            "these 2 derivations will be built:\n  \
             /nix/store/00000000000000000000000000000000-a.drv\n  \
             /nix/store/11111111111111111111111111111111-b.drv\n\
             these 1 paths will be fetched (0.00 MiB download, 0.00 MiB unpacked):\n  \
             /nix/store/22222222222222222222222222222222-c\n",
        );
        assert_eq!((outlook.builds.len(), outlook.fetches.len()), (2, 1));
        assert_eq!(Outlook::parse("error: what?\n"), Outlook::default());
    }
}
