//! A project of two wheels and a source distribution, with a store of its own.
//! A file of the store is there for Nix if `PATH.valid` is beside it.

use std::fmt::Write;

use serde_json::json;
use wheelpin_testing::{SdistBuilder, WheelBuilder};

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
    "wheelpin-linked-sample-manylinux-x86_64-cp311-abi3",
    "77777777777777777777777777777777",
    "88888888888888888888888888888888",
);
const WINDOWS_COMPILED: Made = (
    "wheelpin-linked-sample-windows-x86_64-cp311-abi3",
    "99999999999999999999999999999999",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
);
const LINUX_CHECKED: Made = (
    "wheelpin-checked-cp311-abi3-manylinux_2_28_x86_64",
    "cccccccccccccccccccccccccccccccc",
    "dddddddddddddddddddddddddddddddd",
);
const LINUX_FINDINGS: Made = (
    "wheelpin-findings-cp311-abi3-manylinux_2_28_x86_64",
    "ffffffffffffffffffffffffffffffff",
    "gggggggggggggggggggggggggggggggg",
);
const WINDOWS_CHECKED: Made = (
    "wheelpin-checked-cp311-abi3-win_amd64",
    "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh",
    "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
);
const WINDOWS_FINDINGS: Made = (
    "wheelpin-findings-cp311-abi3-win_amd64",
    "jjjjjjjjjjjjjjjjjjjjjjjjjjjjjjjj",
    "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk",
);
const SDIST_CHECKED: Made = (
    "wheelpin-checked-sdist-sample",
    "llllllllllllllllllllllllllllllll",
    "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
);
const SDIST_FINDINGS: Made = (
    "wheelpin-findings-sdist-sample",
    "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
    "pppppppppppppppppppppppppppppppp",
);
const RELEASE_CHECKED: Made = (
    "wheelpin-checked-release-sample",
    "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq",
    "rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr",
);
const RELEASE_FINDINGS: Made = (
    "wheelpin-findings-release-sample",
    "ssssssssssssssssssssssssssssssss",
    "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv",
);
const LINUX_TRIED: Made = (
    "wheelpin-tried-cp311-abi3-manylinux_2_28_x86_64-cp311",
    "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
);
const ROOT: Made = ("wheelpin-build", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "");

/// What an error among findings looks like.
pub const REFUSED: &str = r#"{"rule":"too-new","severity":"error","message":"needs glibc 2.38","remedy":"-","places":[],"times":1}"#;

/// What a warning looks like.
pub const WARNED: &str = r#"{"rule":"debug-info","severity":"warning","message":"holds debug info","remedy":"-","places":[],"times":1}"#;

fn report(findings: &str) -> String {
    format!(r#"{{"schema":1,"files":[],"findings":[{findings}],"ignored":[]}}"#)
}

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
    let cell = |[made, checked, findings]: [Made; 3], target: &str, tag: &str| {
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
            "drvPath": drv(checked),
            "outputPath": out(checked),
            "findingsPath": out(findings),
            "uncheckedPath": out(made),
        })
    };
    let mut linux =
        cell([LINUX, LINUX_CHECKED, LINUX_FINDINGS], "manylinux-x86_64", "manylinux_2_28_x86_64");
    linux["smokeResults"] = json!([{
        "name": "smoke-cp311-abi3-manylinux_2_28_x86_64-cp311",
        "python": "cp311",
        "release": "3.11.2",
        "platform": "linux-x86_64-glibc",
        "drvPath": drv(LINUX_TRIED),
        "outputPath": out(LINUX_TRIED),
    }]);
    let mut windows =
        cell([WINDOWS, WINDOWS_CHECKED, WINDOWS_FINDINGS], "windows-x86_64", "win_amd64");
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
        "sdistDrvPath": drv(SDIST_CHECKED),
        "sdistOutputPath": out(SDIST_CHECKED),
        "sdistFindingsPath": out(SDIST_FINDINGS),
        "sdistUncheckedPath": out(SDIST),
        "releaseDrvPath": drv(RELEASE_CHECKED),
        "releaseOutputPath": out(RELEASE_CHECKED),
        "releaseFindingsPath": out(RELEASE_FINDINGS),
        "cells": [linux, windows],
    })
    .to_string()
}

