//! Files that nobody would write: no panic, and an end.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use wheelpin_doctor::{Source, Tree, diagnose};

const PYPROJECT: &str = "[build-system]\nrequires = ['maturin>=1']\nbuild-backend = 'maturin'\n\
    [project]\nname = 'a'\ndynamic = ['version']\nrequires-python = '>=3.9,<4'\n\
    license-files = ['LICENSE*']\n[tool.maturin]\nfeatures = ['pyo3/abi3-py311']\n\
    exclude = [{path = '*.lock', format = ['sdist']}]\n";
const CARGO: &str = "[package]\nname = 'a'\nversion = '1.0.0-rc.1'\n[dependencies]\n\
    pyo3 = { version = '0.28', features = ['abi3-py311'] }\n[features]\ndefault = ['b']\nb = ['default']\n\
    [profile.release]\ninherits = 'release'\npanic = 'abort'\n";
const WORKFLOW: &str = "on: {workflow_dispatch: {inputs: {dry: {type: boolean}}}}\n\
    permissions: &p {id-token: write}\njobs:\n  build:\n    permissions: *p\n    runs-on: ${{ matrix.os }}\n    \
    strategy: {matrix: {os: [ubuntu-latest, macos-13], python: ['3.11', '3.13t'], include: [{os: x}]}}\n    steps:\n      \
    - uses: actions/checkout@v4\n      - uses: PyO3/maturin-action@v1\n        with: {args: '-i ${{ matrix.python }}'}\n      \
    - run: |\n          uv run --python 3.11 maturin build -t \"x\" && pip install dist/*.whl\n          \
    awk \"/## \\[$V\\]/,/## \\[/\" CHANGELOG.md | sed '1d;$d' > notes\n          echo ${{ github.head_ref || 'x' }}\n      \
    # - run: twine check dist/*\n      - uses: pypa/cibuildwheel@v3\n        env: {CIBW_ARCHS: auto}\n";
const GITIGNORE: &str = "# a\n*.lock\n!b/\n[a-\n**/c/**\n";
const SCRIPT: &str = "sed -i 's/version/x/' Cargo.toml; git push --force # '\n";

const FILES: [(&str, &str); 6] = [
    ("pyproject.toml", PYPROJECT),
    ("Cargo.toml", CARGO),
    (".github/workflows/a.yml", WORKFLOW),
    (".github/actions/a/action.yml", WORKFLOW),
    (".gitignore", GITIGNORE),
    ("a.sh", SCRIPT),
];

fn look(files: &[(&str, Vec<u8>)]) {
    let mut tree = Tree::default();
    for (path, content) in files {
        tree.add_content(*path, content.clone());
    }
    let start = Instant::now();
    if let Ok(diagnosis) = diagnose(Source { tree, project: String::new() }, ".") {
        let _ = serde_json::to_string(&diagnosis).unwrap();
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// Numbers that look random and are the same in every run (Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// What breaks readers: brackets, quotes, expressions, aliases, bytes that are no UTF-8.
const BREAKERS: [&[u8]; 22] = [
    b"",
    b"\n",
    b"\"",
    b"'",
    b"[",
    b"]",
    b"{",
    b"}",
    b":",
    b"- ",
    b"&p ",
    b"*p",
    b"${{",
    b"}}",
    b"\xff",
    b"\0",
    b"|",
    b">",
    b"=",
    b"#",
    b"\xe2\x80\xae",
    b"../",
];

#[test]
fn changed_files_are_looked_at_without_a_panic() {
    let mut numbers = Numbers(1);
    for _ in 0..3_000 {
        let files = FILES.map(|(path, content)| {
            let mut content = content.as_bytes().to_vec();
            for _ in 0..numbers.below(4) {
                let from = numbers.below(content.len() + 1);
                let to = (from + numbers.below(6)).min(content.len());
                let breaker = BREAKERS[numbers.below(BREAKERS.len())];
                content.splice(from..to, breaker.iter().copied());
            }
            if numbers.below(10) == 0 {
                content.truncate(numbers.below(content.len() + 1));
            }
            (path, content)
        });
        look(&files);
    }
}

#[test]
fn bytes_without_sense_are_looked_at_without_a_panic() {
    let mut numbers = Numbers(2);
    for _ in 0..500 {
        let files = FILES.map(|(path, _)| {
            let length = numbers.below(200);
            let mut bytes =
                || (0..length).map(|_| u8::try_from(numbers.below(256)).unwrap()).collect();
            // What is no TOML ends it all at once.
            let content: Vec<u8> = if path.ends_with(".toml") { Vec::new() } else { bytes() };
            (path, content)
        });
        look(&files);
    }
}

#[test]
fn large_files_come_to_an_end() {
    const SIZE: usize = 1 << 20;
    for unit in [
        "- [", "{a: ", "a: ", "- ", "? ", "'", "\"", "a: |\n ", "&a *a ", "# ", "[[", "a\n", "!a ",
        "a: b\n", "- a\n",
    ] {
        look(&[
            ("pyproject.toml", PYPROJECT.into()),
            (".github/workflows/a.yml", unit.repeat(SIZE / unit.len()).into()),
        ]);
    }
    for unit in ["a.", "[a]\n", "[[a]]\n", "a = [", "'", "\"\"\"", "# ", "a = 1\n"] {
        look(&[("pyproject.toml", unit.repeat(SIZE / unit.len()).into())]);
    }
    let steps = "      - run: ${{ matrix.a || matrix.b }} && maturin build\n".repeat(2_000);
    let values = "1, ".repeat(5_000);
    let workflow = format!(
        "jobs:\n  a:\n    strategy: {{matrix: {{a: [{values}], b: [{values}], include: [{values}]}}}}\n    steps:\n{steps}"
    );
    look(&[
        ("pyproject.toml", PYPROJECT.into()),
        ("Cargo.toml", CARGO.into()),
        (".github/workflows/a.yml", workflow.into()),
    ]);
}
