use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::inherited::command;
use crate::{Interrupt, Stop};

/// Most that one stream of a process may hold, in bytes: a plan of 100 cells is
/// 60 kB.
const LIMIT: usize = 64 << 20;

/// How long a program that was told to stop may take before it is killed: Nix
/// waits for its builders to die.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long to read on after a program ended: something that it started may
/// hold its streams open.
const AFTERMATH: Duration = Duration::from_millis(500);

/// What to run.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Call {
    /// A path, or a name to look for in PATH.
    pub program: OsString,
    /// What follows the program's name.
    pub argv: Vec<OsString>,
    /// Where; none is this process's directory.
    pub directory: Option<PathBuf>,
    /// All of its environment; none is this process's.
    pub environment: Option<Vec<(OsString, OsString)>>,
    /// How long it may take; none is as long as it likes.
    pub limit: Option<Duration>,
}

/// How a process ended and what it wrote.
#[derive(Debug)]
pub struct Finished {
    /// Its exit code or signal.
    pub status: ExitStatus,
    /// What it wrote there.
    pub stdout: Vec<u8>,
    /// The same, to 64 MiB.
    pub stderr: Vec<u8>,
}

impl Call {
    /// The program, for messages.
    #[must_use]
    pub fn name(&self) -> String {
        self.program.to_string_lossy().into_owned()
    }
}

/// Runs a program to its end and keeps what it writes.
///
/// # Errors
///
/// See [`follow`]; and that it wrote more than 64 MiB (then it is killed).
pub async fn run(call: &Call, interrupt: &Interrupt) -> io::Result<Finished> {
    let mut stderr = Vec::new();
    let (status, stdout) = follow(call, interrupt, |bytes| {
        if stderr.len() + bytes.len() <= LIMIT {
            stderr.extend_from_slice(bytes);
        }
    })
    .await?;
    Ok(Finished { status, stdout, stderr })
}

/// Runs a program to its end, in a process group of its own and without input;
/// `stderr` is told what it writes there, as it comes. Gives its stdout.
///
/// When `interrupt` asks to stop soon, or the time is over, the group gets SIGINT, and 15 s
/// later SIGKILL; when it asks to stop now, SIGKILL. That the program was stopped is
/// seen from `interrupt`, not from the status.
///
/// # Errors
///
/// That the program cannot be started, or that its output cannot be read or is
/// too long; [`io::ErrorKind::TimedOut`] if it had not ended when its time was over.
pub async fn follow(
    call: &Call,
    interrupt: &Interrupt,
    mut stderr: impl FnMut(&[u8]),
) -> io::Result<(ExitStatus, Vec<u8>)> {
    let mut command = Command::from(command(call));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    // So that Ctrl-C in a terminal reaches this process alone, which decides.
    #[cfg(unix)]
    command.process_group(0);
    let mut child = command.spawn()?;
    let mut group = Group::of(&child);
    let out = child.stdout.take();
    let err = child.stderr.take();
    let mut stdout = Vec::new();
    let status = {
        let streams = async {
            tokio::try_join!(
                read(out, |bytes| {
                    stdout.extend_from_slice(bytes);
                    if stdout.len() > LIMIT {
                        let limit = LIMIT >> 20;
                        return Err(io::Error::other(format!(
                            "its output is longer than {limit} MiB"
                        )));
                    }
                    Ok(())
                }),
                read(err, |bytes| {
                    stderr(bytes);
                    Ok(())
                }),
            )
        };
        tokio::pin!(streams);
        let mut stop = Stop::Never;
        let mut late = false;
        let mut asked = interrupt.clone();
        let mut reading = true;
        let killed = sleep(Duration::MAX);
        tokio::pin!(killed);
        let over = sleep(call.limit.unwrap_or(Duration::MAX));
        tokio::pin!(over);
        loop {
            tokio::select! {
                biased;
                read = &mut streams, if reading => {
                    reading = false;
                    if let Err(error) = read {
                        group.kill(&mut child);
                        let _ = child.wait().await;
                        return Err(error);
                    }
                }
                next = asked.beyond(stop), if stop < Stop::Now => {
                    stop = next;
                    if stop == Stop::Now {
                        group.kill(&mut child);
                    } else {
                        group.interrupt(&mut child);
                        killed.set(sleep(PATIENCE));
                    }
                }
                () = &mut over, if call.limit.is_some() && !late => {
                    late = true;
                    if stop == Stop::Never {
                        stop = Stop::Soon;
                        group.interrupt(&mut child);
                        killed.set(sleep(PATIENCE));
                    }
                }
                () = &mut killed, if stop == Stop::Soon => {
                    stop = Stop::Now;
                    group.kill(&mut child);
                }
                status = child.wait() => {
                    if reading {
                        let _ = timeout(AFTERMATH, &mut streams).await;
                    }
                    if late {
                        group.kill(&mut child);
                        let limit = call.limit.unwrap_or_default().as_secs();
                        let text = format!("it had not ended after {limit} s");
                        return Err(io::Error::new(io::ErrorKind::TimedOut, text));
                    }
                    break status?;
                }
            }
        }
    };
    group.left();
    Ok((status, stdout))
}

