use wheelpin_wheel::PlatformTag;

/// The tags of a wheel's file name, `sdist` for a source distribution's, else the name.
///
/// PyPA, "Binary distribution format", "File name convention": the last three parts.
pub(crate) fn tag_of(file: &str) -> String {
    let Some(stem) = file.strip_suffix(".whl") else {
        let is_sdist = file.ends_with(".tar.gz") || file.ends_with(".zip");
        return if is_sdist { "sdist".into() } else { file.into() };
    };
    let mut parts: Vec<&str> = stem.rsplitn(4, '-').take(3).collect();
    parts.reverse();
    parts.join("-")
}

/// The parts of a wheel tag, or of the id of a cell: Python and ABI, and platform. None if it is no such thing.
pub(crate) fn split(tag: &str) -> Option<(String, String)> {
    let mut parts = tag.splitn(3, '-');
    let (python, abi, platform) = (parts.next()?, parts.next()?, parts.next()?);
    Some((format!("{python}-{abi}"), platform.into()))
}

/// A platform tag in words, and what it is sorted by: systems first, then processors.
///
/// Tags of PEP 600, 656 and 425, with `.` or `_` between those of several platforms.
pub(crate) fn platform(tag: &str) -> (u8, String) {
    // Two tags of one platform: `manylinux_2_17_x86_64_manylinux2014_x86_64` in the id of a cell.
    let first = tag.split('.').next().unwrap_or(tag);
    let first = first.split("_manylinux").next().unwrap_or(first);
    match PlatformTag::parse(first) {
        PlatformTag::Manylinux { glibc: (major, minor), arch } => {
            (0, format!("Linux {arch}, glibc {major}.{minor}"))
        }
        PlatformTag::Musllinux { musl: (major, minor), arch } => {
            (1, format!("Linux {arch}, musl {major}.{minor}"))
        }
        PlatformTag::Macos { version: (major, minor), arch } => {
            (2, format!("macOS {major}.{minor}, {arch}"))
        }
        PlatformTag::Windows { arch } => {
            (3, format!("Windows {}", if arch == "amd64" { "x86_64" } else { &arch }))
        }
        PlatformTag::Any => (4, "any".into()),
        _ => (5, first.into()),
    }
}

/// An order of Pythons and ABIs in which 3.9 comes before 3.10.
pub(crate) fn abi_order(abi: &str) -> (usize, &str) {
    let python = abi.split('-').next().unwrap_or(abi);
    (python.len(), abi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_what_files_of_two_versions_have_in_common() {
        assert_eq!(tag_of("a_b-1.0-cp311-abi3-win_amd64.whl"), "cp311-abi3-win_amd64");
        assert_eq!(tag_of("a_b-1.0-1-cp311-abi3-win_amd64.whl"), "cp311-abi3-win_amd64");
        assert_eq!(tag_of("a_b-1.0.tar.gz"), "sdist");
        assert_eq!(tag_of("x"), "x");
    }

    #[test]
    fn platforms_have_words() {
        let word = |tag| platform(tag).1;
        assert_eq!(word("manylinux_2_28_x86_64"), "Linux x86_64, glibc 2.28");
        assert_eq!(word("manylinux_2_17_i686.manylinux2014_i686"), "Linux i686, glibc 2.17");
        assert_eq!(word("manylinux_2_17_i686_manylinux2014_i686"), "Linux i686, glibc 2.17");
        assert_eq!(word("musllinux_1_2_aarch64"), "Linux aarch64, musl 1.2");
        assert_eq!(word("macosx_11_0_arm64"), "macOS 11.0, arm64");
        assert_eq!(word("win_amd64"), "Windows x86_64");
        for odd in ["manylinux_", "macosx_11", "manylinux__x_", "", "linux_x86_64"] {
            assert_eq!(word(odd), odd);
        }
    }
}
