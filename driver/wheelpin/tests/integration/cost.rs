use crate::nix::PLAN;
use crate::test::Test;

/// A workflow as projects have them: built on three systems, published by one job.
const WORKFLOW: &str = "\
on: {push: {tags: ['v*']}}
jobs:
  build:
    name: build on ${{ matrix.os }}
    runs-on: ${{ matrix.os }}
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest, macos-15]
    steps:
      - uses: PyO3/maturin-action@v1
  publish:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: pypa/gh-action-pypi-publish@release/v1
";

/// A run of it, as `gh run view --json jobs` prints it.
const RUN: &str = r#"{"jobs":[
{"completedAt":"2026-11-01T10:07:30Z","conclusion":"success","name":"build on ubuntu-latest","startedAt":"2026-11-01T10:00:00Z"},
{"completedAt":"2026-11-01T10:12:00Z","conclusion":"success","name":"build on macos-15","startedAt":"2026-11-01T10:00:10Z"},
{"completedAt":"2026-11-01T10:00:00Z","conclusion":"skipped","name":"build on windows-latest","startedAt":"2026-11-01T10:00:00Z"},
{"completedAt":"2026-11-01T10:13:05Z","conclusion":"success","name":"publish","startedAt":"2026-11-01T10:12:20Z"}]}"#;

fn cost<const N: usize>(arguments: [&str; N]) -> Test {
    Test::new(["plan", "--cost"]).arguments(&arguments).file("flake.nix").nix(PLAN)
}

fn old() -> &'static str {
    ".github/workflows/wheels.yml"
}

#[test]
fn real_runs_are_billed_by_the_minute() {
    let ran = cost(["--before", "old.json"]).content(old(), WORKFLOW).content("old.json", RUN);
    let ran = ran.run_unread();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(ran.stderr, "");
    let begins = |text: &str| lines.iter().any(|line| line.starts_with(text));
    // 8 and 1 minutes of Linux, 12 of macOS.
    assert!(begins("minutes billed           21 "), "{}", ran.stdout);
    assert!(begins("from begin to end        13.1 min"), "{}", ran.stdout);
    assert!(begins("money, USD               0.000"), "{}", ran.stdout);
    assert!(begins("in a private repository  0.798"), "{}", ran.stdout);
    assert!(begins("before: 3 jobs measured"), "{}", ran.stdout);
}

#[test]
fn nothing_is_invented_of_workflows_that_nobody_measured() {
    let ran = cost([]).content(old(), WORKFLOW).run_unread();
    assert!(ran.stdout.contains("before: 4 jobs not known, and in no sum\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("minutes billed           ≥ 0"), "{}", ran.stdout);
    let ran = cost(["--before-minutes", "5"]).content(old(), WORKFLOW).run_unread();
    assert!(ran.stdout.contains("before: 4 jobs assumed\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("from begin to end        10.0 min"), "{}", ran.stdout);
}

#[test]
fn a_build_that_was_measured_counts_afterwards() {
    let manifest = r#"{"schema":1,"name":"Sample.-Tool","version":"1.0.0rc1","buildHost":"x86_64-linux","toolchain":"registry","tools":{},"failed":[],"files":[],"steps":[{"derivation":"/nix/store/a.drv","name":"a","cells":[],"started":1000,"millis":130000,"outcome":"built"}]}"#;
    let ran = cost(["-v"]).content("dist/wheelpin.json", manifest).run_unread();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let wanted = words(
        "build ubuntu-24.04 8:10 9 min 0.006 0.000 0.054 measured: dist/wheelpin.json, 1 step; \
         assumed: 6 min for Nix and for compiling wheelpin",
    );
    assert!(ran.stdout.lines().any(|line| words(line) == wanted), "{}", ran.stdout);
    let other = manifest.replace("Sample.-Tool", "other");
    let ran = cost([]).content("dist/wheelpin.json", &other).run_unread();
    assert!(
        ran.stdout.contains("after: dist/wheelpin.json is of other, and was not used"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("1 job not known, and in no sum"), "{}", ran.stdout);
}

#[test]
fn what_the_project_says_counts() {
    let settings = "[tool.wheelpin.cost]\nvisibility = \"private\"\nrunners.\"macos-15\" = 1\nminutes.build = 1\n[tool.wheelpin.cost.before]\nminutes.default = 2\n";
    let ran = cost([]).content(old(), WORKFLOW).content("pyproject.toml", settings).run_unread();
    // Twice 2 minutes of Linux, 2 of Windows, 2 of macOS.
    assert!(ran.stdout.contains("money, USD               2.044"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("not known"), "{}", ran.stdout);
}

#[test]
fn wheelpins_own_workflows_are_not_those_of_before() {
    let made = format!(
        "# Made by `wheelpin init`. `wheelpin init --check` tells of changes. Sum: 0\n{WORKFLOW}"
    );
    let ran = cost([]).content(old(), &made).run_unread();
    assert!(
        ran.stdout.contains("before: no workflow in .github/workflows publishes"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("minutes billed           ?"), "{}", ran.stdout);
}

#[test]
fn json_is_the_plan_with_its_cost() {
    let ran = cost(["--json", "--before", "old.json"]).content("old.json", RUN).run_unread();
    let plan: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(plan["schema"], 1);
    assert_eq!(plan["cells"].as_array().unwrap().len(), 3);
    assert_eq!(plan["cost"]["before"]["minutes"], 21.0);
    assert_eq!(plan["cost"]["before"]["basis"], "measured");
    assert_eq!(plan["cost"]["before"]["jobs"][0]["runner"][0], "ubuntu-latest");
    assert_eq!(plan["cost"]["after"]["jobsWithoutTime"], 1);
}

#[test]
fn mistakes_name_the_file() {
    let ran =
        cost([]).content("pyproject.toml", "[tool.wheelpin.cost]\nrunners.a = -1\n").status(2);
    let ran = ran.run_unread();
    assert!(
        ran.stderr.starts_with("error: failed to read [tool.wheelpin.cost] in ./pyproject.toml"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("a price per minute, from 0 to 1000"), "{}", ran.stderr);
    let ran =
        cost(["--before", "old.json"]).content("old.json", "{\"jobs\": []}").status(2).run_unread();
    assert!(
        ran.stderr
            .starts_with("error: failed to read the runs in old.json: there is no job in it\n"),
        "{}",
        ran.stderr
    );
    let ran = cost(["--after", "none.json"]).status(2).run_unread();
    assert!(
        ran.stderr
            .starts_with("error: failed to read the runs in none.json\n  because: No such file"),
        "{}",
        ran.stderr
    );
    let settings = "[tool.wheelpin.cost.before]\nworkflows = [\"no.yml\"]\n";
    let ran = cost([])
        .content("pyproject.toml", settings)
        .content(old(), WORKFLOW)
        .status(2)
        .run_unread();
    assert!(
        ran.stderr
            .starts_with("error: failed to find the workflow \"no.yml\" in .github/workflows\n"),
        "{}",
        ran.stderr
    );
}

#[test]
fn options_of_cost_need_it() {
    let ran = Test::new(["plan", "--before", "a"]).status(2).run_unread();
    assert!(ran.stderr.contains("--cost"), "{}", ran.stderr);
    let ran = cost(["--before-minutes", "nan"]).status(2).run_unread();
    assert!(ran.stderr.contains("no number of minutes"), "{}", ran.stderr);
}
