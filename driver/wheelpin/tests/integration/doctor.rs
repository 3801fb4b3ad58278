use crate::test::Test;

/// A project without workflows that is right otherwise but for its profile.
const PYPROJECT: &str = "[build-system]\nrequires = ['maturin>=1.10,<2']\nbuild-backend = 'maturin'\n\
    [project]\nname = 'sample'\ndynamic = ['version']\nrequires-python = '>=3.11'\n";
const CARGO: &str = "[package]\nname = 'sample'\nversion = '1.0.0'\n[dependencies]\n\
    pyo3 = { version = '0.28', features = ['abi3-py311'] }\n\
    [profile.release]\ncodegen-units = 1\nlto = true\nstrip = true\n";

fn sample(test: Test, cargo: &str) -> Test {
    test.content("pyproject.toml", PYPROJECT)
        .content("Cargo.toml", cargo)
        .content("Cargo.lock", "")
        .content("LICENSE", "")
        .content("CHANGELOG.md", "")
}

const NO_WORKFLOW: &str = "\
workflow
  warning: there is no workflow in .github/workflows: releases are made by hand [no-workflow]
    add a workflow that builds, tests and, by Trusted Publishing, publishes when a version is tagged

";

#[test]
fn findings_stand_by_area_with_remedies_before_the_scores() {
    let build = "\
build
  error: panic = \"abort\" in profile release: a panic in Rust kills the whole Python process [panic-abort]
    at Cargo.toml:10
    take the line out: PyO3 then raises a PanicException

";
    let scores = "\
AREA                         SCORE
security and authentication    –
version management           100
build                         70
workflow                      50
testing                        –
platform coverage              –
total                         73

sample: 1 error, 1 warning and 0 hints
";
    sample(Test::new(["doctor"]), &format!("{CARGO}panic = 'abort'\n"))
        .status(1)
        .stdout(format!("{build}{NO_WORKFLOW}{scores}"))
        .run();
}

#[test]
fn without_an_error_the_exit_code_is_0() {
    let scores = "\
AREA                         SCORE
security and authentication    –
version management           100
build                        100
workflow                      50
testing                        –
platform coverage              –
total                         83

sample: 0 errors, 1 warning and 0 hints
";
    sample(Test::new(["doctor"]), CARGO).stdout(format!("{NO_WORKFLOW}{scores}")).run();
}

#[test]
fn json_has_scores_and_findings() {
    let json = r#"{
  "schema": 1,
  "name": "sample",
  "cut": false,
  "total": 83,
  "areas": [
    {
      "area": "security",
      "score": null
    },
    {
      "area": "versions",
      "score": 100
    },
    {
      "area": "build",
      "score": 100
    },
    {
      "area": "workflow",
      "score": 50
    },
    {
      "area": "testing",
      "score": null
    },
    {
      "area": "platforms",
      "score": null
    }
  ],
  "findings": [
    {
      "rule": "no-workflow",
      "area": "workflow",
      "severity": "warning",
      "points": 50,
      "message": "there is no workflow in .github/workflows: releases are made by hand",
      "remedy": "add a workflow that builds, tests and, by Trusted Publishing, publishes when a version is tagged",
      "places": []
    }
  ]
}
"#;
    sample(Test::new(["doctor", "--json"]), CARGO).stdout(json).run();
}

#[test]
fn what_a_file_says_does_not_reach_the_terminal() {
    let pyproject = PYPROJECT.replace("'sample'", "\"s\\u001b[2Jample\\u202e\"");
    let scores = "\
AREA                         SCORE
security and authentication    –
version management           100
build                        100
workflow                      50
testing                        –
platform coverage              –
total                         83

sample: 0 errors, 1 warning and 0 hints
";
    sample(Test::new(["doctor"]), CARGO)
        .content("pyproject.toml", &pyproject)
        .stdout(format!("{NO_WORKFLOW}{scores}"))
        .run();
}

#[test]
fn a_missing_directory_is_named() {
    Test::new(["doctor", "missing"])
        .status(2)
        .stderr(
            "error: failed to find \"missing\": there is no such directory\n\
             help: name the directory of a project: wheelpin doctor DIR\n",
        )
        .run();
}

#[test]
fn a_project_below_is_offered() {
    Test::new(["doctor"])
        .content("python/pyproject.toml", PYPROJECT)
        .status(2)
        .stderr(
            "error: failed to find a project in \".\": there is no pyproject.toml\n\
             help: there is one below it:\n        wheelpin doctor python\n",
        )
        .run();
}

#[test]
fn a_manifest_that_is_no_toml_is_named() {
    Test::new(["doctor"])
        .content("pyproject.toml", "[project]\nname = \n")
        .status(2)
        .stderr(
            "error: failed to read pyproject.toml\n  because: line 2: string values must be quoted, expected literal string\n\
             help: correct it: nothing can be said of a project without it\n",
        )
        .run();
}
