use std::fs;

use tempfile::TempDir;
use wheelpin_testing::WheelBuilder;
use wheelpin_wheel::{Opened, open_wheel};

use crate::api::api_changes;
use crate::change::Rule;

pub(super) fn wheel(files: &[(&str, &str)]) -> Opened {
    let mut wheel = WheelBuilder::new("py3-none-any").without("sample/__init__.py");
    for (path, text) in files {
        wheel = wheel.with(path, *text);
    }
    let directory = TempDir::new().unwrap();
    let path = directory.path().join(wheel.file_name());
    fs::write(&path, wheel.bytes()).unwrap();
    open_wheel(&path).unwrap()
}

/// `RULE WHAT` of each change between two sets of files.
fn changes(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let (changes, _) = api_changes(&wheel(old), &wheel(new));
    changes.iter().map(|change| format!("{} {}", change.rule.id(), change.what)).collect()
}

/// The same for one module.
pub(super) fn of_module(old: &str, new: &str) -> Vec<String> {
    changes(&[("sample.py", old)], &[("sample.py", new)])
}

pub(super) fn of_stub(old: &str, new: &str) -> Vec<String> {
    changes(&[("sample.pyi", old)], &[("sample.pyi", new)])
}

#[test]
fn names_come_and_go() {
    let old = "def f(): ...\nclass C:\n    def m(self): ...\n    x: int\nA = 1\n_private = 2\n";
    assert_eq!(
        of_module(old, "import os\ndef g(): ...\nB: int = 1\n"),
        [
            "name-removed sample.A",
            "name-removed sample.C",
            "name-removed sample.f",
            "name-added sample.B",
            "name-added sample.g",
        ]
    );
    assert_eq!(
        of_module(old, "def f(): ...\nclass C:\n    def n(self): ...\n    x: int\nA = 1\n"),
        ["name-removed sample.C.m", "name-added sample.C.n"]
    );
}

#[test]
fn dunder_all_is_what_is_public() {
    let old = "__all__ = ['f', '_g']\n__all__ += ('h',)\n__all__.extend(['i'])\n\
               def f(): ...\ndef _g(): ...\ndef h(): ...\ndef i(): ...\ndef j(): ...\n";
    assert_eq!(
        of_module(old, "__all__ = []\n__all__.append('f')\ndef f(): ...\n"),
        ["name-removed sample._g", "name-removed sample.h", "name-removed sample.i"]
    );
}

#[test]
fn what_is_imported_is_not_offered_unless_it_says_so() {
    let old = "from os import path as path\nfrom os import sep\nimport re\nimport json as json\n";
    assert_eq!(of_stub(old, ""), ["name-removed sample.json", "name-removed sample.path"]);
}

#[test]
fn names_are_followed_to_where_they_are_defined() {
    let package = [("sample/__init__.py", "from ._core import f, C\nfrom .b import *\n")];
    let files = |core: &'static str, b: &'static str| {
        let mut files = package.to_vec();
        files.extend([("sample/_core.pyi", core), ("sample/b.py", b)]);
        files
    };
    let old = files("def f(a): ...\nclass C: ...\n", "def g(a): ...\ndef _h(): ...\n");
    let new = files("def f(a, b): ...\nclass C: ...\n", "def g(): ...\n");
    assert_eq!(changes(&old, &new), ["parameter-required sample.f", "parameter-removed sample.g"]);
}

#[test]
fn a_module_that_is_gone_is_told_once() {
    let old =
        [("sample/__init__.py", ""), ("sample/a/__init__.py", ""), ("sample/a/b.py", "x = 1\n")];
    assert_eq!(changes(&old, &old[..1]), ["name-removed sample.a"]);
    let private = [("sample/__init__.py", ""), ("sample/_a.py", "x = 1\n")];
    assert_eq!(changes(&private, &private[..1]), [""; 0]);
}

#[test]
fn imports_in_a_circle_end() {
    let files = [
        ("sample/a.py", "from .b import *\nfrom .b import x as x\n"),
        ("sample/b.py", "from .a import *\nfrom .a import x as x\n"),
    ];
    assert_eq!(changes(&files, &files), [""; 0]);
}

#[test]
fn the_stub_counts_before_the_source() {
    let files = |stub: &'static str| [("sample.pyi", stub), ("sample.py", "def f(*args): ...\n")];
    assert_eq!(
        changes(&files("def f(a): ...\n"), &files("def f(a, b=1): ...\n")),
        ["parameter-added sample.f"]
    );
}

