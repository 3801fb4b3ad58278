use std::io;
use std::process::{Child, Command, Stdio};

use crate::{Call, Finished};

/// Runs a program to its end and keeps what it writes. It has this process's input and is in its
/// process group: it may ask a person, and Ctrl-C reaches it. A limit of time does not count.
///
/// # Errors
///
/// That the program cannot be started, or its output not be read.
pub fn output(call: &Call) -> io::Result<Finished> {
    let output = command(call).stdin(Stdio::inherit()).output()?;
    Ok(Finished { status: output.status, stdout: output.stdout, stderr: output.stderr })
}

/// Starts a program that has this process's streams and is in its process group; whoever asks
/// follows it. A limit of time does not count.
///
/// # Errors
///
/// That the program cannot be started.
pub fn start(call: &Call) -> io::Result<Child> {
    command(call).spawn()
}

/// Becomes a program; comes back only if that fails, with the reason.
#[cfg(unix)]
#[must_use]
pub fn become_program(call: &Call) -> io::Error {
    use std::os::unix::process::CommandExt;

    command(call).exec()
}

/// All that a [`Call`] says but its limit.
pub(crate) fn command(call: &Call) -> Command {
    #[expect(clippy::disallowed_methods, reason = "the one place that starts processes")]
    let mut command = Command::new(&call.program);
    command.args(&call.argv);
    if let Some(directory) = &call.directory {
        command.current_dir(directory);
    }
    if let Some(environment) = &call.environment {
        command.env_clear().envs(environment.iter().map(|(name, value)| (name, value)));
    }
    command
}
