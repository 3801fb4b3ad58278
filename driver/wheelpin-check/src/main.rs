//! Checks files inside a Nix build; see nix/check.nix. People have `wheelpin check`.

mod arguments;
mod error;
mod text;

use std::io::{self, Write};
use std::process::ExitCode;

use wheelpin_wheel::{Report, Settings};

use crate::arguments::Arguments;
use crate::error::Error;

/// Ends with 0 if there is nothing to mend, 1 for findings that are errors, 2 if nothing
/// could be checked.
fn main() -> ExitCode {
    let mut stderr = io::stderr().lock();
    match Arguments::parse(std::env::args_os().skip(1)).and_then(|arguments| run(&arguments)) {
        Ok(report) => {
            // The findings are in the file, whoever reads this.
            let _ = stderr.write_all(text::report(&report).as_bytes());
            ExitCode::from(u8::from(report.has_errors()))
        }
        Err(error) => {
            let _ = stderr.write_all(text::error(&error).as_bytes());
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<Report, Error> {
    let read = |source: io::Error| Error::Settings { path: arguments.settings.clone(), source };
    let json = std::fs::read(&arguments.settings).map_err(read)?;
    let settings: Settings = serde_json::from_slice(&json).map_err(|source| read(source.into()))?;
    let report = if arguments.release {
        wheelpin_wheel::check_release(&arguments.files, &settings)?
    } else {
        wheelpin_wheel::check_each(&arguments.files, &settings, |_| ())?
    };
    write(arguments, &report)
        .map_err(|source| Error::Findings { path: arguments.findings.clone(), source })?;
    Ok(report)
}

/// Writes the report whole or not at all.
fn write(arguments: &Arguments, report: &Report) -> io::Result<()> {
    let directory = arguments.findings.parent().filter(|parent| !parent.as_os_str().is_empty());
    let mut partial = tempfile::NamedTempFile::new_in(directory.unwrap_or(".".as_ref()))?;
    serde_json::to_writer_pretty(&mut partial, report)?;
    partial.write_all(b"\n")?;
    partial.persist(&arguments.findings)?;
    Ok(())
}
