use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use wheelpin_nix::{Manifest, SmokeTested, TestOutcome};
use wheelpin_release::Required;
use wheelpin_test::{
    Answer, Bench, Found, Interpreter, Places, Platform, Row, Run, Settings, WheelFile, find,
    matrix, run_all,
};
use wheelpin_wheel::WheelName;

use crate::ExitCode;
use crate::commands::plan::SelectArgs;
use crate::context::Context;
use crate::error::Error;
use crate::nix_tests::{NixTests, add, directories};
use crate::tested::{record, tested};
use crate::ui::consumer::Style;
use crate::ui::outcome;
use crate::ui::spinner::Spinner;
use crate::ui::test_list::List;
use crate::ui::test_results;
use crate::ui::trials::Trials;
use crate::verdict::{Require, is_here, verdict};

/// Install wheels into clean environments, import all of them and run the project's own test.
///
/// Uses every Python of this machine that a wheel is for, without network, and says which could
/// not be had. Results are added to the manifest beside the wheels. Exit code 1: a test failed.
#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Wheels, and directories of them
    #[arg(default_value = "dist", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// A directory built on another machine: its manifest must be there, and its wheels as it says
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    from: Option<PathBuf>,

    #[command(flatten)]
    select: SelectArgs,

    /// Only this Python: a version (3.12, 3.14t, pypy3.11) or a path; may be given again
    #[arg(long, value_name = "PYTHON")]
    python: Vec<String>,

    /// This Python as well; one for another processor is run by qemu-user
    #[arg(long, value_name = "PATH")]
    add_python: Vec<PathBuf>,

    /// Run the tests that Nix has for these wheels as well: in the toolchain's own Pythons, and by
    /// an emulator for other processors. The wheels must be those of `wheelpin build`
    #[arg(long, conflicts_with = "from")]
    nix: bool,

    /// Whether wheels that Nix has no tests of are no mistake.
    #[arg(skip)]
    is_nix_optional: bool,

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
    pub(crate) fn of_release(wheels: Vec<PathBuf>, project: PathBuf, required: Required) -> Self {
        Self {
            paths: wheels,
            from: None,
            select: SelectArgs::default(),
            python: Vec::new(),
            add_python: Vec::new(),
            require: match required {
                Required::All => Require::All,
                Required::Runnable => Require::Runnable,
                Required::None => Require::None,
            },
            list: false,
            nix: true,
            is_nix_optional: true,
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
    let settings = settings(&test_args.project)?;
    are_there(test_args, &settings)?;
    let (wheels, absent) = wheels(test_args)?;
    let spinner = Spinner::new(context.output, "looking for Pythons");
    let places = places();
    let named = test_args.python.iter().filter(|text| is_path(text)).map(PathBuf::from);
    let paths: Vec<PathBuf> = named.chain(test_args.add_python.iter().cloned()).collect();
    let mut found = find(&places, &paths, &context.interrupt).await?;
    drop(spinner);
    let here = here(&found);
    choose(test_args, &mut found)?;
    let mut rows = matrix(&wheels, &found.interpreters, &here);
    // Before what --python does not ask for is left out.
    let is_here = is_here(&wheels, &rows, &here);
    if !test_args.python.is_empty() {
        rows.retain(|row| matches!(row.run, Run::Here(_)));
    }
    let nix = if test_args.nix {
        Some(NixTests::of(&test_args.project, &wheels, test_args.jobs, context).await?)
    } else {
        None
    };
    if let Some(nix) = &nix
        && nix.list().is_empty()
    {
        if !test_args.is_nix_optional {
            return Err(Error::NoNixTests);
        }
        if found.interpreters.is_empty() && !test_args.list {
            return Err(wheelpin_test::Error::NoPython { wanted: String::new() }.into());
        }
    }
    if test_args.list {
        let of_nix = nix.as_ref().map(NixTests::list).unwrap_or_default();
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
        outcome::json_begin(context.stdout).map_err(Error::Write)?;
    }
    let ended = tests(test_args, nix.as_ref(), &bench, &rows, context).await;
    if let (Err(error), true) = (&ended, test_args.json) {
        // The error itself matters more than that nobody reads this.
        let _ = outcome::json_error(error, context.stdout);
    }
    let (answers, of_nix) = ended?;
    let mut tested = tested(&wheels, &rows, &answers, &found.interpreters);
    add(&mut tested, &of_nix);
    // What came out is worth seeing where it cannot be written, too.
    let recorded = record(&mut tested);
    let written = if test_args.json {
        test_results::json(&tested, &absent, context.stdout)
    } else {
        test_results::text(&tested, &absent, context.output, context.stdout)
    };
    recorded?;
    let verdict = verdict(test_args.require, &tested, &absent, &is_here);
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
) -> Result<(Vec<Option<Answer>>, Vec<SmokeTested>), Error> {
    let style = Style::of(context.output, test_args.json);
    let of_nix = match nix {
        Some(nix) => nix.run(style, context).await?,
        None => Vec::new(),
    };
    let labels = labels(bench.wheels, rows, bench.interpreters);
    let mut trials = Trials::new(style, labels);
    let answers = run_all(bench, rows, &context.interrupt, |event| trials.event(event)).await;
    trials.finish();
    Ok((answers?, of_nix))
}

/// Whether a word of --python is a path and no version.
fn is_path(text: &str) -> bool {
    text.contains(['/', '\\'])
}

/// The wheels that are asked for, and names of those that a manifest has, the directory lacks and
/// no machine has run.
fn wheels(test_args: &TestArgs) -> Result<(Vec<WheelFile>, Vec<String>), Error> {
    let (paths, manifest) = match &test_args.from {
        Some(directory) => {
            let manifest = Manifest::read(directory)?
                .ok_or_else(|| Error::NoManifest { directory: directory.clone() })?;
            (vec![directory.clone()], Some(manifest))
        }
        None => (test_args.paths.clone(), None),
    };
    let mut wheels = Vec::new();
    let mut seen = BTreeSet::new();
    for path in &paths {
        for file in files(path)? {
            if seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                wheels.push(WheelFile::read(&file)?);
            }
        }
    }
    // Before the tests, and not when their results are written.
    for directory in directories(&wheels) {
        Manifest::read(&directory)?;
    }
    for built in manifest.iter().flat_map(|manifest| &manifest.files) {
        let other = wheels.iter().find(|it| it.file == built.file && it.sha256 != built.sha256);
        if let Some(wheel) = other {
            return Err(Error::NotAsBuilt { file: wheel.path.clone() });
        }
    }
    let mut asked: Vec<Asked> = wheels.into_iter().map(Asked::There).collect();
    for directory in paths.iter().filter(|path| path.is_dir()) {
        let manifest = Manifest::read(directory)?;
        for built in manifest.into_iter().flat_map(|manifest| manifest.files) {
            let was_run = built.tests.iter().any(|it| it.outcome != TestOutcome::NotRun);
            let is_there = directory.join(&built.file).exists();
            if let (false, false, Ok(name)) = (was_run, is_there, WheelName::parse(&built.file)) {
                asked.push(Asked::Absent(built.file, name));
            }
        }
    }
    test_args.select.selection().retain(&mut asked, Asked::words)?;
    let (mut wheels, mut absent) = (Vec::new(), Vec::new());
    for asked in asked {
        match asked {
            Asked::There(wheel) => wheels.push(wheel),
            Asked::Absent(file, _) if !absent.contains(&file) => absent.push(file),
            Asked::Absent(..) => {}
        }
    }
    Ok((wheels, absent))
}

