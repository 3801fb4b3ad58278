use crate::nix::{NETWORK, PLAN};
use crate::test::{Ran, Test};

const PYPROJECT: &str = "\
[project]
name = \"Sample.-Tool\"

[project.urls]
Repository = \"https://github.example/acme/sample\"
";

fn project<const N: usize>(arguments: [&str; N]) -> Test {
    Test::new(arguments)
        .content("pyproject.toml", PYPROJECT)
        .file("Cargo.lock")
        .content("README.md", "# Sample\n")
        .nix(PLAN)
}

fn again<const N: usize>(ran: Ran, arguments: [&str; N]) -> Test {
    ran.again(arguments).nix(PLAN)
}

/// Every file below the project, with what is in it.
fn tree(ran: &Ran) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut directories = vec!["work".to_owned()];
    while let Some(directory) = directories.pop() {
        for name in ran.names(&directory) {
            let path = format!("{directory}/{name}");
            if ran.path(&path).is_dir() {
                directories.push(path);
            } else {
                let text = ran.read(&path);
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_project_gets_its_files_once() {
    let ran = project(["init", "--yes"]).run_unread();
    assert!(ran.stdout.contains("new      .github/workflows/release.yml"), "{}", ran.stdout);
    let before = tree(&ran);
    for path in ["flake.nix", "RELEASING.md", "CHANGELOG.md", ".github/actions/take/action.yml"] {
        assert!(before.iter().any(|(it, _)| *it == format!("work/{path}")), "{path}");
    }
    assert!(ran.read("work/pyproject.toml").starts_with(PYPROJECT));
    assert!(ran.read("work/README.md").starts_with("# Sample\n\n<!-- wheelpin: badges -->\n"));
    let ran = again(ran, ["init", "--yes"]).run_unread();
    assert!(ran.stdout.starts_with("everything is as it should be"), "{}", ran.stdout);
    assert_eq!(tree(&ran), before);
    let ran = again(ran, ["init", "--check"]).run_unread();
    assert!(ran.stdout.contains("as they were made"), "{}", ran.stdout);
}

#[test]
fn nothing_is_written_without_a_yes() {
    let ran = project(["init"]).status(2).run_unread();
    assert!(ran.stderr.contains("--yes"), "{}", ran.stderr);
    assert_eq!(ran.names("work"), ["Cargo.lock", "README.md", "pyproject.toml"]);
    let ran = again(ran, ["init", "--dry-run"]).run_unread();
    assert!(ran.stdout.contains("new      flake.nix"));
    assert_eq!(ran.names("work"), ["Cargo.lock", "README.md", "pyproject.toml"]);
}

#[test]
fn a_flake_of_something_else_stays_and_what_it_lacks_is_told() {
    let flake = "{ outputs = _: { devShells = { }; }; }";
    let ran = project(["init", "--yes"]).content("flake.nix", flake).run_unread();
    assert!(ran.stdout.contains("note: flake.nix stays as it is"), "{}", ran.stdout);
    assert!(ran.stdout.contains("inputs.wheelpin.url = \""), "{}", ran.stdout);
    assert!(ran.stdout.contains("wheelpin.lib.mkFlake { src = self; }"), "{}", ran.stdout);
    assert_eq!(ran.read("work/flake.nix"), flake);
    let ran = Test::new(["init", "--yes", "--project", "python"])
        .content("python/pyproject.toml", PYPROJECT)
        .file("Cargo.lock")
        .content("flake.nix", flake)
        .nix(PLAN)
        .run_unread();
    let outputs = "wheelpin.lib.mkFlake { src = self; project = \"python\"; }";
    assert!(ran.stdout.contains(outputs), "{}", ran.stdout);
    let ran = project(["init", "--yes"]).run_unread();
    assert!(!ran.stdout.contains("stays as it is"), "{}", ran.stdout);
}

#[test]
fn what_somebody_else_wrote_stays() {
    let ran = project(["init", "--yes"])
        .content(".github/workflows/release.yml", "name: ours\n")
        .content("CHANGELOG.md", "# Ours\n")
        .run_unread();
    assert!(ran.stdout.contains("kept     .github/workflows/release.yml (not wheelpin's"));
    assert_eq!(ran.read("work/.github/workflows/release.yml"), "name: ours\n");
    assert_eq!(ran.read("work/CHANGELOG.md"), "# Ours\n");
    let overwrite = ["init", "--yes", "--overwrite", ".github/workflows/release.yml"];
    let ran = again(ran, overwrite).run_unread();
    assert!(ran.read("work/.github/workflows/release.yml").contains("\nname: release\n"));
    assert_eq!(ran.read("work/CHANGELOG.md"), "# Ours\n");
}

#[test]
fn a_file_that_drifted_is_named_with_what_differs() {
    let ran = project(["init", "--yes"]).run_unread();
    let path = ran.path("work/.github/workflows/ci.yml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("timeout-minutes: 5\n", "timeout-minutes: 50\n")).unwrap();
    std::fs::remove_file(ran.path("work/.github/actions/take/action.yml")).unwrap();
    let ran = again(ran, ["init", "--check"]).status(1).run_unread();
    for words in [
        ".github/workflows/ci.yml: changed by hand",
        "-    timeout-minutes: 50\n+    timeout-minutes: 5\n",
        ".github/actions/take/action.yml: missing",
    ] {
        assert!(ran.stdout.contains(words), "{}", ran.stdout);
    }
    // A person's change is not lost either.
    let ran = again(ran, ["init", "--yes"]).run_unread();
    assert!(ran.stdout.contains("kept     .github/workflows/ci.yml (wheelpin's, changed by hand"));
    assert!(ran.read("work/.github/workflows/ci.yml").contains("timeout-minutes: 50"));
}

#[test]
fn actions_that_were_updated_are_no_drift() {
    let ran = project(["init", "--yes"]).run_unread();
    let lock = ran.path("work/.github/wheelpin-pins.json");
    let text = std::fs::read_to_string(&lock).unwrap();
    let (old, new) =
        ("3d3c42e5aac5ba805825da76410c181273ba90b1", "0123456789abcdef0123456789abcdef01234567");
    std::fs::write(&lock, text.replace(old, new).replace("v7.0.1", "v8.0.0")).unwrap();
    // As Dependabot edits them, before the lock file knows.
    for name in ["workflows/release.yml", "workflows/ci.yml"] {
        let path = ran.path(&format!("work/.github/{name}"));
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace(&format!("{old} # v7.0.1"), &format!("{new} # v8.0.0")))
            .unwrap();
    }
    let ran = again(ran, ["init", "--check"]).run_unread();
    let ran = again(ran, ["init", "--yes"]).run_unread();
    let workflow = ran.read("work/.github/workflows/release.yml");
    assert!(workflow.contains(&format!("actions/checkout@{new} # v8.0.0")));
    assert!(!workflow.contains(old));
    let ran = again(ran, ["init", "--yes"]).run_unread();
    assert!(ran.stdout.starts_with("everything is as it should be"), "{}", ran.stdout);
}

#[test]
fn choices_are_followed_and_kept() {
    let arguments =
        ["init", "--yes", "--shards", "3", "--ci", "gitlab", "--ci", "github", "--benchmarks"];
    let ran = project(arguments).run_unread();
    let table = "\n[tool.wheelpin.init]\nbranch = \"main\"\nrepository = \"https://github.example/acme/sample\"\n\
                 ci = [\"gitlab\",\"github\"]\nshards = 3\nbenchmarks = true\n";
    assert!(ran.read("work/pyproject.toml").contains(table), "{}", ran.read("work/pyproject.toml"));
    assert!(ran.read("work/.github/workflows/release.yml").contains("shard: [1, 2, 3]"));
    assert!(ran.read("work/.github/workflows/ci.yml").contains("cargo bench"));
    assert!(ran.read("work/.gitlab-ci.yml").contains("aud: pypi"));
    let ran = again(ran, ["init", "--check"]).run_unread();
    let ran = again(ran, ["init", "--yes", "--shards", "2"]).status(2).run_unread();
    assert!(ran.stderr.contains("change them there, under [tool.wheelpin.init]"), "{}", ran.stderr);
}

#[test]
fn the_branch_that_is_there_is_chosen_for_good() {
    let test = project(["init", "--yes"]).git();
    let work = test.path("work");
    wheelpin_testing::GitRepository::new(&work).git(&["checkout", "--quiet", "-b", "trunk"]);
    let ran = test.run_unread();
    assert!(ran.read("work/.github/workflows/release.yml").contains("branches: [\"trunk\"]"));
    wheelpin_testing::GitRepository::at(&work).git(&["checkout", "--quiet", "-b", "other"]);
    again(ran, ["init", "--check"]).git().run_unread();
}

#[test]
fn lines_of_windows_stay_lines_of_windows() {
    let ran = project(["init", "--yes"])
        .content("pyproject.toml", &PYPROJECT.replace('\n', "\r\n"))
        .content("README.md", "# Sample\r\n")
        .content(".gitignore", "target/\r\n")
        .run_unread();
    for file in ["pyproject.toml", "README.md", ".gitignore"] {
        let text = std::fs::read_to_string(ran.path(&format!("work/{file}"))).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{file}");
    }
    let ran = again(ran, ["init", "--check"]).run_unread();
    let ran = again(ran, ["init", "--yes"]).run_unread();
    assert!(ran.stdout.starts_with("everything is as it should be"), "{}", ran.stdout);
}

#[test]
fn what_somebody_took_out_of_a_readme_is_not_missed() {
    let ran = project(["init", "--yes"]).run_unread();
    std::fs::write(ran.path("work/README.md"), "# Sample\n").unwrap();
    again(ran, ["init", "--check"]).run_unread();
}

#[test]
fn a_directory_within_a_repository_gets_no_workflows() {
    let test = project(["init", "inner", "--yes"]).git().content("inner/pyproject.toml", PYPROJECT);
    wheelpin_testing::GitRepository::new(test.path("work"));
    let ran = test.status(2).run_unread();
    assert!(ran.stderr.contains("wheelpin init ROOT --project DIRECTORY"), "{}", ran.stderr);
    assert_eq!(ran.names("work/inner"), ["pyproject.toml"]);
}

#[test]
fn a_mistake_in_the_settings_of_releases_is_told() {
    let ran = project(["init", "--yes"])
        .content("pyproject.toml", &format!("{PYPROJECT}[tool.wheelpin.release]\nmode = \"x\"\n"))
        .status(2)
        .run_unread();
    assert!(ran.stderr.contains("unknown variant `x`"), "{}", ran.stderr);
}

#[test]
fn a_project_below_the_root_is_found() {
    let ran = Test::new(["init", "--yes"])
        .content(
            "python/pyproject.toml",
            "[build-system]\nrequires = [\"maturin>=1\"]\n[project]\nname = \"a\"\n",
        )
        .file("Cargo.lock")
        .nix(PLAN)
        .run_unread();
    assert!(ran.read("work/flake.nix").contains("project = \"python\";"));
    assert!(
        ran.read("work/.github/workflows/release.yml").contains("--until test --project python")
    );
    assert!(ran.asked("eval").iter().any(|word| word.contains("project = \"python\";")));
}

#[test]
fn mistakes_are_told_with_what_to_type() {
    for (arguments, content, words) in [
        (["init", "missing"], "", "name the root of the project's repository"),
        (["init", "--yes"], "[tool.wheelpin.init]\nshards = 99\n", "write a number from 1 to 32"),
        (["init", "--yes"], "[tool.wheelpin.init]\nshard = 9\n", "unknown field `shard`"),
        (
            ["init", "--yes"],
            "[tool.wheelpin.init]\nbranch = \"a b; c\"\n",
            "cannot stand in a workflow",
        ),
        (["init", "--yes"], "[tool]\nwheelpin = {}\n", "a table of it is written in one line"),
    ] {
        let ran = Test::new(arguments)
            .content("pyproject.toml", &format!("[project]\nname = \"a\"\n{content}"))
            .file("Cargo.lock")
            .nix(PLAN)
            .status(2)
            .run_unread();
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
        assert_eq!(ran.names("work"), ["Cargo.lock", "pyproject.toml"]);
    }
    let ran = Test::new(["init"]).nix(PLAN).status(2).run_unread();
    assert!(ran.stderr.contains("wheelpin init --project DIRECTORY"), "{}", ran.stderr);
    let ran = Test::new(["init", "--check"])
        .content("pyproject.toml", PYPROJECT)
        .nix(PLAN)
        .status(2)
        .run_unread();
    assert!(ran.stderr.contains("cargo generate-lockfile"), "{}", ran.stderr);
    project(["init"]).nix(NETWORK).status(4).run_unread();
}

#[test]
fn links_are_not_followed() {
    let test = project(["init", "--yes"]);
    std::fs::create_dir_all(test.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(test.path("elsewhere"), test.path("work/.github")).unwrap();
    let ran = test.status(2).run_unread();
    assert!(ran.stderr.contains("it is a symbolic link"), "{}", ran.stderr);
    assert!(ran.names("elsewhere").is_empty());
}
