//! `wheelpin release`, against an index that keeps PyPI's rules.

use std::collections::BTreeMap;
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tokio::runtime::{Builder, Runtime};
use wheelpin_attest::{Attestation, Kind};
use wheelpin_index::{Fault, Server, Settings};
use wheelpin_testing::GitRepository;

use crate::sample::Run;
use crate::test::{Ran, Test};

const PYPROJECT: &str = "[project]\nname = 'sample'\ndynamic = ['version']\n";
const CARGO: &str = "[package]\nname = \"sample\"\nversion = \"0.9.0\"\n";

/// An index in a thread of its own.
pub(crate) struct Index {
    pub(crate) server: Server,
    sigstore: NamedTempFile,
    _runtime: Runtime,
}

impl Index {
    pub(crate) fn new() -> Self {
        let mut settings = Settings::for_project("sample", "acme/sample", "release.yml");
        // Uploads are a program's that sends the first file alone.
        settings.race = Some(500);
        Self::with(settings)
    }

    pub(crate) fn with(settings: Settings) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server = runtime.block_on(Server::start(settings)).unwrap();
        let trusted_root: Value = serde_json::from_str(server.trusted_root()).unwrap();
        let instance = json!({
            "fulcio": server.fulcio_url(), "rekor": server.rekor_url(), "trustedRoot": trusted_root,
        });
        let sigstore = NamedTempFile::new().unwrap();
        fs::write(&sigstore, instance.to_string()).unwrap();
        Self { server, sigstore, _runtime: runtime }
    }

    /// Where it stands how files are attested.
    pub(crate) fn sigstore(&self) -> &str {
        self.sigstore.path().to_str().unwrap()
    }

    /// Names of the files that it has.
    pub(crate) fn files(&self) -> Vec<String> {
        self.attested().into_keys().collect()
    }

    /// Names of the files that it has, and what is attested of each.
    pub(crate) fn attested(&self) -> BTreeMap<String, Vec<Attestation>> {
        let state = self.server.state();
        let of = |value: &Value, list: &str| value[list].as_array().cloned().unwrap_or_default();
        let releases: Vec<Value> =
            of(&state, "projects").iter().flat_map(|it| of(it, "releases")).collect();
        let files = releases.iter().flat_map(|release| of(release, "files"));
        let attested = files.map(|file| {
            let bundle = &file["provenance"]["attestation_bundles"][0];
            let read = |it: &Value| Attestation::from_json(it.to_string().as_bytes()).unwrap();
            let attestations = of(bundle, "attestations").iter().map(read).collect();
            (file["name"].as_str().unwrap().to_owned(), attestations)
        });
        attested.collect()
    }
}

pub(crate) const FILES: [&str; 3] = [
    "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl",
    "sample-1.0-cp311-abi3-win_amd64.whl",
    "sample-1.0.tar.gz",
];

fn all_built() -> Run {
    Run::default().linux().windows().sdist().release()
}

/// A project with a release 0.9.0 and a feature after it, and a remote.
pub(crate) fn place<const N: usize>(arguments: [&str; N]) -> (Test, GitRepository) {
    let test = Test::new(arguments)
        .sample(all_built())
        .sound_files()
        .content("pyproject.toml", PYPROJECT)
        .content("Cargo.toml", CARGO)
        .content(".gitignore", "/dist\n");
    let git = GitRepository::new(test.path("work"));
    git.git(&["add", "--all"]);
    git.commit("feat: a").tag("v0.9.0").commit("feat: b");
    let remote = test.path("remote.git");
    let remote = remote.to_str().unwrap();
    git.git(&["init", "--quiet", "--bare", "--initial-branch=main", remote]);
    git.git(&["remote", "add", "origin", remote]);
    git.git(&["push", "--quiet", "origin", "main", "v0.9.0"]);
    (test, git)
}

/// With an identity for the index, as on GitHub Actions.
pub(crate) fn identified(test: Test, index: &Index) -> Test {
    test.git()
        .variable("GITHUB_ACTIONS", "true")
        .variable("ACTIONS_ID_TOKEN_REQUEST_URL", &index.server.issuer_url())
        .variable("ACTIONS_ID_TOKEN_REQUEST_TOKEN", index.server.issuer_bearer())
}

