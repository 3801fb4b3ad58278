use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use serde_json::{Value, json};

use crate::support::{Upload, client, get_json};

#[expect(clippy::disallowed_methods, reason = "the program under test")]
fn program(arguments: &[&str]) -> Child {
    std::process::Command::new(env!("CARGO_BIN_EXE_wheelpin-rehearsal-index"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn addresses(child: &mut Child) -> Value {
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap()
}

#[tokio::test]
async fn the_program_tells_its_addresses_and_ends_when_it_is_told() {
    let settings = json!({ "api-tokens": [{ "token": "pypi-a" }] }).to_string();
    let mut child = program(&[&settings, "--until-eof"]);
    let addresses = addresses(&mut child);
    let upload = Upload::sample();
    let request = client().post(addresses["upload"].as_str().unwrap()).bearer_auth("pypi-a");
    let answer = request.multipart(upload.form()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let debug = addresses["debug"].as_str().unwrap();
    let requests = get_json(&format!("{debug}requests")).await;
    assert_eq!(requests[0]["path"], "/legacy/");
    let advance = client().post(format!("{debug}clock")).json(&json!({ "seconds": 60 }));
    assert_eq!(advance.send().await.unwrap().status(), 204);
    let delete = client().post(format!("{debug}delete")).json(&json!({ "file": upload.file_name }));
    assert_eq!(delete.send().await.unwrap().status(), 204);
    let state = get_json(&format!("{debug}state")).await;
    assert_eq!(state["projects"][0]["releases"][0]["files"], json!([]));
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
#[cfg(unix)]
fn the_program_ends_at_sigterm() {
    let mut child = program(&[]);
    addresses(&mut child);
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn settings_that_are_none_are_told() {
    for (argument, message) in [
        ("{\"latency\": 1}", "failed to read the settings of the index: unknown field `latency`"),
        ("/no/such/file", "failed to read /no/such/file: No such file"),
    ] {
        let output = program(&[argument]).wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains(message), "{error}");
    }
}
