use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use wheelpin_process::Interrupt;

use crate::harness::Harness;
use crate::pip::pip_for;
use crate::{Answer, Error, Interpreter, Row, Run, Settings, Trial, WheelFile};

/// What happens while wheels are tested. Rows are named by their number.
#[derive(Clone, Debug, PartialEq)]
pub enum TestEvent {
    /// A trial began.
    Began(usize),
    /// A trial ended.
    Ended(usize, Box<Answer>),
}

/// What trials have in common.
#[derive(Clone, Copy, Debug)]
pub struct Bench<'a> {
    /// What rows number.
    pub wheels: &'a [WheelFile],
    /// What rows number.
    pub interpreters: &'a [Interpreter],
    /// `[tool.wheelpin.test]`
    pub settings: &'a Settings,
    /// The directory of pyproject.toml.
    pub project: &'a Path,
    /// Wheelhouses besides that of the settings.
    pub wheelhouses: &'a [PathBuf],
    /// A pip in place of those of the Pythons.
    pub pip: Option<&'a Path>,
    /// The directories of PATH.
    pub path: &'a [PathBuf],
    /// How many trials are done at a time.
    pub jobs: NonZeroUsize,
}

type Running<'a> = Pin<Box<dyn Future<Output = (usize, Result<Answer, Error>)> + 'a>>;

/// Runs every row that is run here; gives the answers by row, none for the others.
///
/// # Errors
///
/// [`Error::Settings`], [`Error::Scratch`], [`Error::Interrupted`].
pub async fn run_all(
    bench: &Bench<'_>,
    rows: &[Row],
    interrupt: &Interrupt,
    mut on_event: impl FnMut(&TestEvent),
) -> Result<Vec<Option<Answer>>, Error> {
    let own_test = bench.settings.own_test(bench.project)?;
    let wheelhouses = bench.settings.wheelhouses(bench.project, bench.wheelhouses);
    let harness = Harness::write().map_err(Error::Scratch)?;
    let mut answers = vec![None; rows.len()];
    // What takes longest first: emulated ones.
    let is_native = |(_, row): &(usize, &Row)| match row.run {
        Run::Here(at) => bench.interpreters.get(at).is_none_or(|it| !it.is_emulated()),
        Run::Not(_) => true,
    };
    let mut order: Vec<(usize, &Row)> = rows.iter().enumerate().collect();
    order.sort_by_key(is_native);
    let mut waiting = order.into_iter();
    let mut running: Vec<Running<'_>> = Vec::new();
    loop {
        while running.len() < bench.jobs.get() {
            let Some((number, row)) = waiting.next() else { break };
            let Run::Here(interpreter) = row.run else { continue };
            let found = bench.wheels.get(row.wheel).zip(bench.interpreters.get(interpreter));
            let Some((wheel, interpreter)) = found else { continue };
            let own = pip_for(interpreter, bench.interpreters).map(|pip| pip.path.as_path());
            let Some(pip) = bench.pip.or(own) else {
                let reason = "there is no pip on this machine to install it with";
                let mut answer = Answer::broken(reason.into(), String::new());
                answer.remedy = Some("Name a wheel of pip: --pip FILE.".into());
                let event = TestEvent::Ended(number, Box::new(answer.clone()));
                on_event(&event);
                set(&mut answers, number, answer);
                continue;
            };
            let trial = Trial {
                wheel,
                interpreter,
                pip,
                settings: bench.settings,
                own_test: own_test.as_ref(),
                project: bench.project,
                wheelhouses: &wheelhouses,
                path: bench.path,
            };
            // An emulator makes the harness itself slow, which need not be emulated.
            let native = bench.interpreters.iter().find(|it| !it.is_emulated());
            let supervisor = native.filter(|_| interpreter.is_emulated()).unwrap_or(interpreter);
            on_event(&TestEvent::Began(number));
            let harness = &harness;
            running.push(Box::pin(async move {
                (number, trial.run(&supervisor.launcher, harness, interrupt).await)
            }));
        }
        if running.is_empty() {
            return Ok(answers);
        }
        let (number, answer) = first(&mut running).await;
        let answer = answer?;
        on_event(&TestEvent::Ended(number, Box::new(answer.clone())));
        set(&mut answers, number, answer);
    }
}

fn set(answers: &mut [Option<Answer>], number: usize, answer: Answer) {
    if let Some(place) = answers.get_mut(number) {
        *place = Some(answer);
    }
}

/// Waits for whichever ends first, and takes it out.
async fn first<T>(running: &mut Vec<Pin<Box<dyn Future<Output = T> + '_>>>) -> T {
    std::future::poll_fn(|context| {
        for at in 0..running.len() {
            if let Some(future) = running.get_mut(at)
                && let std::task::Poll::Ready(output) = future.as_mut().poll(context)
            {
                drop(running.swap_remove(at));
                return std::task::Poll::Ready(output);
            }
        }
        std::task::Poll::Pending
    })
    .await
}