/// The arguments that all have in common.
macro_rules! arguments {
    ($index:expr, $($more:expr),*) => {
        [
            "release",
            "--index",
            &$index.server.upload_url(),
            "--simple",
            &$index.server.simple_url(),
            "--sigstore",
            $index.sigstore(),
            "--skip-test",
            "no Python is needed here",
            $($more),*
        ]
    };
}

pub(crate) fn git_of(ran: &Ran) -> GitRepository {
    GitRepository::at(ran.path("work"))
}

fn remote(ran: &Ran, reference: &str) -> String {
    let path = ran.path("remote.git");
    git_of(ran).git(&["ls-remote", path.to_str().unwrap(), reference])
}

/// What must be so after a release, however it came to be.
pub(crate) fn assert_released(ran: &Ran, index: &Index) {
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    let git = git_of(ran);
    let commit = git.git(&["rev-parse", "v1.0.0^{commit}"]);
    assert!(remote(ran, "refs/tags/v1.0.0^{}").starts_with(commit.trim()), "{}", ran.stderr);
    assert!(remote(ran, "refs/heads/main").starts_with(commit.trim()), "{}", ran.stderr);
    assert_eq!(git.git(&["rev-parse", "HEAD"]), commit);
    assert_eq!(git.git(&["status", "--porcelain"]), "");
    assert_eq!(
        git.git(&["log", "--format=%s", "v0.9.0..HEAD"]),
        "chore(release): v1.0.0\nfeat: b\n"
    );
    let journal = ran.read("work/dist/wheelpin-journal.jsonl");
    assert!(journal.trim_end().ends_with(r#""event":"complete"}"#), "{journal}");
    for file in FILES {
        let uploaded = format!(r#""event":"uploaded","file":"{file}""#);
        assert!(journal.contains(&uploaded), "{journal}");
    }
    for (file, attestations) in index.attested() {
        // The index looked who signed what.
        let kinds: Vec<Kind> =
            attestations.iter().map(|it| it.statement().unwrap().kind()).collect();
        assert_eq!(kinds, [Kind::Publish, Kind::Provenance], "{file}: {}", ran.stderr);
    }
}

/// No token stands in anything that was written.
fn assert_no_secrets(ran: &Ran) {
    let outside = |text: &str| {
        let lines = text.lines().filter(|line| !line.starts_with("::add-mask::"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let mut texts = vec![outside(&ran.stdout), outside(&ran.stderr)];
    for name in ran.names("work/dist") {
        if !FILES.contains(&name.as_str()) && !name.ends_with(".bundle") {
            texts.push(ran.read(&format!("work/dist/{name}")));
        }
    }
    for text in texts {
        // Identity tokens are JSON Web Tokens, of parts that begin with a brace, as base64; the
        // index's begin with its name.
        assert!(!text.contains(".eyJ") && !text.contains("pypi-"), "{text}");
    }
}

#[test]
fn a_release_goes_from_commits_to_the_index() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--verbose"));
    let ran = identified(test, &index).run_unread();
    assert_released(&ran, &index);
    assert_no_secrets(&ran);
    assert!(ran.stdout.contains("sample 1.0.0 is released\n"), "{}", ran.stdout);
    let message = git_of(&ran).git(&["tag", "--list", "--format=%(contents)", "v1.0.0"]);
    assert!(message.contains("Files (sha256):\n"), "{message}");
    assert!(FILES.iter().all(|file| message.contains(file)), "{message}");
    let manifest: Value = serde_json::from_str(&ran.read("work/dist/wheelpin.json")).unwrap();
    assert_eq!(manifest["skipped"]["test"], "no Python is needed here");
    // And then there is nothing to release.
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("nothing to release\n"), "{}", ran.stdout);
    let ran = ran.again(["release", "status"]).run_unread();
    assert!(ran.stdout.starts_with("sample 1.0.0 is released\n"), "{}", ran.stdout);
}

/// With a token for the index's fake of GitHub.
fn announced(test: Test, index: &Index) -> Test {
    identified(test, index)
        .variable("GITHUB_API_URL", &index.server.github_url())
        .variable("GITHUB_REPOSITORY", "acme/sample")
        .variable("GITHUB_TOKEN", "ghs_0123456789")
}

#[test]
fn the_forge_gets_a_release_with_notes_and_files() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = announced(test, &index).run_unread();
    assert_released(&ran, &index);
    let state = index.server.state();
    let release = &state["forge"][0];
    assert_eq!(release["tag"], "v1.0.0");
    assert_eq!(release["draft"], false);
    assert_eq!(release["latest"], true);
    let notes = release["body"].as_str().unwrap();
    assert!(notes.starts_with("### Added\n\n- b"), "{notes}");
    // Nobody ran them, and the notes say so.
    assert!(notes.contains("### Not run before publishing"), "{notes}");
    assert!(notes.contains(FILES[1]), "{notes}");
    let assets = release["assets"].as_array().unwrap();
    let mut names: Vec<&str> = assets.iter().map(|it| it["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    let mut expected = vec!["SHA256SUMS".to_owned(), "wheelpin.json".to_owned()];
    for file in FILES {
        let attested = Kind::ALL.map(|kind| format!("{file}{}", kind.suffix()));
        expected.extend([file.to_owned()].into_iter().chain(attested));
    }
    expected.sort();
    assert_eq!(names, expected);
    let sums = ran.read("work/dist/SHA256SUMS");
    assert_eq!(sums.lines().count(), 10, "{sums}");
    assert!(!format!("{}{}", ran.stdout, ran.stderr).contains("ghs_0123456789"));
}

#[test]
fn a_release_that_failed_on_the_forge_is_finished_before_another_begins() {
    let index = Index::new();
    let fail = r#"{"path": "/github/*", "method": "POST", "kind": "status", "status": 422}"#;
    index.server.set_faults(vec![serde_json::from_str::<Fault>(fail).unwrap()]);
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = announced(test, &index).status(4).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    index.server.set_faults(Vec::new());
    fs::remove_dir_all(ran.path("work/dist")).unwrap();
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(
        ran.stderr.contains("1.0.0 is on the index, and not on the forge yet"),
        "{}",
        ran.stderr
    );
    assert_eq!(index.server.state()["forge"][0]["draft"], false);
    assert!(ran.stdout.contains("nothing to release\n"), "{}", ran.stdout);
}

#[test]
fn a_version_that_the_index_has_is_not_taken_again() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = identified(test, &index).run_unread();
    // Nobody here knows of it any more.
    git.git(&["tag", "--delete", "v1.0.0"]);
    git.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    git.git(&["commit", "--quiet", "--allow-empty", "--message", "feat!: c"]);
    let (upload, simple) = (index.server.upload_url(), index.server.simple_url());
    let settings = format!("{PYPROJECT}[tool.wheelpin.release]\nmajor-on-zero = true\n");
    fs::write(ran.path("work/pyproject.toml"), settings).unwrap();
    let ran = ran.again(["bump", "--print"]).git().stdout("1.0.0\n").run();
    let with_index = ["bump", "--print", "--index", &upload, "--simple", &simple];
    let ran = ran.again(with_index).git().stdout("1.0.1\n").run();
    let gone =
        ["bump", "--print", "--index", "http://127.0.0.1:9/", "--simple", "http://127.0.0.1:9/"];
    let ran = ran.again(gone).git().status(4).run_unread();
    assert!(ran.stderr.contains("get an answer from http://127.0.0.1:9/"), "{}", ran.stderr);
    ran.again(["bump", "--print", "--index", "nowhere"]).git().status(2).run_unread();
}

#[test]
fn without_an_identity_nothing_is_begun() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().status(2).run_unread();
    assert!(ran.stderr.contains("nobody here can say who publishes"), "{}", ran.stderr);
    assert!(ran.stderr.contains("wheelpin release --rehearse"), "{}", ran.stderr);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    assert!(!ran.path("work/dist").exists());
}

#[test]
fn without_a_yes_nothing_is_begun() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--version", "1.0.0"));
    let before = git.git(&["for-each-ref"]);
    let ran = identified(test, &index).status(2).run_unread();
    assert!(ran.stderr.contains("failed to release without a yes"), "{}", ran.stderr);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    let ran = ran.again(["release", "status"]).run_unread();
    assert!(ran.stdout.starts_with("no release was begun in dist"), "{}", ran.stdout);
}

#[test]
fn without_an_index_nobody_guesses_one() {
    let (test, _) = place(["release", "--yes"]);
    let ran = test.git().status(2).run_unread();
    assert!(ran.stderr.contains("no index is named"), "{}", ran.stderr);
}

#[test]
fn the_next_job_is_told_where_a_release_stands() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "test"));
    let file = test.path("tmp/output");
    let with =
        |test: Test| identified(test, &index).variable("GITHUB_OUTPUT", file.to_str().unwrap());
    let ran = with(test).run_unread();
    let told = fs::read_to_string(&file).unwrap();
    assert!(told.starts_with("release=true\nreleased=false\nversion=1.0.0\ntag=v1.0.0\ncommit="));
    assert!(told.ends_with("\nnext=tag\n"), "{told}");
    let ran = with(ran.again(arguments!(index, "--yes", "--resume"))).run_unread();
    assert!(fs::read_to_string(&file).unwrap().ends_with("\nnext=\n"), "{}", ran.stderr);
    fs::write(&file, "").unwrap();
    let ran = with(ran.again(arguments!(index, "--yes"))).run_unread();
    let told = fs::read_to_string(&file).unwrap();
    assert_eq!(told, "release=false\nreleased=false\n", "{}", ran.stderr);
}