#[test]
fn overloads_are_held_against_each_other() {
    let old = "from typing import overload\n@overload\ndef f(a: int) -> int: ...\n@overload\n\
               def f(a: str) -> str: ...\ndef f(a): ...\n";
    let more = old.replace("def f(a): ...\n", "@overload\ndef f(a: None) -> None: ...\n");
    assert_eq!(of_module(old, &more), ["overload-added sample.f"]);
    assert_eq!(of_module(&more, old), ["overload-removed sample.f"]);
    let other = old.replace("a: str", "a: bytes");
    assert_eq!(of_module(old, &other), ["annotation-changed sample.f"]);
}

#[test]
fn classes_have_bases_and_inherit() {
    let old = "class A(dict):\n    def m(self): ...\nclass B(A):\n    def n(self): ...\n";
    let moved = "class A(dict):\n    def m(self): ...\n    def n(self): ...\nclass B(A): ...\n";
    assert_eq!(of_module(old, moved), ["name-added sample.A.n"]);
    assert_eq!(
        of_module(old, &old.replace("A(dict)", "A(list)")),
        ["base-removed sample.A", "base-added sample.A"]
    );
    // What it still is by way of another class is not gone.
    let between = "class M(dict): ...\nclass A(M):\n    def m(self): ...\nclass B(A):\n    def n(self): ...\n";
    assert_eq!(of_module(old, between), ["base-added sample.A", "name-added sample.M"]);
    assert_eq!(of_module(between, old), ["base-removed sample.A", "name-removed sample.M"]);
    // What B inherits is told where it is defined.
    assert_eq!(
        of_module(old, &old.replace("m(self)", "m(self, a)")),
        ["parameter-required sample.A.m"]
    );
}

#[test]
fn properties_and_methods_are_told_apart() {
    let property = "class A:\n    @property\n    def x(self) -> int: ...\n";
    let settable = format!("{property}    @x.setter\n    def x(self, value): ...\n");
    assert_eq!(of_module(property, &settable), ["setter-added sample.A.x"]);
    assert_eq!(of_module(&settable, property), ["setter-removed sample.A.x"]);
    let method = "class A:\n    def x(self) -> int: ...\n";
    assert_eq!(of_module(property, method), ["kind-changed sample.A.x"]);
    let attribute = "class A:\n    def __init__(self):\n        self.x: int = 1\n";
    assert_eq!(of_module(property, attribute), [""; 0]);
    let of_class = "class A:\n    @classmethod\n    def x(cls) -> int: ...\n";
    assert_eq!(of_module(method, of_class), ["kind-changed sample.A.x"]);
}

#[test]
fn dataclasses_have_a_constructor() {
    let old = "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    x: int\n    \
               y: list = field(default_factory=list)\n";
    let new = format!("{old}    z: int = 0\n");
    assert_eq!(
        of_module(old, &new),
        ["parameter-added sample.A.__init__", "name-added sample.A.z"]
    );
    let required = old.replace("    y:", "    w: int\n    y:");
    assert_eq!(
        of_module(old, &required),
        ["parameter-required sample.A.__init__", "name-added sample.A.w"]
    );
}

#[test]
fn a_constructor_is_one_by_either_name() {
    let new = "class A:\n    def __new__(cls, a) -> Self: ...\n    def __eq__(self, other): ...\n";
    let init = "class A:\n    def __init__(self, a): ...\n";
    assert_eq!(of_module(new, init), [""; 0]);
    assert_eq!(
        of_module(new, "class A:\n    def __init__(self): ...\n    def __new__(cls): ...\n"),
        ["parameter-removed sample.A.__init__"]
    );
}

#[test]
fn branches_are_all_there() {
    let text = "import sys\nif sys.version_info >= (3, 12):\n    def f(a): ...\nelse:\n    \
                def f(): ...\n    def g(): ...\ntry:\n    import x\nexcept ImportError:\n    \
                def h(): ...\n";
    assert_eq!(
        of_module(text, ""),
        ["name-removed sample.f", "name-removed sample.g", "name-removed sample.h"]
    );
    assert_eq!(of_module(text, &text.replace("def f():", "def f(b):")), [""; 0]);
}

#[test]
fn async_and_deprecated_are_told() {
    let new = "from warnings import deprecated\n@deprecated('no')\nasync def f(): ...\n";
    assert_eq!(of_module("def f(): ...\n", new), ["async-changed sample.f", "deprecated sample.f"]);
}

#[test]
fn new_syntax_is_read() {
    let text = "type A[T] = list[T]\ndef f[T: int](a: T, /) -> T: ...\nclass C[T]:\n    x: T\n\
                match 1:\n    case 1:\n        B = f'{1!r:>{2}}'\n";
    assert_eq!(
        of_module(text, ""),
        [
            "name-removed sample.A",
            "name-removed sample.B",
            "name-removed sample.C",
            "name-removed sample.f"
        ]
    );
}

