use std::env;
use std::fmt;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::nix::Nix;

/// One run of the program in an empty directory, with an empty environment.
///
/// Status, stdout and stderr are compared every time: what is not stated must
/// be 0 and empty. `ROOT` stands for the temporary directory in what is written
/// and expected, `N s` for a number of seconds in what is expected.
#[must_use]
pub struct Test {
    directory: TempDir,
    arguments: Vec<String>,
    has_nix: bool,
    has_git: bool,
    environment: Vec<(String, String)>,
    runner: Vec<String>,
    status: i32,
    stdout: String,
    stderr: String,
}

/// What is left of a run.
pub struct Ran {
    directory: TempDir,
    /// What was written to stdout.
    pub stdout: String,
    /// What was written to stderr.
    pub stderr: String,
}

impl Test {
    /// The program with these arguments.
    pub fn new<const N: usize>(arguments: [&str; N]) -> Self {
        Self::within(TempDir::new().unwrap(), &arguments)
    }

    fn within(directory: TempDir, arguments: &[&str]) -> Self {
        let has_nix = directory.path().join("nix").exists();
        fs::create_dir_all(directory.path().join("work")).unwrap();
        fs::create_dir_all(directory.path().join("tmp")).unwrap();
        Self {
            directory,
            arguments: arguments.iter().map(ToString::to_string).collect(),
            has_nix,
            has_git: false,
            environment: Vec::new(),
            runner: Vec::new(),
            status: 0,
            stdout: String::new(),
            stderr: String::new(),
        }
    }

