use wheelpin_testing::{MachOBuilder, WheelBuilder};
use wheelpin_wheel::Settings;

use super::{Damage, found};

const ARM64: &str = "cp311-abi3-macosx_11_0_arm64";
const UNIVERSAL2: &str = "cp311-abi3-macosx_10_12_universal2";

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "foreign-binary",
        what: "a module for Windows in a wheel for macOS",
        files: || wheel(ARM64, &wheelpin_testing::PeBuilder::new(0x8664).bytes()),
    },
    Damage {
        rule: "macho-architecture",
        what: "an x86_64 module in a wheel for arm64",
        files: || wheel(ARM64, &MachOBuilder::new(MachOBuilder::X86_64).bytes()),
    },
    Damage {
        rule: "macho-architecture",
        what: "a thin module in a universal2 wheel",
        files: || wheel(UNIVERSAL2, &arm64().bytes()),
    },
    Damage {
        rule: "macho-fat",
        what: "a slice that reaches out of the file",
        files: || {
            let mut fat = universal2();
            fat.truncate(fat.len() - 1);
            wheel(UNIVERSAL2, &fat)
        },
    },
    Damage {
        rule: "macho-fat",
        what: "two slices for one architecture",
        files: || {
            let slices = [arm64(), MachOBuilder::new(MachOBuilder::X86_64), arm64()];
            wheel(UNIVERSAL2, &MachOBuilder::fat(&slices))
        },
    },
    Damage {
        rule: "macho-fat",
        what: "a slice that is of another architecture than the table says",
        files: || {
            let mut fat = universal2();
            fat[8..12].copy_from_slice(&12u32.to_be_bytes());
            wheel(UNIVERSAL2, &fat)
        },
    },
    Damage {
        rule: "macho-install-name",
        what: "a library called by a path of its build",
        files: || {
            let id = Some("/opt/build/lib/libsample.dylib".into());
            wheel(ARM64, &MachOBuilder { file_type: 6, id, ..arm64() }.bytes())
        },
    },
    Damage {
        rule: "macho-libraries",
        what: "a library of Homebrew's",
        files: || wheel(ARM64, &arm64().loads("/opt/homebrew/lib/libzstd.1.dylib").bytes()),
    },
    Damage {
        rule: "macho-libraries",
        what: "a library of Homebrew's behind one of the wheel's",
        files: || {
            let inner = MachOBuilder { file_type: 6, exports: Vec::new(), ..arm64() };
            let inner = inner.loads("/opt/homebrew/lib/libzstd.1.dylib");
            let module = MachOBuilder { rpaths: vec!["@loader_path/.dylibs".into()], ..arm64() };
            let wheel = WheelBuilder::new(ARM64)
                .with("sample/_native.abi3.so", module.loads("@rpath/libinner.dylib").bytes())
                .with("sample/.dylibs/libinner.dylib", inner.bytes());
            vec![(wheel.file_name(), wheel.bytes())]
        },
    },
    Damage {
        rule: "macho-minimum-os",
        what: "a module for macOS 14 in a wheel for 11",
        files: || wheel(ARM64, &MachOBuilder { oldest: (14, 2), ..arm64() }.bytes()),
    },
    Damage {
        rule: "macho-missing-library",
        what: "a library that is not where its path leads",
        files: || wheel(ARM64, &arm64().loads("@loader_path/.dylibs/libinner.dylib").bytes()),
    },
    Damage {
        rule: "macho-platform",
        what: "a module for iOS in a wheel for macOS",
        files: || wheel(ARM64, &MachOBuilder { platform: 2, ..arm64() }.bytes()),
    },
    Damage {
        rule: "macho-rpath",
        what: "a run path of Homebrew's",
        files: || {
            let rpaths = vec!["@loader_path/.dylibs".into(), "/opt/homebrew/lib".into()];
            let module = MachOBuilder { rpaths, ..arm64() }.loads("@rpath/libinner.dylib");
            let inner = MachOBuilder { file_type: 6, exports: Vec::new(), ..arm64() };
            let wheel = WheelBuilder::new(ARM64)
                .with("sample/_native.abi3.so", module.bytes())
                .with("sample/.dylibs/libinner.dylib", inner.bytes());
            vec![(wheel.file_name(), wheel.bytes())]
        },
    },
    Damage {
        rule: "macho-signature",
        what: "an arm64 module that is not signed",
        files: || wheel(ARM64, &MachOBuilder { is_signed: false, ..arm64() }.bytes()),
    },
    Damage {
        rule: "macho-signature",
        what: "an arm64 slice that was changed after it was signed",
        files: || {
            let mut fat = universal2();
            // Within the first page of the first slice, behind its commands.
            fat[(16 << 10) + 4000] ^= 1;
            wheel(UNIVERSAL2, &fat)
        },
    },
    Damage {
        rule: "macho-signature",
        what: "a signature that is cut short",
        files: || {
            let mut module = arm64().bytes();
            let at = module
                .windows(4)
                .position(|word| word == [0xfa, 0xde, 0x0c, 0x02])
                .unwrap_or_default();
            module[at] = 0;
            wheel(ARM64, &module)
        },
    },
];

fn arm64() -> MachOBuilder {
    MachOBuilder::new(MachOBuilder::ARM64)
}

fn universal2() -> Vec<u8> {
    MachOBuilder::fat(&[arm64(), MachOBuilder::new(MachOBuilder::X86_64)])
}

fn wheel(tag: &str, module: &[u8]) -> Vec<(String, Vec<u8>)> {
    let wheel = WheelBuilder::new(tag).with("sample/_native.abi3.so", module);
    vec![(wheel.file_name(), wheel.bytes())]
}

#[test]
fn sound_wheels_for_macos_and_ios_have_no_findings() {
    let stripped = MachOBuilder { is_stripped: true, ..arm64() };
    let weak = vec!["/opt/homebrew/lib/libzstd.1.dylib".into()];
    let simulator = MachOBuilder { platform: 7, oldest: (13, 0), is_signed: false, ..arm64() }
        .loads("@rpath/Python.framework/Python");
    for (tag, module) in [
        (ARM64, arm64().bytes()),
        (ARM64, stripped.bytes()),
        (ARM64, universal2()),
        (ARM64, MachOBuilder { weak_libraries: weak, ..arm64() }.bytes()),
        (UNIVERSAL2, universal2()),
        ("cp311-abi3-macosx_10_12_universal2.macosx_10_12_x86_64.macosx_11_0_arm64", universal2()),
        ("cp314-abi3-ios_13_0_arm64_iphonesimulator", simulator.bytes()),
    ] {
        assert_eq!(found(&wheel(tag, &module), &Settings::default()), Vec::<&str>::new(), "{tag}");
    }
}

#[test]
fn debug_information_beside_a_module_is_no_module() {
    let debug = MachOBuilder { exports: Vec::new(), ..arm64() };
    let wheel = WheelBuilder::new(ARM64).with("sample/_native.abi3.so", arm64().bytes()).with(
        "sample/_native.abi3.so.dSYM/Contents/Resources/DWARF/_native.abi3.so",
        debug.bytes(),
    );
    let files = vec![(wheel.file_name(), wheel.bytes())];
    assert_eq!(found(&files, &Settings::default()), ["accidental-file", "module-path"]);
}