#[test]
fn up_to_a_step_and_on_from_there() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "tag"));
    let ran = test.git().run_unread();
    assert!(ran.stdout.contains("done up to tag"), "{}", ran.stdout);
    assert_eq!(remote(&ran, "refs/tags/v1.0.0"), "");
    assert_eq!(index.files(), [""; 0]);
    let ran = identified(ran.again(arguments!(index, "--yes", "--resume")), &index).run_unread();
    assert_released(&ran, &index);
}

#[test]
fn another_machine_goes_on_from_the_directory_alone() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "tag"));
    let ran = test.git().run_unread();
    // A fresh clone with what was in dist/.
    let work = ran.path("work");
    let dist = ran.path("carried");
    fs::rename(work.join("dist"), &dist).unwrap();
    fs::remove_dir_all(&work).unwrap();
    let remote = ran.path("remote.git");
    GitRepository::at(ran.path("tmp")).git(&[
        "clone",
        "--quiet",
        remote.to_str().unwrap(),
        work.to_str().unwrap(),
    ]);
    fs::rename(&dist, work.join("dist")).unwrap();
    let ran = identified(ran.again(arguments!(index, "--yes", "--resume")), &index).run_unread();
    assert_released(&ran, &index);
}

#[test]
fn killed_at_every_entry_of_the_journal_a_release_is_finished_by_the_next_run() {
    if fs::metadata("/usr/bin/strace").is_err() {
        eprintln!("not run: there is no strace, which kills at system calls");
        return;
    }
    let mut kills = 0;
    for entry in 1.. {
        let index = Index::new();
        let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
        // Every entry is followed by one fdatasync(2); killed before it.
        let kill = format!("inject=fdatasync:signal=KILL:when={entry}");
        let strace =
            ["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync", "-e"];
        let [a, b, c, d, e, f, g, h] = strace;
        let ran = identified(test, &index).run_by([a, b, c, d, e, f, g, h, &kill]).status_any();
        if ran.1 == Some(0) {
            assert_released(&ran.0, &index);
            break;
        }
        assert_eq!(ran.1, Some(-9), "{}", ran.0.stderr);
        kills += 1;
        let again = ran.0.again(arguments!(index, "--yes", "--version", "1.0.0"));
        let ran = identified(again, &index).run_unread();
        assert_released(&ran, &index);
        assert_no_secrets(&ran);
    }
    // Ten steps with two entries each but for the one that is left out, three files with three
    // each, the beginning and the end.
    assert!(kills >= 28, "{kills}");
}

