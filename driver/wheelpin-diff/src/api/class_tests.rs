//! Classes within classes, and constructors.

use crate::api::api_changes;
use crate::api::tests::{of_module, of_stub, wheel};

#[test]
fn classes_within_classes_are_compared() {
    let within = "from enum import Enum\nclass A:\n    class K(Enum):\n        X = 1\n        \
                  class L:\n            def g(self, a): ...\n    class N(A):\n        def f(self, a): ...\n";
    assert_eq!(of_module(within, within), [""; 0]);
    assert_eq!(
        of_module(
            within,
            &within.replace("f(self, a)", "f(self)").replace("g(self, a)", "h(self)")
        ),
        [
            "parameter-removed sample.A.N.f",
            "name-removed sample.A.K.L.g",
            "name-added sample.A.K.L.h",
        ]
    );
    let plain = within.replace("(Enum)", "");
    assert_eq!(of_module(within, &plain), ["base-removed sample.A.K"]);
    assert_eq!(
        of_module(within, "class A: ...\n"),
        ["name-removed sample.A.K", "name-removed sample.A.N",]
    );
    // What is inherited is told where it is defined.
    let inherited = format!("class Z: ...\n{within}").replace("class A", "class Z");
    let inherited = format!("{inherited}class B(Z): ...\n");
    assert_eq!(
        of_module(&inherited, &inherited.replace("f(self, a)", "f(self)")),
        ["parameter-removed sample.Z.N.f"]
    );
}

#[test]
fn a_constructor_that_one_side_lacks_takes_nothing_there() {
    let found = |file: &str, old: &str, new: &str| -> Vec<(String, bool)> {
        let (changes, _) = api_changes(&wheel(&[(file, old)]), &wheel(&[(file, new)]));
        let words = |change: &crate::Change| format!("{} {}", change.rule.id(), change.what);
        changes.iter().map(|change| (words(change), !change.is_uncertain)).collect()
    };
    let removed = |is_sure| [("parameter-removed sample.A.__init__".to_owned(), is_sure)];
    let added = |is_sure| [("parameter-required sample.A.__init__".to_owned(), is_sure)];
    let (with, without) = ("class A:\n    def __new__(cls, a): ...\n", "class A: ...\n");
    assert_eq!(found("sample.pyi", with, without), removed(true));
    assert_eq!(found("sample.py", without, with), added(true));
    // Maybe it could not be called before.
    assert_eq!(found("sample.pyi", without, with), added(false));
    for open in [
        "class A(B): ...\n",
        "@attrs.define\nclass A: ...\n",
        "@dataclass\nclass A(B):\n    a: int\n",
        "class A(metaclass=M): ...\n",
    ] {
        let found = found("sample.py", with, open);
        assert!(found.contains(&removed(false)[0]), "{open}: {found:?}");
    }
    let dataclass = "@dataclass\nclass A:\n    a: int\n";
    assert_eq!(found("sample.py", dataclass, "class A:\n    a: int\n"), removed(true));
    assert_eq!(found("sample.py", "class A:\n    def __init__(self): ...\n", without), []);
    // Told at the class that has it, and not at its heirs.
    let heirs = |of: &str| {
        let of = of.replace("class A", "class Z");
        format!("{of}class A(Z): ...\nclass B(Z, Unknown): ...\n")
    };
    let at = |class: &str| format!("parameter-removed sample.{class}.__init__");
    assert_eq!(found("sample.py", &heirs(with), &heirs(without)), [(at("Z"), true)]);
    // Of two that get it of one base each is told, with what is known of it.
    let base = "class B:\n    def __init__(self, a): ...\n";
    let (old, new) =
        ("class A(Unknown): ...\nclass C: ...\n", "class A(B, Unknown): ...\nclass C(B): ...\n");
    let told = found("sample.py", &format!("{base}{old}"), &format!("{base}{new}"));
    let required = |class: &str| format!("parameter-required sample.{class}.__init__");
    assert!(
        told.contains(&(required("A"), false)) && told.contains(&(required("C"), true)),
        "{told:?}"
    );
    // Also where it says that it is a static method.
    let fixed = "class A:\n    @staticmethod\n    def __new__(cls): ...\n";
    assert_eq!(found("sample.pyi", fixed, without), []);
}

#[test]
fn bases_of_classes_within_classes_are_found_beside_them() {
    let old = "class Base: ...\nclass S:\n    class Base: ...\n    class C(Base):\n        def f(self): ...\n";
    let moved = "class Base: ...\nclass S:\n    class Base:\n        def f(self): ...\n    class C(Base): ...\n";
    assert_eq!(of_module(old, moved), ["name-added sample.S.Base.f"]);
    let old =
        "class O:\n    class I: ...\nclass H(O):\n    class I(O.I):\n        def g(self): ...\n";
    let moved =
        "class O:\n    class I:\n        def g(self): ...\nclass H(O):\n    class I(O.I): ...\n";
    assert_eq!(of_module(old, moved), ["name-added sample.O.I.g"]);
    let imported = "class A:\n    from ._n import N\n";
    let old = "class A:\n    class N:\n        def f(self): ...\n";
    assert_eq!(of_module(old, imported), [""; 0]);
}

#[test]
fn variants_that_inherit_of_the_class_around_them_stay_few() {
    let variants: String =
        (0..100).map(|at| format!("    class V{at}(E):\n        def f{at}(self): ...\n")).collect();
    let old = format!("class E:\n    def e(self, a): ...\n{variants}");
    assert_eq!(of_stub(&old, &old.replace("self, a", "self")), ["parameter-removed sample.E.e"]);
}
