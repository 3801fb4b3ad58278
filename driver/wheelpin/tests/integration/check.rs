use wheelpin_testing::WheelBuilder;

use crate::nix::PLAN;
use crate::test::Test;

const PATH: &str = "dist/sample-1.0-py3-none-any.whl";

/// A wheel whose only faults are a path of the store and an editor's backup.
fn damaged() -> WheelBuilder {
    let hash = "0123456789abcdfghijklmnpqrsvwxyz";
    sound()
        .with("sample/paths.py", format!("LIB = '/nix/store/{hash}-zlib/libz.so'\n"))
        .with("sample/core.py.orig", "x = 1\n")
}

fn sound() -> WheelBuilder {
    WheelBuilder::new("py3-none-any")
}

const ERROR: &str = "\
error: holds paths of the Nix store or of a build by Nix [leak-nix-path]
  in sample-1.0-py3-none-any.whl: sample/paths.py (/nix/store/0123456789abcdfghijklmnpqrsvwxyz-zlib/libz.so)
  Find what put it there: `strings FILE | grep /nix/store`. Link the library statically or bundle it; remap paths of sources with `--remap-path-prefix` and `-ffile-prefix-map`.

";

const WARNING: &str = "\
warning: holds files that nobody meant to publish [accidental-file]
  in sample-1.0-py3-none-any.whl: sample/core.py.orig
  Leave them out: `exclude` in `[tool.maturin]`, or delete them before the build.

";

#[test]
fn a_sound_wheel_ends_well() {
    Test::new(["check"])
        .bytes(PATH, &sound().bytes())
        .stdout("1 file: 0 errors, 0 warnings and 0 hints\n")
        .run();
}

#[test]
fn errors_come_first_and_fail_the_run() {
    Test::new(["check", PATH])
        .bytes(PATH, &damaged().bytes())
        .status(1)
        .stdout(format!("{ERROR}{WARNING}1 file: 1 error, 1 warning and 0 hints\n"))
        .run();
}

#[test]
fn quiet_leaves_out_what_is_no_error() {
    Test::new(["check", "--quiet"])
        .bytes(PATH, &damaged().bytes())
        .status(1)
        .stdout(format!("{ERROR}1 file: 1 error, 1 warning and 0 hints\n"))
        .run();
}

#[test]
fn only_selected_rules_are_run() {
    Test::new(["check", "--select", "accidental-file"])
        .bytes(PATH, &damaged().bytes())
        .stdout(format!("{WARNING}1 file: 0 errors, 1 warning and 0 hints\n"))
        .run();
}

#[test]
fn a_denied_rule_fails_the_run() {
    let error = WARNING.replace("warning", "error");
    Test::new(["check", "--select", "accidental-file", "--deny", "accidental-file"])
        .bytes(PATH, &damaged().bytes())
        .status(1)
        .stdout(format!("{error}1 file: 1 error, 0 warnings and 0 hints\n"))
        .run();
}

#[test]
fn the_project_says_what_does_not_matter() {
    let pyproject = "[tool.wheelpin.check.ignore]\nleak-nix-path = 'an example'\n\
                     accidental-file = 'wanted'\n";
    Test::new(["check"])
        .bytes(PATH, &damaged().bytes())
        .content("pyproject.toml", pyproject)
        .stdout("1 file: 0 errors, 0 warnings and 0 hints, 2 ignored\n")
        .run();
}

#[test]
fn a_rule_is_not_ignored_without_a_reason() {
    Test::new(["check"])
        .bytes(PATH, &sound().bytes())
        .content("pyproject.toml", "[tool.wheelpin.check.ignore]\nleak-nix-path = ''\n")
        .status(2)
        .stderr(
            "error: failed to ignore \"leak-nix-path\": there is no reason\n\
             help: say why it does not matter here: [tool.wheelpin.check.ignore] leak-nix-path = \"WHY\"\n",
        )
        .run();
}

#[test]
fn a_rule_that_is_none_is_named_with_one_like_it() {
    Test::new(["check", "--ignore", "nix-path"])
        .bytes(PATH, &sound().bytes())
        .status(2)
        .stderr(
            "error: failed to find a rule called \"nix-path\"\n\
             help: did you mean leak-nix-path? All rules: wheelpin check --rules\n",
        )
        .run();
}

#[test]
fn a_project_that_is_not_there_is_named() {
    Test::new(["check", "--project", "missing"])
        .bytes(PATH, &sound().bytes())
        .status(2)
        .stderr(
            "error: failed to read [tool.wheelpin.check] in missing/pyproject.toml\n  \
             because: No such file or directory (os error 2)\n\
             help: its keys are in docs/configuration.md; a rule is ignored so: ignore.RULE = \"WHY\"\n",
        )
        .run();
}

#[test]
fn an_empty_directory_is_named() {
    Test::new(["check"])
        .file("dist/notes.txt")
        .status(2)
        .stderr(
            "error: failed to find a wheel or an sdist in dist\n\
             help: build first (wheelpin build), or name files: wheelpin check FILE…\n",
        )
        .run();
}

#[test]
fn what_is_no_distribution_is_named() {
    Test::new(["check", "notes.txt"])
        .file("notes.txt")
        .status(2)
        .stderr(
            "error: failed to check notes.txt: neither a wheel (.whl) nor an sdist (.tar.gz)\n\
             help: name files by what they are: NAME-VERSION-PYTHON-ABI-PLATFORM.whl or NAME-VERSION.tar.gz\n",
        )
        .run();
}

#[test]
fn annotations_name_file_and_rule() {
    let expected = "::warning file=dist/sample-1.0-py3-none-any.whl,title=accidental-file::\
        holds files that nobody meant to publish%0Asample/core.py.orig%0A\
        Leave them out: `exclude` in `[tool.maturin]`, or delete them before the build.\n";
    Test::new(["check", "--select", "accidental-file", "--format", "github"])
        .bytes(PATH, &damaged().bytes())
        .stdout(expected)
        .run();
}

#[test]
fn sarif_has_the_rules_and_what_is_suppressed() {
    let ran = Test::new(["check", "--format", "sarif", "--ignore", "accidental-file"])
        .bytes(PATH, &damaged().bytes())
        .status(1)
        .run_unread();
    let log: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let known = |result: &serde_json::Value| {
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        rules.iter().any(|rule| rule["id"] == result["ruleId"])
    };
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    assert!(results.iter().all(known));
    assert_eq!(results[0]["level"], "error");
    assert_eq!(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], PATH);
    assert_eq!(results[1]["suppressions"][0]["justification"], "--ignore");
}

#[test]
fn files_are_held_against_a_plan() {
    let ran = Test::new(["check", "--plan", "plan.json", "--json"])
        .bytes(PATH, &sound().bytes())
        .content("plan.json", PLAN.stdout)
        .status(1)
        .run_unread();
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(report["findings"][0]["rule"], "release-plan");
}

#[test]
fn the_page_of_rules_is_the_rules() {
    let page = include_str!("../../../../docs/check-rules.md");
    assert!(page == wheelpin_wheel::rules_page(), "docs/check-rules.md is old: type ci/renew-docs");
}
