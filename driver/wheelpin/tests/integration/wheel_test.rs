//! `wheelpin test`.

use std::env;
use std::path::PathBuf;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wheelpin_testing::WheelBuilder;

use crate::sample::{Run, linux_store_path};
use crate::test::{Ran, Test};

pub const FILE: &str = "sample-1.0-py3-none-any.whl";
const PATH: &str = "dist/sample-1.0-py3-none-any.whl";

/// A Python 3 of this machine that can make environments; `ci/setup` sees to it that there is
/// one.
pub fn python() -> Option<String> {
    let path = env::var_os("PATH").unwrap();
    let home = PathBuf::from(env::var_os("HOME").unwrap_or_default());
    let versions = std::fs::read_dir(home.join(".pyenv/versions")).into_iter().flatten().flatten();
    let versions = versions.map(|version| version.path().join("bin"));
    // Not the scripts of pyenv, which need an environment.
    let usual = env::split_paths(&path).filter(|path| !path.ends_with("shims"));
    let mut found = usual.chain(versions).map(|at| at.join("python3")).filter(|it| it.is_file());
    let python = found.next().map(|path| path.to_str().unwrap().to_owned());
    if python.is_none() {
        eprintln!("not run: there is no Python on this machine");
    }
    python
}

macro_rules! python {
    () => {
        match python() {
            Some(python) => python,
            None => return,
        }
    };
}

pub fn sound() -> WheelBuilder {
    WheelBuilder::new("py3-none-any")
}

pub fn failing() -> WheelBuilder {
    sound().with("sample/core.py", "import os\nos.abort()\n")
}

/// A manifest of one file.
pub fn manifest(file: &str, bytes: &[u8], tests: &Value) -> String {
    let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "schema": 1, "name": "sample", "version": "1.0", "buildHost": "x86_64-linux",
        "toolchain": "registry", "tools": {}, "failed": [],
        "files": [{
            "file": file, "sha256": sha256, "size": bytes.len(), "cell": "py3-none-any",
            "storePath": "/nix/store/a", "derivation": "/nix/store/a.drv", "seconds": 1,
            "outcome": "built", "tests": tests,
        }],
    })
    .to_string()
}

const LINUX: &str = "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl";

/// `dist/` with a wheel as the sample's plan makes it, and what Nix says of it.
pub fn in_nix<const N: usize>(arguments: [&str; N], run: Run, result: &str) -> Test {
    let bytes = WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64").bytes();
    let manifest = manifest(LINUX, &bytes, &json!([]));
    let manifest = manifest.replace("\"/nix/store/a\"", &format!("{:?}", linux_store_path()));
    Test::new(arguments)
        .sample(run)
        .tried_in_linux(result)
        .bytes(&format!("dist/{LINUX}"), &bytes)
        .content("dist/wheelpin.json", &manifest)
}

#[test]
fn results_of_nix_are_those_of_a_machine_without_python() {
    let passed =
        r#"{"outcome":"passed","imported":["sample","sample.core"],"tested":true,"seconds":1.5}"#;
    let ran = in_nix(["test", "--nix"], Run::default().tried(), passed).run_unread();
    assert!(
        ran.stdout.contains(
            "passed  Python 3.11.2 on linux-x86_64-glibc, 2 modules and own test (1.5 s)"
        ),
        "{}",
        ran.stdout
    );
    let test = &tests(&ran)[0];
    assert_eq!(test["outcome"], "passed");
    assert_eq!(test["release"], "3.11.2");
    assert_eq!(test["milliseconds"], 1500);
}

#[test]
fn a_failure_in_nix_fails_the_run() {
    let failed = r#"{"outcome":"failed","module":"sample.core","reason":"importing sample.core crashed","output":"boom","seconds":0.1}"#;
    let ran = in_nix(["test", "--nix"], Run::default().tried(), failed).status(1).run_unread();
    assert!(ran.stdout.contains("FAILED"), "{}", ran.stdout);
    assert!(ran.stdout.contains("importing sample.core crashed"), "{}", ran.stdout);
    assert_eq!(tests(&ran)[0]["output"], "boom");
}

