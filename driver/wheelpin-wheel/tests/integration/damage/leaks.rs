use wheelpin_testing::{ElfBuilder, WheelBuilder};

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

fn file(wheel: &WheelBuilder) -> Files {
    vec![(wheel.file_name(), wheel.bytes())]
}

fn with(path: &str, bytes: impl Into<Vec<u8>>) -> Files {
    file(&WheelBuilder::new("py3-none-any").with(path, bytes))
}

fn native(module: Vec<u8>) -> Files {
    let wheel = WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64");
    file(&wheel.with("sample/_core.abi3.so", module))
}

/// A CycloneDX document that names a component by where it was.
fn sbom(place: &str) -> Files {
    let text = format!(
        r#"{{"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "components": [{{"type": "library", "name": "sample", "bom-ref": "path+file://{place}"}}]}}"#
    );
    with("sample-1.0.dist-info/sboms/sample.cyclonedx.json", text)
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "leak-nix-path",
        what: "a text names a path of the store",
        files: || {
            let hash = "0123456789abcdfghijklmnpqrsvwxyz";
            with("sample/paths.py", format!("LIB = '/nix/store/{hash}-zlib-1.3/lib/libz.so'\n"))
        },
    },
    Damage {
        rule: "leak-nix-path",
        what: "a text names the home of a build by Nix",
        files: || with("sample/paths.py", "CACHE = '/homeless-shelter/.cache'\n"),
    },
    Damage {
        rule: "leak-sandbox-path",
        what: "a message of a C part names its source",
        files: || {
            let mut module = ElfBuilder::module("x86_64", "_core").bytes();
            module.extend(b"\0/build/vendor/zstd-1.5/lib/decompress.c\0");
            native(module)
        },
    },
    Damage {
        rule: "leak-build-path",
        what: "the SBOM names a directory of a runner",
        files: || sbom("/home/runner/work/sample/sample#1.0"),
    },
    Damage {
        rule: "leak-home-path",
        what: "the SBOM names a home directory",
        files: || sbom("/home/ann/src/sample#1.0"),
    },
    Damage {
        rule: "leak-temporary-path",
        what: "the SBOM names a temporary directory",
        files: || sbom("/tmp/tmp8x2kq1/sample#1.0"),
    },
    Damage {
        rule: "leak-host-name",
        what: "the SBOM names a machine",
        files: || sbom("/src/fv-az1234-567/sample#1.0"),
    },
    Damage {
        rule: "leak-secret",
        what: "a token in a text",
        files: || {
            let token = ["ghp", "_16C7e42F292c6912E7710c838347Ae178B4a"].concat();
            with("sample/settings.py", format!("TOKEN = '{token}'\n"))
        },
    },
    Damage {
        rule: "leak-secret",
        what: "a private key",
        files: || {
            let body = "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF0N9kzMtu7RBZcmGhVVTLfKQ7l2j";
            with("sample/key.pem", format!("-----BEGIN RSA PRIVATE KEY-----\n{body}\n"))
        },
    },
    Damage {
        rule: "panic-abort",
        what: "Rust's library without what unwinds",
        files: || {
            let mut module = ElfBuilder::module("x86_64", "_core").bytes();
            module.extend(b"\0RUST_BACKTRACE\0");
            native(module)
        },
    },
    Damage {
        rule: "debug-info",
        what: "sections for a debugger",
        files: || {
            let sections = vec![".debug_info".into()];
            native(ElfBuilder { sections, ..ElfBuilder::module("x86_64", "_core") }.bytes())
        },
    },
    Damage {
        rule: "accidental-file",
        what: "an editor's backup",
        files: || with("sample/core.py.orig", "x = 1\n"),
    },
    Damage {
        rule: "accidental-file",
        what: "a folder of Git",
        files: || with("sample/.git/HEAD", "ref: refs/heads/main\n"),
    },
];
