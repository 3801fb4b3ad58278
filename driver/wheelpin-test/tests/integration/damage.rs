//! What can be wrong with a wheel in Python alone.

use wheelpin_test::Outcome;

use crate::tester::{Tester, pure, sample};

macro_rules! tester {
    () => {
        match Tester::new().await {
            Some(tester) => tester,
            None => return,
        }
    };
}
pub(crate) use tester;

#[tokio::test]
async fn a_sound_wheel_passes() {
    let answer = tester!().answer(&pure("x = 1\n").with("sample/a.py", "from . import x\n")).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    assert_eq!(answer.imported, ["sample", "sample.a"]);
}

#[tokio::test]
async fn a_crash_names_its_signal_and_module() {
    let wheel = pure("")
        .with("sample/core.py", "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n");
    let (reason, answer) = tester!().failure(&wheel).await;
    assert!(
        reason.starts_with("importing sample.core crashed by SIGSEGV (segmentation fault"),
        "{reason}"
    );
    assert_eq!(answer.module.as_deref(), Some("sample.core"));
    assert!(answer.output.contains("Fatal Python error: Segmentation fault"), "{}", answer.output);
}

#[tokio::test]
async fn a_hanging_import_is_ended_and_named() {
    let mut tester = tester!();
    tester.settings.timeout = Some(3.0);
    let (reason, answer) = tester.failure(&pure("import time\ntime.sleep(1000)\n")).await;
    assert_eq!(reason, "hangs: importing sample did not end within 3 s");
    assert!(answer.seconds < 60.0, "{answer:?}");
}

#[tokio::test]
async fn a_hang_at_exit_is_told_apart() {
    let mut tester = tester!();
    tester.settings.timeout = Some(5.0);
    let text = "import atexit, time\natexit.register(time.sleep, 1000)\n";
    let (reason, _) = tester.failure(&pure(text)).await;
    assert!(reason.starts_with("hangs at exit: everything was imported"), "{reason}");
}

#[tokio::test]
async fn a_crash_at_exit_is_told_apart() {
    let text = "import atexit, os\natexit.register(os.abort)\n";
    let (reason, _) = tester!().failure(&pure(text)).await;
    assert!(reason.starts_with("crashes at exit: everything was imported"), "{reason}");
    assert!(reason.contains("SIGABRT"), "{reason}");
}

#[tokio::test]
async fn a_process_that_is_left_behind_is_not_waited_for() {
    let text = "import subprocess, sys\n\
                subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)'])\n";
    let answer = tester!().answer(&pure(text)).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    assert!(answer.seconds < 60.0, "{answer:?}");
}

#[tokio::test]
async fn a_flood_is_ended_and_cut() {
    let text = "print('first')\nwhile True: print('x' * 10000)\n";
    let (reason, answer) = tester!().failure(&pure(text)).await;
    assert_eq!(reason, "importing sample writes without end");
    assert!(answer.output.starts_with("first\n"), "{}", answer.output);
    assert!(answer.output.len() < 20_000);
}

#[tokio::test]
async fn a_flood_that_ends_by_itself_is_one_too() {
    let text = "import sys\nsys.stdout.buffer.write(b'x' * (40 << 20))\n";
    let (reason, _) = tester!().failure(&pure(text)).await;
    assert!(reason.ends_with("writes without end"), "{reason}");
}

#[tokio::test]
async fn an_import_that_ends_python_is_named() {
    let (reason, _) = tester!().failure(&pure("import os\nos._exit(0)\n")).await;
    assert_eq!(reason, "importing sample ended Python with exit code 0");
    let (reason, _) = tester!().failure(&pure("import sys\nsys.exit(3)\n")).await;
    assert_eq!(reason, "importing sample ends Python (SystemExit)");
}

#[tokio::test]
async fn a_failing_import_shows_where() {
    let core = "print('before')\ndef deep(): raise ValueError('wrong')\ndeep()\n";
    let wheel = pure("").with("sample/broken.py", core).with("sample/z.py", "1 / 0\n");
    let (reason, answer) = tester!().failure(&wheel).await;
    assert_eq!(
        reason,
        "importing sample.broken fails: ValueError: wrong (and 1 more module fails)"
    );
    assert!(answer.output.starts_with("before\nTraceback (most recent"), "{}", answer.output);
    assert!(answer.output.contains("broken.py\", line 2, in deep"), "{}", answer.output);
    assert!(!answer.output.contains("ZeroDivisionError"), "{}", answer.output);
}

#[tokio::test]
async fn streams_are_the_wheels_to_close_and_other_files_are_not() {
    for text in ["import sys\nsys.stdout = None\n", "import sys\nsys.stdout.close()\n"] {
        let answer = tester!().answer(&pure(text)).await;
        assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    }
    let text = "import os\nos.closerange(3, 99)\n";
    for text in [text.to_owned(), format!("{text}file = open('other', 'w')\n")] {
        let (reason, answer) = tester!().failure(&pure(&text)).await;
        assert_eq!(reason, "importing sample closed file descriptors that are not its own");
        assert_eq!(answer.module.as_deref(), Some("sample"));
    }
}

#[tokio::test]
async fn what_is_no_text_is_told_too() {
    let (reason, _) = tester!().failure(&pure("raise ValueError('\\udc80')\n")).await;
    assert_eq!(reason, "importing sample fails: ValueError: ?");
}

