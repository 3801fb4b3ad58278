use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use wheelpin_diff::{Comparison, Step, compare};
use wheelpin_wheel::{Opened, WheelName, open_wheel};

use crate::ExitCode;
use crate::advice::VersionAdvice;
use crate::commands::check::{json, write};
use crate::context::Context;
use crate::error::Error;
use crate::ui::progress::Progress;
use crate::ui::{diff, diff_markdown, width};

/// Say what changed between two wheels, and how far a version has to step for it.
///
/// Files, metadata, dependencies, crates, compiled modules, and what Python code can use: names and
/// signatures from sources, stubs and the compiled modules themselves. Of two directories the wheels
/// that belong together are compared. Reads files, and runs and changes nothing.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The wheel as it was, or a directory of wheels
    #[arg(value_name = "BEFORE")]
    before: PathBuf,

    /// The wheel as it is, or a directory of wheels
    #[arg(value_name = "AFTER")]
    after: PathBuf,

    /// Fail (exit code 1) if the version has to step further than this; below 1.0.0 a major change
    /// asks for a minor step, so that only `patch` and `none` stop it
    #[arg(long, value_name = "STEP")]
    at_most: Option<AtMost>,

    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object (schema 1), which `wheelpin bump --advice` takes
    Json,
    /// For release notes and comments
    Markdown,
}

/// The largest step that is fine.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum AtMost {
    /// No change at all
    None,
    /// 1.2.3 to 1.2.4
    Patch,
    /// 1.2.3 to 1.3.0
    Minor,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    comparison: &'a Comparison,
    #[serde(flatten)]
    advice: &'a VersionAdvice,
}

/// Compares wheels and writes what changed to stdout.
pub(crate) fn run(diff_args: &DiffArgs, context: &mut Context<'_>) -> Result<ExitCode, Error> {
    let before = wheels(&diff_args.before)?;
    let after = wheels(&diff_args.after)?;
    let comparison = {
        let progress = Progress::new(context.output, "reading", before.len() + after.len());
        let before = open(&before, 0, &progress)?;
        let after = open(&after, before.len(), &progress)?;
        compare(&before, &after)?
    };
    let advice = VersionAdvice::of(&comparison);
    let text = match if diff_args.json { Format::Json } else { diff_args.format } {
        Format::Text => diff::text(&comparison, &advice, width::width(), context.output),
        Format::Json => json(&Report { comparison: &comparison, advice: &advice })?,
        Format::Markdown => diff_markdown::text(&comparison, &advice),
    };
    write(context.stdout, &text)?;
    let most = match diff_args.at_most {
        None => Step::Major,
        Some(AtMost::None) => Step::None,
        Some(AtMost::Patch) => Step::Patch,
        Some(AtMost::Minor) => Step::Minor,
    };
    Ok(if advice.version_step > most { ExitCode::Wheels } else { ExitCode::Done })
}

/// A file as it is; of a directory its wheels, by name.
fn wheels(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let read = |source| wheelpin_diff::Error::Read { path: path.into(), source };
    if !fs::metadata(path).map_err(read)?.is_dir() {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        WheelName::parse(&name).map_err(|error| wheelpin_diff::Error::NotAWheel {
            path: path.into(),
            why: error.to_string(),
        })?;
        return Ok(vec![path.into()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(read)? {
        let file = entry.map_err(read)?.path();
        if file.extension().is_some_and(|end| end == "whl") {
            found.push(file);
        }
    }
    if found.is_empty() {
        return Err(Error::NothingToCompare { path: path.into() });
    }
    found.sort();
    Ok(found)
}

fn open(paths: &[PathBuf], done: usize, progress: &Progress) -> Result<Vec<Opened>, Error> {
    let mut opened = Vec::with_capacity(paths.len());
    for (index, path) in paths.iter().enumerate() {
        opened.push(open_wheel(path)?);
        progress.at(done + index + 1);
    }
    Ok(opened)
}
