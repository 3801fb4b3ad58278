//! Whole wheels against each other.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

use tempfile::TempDir;
use wheelpin_diff::{Comparison, Error, FileKind, Rule, Step, compare};
use wheelpin_testing::{ElfBuilder, WheelBuilder};
use wheelpin_wheel::{Opened, open_wheel};

fn opened(wheel: &WheelBuilder) -> Opened {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join(wheel.file_name());
    fs::write(&path, wheel.bytes()).unwrap();
    open_wheel(&path).unwrap()
}

fn compared(before: &WheelBuilder, after: &WheelBuilder) -> Comparison {
    compare(&[opened(before)], &[opened(after)]).unwrap()
}

fn rules(comparison: &Comparison) -> Vec<String> {
    comparison
        .changes
        .iter()
        .map(|change| format!("{} {}", change.rule.id(), change.what))
        .collect()
}

fn pure() -> WheelBuilder {
    WheelBuilder::new("py3-none-any")
}

fn native(tag: &str, module: &ElfBuilder) -> WheelBuilder {
    WheelBuilder::new(tag).with("sample/_core.abi3.so", module.bytes())
}

/// The same as another version.
fn version(wheel: &WheelBuilder, version: &str) -> WheelBuilder {
    let from = format!("sample-{}.dist-info/", wheel.version);
    let mut wheel = wheel
        .clone()
        .replaced(&format!("Version: {}\n", wheel.version), &format!("Version: {version}\n"));
    for (path, _) in &mut wheel.members {
        *path = path.replace(&from, &format!("sample-{version}.dist-info/"));
    }
    wheel.version = version.into();
    wheel
}

fn samples() -> Vec<WheelBuilder> {
    let module = ElfBuilder::module("x86_64", "_core");
    let more = ElfBuilder { exports: vec!["PyInit__core".into(), "more".into()], ..module.clone() };
    vec![
        pure(),
        pure().header("Requires-Dist: a>=1\nRequires-Dist: b; extra == 'x'\nProvides-Extra: x"),
        pure().with("sample/a.py", "def f(a, b=1): ...\nclass C:\n    x: int\n"),
        pure()
            .with("sample/a.py", "def f(a): ...\n")
            .with("sample-1.0.dist-info/entry_points.txt", "[console_scripts]\na = sample.a:f\n"),
        pure().replaced(">=3.9", ">=3.11").replaced("# A sample", "# Another"),
        native("cp311-abi3-manylinux_2_28_x86_64", &module),
        native("cp311-abi3-manylinux_2_17_x86_64", &more),
    ]
}

#[test]
fn a_wheel_does_not_differ_from_itself() {
    for wheel in samples() {
        let comparison = compared(&wheel, &wheel);
        assert!(comparison.is_empty(), "{comparison:#?}");
        assert_eq!(comparison.step, Step::None);
    }
}

#[test]
fn a_version_alone_is_no_difference() {
    for wheel in samples() {
        let comparison = compared(&wheel, &version(&wheel, "1.0.1"));
        assert!(comparison.is_empty(), "{comparison:#?}");
        assert_eq!(comparison.after.version, "1.0.1");
    }
}

#[test]
fn what_is_added_one_way_is_removed_the_other_way() {
    let count = |comparison: &Comparison, wanted: FileKind| {
        let files = comparison.wheels.iter().flat_map(|diff| &diff.files);
        files.filter(|file| file.kind == wanted).count()
    };
    for before in samples() {
        for after in samples() {
            let (there, back) = (compared(&before, &after), compared(&after, &before));
            assert_eq!(count(&there, FileKind::Added), count(&back, FileKind::Removed));
            assert_eq!(count(&there, FileKind::Changed), count(&back, FileKind::Changed));
            assert_eq!(there.is_empty(), back.is_empty());
            let mirrored = [
                ("name-added", "name-removed"),
                ("extra-added", "extra-removed"),
                ("entry-point-added", "entry-point-removed"),
                ("python-added", "python-dropped"),
                ("system-lowered", "system-raised"),
            ];
            for (one, other) in mirrored {
                let whats = |comparison: &Comparison, rule: &str| -> Vec<String> {
                    let changes = comparison.changes.iter();
                    changes.filter(|of| of.rule.id() == rule).map(|of| of.what.clone()).collect()
                };
                assert_eq!(whats(&there, one), whats(&back, other), "{there:#?}");
                assert_eq!(whats(&there, other), whats(&back, one));
            }
            for (there, back) in there.wheels.iter().zip(&back.wheels) {
                for (there, back) in there.metadata.iter().zip(&back.metadata) {
                    assert_eq!(there.values.added, back.values.removed);
                }
                for (there, back) in there.binaries.iter().zip(&back.binaries) {
                    assert_eq!(there.exports.added, back.exports.removed);
                }
            }
        }
    }
}

