use std::path::Path;

#[path = "../../fuzz/checks.rs"]
mod checks;

type Target = (&'static str, fn(&[u8]));

/// Fuzz targets by name.
const TARGETS: &[Target] = &[
    ("archive", checks::archive),
    ("elf", checks::elf),
    ("macho", checks::macho),
    ("metadata", checks::metadata),
    ("pe", checks::pe),
    ("record", checks::record),
    ("sdist", checks::sdist),
];

/// Every input that a fuzz target has found worth keeping.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let inputs: Vec<_> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(!inputs.is_empty(), "{target}");
    inputs
}

#[test]
fn no_input_of_the_corpus_is_mishandled() {
    for (target, check) in TARGETS {
        for input in corpus(target) {
            check(&input);
        }
    }
}
