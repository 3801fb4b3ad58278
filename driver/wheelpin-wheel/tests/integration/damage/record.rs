use wheelpin_testing::WheelBuilder;

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

fn pure() -> WheelBuilder {
    WheelBuilder::new("py3-none-any")
}

/// With a RECORD made of the right one.
fn record(change: impl Fn(&str) -> String) -> Files {
    let right = pure().right_record();
    let changed = change(&right);
    assert_ne!(changed, right);
    let wheel = WheelBuilder { record: Some(changed), ..pure() };
    vec![(wheel.file_name(), wheel.bytes())]
}

/// The line of the package in a RECORD.
fn line_of_package(record: &str) -> &str {
    record.lines().find(|line| line.starts_with("sample/__init__.py,")).expect("it is listed")
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "record-missing",
        what: "there is no RECORD",
        files: || {
            let mut zip = pure().zip();
            zip.members.retain(|member| !member.name().ends_with("/RECORD"));
            vec![(pure().file_name(), zip.bytes())]
        },
    },
    Damage {
        rule: "record-unreadable",
        what: "a line without a size",
        files: || record(|right| format!("{right}sample/other.py,\n")),
    },
    Damage {
        rule: "record-unlisted-members",
        what: "a member that was put in later",
        files: || {
            let listed = pure().right_record();
            let wheel = pure().with("sample/late.py", "late = True\n");
            let wheel = WheelBuilder { record: Some(listed), ..wheel };
            vec![(wheel.file_name(), wheel.bytes())]
        },
    },
    Damage {
        rule: "record-missing-members",
        what: "a member that was taken out later",
        files: || record(|right| format!("{right}sample/gone.py,sha256=AA,0\n")),
    },
    Damage {
        rule: "record-hash",
        what: "a member that was changed later",
        files: || {
            let listed = pure().right_record();
            let mut wheel = pure();
            wheel.members[0].1.reverse();
            let wheel = WheelBuilder { record: Some(listed), ..wheel };
            vec![(wheel.file_name(), wheel.bytes())]
        },
    },
    Damage {
        rule: "record-size",
        what: "a size that is wrong by itself",
        files: || {
            record(|right| {
                let line = line_of_package(right);
                right.replace(line, &format!("{line}0"))
            })
        },
    },
    Damage {
        rule: "record-weak-hash",
        what: "a hash by MD5",
        files: || {
            record(|right| {
                let md5 = "sample/__init__.py,md5=1B2M2Y8AsgTpgAmY7PhCfg,";
                right.replace(line_of_package(right), md5)
            })
        },
    },
    Damage {
        rule: "record-other-hash",
        what: "a hash by SHA-512 that is wrong",
        files: || {
            record(|right| {
                let sha512 = "sample/__init__.py,sha512=1B2M2Y8AsgTpgAmY7PhCfg,";
                right.replace(line_of_package(right), sha512)
            })
        },
    },
    Damage {
        rule: "record-duplicate",
        what: "a line twice",
        files: || record(|right| format!("{}\n{right}", line_of_package(right))),
    },
    Damage {
        rule: "record-path",
        what: "a path as Windows writes it",
        files: || record(|right| right.replace("sample/__init__.py", "sample\\__init__.py")),
    },
];
