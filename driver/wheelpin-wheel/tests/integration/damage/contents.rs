use wheelpin_testing::WheelBuilder;

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

fn file(wheel: &WheelBuilder) -> Files {
    vec![(wheel.file_name(), wheel.bytes())]
}

fn with(path: &str, bytes: impl Into<Vec<u8>>) -> Files {
    file(&WheelBuilder::new("py3-none-any").with(path, bytes))
}

fn entry_points(text: &str) -> Files {
    with("sample-1.0.dist-info/entry_points.txt", text)
}

/// Without the package.
fn hollow() -> WheelBuilder {
    WheelBuilder::new("py3-none-any").without("sample/__init__.py")
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "entry-points-invalid",
        what: "a script before any group",
        files: || entry_points("sample = sample:main\n"),
    },
    Damage {
        rule: "entry-points-invalid",
        what: "a script in another directory",
        files: || entry_points("[console_scripts]\n../sample = sample:main\n"),
    },
    Damage {
        rule: "entry-points-invalid",
        what: "a script that names no function",
        files: || entry_points("[console_scripts]\nsample = sample\n"),
    },
    Damage {
        rule: "entry-point-module",
        what: "a script of a module that was left out",
        files: || entry_points("[console_scripts]\nsample = sample.cli:main\n"),
    },
    Damage {
        rule: "data-directory",
        what: "data for nobody",
        files: || with("sample-1.0.data/etc/sample.conf", "a = 1\n"),
    },
    Damage {
        rule: "sbom-malformed",
        what: "CycloneDX without its version",
        files: || with("sample-1.0.dist-info/sboms/a.cdx.json", "{\"bomFormat\": \"CycloneDX\"}"),
    },
    Damage {
        rule: "sbom-malformed",
        what: "SPDX that is cut off",
        files: || with("sample-1.0.dist-info/sboms/a.spdx.json", "{\"spdxVersion\": \"SPDX"),
    },
    Damage {
        rule: "signature-files",
        what: "a signature of RECORD",
        files: || with("sample-1.0.dist-info/RECORD.jws", "{}"),
    },
    Damage {
        rule: "installer-files",
        what: "where it was installed from",
        files: || with("sample-1.0.dist-info/direct_url.json", "{\"url\": \"file:///a\"}"),
    },
    Damage {
        rule: "bytecode",
        what: "a cache of Python",
        files: || with("sample/__pycache__/__init__.cpython-311.pyc", b"\xa7\x0d\x0d\x0a".to_vec()),
    },
    Damage {
        rule: "duplicate-files",
        what: "a table twice",
        files: || {
            let table = "1,2,3,4\n".repeat(200);
            let wheel = WheelBuilder::new("py3-none-any").with("sample/a.csv", table.clone());
            file(&wheel.with("sample/b.csv", table))
        },
    },
    Damage {
        rule: "module-path",
        what: "a module with a hyphen",
        files: || with("sample/run-me.py", "print()\n"),
    },
    Damage {
        rule: "toplevel-common-name",
        what: "the tests of the project",
        files: || with("tests/test_sample.py", "def test(): pass\n"),
    },
    Damage {
        rule: "toplevel-init",
        what: "a package without its directory",
        files: || with("__init__.py", ""),
    },
    Damage {
        rule: "toplevel-no-module",
        what: "a mark for types beside the package",
        files: || with("py.typed", ""),
    },
    Damage {
        rule: "toplevel-no-module",
        what: "pictures beside the package",
        files: || with("pictures/a.svg", "<svg/>\n"),
    },
    Damage {
        rule: "toplevel-several",
        what: "a second package",
        files: || with("simple/__init__.py", ""),
    },
    Damage { rule: "wheel-empty", what: "no package", files: || file(&hollow()) },
    Damage {
        rule: "library-empty",
        what: "a script and no package",
        files: || file(&hollow().with("sample-1.0.data/scripts/sample", "#!python\n")),
    },
];