#[test]
fn metadata_is_told_by_field() {
    let after = pure()
        .replaced(">=3.9", ">=3.11")
        .replaced("Summary: A sample", "Summary: Another")
        .replaced("# A sample", "# A sample\nwith more");
    let comparison = compared(&pure(), &after);
    assert_eq!(rules(&comparison), ["python-dropped Python 3.9 to 3.10"]);
    let diff = &comparison.wheels[0];
    let fields: Vec<&str> = diff.metadata.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["requires-python", "summary"]);
    assert_eq!(diff.description.unwrap().added, 1);
    assert!(diff.files.is_empty());
}

#[test]
fn dependencies_and_extras_are_told() {
    let before = pure().header("Requires-Dist: a (>=1)\nRequires-Dist: b\nProvides-Extra: x");
    let after = pure().header("Requires-Dist: A>=2\nRequires-Dist: c\nProvides-Extra: y");
    assert_eq!(
        rules(&compared(&before, &after)),
        [
            "extra-removed extra x",
            "extra-added extra y",
            "dependency-changed dependency a",
            "dependency-changed dependency b",
            "dependency-changed dependency c",
        ]
    );
    let same = pure().header("Requires-Dist: a>=1\nRequires-Dist: b\nProvides-Extra: X");
    assert!(rules(&compared(&before, &same)).is_empty());
}

#[test]
fn components_of_the_sbom_are_updated() {
    let sbom = |version: &str| {
        format!(
            r#"{{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [
                {{"name": "pyo3", "version": "{version}", "purl": "pkg:cargo/pyo3@{version}"}},
                {{"name": "libc", "version": "0.2.1"}}]}}"#
        )
    };
    let path = "sample-1.0.dist-info/sboms/sample.cyclonedx.json";
    let comparison =
        compared(&pure().with(path, sbom("0.24.0")), &pure().with(path, sbom("0.25.0")));
    let components = comparison.wheels[0].components.clone().unwrap();
    assert_eq!(components.len(), 1);
    assert_eq!(components[0].kind.as_deref(), Some("cargo"));
    assert_eq!(components[0].versions.removed, ["0.24.0"]);
    assert_eq!(components[0].versions.added, ["0.25.0"]);
    assert_eq!(comparison.step, Step::Patch);
}

#[test]
fn compiled_modules_have_names_libraries_and_systems() {
    let module = ElfBuilder::module("x86_64", "_core");
    let mut other = module.clone();
    other.needed.push("libssl-1a2b3c4d.so.3".into());
    other.imports.push("PyObject_Vectorcall".into());
    other.versions = vec![("libc.so.6".into(), "GLIBC_2.34".into())];
    let before = native("cp311-abi3-manylinux_2_28_x86_64", &module);
    let after = native("cp311-abi3-manylinux_2_34_x86_64", &other);
    let comparison = compared(&before, &after);
    assert_eq!(rules(&comparison), ["system-raised glibc (x86_64)"]);
    let binary = &comparison.wheels[0].binaries[0];
    assert_eq!(binary.libraries.added, ["libssl.so.3"]);
    assert_eq!(binary.imports.added, ["PyObject_Vectorcall"]);
    assert_eq!(binary.systems[0].after, Some((2, 34)));
}

#[test]
fn text_signatures_are_the_api_where_there_is_no_stub() {
    let module = ElfBuilder::module("x86_64", "_core");
    let with = |signatures: &str| {
        let mut bytes = module.bytes();
        bytes.extend_from_slice(signatures.as_bytes());
        WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64")
            .without("sample/__init__.py")
            .with("sample/__init__.py", "from ._core import *\n")
            .with("sample/_core.abi3.so", bytes)
    };
    let before =
        with("\0f(a, b=None)\n--\n\n\0g()\n--\n\n\0m($self, a)\n--\n\n\0n($self)\n--\n\n\0");
    let after =
        with("\0f(a)\n--\n\n\0m($self, a, b=1)\n--\n\n\0n($self)\n--\n\n\0n($self, a)\n--\n\n\0");
    let comparison = compared(&before, &after);
    assert_eq!(
        rules(&comparison),
        [
            "parameter-removed sample.f",
            "name-removed sample.g",
            "parameter-added sample._core: a method m",
            "name-added sample._core: a method n",
        ]
    );
    assert!(comparison.changes[2].is_uncertain);
    // A stub tells of everything; what it does not tell of is no part of the API.
    let stub = |wheel: WheelBuilder| wheel.with("sample/_core.pyi", "def f(a): ...\n");
    assert!(
        rules(&compared(&stub(before), &stub(after))).iter().all(|rule| rule.starts_with("inside"))
    );
}