#[test]
fn a_release_that_failed_on_the_index_is_finished_before_another_begins() {
    let index = Index::new();
    let fail = r#"{"path": "/legacy/", "kind": "status", "status": 400}"#;
    index.server.set_faults(vec![serde_json::from_str::<Fault>(fail).unwrap()]);
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = identified(test, &index).status(4).run_unread();
    assert!(ran.stderr.contains("to go on, type: wheelpin release --resume"), "{}", ran.stderr);
    assert_ne!(remote(&ran, "refs/tags/v1.0.0"), "");
    assert_eq!(index.files(), [""; 0]);
    // The workflow runs again elsewhere: nothing is left of dist/, and a commit came after.
    index.server.set_faults(Vec::new());
    fs::remove_dir_all(ran.path("work/dist")).unwrap();
    let git = git_of(&ran);
    git.commit("docs: c");
    git.git(&["push", "--quiet", "origin", "main"]);
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    assert!(ran.stderr.contains("1.0.0 is not whole on the index"), "{}", ran.stderr);
    assert!(ran.stdout.contains("sample 1.0.0 is released\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("nothing to release\n"), "{}", ran.stdout);
}

#[test]
fn a_push_that_lost_a_race_takes_everything_back() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    // Somebody pushes while wheels are built.
    let other = test.path("other");
    let (remote_path, other) = (test.path("remote.git"), other.to_str().unwrap().to_owned());
    git.git(&["clone", "--quiet", remote_path.to_str().unwrap(), &other]);
    GitRepository::at(&other).commit("fix: theirs");
    let push = format!("git -C {other} push --quiet origin HEAD:main");
    let before = git.git(&["for-each-ref", "refs/tags", "refs/heads"]);
    let test = test.realises(all_built().shell(&push));
    let ran = identified(test, &index).status(5).run_unread();
    assert!(ran.stderr.contains("nothing was changed there or here"), "{}", ran.stderr);
    assert_eq!(git_of(&ran).git(&["for-each-ref", "refs/tags", "refs/heads"]), before);
    assert_eq!(git_of(&ran).git(&["for-each-ref", "refs/wheelpin"]), "");
    assert_eq!(remote(&ran, "refs/tags/v1.0.0"), "");
    assert_eq!(index.files(), [""; 0]);
}

#[test]
fn interrupted_while_it_sends_it_stops_at_once_and_goes_on_later() {
    let index = Index::new();
    let stall = r#"{"path": "/legacy/", "kind": "stall", "after": 1}"#;
    index.server.set_faults(vec![serde_json::from_str::<Fault>(stall).unwrap()]);
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let (child, directory) = identified(test, &index).start();
    let began = Instant::now();
    while index.files().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing was sent");
        sleep(Duration::from_millis(20));
    }
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    let ended = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("to go on, type: wheelpin release --resume"), "{stderr}");
    index.server.set_faults(Vec::new());
    let ran = Ran::of(directory, stderr).again(arguments!(index, "--yes", "--resume"));
    let ran = identified(ran, &index).run_unread();
    assert_released(&ran, &index);
}