    /// With these arguments after the others.
    pub fn arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(|&argument| argument.to_owned()));
        self
    }

    /// A file (in a new directory) where the program runs: empty, but for a flake.
    pub fn file(self, path: &str) -> Self {
        // One that is not wheelpin's is not read.
        let is_flake = std::path::Path::new(path).ends_with("flake.nix");
        self.content(path, if is_flake { "{ inputs.wheelpin = { }; }" } else { "" })
    }

    /// A file with content.
    pub fn content(self, path: &str, content: &str) -> Self {
        self.beside(&format!("work/{path}"), content)
    }

    /// A file of bytes.
    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(&format!("work/{path}"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// A file with content in the temporary directory.
    pub fn beside(self, path: &str, content: &str) -> Self {
        let path = self.directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content.replace("ROOT", self.root())).unwrap();
        self
    }

    /// What Nix answers to an evaluation; without any answer there is no Nix.
    pub fn nix(self, nix: Nix) -> Self {
        self.answer("eval", nix)
    }

    /// What Nix answers to one question of `fake/nix`.
    pub fn answer(self, question: &str, nix: Nix) -> Self {
        let mut test = self
            .beside(&format!("nix/{question}/stdout"), nix.stdout)
            .beside(&format!("nix/{question}/stderr"), nix.stderr)
            .beside(&format!("nix/{question}/status"), &nix.status.to_string());
        test.has_nix = true;
        test
    }

    /// What Nix runs before it answers a question.
    pub fn script(self, question: &str, script: &str) -> Self {
        let mut test = self.beside(&format!("nix/{question}/script"), script);
        test.has_nix = true;
        test
    }

    /// With git on `PATH`, and an identity for it.
    pub fn git(self) -> Self {
        Self { has_git: true, ..self }
    }

    /// With a variable in its environment.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Run by another program, which is given the command line.
    pub fn run_by<const N: usize>(self, runner: [&str; N]) -> Self {
        Self { runner: runner.iter().map(ToString::to_string).collect(), ..self }
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

    /// Runs the program and compares.
    #[track_caller]
    pub fn run(self) -> Ran {
        let expected = Outcome {
            status: Some(self.status),
            stdout: self.stdout.clone(),
            stderr: self.stderr.clone(),
        };
        let (actual, ran) = self.outcome();
        assert!(actual == expected, "\n-- expected --\n{expected}\n-- actual --\n{actual}");
        ran
    }

    /// Runs the program and compares its exit code alone.
    #[track_caller]
    pub fn run_unread(self) -> Ran {
        let status = Some(self.status);
        let (actual, ran) = self.outcome();
        assert!(actual.status == status, "\n-- expected --\n{status:?}\n-- actual --\n{actual}");
        ran
    }

    /// Runs the program; gives what is left, and its exit code or negative signal.
    pub fn status_any(self) -> (Ran, Option<i32>) {
        let (outcome, ran) = self.outcome();
        (ran, outcome.status)
    }

    fn outcome(self) -> (Outcome, Ran) {
        let (child, directory) = self.start();
        let output = child.wait_with_output().unwrap();
        let root = directory.path().to_str().unwrap();
        let text = |bytes| redact(&String::from_utf8(bytes).unwrap(), root);
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        let outcome = Outcome {
            status: output.status.code().or(output.status.signal().map(|signal| -signal)),
            stdout: stdout.clone(),
            stderr: stderr.clone(),
        };
        (outcome, Ran { directory, stdout, stderr })
    }

    /// Starts the program.
    pub fn start(self) -> (Child, TempDir) {
        #[expect(clippy::disallowed_methods, reason = "the program under test")]
        let mut command = match self.runner.split_first() {
            Some((runner, arguments)) => {
                let mut command = Command::new(runner);
                command.args(arguments).arg(env!("CARGO_BIN_EXE_wheelpin"));
                command
            }
            None => Command::new(env!("CARGO_BIN_EXE_wheelpin")),
        };
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        let path = if self.has_nix {
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fake")
        } else {
            self.directory.path().join("work")
        };
        let mut path = path.into_os_string();
        if self.has_git {
            path.push(":");
            path.push(env::var_os("PATH").unwrap());
            for role in ["AUTHOR", "COMMITTER"] {
                command.env(format!("GIT_{role}_NAME"), "Zoë");
                command.env(format!("GIT_{role}_EMAIL"), "zoe@example.org");
            }
            command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        }
        let child = command
            .args(&self.arguments)
            .env("PATH", path)
            .env("FAKE_NIX", self.directory.path().join("nix"))
            .env("TMPDIR", self.directory.path().join("tmp"))
            // Pythons of this machine's store are no part of a test.
            .env("NIX_STORE_DIR", self.directory.path().join("store"))
            .current_dir(self.directory.path().join("work"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        (child, self.directory)
    }

    /// A path below the temporary directory.
    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// Takes a directory out of the temporary directory.
    pub fn without(self, path: &str) -> Self {
        fs::remove_dir_all(self.path(path)).unwrap();
        self
    }

    fn root(&self) -> &str {
        self.directory.path().to_str().unwrap()
    }
}

impl Ran {
    /// What is left of a program that [`Test::start`] started.
    pub fn of(directory: TempDir, stderr: String) -> Self {
        Self { directory, stdout: String::new(), stderr }
    }

    /// Another run in the same directories.
    pub fn again<const N: usize>(self, arguments: [&str; N]) -> Test {
        Test::within(self.directory, &arguments)
    }

    /// A path below the temporary directory.
    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.path().join(path)
    }

    /// A file below the temporary directory.
    pub fn read(&self, path: &str) -> String {
        let text = fs::read_to_string(self.path(path)).unwrap();
        redact(&text, self.directory.path().to_str().unwrap())
    }

    /// Names in a directory below the temporary directory, sorted.
    pub fn names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<String> = entries.map(Result::unwrap).map(name).collect();
        names.sort();
        names
    }

    /// Where Nix was run for a question, and its arguments.
    pub fn asked(&self, question: &str) -> Vec<String> {
        self.read(&format!("nix/{question}/ran")).lines().map(Into::into).collect()
    }
}

/// Text without what differs from one run to the next.
fn redact(text: &str, root: &str) -> String {
    let mut redacted = String::new();
    let text = text.replace(root, "ROOT");
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|character: char| character.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let digits = from.find(|character: char| !character.is_ascii_digit());
        let (number, after) = from.split_at(digits.unwrap_or(from.len()));
        let is_word = before.ends_with([' ', '(']);
        let is_seconds = after.strip_prefix(" s").is_some_and(|end| {
            !end.starts_with(|character: char| character.is_ascii_alphanumeric())
        });
        redacted.push_str(before);
        redacted.push_str(if is_word && is_seconds { "N" } else { number });
        rest = after;
    }
    redacted + rest
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
