use wheelpin_testing::{ElfBuilder, WheelBuilder};

use super::Damage;

fn module() -> ElfBuilder {
    ElfBuilder::module("x86_64", "_core")
}

fn wheel(tag: &str, path: &str, elf: &ElfBuilder) -> Vec<(String, Vec<u8>)> {
    let wheel = WheelBuilder::new(&format!("{tag}-manylinux_2_28_x86_64")).with(path, elf.bytes());
    vec![(wheel.file_name(), wheel.bytes())]
}

fn abi3(elf: &ElfBuilder) -> Vec<(String, Vec<u8>)> {
    wheel("cp311-abi3", "sample/_core.abi3.so", elf)
}

const VERSIONED: &str = "sample/_core.cpython-311-x86_64-linux-gnu.so";

/// Made the newer way.
fn slots() -> ElfBuilder {
    let module = module().exporting(&["PyModExport__core"]);
    ElfBuilder { imports: vec!["PyLong_FromLong".into()], ..module }
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "abi-obtained",
        what: "a module for Python 3.11 alone in a wheel with abi3",
        files: || wheel("cp311-abi3", VERSIONED, &module()),
    },
    Damage {
        rule: "abi3-private",
        what: "a private name",
        files: || abi3(&module().imports("_PyLong_AsByteArray")),
    },
    Damage {
        rule: "abi3-private",
        what: "a name that only Windows has",
        files: || abi3(&module().imports("PyErr_SetFromWindowsErr")),
    },
    Damage {
        rule: "abi3-too-new",
        what: "a name of Python 3.13",
        files: || abi3(&module().imports("PyDict_GetItemRef")),
    },
    Damage {
        rule: "abi3t-module",
        what: "a module made from a PyModuleDef",
        files: || wheel("cp315-abi3.abi3t", "sample/_core.abi3t.so", &module()),
    },
    Damage {
        rule: "abi3t-module-def",
        what: "both ways in one module",
        files: || {
            let both = slots().imports("PyModule_Create2");
            wheel("cp315-abi3.abi3t", "sample/_core.abi3t.so", &both)
        },
    },
    Damage {
        rule: "extension-suffix",
        what: "a module for Python 3.12 in a wheel for 3.11",
        files: || wheel("cp311-cp311", "sample/_core.cpython-312-x86_64-linux-gnu.so", &module()),
    },
    Damage {
        rule: "extension-suffix",
        what: "a module for musl's Python in a wheel for glibc",
        files: || wheel("cp311-cp311", "sample/_core.cpython-311-x86_64-linux-musl.so", &module()),
    },
    Damage {
        rule: "extension-suffix",
        what: "a module with the GIL in a wheel for free threads",
        files: || wheel("cp314-cp314t", "sample/_core.cpython-314-x86_64-linux-gnu.so", &module()),
    },
    Damage {
        rule: "extension-suffix",
        what: "a module of abi3 in a wheel for free threads",
        files: || wheel("cp314-cp314t", "sample/_core.abi3.so", &module()),
    },
    Damage {
        rule: "extension-suffix",
        what: "a module whose ending no Python has",
        files: || wheel("cp311-cp311", "sample/_core.cpython311-x86_64-linux-gnu.so", &module()),
    },
    Damage {
        rule: "extension-suffix",
        what: "a module as cargo leaves it on macOS",
        files: || wheel("cp311-cp311", "sample/lib_core.dylib", &module()),
    },
    Damage {
        rule: "libpython-linked",
        what: "a module with a Python of its own",
        files: || abi3(&module().needs("libpython3.11.so.1.0")),
    },
    Damage {
        rule: "module-init",
        what: "a module of another name",
        files: || abi3(&ElfBuilder::module("x86_64", "sample")),
    },
];

#[test]
fn sound_wheels_of_every_abi_have_no_findings() {
    let wheels = [
        abi3(&module()),
        wheel("cp311-cp311", VERSIONED, &module().imports("_PyLong_AsByteArray")),
        wheel("cp311-cp311", "sample/_core.so", &module()),
        wheel("cp314-cp314t", "sample/_core.cpython-314t-x86_64-linux-gnu.so", &module()),
        wheel("cp315-abi3.abi3t", "sample/_core.abi3t.so", &slots()),
        wheel("cp315-abi3.abi3t", "sample/_core.abi3t-x86_64-linux-gnu.so", &slots()),
        wheel("pp311-pypy311_pp73", "sample/_core.pypy311-pp73-x86_64-linux-gnu.so", &module()),
        wheel("py3-none", "sample/libcore.so", &ElfBuilder::library("x86_64")),
    ];
    for files in wheels {
        let found = super::found(&files, &wheelpin_wheel::Settings::default());
        assert_eq!(found, Vec::<&str>::new(), "{}", files[0].0);
    }
}
