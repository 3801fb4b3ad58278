use wheelpin_testing::{PeBuilder, WheelBuilder};
use wheelpin_wheel::Settings;

use super::{Damage, found};

const ABI3: &str = "cp311-abi3-win_amd64";
const AMD64: u16 = 0x8664;
const ARM64: u16 = 0xaa64;
const X86: u16 = 0x14c;

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "pe-debug-crt",
        what: "a module linked with /MDd",
        files: || wheel(ABI3, &module().replaced("VCRUNTIME140.dll", "VCRUNTIME140D.dll")),
    },
    Damage {
        rule: "pe-hardening",
        what: "a module without ASLR",
        files: || wheel(ABI3, &PeBuilder { flags: 0x100, ..module() }),
    },
    Damage {
        rule: "pe-libraries",
        what: "a module that needs the C++ runtime",
        files: || wheel(ABI3, &module().needs("MSVCP140.dll")),
    },
    Damage {
        rule: "pe-machine",
        what: "an ARM64 module in a wheel for win_amd64",
        files: || wheel(ABI3, &PeBuilder::new(ARM64)),
    },
    Damage {
        rule: "pe-machine",
        what: "a 64-bit module in a wheel for win32",
        files: || wheel("cp311-abi3-win32", &module()),
    },
    Damage {
        rule: "pe-python-dll",
        what: "an abi3 wheel with the DLL of one Python",
        files: || wheel(ABI3, &module().replaced("python3.dll", "python311.dll")),
    },
    Damage {
        rule: "pe-python-dll",
        what: "an abi3t wheel with the DLL of builds with a GIL",
        files: || wheel("cp315-abi3.abi3t-win_amd64", &module_export()),
    },
];

fn module() -> PeBuilder {
    PeBuilder::new(AMD64)
}

/// As abi3t has it.
fn module_export() -> PeBuilder {
    let mut module = PeBuilder { exports: vec!["PyModExport__native".into()], ..module() };
    module.libraries[0].1 = vec!["Py_IncRef".into()];
    module
}

fn wheel(tag: &str, module: &PeBuilder) -> Vec<(String, Vec<u8>)> {
    let wheel = WheelBuilder::new(tag).with("sample/_native.pyd", module.bytes());
    vec![(wheel.file_name(), wheel.bytes())]
}

#[test]
fn sound_wheels_for_windows_have_no_findings() {
    let of = |dll| module().replaced("python3.dll", dll);
    for (tag, module) in [
        (ABI3, module()),
        (ABI3, PeBuilder { delayed: vec![("rare.dll".into(), Vec::new())], ..module() }),
        ("cp311-abi3-win32", PeBuilder::new(X86)),
        ("cp311-abi3-win_arm64", PeBuilder::new(ARM64)),
        ("cp312-cp312-win_amd64", of("python312.dll")),
        ("cp314-cp314t-win_amd64", of("python314t.dll")),
        ("cp315-abi3.abi3t-win_amd64", module_export().replaced("python3.dll", "python3t.dll")),
    ] {
        assert_eq!(found(&wheel(tag, &module), &Settings::default()), Vec::<&str>::new(), "{tag}");
    }
}

#[test]
fn a_dll_in_the_wheel_is_not_missing() {
    let library = PeBuilder { exports: Vec::new(), ..module() };
    let wheel = WheelBuilder::new(ABI3)
        .with("sample/_native.pyd", module().needs("Helper.dll").bytes())
        .with("sample.libs/helper.dll", library.bytes());
    let files = [(wheel.file_name(), wheel.bytes())];
    assert_eq!(found(&files, &Settings::default()), Vec::<&str>::new());
}
