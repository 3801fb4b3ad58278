use std::fs;

use wheelpin_testing::GitRepository;

use crate::pins_world::{pins, workflow};
use crate::test::{Ran, Test};

const WORKFLOW: &str = ".github/workflows/ci.yml";
const LOCK: &str = ".github/wheelpin-pins.json";

/// The twelve pins and a run of the program with the remotes at hand.
fn twelve<const N: usize>(arguments: [&str; N]) -> Test {
    let test = Test::new(arguments).git();
    let pins = pins(&test);
    let remotes = test.path("remotes").display().to_string();
    test.content(WORKFLOW, &workflow(&pins))
        .variable("GITHUB_SERVER_URL", &format!("file://{remotes}"))
}

fn again<const N: usize>(ran: Ran, arguments: [&str; N]) -> Test {
    let remotes = ran.path("remotes").display().to_string();
    ran.again(arguments).git().variable("GITHUB_SERVER_URL", &format!("file://{remotes}"))
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// What is said of each action: verdict and first tag.
fn verdicts(stdout: &str) -> Vec<(String, String, Option<String>)> {
    let report = json(stdout);
    let pins = report["verdicts"].as_array().unwrap();
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    pins.iter()
        .map(|pin| {
            (text(&pin["action"]).unwrap(), text(&pin["verdict"]).unwrap(), text(&pin["is"][0]))
        })
        .collect()
}

#[test]
fn of_twelve_pins_four_are_right_and_the_others_are_what_they_are() {
    let ran = twelve(["pins", "verify", "--json"]).status(1).run_unread();
    let right = |action: &str, tag: &str| (action.into(), "right".into(), Some(tag.to_owned()));
    let other =
        |action: &str, tag: &str| (action.into(), "mislabelled".into(), Some(tag.to_owned()));
    let missing = |action: &str| (action.into(), "missing".into(), None);
    assert_eq!(
        verdicts(&ran.stdout),
        [
            other("actions/checkout", "v4.1.1"),
            right("actions/setup-python", "v5.3.0"),
            other("astral-sh/setup-uv", "v6.6.1"),
            ("dtolnay/rust-toolchain".into(), "mislabelled".into(), None),
            missing("Swatinem/rust-cache"),
            missing("PyO3/maturin-action"),
            right("actions/upload-artifact", "v4.5.0"),
            right("actions/download-artifact", "v4.1.8"),
            missing("codecov/codecov-action"),
            other("softprops/action-gh-release", "v2.0.8"),
            right("docker/setup-qemu-action", "v3.2.0"),
            other("actions/cache", "v3.0.11"),
        ]
    );
    let report = json(&ran.stdout);
    let messages: Vec<&str> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["message"].as_str().unwrap())
        .collect();
    for (action, words) in [
        ("actions/checkout", "is v4.1.1; v5.0.0 is "),
        ("astral-sh/setup-uv", "is v6.6.1, v6.6; v6.0.0 is "),
        ("softprops/action-gh-release", "is v2.0.8; v2.2.0 is "),
        ("actions/cache", "is v3.0.11; v4.2.0 is "),
        ("dtolnay/rust-toolchain says stable", "no tag stands for "),
        ("dtolnay/rust-toolchain requires", "the input toolchain"),
        ("Swatinem/rust-cache", "26 of 40 digits are those of v2.7.5"),
        ("codecov/codecov-action", "23 of 40 digits are those of v5.0.7"),
        ("PyO3/maturin-action", "no commit of it begins alike"),
    ] {
        assert!(
            messages.iter().any(|message| message.starts_with(action) && message.contains(words)),
            "{action}: {words}\n{messages:#?}"
        );
    }
}

/// One action with v1.0.0 and v1.1.0, at `ROOT/remotes/a/b`.
fn one(test: &Test) -> (GitRepository, String, String) {
    let repository = GitRepository::new(test.path("remotes/a/b"));
    let commit = |tag: &str| {
        repository.write("action.yml", &format!("name: {tag}\n"), tag).tag(tag);
        repository.git(&["rev-parse", "HEAD"]).trim().to_owned()
    };
    let (first, second) = (commit("v1.0.0"), commit("v1.1.0"));
    (repository, first, second)
}

fn uses(reference: &str) -> String {
    // With what other rules than those about pins ask for.
    format!(
        "on: push\njobs:\n  x:\n    runs-on: y\n    steps:\n      - uses: a/b@{reference}\n    \
         timeout-minutes: 5\n    permissions: {{}}\npermissions: {{}}\n"
    )
}

