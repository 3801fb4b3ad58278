//! What holds for every input: the fuzz target tries any, `cargo test` the corpus.

use wheelpin_workflow::facts::Facts;
use wheelpin_workflow::model::WorkflowFile;
use wheelpin_workflow::yaml::{Node, Style, Value, read_yaml_bytes};
use wheelpin_workflow::{Context, Lock, Repository, apply, lock_of, look, pins};

/// A workflow, and the same bytes as an action and as a lock.
pub(crate) fn workflow(input: &[u8]) {
    if let Ok(root) = read_yaml_bytes(input) {
        let text = std::str::from_utf8(input).unwrap_or_default();
        spans(&root, text);
    }
    let _ = Lock::parse(&String::from_utf8_lossy(input));
    let files = [(".github/workflows/a.yml", input), (".github/actions/a/action.yml", input)];
    let repository = Repository::of_files(files);
    let facts = Facts::default();
    let lock = lock_of(&repository, &facts, None, "2026-01-31");
    assert!(Lock::parse(&lock.text()).is_ok_and(|read| read == lock));
    for pin in pins(&repository) {
        let file: &WorkflowFile = pin.uses.file;
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let edits = pin.edits(commit, "v9.8.7");
        if edits.is_empty() {
            continue;
        }
        // What was written is read back as such, and nothing else is changed.
        let edits: Vec<_> = edits
            .into_iter()
            .map(|(bytes, text)| wheelpin_workflow::Edit { bytes, text })
            .collect();
        let edited = apply(&file.text, &edits);
        let read = WorkflowFile::read(&*file.path, edited.as_bytes());
        let read = read.unwrap_or_else(|error| panic!("{error}\n{}\n{edited}", file.text));
        assert_eq!(read.uses().len(), file.uses().len(), "{}\n{edited}", file.text);
        assert!(read.uses().iter().any(|uses| uses.text.ends_with(commit)), "{edited}");
    }
    for (lock, facts) in [(None, None), (Some(&lock), Some(&facts))] {
        for finding in look(&Context { repository: &repository, lock, facts }) {
            assert!(!finding.message.contains(char::is_control), "{finding:?}");
        }
    }
}

/// Spans are of the text, and a plain scalar of one line is what stands there.
fn spans(node: &Node, text: &str) {
    let written = text.get(node.span.bytes.clone());
    assert!(written.is_some(), "{node:?}");
    let written = written.unwrap_or_default();
    match &node.value {
        Value::Text(value) if node.style == Style::Plain && !written.contains(['\n', '\r']) => {
            assert!(written == value, "{written:?} {node:?}");
        }
        Value::Text(_) if node.style == Style::SingleQuoted => {
            assert!(written.len() > 1 && written.starts_with('\'') && written.ends_with('\''));
        }
        Value::Text(_) if node.style == Style::DoubleQuoted => {
            assert!(written.len() > 1 && written.starts_with('"') && written.ends_with('"'));
        }
        Value::Text(_) => {}
        Value::List(elements) => elements.iter().for_each(|node| spans(node, text)),
        Value::Map(entries) => entries.iter().for_each(|(_, node)| spans(node, text)),
    }
}