#[test]
fn a_test_that_nix_cannot_run_was_not_run() {
    for (run, result) in [
        (Run::default(), "{}"),
        (Run::default().tried(), "rubbish"),
        (Run::default().tried(), "{}"),
    ] {
        let ran = in_nix(["test", "--nix", "--require", "none"], run, result).run_unread();
        assert_eq!(tests(&ran)[0]["outcome"], "not-run", "{result}");
        let remedy = tests(&ran)[0]["remedy"].as_str().unwrap().to_owned();
        assert!(remedy.starts_with("Its log: nix log "), "{remedy}");
    }
}

#[test]
fn what_a_test_wrote_that_was_not_run_is_shown() {
    let long = "é".repeat(501);
    let broken =
        format!(r#"{{"outcome":"not-run","reason":"no pip","output":"one\ntwo\n{long}"}}"#);
    let ran = in_nix(["test", "--nix", "--require", "none"], Run::default().tried(), &broken)
        .run_unread();
    assert!(ran.stdout.contains(&format!("{}…\n", "é".repeat(500))), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n            one\n            two\n"), "{}", ran.stdout);
}

#[test]
fn wheels_that_nix_did_not_make_have_no_tests_there() {
    let bytes = sound().bytes();
    let ran = Test::new(["test", "--nix"])
        .sample(Run::default())
        .bytes(PATH, &bytes)
        .content("dist/wheelpin.json", &manifest(FILE, &bytes, &json!([])))
        .status(2)
        .run_unread();
    assert!(ran.stderr.starts_with("error: failed to find tests of these wheels in Nix\n"));
    let ran = Test::new(["test", "--nix"])
        .sample(Run::default())
        .bytes(PATH, &bytes)
        .status(2)
        .run_unread();
    assert!(ran.stderr.starts_with("error: failed to find the manifest"), "{}", ran.stderr);
}

const PASSED: &str = r#"{"outcome":"passed","imported":["sample"],"tested":false,"seconds":1.5}"#;

#[test]
fn events_of_nix_come_in_the_same_stream() {
    let ran = in_nix(["test", "--nix", "--json"], Run::default().tried(), PASSED).run_unread();
    let lines: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let events: Vec<&str> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(events.iter().filter(|event| **event == "begin").count(), 1, "{events:?}");
    assert_eq!(events[..2], ["begin", "planned"]);
    assert_eq!(events.last(), Some(&"end"));
    assert_eq!((&lines[1]["files"], &lines[1]["tests"]), (&json!(1), &json!(1)));
    assert!(events.contains(&"started"), "{events:?}");
    assert_eq!(lines.last().unwrap()["files"][0]["recorded"], true);
}

#[test]
fn what_nix_would_run_is_listed() {
    let ran = in_nix(["test", "--nix", "--list", "--json"], Run::default(), "{}").run_unread();
    let list: Value = serde_json::from_str(&ran.stdout).unwrap();
    let tests = list["tests"].as_array().unwrap();
    let of_nix: Vec<&Value> = tests.iter().filter(|test| !test["check"].is_null()).collect();
    assert_eq!(of_nix.len(), 1);
    assert_eq!(of_nix[0]["check"], "smoke-cp311-abi3-manylinux_2_28_x86_64-cp311");
    assert_eq!(of_nix[0]["python"], "cp311");
    let missing = tests.iter().filter(|test| test["python"] == "cp311" && test["path"].is_null());
    assert!(missing.eq(of_nix), "{tests:?}");
    let ran = in_nix(["test", "--nix", "--list"], Run::default(), "{}").run_unread();
    assert!(ran.stdout.contains("in Nix, in 3.11.2"), "{}", ran.stdout);
}

#[test]
fn a_flake_of_something_else_is_told() {
    let ran = in_nix(["test", "--nix", "--list"], Run::default(), "{}")
        .content("flake.nix", "{ outputs = _: { }; }")
        .run_unread();
    assert!(ran.stderr.contains("flake.nix has nothing to do with wheelpin"), "{}", ran.stderr);
}

#[test]
fn mistakes_are_told_before_anything_runs() {
    let run = || Run::default().tried().shell("touch ROOT/ran");
    let ran = in_nix(["test", "--nix", "--python", "3.1"], run(), PASSED).status(2).run_unread();
    assert!(ran.stderr.contains("error: failed to find a Python 3.1\n"), "{}", ran.stderr);
    assert!(!ran.path("ran").exists());
    let ran = in_nix(["test", "--nix"], run(), PASSED)
        .content("dist/wheelpin.json", r#"{"schema":2}"#)
        .status(2)
        .run_unread();
    assert!(ran.stderr.contains("it has schema 2"), "{}", ran.stderr);
    assert!(!ran.path("ran").exists());
}

#[test]
fn results_that_cannot_be_recorded_are_told() {
    let run = Run::default().tried().shell("printf rubbish >ROOT/work/dist/wheelpin.json");
    let ran = in_nix(["test", "--nix"], run, PASSED).status(2).run_unread();
    assert!(ran.stdout.contains("passed  Python 3.11.2"), "{}", ran.stdout);
    assert!(ran.stderr.contains("wheelpin.json"), "{}", ran.stderr);
}

#[test]
fn a_directory_that_cannot_be_written_is_told() {
    // Permissions would not hinder root; what a killed run left is no directory.
    let ran = in_nix(["test", "--nix"], Run::default().tried(), PASSED)
        .content("dist/.wheelpin-a/b", "")
        .status(3)
        .run_unread();
    assert!(ran.stdout.contains("passed  Python 3.11.2"), "{}", ran.stdout);
    let help = "the results above are not in the manifest: make the directory writable";
    assert!(ran.stderr.contains(help), "{}", ran.stderr);
}

fn tests(ran: &Ran) -> Vec<Value> {
    let manifest: Value = serde_json::from_str(&ran.read("work/dist/wheelpin.json")).unwrap();
    manifest["files"][0]["tests"].as_array().unwrap().clone()
}

#[test]
fn a_sound_wheel_ends_well() {
    let python = python!();
    let ran = Test::new(["test", "--python", &python]).bytes(PATH, &sound().bytes()).run_unread();
    assert!(ran.stdout.starts_with(&format!("{FILE}\n  passed  Python 3.")), "{}", ran.stdout);
    assert!(
        ran.stdout.ends_with("1 wheel: 1 test passed, 0 failed, 0 not run\n"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stderr.starts_with("[1/1] passed sample-1.0-py3-none-any.whl in 3."),
        "{}",
        ran.stderr
    );
}

#[test]
fn modules_that_are_skipped_are_told() {
    let python = python!();
    let wheel = sound().with("sample/test/a.py", "").with("sample/win.py", "import winreg\n");
    let bytes = wheel.bytes();
    let ran = Test::new(["test", "--verbose", "--python", &python])
        .bytes(PATH, &bytes)
        .content("dist/wheelpin.json", &manifest(FILE, &bytes, &json!([])))
        .run_unread();
    assert!(ran.stdout.contains(" (2 skipped) ("), "{}", ran.stdout);
    let why = "          skipped sample.win: needs winreg, which is not installed\n";
    assert!(ran.stdout.contains(why), "{}", ran.stdout);
    let skipped = json!({ "module": "sample.test.a", "why": "it is a test" });
    assert_eq!(tests(&ran)[0]["skipped"][0], skipped);
}

#[test]
fn a_failing_wheel_fails_the_run() {
    let python = python!();
    let ran = Test::new(["test", "--quiet", "--python", &python])
        .bytes(PATH, &failing().bytes())
        .status(1)
        .run_unread();
    assert!(
        ran.stdout.contains(": importing sample.core crashed by SIGABRT (abort"),
        "{}",
        ran.stdout
    );
    assert_eq!(
        ran.stderr,
        "error: failed to pass 1 of 1 test\n\
         help: what went wrong stands above, with what to do; --require none takes it as it is\n",
    );
    let ran = Test::new(["test", "--quiet", "--require", "none", "--python", &python])
        .bytes(PATH, &failing().bytes())
        .run_unread();
    assert_eq!(ran.stderr, "");
}

#[test]
fn results_are_added_to_those_of_other_machines() {
    let python = python!();
    let bytes = failing().bytes();
    let other = json!([{ "python": "cp311", "platform": "macos-arm64", "outcome": "passed" }]);
    let ran = Test::new(["test", "--from", "dist", "--require", "none", "--python", &python])
        .bytes(PATH, &bytes)
        .content("dist/wheelpin.json", &manifest(FILE, &bytes, &other))
        .run_unread();
    let tests = tests(&ran);
    assert_eq!(tests.len(), 2);
    let is_macos = |test: &&Value| test["platform"] == "macos-arm64";
    assert_eq!(tests.iter().find(is_macos).unwrap()["outcome"], "passed");
    let own = tests.iter().find(|test| !is_macos(test)).unwrap();
    assert_eq!(own["outcome"], "failed");
    assert_eq!(own["module"], "sample.core");
    assert!(own["output"].as_str().unwrap().contains("Fatal Python error: Aborted"));
    assert!(own["milliseconds"].as_u64().unwrap() > 0);
}

#[test]
fn a_wheel_that_was_run_nowhere_is_named() {
    let python = python!();
    let wheel = WheelBuilder::new("cp311-abi3-win_amd64");
    let file = wheel.file_name();
    let (bytes, none) = (wheel.bytes(), json!([]));
    let ran = Test::new(["test", "--add-python", &python])
        .bytes(&format!("dist/{file}"), &bytes)
        .content("dist/wheelpin.json", &manifest(&file, &bytes, &none))
        .run_unread();
    assert!(ran.stdout.ends_with(&format!("run nowhere: {file}\n")), "{}", ran.stdout);
    let tests = tests(&ran);
    assert_eq!(tests.len(), 5);
    assert_eq!(
        (&tests[0]["python"], &tests[0]["platform"]),
        (&"cp311".into(), &"windows-amd64".into())
    );
    assert_eq!(tests[0]["outcome"], "not-run");
    assert!(
        tests[0]["reason"].as_str().unwrap().starts_with("needs Windows on amd64, and this is ")
    );

    let ran =
        ran.again(["test", "--require", "all", "--add-python", &python]).status(1).run_unread();
    assert!(ran.stderr.starts_with("error: failed to test everything: 5 tests could not be run\n"));
}

#[test]
fn a_wheel_that_the_asked_pythons_do_not_run_was_not_tested() {
    let python = python!();
    let (machine, arch) = match (env::consts::OS, env::consts::ARCH) {
        ("macos", "aarch64") => ("macosx_11_0", "arm64"),
        ("macos", arch) => ("macosx_11_0", arch),
        (_, arch) => ("linux", arch),
    };
    let wheel = WheelBuilder::new(&format!("cp399-cp399-{machine}_{arch}"));
    let path = format!("dist/{}", wheel.file_name());
    for require in ["runnable", "all"] {
        let ran = Test::new(["test", "--python", &python, "--require", require])
            .bytes(&path, &wheel.bytes())
            .status(1)
            .run_unread();
        let error = "error: failed to run wheels that are for this machine in any Python\n";
        assert!(ran.stderr.contains(error), "{}", ran.stderr);
    }
}

#[test]
fn a_wheel_for_no_python_that_there_is_was_not_tested() {
    let python = python!();
    let wheel = sound().replaced("Requires-Python: >=3.9", "Requires-Python: >=3.99");
    Test::new(["test", "--add-python", &python]).bytes(PATH, &wheel.bytes()).status(1).run_unread();
}

#[test]
fn a_wheel_that_another_machine_ran_was_tested() {
    let python = python!();
    let wheel = sound().replaced("Requires-Python: >=3.9", "Requires-Python: >=3.15");
    let bytes = wheel.bytes();
    let other = json!([{ "python": "cp315", "platform": "macos-arm64", "outcome": "passed" }]);
    let of = |tests: &Value| {
        Test::new(["test", "--python", &python])
            .bytes(PATH, &bytes)
            .content("dist/wheelpin.json", &manifest(FILE, &bytes, tests))
    };
    of(&json!([])).status(1).run_unread();
    of(&other).run_unread();
}

#[test]
fn results_that_the_manifest_cannot_take_are_told() {
    let python = python!();
    let bytes = sound().bytes();
    let other = "sample-1.0-cp311-abi3-win_amd64.whl";
    for (file, bytes_of_it, why) in
        [(FILE, &b"other"[..], "has another SHA-256"), (other, &bytes, "does not have it")]
    {
        let ran = Test::new(["test", "--python", &python])
            .bytes(PATH, &bytes)
            .content("dist/wheelpin.json", &manifest(file, bytes_of_it, &json!([])))
            .run_unread();
        let line = format!("\nnot recorded: {FILE}: the manifest beside it {why}\n");
        assert!(ran.stdout.contains(&line), "{}", ran.stdout);
    }
}

#[test]
fn a_wheel_of_the_manifest_that_is_not_there_is_named() {
    let python = python!();
    let bytes = sound().bytes();
    let absent = "sample-1.0-cp311-abi3-win_amd64.whl";
    let run = |tests: &Value, require| {
        let mut manifest: Value =
            serde_json::from_str(&manifest(FILE, &bytes, &json!([]))).unwrap();
        let mut other = manifest["files"][0].clone();
        other["file"] = absent.into();
        other["tests"] = tests.clone();
        manifest["files"].as_array_mut().unwrap().push(other);
        Test::new(["test", "--from", "dist", "--python", &python, "--require", require])
            .bytes(PATH, &bytes)
            .content("dist/wheelpin.json", &manifest.to_string())
    };
    let ran = run(&json!([]), "runnable").run_unread();
    assert!(ran.stdout.ends_with(&format!("run nowhere: {absent}\n")), "{}", ran.stdout);
    let ran = run(&json!([]), "all").status(1).run_unread();
    assert!(ran.stderr.contains("error: failed to test everything: 1 test"), "{}", ran.stderr);
    let passed = json!([{ "python": "cp311", "platform": "windows-amd64", "outcome": "passed" }]);
    let ran = run(&passed, "all").run_unread();
    assert!(!ran.stdout.contains("run nowhere"), "{}", ran.stdout);
}

#[test]
fn a_manifest_is_asked_for_and_its_hashes_hold() {
    Test::new(["test", "--from", "dist"])
        .bytes(PATH, &sound().bytes())
        .status(2)
        .stderr(
            "error: failed to find the manifest wheelpin.json in dist\n\
             help: copy the whole directory that `wheelpin build` made; or without a manifest: wheelpin test dist\n",
        )
        .run();
    Test::new(["test", "--from", "dist"])
        .bytes(PATH, &sound().bytes())
        .content("dist/wheelpin.json", &manifest(FILE, b"other", &json!([])))
        .status(5)
        .stderr(
            "error: failed to take dist/sample-1.0-py3-none-any.whl for what was built: the manifest beside it has another SHA-256\n\
             help: copy the directory again, whole; or test the file alone: wheelpin test FILE\n",
        )
        .run();
}

#[test]
fn what_would_run_is_listed() {
    let python = python!();
    let ran = Test::new(["test", "--list", "--json", "--python", &python])
        .bytes(PATH, &sound().bytes())
        .run_unread();
    let list: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(list["schema"], 1);
    assert_eq!(list["pythons"].as_array().unwrap().len(), 1);
    assert_eq!(list["pythons"][0]["from"], "--python");
    assert_eq!(list["tests"][0]["file"], FILE);
    assert_eq!(list["tests"][0]["path"], list["pythons"][0]["path"]);
    let ran = Test::new(["test", "--list", "--add-python", &python])
        .bytes(PATH, &sound().bytes())
        .run_unread();
    assert!(ran.stdout.starts_with("PYTHON  VERSION"), "{}", ran.stdout);
}

#[cfg(target_os = "linux")]
#[test]
fn a_named_python_does_not_say_what_the_machine_is() {
    use std::os::unix::fs::PermissionsExt;

    let python = python!();
    let test = Test::new(["test", "--list", "--json", "--add-python", "./musl/python3"])
        .bytes("dist/sample-1.0-cp311-abi3-macosx_11_0_arm64.whl", &WheelBuilder::new("cp311-abi3-macosx_11_0_arm64").bytes())
        .content("musl/python3", &format!(
            "#!/bin/sh\n{python} \"$@\" | {python} -c 'import json; it = json.loads(input()); it[\"libc\"] = [\"musl\", \"1.2\"]; print(json.dumps(it))'\n"
        ));
    let file = test.path("work/musl/python3");
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o755)).unwrap();
    let list: Value = serde_json::from_str(&test.run_unread().stdout).unwrap();
    let platforms: Vec<&Value> =
        list["pythons"].as_array().unwrap().iter().map(|it| &it["platform"]).collect();
    assert!(platforms[0].as_str().unwrap().ends_with("-musl"), "{list:#}");
    let reason = list["tests"][0]["reason"].as_str().unwrap();
    assert!(reason.ends_with(" with glibc"), "{reason}");
}

#[test]
fn events_come_as_json() {
    let python = python!();
    let ran = Test::new(["test", "--json", "--python", &python])
        .bytes(PATH, &sound().bytes())
        .run_unread();
    let lines: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let events: Vec<&str> = lines.iter().map(|line| line["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["begin", "began", "ended", "end"]);
    assert_eq!(lines[3]["files"][0]["tests"][0]["outcome"], "passed");
    assert_eq!(ran.stderr, "");
}

#[test]
fn pythons_that_are_not_there_are_mistakes() {
    Test::new(["test", "--python", "./absent"])
        .bytes(PATH, &sound().bytes())
        .status(2)
        .stderr(
            "error: failed to use the Python ./absent: No such file or directory (os error 2)\n\
             help: name a version (3.12, 3.14t) or the path of a Python 3 that runs here\n",
        )
        .run();
    Test::new(["test", "--python", "3.1"])
        .bytes(PATH, &sound().bytes())
        .status(2)
        .stderr(
            "error: failed to find a Python 3.1\n\
             help: install one (Debian and Ubuntu: apt-get install python3), or name one: --python PATH\n",
        )
        .run();
}

#[test]
fn a_wheel_that_is_given_twice_is_tested_once() {
    let python = python!();
    let ran = Test::new(["test", "dist", "./dist", PATH, "--python", &python])
        .bytes(PATH, &sound().bytes())
        .run_unread();
    assert!(
        ran.stdout.ends_with("\n1 wheel: 1 test passed, 0 failed, 0 not run\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_is_no_wheel_is_a_mistake() {
    for (path, error) in [
        ("a/b.txt", "error: failed to test a/b.txt: it is no wheel (.whl)\nhelp: name wheels, or"),
        ("a", "error: failed to find a wheel in a\nhelp: build first (wheelpin build), or name"),
        ("c", "error: failed to read c\n"),
    ] {
        let ran = Test::new(["test", path]).content("a/b.txt", "").status(2).run_unread();
        assert!(ran.stderr.starts_with(error), "{}", ran.stderr);
        assert!(!ran.stderr.contains("wheelpin check"), "{}", ran.stderr);
    }
}

#[test]
fn paths_that_are_not_there_are_mistakes() {
    for option in ["--project", "--wheelhouse", "--pip"] {
        let ran = Test::new(["test", option, "absent"])
            .bytes(PATH, &sound().bytes())
            .status(2)
            .run_unread();
        let error = format!("error: failed to find absent, which {option} names\n");
        assert!(ran.stderr.starts_with(&error), "{}", ran.stderr);
    }
    let ran = Test::new(["test"])
        .bytes(PATH, &sound().bytes())
        .content("pyproject.toml", "[tool.wheelpin.test]\nwheelhouse = 'wheels'\n")
        .status(2)
        .run_unread();
    let error = "error: failed to find ./wheels, which [tool.wheelpin.test] wheelhouse names\n";
    assert!(ran.stderr.starts_with(error), "{}", ran.stderr);
}

#[test]
fn mistakes_in_settings_are_named() {
    let ran = Test::new(["test"])
        .bytes(PATH, &sound().bytes())
        .content("pyproject.toml", "[tool.wheelpin.test]\ncomand = ['a']\n")
        .status(2)
        .run_unread();
    assert!(
        ran.stderr.starts_with("error: failed to read [tool.wheelpin.test] in ./pyproject.toml\n"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("unknown field `comand`"), "{}", ran.stderr);
}
