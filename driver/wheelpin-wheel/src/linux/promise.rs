use std::collections::{BTreeMap, BTreeSet};

use crate::binary::{Binary, Elf, Image};
use crate::linux::libc::libc;
use crate::linux::{Family, Level};
use crate::platform_tag::PlatformTag;
use crate::wheel::Wheel;
use crate::wheel_name::WheelName;

/// A wheel for Linux or Android: what its tags promise, and the binaries that have to keep
/// it. Others are ignored, as auditwheel does: a wheel may carry what is run elsewhere.
#[derive(Debug)]
pub(crate) struct Linux<'wheel> {
    /// Of each C library and architecture the oldest system that is promised.
    pub(crate) promises: Vec<Promise>,
    /// Every architecture of the tags, those of `linux_…` too, as binaries have it.
    pub(crate) archs: BTreeSet<String>,
    /// Binaries of one of those architectures, and of no other C library.
    pub(crate) counted: BTreeMap<&'wheel str, &'wheel Elf>,
    /// Binaries for another machine.
    pub(crate) foreign: BTreeMap<&'wheel str, &'wheel Elf>,
    /// Binaries for another C library, with that.
    pub(crate) other_libc: BTreeMap<&'wheel str, Family>,
}

/// One promise of a file name: it works from this system on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Promise {
    pub(crate) family: Family,
    pub(crate) level: Level,
    /// As binaries have it.
    pub(crate) arch: String,
    /// As the tag has it.
    pub(crate) tag_arch: String,
}

impl Promise {
    /// `manylinux_2_28_x86_64`
    pub(crate) fn tag(&self) -> String {
        self.family.tag(self.level, &self.tag_arch)
    }

    /// The tag of the same kind at another level.
    pub(crate) fn at(&self, level: Level) -> String {
        self.family.tag(level, &self.tag_arch)
    }
}

impl<'wheel> Linux<'wheel> {
    /// None where no tag is for Linux or Android, or the file is not named as a wheel.
    pub(crate) fn of(wheel: &'wheel Wheel) -> Option<Self> {
        Self::read(wheel.name.as_ref().ok()?, &wheel.binaries)
    }

    pub(super) fn read(name: &WheelName, binaries: &'wheel [Binary]) -> Option<Self> {
        let mut promises: Vec<Promise> = Vec::new();
        let mut archs = BTreeSet::new();
        for tag in name.platform_tags() {
            let (promise, tag_arch) = match tag {
                PlatformTag::Linux { arch } => (None, arch),
                PlatformTag::Manylinux { glibc, arch } => (Some((Family::Manylinux, glibc)), arch),
                PlatformTag::Musllinux { musl, arch } => (Some((Family::Musllinux, musl)), arch),
                PlatformTag::Android { level, arch } => (Some((Family::Android, (level, 0))), arch),
                _ => continue,
            };
            let arch = binary_arch(&tag_arch).to_owned();
            archs.insert(arch.clone());
            let Some((family, level)) = promise else { continue };
            match promises.iter_mut().find(|known| known.family == family && known.arch == arch) {
                Some(known) => known.level = known.level.min(level),
                None => promises.push(Promise { family, level, arch, tag_arch }),
            }
        }
        if archs.is_empty() {
            return None;
        }
        let mut found = Self {
            promises,
            archs,
            counted: BTreeMap::new(),
            foreign: BTreeMap::new(),
            other_libc: BTreeMap::new(),
        };
        binaries.iter().for_each(|binary| found.sort(binary));
        Some(found)
    }

    fn sort(&mut self, binary: &'wheel Binary) {
        let Image::Elf(elf) = &binary.image else { return };
        let path = binary.path.as_str();
        if !elf.machine.arch.is_some_and(|arch| self.archs.contains(arch)) {
            self.foreign.insert(path, elf);
            return;
        }
        match libc(elf, binary.file_name()) {
            Some(family) if self.promises.iter().any(|promise| promise.family != family) => {
                self.other_libc.insert(path, family);
            }
            _ => {
                self.counted.insert(path, elf);
            }
        }
    }

    /// The binaries that have to keep a promise.
    pub(crate) fn counted(
        &self,
        promise: &Promise,
    ) -> impl Iterator<Item = (&'wheel str, &'wheel Elf)> {
        let arch = promise.arch.clone();
        self.counted
            .iter()
            .filter(move |(_, elf)| elf.machine.arch.is_some_and(|of| of == arch))
            .map(|(path, elf)| (*path, *elf))
    }
}

/// The architecture of binaries that a tag means. PyPI takes `linux_armv6l`; Android has
/// names of its own (PEP 738), and its 32 bit ARM passes floats softly.
fn binary_arch(tag: &str) -> &str {
    match tag {
        "armv6l" => "armv7l",
        "arm64_v8a" => "aarch64",
        "armeabi_v7a" => "armel",
        "x86" => "i686",
        _ => tag,
    }
}
