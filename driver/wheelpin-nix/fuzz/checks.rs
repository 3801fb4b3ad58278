//! What holds for every input: the fuzz targets try any, `cargo test` the corpus.

use wheelpin_nix::Derivation;
use wheelpin_nix::stream::{BuildState, Event, Parser, excerpt};

/// Longest text of an event: a message, and its ellipsis.
const TEXT: usize = (64 << 10) + 4;

/// The first byte says in how long pieces the rest comes.
pub(crate) fn stream(input: &[u8]) {
    let Some((length, stream)) = input.split_first() else { return };
    let mut parser = Parser::new();
    let mut lines = Vec::new();
    for piece in stream.chunks(usize::from(*length) + 1) {
        lines.extend(parser.push(piece));
    }
    lines.extend(parser.finish());

    let mut whole = Parser::new();
    let mut same = whole.push(stream);
    same.extend(whole.finish());
    assert_eq!(lines, same);

    let mut state = BuildState::new();
    for line in lines {
        for event in state.update(line) {
            event_is_fit(&event);
            if let Event::Failed { derivation, .. } = event {
                let tail = state.tail(&derivation);
                assert!(tail.len() <= 500);
                assert!(excerpt(tail).len() <= 80);
            }
        }
    }
}

fn event_is_fit(event: &Event) {
    match event {
        Event::LogLine { line: text, .. }
        | Event::Phase { phase: text, .. }
        | Event::Download { what: text, .. }
        | Event::Waiting { text, .. } => is_one_line(text),
        Event::Message { text, .. } => {
            assert!(!text.is_empty() && text.len() <= TEXT);
            text.lines().for_each(is_plain);
        }
        Event::Copy { path, from, to, .. } => {
            is_one_line(path.as_str());
            is_one_line(from);
            is_one_line(to);
        }
        Event::Compiling { krate, version, .. } => {
            is_one_line(krate);
            is_one_line(version);
        }
        Event::Started { derivation, machine } => {
            is_one_line(derivation.as_str());
            machine.as_deref().map(is_one_line);
        }
        _ => {}
    }
}

fn is_one_line(text: &str) {
    assert!(text.len() <= TEXT);
    is_plain(text);
}

fn is_plain(text: &str) {
    assert!(!text.contains(char::is_control), "{text:?}");
}

pub(crate) fn derivation(input: &[u8]) {
    if let Ok(derivation) = Derivation::parse(input) {
        for path in derivation.input_derivations.keys().chain(&derivation.input_sources) {
            assert!(path.as_str().starts_with(path.directory()));
            assert!(path.as_str().ends_with(path.name()));
        }
    }
}