#[test]
fn a_tag_that_a_person_made_is_released() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--until", "test"));
    let settings = format!("{PYPROJECT}[tool.wheelpin.release]\nmode = \"tag\"\n");
    fs::write(test.path("work/pyproject.toml"), settings).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore: settings");
    // Without a tag there is nothing to go by.
    let ran = test.git().status(2).run_unread();
    assert!(ran.stderr.contains("find a tag on the commit"), "{}", ran.stderr);
    fs::write(ran.path("work/Cargo.toml"), CARGO.replace("0.9.0", "1.0.0")).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore: 1.0.0");
    git.git(&["tag", "--annotate", "--message", "by hand", "v1.0.0"]);
    git.git(&["push", "--quiet", "origin", "main"]);
    let ran = ran.again(arguments!(index, "--yes", "--until", "test")).git().run_unread();
    assert!(ran.stdout.contains("done up to test"), "{}", ran.stdout);
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    assert_ne!(remote(&ran, "refs/tags/v1.0.0"), "");
    let message = git.git(&["tag", "--list", "--format=%(contents)", "v1.0.0"]);
    assert_eq!(message.trim(), "by hand");
}

#[test]
fn what_a_pull_request_merged_is_released() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes"));
    let settings = format!("{PYPROJECT}[tool.wheelpin.release]\nmode = \"pull-request\"\n");
    fs::write(test.path("work/pyproject.toml"), settings).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore: settings");
    // Until then there is a pull request, which is kept up to date.
    let ran = identified(test, &index).status(2).run_unread();
    assert!(ran.stderr.contains("a token is needed in GITHUB_TOKEN"), "{}", ran.stderr);
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("the release's pull request was made"), "{}", ran.stdout);
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("was up to date already"), "{}", ran.stdout);
    git.commit("feat: d");
    git.git(&["push", "--quiet", "origin", "main"]);
    let before = git.git(&["for-each-ref", "refs/heads"]);
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("was brought up to date"), "{}", ran.stdout);
    assert_eq!(git.git(&["for-each-ref", "refs/tags", "refs/wheelpin"]).lines().count(), 1);
    assert_eq!(before, git.git(&["for-each-ref", "refs/heads"]));
    let pulls = index.server.state()["pull-requests"].as_array().unwrap().clone();
    assert_eq!(pulls.len(), 1);
    assert_eq!(pulls[0]["title"], "chore(release): v0.10.0");
    let body = pulls[0]["body"].as_str().unwrap();
    assert!(body.contains("- b") && body.contains("- d"), "{body}");
    assert!(remote(&ran, "refs/heads/wheelpin/release").contains("refs/heads/wheelpin/release"));
    fs::write(ran.path("work/Cargo.toml"), CARGO.replace("0.9.0", "1.0.0")).unwrap();
    let changelog = "# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-31\n\n- b\n";
    fs::write(ran.path("work/CHANGELOG.md"), changelog).unwrap();
    git.git(&["add", "--all"]);
    git.commit("chore(release): v1.0.0 (#7)");
    git.git(&["push", "--quiet", "origin", "main"]);
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    let commit = git.git(&["rev-parse", "HEAD"]);
    assert!(remote(&ran, "refs/tags/v1.0.0^{}").starts_with(commit.trim()), "{}", ran.stderr);
    assert!(ran.stdout.contains("nothing to release"), "{}", ran.stdout);
}

