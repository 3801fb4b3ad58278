/// A platform tag in its parts (PyPA specifications, "Platform compatibility tags").
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum PlatformTag {
    /// `any`
    Any,
    /// `linux_x86_64`: no promise about the system; indexes refuse it.
    Linux {
        /// As `uname -m` names it.
        arch: String,
    },
    /// `manylinux_2_28_x86_64`; `manylinux1` is 2.5, `manylinux2010` 2.12 and
    /// `manylinux2014` 2.17 (PEP 600).
    Manylinux {
        /// The oldest glibc.
        glibc: (u32, u32),
        /// As `uname -m` names it.
        arch: String,
    },
    /// `musllinux_1_2_x86_64` (PEP 656)
    Musllinux {
        /// The oldest musl.
        musl: (u32, u32),
        /// As `uname -m` names it.
        arch: String,
    },
    /// `macosx_11_0_arm64`; the architecture may be one of several, `universal2`.
    Macos {
        /// The oldest macOS.
        version: (u32, u32),
        /// One architecture, or a name for several.
        arch: String,
    },
    /// `win32`, `win_amd64`, `win_arm64`: the architecture is `x86`, `amd64`, `arm64`.
    Windows {
        /// `x86`, `amd64`, `arm64`
        arch: String,
    },
    /// `android_24_arm64_v8a` (PEP 738)
    Android {
        /// The lowest API level.
        level: u32,
        /// `arm64_v8a`, `x86_64`
        arch: String,
    },
    /// `ios_13_0_arm64_iphoneos` (PEP 730)
    Ios {
        /// The oldest iOS.
        version: (u32, u32),
        /// Architecture and SDK.
        arch: String,
    },
    /// `pyemscripten_2026_0_wasm32` (PEP 783)
    Emscripten {
        /// Year and patch of the platform.
        version: (u32, u32),
    },
    /// Anything else.
    Other(String),
}

impl PlatformTag {
    /// Reads one platform tag; never fails.
    #[must_use]
    pub fn parse(tag: &str) -> Self {
        Self::known(tag).unwrap_or_else(|| Self::Other(tag.into()))
    }

    fn known(tag: &str) -> Option<Self> {
        let legacy = |rest: &str, glibc| Self::Manylinux { glibc, arch: rest.into() };
        Some(match tag {
            "any" => Self::Any,
            "win32" => Self::Windows { arch: "x86".into() },
            _ => {
                if let Some(arch) = tag.strip_prefix("win_") {
                    Self::Windows { arch: arch.into() }
                } else if let Some(arch) = tag.strip_prefix("linux_") {
                    Self::Linux { arch: arch.into() }
                } else if let Some(arch) = tag.strip_prefix("manylinux1_") {
                    legacy(arch, (2, 5))
                } else if let Some(arch) = tag.strip_prefix("manylinux2010_") {
                    legacy(arch, (2, 12))
                } else if let Some(arch) = tag.strip_prefix("manylinux2014_") {
                    legacy(arch, (2, 17))
                } else if let Some(rest) = tag.strip_prefix("manylinux_") {
                    let (glibc, arch) = version(rest)?;
                    Self::Manylinux { glibc, arch }
                } else if let Some(rest) = tag.strip_prefix("musllinux_") {
                    let (musl, arch) = version(rest)?;
                    Self::Musllinux { musl, arch }
                } else if let Some(rest) = tag.strip_prefix("macosx_") {
                    let (version, arch) = version(rest)?;
                    Self::Macos { version, arch }
                } else if let Some(rest) = tag.strip_prefix("ios_") {
                    let (version, arch) = version(rest)?;
                    Self::Ios { version, arch }
                } else if let Some(rest) = tag.strip_prefix("pyemscripten_") {
                    let (version, arch) = version(rest)?;
                    (arch == "wasm32").then_some(Self::Emscripten { version })?
                } else if let Some(rest) = tag.strip_prefix("android_") {
                    let (level, arch) = rest.split_once('_')?;
                    Self::Android { level: number(level)?, arch: arch.into() }
                } else {
                    return None;
                }
            }
        })
    }
}

/// `2_28_x86_64` is (2, 28) and `x86_64`.
fn version(rest: &str) -> Option<((u32, u32), String)> {
    let (major, rest) = rest.split_once('_')?;
    let (minor, arch) = rest.split_once('_')?;
    (!arch.is_empty()).then_some(((number(major)?, number(minor)?), arch.into()))
}

/// Digits without a leading zero.
fn number(digits: &str) -> Option<u32> {
    let is_plain = digits == "0" || !digits.starts_with(['0', '+']);
    is_plain.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legacy_manylinux_has_its_glibc() {
        let parsed = PlatformTag::parse("manylinux2014_aarch64");
        assert_eq!(parsed, PlatformTag::Manylinux { glibc: (2, 17), arch: "aarch64".into() });
        assert_eq!(parsed, PlatformTag::parse("manylinux_2_17_aarch64"));
    }

    #[test]
    fn architectures_may_have_underscores() {
        let parsed = PlatformTag::parse("android_24_arm64_v8a");
        assert_eq!(parsed, PlatformTag::Android { level: 24, arch: "arm64_v8a".into() });
    }

    #[test]
    fn what_is_not_known_is_kept() {
        for tag in ["plan9_amd64", "macosx_11_arm64", "manylinux_2_028_x86_64", "manylinux_2_28_"] {
            assert_eq!(PlatformTag::parse(tag), PlatformTag::Other(tag.into()));
        }
    }
}
