//! The project's own test.

use wheelpin_test::Outcome;

use crate::damage::tester;
use crate::tester::{Tester, pure};

#[tokio::test]
async fn the_usual_file_is_run_against_the_wheel_and_not_the_source() {
    let test = "import os, sample\nassert sample.x == 1\nassert 'HOME' in os.environ\n\
                assert not os.path.exists('pyproject.toml')\nprint(os.environ.get('CARGO'))\n";
    let tester = tester!()
        .file("tests/smoke_test.py", test)
        .file("pyproject.toml", "")
        .file("sample/__init__.py", "raise SystemExit('this is the source')\n");
    let answer = tester.answer(&pure("x = 1\n")).await;
    assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    assert!(answer.tested);
}

#[tokio::test]
async fn a_failing_test_fails_the_wheel_with_its_output() {
    let tester = tester!().file("tests/smoke_test.py", "import sample\nassert sample.x == 2\n");
    let (reason, answer) = tester.failure(&pure("x = 1\n")).await;
    assert_eq!(reason, "the project's own test ended with exit code 1");
    assert!(answer.output.contains("AssertionError"), "{}", answer.output);
    assert_eq!(answer.step.as_deref(), Some("test"));
}

#[tokio::test]
async fn a_crashing_or_hanging_test_is_named() {
    let mut tester = tester!().file("tests/smoke_test.py", "import os\nos.abort()\n");
    let (reason, _) = tester.failure(&pure("")).await;
    assert!(reason.starts_with("the project's own test crashed by SIGABRT"), "{reason}");
    tester.settings.timeout = Some(3.0);
    let tester = tester.file("tests/smoke_test.py", "import time\ntime.sleep(1000)\n");
    let (reason, _) = tester.failure(&pure("")).await;
    assert_eq!(reason, "the project's own test did not end within 3 s");
}

#[tokio::test]
async fn a_command_is_run_with_its_requirements() {
    let mut runner = pure("");
    runner.name = "runner".into();
    runner.members.retain(|(path, _)| !path.starts_with("sample"));
    let runner = runner
        .replaced("Name: sample", "Name: runner")
        .with(
            "runner.py",
            "import sys\ndef main(): print(sys.argv[1:], open('tests/a.txt').read())\n",
        )
        .with("runner-1.0.dist-info/entry_points.txt", "[console_scripts]\nrunner = runner:main\n");
    let mut tester = tester!().beside(&runner).file("tests/a.txt", "text");
    tester.settings.wheelhouse = Some("wheelhouse".into());
    tester.settings.requirements = vec!["runner".into()];
    for command in
        [&["runner", "-q"][..], &["python", "-c", "import runner, sample; runner.main()"]]
    {
        tester.settings.command = command.iter().map(ToString::to_string).collect();
        let answer = tester.answer(&pure("")).await;
        assert_eq!(answer.outcome, Outcome::Passed, "{answer:?}");
    }
    tester.settings.command = vec!["absent-program".into()];
    let answer = tester.answer(&pure("")).await;
    assert_eq!(answer.outcome, Outcome::NotRun, "{answer:?}");
    assert!(answer.reason.unwrap().starts_with("cannot start absent-program"));
    assert_eq!(
        answer.remedy.as_deref(),
        Some("Add it to [tool.wheelpin.test] requirements, or correct command."),
    );
}

#[tokio::test]
async fn files_may_overlap_and_links_stay_links() {
    let test = "import os\nassert open('tests/data/a.txt').read() == 'text'\n\
                assert os.path.islink('tests/gone') and os.path.islink('tests/self')\n\
                assert open('tests/shared/b.txt').read() == 'far'\n";
    let mut tester = tester!()
        .file("tests/smoke_test.py", test)
        .file("tests/data/a.txt", "text")
        .file("far/b.txt", "far")
        .link("tests/gone", "nowhere")
        .link("tests/self", ".")
        .link("tests/shared", "../far");
    for files in [&["tests", "tests/data"][..], &["tests/data", "tests"], &["."]] {
        tester.settings.files = Some(files.iter().map(ToString::to_string).collect());
        let answer = tester.answer(&pure("")).await;
        assert_eq!(answer.outcome, Outcome::Passed, "{files:?}: {answer:?}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_copied_is_named() {
    let mut tester = tester!().file("tests/smoke_test.py", "").socket("tests/socket");
    tester.settings.files = Some(vec!["tests".into()]);
    let answer = tester.answer(&pure("")).await;
    assert_eq!(answer.outcome, Outcome::NotRun, "{answer:?}");
    let reason = answer.reason.unwrap();
    assert!(reason.starts_with("cannot copy ") && reason.contains("socket"), "{reason}");
}