#[test]
fn giving_up_undoes_what_nobody_has_seen() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "tag"));
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().run_unread();
    let ran = ran.again(arguments!(index, "--abort")).git().run_unread();
    assert!(ran.stdout.starts_with("sample 1.0.0 is given up\n"), "{}", ran.stdout);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    let ran = ran.again(arguments!(index, "--abort")).git().status(2).run_unread();
    assert!(ran.stderr.contains("find a release to go on with"), "{}", ran.stderr);
}

#[test]
fn giving_up_says_what_cannot_be_undone() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "push"));
    let ran = test.git().run_unread();
    let ran = ran.again(arguments!(index, "--abort")).git().run_unread();
    assert!(ran.stdout.contains("v1.0.0 is pushed and stays"), "{}", ran.stdout);
    assert_ne!(remote(&ran, "refs/tags/v1.0.0"), "");
}

#[test]
fn a_rehearsal_leaves_everything_as_it_was() {
    let (test, git) = place([
        "release",
        "--rehearse",
        "--version",
        "1.0.0",
        "--skip-test",
        "no Python is needed here",
    ]);
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().run_unread();
    assert!(ran.stdout.contains("sample 1.0.0 is released\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("3 files on the rehearsal index, attested"), "{}", ran.stderr);
    // Nobody can go where it was.
    assert!(!ran.stdout.contains("://"), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("rehearsed: nothing left this machine\n"), "{}", ran.stdout);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    assert_eq!(git_of(&ran).git(&["status", "--porcelain"]), "");
    assert!(!ran.path("work/dist").exists());
    assert_eq!(remote(&ran, "refs/tags/v1.0.0"), "");
}

#[test]
fn a_dry_run_leaves_everything_as_it_was() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--dry-run", "--version", "1.0.0"));
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().run_unread();
    assert!(ran.stdout.contains("nothing was changed or published"), "{}", ran.stdout);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    assert!(!ran.path("work/dist").exists());
    assert_eq!(index.files(), [""; 0]);
}

#[test]
fn an_index_that_cannot_be_reached_is_told_before_anything_is_begun() {
    let (test, git) = place([
        "release",
        "--yes",
        "--version",
        "1.0.0",
        "--index",
        "http://127.0.0.1:9/legacy/",
        "--simple",
        "http://127.0.0.1:9/simple/",
        "--anonymous",
    ]);
    let before = git.git(&["for-each-ref"]);
    let ran = test.git().status(4).run_unread();
    assert!(ran.stderr.contains("get an answer from http://127.0.0.1:9/"), "{}", ran.stderr);
    assert_eq!(git_of(&ran).git(&["for-each-ref"]), before);
    let ran = ran.again(["release", "status"]).run_unread();
    assert!(ran.stdout.starts_with("no release was begun in dist"), "{}", ran.stdout);
}

#[test]
fn the_forge_that_is_left_out_is_not_missed() {
    let index = Index::new();
    let first = arguments!(index, "--yes", "--version", "1.0.0", "--skip-forge", "it is down");
    let (test, _) = place(first);
    let ran = announced(test, &index).run_unread();
    assert_eq!(index.files().len(), 3, "{}", ran.stderr);
    let again = arguments!(index, "--yes", "--skip-forge", "it is down");
    let ran = announced(ran.again(again), &index).run_unread();
    assert!(ran.stdout.contains("nothing to release\n"), "{}", ran.stdout);
    // Not left out any more, it is made up for, once.
    let ran = announced(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.server.state()["forge"].as_array().unwrap().len(), 1, "{}", ran.stderr);
}

#[test]
fn a_branch_that_was_behind_is_released_once_it_is_not() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    git.git(&["commit", "--quiet", "--allow-empty", "--message", "feat: theirs"]);
    git.git(&["push", "--quiet", "origin", "main"]);
    git.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
    let ran = identified(test, &index).status(5).run_unread();
    assert!(ran.stderr.contains("git pull"), "{}", ran.stderr);
    git_of(&ran).git(&["pull", "--quiet", "--ff-only", "origin", "main"]);
    let again = ran.again(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = identified(again, &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
}

#[test]
fn a_workflow_that_runs_again_finishes_what_it_made() {
    let index = Index::new();
    let fail = r#"{"path": "/legacy/", "kind": "status", "status": 400}"#;
    index.server.set_faults(vec![serde_json::from_str::<Fault>(fail).unwrap()]);
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let head = git.git(&["rev-parse", "HEAD"]);
    let ran = identified(test, &index).status(4).run_unread();
    index.server.set_faults(Vec::new());
    // It has the commit that it had, all tags, and nothing of dist/.
    fs::remove_dir_all(ran.path("work/dist")).unwrap();
    let git = git_of(&ran);
    git.git(&["update-ref", "-d", "refs/wheelpin/v1.0.0"]);
    git.git(&["reset", "--quiet", "--hard", head.trim()]);
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    assert!(ran.stdout.contains("sample 1.0.0 is released\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("1.0.0 was made from here, as v1.0.0 says"), "{}", ran.stdout);
    // And once more, with nothing left to do.
    fs::remove_dir_all(ran.path("work/dist")).unwrap();
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert!(ran.stdout.contains("1.0.0 was made from here, as v1.0.0 says"), "{}", ran.stdout);
}

#[test]
fn what_is_not_whole_is_not_skipped_by_a_job_that_only_builds() {
    let index = Index::new();
    let fail = r#"{"path": "/legacy/", "kind": "status", "status": 400}"#;
    index.server.set_faults(vec![serde_json::from_str::<Fault>(fail).unwrap()]);
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let ran = identified(test, &index).status(4).run_unread();
    index.server.set_faults(Vec::new());
    fs::remove_dir_all(ran.path("work/dist")).unwrap();
    git.commit("feat: c");
    git.git(&["push", "--quiet", "origin", "main"]);
    let again = ran.again(arguments!(index, "--yes", "--until", "test"));
    let ran = identified(again, &index).run_unread();
    assert!(ran.stderr.contains("1.0.0 is not whole on the index"), "{}", ran.stderr);
    for file in FILES {
        assert!(ran.path(&format!("work/dist/{file}")).exists(), "{file}: {}", ran.stderr);
    }
}

#[test]
fn a_tag_whose_journal_is_lost_is_not_lost() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "tag"));
    let ran = identified(test, &index).run_unread();
    fs::remove_dir_all(ran.path("work/dist")).unwrap();
    let ran = identified(ran.again(arguments!(index, "--yes")), &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    let commit = git_of(&ran).git(&["rev-parse", "v1.0.0^{commit}"]);
    assert!(remote(&ran, "refs/heads/main").starts_with(commit.trim()), "{}", ran.stderr);
}

#[test]
fn an_older_version_is_not_the_latest() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0"));
    let side = git.git(&["commit-tree", "HEAD^{tree}", "-m", "feat: elsewhere"]);
    git.git(&["tag", "v2.0.0", side.trim()]);
    let ran = announced(test, &index).run_unread();
    let release = &index.server.state()["forge"][0];
    assert_eq!(release["latest"], false, "{release} {}", ran.stderr);
}

#[test]
fn giving_up_leaves_the_tag_of_another() {
    let index = Index::new();
    let (test, git) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "tag"));
    let ran = identified(test, &index).run_unread();
    let side = git.git(&["commit-tree", "HEAD^{tree}", "-m", "feat: elsewhere"]);
    git.git(&["push", "--quiet", "origin", &format!("{}:refs/tags/v1.0.0", side.trim())]);
    let ran = identified(ran.again(arguments!(index, "--abort")), &index).run_unread();
    assert!(ran.stdout.contains("tag and commit were taken away"), "{}", ran.stdout);
    assert_eq!(git_of(&ran).git(&["tag", "--list", "v1.0.0"]), "");
    assert_ne!(remote(&ran, "refs/tags/v1.0.0"), "");
}

