use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use wheelpin_wheel::{Settings, check};

use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;
use crate::pyproject_table::pyproject_table;
use crate::rule_args::{Format, RuleArgs};
use crate::ui::progress::Progress;
use crate::ui::{annotations, findings, reported, rules, sarif, width};

/// Check wheels and sdists of any origin: archive, metadata, platform, Python ABI, leaks.
///
/// Reads files, and runs and changes nothing. Exit code 1: a finding is an error.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Wheels, sdists, and directories of them
    #[arg(default_value = "dist", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// A plan (from `wheelpin plan --json`) that the files must be complete for
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,

    /// The directory of the pyproject.toml whose [tool.wheelpin.check] counts, where a rule is
    /// ignored for good: ignore.RULE = "WHY"
    #[arg(long, value_name = "DIR", default_value = ".")]
    project: PathBuf,

    #[command(flatten)]
    rules_wanted: RuleArgs,

    /// List all rules, and check nothing
    #[arg(long)]
    rules: bool,

    /// Say what a rule finds, why, and what to do, and check nothing
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,

    /// Print the documentation page of the rules
    #[arg(long, hide = true)]
    rules_page: bool,
}

/// Checks files and writes what it finds to stdout.
pub(crate) fn run(check_args: &CheckArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let width = width::width();
    if check_args.rules_page {
        return write(context.stdout, &wheelpin_wheel::rules_page());
    }
    if check_args.rules {
        return write(context.stdout, &rules::list(width));
    }
    if let Some(id) = &check_args.explain {
        return write(context.stdout, &rules::explain(wheelpin_wheel::find_rule(id)?, width));
    }

    let settings = settings(check_args)?;
    let mut paths = Vec::new();
    for path in &check_args.paths {
        paths.extend(distributions(path)?);
    }
    let report = {
        let progress = Progress::new(context.output, "checking", paths.len());
        check(&paths, &settings, |done| progress.at(done))?
    };
    let text = match check_args.rules_wanted.format() {
        Format::Text => findings::text(&report, width, context.output),
        Format::Json => json(&report)?,
        Format::Github => annotations::text(&reported::of_files(&report)),
        Format::Sarif => {
            let found = reported::of_files(&report);
            json(&sarif::log(&reported::rules_of_files(), &found, "dist"))?
        }
    };
    write(context.stdout, &text)?;
    Ok(if report.has_errors() { ExitCode::Wheels } else { ExitCode::Done })
}

pub(crate) fn write(stdout: &mut dyn Write, text: &str) -> Result<ExitCode, Error> {
    writeln!(stdout, "{}", text.trim_end()).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}

pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string_pretty(value).map_err(|error| Error::Write(error.into()))
}

/// A file as it is; of a directory its wheels and sdists, by name.
pub(crate) fn distributions(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let read = |source| wheelpin_wheel::Error::Read { path: path.into(), source };
    if !fs::metadata(path).map_err(read)?.is_dir() {
        return Ok(vec![path.into()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(read)? {
        let file = entry.map_err(read)?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".whl") || name.ends_with(".tar.gz") {
            found.push(file);
        }
    }
    if found.is_empty() {
        return Err(wheelpin_wheel::Error::Nothing { path: path.into() }.into());
    }
    found.sort();
    Ok(found)
}

/// What the project says, and what the command line adds.
fn settings(check_args: &CheckArgs) -> Result<Settings, Error> {
    let mut settings = project_settings(&check_args.project)?;
    if !check_args.rules_wanted.select.is_empty() {
        settings.select.clone_from(&check_args.rules_wanted.select);
    }
    settings.deny.extend(check_args.rules_wanted.deny.iter().cloned());
    let given = check_args.rules_wanted.ignore.iter();
    settings.ignore.extend(given.map(|id| (id.clone(), "--ignore".to_owned())));
    if let Some(path) = &check_args.plan {
        let wrong = |source| Error::PlanFile { path: path.clone(), source };
        let text = fs::read(path).map_err(|error| wrong(error.into()))?;
        let files = planned_files(&text).map_err(|error| wrong(error.into()))?;
        settings.planned = Some(files);
    }
    settings.validate()?;
    Ok(settings)
}

/// The files that a plan is for.
fn planned_files(plan: &[u8]) -> serde_json::Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Plan {
        cells: Vec<Cell>,
        sdist: String,
    }
    #[derive(Deserialize)]
    struct Cell {
        file: String,
    }

    let plan: Plan = serde_json::from_slice(plan)?;
    Ok(plan.cells.into_iter().map(|cell| cell.file).chain([plan.sdist]).collect())
}

/// `[tool.wheelpin.check]` of a project; nothing where there is no pyproject.toml.
pub(crate) fn project_settings(directory: &Path) -> Result<Settings, Error> {
    let path = directory.join("pyproject.toml");
    let wrong = |source| Error::CheckSettings { path: path.clone(), source };
    let settings: Settings =
        pyproject_table(directory, "check").map_err(wrong)?.unwrap_or_default();
    // What Nix gives the small program, and a project cannot know.
    if settings.planned.is_some() {
        return Err(wrong("there is no key `planned`: use --plan".into()));
    }
    Ok(settings)
}