/// Where the checked wheel for Linux is in the store.
pub fn linux_store_path() -> String {
    out(LINUX_CHECKED)
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
        self.built(LINUX_COMPILED).built(LINUX).built(LINUX_FINDINGS).built(LINUX_CHECKED)
    }

    /// The wheel for Linux is built, and its check fails.
    pub fn linux_refused(self) -> Self {
        self.built(LINUX_COMPILED).built(LINUX).built(LINUX_FINDINGS).failed(LINUX_CHECKED, &[])
    }

    /// The wheel for Windows is built.
    pub fn windows(self) -> Self {
        self.built(WINDOWS_COMPILED).built(WINDOWS).built(WINDOWS_FINDINGS).built(WINDOWS_CHECKED)
    }

    /// Nix has tried the wheel for Linux.
    pub fn tried(self) -> Self {
        self.built(LINUX_TRIED)
    }

    /// The source distribution is built.
    pub fn sdist(self) -> Self {
        self.built(SDIST).built(SDIST_FINDINGS).built(SDIST_CHECKED)
    }

    /// All files together pass.
    pub fn release(self) -> Self {
        self.built(RELEASE_FINDINGS).built(RELEASE_CHECKED)
    }

    /// All files together do not pass.
    pub fn release_refused(self) -> Self {
        self.built(RELEASE_FINDINGS).failed(RELEASE_CHECKED, &[])
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
        let linux = [LINUX_COMPILED, LINUX, LINUX_FINDINGS, LINUX_CHECKED];
        let windows = [WINDOWS_COMPILED, WINDOWS, WINDOWS_FINDINGS, WINDOWS_CHECKED];
        let sdist = [SDIST, SDIST_FINDINGS, SDIST_CHECKED];
        let all = [RELEASE_FINDINGS, RELEASE_CHECKED, ROOT];
        for made in [&linux[..], &windows, &sdist, &all].concat() {
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
            (LINUX_CHECKED, &[LINUX, LINUX_FINDINGS][..]),
            (LINUX_FINDINGS, &[LINUX]),
            (LINUX, &[LINUX_COMPILED]),
            (WINDOWS_CHECKED, &[WINDOWS, WINDOWS_FINDINGS]),
            (WINDOWS_FINDINGS, &[WINDOWS]),
            (WINDOWS, &[WINDOWS_COMPILED]),
            (SDIST_CHECKED, &[SDIST, SDIST_FINDINGS]),
            (SDIST_FINDINGS, &[SDIST]),
            (SDIST, &[]),
            (RELEASE_CHECKED, &[RELEASE_FINDINGS]),
            (RELEASE_FINDINGS, &[LINUX_CHECKED, WINDOWS_CHECKED, SDIST_CHECKED]),
            (LINUX_COMPILED, &[]),
            (WINDOWS_COMPILED, &[]),
        ] {
            test = test.beside(&path(drv(made)), &derivation(made, inputs));
        }
        for (made, file) in [
            (LINUX_CHECKED, "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl"),
            (WINDOWS_CHECKED, "sample-1.0-cp311-abi3-win_amd64.whl"),
            (SDIST_CHECKED, "sample-1.0.tar.gz"),
        ] {
            test = test.beside(&format!("{}/{file}", path(out(made))), "abc");
        }
        for made in [LINUX_FINDINGS, WINDOWS_FINDINGS, SDIST_FINDINGS, RELEASE_FINDINGS] {
            test = test.found(made, "");
        }
        test
    }

    /// With files that an index takes.
    pub fn sound_files(self) -> Self {
        let mut test = self;
        for (made, tag) in
            [(LINUX_CHECKED, "manylinux_2_28_x86_64"), (WINDOWS_CHECKED, "win_amd64")]
        {
            let wheel = WheelBuilder::new(&format!("cp311-abi3-{tag}"));
            test = test.stored(made, &wheel.file_name(), &wheel.bytes());
        }
        let sdist = SdistBuilder::new();
        test.stored(SDIST_CHECKED, &sdist.file_name(), &sdist.bytes())
    }

    fn stored(self, made: Made, file: &str, bytes: &[u8]) -> Self {
        let path = self.path(out(made).strip_prefix("ROOT/").unwrap()).join(file);
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// What the check of the wheel for Linux finds.
    pub fn found_in_linux(self, findings: &str) -> Self {
        self.found(LINUX_FINDINGS, findings)
    }

    /// What the check of the wheel for Windows finds.
    pub fn found_in_windows(self, findings: &str) -> Self {
        self.found(WINDOWS_FINDINGS, findings)
    }

    /// What the check of all files together finds.
    pub fn found_in_all(self, findings: &str) -> Self {
        self.found(RELEASE_FINDINGS, findings)
    }

    fn found(self, made: Made, findings: &str) -> Self {
        let file = format!("{}/findings.json", out(made));
        self.beside(file.strip_prefix("ROOT/").unwrap(), &report(findings))
    }

    /// What the test of the wheel for Linux said in Nix.
    pub fn tried_in_linux(self, result: &str) -> Self {
        let name = "smoke-cp311-abi3-manylinux_2_28_x86_64-cp311";
        let file = format!("{}/{name}/result.json", out(LINUX_TRIED));
        self.beside(file.strip_prefix("ROOT/").unwrap(), result)
    }

    /// What building does from now on.
    pub fn realises(self, run: Run) -> Self {
        self.script("realise", &run.script)
    }
}