#[test]
fn what_cannot_be_parsed_is_told_and_the_rest_compared() {
    let old = wheel(&[("sample.py", "def f(a): ...\ndef g(: ...\n\ndef h(): ...\n")]);
    let (_, notes) = api_changes(&old, &old);
    assert!(notes.iter().any(|note| note.contains("could not be parsed")), "{notes:?}");
}

#[test]
fn files_made_to_harm_are_read_to_an_end() {
    for text in [
        "(".repeat(20_000),
        "[".repeat(20_000) + &"]".repeat(20_000),
        "if x:\n".repeat(5_000),
        (0..500).map(|depth| format!("{}class C:\n", " ".repeat(depth))).collect(),
        "a = ".repeat(20_000) + "1",
        "not ".repeat(20_000) + "1",
        "__all__ = ".to_owned() + &"[] + ".repeat(10_000) + "[]",
        "f'{".repeat(10_000),
        "\u{0}\u{feff}\"\"\"".repeat(1000),
        "def f(a: ".to_owned() + &"list[".repeat(10_000) + "): ...",
    ] {
        let opened = wheel(&[("sample.py", &text)]);
        assert!(api_changes(&opened, &opened).0.is_empty());
    }
}

#[test]
fn functions_without_end_are_told_and_not_compared() {
    let parameters = |letter: char| -> String {
        let names: Vec<String> = (0..2_000).map(|at| format!("{letter}{at}")).collect();
        format!("def f({}): ...\ndef g(): ...\n", names.join(", "))
    };
    let overloads = |of: &str| -> String {
        let one = |at| format!("@overload\ndef f(a: {of}{at}): ...\n");
        (0..2_000).map(one).collect()
    };
    for (old, new) in [
        (parameters('a'), parameters('b')),
        (overloads("A"), overloads("B")),
        (parameters('a'), "def f(): ...\n".into()),
    ] {
        let (old, new) = (wheel(&[("sample.py", &old)]), wheel(&[("sample.py", &new)]));
        let (changes, notes) = api_changes(&old, &new);
        assert!(changes.iter().all(|change| change.what == "sample.g"), "{:?}", changes.first());
        let note = "sample.f has more parameters or overloads than are compared (before)";
        assert!(notes.iter().any(|one| one == note), "{notes:?}");
    }
}

#[test]
fn whole_signatures_stand_at_one_change_of_each_step() {
    let (old, new) = ("def f(a, b, c, d): ...\n", "def f(x=1, y=2, c=3, d=4): ...\n");
    let (old, new) = (wheel(&[("sample.py", old)]), wheel(&[("sample.py", new)]));
    let (changes, _) = api_changes(&old, &new);
    let has_forms = |change: &&crate::Change| change.before.is_some() && change.after.is_some();
    assert_eq!((changes.len(), changes.iter().filter(has_forms).count()), (6, 2));
}

#[test]
fn names_that_can_still_be_imported_are_uncertain() {
    let sure = |old: &[(&str, &str)], new: &[(&str, &str)]| -> Vec<(String, bool)> {
        let (changes, _) = api_changes(&wheel(old), &wheel(new));
        let removed = changes.into_iter().filter(|change| change.rule == Rule::NameRemoved);
        removed.map(|change| (change.what, !change.is_uncertain)).collect()
    };
    let shrunken = "__all__ = ['f']\ndef f(): ...\ndef g(): ...\n";
    let old =
        [("sample.py", "__all__ = ['f', 'g', 'h']\ndef f(): ...\ndef g(): ...\ndef h(): ...\n")];
    assert_eq!(
        sure(&old, &[("sample.py", shrunken)]),
        [("sample.g".into(), false), ("sample.h".into(), true)]
    );
    let moved = [("sample/a.py", "from ._core import x\n"), ("sample/_core.py", "def x(): ...\n")];
    assert_eq!(sure(&[("sample/a.py", "def x(): ...\n")], &moved), [("sample.a.x".into(), false)]);
}

#[test]
fn a_private_base_is_nobodys_and_a_lost_setter_is_told() {
    let old = "class A(_B, C):\n    x: int\n";
    assert_eq!(of_module(old, "class A(C):\n    x: int\n"), [""; 0]);
    let property = "class A(_B, C):\n    @property\n    def x(self) -> int: ...\n";
    assert_eq!(of_module(old, property), ["setter-removed sample.A.x"]);
    let settable = format!("{property}    @x.setter\n    def x(self, value): ...\n");
    assert_eq!(of_module(old, &settable), [""; 0]);
}
