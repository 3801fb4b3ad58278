//! A release with everything that a report can tell of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use wheelpin_dist::Manifest;
use wheelpin_report::{Previous, Release, ReleaseStep, Report, StepState};

/// What a report borrows.
pub struct Sample {
    pub manifest: Manifest,
    pub release: Option<Release>,
    pub previous: Previous,
    pub attestations: BTreeMap<String, BTreeSet<String>>,
    pub repository: Option<String>,
    pub remarks: Vec<String>,
    pub wheelpin: String,
}

impl Sample {
    pub fn report(&self) -> Report<'_> {
        Report {
            manifest: &self.manifest,
            release: self.release.as_ref(),
            previous: &self.previous,
            attestations: &self.attestations,
            repository: self.repository.as_deref(),
            remarks: &self.remarks,
            wheelpin: &self.wheelpin,
        }
    }
}

pub const WHEEL: &str = "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl";

/// A manifest with a wheel, a failure, a refusal, and steps.
pub fn manifest() -> Value {
    let finding = |rule: &str, severity: &str| json!({ "rule": rule, "severity": severity, "message": format!("about {rule}") });
    let test = |python: &str, outcome: &str| {
        json!({
            "python": python, "platform": "linux-x86_64-glibc", "outcome": outcome,
            "release": "3.11.2", "reason": "a reason", "remedy": "A remedy.", "module": "sample",
            "skipped": [{ "module": "sample.x", "why": "why" }], "milliseconds": 1234,
            "output": "the output",
        })
    };
    json!({
        "schema": 1, "name": "sample", "version": "1.0", "buildHost": "x86_64-linux",
        "toolchain": "registry", "tools": { "rust": "1.98.0", "maturin": "1.14.1" },
        "files": [
            {
                "file": WHEEL, "sha256": "ab".repeat(32), "size": 1_234_567,
                "cell": "cp311-abi3-manylinux_2_28_x86_64", "storePath": "/nix/store/a-w",
                "derivation": "/nix/store/a-w.drv", "seconds": 12, "outcome": "built",
                "findings": [finding("debug-info", "warning"), finding("big", "info")],
                "tests": [test("cp311", "passed"), test("cp312", "failed"), test("cp313", "not-run")],
            },
            {
                "file": "sample-1.0.tar.gz", "sha256": "cd".repeat(32), "size": 4321, "cell": null,
                "storePath": "/nix/store/b-s", "derivation": "/nix/store/b-s.drv", "seconds": null,
                "outcome": "reused", "findings": null,
            },
        ],
        "failed": [
            { "cell": "cp311-abi3-win_amd64", "derivation": "/nix/store/c-f.drv" },
            {
                "cell": "cp311-abi3-macosx_11_0_arm64", "derivation": "/nix/store/d-f.drv",
                "findings": [finding("too-new", "error")], "unchecked": "/nix/store/d-u/x.whl",
            },
        ],
        "findings": [finding("release-x", "warning")],
        "skipped": { "test": "nobody is here" },
        "steps": [
            {
                "derivation": "/nix/store/e.drv", "cells": ["cp311-abi3-manylinux_2_28_x86_64"],
                "name": "wheelpin-dependencies-sample-manylinux-x86_64-cp311-abi3",
                "started": 1_790_000_000_000_u64, "millis": 30_000, "outcome": "built",
            },
            {
                "derivation": "/nix/store/f.drv", "cells": ["cp311-abi3-win_amd64"],
                "name": "wheelpin-linked-sample-windows-x86_64-cp311-abi3",
                "started": 1_790_000_001_000_u64, "millis": 9_000, "outcome": "failed",
                "machine": "ssh://builder",
            },
            {
                "derivation": "/nix/store/g.drv", "cells": ["cp311-abi3-manylinux_2_28_x86_64"],
                "name": "wheelpin-linked-sample-manylinux-x86_64-cp311-abi3", "needs": [0],
                "started": 1_790_000_030_000_u64, "millis": 20_000, "outcome": "built",
            },
        ],
    })
}

pub fn release() -> Release {
    let step = |name: &str, state| ReleaseStep {
        name: name.into(),
        state,
        text: format!("about {name}"),
        url: Some(format!("https://index.example/{name}")),
        millis: Some(1500),
    };
    Release {
        project: "sample".into(),
        version: "1.0".into(),
        tag: "v1.0".into(),
        commit: Some("0123456789abcdef0123456789abcdef01234567".into()),
        previous: Some("0.9".into()),
        index: "pypi".into(),
        is_on_pypi: true,
        is_rehearsal: false,
        steps: vec![
            step("build", StepState::Done),
            step("test", StepState::Skipped),
            step("publish", StepState::Failed),
            step("verify", StepState::Begun),
            step("forge", StepState::Left),
        ],
        uploaded: BTreeMap::from([(WHEEL.into(), "ab".repeat(32))]),
        attested: BTreeSet::from([WHEEL.into()]),
        is_verified: false,
        is_complete: false,
        is_aborted: false,
        notes: vec!["a note".into()],
    }
}

pub fn sample() -> Sample {
    Sample {
        manifest: serde_json::from_value(manifest()).unwrap(),
        release: Some(release()),
        previous: Previous::Known {
            version: "0.9".into(),
            from: "PyPI".into(),
            sizes: BTreeMap::from([
                ("sample-0.9-cp311-abi3-manylinux_2_28_x86_64.whl".into(), 1_000_000),
                ("sample-0.9-cp311-abi3-win32.whl".into(), 7),
            ]),
        },
        attestations: BTreeMap::from([(
            WHEEL.into(),
            BTreeSet::from(["publish".into(), "provenance".into()]),
        )]),
        repository: Some("https://forge.example/acme/sample".into()),
        remarks: vec!["A remark.".into()],
        wheelpin: "0.1.0".into(),
    }
}
