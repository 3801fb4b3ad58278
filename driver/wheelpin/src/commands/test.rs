use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use wheelpin_test::{
    Answer, Bench, Interpreter, Row, Run, Settings, WheelFile, find, matrix, run_all,
};

use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;
use crate::testing::asked::{Asked, AskedArgs};
use crate::testing::merging::{is_of_these, merge};
use crate::testing::nix_tests::{NixArgs, NixResults, NixTests};
use crate::testing::pythons::{PythonArgs, here, places};
use crate::testing::settings::settings;
use crate::testing::tested::{record, tested};
use crate::testing::verdict::{Require, is_here, verdict};
use crate::ui::json_frame;
use crate::ui::spinner::Spinner;
use crate::ui::style::Style;
use crate::ui::test_list::List;
use crate::ui::test_results::Results;
use crate::ui::trials::Trials;

/// Install wheels into clean environments, import all of them and run the project's own test.
///
/// Uses every Python of this machine that a wheel is for, without network, and says which could
/// not be had. Results are added to the manifest beside the wheels. Exit code 1: a test failed.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    #[command(flatten)]
    asked: AskedArgs,

    /// Add what other machines wrote to the manifest of dist (or --from DIR), and run nothing: copies
    /// of wheelpin.json, and directories with such files below them
    #[arg(
        long,
        value_name = "PATH",
        num_args = 1..,
        conflicts_with_all = [
            "paths", "manifest", "only", "except", "python", "add_python", "list", "wheelhouse",
            "pip", "jobs",
        ],
    )]
    merge: Vec<PathBuf>,

    #[command(flatten)]
    pythons: PythonArgs,

    #[command(flatten)]
    nix: NixArgs,

    /// What must be tested for exit code 0
    #[arg(long, value_name = "WHAT", default_value = "runnable")]
    require: Require,

    /// Show which Pythons there are and what would run where, and run nothing
    #[arg(long)]
    list: bool,

    /// A directory of wheels to install dependencies from; may be given again
    #[arg(long, value_name = "DIR")]
    wheelhouse: Vec<PathBuf>,

    /// A wheel of pip to install with, in place of each Python's own
    #[arg(long, value_name = "FILE")]
    pip: Option<PathBuf>,

    /// The directory of the pyproject.toml whose [tool.wheelpin.test] counts
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,

    /// Tests at a time [default: one per core]
    #[arg(long, short, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Print what happens as JSON, one event per line (schema 1)
    #[arg(long)]
    json: bool,
}

impl TestArgs {
    /// For wheels that are to be released, with the settings of a project.
    #[cfg(feature = "release")]
    pub(crate) fn of_release(wheels: Vec<PathBuf>, project: PathBuf, require: Require) -> Self {
        Self {
            asked: AskedArgs::of(wheels),
            merge: Vec::new(),
            pythons: PythonArgs::default(),
            nix: NixArgs::WHERE_THERE_ARE,
            require,
            list: false,
            wheelhouse: Vec::new(),
            pip: None,
            project,
            jobs: None,
            json: false,
        }
    }
}

