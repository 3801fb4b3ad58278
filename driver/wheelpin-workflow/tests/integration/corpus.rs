use std::path::Path;

#[expect(clippy::panic, reason = "a check that fails says why")]
#[path = "../../fuzz/checks.rs"]
pub mod checks;

/// Every input that the fuzz target has found worth keeping, in the order of names.
pub fn inputs() -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/workflow");
    let mut paths: Vec<_> =
        std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn no_workflow_of_the_corpus_is_mishandled() {
    for input in inputs() {
        checks::workflow(&input);
    }
}
