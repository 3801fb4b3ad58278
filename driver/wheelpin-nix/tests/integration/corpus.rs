use std::path::Path;

#[path = "../../fuzz/checks.rs"]
mod checks;

/// Every input that a fuzz target has found worth keeping.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let inputs: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(!inputs.is_empty());
    inputs
}

#[test]
fn no_stream_of_the_corpus_is_mishandled() {
    for input in corpus("stream") {
        checks::stream(&input);
    }
}

#[test]
fn no_derivation_of_the_corpus_is_mishandled() {
    for input in corpus("derivation") {
        checks::derivation(&input);
    }
}
