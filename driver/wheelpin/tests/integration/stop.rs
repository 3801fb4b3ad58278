//! A build that is stopped.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group, test_kill_process};
use tempfile::TempDir;
use wheelpin_testing::WheelBuilder;

use crate::sample::Run;
use crate::test::{Ran, Test};
use crate::wheel_test::in_nix;

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_secs(20);

/// A Nix that builds one wheel and then waits, with what it does when it is asked
/// to stop. It notes its number.
fn waits(trap: &str) -> Run {
    let path = std::env::var("PATH").unwrap();
    Run::default().windows().shell(&format!(
        "PATH='{path}'\ntrap '{trap}' INT\n\
         printf '%s\\n' $$ >ROOT/number && mv ROOT/number ROOT/pid\n\
         while :; do sleep 0.1; done"
    ))
}

pub(crate) fn until<T>(mut found: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "it took too long");
        sleep(Duration::from_millis(1));
    }
}

/// A program that runs, and the Nix that it waits for.
struct Started {
    child: Child,
    directory: TempDir,
    nix: Pid,
}

impl Started {
    fn new(run: Run) -> Self {
        Self::of(Test::new(["build"]).sample(run))
    }

    /// A program whose Nix waits.
    fn of(test: Test) -> Self {
        let (child, directory) = test.start();
        let nix = until(|| fs::read_to_string(directory.path().join("pid")).ok());
        let nix = Pid::from_raw(nix.trim().parse().unwrap()).unwrap();
        Self { child, directory, nix }
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    fn end(mut self) -> (ExitStatus, bool, Ran) {
        let status = until(|| self.child.try_wait().unwrap());
        let is_left = test_kill_process(self.nix).is_ok();
        let ran = self.child.wait_with_output().unwrap();
        let stderr = String::from_utf8(ran.stderr).unwrap();
        (status, is_left, Ran::of(self.directory, stderr))
    }
}

/// Names of files that are half-written.
fn partial(dist: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dist) else { return Vec::new() };
    let is_partial = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".wheelpin-"))
    };
    entries.map(|entry| entry.unwrap().path()).filter(is_partial).collect()
}

#[test]
fn asked_once_the_program_lets_nix_stop_and_goes_on_later() {
    for signal in [Signal::INT, Signal::TERM] {
        let started = Started::new(waits(": >ROOT/asked; exit 1"));
        started.signal(signal);
        let (status, is_left, ran) = started.end();
        assert_eq!(status.code(), Some(130));
        assert!(ran.path("asked").exists() && !is_left);
        assert_eq!(ran.names("work/dist"), [""; 0]);
        let error = "error: failed to finish: interrupted\n\
            help: what is in Nix's store is kept; type the same to go on\n";
        assert!(ran.stderr.ends_with(error), "{}", ran.stderr);
        let ran = ran.again(["build"]).realises(Run::default().linux().sdist()).run_unread();
        assert!(
            ran.stdout.contains("     3 B  before  dist/sample-1.0-cp311-abi3-win_amd64.whl\n")
        );
        assert_eq!(ran.names("work/dist").len(), 4);
    }
}