#[test]
fn a_planted_pull_request_is_caught() {
    let test = Test::new(["pins", "verify", "--github", "../remotes"]).git().status(1);
    let (repository, _, second) = one(&test);
    repository.branch("evil").commit("evil one");
    let below = repository.git(&["rev-parse", "HEAD"]).trim().to_owned();
    repository.commit("evil two");
    let tip = repository.git(&["rev-parse", "HEAD"]).trim().to_owned();
    repository.git(&["update-ref", "refs/pull/7/head", &tip]);
    repository.checkout("main");
    repository.git(&["branch", "-D", "evil"]);
    let steps = uses(&format!("{tip} # v1.1.0\n      - uses: a/b@{below} # v1.1.0"));
    let ran = test.content(WORKFLOW, &steps).run_unread();
    for words in [
        "no branch and no tag of a/b has",
        "it is that of refs/pull/7/head [impostor-commit]",
        "it is of a fork or a pull request, or was taken out of the history [impostor-commit]",
        &format!("v1.1.0 is {second}"),
    ] {
        assert!(ran.stdout.contains(words), "{words}\n{}", ran.stdout);
    }
}

#[test]
fn what_was_fixed_and_locked_is_right_offline_and_online() {
    let test = Test::new(["pins", "fix"]).git();
    let (_, first, second) = one(&test);
    let remotes = test.path("remotes").display().to_string();
    let steps = uses(&format!("v1.0.0\n      - uses: \"a/b@{second}\"   # pinned by hand"));
    let ran = test
        .variable("GITHUB_SERVER_URL", &format!("file://{remotes}"))
        .content(WORKFLOW, &steps)
        .stdout(format!(
            "{WORKFLOW}\n    6 -       - uses: a/b@v1.0.0\n    6 +       - uses: a/b@{first} # v1.0.0\n    \
             7 -       - uses: \"a/b@{second}\"   # pinned by hand\n    \
             7 +       - uses: \"a/b@{second}\"   # v1.1.0 pinned by hand\n\
             wrote {WORKFLOW}\nwrote {LOCK}: 2 actions\n"
        ))
        .run();
    let lock = json(&ran.read(&format!("work/{LOCK}")));
    let entry = &lock["actions"][0];
    assert_eq!(
        (&entry["tag"], &entry["commit"], &entry["reachable"], &entry["date"]),
        (&"v1.0.0".into(), &first.into(), &"refs/tags/v1.0.0".into(), &"2023-11-14".into())
    );
    let ran = again(ran, ["pins", "check"])
        .stdout("2 pins in 1 file: 0 errors, 0 warnings and 0 hints\n")
        .run();
    let ran = again(ran, ["pins", "verify"])
        .stdout("2 pins in 1 file: 0 errors, 0 warnings and 0 hints; 2 verified\n")
        .run();
    again(ran, ["pins", "lock"]).stdout(format!("{LOCK} is up to date: 2 actions\n")).run();
}

#[test]
fn a_tag_that_moved_since_it_was_locked_is_told_with_both() {
    let test = Test::new(["pins", "lock", "--github", "../remotes"]).git();
    let (repository, first, second) = one(&test);
    let ran = test.content(WORKFLOW, &uses(&format!("{first} # v1.0.0"))).run_unread();
    repository.git(&["tag", "--force", "v1.0.0", &second]);
    let ran = again(ran, ["pins", "verify"]).status(1).run_unread();
    let message = format!("v1.0.0 of a/b was {} when it was verified on ", &first[..8]);
    assert!(ran.stdout.contains(&message), "{}", ran.stdout);
    assert!(ran.stdout.contains(&format!("is {} now [tag-moved]", &second[..8])), "{}", ran.stdout);
}

#[test]
fn an_update_keeps_all_else_and_refreshes_the_lock() {
    let test = Test::new(["pins", "update"]).git();
    let (repository, first, second) = one(&test);
    repository.commit("new").tag("v2.0.0");
    let remotes = test.path("remotes").display().to_string();
    let before = uses(&format!("{first}   #   v1.0.0  \t")).replace('\n', "\r\n");
    let ran = test
        .variable("GITHUB_SERVER_URL", &format!("file://{remotes}"))
        .content(WORKFLOW, &before)
        .run_unread();
    let after = fs::read_to_string(ran.path(&format!("work/{WORKFLOW}"))).unwrap();
    assert_eq!(after, before.replace(&first, &second).replace("v1.0.0", "v1.1.0"));
    assert!(ran.stdout.starts_with("a/b v1.0.0 → v1.1.0 of 2023-11-14"), "{}", ran.stdout);
    assert!(ran.stdout.contains("left out: a/b v2.0.0: another first number"), "{}", ran.stdout);
    let ran = again(ran, ["pins", "check"])
        .stdout("1 pin in 1 file: 0 errors, 0 warnings and 0 hints\n")
        .run();
    let ran = again(ran, ["pins", "update", "--major", "--min-age", "100000"]).run_unread();
    assert!(
        ran.stdout.contains("100000 are asked for (--min-age)\nnothing newer is taken\n"),
        "{}",
        ran.stdout
    );
    let ran = again(ran, ["pins", "update", "--major", "--dry-run", "--json"]).run_unread();
    assert_eq!(json(&ran.stdout)["updates"][0]["to"], "v2.0.0");
    let kept = fs::read_to_string(ran.path(&format!("work/{WORKFLOW}"))).unwrap();
    assert_eq!(kept, after, "a dry run writes nothing");
}

