use wheelpin_testing::WheelBuilder;
use wheelpin_wheel::Settings;

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

fn wheels(tags: &[&str]) -> Files {
    tags.iter()
        .map(|tag| WheelBuilder::new(tag))
        .map(|wheel| (wheel.file_name(), wheel.bytes()))
        .collect()
}

/// The only wheel of a small release.
const PURE: &str = "py3-none-any";

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "release-version",
        what: "wheels of two versions",
        files: || {
            let mut old = WheelBuilder::new(PURE).replaced("Version: 1.0\n", "Version: 0.9\n");
            old.version = "0.9".into();
            old.members[1].0 = "sample-0.9.dist-info/licenses/LICENSE".into();
            [wheels(&[PURE]), vec![(old.file_name(), old.bytes())]].concat()
        },
    },
    Damage {
        rule: "release-duplicate",
        what: "one name in two directories",
        files: || {
            let wheel = WheelBuilder::new(PURE);
            let at = |directory| (format!("{directory}/{}", wheel.file_name()), wheel.bytes());
            vec![at("a"), at("b")]
        },
    },
    Damage {
        rule: "release-overlap",
        what: "two wheels for one tag",
        files: || wheels(&[PURE, "py2.py3-none-any"]),
    },
    Damage {
        rule: "release-sdist",
        what: "three wheels and no sdist",
        files: || wheels(&["py31-none-any", "py32-none-any", "py33-none-any"]),
    },
    Damage {
        rule: "release-universal2",
        what: "universal2 beside arm64",
        files: || {
            let tags = ["py3-none-macosx_11_0_universal2", "py3-none-macosx_11_0_arm64"];
            // What is only linked has no architecture to be held against the tag.
            let wheels =
                tags.map(|tag| WheelBuilder::new(tag).with("sample/sample.a", "!<arch>\n"));
            wheels.iter().map(|wheel| (wheel.file_name(), wheel.bytes())).collect()
        },
    },
];

/// Damage, and settings that show it.
type WithSettings = (Damage, fn() -> Settings);

/// Damage that only some settings show.
pub const WITH_SETTINGS: &[WithSettings] = &[
    (
        Damage {
            rule: "release-plan",
            what: "a planned wheel is missing",
            files: || wheels(&[PURE]),
        },
        || {
            let planned = ["sample-1.0-py3-none-any.whl", "sample-1.0-py3-none-win_amd64.whl"];
            Settings { planned: Some(planned.map(Into::into).into()), ..Settings::default() }
        },
    ),
    (
        Damage {
            rule: "release-plan",
            what: "a wheel that was not planned",
            files: || wheels(&[PURE]),
        },
        || Settings { planned: Some(Vec::new()), ..Settings::default() },
    ),
    (
        Damage { rule: "file-size", what: "a file above the limit", files: || wheels(&[PURE]) },
        || Settings { file_size_limit: Some(100), ..Settings::default() },
    ),
];