/// Tests and reports.
pub(crate) async fn run(
    test_args: &TestArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    if !test_args.merge.is_empty() {
        return merged(test_args, context);
    }
    directory(&test_args.project, "--project")?;
    let settings = settings(&test_args.project)?;
    are_there(test_args, &settings)?;
    let Asked { wheels, absent, listed } = test_args.asked.read()?;
    let spinner = Spinner::new(context.output, "looking for Pythons");
    let places = places();
    let mut found = find(&places, &test_args.pythons.paths(), &context.interrupt).await?;
    drop(spinner);
    let here = here(&found);
    test_args.pythons.choose(&mut found, test_args.list || test_args.nix.is_asked())?;
    let mut rows = matrix(&wheels, &found.interpreters, &here);
    // Before what --python does not ask for is left out.
    let is_here = is_here(&wheels, &rows, &here);
    if test_args.pythons.is_exclusive() {
        rows.retain(|row| matches!(row.run, Run::Here(_)));
    }
    let nix = test_args.nix.tests(&test_args.project, &wheels, test_args.jobs, context).await?;
    let of_nix = nix.as_ref().map(NixTests::list).unwrap_or_default();
    if of_nix.is_empty() && found.interpreters.is_empty() && !test_args.list {
        return Err(wheelpin_test::Error::NoPython { wanted: String::new() }.into());
    }
    if test_args.list {
        let list = List { found: &found, wheels: &wheels, rows: &rows, of_nix: &of_nix };
        let text = if test_args.json { list.json() } else { list.text(context.output.verbose) };
        writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
        return Ok(ExitCode::Done);
    }

    let project = test_args.project.canonicalize().unwrap_or_else(|_| test_args.project.clone());
    let bench = Bench {
        wheels: &wheels,
        interpreters: &found.interpreters,
        settings: &settings,
        project: &project,
        wheelhouses: &test_args.wheelhouse,
        pip: test_args.pip.as_deref(),
        path: &places.path,
        jobs: test_args
            .jobs
            .unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)),
    };
    if test_args.json {
        json_frame::json_begin(context.stdout).map_err(Error::Write)?;
    }
    let ended = tests(test_args, nix.as_ref(), &bench, &rows, context).await;
    if let (Err(error), true) = (&ended, test_args.json) {
        // The error itself matters more than that nobody reads this.
        let _ = json_frame::json_error(error, context.stdout);
    }
    let (answers, of_nix) = ended?;
    let mut tested = tested(&wheels, &rows, &answers, &found.interpreters);
    if let Some(of_nix) = of_nix {
        of_nix.add(&mut tested);
    }
    // What came out is worth seeing where it cannot be written, too.
    let recorded = record(&mut tested, listed.as_ref().map(|listed| listed.manifest.as_path()));
    let results = Results { tested: &tested, absent: &absent, listed: listed.as_ref() };
    let written = results.write(test_args.json, context.output, context.stdout);
    recorded?;
    let verdict = verdict(test_args.require, &tested, &absent, &is_here);
    if verdict.is_ok() {
        written.map_err(Error::Write)?;
    }
    verdict
}

/// Brings the results of several machines together.
fn merged(test_args: &TestArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    if test_args.json {
        json_frame::json_begin(context.stdout).map_err(Error::Write)?;
    }
    let directory = test_args.asked.from().unwrap_or_else(|| Path::new("dist"));
    let merged = merge(directory, &test_args.merge);
    if let (Err(error), true) = (&merged, test_args.json) {
        let _ = json_frame::json_error(error, context.stdout);
    }
    let (tested, absent) = merged?;
    let results = Results { tested: &tested, absent: &absent, listed: None };
    let written = results.write(test_args.json, context.output, context.stdout);
    let verdict = verdict(test_args.require, &tested, &absent, &is_of_these(&tested));
    if verdict.is_ok() {
        written.map_err(Error::Write)?;
    }
    verdict
}

/// Runs the tests of Nix, then those of this machine.
async fn tests(
    test_args: &TestArgs,
    nix: Option<&NixTests>,
    bench: &Bench<'_>,
    rows: &[Row],
    context: &Context<'_>,
) -> Result<(Vec<Option<Answer>>, Option<NixResults>), Error> {
    let style = Style::of(context.output, test_args.json);
    let of_nix = match nix {
        Some(nix) => Some(nix.run(style, context).await?),
        None => None,
    };
    let labels = labels(bench.wheels, rows, bench.interpreters);
    let mut trials = Trials::new(style, labels);
    let answers = run_all(bench, rows, &context.interrupt, |event| trials.event(event)).await;
    trials.finish();
    Ok((answers?, of_nix))
}

fn directory(path: &Path, by: &'static str) -> Result<(), Error> {
    match path.is_dir() {
        true => Ok(()),
        false => Err(Error::NoSuchPath { path: path.into(), by, wanted: "a directory" }),
    }
}

/// That directories and files of the command line and the settings are there.
fn are_there(test_args: &TestArgs, settings: &Settings) -> Result<(), Error> {
    for wheelhouse in &test_args.wheelhouse {
        directory(wheelhouse, "--wheelhouse")?;
    }
    if let Some(wheelhouse) = &settings.wheelhouse {
        directory(&test_args.project.join(wheelhouse), "[tool.wheelpin.test] wheelhouse")?;
    }
    match &test_args.pip {
        Some(path) if !path.exists() => {
            Err(Error::NoSuchPath { path: path.clone(), by: "--pip", wanted: "a wheel of pip" })
        }
        _ => Ok(()),
    }
}

/// What a row is called while it runs.
fn labels(wheels: &[WheelFile], rows: &[Row], interpreters: &[Interpreter]) -> Vec<Option<String>> {
    let label = |row: &Row| {
        let Run::Here(index) = row.run else { return None };
        let release = &interpreters.get(index)?.facts.release;
        let file = &wheels.get(row.wheel)?.file;
        let threads = if row.python.free_threaded { "t" } else { "" };
        Some(format!("{file} in {release}{threads} ({})", row.platform))
    };
    rows.iter().map(label).collect()
}
