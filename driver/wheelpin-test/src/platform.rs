use std::fmt;

use serde::Serialize;
use wheelpin_wheel::PlatformTag;

use crate::{Facts, Libc};

/// Where a Python runs, as far as wheels are told apart by it: `linux-x86_64-glibc`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Platform {
    /// The operating system.
    pub os: Os,
    /// As `uname -m` names it on Linux and macOS; `amd64`, `arm64`, `x86` on Windows.
    pub arch: String,
    /// On Linux `glibc` or `musl`.
    pub libc: Option<&'static str>,
}

/// An operating system.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Os {
    /// Linux, Android aside.
    Linux,
    /// macOS
    Macos,
    /// Windows
    Windows,
    /// Any other.
    Other,
}

const GLIBC: &str = "glibc";
const MUSL: &str = "musl";

impl Platform {
    /// That of an interpreter.
    #[must_use]
    pub fn of(facts: &Facts) -> Self {
        let os = match facts.system.as_str() {
            "linux" => Os::Linux,
            "darwin" => Os::Macos,
            "win32" => Os::Windows,
            _ => Os::Other,
        };
        let machine = facts.machine.to_ascii_lowercase();
        // A Python of 32 bits on a kernel of 64.
        let arch = match (machine.as_str(), facts.bits, os) {
            ("x86_64" | "amd64", 32, Os::Windows) => "x86",
            ("x86_64", 32, _) => "i686",
            ("aarch64", 32, _) => "armv7l",
            (other, ..) => other,
        };
        let libc = match &facts.libc {
            _ if os != Os::Linux => None,
            Some(Libc { name, .. }) if name == MUSL => Some(MUSL),
            _ => Some(GLIBC),
        };
        Self { os, arch: arch.into(), libc }
    }

    /// This machine's, where no Python could be asked.
    #[must_use]
    pub fn here() -> Self {
        let (os, arch, libc) = match (std::env::consts::OS, std::env::consts::ARCH) {
            ("macos", "aarch64") => (Os::Macos, "arm64", None),
            ("macos", arch) => (Os::Macos, arch, None),
            ("windows", "x86_64") => (Os::Windows, "amd64", None),
            ("windows", "aarch64") => (Os::Windows, "arm64", None),
            ("windows", arch) => (Os::Windows, arch, None),
            ("linux", arch) => (Os::Linux, arch, Some(GLIBC)),
            (_, arch) => (Os::Other, arch, None),
        };
        Self { os, arch: arch.into(), libc }
    }

    /// Those that a platform tag is for; none for `any` and for what is not run by Pythons
    /// on such machines (Android, iOS, Emscripten).
    #[must_use]
    pub fn of_tag(tag: &PlatformTag) -> Vec<Self> {
        let linux = |arch: &str, libc| vec![Self { os: Os::Linux, arch: arch.into(), libc }];
        match tag {
            PlatformTag::Linux { arch } | PlatformTag::Manylinux { arch, .. } => {
                linux(arch, Some(GLIBC))
            }
            PlatformTag::Musllinux { arch, .. } => linux(arch, Some(MUSL)),
            PlatformTag::Macos { arch, .. } => macos(arch)
                .iter()
                .map(|arch| Self { os: Os::Macos, arch: (*arch).into(), libc: None })
                .collect(),
            PlatformTag::Windows { arch } => {
                vec![Self { os: Os::Windows, arch: arch.clone(), libc: None }]
            }
            _ => Vec::new(),
        }
    }

    /// For people: `macOS on arm64`, `Linux on x86_64 with musl`.
    #[must_use]
    pub fn words(&self) -> String {
        let os = match self.os {
            Os::Linux => "Linux",
            Os::Macos => "macOS",
            Os::Windows => "Windows",
            Os::Other => "another system",
        };
        let libc = self.libc.map(|libc| format!(" with {libc}")).unwrap_or_default();
        format!("{os} on {}{libc}", self.arch)
    }
}

/// The architectures that today's Macs have, of one tag (PyPA specifications, "macOS"; the
/// names of several: CPython's `_osx_support`).
fn macos(arch: &str) -> &'static [&'static str] {
    match arch {
        "arm64" => &["arm64"],
        "x86_64" | "intel" | "fat64" | "fat3" | "universal" => &["x86_64"],
        "universal2" => &["arm64", "x86_64"],
        _ => &[],
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let os = match self.os {
            Os::Linux => "linux",
            Os::Macos => "macos",
            Os::Windows => "windows",
            Os::Other => "other",
        };
        write!(formatter, "{os}-{}", self.arch)?;
        self.libc.map_or(Ok(()), |libc| write!(formatter, "-{libc}"))
    }
}

impl Serialize for Platform {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_tag(tag: &str) -> Vec<String> {
        let platforms = Platform::of_tag(&PlatformTag::parse(tag));
        platforms.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_tag_names_its_platforms() {
        assert_eq!(of_tag("manylinux_2_28_x86_64"), ["linux-x86_64-glibc"]);
        assert_eq!(of_tag("musllinux_1_2_aarch64"), ["linux-aarch64-musl"]);
        assert_eq!(of_tag("macosx_10_12_universal2"), ["macos-arm64", "macos-x86_64"]);
        assert_eq!(of_tag("win32"), ["windows-x86"]);
        assert!(of_tag("any").is_empty());
    }
}
