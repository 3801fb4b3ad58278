use std::ffi::OsString;

use anstream::ColorChoice;
use clap::Parser;

use crate::ExitCode;
use crate::arguments::{Arguments, Color};
use crate::context::Context;
use crate::error::Error;
use crate::interrupted;
use crate::ui::reader::Reader;
use crate::ui::report;

/// Runs wheelpin with a command line, whose first element is the program's name;
/// prints results to stdout, errors and progress to stderr.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are "errors" for stdout.
            let exit_code = if error.use_stderr() { ExitCode::Usage } else { ExitCode::Done };
            let _ = error.print();
            return exit_code;
        }
    };
    match arguments.output.color {
        Color::Auto => {}
        Color::Always => ColorChoice::Always.write_global(),
        Color::Never => ColorChoice::Never.write_global(),
    }
    match start(arguments) {
        Ok(exit_code) => exit_code,
        Err(error) => {
            let _ = report::report(&error, &mut anstream::stderr().lock());
            error.exit_code()
        }
    }
}

fn start(arguments: Arguments) -> Result<ExitCode, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Runtime)?;
    runtime.block_on(async {
        let mut stdout = Reader(anstream::stdout());
        let interrupt = if arguments.starts_programs() {
            interrupted::by_signals()
        } else {
            interrupted::never()
        };
        let mut context = Context { stdout: &mut stdout, interrupt, output: arguments.output };
        let exit_code = arguments.run(&mut context).await?;
        context.stdout.flush().map_err(Error::Write)?;
        Ok(exit_code)
    })
}
