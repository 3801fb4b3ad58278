use clap::ValueEnum;
use wheelpin_dist::TestOutcome;
use wheelpin_test::{Obstacle, Platform, Row, Run, WheelFile};
use wheelpin_wheel::PlatformTag;

use crate::ExitCode;
use crate::error::Error;
use crate::testing::tested::Tested;
use crate::ui::count::Count;

/// What must be tested.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Require {
    /// Every wheel in every Python that it is for, on this machine or another
    All,
    /// Every wheel in at least one Python, on this machine or another; and no test failed
    Each,
    /// Every wheel that this machine can run, in at least one Python anywhere; and no test failed
    Runnable,
    /// Nothing: what failed is recorded
    None,
}

/// Which of the wheels are for this machine, whether or not it has a Python for them.
pub(crate) fn is_here(wheels: &[WheelFile], rows: &[Row], here: &Platform) -> Vec<bool> {
    let is_platform =
        |run: &Run| matches!(run, Run::Not(not_run) if not_run.obstacle == Obstacle::Platform);
    let is_tag_of_here =
        |tag: PlatformTag| tag == PlatformTag::Any || Platform::of_tag(&tag).contains(here);
    let is_here = |(index, wheel): (usize, &WheelFile)| {
        let mut own = rows.iter().filter(|row| row.wheel == index).peekable();
        // Requires-Python may allow no Python that there is.
        match own.peek() {
            None => wheel.name.platform_tags().any(is_tag_of_here),
            Some(_) => own.any(|row| !is_platform(&row.run)),
        }
    };
    wheels.iter().enumerate().map(is_here).collect()
}

/// Whether that is good enough.
pub(crate) fn verdict(
    require: Require,
    tested: &[Tested],
    absent: &[String],
    is_here: &[bool],
) -> Result<ExitCode, Error> {
    if require == Require::None {
        return Ok(ExitCode::Done);
    }
    let all = || tested.iter().flat_map(|tested| &tested.results);
    let of = |outcome| all().filter(|result| result.outcome == outcome).count();
    let failed = of(TestOutcome::Failed);
    if failed > 0 {
        let total = Count(failed + of(TestOutcome::Passed), "test");
        return Err(Error::Tests { failed, total });
    }
    let not_run = of(TestOutcome::NotRun) + absent.len();
    if require == Require::All && not_run > 0 {
        return Err(Error::NotTested { not_run: Count(not_run, "test") });
    }
    // On any machine, by Nix or by what the manifest says.
    let was_run =
        |wheel: &Tested| wheel.results.iter().any(|result| result.outcome != TestOutcome::NotRun);
    if require == Require::Each {
        let idle = tested.iter().filter(|wheel| !was_run(wheel)).map(|wheel| &wheel.file);
        let idle: Vec<&str> = idle.chain(absent).map(String::as_str).collect();
        return match idle.is_empty() {
            true => Ok(ExitCode::Done),
            false => Err(Error::Nowhere { wheels: idle.join("\n      ") }),
        };
    }
    // A wheel for this machine that no Python has run.
    let is_here = |wheel: usize| is_here.get(wheel).copied().unwrap_or_default();
    let idle: Vec<String> = tested
        .iter()
        .enumerate()
        .filter(|(wheel, tested)| is_here(*wheel) && !was_run(tested))
        .map(|(_, tested)| tested.file.clone())
        .collect();
    if idle.is_empty() {
        Ok(ExitCode::Done)
    } else {
        Err(Error::Idle { wheels: idle.join("\n      ") })
    }
}
