use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use wheelpin_process::{Call, Interrupt, Stop, run};

use crate::emulator::launcher;
use crate::{Candidate, Error, Facts, Places};

/// A Python that answered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Interpreter {
    /// The file.
    pub path: PathBuf,
    /// The command line that starts it, without arguments: an emulator may come first.
    pub launcher: Vec<OsString>,
    /// Who put it there.
    pub origin: &'static str,
    /// Whether it was found; one that is named need not be.
    pub is_found: bool,
    /// What it says of itself.
    pub facts: Facts,
}

/// A file that looked like a Python and did not answer as one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Broken {
    /// The file.
    pub path: PathBuf,
    /// Why it is not used.
    pub reason: String,
}

/// What was found on a machine.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In the order of preference.
    pub interpreters: Vec<Interpreter>,
    /// What is left out.
    pub broken: Vec<Broken>,
}

const PROBE: &str = include_str!("../harness/probe.py");

/// Whence Pythons are that somebody names.
const NAMED: &str = "--python";

/// How long a Python may take to answer; one under an emulator takes two seconds.
const LIMIT: Duration = Duration::from_secs(30);

/// Most bytes of an answer that are read.
const ANSWER: usize = 64 << 10;

impl Interpreter {
    /// Whether an emulator runs it.
    #[must_use]
    pub fn is_emulated(&self) -> bool {
        self.launcher.len() > 1
    }
}

/// Finds the Pythons of a machine, those of `paths` first, and asks each once what it is.
///
/// # Errors
///
/// [`Error::Python`] if one of `paths` is no Python that runs here; [`Error::Interrupted`].
pub async fn find(
    places: &Places,
    paths: &[PathBuf],
    interrupt: &Interrupt,
) -> Result<Found, Error> {
    let mut found = Found::default();
    for path in paths {
        let wrong = |reason: String| Error::Python { path: path.clone(), reason };
        let real = path.canonicalize().map_err(|error| wrong(error.to_string()))?;
        let candidate = Candidate { path: real, origin: NAMED };
        match ask(&candidate, &places.path, interrupt).await? {
            Ok(interpreter) => found.interpreters.push(interpreter),
            Err(reason) => return Err(wrong(reason)),
        }
    }
    for candidate in places.candidates() {
        if let Some(known) = found.interpreters.iter_mut().find(|it| it.path == candidate.path) {
            known.is_found = true;
            continue;
        }
        match ask(&candidate, &places.path, interrupt).await? {
            Ok(interpreter) => found.interpreters.push(interpreter),
            Err(reason) => found.broken.push(Broken { path: candidate.path, reason }),
        }
    }
    Ok(found)
}

async fn ask(
    candidate: &Candidate,
    path: &[PathBuf],
    interrupt: &Interrupt,
) -> Result<Result<Interpreter, String>, Error> {
    let launcher = match launcher(&candidate.path, path) {
        Ok(launcher) => launcher,
        Err(reason) => return Ok(Err(reason)),
    };
    let answered = run(&call(&launcher, path), interrupt).await;
    if interrupt.stop() != Stop::Never {
        return Err(Error::Interrupted);
    }
    Ok(match answered {
        Ok(finished) if finished.status.success() && finished.stdout.len() <= ANSWER => {
            match serde_json::from_slice::<Facts>(&finished.stdout) {
                Ok(facts) if facts.version[0] != 3 => Err("is not Python 3".into()),
                Ok(facts) => Ok(Interpreter {
                    path: candidate.path.clone(),
                    launcher,
                    origin: candidate.origin,
                    is_found: candidate.origin != NAMED,
                    facts,
                }),
                Err(_) => Err("does not say what it is".into()),
            }
        }
        Ok(finished) => Err(reason(&finished.stderr, &finished.status.to_string())),
        Err(error) if error.kind() == io::ErrorKind::TimedOut => {
            Err(format!("does not answer within {} s", LIMIT.as_secs()))
        }
        Err(error) => Err(format!("cannot be started: {error}")),
    })
}

fn call(launcher: &[OsString], path: &[PathBuf]) -> Call {
    let mut argv: Vec<OsString> = launcher.iter().skip(1).cloned().collect();
    argv.extend(["-I", "-S", "-c", PROBE].map(Into::into));
    Call {
        program: launcher.first().cloned().unwrap_or_default(),
        argv,
        directory: None,
        environment: Some(environment(path)),
        limit: Some(LIMIT),
    }
}

/// What a Python sees of the environment: where programs are, and what Windows cannot do
/// without (`CreateProcess`; sockets).
pub(crate) fn environment(path: &[PathBuf]) -> Vec<(OsString, OsString)> {
    let mut environment = vec![("LANG".into(), "C.UTF-8".into())];
    if let Ok(joined) = std::env::join_paths(path) {
        environment.push(("PATH".into(), joined));
    }
    if cfg!(windows) {
        environment.push(("SYSTEMROOT".into(), r"C:\Windows".into()));
    }
    environment
}

/// The first line that a program wrote, or else how it ended.
fn reason(stderr: &[u8], status: &str) -> String {
    let text = String::from_utf8_lossy(stderr.get(..ANSWER).unwrap_or(stderr)).into_owned();
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    match first {
        Some("Unknown option: -I") => "is older than Python 3.4".into(),
        Some(line) => format!("fails: {}", line.chars().take(200).collect::<String>()),
        None => format!("ends by {status}"),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::facts::tests::facts;

    pub(crate) fn interpreter(minor: u32) -> Interpreter {
        let path = PathBuf::from(format!("/usr/bin/python3.{minor}"));
        let launcher = vec![path.clone().into()];
        Interpreter { path, launcher, origin: "PATH", is_found: true, facts: facts(minor) }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_is_no_python_is_left_out_with_its_reason() {
        use std::fs;
        use std::os::unix::fs::PermissionsExt;

        let directory = tempfile::tempdir().unwrap();
        let write = |name: &str, script: &str| {
            let path = directory.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        };
        write("python", "echo 'Unknown option: -I' >&2; exit 2");
        write("python3", "echo '{}'");
        write("python3.9", "kill -9 $$");
        let here = directory.path().canonicalize().unwrap();
        let places = Places { path: vec![here.clone(), "/bin".into()], ..Places::default() };
        let found = find(&places, &[], &Interrupt::new().1).await.unwrap();
        let of = |name: &str| {
            let path = here.join(name);
            found.broken.iter().find(|broken| broken.path == path).unwrap().reason.clone()
        };
        assert_eq!(of("python"), "is older than Python 3.4");
        assert_eq!(of("python3"), "does not say what it is");
        assert!(of("python3.9").starts_with("ends by signal: 9"));
    }
}