#[tokio::test]
async fn a_missing_dependency_is_named() {
    let wheel = pure("").header("Requires-Dist: absent-thing>=2");
    let (reason, answer) = tester!().failure(&wheel).await;
    assert_eq!(reason, "needs absent-thing>=2, which is nowhere: there is no wheelhouse");
    assert_eq!(answer.step.as_deref(), Some("install"));

    let (reason, answer) = tester!().failure(&pure("import absent_thing.part\n")).await;
    assert_eq!(reason, "importing sample needs the module absent_thing, which is not installed");
    assert!(answer.remedy.unwrap().contains("[project] dependencies"));
}

#[tokio::test]
async fn a_dependency_comes_from_the_wheelhouse() {
    let mut other = pure("x = 7\n");
    other.name = "other".into();
    other.members.retain(|(path, _)| !path.starts_with("sample"));
    let other = other.replaced("Name: sample", "Name: other").with("other.py", "x = 7\n");
    let mut tester = tester!().beside(&other);
    tester.settings.wheelhouse = Some("wheelhouse".into());
    let wheel = pure("import other\nassert other.x == 7\n").header("Requires-Dist: other");
    let answer = tester.answer(&wheel).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    assert_eq!(answer.imported, ["sample"]);

    tester.settings.dependencies = false;
    let (reason, _) = tester.failure(&wheel).await;
    assert_eq!(reason, "importing sample needs the module other, which is not installed");
}

#[tokio::test]
async fn what_is_optional_or_for_other_systems_is_passed_over() {
    let wheel = pure("")
        .with("sample/_windows.py", "import winreg\n")
        .with("sample/plugin.py", "import absent_thing\n")
        .with("sample/tests/test_a.py", "raise SystemExit\n")
        .with("sample/__main__.py", "raise SystemExit\n");
    let answer = tester!().answer(&wheel).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    let skipped: Vec<String> =
        answer.skipped.iter().map(|it| format!("{}: {}", it.module, it.why)).collect();
    assert_eq!(
        skipped,
        [
            "sample._windows: needs winreg, which is not installed",
            "sample.plugin: needs absent_thing, which is not installed",
            "sample.tests.test_a: it is a test",
        ],
    );
}

#[tokio::test]
async fn a_module_is_skipped_for_a_reason() {
    let wheel = pure("").with("sample/gui/main.py", "raise OSError('no display')\n");
    let mut tester = tester!();
    let (reason, _) = tester.failure(&wheel).await;
    assert_eq!(reason, "importing sample.gui.main fails: OSError: no display");
    tester.settings.skip.insert("sample.gui".into(), "needs a display".into());
    let answer = tester.answer(&wheel).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    assert_eq!(answer.skipped[0].why, "needs a display");
}

#[tokio::test]
async fn a_module_that_is_not_in_the_wheel_is_named() {
    let (reason, answer) = tester!()
        .failure(&pure("from sample import core\nimport sample._core\n").with("sample/core.py", ""))
        .await;
    assert_eq!(reason, "lacks the module sample._core, which sample imports");
    assert_eq!(answer.module.as_deref(), Some("sample"));

    let mut tester = tester!();
    tester.settings.modules = vec!["sample._core".into()];
    let (reason, _) = tester.failure(&pure("")).await;
    assert_eq!(reason, "imports, but has no module sample._core");
}

#[tokio::test]
async fn a_wheel_without_the_module_of_its_tag_lacks_it() {
    let tester = tester!();
    let (reason, _) = tester.failure(&sample(&tester.tag("abi3"), "")).await;
    assert!(reason.starts_with("imports, but lacks its module: its ABI tag promises"), "{reason}");
}

#[tokio::test]
async fn a_module_for_another_python_is_named() {
    let tester = tester!();
    let file = format!("core.cpython-3{}-x86_64-linux-gnu.so", tester.minor() + 1);
    let wheel = sample(&tester.tag("abi3"), "").with(&format!("sample/{file}"), "");
    let (reason, _) = tester.failure(&wheel).await;
    let minor = tester.minor();
    assert_eq!(
        reason,
        format!(
            "its tag is for Python 3.{minor}, and sample/{file} is named for another Python, \
             which 3.{minor} does not load"
        ),
    );
}

#[tokio::test]
async fn code_that_this_python_does_not_know_is_told_so() {
    let tester = tester!();
    let wheel = pure("").with("sample/new.py", "class A[T\n");
    let (reason, _) = tester.failure(&wheel).await;
    let begin = format!("importing sample.new: its code is not Python 3.{}: ", tester.minor());
    assert!(reason.starts_with(&begin), "{reason}");
}

#[tokio::test]
async fn a_module_of_the_same_name_is_not_taken_for_the_wheels() {
    let wheel = pure("").with("this.py", "x = 1\n");
    let (reason, _) = tester!().failure(&wheel).await;
    assert!(reason.starts_with("this was not imported from the wheel but from /"), "{reason}");
}

#[tokio::test]
async fn an_empty_wheel_is_told_so() {
    let wheel = pure("").without("sample/__init__.py");
    let (reason, _) = tester!().failure(&wheel).await;
    assert_eq!(reason, "holds nothing that can be imported or run");
}

#[tokio::test]
async fn a_file_that_is_no_wheel_cannot_be_installed() {
    let mut wheel = pure("");
    wheel.wheel = "Wheel-Version: 9.0\n".into();
    let (reason, _) = tester!().failure(&wheel).await;
    assert!(reason.starts_with("cannot be installed: "), "{reason}");
}