#[test]
fn a_tag_that_is_another_now_is_not_pushed() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "tag"));
    let ran = identified(test, &index).run_unread();
    let git = git_of(&ran);
    let object = git.git(&["rev-parse", "v1.0.0"]);
    // Gone, it comes back from what was kept beside the files.
    git.git(&["tag", "--delete", "v1.0.0"]);
    let ran = ran.again(arguments!(index, "--yes", "--resume", "--until", "push"));
    let ran = identified(ran, &index).run_unread();
    assert!(remote(&ran, "refs/tags/v1.0.0").starts_with(object.trim()), "{}", ran.stderr);
    // Of the same commit, with another message.
    git_of(&ran).git(&["tag", "--force", "--message", "other", "v1.0.0", "v1.0.0^{commit}"]);
    let ran = ran.again(arguments!(index, "--yes", "--resume"));
    let ran = identified(ran, &index).status(5).run_unread();
    assert!(ran.stderr.contains("v1.0.0"), "{}", ran.stderr);
    assert_eq!(index.files(), [""; 0]);
}

#[test]
fn one_of_several_packages_is_released() {
    let index = Index::new();
    let (test, git) =
        place(arguments!(index, "--yes", "--package", "sample", "--version", "1.0.0"));
    let settings = "[tool.wheelpin.release.packages.sample]\npath = '.'\n\
         [tool.wheelpin.release.packages.other]\npath = 'other'\n";
    fs::write(test.path("work/pyproject.toml"), format!("{PYPROJECT}{settings}")).unwrap();
    let test = test.content("other/pyproject.toml", "[project]\nname = 'other'\nversion = '3.0'\n");
    git.git(&["add", "--all"]);
    git.commit("chore: packages");
    git.git(&["push", "--quiet", "origin", "main"]);
    let ran = identified(test, &index).run_unread();
    assert_eq!(index.files(), FILES, "{}", ran.stderr);
    assert_ne!(remote(&ran, "refs/tags/sample-v1.0.0"), "", "{}", ran.stderr);
    assert_eq!(remote(&ran, "refs/tags/v1.0.0"), "");
}
