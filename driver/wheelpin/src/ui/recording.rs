//! Real runs of Nix, as consumers are told of them, for tests.

use std::collections::BTreeSet;
use std::path::Path;

use wheelpin_nix::stream::{BuildState, Parser};
use wheelpin_nix::{BuildEvent, Plan, StorePath};

/// Recordings of `wheelpin-nix/tests/recordings` that people should see.
pub(crate) const NAMES: [&str; 6] = [
    "nix-2.8/success",
    "nix-2.8/failure",
    "nix-2.8/interrupted",
    "nix-2.34/success",
    "nix-2.34/failure",
    "nix-2.34/interrupted",
];

/// A plan whose cells are those of the recordings.
pub(crate) fn plan() -> Plan {
    let cell = |id: &str| {
        serde_json::json!({
            "id": id, "file": "", "target": "", "triples": [], "platformTag": "", "tested": true,
            "abi": "", "abiKind": "abi3", "python": null, "drvPath": "",
        })
    };
    let cells = ["cp311-abi3-manylinux_2_28_x86_64", "cp39-abi3-win_amd64"].map(cell);
    serde_json::from_value(serde_json::json!({
        "schema": 1, "name": "sample", "version": "1.0", "rust": "", "buildHost": "",
        "toolchain": "", "sdist": "sample-1.0.tar.gz", "cells": cells,
    }))
    .unwrap()
}

/// What happened: the derivations that the recording begins with, then all that
/// Nix told.
pub(crate) fn events(name: &str) -> Vec<BuildEvent> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wheelpin-nix/tests/recordings");
    let text = std::fs::read_to_string(directory.join(format!("{name}.stderr"))).unwrap();
    // Its aggregate has another name.
    let text = text.replace("-wheels.drv", "-wheelpin-build.drv");
    let builds: BTreeSet<StorePath> = text
        .lines()
        .filter_map(|line| line.split_once("\"msg\":\"  ")?.1.strip_suffix("\"}"))
        .filter_map(StorePath::parse)
        .filter(|path| path.is_derivation() && path.name() != "wheelpin-build.drv")
        .collect();
    let mut events = vec![BuildEvent::Planned {
        name: "sample".into(),
        version: "1.0".into(),
        files: builds.len(),
        tests: 0,
        reused: 0,
        builds,
        fetches: BTreeSet::new(),
    }];
    let mut parser = Parser::new();
    let mut state = BuildState::new();
    let mut lines = parser.push(text.as_bytes());
    lines.extend(parser.finish());
    events.extend(lines.into_iter().flat_map(|line| state.update(line)).map(BuildEvent::Nix));
    events
}

/// Text without what the next recording would have otherwise: hashes, salt, ids.
pub(crate) fn redact(text: &str) -> String {
    let text = without_after(&timeless(text), "/nix/store/", "HASH");
    let text = without_after(&text, "recording-", "TIME");
    let text = without_after(&text, "got: ", "HASH");
    let text = without_after(&text, "\"got\":\"", "HASH");
    without_after(&text, "\"id\":", "ID")
}

/// Text in which everything takes no time, on a slow machine too.
pub(crate) fn timeless(text: &str) -> String {
    (1..60).fold(text.to_owned(), |text, seconds| {
        let text = text.replace(&format!(" {seconds}s"), " 0s");
        text.replace(&format!("({seconds} s)"), "(0 s)")
    })
}

/// Puts a word for what follows every `mark`, up to a character that no hash has.
fn without_after(text: &str, mark: &str, word: &str) -> String {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let is_end = |character: char| {
            !character.is_ascii_alphanumeric()
                && (mark.ends_with('/') || !"-+/=".contains(character))
        };
        let end = part.find(is_end).unwrap_or(part.len());
        text + mark + word + &part[end..]
    })
}