/// A wheel that is asked for.
enum Asked {
    There(WheelFile),
    Absent(String, WheelName),
}

impl Asked {
    /// What --only and --except know it by.
    fn words(&self) -> Vec<String> {
        let (file, name) = match self {
            Self::There(wheel) => (&wheel.file, &wheel.name),
            Self::Absent(file, name) => (file, name),
        };
        let abi = format!("{}-{}", name.pythons.join("."), name.abis.join("."));
        let tag = format!("{abi}-{}", name.platforms.join("."));
        let platforms = name.platform_tags().flat_map(|tag| Platform::of_tag(&tag));
        let mut words = vec![name.platforms.join("."), abi];
        words.extend([file.clone(), tag.replace('.', "_"), tag]);
        words.extend(platforms.map(|platform| platform.to_string()));
        words
    }
}

/// A wheel as it is; of a directory its wheels, by name.
fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let read = |source| Error::NoSuchWheel { path: path.into(), source };
    let is_wheel = |file: &Path| file.extension().is_some_and(|extension| extension == "whl");
    if !fs::metadata(path).map_err(read)?.is_dir() {
        return match is_wheel(path) {
            true => Ok(vec![path.into()]),
            false => Err(Error::NoWheel { path: path.into() }),
        };
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(read)? {
        let file = entry.map_err(read)?.path();
        if is_wheel(&file) {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(Error::NoWheels { path: path.into() });
    }
    files.sort();
    Ok(files)
}

/// That directories and files of the command line and the settings are there.
fn are_there(test_args: &TestArgs, settings: &Settings) -> Result<(), Error> {
    let directory = |path: &Path, by| match path.is_dir() {
        true => Ok(()),
        false => Err(Error::NoSuchPath { path: path.into(), by, wanted: "a directory" }),
    };
    directory(&test_args.project, "--project")?;
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

/// `[tool.wheelpin.test]` of a project; nothing where there is no pyproject.toml.
fn settings(directory: &Path) -> Result<Settings, Error> {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Pyproject {
        tool: Tool,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Tool {
        wheelpin: Wheelpin,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Wheelpin {
        test: Settings,
    }

    let path = directory.join("pyproject.toml");
    let wrong = |source| Error::TestSettings { path: path.clone(), source };
    match fs::read_to_string(&path) {
        Ok(text) => {
            let pyproject: Pyproject =
                toml::from_str(&text).map_err(|error| wrong(error.into()))?;
            Ok(pyproject.tool.wheelpin.test)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Settings::default()),
        Err(error) => Err(wrong(error.into())),
    }
}

/// Where this person's Pythons may be.
fn places() -> Places {
    let directory = |name: &str| env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let data = if cfg!(windows) { "LOCALAPPDATA" } else { "XDG_DATA_HOME" };
    Places {
        path: env::var_os("PATH").iter().flat_map(env::split_paths).collect(),
        home: directory(if cfg!(windows) { "USERPROFILE" } else { "HOME" }),
        pyenv: directory("PYENV_ROOT"),
        uv: directory("UV_PYTHON_INSTALL_DIR"),
        data: directory(data),
        tools: directory("RUNNER_TOOL_CACHE"),
    }
}

/// This machine, as its own Pythons see it. One that is named may be for another C library.
fn here(found: &Found) -> Platform {
    let native = found.interpreters.iter().find(|it| it.is_found && !it.is_emulated());
    native.map_or_else(Platform::here, |interpreter| Platform::of(&interpreter.facts))
}

/// Leaves the Pythons that are asked for.
fn choose(test_args: &TestArgs, found: &mut Found) -> Result<(), Error> {
    if !test_args.python.is_empty() {
        let added: Vec<PathBuf> =
            test_args.add_python.iter().filter_map(|path| path.canonicalize().ok()).collect();
        for wanted in &test_args.python {
            if !found.interpreters.iter().any(|interpreter| is_wanted(interpreter, wanted)) {
                return Err(wheelpin_test::Error::NoPython { wanted: format!(" {wanted}") }.into());
            }
        }
        found.interpreters.retain(|interpreter| {
            added.contains(&interpreter.path)
                || test_args.python.iter().any(|wanted| is_wanted(interpreter, wanted))
        });
    }
    if found.interpreters.is_empty() && !test_args.list && !test_args.nix {
        return Err(wheelpin_test::Error::NoPython { wanted: String::new() }.into());
    }
    Ok(())
}

/// Whether a Python is a path, or of a version: `3.12`, `3.12.1`, `3.14t`, `pypy3.11`, `cp312`.
fn is_wanted(interpreter: &Interpreter, wanted: &str) -> bool {
    if is_path(wanted) {
        return Path::new(wanted).canonicalize().is_ok_and(|path| path == interpreter.path);
    }
    let name = interpreter.facts.name();
    let tag = name.to_string();
    let prefix = if tag.starts_with("pp") { "pypy" } else { "" };
    let threads = if name.free_threaded { "t" } else { "" };
    [
        format!("{prefix}3.{}{threads}", name.minor),
        format!("{prefix}{}{threads}", interpreter.facts.release),
        tag,
    ]
    .iter()
    .any(|known| known == wanted)
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