#[test]
fn asked_while_nix_tests_the_program_lets_it_stop() {
    let run = waits(": >ROOT/asked; exit 1");
    let started = Started::of(in_nix(["test", "--nix", "--json"], run, "{}"));
    started.signal(Signal::INT);
    let (status, is_left, ran) = started.end();
    assert_eq!(status.code(), Some(130), "{}", ran.stderr);
    assert!(ran.path("asked").exists() && !is_left);
    assert!(ran.read("work/dist/wheelpin.json").contains(r#""tests":[]"#));
}

#[test]
fn asked_twice_the_program_ends_at_once() {
    let started = Started::new(waits(""));
    started.signal(Signal::INT);
    // Two signals that come together may be one.
    sleep(Duration::from_millis(300));
    let began = Instant::now();
    started.signal(Signal::INT);
    let (status, is_left, ran) = started.end();
    assert_eq!(status.code(), Some(130));
    assert!(began.elapsed() < Duration::from_secs(5) && !is_left);
    assert_eq!(ran.names("work/dist"), [""; 0]);
}

#[test]
fn asked_while_it_plans_the_program_ends() {
    let path = std::env::var("PATH").unwrap();
    let script = format!(
        "PATH='{path}'\nprintf '%s\\n' $$ >ROOT/number && mv ROOT/number ROOT/pid\n\
         while :; do sleep 0.1; done"
    );
    for arguments in [["plan"], ["build"]] {
        let test = Test::new(arguments).sample(Run::default()).script("eval", &script);
        let started = Started::of(test);
        started.signal(Signal::INT);
        let (status, is_left, ran) = started.end();
        assert_eq!(status.code(), Some(130), "{}", ran.stderr);
        assert!(!is_left);
        assert_eq!(ran.names("tmp"), [""; 0]);
    }
}

#[test]
fn killed_while_nix_builds_the_program_can_be_run_again() {
    let started = Started::new(waits(""));
    let nix = started.nix;
    started.signal(Signal::KILL);
    // Nobody else ends what a killed program started.
    kill_process_group(nix, Signal::KILL).unwrap();
    let (status, _, ran) = started.end();
    assert_eq!(status.code(), None);
    let ran = ran.again(["build"]).realises(Run::default().linux().sdist()).run_unread();
    assert_eq!(ran.names("work/dist").len(), 4);
}

#[test]
fn killed_while_it_copies_the_program_leaves_nothing_for_good() {
    let wheel = "store/iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii-wheelpin-checked-cp311-abi3-win_amd64/\
        sample-1.0-cp311-abi3-win_amd64.whl";
    let test = Test::new(["build"]).sample(Run::default().linux().windows().sdist());
    // Long enough to be killed in.
    File::options().write(true).open(test.path(wheel)).unwrap().set_len(1 << 30).unwrap();
    let (mut child, directory) = test.start();
    let dist = directory.path().join("work/dist");
    until(|| {
        let is_begun =
            |path: &PathBuf| fs::metadata(path).is_ok_and(|metadata| metadata.len() > 1 << 20);
        partial(&dist).iter().any(is_begun).then_some(())
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(partial(&dist).len(), 1);
    assert!(!dist.join("sample-1.0-cp311-abi3-win_amd64.whl").exists());
    let ran = Ran::of(directory, String::new());
    fs::write(ran.path(wheel), "abc").unwrap();
    let ran = ran.again(["build"]).run_unread();
    assert_eq!(partial(&dist), [""; 0].map(PathBuf::from));
    assert_eq!(ran.names("work/dist").len(), 4);
}

#[test]
fn a_test_that_is_stopped_leaves_nothing_running_and_nothing_behind() {
    let Some(python) = crate::wheel_test::python() else { return };
    let test = Test::new(["test", "--python", &python]);
    let number = test.path("pid");
    let module = format!(
        "import os, signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n\
         open({0:?} + '.new', 'w').write(str(os.getpid()))\nos.rename({0:?} + '.new', {0:?})\n\
         time.sleep(1000)\n",
        number.to_str().unwrap(),
    );
    let wheel = WheelBuilder::new("py3-none-any").with("sample/core.py", module);
    let test = test.bytes("dist/sample-1.0-py3-none-any.whl", &wheel.bytes());
    let (child, directory) = test.start();
    let python = until(|| fs::read_to_string(&number).ok());
    let nix = Pid::from_raw(python.trim().parse().unwrap()).unwrap();
    let started = Started { child, directory, nix };
    started.signal(Signal::INT);
    let (status, is_left, ran) = started.end();
    assert_eq!((status.code(), is_left), (Some(130), false));
    assert!(ran.stderr.starts_with("error: failed to finish: interrupted\n"), "{}", ran.stderr);
    assert!(ran.names("tmp").is_empty(), "{:?}", ran.names("tmp"));
}
