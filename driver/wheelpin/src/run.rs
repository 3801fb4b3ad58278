use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser;

use crate::ExitCode;
use crate::arguments::Arguments;
use crate::error::Error;
use crate::ui::report;

/// Runs wheelpin with a command line, whose first element is the program's name;
/// prints results to stdout and errors to stderr.
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
    let mut stdout = anstream::stdout().lock();
    let result = arguments
        .run(&mut stdout)
        .and_then(|exit_code| stdout.flush().map(|()| exit_code).map_err(Error::Write));
    match result {
        Ok(exit_code) => exit_code,
        // The reader has seen enough (`wheelpin plan | head`).
        Err(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::Done,
        Err(error) => {
            let _ = report::report(&error, &mut anstream::stderr().lock());
            error.exit_code()
        }
    }
}
