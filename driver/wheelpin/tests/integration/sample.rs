//! A project of two wheels and a source distribution, with a store of its own.
//! A file of the store is there for Nix if `PATH.valid` is beside it.

use std::fmt::Write;

use serde_json::json;

use crate::nix::Nix;
use crate::test::Test;

/// Name, hash of its derivation and hash of its output.
type Made = (&'static str, &'static str, &'static str);

const LINUX: Made = (
    "cp311-abi3-manylinux_2_28_x86_64",
    "11111111111111111111111111111111",
    "22222222222222222222222222222222",
);
const WINDOWS: Made = (
    "cp311-abi3-win_amd64",
    "33333333333333333333333333333333",
    "44444444444444444444444444444444",
);
const SDIST: Made = (
    "wheelpin-sdist-sample",
    "55555555555555555555555555555555",
    "66666666666666666666666666666666",
);
const LINUX_COMPILED: Made = (
    "wheelpin-compiled-sample-manylinux-x86_64-cp311-abi3",
    "77777777777777777777777777777777",
    "88888888888888888888888888888888",
);
const WINDOWS_COMPILED: Made = (
    "wheelpin-compiled-sample-windows-x86_64-cp311-abi3",
    "99999999999999999999999999999999",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
);
const ROOT: Made = ("wheelpin-build", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "");

/// Asks the file system which of the paths asked for are not there.
const VALIDITY: &str = r#"
for path; do
  case $path in /*) if [ ! -e "$path.valid" ]; then printf '%s\n' "$path"; fi ;; esac
done
"#;

fn drv((name, hash, _): Made) -> String {
    format!("ROOT/store/{hash}-{name}.drv")
}

fn out((name, _, hash): Made) -> String {
    format!("ROOT/store/{hash}-{name}")
}

/// The content of a derivation that needs others.
fn derivation(made: Made, inputs: &[Made]) -> String {
    let inputs: Vec<String> =
        inputs.iter().map(|input| format!(r#"("{}",["out"])"#, drv(*input))).collect();
    let (inputs, out) = (inputs.join(","), out(made));
    format!(r#"Derive([("out","{out}","","")],[{inputs}],[],"x86_64-linux","/bin/sh",[],[])"#)
}

/// The plan, with another file name for the wheel for Windows if there is one.
fn plan(windows_file: Option<&str>) -> String {
    let cell = |made: Made, target: &str, tag: &str| {
        json!({
            "id": made.0,
            "file": format!("sample-1.0-cp311-abi3-{tag}.whl"),
            "target": target,
            "triples": [],
            "platformTag": tag,
            "tested": true,
            "abi": "cp311-abi3",
            "abiKind": "abi3",
            "python": "3.11",
            "drvPath": drv(made),
            "outputPath": out(made),
        })
    };
    let linux = cell(LINUX, "manylinux-x86_64", "manylinux_2_28_x86_64");
    let mut windows = cell(WINDOWS, "windows-x86_64", "win_amd64");
    if let Some(file) = windows_file {
        windows["file"] = file.into();
    }
    json!({
        "schema": 1,
        "name": "sample",
        "version": "1.0",
        "rust": "1.98.0",
        "buildHost": "x86_64-linux",
        "toolchain": "registry",
        "tools": { "maturin": "1.14.1", "rust": "1.98.0" },
        "sdist": "sample-1.0.tar.gz",
        "sdistDrvPath": drv(SDIST),
        "sdistOutputPath": out(SDIST),
        "cells": [linux, windows],
    })
    .to_string()
}

/// What a scripted run of Nix does, as a script with the stream of Nix 2.34.
#[derive(Default)]
pub struct Run {
    script: String,
    id: usize,
}

impl Run {
    fn say(&mut self, record: &serde_json::Value) {
        let record = record.to_string().replace('\'', r"'\''");
        writeln!(self.script, "printf '%s\\n' '@nix {record}' >&2").unwrap();
    }

    fn start(&mut self, made: Made) {
        self.id += 1;
        self.say(&json!({
            "action": "start", "id": self.id, "level": 3, "parent": 0, "type": 105,
            "fields": [drv(made), "", 1, 1], "text": "",
        }));
    }

    fn stop(&mut self) {
        self.say(&json!({ "action": "stop", "id": self.id }));
    }

    fn built(mut self, made: Made) -> Self {
        self.start(made);
        writeln!(self.script, ": >{}.valid", out(made)).unwrap();
        self.stop();
        self
    }

    fn failed(mut self, made: Made, log: &[&str]) -> Self {
        self.start(made);
        for line in log {
            self.say(&json!({ "action": "result", "id": self.id, "type": 101, "fields": [line] }));
        }
        self.stop();
        self.error(&format!(
            "Cannot build '{}'.\nReason: builder failed with exit code 101.",
            drv(made)
        ))
    }

    /// The wheel for Linux is built.
    pub fn linux(self) -> Self {
        self.built(LINUX_COMPILED).built(LINUX)
    }

    /// The wheel for Windows is built.
    pub fn windows(self) -> Self {
        self.built(WINDOWS_COMPILED).built(WINDOWS)
    }

    /// The source distribution is built.
    pub fn sdist(self) -> Self {
        self.built(SDIST)
    }

    /// Compiling for Linux fails.
    pub fn linux_failed(self, log: &[&str]) -> Self {
        self.failed(LINUX_COMPILED, log)
    }

    /// Compiling for Windows fails.
    pub fn windows_failed(self, log: &[&str]) -> Self {
        self.failed(WINDOWS_COMPILED, log)
    }

    /// Nix says that something is wrong.
    pub fn error(mut self, message: &str) -> Self {
        self.say(&json!({ "action": "msg", "level": 0, "msg": message, "raw_msg": message }));
        self
    }

    /// Anything else, in the language of the shell.
    pub fn shell(mut self, script: &str) -> Self {
        writeln!(self.script, "{script}").unwrap();
        self
    }
}

impl Test {
    /// The project, with nothing built; `run` is what building it does.
    pub fn sample(self, run: Run) -> Self {
        self.sample_with(run, None)
    }

    /// The project with another file name for the wheel for Windows.
    pub fn sample_with(self, run: Run, windows_file: Option<&str>) -> Self {
        let stdout = |stdout: String| Nix { stdout: stdout.leak(), stderr: "", status: 0 };
        let mut will = String::from("these derivations will be built:\n");
        for made in [LINUX_COMPILED, LINUX, WINDOWS_COMPILED, WINDOWS, SDIST, ROOT] {
            writeln!(will, "  {}", drv(made)).unwrap();
        }
        let path = |path: String| path.strip_prefix("ROOT/").unwrap().to_owned();
        let mut test = self
            .file("flake.nix")
            .nix(stdout(plan(windows_file)))
            .answer("instantiate", stdout(format!("{}\n", drv(ROOT))))
            .answer("dry-run", Nix { stdout: "", stderr: will.leak(), status: 0 })
            .script("check-validity", VALIDITY)
            .realises(run);
        for (made, inputs) in [
            (LINUX, &[LINUX_COMPILED][..]),
            (WINDOWS, &[WINDOWS_COMPILED]),
            (SDIST, &[]),
            (LINUX_COMPILED, &[]),
            (WINDOWS_COMPILED, &[]),
        ] {
            test = test.beside(&path(drv(made)), &derivation(made, inputs));
        }
        for (made, file) in [
            (LINUX, "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl"),
            (WINDOWS, "sample-1.0-cp311-abi3-win_amd64.whl"),
            (SDIST, "sample-1.0.tar.gz"),
        ] {
            test = test.beside(&format!("{}/{file}", path(out(made))), "abc");
        }
        test
    }

    /// What building does from now on.
    pub fn realises(self, run: Run) -> Self {
        self.script("realise", &run.script)
    }
}
