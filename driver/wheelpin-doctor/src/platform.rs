use std::fmt;

/// What a wheel is for, by the names of wheelpin's targets.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Platform {
    pub(crate) os: Os,
    /// `x86_64`, `aarch64`, `arm64` (macOS and Windows), `i686`, …
    pub(crate) arch: String,
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Os {
    Manylinux,
    Musllinux,
    Macos,
    Windows,
}

impl fmt::Display for Os {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Manylinux => "manylinux",
            Self::Musllinux => "musllinux",
            Self::Macos => "macos",
            Self::Windows => "windows",
        })
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.os, self.arch)
    }
}

impl Platform {
    /// A platform by any of an architecture's names.
    pub(crate) fn new(os: Os, arch: &str) -> Self {
        let arm64 = if matches!(os, Os::Macos | Os::Windows) { "arm64" } else { "aarch64" };
        let arch = match arch.to_ascii_lowercase().as_str() {
            "x64" | "amd64" | "x86_64" => "x86_64".into(),
            "x86" | "i386" | "i686" | "win32" => "i686".into(),
            "arm64" | "aarch64" | "arm64ec" => arm64.into(),
            "armv7" | "armv7l" | "armv7hf" | "arm" => "armv7l".into(),
            "universal2" | "universal2-apple-darwin" => "universal2".into(),
            "ppc64le" | "powerpc64le" => "ppc64le".into(),
            "riscv64" | "riscv64gc" => "riscv64".into(),
            other => other.into(),
        };
        Self { os, arch }
    }

    /// The platform by one of wheelpin's names, `manylinux-x86_64`.
    pub(crate) fn from_target(target: &str) -> Option<Self> {
        let (os, arch) = target.split_once('-')?;
        let os = [Os::Manylinux, Os::Musllinux, Os::Macos, Os::Windows]
            .into_iter()
            .find(|known| known.to_string() == os)?;
        Some(Self::new(os, arch))
    }

    /// The platform of a Rust triple.
    pub(crate) fn from_triple(triple: &str) -> Option<Self> {
        let (arch, rest) = triple.split_once('-')?;
        let os = if rest.contains("musl") {
            Os::Musllinux
        } else if rest.contains("linux") {
            Os::Manylinux
        } else if rest.contains("darwin") {
            Os::Macos
        } else if rest.contains("windows") {
            Os::Windows
        } else {
            return None;
        };
        Some(Self::new(os, arch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_triples_and_targets_agree() {
        for (triple, target) in [
            ("x86_64-unknown-linux-gnu", "manylinux-x86_64"),
            ("armv7-unknown-linux-musleabihf", "musllinux-armv7l"),
            ("aarch64-apple-darwin", "macos-arm64"),
            ("i686-pc-windows-msvc", "windows-i686"),
        ] {
            let platform = Platform::from_triple(triple).unwrap();
            assert_eq!(platform.to_string(), target);
            assert_eq!(Platform::from_target(target), Some(platform));
        }
    }
}
