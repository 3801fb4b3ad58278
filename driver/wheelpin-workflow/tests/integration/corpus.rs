use std::path::Path;

#[expect(clippy::panic, reason = "a check that fails says why")]
#[path = "../../fuzz/checks.rs"]
mod checks;

#[test]
fn no_workflow_of_the_corpus_is_mishandled() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/workflow");
    let mut count = 0;
    for entry in std::fs::read_dir(directory).unwrap() {
        checks::workflow(&std::fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0);
}