async fn read(
    stream: Option<impl AsyncRead + Unpin>,
    mut taken: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let Some(mut stream) = stream else { return Ok(()) };
    let mut bytes = vec![0; 64 << 10];
    loop {
        let count = stream.read(&mut bytes).await?;
        if count == 0 {
            return Ok(());
        }
        taken(bytes.get(..count).unwrap_or_default())?;
    }
}

/// A program and what it started; killed when this goes out of scope, unless the
/// program has ended.
struct Group(Option<u32>);

impl Group {
    fn of(child: &Child) -> Self {
        Self(child.id())
    }

    fn interrupt(&self, child: &mut Child) {
        #[cfg(unix)]
        {
            let _ = child;
            self.signal(rustix::process::Signal::INT);
        }
        #[cfg(not(unix))]
        let _ = child.start_kill();
    }

    fn kill(&mut self, child: &mut Child) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::KILL);
        let _ = child.start_kill();
    }

    #[cfg(unix)]
    fn signal(&self, signal: rustix::process::Signal) {
        let pid = self.0.and_then(|id| i32::try_from(id).ok());
        if let Some(pid) = pid.and_then(rustix::process::Pid::from_raw) {
            // It may have ended by itself.
            let _ = rustix::process::kill_process_group(pid, signal);
        }
    }

    /// The program has ended: its number may be another's soon.
    fn left(&mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        self.signal(rustix::process::Signal::KILL);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Call {
        let argv = vec!["-c".into(), script.into()];
        Call { program: "sh".into(), argv, ..Call::default() }
    }

    #[tokio::test]
    async fn both_streams_are_read_to_their_end() {
        let call = shell("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; exit 3");
        let finished = run(&call, &Interrupt::new().1).await.unwrap();
        assert_eq!(finished.status.code(), Some(3));
        assert_eq!((finished.stdout.len(), finished.stderr.len()), (300_000, 300_000));
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_is_an_error() {
        let call = Call { program: "/missing/program".into(), ..Call::default() };
        let error = run(&call, &Interrupt::new().1).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn what_a_program_left_behind_is_not_waited_for() {
        let finished = run(&shell("sleep 60 & echo done"), &Interrupt::new().1).await.unwrap();
        assert_eq!(finished.stdout, b"done\n");
    }

    #[tokio::test]
    async fn what_takes_too_long_is_ended() {
        let limit = Some(Duration::from_millis(200));
        let call = Call { limit, ..shell("sleep 60") };
        let error = run(&call, &Interrupt::new().1).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn an_environment_is_all_there_is() {
        let path = ("PATH".into(), std::env::var_os("PATH").unwrap());
        let environment = Some(vec![path, ("ONLY".into(), "this".into())]);
        let call = Call { environment, ..shell("echo $ONLY $HOME") };
        let finished = run(&call, &Interrupt::new().1).await.unwrap();
        assert_eq!(finished.stdout, b"this\n");
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn stopping_soon_is_sigint_to_all_of_the_group() {
        let (stop, interrupt) = Interrupt::new();
        let script = "trap 'echo stopped; exit 0' INT; echo ready >&2; while :; do sleep 0.1; done";
        // What runs the tests may ignore the signal, and a shell cannot listen to it then.
        let argv = ["--default-signal=INT", "sh", "-c", script].map(Into::into).into();
        let call = Call { program: "env".into(), argv, ..Call::default() };
        let (status, stdout) = follow(&call, &interrupt, |_| {
            stop.send_replace(Stop::Soon);
        })
        .await
        .unwrap();
        assert!(status.success());
        assert_eq!(stdout, b"stopped\n");
    }

    #[tokio::test]
    async fn stopping_now_kills_what_does_not_listen() {
        let (stop, interrupt) = Interrupt::new();
        let call = shell("trap '' INT TERM; echo ready >&2; sleep 60; sleep 60");
        let (status, _) = follow(&call, &interrupt, |_| {
            stop.send_replace(Stop::Now);
        })
        .await
        .unwrap();
        assert!(!status.success());
    }
}
