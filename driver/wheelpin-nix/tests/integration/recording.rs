use std::collections::HashMap;
use std::path::Path;

use wheelpin_nix::stream::{BuildState, Event, Line, Parser};

/// What `ci/record-nix-logs` recorded.
pub(crate) const NAMES: [&str; 8] = [
    "nix-2.8/success",
    "nix-2.8/nothing-to-do",
    "nix-2.8/failure",
    "nix-2.8/interrupted",
    "nix-2.34/success",
    "nix-2.34/nothing-to-do",
    "nix-2.34/failure",
    "nix-2.34/interrupted",
];

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recordings");
    std::fs::read(directory.join(format!("{name}.stderr"))).unwrap()
}

pub(crate) fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut parser = Parser::new();
    let mut lines = parser.push(bytes);
    lines.extend(parser.finish());
    lines
}

/// All events of a recording, and the state after them.
pub(crate) fn replay(name: &str) -> (Vec<Event>, BuildState) {
    let mut state = BuildState::new();
    let lines = lines(&bytes(name));
    let events = lines.into_iter().flat_map(|line| state.update(line)).collect();
    (events, state)
}

/// An event as one line, without what differs from one recording to the next:
/// hashes and salt, and ids, which become numbers in order of appearance.
pub(crate) fn redact(event: &Event, ids: &mut HashMap<u64, usize>) -> String {
    let mut text = serde_json::to_string(event).unwrap();
    if let Some(id) = serde_json::to_value(event).unwrap()["id"].as_u64() {
        let next = ids.len();
        let number = ids.entry(id).or_insert(next);
        text = text.replace(&format!("\"id\":{id}"), &format!("\"id\":{number}"));
    }
    let text = without_after(&text, "/nix/store/", 32, "HASH");
    let text = without_after(&text, "recording-", 10, "TIME");
    without_after(&text, "sha256-", 44, "HASH")
}

/// Puts a word for the `length` bytes after every `mark`; the pinned hash, all
/// zeros, stays.
pub(crate) fn without_after(text: &str, mark: &str, length: usize, word: &str) -> String {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| match part.get(length..) {
        Some(rest) if !part.starts_with("AAAA") => text + mark + word + rest,
        _ => text + mark + part,
    })
}
