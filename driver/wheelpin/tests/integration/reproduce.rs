//! What is told before anything is built again.

use std::net::TcpListener;

use rustix::process::{Pid, Signal, kill_process};

use crate::nix::PLAN;
use crate::stop::until;
use crate::test::Test;

fn against<const N: usize>(arguments: [&str; N]) -> Test {
    Test::new(["reproduce"]).arguments(&arguments).file("flake.nix").nix(PLAN)
}

#[test]
fn what_cannot_be_compared_with_is_told_first() {
    for (name, why) in [
        ("none.whl", "failed to read none.whl"),
        ("a.txt", "failed to compare with a.txt: it is no wheel and no sdist by its name"),
    ] {
        let ran = against(["--against", name]).content("a.txt", "").status(2).run_unread();
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
        assert!(!ran.stderr.contains("wheelpin check"), "{}", ran.stderr);
    }
    let ran = against(["--store", "full", "--keep"]).content("full/a", "").status(2).run_unread();
    assert!(ran.stderr.contains("it is not empty"), "{}", ran.stderr);
}

#[test]
fn waiting_for_an_index_can_be_stopped() {
    // It takes what comes, and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let index = format!("http://{}/", silent.local_addr().unwrap());
    let what = format!("{index}:greeting==0.1.0");
    let (mut child, _directory) = against(["--against", &what, "--simple", &index]).start();
    let _asked = silent.accept().unwrap();
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::TERM).unwrap();
    let status = until(|| child.try_wait().unwrap());
    assert_eq!(status.code(), Some(130));
}
