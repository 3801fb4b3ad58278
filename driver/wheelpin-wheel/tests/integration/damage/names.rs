use wheelpin_testing::WheelBuilder;

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

fn file(wheel: &WheelBuilder) -> Files {
    vec![(wheel.file_name(), wheel.bytes())]
}

fn pure() -> WheelBuilder {
    WheelBuilder::new("py3-none-any")
}

/// For one platform, with a library that is only linked.
fn platform(tag: &str) -> WheelBuilder {
    WheelBuilder::new(tag).with("sample/sample.a", "!<arch>\n")
}

/// Under another file name.
fn renamed(name: &str) -> Files {
    vec![(name.into(), pure().bytes())]
}

/// With something else in WHEEL.
fn wheel_file(from: &str, to: &str) -> Files {
    let wheel = pure();
    assert!(wheel.wheel.contains(from), "{from}");
    file(&WheelBuilder { wheel: wheel.wheel.replace(from, to), ..wheel })
}

/// The header of a shared library for x86_64 that has neither segments nor sections.
fn empty_elf() -> Vec<u8> {
    let mut header = b"\x7fELF\x02\x01\x01".to_vec();
    header.resize(16, 0);
    header.extend([3, 0, 62, 0, 1, 0, 0, 0]);
    header.resize(52, 0);
    header.extend([64, 0, 56, 0, 0, 0, 64, 0, 0, 0, 0, 0]);
    header
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "wheel-name",
        what: "a file name without a Python",
        files: || renamed("sample-1.0-none-any.whl"),
    },
    Damage {
        rule: "wheel-name",
        what: "a Python with a space",
        files: || file(&WheelBuilder::new("py 3-none-any")),
    },
    Damage {
        rule: "wheel-name-normalised",
        what: "a name in upper case",
        files: || {
            let mut wheel = pure().without("sample-1.0.dist-info/licenses/LICENSE");
            wheel.name = "Sample".into();
            file(&wheel.with("Sample-1.0.dist-info/licenses/LICENSE", "MIT License\n"))
        },
    },
    Damage {
        rule: "dist-info-name",
        what: "the file was renamed to a version with a zero more",
        files: || renamed("sample-1.0.0-py3-none-any.whl"),
    },
    Damage {
        rule: "dist-info-several",
        what: "metadata of another package besides",
        files: || file(&pure().with("other-1.0.dist-info/METADATA", "Name: other\n")),
    },
    Damage {
        rule: "tag-not-accepted",
        what: "a tag without a policy",
        files: || file(&platform("py3-none-linux_x86_64")),
    },
    Damage {
        rule: "tag-not-accepted",
        what: "a release of macOS that PyPI does not know",
        files: || file(&platform("py3-none-macosx_27_0_arm64")),
    },
    Damage {
        rule: "tag-order",
        what: "Python 3 before Python 2",
        files: || file(&WheelBuilder::new("py3.py2-none-any")),
    },
    Damage {
        rule: "wheel-file-missing",
        what: "there is no WHEEL",
        files: || file(&WheelBuilder { wheel: String::new(), ..pure() }),
    },
    Damage {
        rule: "wheel-file-version",
        what: "WHEEL is of another major version",
        files: || wheel_file("Wheel-Version: 1.0", "Wheel-Version: 2.0"),
    },
    Damage {
        rule: "wheel-file-tags",
        what: "the file was renamed to another tag",
        files: || renamed("sample-1.0-py2.py3-none-any.whl"),
    },
    Damage {
        rule: "wheel-file-build",
        what: "the file was renamed to another build",
        files: || renamed("sample-1.0-2-py3-none-any.whl"),
    },
    Damage {
        rule: "root-is-purelib",
        what: "WHEEL does not say whether it is pure",
        files: || wheel_file("Root-Is-Purelib: true\n", ""),
    },
    Damage {
        rule: "pure-with-binaries",
        what: "a library in a wheel for any platform",
        files: || file(&pure().with("sample/libsample.so.1", empty_elf())),
    },
    Damage {
        rule: "platform-without-binaries",
        what: "a wheel for Windows of Python alone",
        files: || file(&WheelBuilder::new("py3-none-win_amd64")),
    },
];
