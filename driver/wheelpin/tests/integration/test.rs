use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::nix::Nix;

/// One run of the program in an empty directory, with an empty environment.
///
/// Status, stdout and stderr are compared every time: what is not stated must
/// be 0 and empty.
#[must_use]
pub struct Test {
    directory: TempDir,
    arguments: Vec<String>,
    nix: Option<Nix>,
    status: i32,
    stdout: String,
    stderr: String,
    ran: Option<String>,
}

impl Test {
    /// The program with these arguments.
    pub fn new<const N: usize>(arguments: [&str; N]) -> Self {
        Self {
            directory: TempDir::new().unwrap(),
            arguments: arguments.map(Into::into).into(),
            nix: None,
            status: 0,
            stdout: String::new(),
            stderr: String::new(),
            ran: None,
        }
    }

    /// An empty file (in a new directory) where the program runs.
    pub fn file(self, path: &str) -> Self {
        let path = self.work().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
        self
    }

    /// A file with content.
    pub fn content(self, path: &str, content: &str) -> Self {
        let path = self.work().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// What Nix does; without it there is no Nix.
    pub fn nix(self, nix: Nix) -> Self {
        Self { nix: Some(nix), ..self }
    }

    /// The exit code expected.
    pub fn status(self, status: i32) -> Self {
        Self { status, ..self }
    }

    /// The stdout expected.
    pub fn stdout(self, stdout: impl Into<String>) -> Self {
        Self { stdout: stdout.into(), ..self }
    }

    /// The stderr expected.
    pub fn stderr(self, stderr: impl Into<String>) -> Self {
        Self { stderr: stderr.into(), ..self }
    }

    /// The run of Nix expected: in `directory` (relative to where the program
    /// runs), on `installable`.
    pub fn nix_evaluates(self, directory: &str, installable: &str) -> Self {
        let work = self.work().join(directory).canonicalize().unwrap();
        let ran = format!(
            "{}\n--extra-experimental-features\nnix-command flakes\neval\n--json\n--log-format\ninternal-json\n{installable}\n",
            work.display(),
        );
        Self { ran: Some(ran), ..self }
    }

    /// Runs the program and compares.
    #[track_caller]
    pub fn run(self) {
        let answers = self.directory.path().join("nix");
        let work = self.work();
        fs::create_dir_all(&work).unwrap();
        fs::create_dir_all(&answers).unwrap();
        #[expect(clippy::disallowed_methods, reason = "the program under test")]
        let mut command = Command::new(env!("CARGO_BIN_EXE_wheelpin"));
        command.args(&self.arguments).env_clear().current_dir(&work);
        if let Some(nix) = self.nix {
            let eval = answers.join("eval");
            fs::create_dir_all(&eval).unwrap();
            fs::write(eval.join("stdout"), nix.stdout).unwrap();
            fs::write(eval.join("stderr"), nix.stderr).unwrap();
            fs::write(eval.join("status"), nix.status.to_string()).unwrap();
            let fake = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fake");
            command.env("PATH", fake).env("FAKE_NIX", &answers);
        } else {
            command.env("PATH", &answers);
        }
        let output = command.output().unwrap();

        let actual = Outcome {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        };
        let expected =
            Outcome { status: Some(self.status), stdout: self.stdout, stderr: self.stderr };
        assert!(actual == expected, "\n-- expected --\n{expected}\n-- actual --\n{actual}");
        if let Some(expected) = self.ran {
            assert_eq!(fs::read_to_string(answers.join("eval/ran")).unwrap(), expected);
        }
    }

    fn work(&self) -> PathBuf {
        let work = self.directory.path().join("work");
        fs::create_dir_all(&work).unwrap();
        work
    }
}

#[derive(Eq, PartialEq)]
struct Outcome {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, stdout, stderr } = self;
        write!(formatter, "status: {status:?}\nstdout:\n{stdout}\nstderr:\n{stderr}")
    }
}
