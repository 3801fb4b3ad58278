use crate::binary::{Platform, Slice};
use crate::platform_tag::PlatformTag;
use crate::wheel::Wheel;

/// A kind of machine that a wheel's tags say it runs on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Target {
    /// Its system.
    pub(crate) platform: Platform,
    /// The architecture of its processor.
    pub(crate) arch: &'static str,
    /// The oldest version of the system.
    pub(crate) oldest: (u32, u32),
}

/// The kinds of machines of a wheel's macOS and iOS tags, each once.
pub(crate) fn targets(wheel: &Wheel) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let tags = wheel.name.iter().flat_map(|name| name.platform_tags());
    for target in tags.flat_map(|tag| of_tag(&tag)) {
        let same =
            |other: &&mut Target| (other.platform, other.arch) == (target.platform, target.arch);
        match targets.iter_mut().find(same) {
            Some(other) => other.oldest = other.oldest.min(target.oldest),
            None => targets.push(target),
        }
    }
    targets
}

fn of_tag(tag: &PlatformTag) -> Vec<Target> {
    match tag {
        PlatformTag::Macos { version, arch } => macos_archs(arch)
            .iter()
            .map(|arch| {
                // There is no older macOS for them.
                let oldest = if *arch == "arm64" { (11, 0).max(*version) } else { *version };
                Target { platform: Platform::MacOs, arch, oldest: comparable(oldest) }
            })
            .collect(),
        PlatformTag::Ios { version, arch } => {
            let (arch, platform) = match arch.as_str() {
                "arm64_iphoneos" => ("arm64", Platform::Ios),
                "arm64_iphonesimulator" => ("arm64", Platform::IosSimulator),
                "x86_64_iphonesimulator" => ("x86_64", Platform::IosSimulator),
                _ => return Vec::new(),
            };
            vec![Target { platform, arch, oldest: *version }]
        }
        _ => Vec::new(),
    }
}

/// What a tag's architecture stands for, of those that Python still runs on (packaging,
/// `_mac_binary_formats`).
fn macos_archs(arch: &str) -> &'static [&'static str] {
    match arch {
        "x86_64" | "intel" | "fat3" | "fat64" | "universal" => &["x86_64"],
        "arm64" => &["arm64"],
        "universal2" => &["x86_64", "arm64"],
        _ => &[],
    }
}

/// macOS 10.16 is another name of 11; and tags from 11 on have a minor version of 0 whatever
/// the system's (packaging, `mac_platforms`), so it does not count.
fn comparable(version: (u32, u32)) -> (u32, u32) {
    match version {
        (10, 16) => (11, 0),
        (major, _) if major >= 11 => (major, 0),
        version => version,
    }
}

impl Target {
    /// The oldest version that a slice is for, where that is newer than this target's.
    pub(crate) fn newer(&self, slice: &Slice) -> Option<(u32, u32)> {
        let versions = slice.systems.iter().filter(|(platform, _)| *platform == self.platform);
        let oldest = versions.map(|(_, oldest)| *oldest).max()?;
        let comparable = match self.platform {
            Platform::MacOs => comparable(oldest),
            _ => oldest,
        };
        (comparable > self.oldest).then_some(oldest)
    }

    /// Whether a slice is for this target's architecture.
    pub(crate) fn runs(&self, slice: &Slice) -> bool {
        slice.arch == self.arch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(tag: &str) -> Vec<(&'static str, (u32, u32))> {
        let targets = of_tag(&PlatformTag::parse(tag));
        targets.iter().map(|target| (target.arch, target.oldest)).collect()
    }

    #[test]
    fn arm64_begins_with_macos_11() {
        assert_eq!(parsed("macosx_10_12_universal2"), [("x86_64", (10, 12)), ("arm64", (11, 0))]);
        assert_eq!(parsed("macosx_10_16_x86_64"), [("x86_64", (11, 0))]);
    }

    #[test]
    fn ios_has_a_version_and_a_platform() {
        assert_eq!(parsed("ios_13_2_arm64_iphoneos"), [("arm64", (13, 2))]);
        assert_eq!(parsed("ios_13_2_arm64_watch"), []);
    }
}