#[test]
fn a_stub_that_comes_is_no_change_of_the_module_it_tells_of() {
    let mut bytes = ElfBuilder::module("x86_64", "sample").bytes();
    bytes.extend_from_slice(b"\0f(a, b=None)\n--\n\n\0");
    let before = WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64")
        .without("sample/__init__.py")
        .with("sample/__init__.py", "from .sample import *\n")
        .with("sample/sample.abi3.so", bytes);
    let stub = "def f(a: int, b: int | None = None) -> int: ...\nclass C: ...\n";
    let after = before.clone().with("sample/__init__.pyi", stub);
    let rules = rules(&compared(&before, &after));
    assert!(rules.iter().all(|rule| !rule.contains("removed")), "{rules:?}");
}

#[test]
fn files_with_hashes_and_other_names_are_matched_up() {
    let before = pure()
        .with("sample.libs/libz-00112233.so.1", "old")
        .with("sample/data.bin", "the same bytes");
    let after = pure()
        .with("sample.libs/libz-44556677.so.1", "new")
        .with("sample/other.bin", "the same bytes");
    let comparison = compared(&before, &after);
    let files: Vec<_> =
        comparison.wheels[0].files.iter().map(|file| (file.kind, file.path.as_str())).collect();
    assert_eq!(
        files,
        [
            (FileKind::Changed, "sample.libs/libz-44556677.so.1"),
            (FileKind::Renamed, "sample/other.bin"),
        ]
    );
}

#[test]
fn wheels_of_sets_are_paired_and_platforms_told() {
    let module = ElfBuilder::module("x86_64", "_core");
    let of = |tag| opened(&native(tag, &module));
    let before = [of("cp311-abi3-manylinux_2_28_x86_64"), of("cp311-abi3-win_amd64")];
    let after = [of("cp312-abi3-manylinux_2_28_x86_64"), of("cp312-abi3-macosx_11_0_arm64")];
    let comparison = compare(&before, &after).unwrap();
    assert_eq!(comparison.wheels.len(), 1);
    assert_eq!(comparison.before.alone, ["sample-1.0-cp311-abi3-win_amd64.whl"]);
    assert_eq!(
        rules(&comparison),
        [
            "platform-dropped Windows amd64",
            "python-dropped Python 3.11",
            "platform-added macOS arm64",
        ]
    );
}

#[test]
fn other_projects_and_wheels_without_a_pair_are_refused() {
    let other = WheelBuilder { name: "other".into(), ..pure() };
    let other = other.replaced("Name: sample", "Name: other");
    let refused = compare(&[opened(&pure())], &[opened(&other)]);
    assert!(matches!(refused, Err(Error::OtherProject { .. })));
    let module = ElfBuilder::module("x86_64", "_core");
    let of = |tag| opened(&native(tag, &module));
    let before = [of("cp311-abi3-win_amd64")];
    let after = [of("cp311-abi3-win32"), of("cp311-abi3-win_arm64")];
    assert!(matches!(compare(&before, &after), Err(Error::NoPair { .. })));
    // One and one are compared all the same.
    assert!(compare(&before, &after[..1]).is_ok());
}

#[test]
fn every_rule_is_documented_and_no_other() {
    let page =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/diff.md")).unwrap();
    let rows: Vec<String> = page
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | "))
        .filter_map(|(rule, rest)| Some(format!("{rule} {}", rest.split_once(" |")?.0)))
        .filter(|row| !row.starts_with("--"))
        .collect();
    let known: Vec<String> = Rule::ALL
        .iter()
        .map(|rule| {
            let (step, is_uncertain, _) = rule.says();
            let doubt = if is_uncertain { ", uncertain" } else { "" };
            format!("{} {}{doubt}", rule.id(), step.word())
        })
        .collect();
    assert_eq!(rows, known);
}

#[test]
fn pythons_that_are_lost_by_a_field_or_a_tag_are_told() {
    let (without, with) = (pure().replaced("Requires-Python: >=3.9\n", ""), pure());
    let with = with.replaced(">=3.9", ">=3.13");
    assert_eq!(rules(&compared(&without, &with)), ["python-dropped Python 3.6 to 3.12"]);
    let module = ElfBuilder::module("x86_64", "_core");
    let old = native("cp38-abi3-manylinux_2_28_x86_64", &module);
    let new = native("cp311-abi3-manylinux_2_28_x86_64", &module)
        .replaced("Requires-Python: >=3.11", "Requires-Python: >=3.8");
    let comparison = compared(&old, &new);
    assert_eq!(comparison.changes[0].what, "Python 3.8 to 3.10");
    assert_eq!(comparison.changes[0].after.as_deref(), Some("cp311-abi3"));
}

#[test]
fn a_python_without_a_wheel_any_more_is_told() {
    let module = ElfBuilder::module("x86_64", "_core");
    let of = |tag| opened(&native(tag, &module));
    let before = [of("cp312-cp312-win_amd64"), of("cp313-cp313-win_amd64")];
    let after = [of("cp313-cp313-win_amd64"), of("cp314-cp314-win_amd64")];
    assert_eq!(
        rules(&compare(&before, &after).unwrap()),
        ["python-dropped CPython 3.12", "python-added CPython 3.14"]
    );
}
