use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "tag-not-accepted",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "platform tags that PyPI does not take, such as `linux_x86_64`",
    why: "PyPI refuses the file.",
    remedy: "Build for a platform of PyPI's list; for Linux, a manylinux or musllinux policy: \
             `maturin build --zig --compatibility manylinux_2_28`.",
    source: "PyPI's upload code, `forklift/legacy.py`, `_valid_platform_tag` (2026-08-21)",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// Tags that are taken word for word.
const WHOLE: &[&str] = &[
    "any",
    "linux_armv6l",
    "linux_armv7l",
    "manylinux1_i686",
    "manylinux1_x86_64",
    "manylinux2010_i686",
    "manylinux2010_x86_64",
    "manylinux2014_aarch64",
    "manylinux2014_armv7l",
    "manylinux2014_i686",
    "manylinux2014_ppc64",
    "manylinux2014_ppc64le",
    "manylinux2014_s390x",
    "manylinux2014_x86_64",
    "win32",
    "win_amd64",
    "win_arm64",
    "win_ia64",
];

/// Architectures of `manylinux_X_Y` and `musllinux_X_Y`.
const LINUX: &[&str] = &["aarch64", "armv7l", "i686", "ppc64le", "riscv64", "s390x", "x86_64"];

/// Major versions of macOS from 11 on, all with the minor version 0.
const MACOS: &[u32] = &[11, 12, 13, 14, 15, 26];

const MACOS_ARCHITECTURES: &[&str] = &[
    "arm64",
    "fat",
    "fat3",
    "fat64",
    "i386",
    "intel",
    "ppc",
    "ppc64",
    "universal",
    "universal2",
    "x86_64",
];

const ANDROID: &[&str] = &["arm64_v8a", "armeabi_v7a", "x86", "x86_64"];

const IOS: &[&str] =
    &["arm64_iphoneos", "arm64_iphonesimulator", "x86_64_iphoneos", "x86_64_iphonesimulator"];

fn check(wheel: &Wheel) -> Option<Found> {
    let platforms = &wheel.name.as_ref().ok()?.platforms;
    let refused = platforms.iter().filter(|tag| !is_accepted(tag));
    Found::places("has platform tags that PyPI refuses", refused.map(|tag| Place::detail(tag)))
}

/// Whether PyPI takes that platform tag, as `manylinux_2_28_x86_64`; it takes no other.
#[must_use]
pub fn is_accepted(tag: &str) -> bool {
    if WHOLE.contains(&tag) {
        return true;
    }
    let is_numbered = |prefix: &str| tag.starts_with(prefix);
    match PlatformTag::parse(tag) {
        PlatformTag::Manylinux { arch, .. } if is_numbered("manylinux_") => {
            arch == "ppc64" || LINUX.contains(&arch.as_str())
        }
        PlatformTag::Musllinux { arch, .. } => LINUX.contains(&arch.as_str()),
        PlatformTag::Macos { version: (major, minor), arch } => {
            (major == 10 || (minor == 0 && MACOS.contains(&major)))
                && MACOS_ARCHITECTURES.contains(&arch.as_str())
        }
        PlatformTag::Android { arch, .. } => ANDROID.contains(&arch.as_str()),
        PlatformTag::Ios { arch, .. } => IOS.contains(&arch.as_str()),
        PlatformTag::Emscripten { .. } => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_every_kind_are_accepted() {
        for tag in [
            "any",
            "win_arm64",
            "manylinux2014_ppc64",
            "manylinux_2_28_riscv64",
            "manylinux_2_17_ppc64",
            "musllinux_1_2_armv7l",
            "macosx_10_12_x86_64",
            "macosx_26_0_arm64",
            "ios_13_0_arm64_iphonesimulator",
            "android_24_arm64_v8a",
            "pyemscripten_2026_0_wasm32",
        ] {
            assert!(is_accepted(tag), "{tag}");
        }
    }

    #[test]
    fn others_are_refused() {
        for tag in [
            "linux_x86_64",
            "manylinux1_aarch64",
            "manylinux_2_38_loongarch64",
            "musllinux_1_2_ppc64",
            "macosx_12_3_arm64",
            "macosx_27_0_arm64",
            "macosx_11_0_arm64e",
            "ios_13_0_arm64",
            "android_24_armv8",
            "win_x86",
            "wasi_0_1_wasm32",
        ] {
            assert!(!is_accepted(tag), "{tag}");
        }
    }
}
