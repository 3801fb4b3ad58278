use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use wheelpin_doctor::{Diagnosis, diagnose, read_tree};

use crate::ExitCode;
use crate::error::Error;
use crate::ui::{diagnosis, width};

/// Show what stands between a project and a good release, with remedies and scores.
///
/// Nothing is built, run or changed. Exit code 1: a finding is an error.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// The directory of the project's pyproject.toml
    #[arg(default_value = ".", value_name = "DIR")]
    directory: PathBuf,

    /// Print the findings as JSON (schema 1)
    #[arg(long)]
    json: bool,
}

/// Looks at the project and writes what it finds to `stdout`.
pub(crate) fn run(doctor_args: &DoctorArgs, stdout: &mut dyn Write) -> Result<ExitCode, Error> {
    let source = read_tree(&doctor_args.directory)?;
    let diagnosis = diagnose(source, &doctor_args.directory.to_string_lossy())?;
    let text = if doctor_args.json {
        json(&diagnosis)?
    } else {
        diagnosis::text(&diagnosis, width::width())
    };
    writeln!(stdout, "{text}").map_err(Error::Write)?;
    Ok(if diagnosis.has_errors() { ExitCode::Wheels } else { ExitCode::Done })
}

fn json(diagnosis: &Diagnosis) -> Result<String, Error> {
    serde_json::to_string_pretty(diagnosis).map_err(|error| Error::Write(error.into()))
}
