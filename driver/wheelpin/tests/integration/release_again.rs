//! Releases that stopped and go on, are finished by another run, or given up.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use wheelpin_index::Fault;
use wheelpin_testing::GitRepository;

use crate::released::{
    FILES, Index, PYPROJECT, all_built, announced, arguments, assert_no_secrets, assert_released,
    git_of, identified, place, remote,
};
use crate::test::{Ran, Test};

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
fn the_next_job_is_told_where_a_release_stands() {
    let index = Index::new();
    let (test, _) = place(arguments!(index, "--yes", "--version", "1.0.0", "--until", "test"));
    let file = test.path("tmp/output");
    let with =
        |test: Test| identified(test, &index).variable("GITHUB_OUTPUT", file.to_str().unwrap());
    let ran = with(test).run_unread();
    let told = fs::read_to_string(&file).unwrap();
    assert!(told.starts_with("release=true\nreleased=false\nproject=sample\nversion=1.0.0\n"));
    for line in ["python-version=1.0.0", "tag=v1.0.0"] {
        assert!(told.lines().any(|it| it == line), "{line}: {told}");
    }
    assert!(told.lines().any(|it| it.starts_with("simple=http")), "{told}");
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
