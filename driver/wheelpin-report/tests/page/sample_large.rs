//! A large release.

use serde_json::{Value, json};
use wheelpin_report::Previous;

use crate::sample::{Sample, sample};

/// 100 wheels of ten platforms, and 400 steps.
pub fn large() -> Sample {
    let platforms = [
        "manylinux_2_28_x86_64",
        "manylinux_2_28_aarch64",
        "manylinux_2_17_i686",
        "manylinux_2_17_armv7l",
        "musllinux_1_2_x86_64",
        "musllinux_1_2_aarch64",
        "macosx_11_0_arm64",
        "macosx_10_12_x86_64",
        "win_amd64",
        "win_arm64",
    ];
    let abis = [
        "cp39-cp39",
        "cp310-cp310",
        "cp311-cp311",
        "cp312-cp312",
        "cp313-cp313",
        "cp313-cp313t",
        "cp314-cp314",
        "cp314-cp314t",
        "pp311-pypy311_pp73",
        "cp315-cp315",
    ];
    let (mut files, mut steps): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
    for platform in platforms {
        for abi in abis {
            let id = format!("{abi}-{platform}");
            let at = files.len() as u64;
            files.push(json!({
                "file": format!("sample-1.0-{id}.whl"), "sha256": "ab".repeat(32), "size": 1_000_000 + at, "cell": id,
                "storePath": format!("/nix/store/{}-{id}", "a".repeat(32)),
                "derivation": format!("/nix/store/{}-wheelpin-checked-{id}.drv", "a".repeat(32)),
                "seconds": 12, "outcome": "built",
                "findings": [{ "rule": "debug-info", "severity": "warning", "message": format!("holds debug info of {platform}") }],
                "tests": [{ "python": abi.split('-').next(), "platform": "linux-x86_64-glibc", "outcome": "not-run", "reason": "there is no such Python here" }],
            }));
            for stage in ["wheelpin-linked-sample", "", "wheelpin-findings", "wheelpin-checked"] {
                let number = steps.len() as u64;
                steps.push(json!({
                    "derivation": format!("/nix/store/{}-{number}.drv", "b".repeat(32)),
                    "name": format!("{stage}-{id}").trim_start_matches('-'), "cells": [id],
                    "started": 1_790_000_000_000_u64 + number * 700, "millis": 3000 + number * 7 % 4000,
                    "needs": if stage.starts_with("wheelpin-c") && number > 9 { vec![number - 9, number - 8] } else { vec![] },
                    "outcome": "built",
                }));
            }
        }
    }
    let manifest = json!({
        "schema": 1, "name": "sample", "version": "1.0", "buildHost": "x86_64-linux", "toolchain": "registry",
        "tools": {}, "failed": [], "files": files, "steps": steps,
    });
    let sizes = |file: &Value| (file["file"].as_str().unwrap().replace("-1.0-", "-0.9-"), 900_000);
    let previous = Previous::Known {
        version: "0.9".into(),
        from: "PyPI".into(),
        sizes: files.iter().map(sizes).collect(),
    };
    Sample { manifest: serde_json::from_value(manifest).unwrap(), previous, ..sample() }
}
