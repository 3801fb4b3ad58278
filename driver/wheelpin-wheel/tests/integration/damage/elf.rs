use wheelpin_testing::{ElfBuilder, WheelBuilder};

use super::Damage;

const TAG: &str = "cp311-abi3-manylinux_2_28_x86_64";

fn module() -> ElfBuilder {
    ElfBuilder::module("x86_64", "_core")
}

fn with(tag: &str, elf: &ElfBuilder) -> Vec<(String, Vec<u8>)> {
    let wheel = WheelBuilder::new(tag).with("sample/_core.abi3.so", elf.bytes());
    vec![(wheel.file_name(), wheel.bytes())]
}

fn wheel(elf: &ElfBuilder) -> Vec<(String, Vec<u8>)> {
    with(TAG, elf)
}

/// With a library that the module needs, found by this search path.
fn bundled(runpath: &str, library: &ElfBuilder) -> Vec<(String, Vec<u8>)> {
    let module = ElfBuilder { runpath: Some(runpath.into()), ..module().needs("libfoo-1a2b.so.1") };
    let wheel = WheelBuilder::new(TAG)
        .with("sample/_core.abi3.so", module.bytes())
        .with("sample.libs/libfoo-1a2b.so.1", library.bytes());
    vec![(wheel.file_name(), wheel.bytes())]
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "binary-unreadable",
        what: "a module that is cut off",
        files: || {
            let wheel = WheelBuilder::new(TAG)
                .with("sample/_core.abi3.so", module().bytes())
                .with("sample/_more.abi3.so", &module().bytes()[..200]);
            vec![(wheel.file_name(), wheel.bytes())]
        },
    },
    Damage {
        rule: "binary-unreadable",
        what: "a pointer of Git LFS in place of a module",
        files: || {
            let wheel = WheelBuilder::new(TAG)
                .with("sample/_core.abi3.so", module().bytes())
                .with("sample/_more.abi3.so", *b"version https://git-lfs.github.com/spec/v1\n");
            vec![(wheel.file_name(), wheel.bytes())]
        },
    },
    Damage {
        rule: "elf-blacklisted-symbols",
        what: "a private name of zlib",
        files: || wheel(&module().needs("libz.so.1").imports("_tr_init")),
    },
    Damage {
        rule: "elf-executable-stack",
        what: "code on the stack",
        files: || wheel(&ElfBuilder { stack: Some(7), ..module() }),
    },
    Damage {
        rule: "elf-executable-stack",
        what: "nothing said of the stack",
        files: || wheel(&ElfBuilder { stack: None, ..module() }),
    },
    Damage {
        rule: "elf-isa-level",
        what: "x86-64-v3",
        files: || wheel(&ElfBuilder { isa_needed: Some(0b111), ..module() }),
    },
    Damage { rule: "elf-libc", what: "a module for musl", files: || wheel(&module().musl()) },
    Damage {
        rule: "elf-libc",
        what: "a module for glibc under musllinux",
        files: || with("cp311-abi3-musllinux_1_2_x86_64", &module()),
    },
    Damage {
        rule: "elf-libraries",
        what: "a library that not every system has",
        files: || wheel(&module().needs("libssl.so.3")),
    },
    Damage {
        rule: "elf-libraries",
        what: "a library in the wheel where nobody looks for it",
        files: || bundled("$ORIGIN/../other.libs", &ElfBuilder::library("x86_64")),
    },
    Damage {
        rule: "elf-libraries",
        what: "a library that one in the wheel needs",
        files: || {
            bundled("$ORIGIN/../sample.libs", &ElfBuilder::library("x86_64").needs("libbar.so.1"))
        },
    },
    Damage {
        rule: "elf-libraries",
        what: "a library that came with a newer policy",
        files: || {
            let older = ElfBuilder {
                versions: vec![("libc.so.6".into(), "GLIBC_2.17".into())],
                ..module().needs("libmvec.so.1")
            };
            with("cp311-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64", &older)
        },
    },
    Damage {
        rule: "elf-lower-policy",
        what: "no need of the newer glibc",
        files: || with("cp311-abi3-manylinux_2_34_x86_64", &module()),
    },
    Damage {
        rule: "elf-machine",
        what: "a module for another processor",
        files: || wheel(&ElfBuilder::module("aarch64", "_core")),
    },
    Damage {
        rule: "elf-machine",
        what: "a module for ARM without hard floats",
        files: || {
            let soft =
                ElfBuilder { flags: Some(0x0500_0200), ..ElfBuilder::module("armv7l", "_core") };
            with("cp311-abi3-manylinux_2_28_armv7l", &soft)
        },
    },
    Damage {
        rule: "elf-rpath",
        what: "a directory of the machine that built it",
        files: || wheel(&ElfBuilder { runpath: Some("/opt/foo/lib".into()), ..module() }),
    },
    Damage {
        rule: "elf-rpath",
        what: "a directory above that of all packages",
        files: || wheel(&ElfBuilder { rpath: Some("$ORIGIN/../../lib".into()), ..module() }),
    },
    Damage {
        rule: "elf-symbol-versions",
        what: "a newer glibc",
        files: || wheel(&module().version("GLIBC_2.34")),
    },
    Damage {
        rule: "elf-symbol-versions",
        what: "a version that no policy has",
        files: || wheel(&module().version("GLIBC_PRIVATE")),
    },
    Damage {
        rule: "elf-symbol-versions",
        what: "packed relocations that an older glibc does not see",
        files: || wheel(&ElfBuilder { packed_relocations: true, ..module() }),
    },
    Damage {
        rule: "elf-symbol-versions",
        what: "the newest of several tags satisfied alone",
        files: || with("cp311-abi3-manylinux_2_17_x86_64.manylinux_2_28_x86_64", &module()),
    },
    Damage {
        rule: "elf-text-relocations",
        what: "code that is changed when it is loaded",
        files: || wheel(&ElfBuilder { text_relocations: true, ..module() }),
    },
    Damage {
        rule: "foreign-binary",
        what: "a module of Linux in a wheel for macOS",
        files: || with("cp311-abi3-macosx_11_0_arm64", &module()),
    },
];

#[test]
fn sound_wheels_of_every_architecture_have_no_findings() {
    let glibc = |version: &str, arch: &str| {
        let versions = vec![("libc.so.6".into(), format!("GLIBC_{version}"))];
        ElfBuilder { versions, ..ElfBuilder::module(arch, "_core") }
    };
    let mut wheels = vec![
        with("cp311-abi3-musllinux_1_2_x86_64", &module().musl()),
        with("cp311-abi3-manylinux_2_29_x86_64", &module().version("GLIBC_2.29")),
        with("cp311-abi3-manylinux2014_aarch64.manylinux_2_17_aarch64", &glibc("2.18", "aarch64")),
        with("cp311-abi3-manylinux_2_31_riscv64", &glibc("2.31", "riscv64")),
        bundled("$ORIGIN/../sample.libs", &ElfBuilder::library("x86_64")),
    ];
    for arch in ["i686", "x86_64", "aarch64", "armv7l", "ppc64le", "s390x"] {
        let tag = format!("cp311-abi3-manylinux_2_28_{arch}");
        wheels.push(with(&tag, &ElfBuilder::module(arch, "_core")));
    }
    for files in wheels {
        let found = super::found(&files, &wheelpin_wheel::Settings::default());
        assert_eq!(found, Vec::<&str>::new(), "{}", files[0].0);
    }
}