#[test]
fn a_repository_that_does_not_answer_is_exit_code_4_and_keeps_its_entry() {
    let test = Test::new(["pins", "lock", "--github", "../remotes"]).git();
    let (_, first, _) = one(&test);
    let ran = test.content(WORKFLOW, &uses(&format!("{first} # v1.0.0"))).run_unread();
    let lock = ran.read(&format!("work/{LOCK}"));
    fs::remove_dir_all(ran.path("remotes/a")).unwrap();
    let ran = again(ran, ["pins", "lock"]).status(4).run_unread();
    assert!(ran.stderr.starts_with("error: failed to ask a/b: "), "{}", ran.stderr);
    assert_eq!(ran.read(&format!("work/{LOCK}")), lock);
    let ran = again(ran, ["pins", "verify", "--verbose"]).status(4).run_unread();
    assert!(ran.stdout.contains("unknown      a/b"), "{}", ran.stdout);
}

#[test]
fn without_git_check_works_and_verify_says_what_to_do() {
    let steps = uses("0123456789abcdef0123456789abcdef01234567 # v1.0.0");
    let ran = Test::new(["pins", "verify", "--github", "x://y"])
        .content(WORKFLOW, &steps)
        .status(2)
        .stderr("error: failed to start git\n  because: No such file or directory (os error 2)\nhelp: install git 2.39 or newer, or check offline: wheelpin pins check\n")
        .run();
    let ran = ran.again(["pins", "check"]).status(1).run_unread();
    assert!(ran.stdout.contains("[not-locked]"), "{}", ran.stdout);
}

#[test]
fn annotations_and_sarif_have_the_place() {
    let ran = Test::new(["pins", "check", "--format", "github", "--select", "unpinned-action"])
        .content(WORKFLOW, &uses("v1"))
        .status(1)
        .run_unread();
    assert!(
        ran.stdout.starts_with("::error file=.github/workflows/ci.yml,line=6,col=15,title=unpinned-action::a/b is named by the tag or branch v1, which can change%0A"),
        "{}",
        ran.stdout
    );
    let ran = ran.again(["pins", "check", "--format", "sarif"]).status(1).run_unread();
    let log = json(&ran.stdout);
    let result = &log["runs"][0]["results"][0];
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], WORKFLOW);
    assert_eq!(location["region"]["startLine"], 6);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
}

#[test]
fn files_that_nobody_would_write_are_told_and_nothing_else_happens() {
    let large = "#".repeat((1 << 20) + 1);
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let below = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{below}]\n"));
    }
    for (name, bytes, words) in [
        ("large", large.as_bytes(), "it has more than 1 MiB"),
        ("bomb", bomb.as_bytes(), "it has too many nodes"),
        ("tab", b"a:\n\tb: 1\n".as_slice(), "line 2: "),
        ("utf", b"a: \xff\n", "line 1: it is not UTF-8"),
        ("binary", b"\0\x01\x02", "line 1: it is binary: it holds a NUL"),
        ("twice", b"a: 1\na: 2\n", "line 2: the key \"a\" is there a second time, first in line 1"),
        ("list", b"- a\n", "line 1: it is no map of keys and values"),
    ] {
        let ran = Test::new(["pins", "check"]).bytes(WORKFLOW, bytes).status(1).run_unread();
        let words = format!("error: it cannot be read: {words}");
        assert!(ran.stdout.starts_with(&words), "{name}: {}", ran.stdout);
    }
    let ran = Test::new(["pins", "check"]).content(LOCK, "{\"schema\": 2}").status(2).run_unread();
    assert!(ran.stderr.contains("it has schema 2, and this wheelpin knows 1"), "{}", ran.stderr);
}
