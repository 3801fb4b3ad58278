//! The one place that starts processes.

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;

/// Most that one stream of a process may hold, in bytes: a plan of 100 cells is
/// 60 kB.
const LIMIT: u64 = 64 << 20;

/// How a process ended and what it wrote.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) status: ExitStatus,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
}

/// Runs a program to its end, without input, in `directory` or in this
/// process's.
///
/// # Errors
///
/// That the program cannot be started, that its output cannot be read, or that
/// a stream is longer than [`LIMIT`] (then the program is killed).
pub(crate) fn run<I>(program: &str, argv: I, directory: Option<&Path>) -> io::Result<Finished>
where
    I: IntoIterator<Item: AsRef<OsStr>>,
{
    #[expect(clippy::disallowed_methods, reason = "the one place that starts processes")]
    let mut command = Command::new(program);
    command.args(argv).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(directory) = directory {
        command.current_dir(directory);
    }
    let mut child = command.spawn()?;
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let (stdout, stderr) = thread::scope(|scope| {
        let stderr = scope.spawn(|| read(stderr));
        let stdout = read(stdout);
        if stdout.is_err() {
            // Otherwise it would wait for a reader forever.
            let _ = child.kill();
        }
        let stderr = stderr.join().unwrap_or_else(|_| Err(io::Error::other("reader panicked")));
        (stdout, stderr)
    });
    if stderr.is_err() {
        let _ = child.kill();
    }
    let status = child.wait()?;
    Ok(Finished { status, stdout: stdout?, stderr: stderr? })
}

fn read(stream: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if let Some(stream) = stream {
        stream.take(LIMIT + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LIMIT {
        return Err(io::Error::other(format!("its output is longer than {} MiB", LIMIT >> 20)));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_longer_than_the_limit_is_an_error() {
        let error = read(Some(io::repeat(0))).unwrap_err();
        assert_eq!(error.to_string(), "its output is longer than 64 MiB");
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let error = run("/missing/program", [""; 0], None).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
