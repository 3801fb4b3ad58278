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
fn no_message_of_the_corpus_is_mishandled() {
    for input in corpus("message") {
        checks::message(&input);
    }
}

#[test]
fn no_changelog_of_the_corpus_is_mishandled() {
    for input in corpus("changelog") {
        checks::changelog(&input);
    }
}

#[test]
fn no_version_of_the_corpus_is_mishandled() {
    for input in corpus("version") {
        checks::version(&input);
    }
}
