use crate::abi::{Module, Suffix};
use crate::platform_tag::PlatformTag;

/// Whether the Python that a tag is for loads a file of this name as a module
/// (`Python/dynload_shlib.c` and `dynload_win.c`; PEP 803 for abi3t). What is not known
/// for sure is taken for true.
pub(crate) fn loads(python: &str, abi: &str, platform: &PlatformTag, module: &Module<'_>) -> bool {
    let is_windows = matches!(platform, PlatformTag::Windows { .. });
    if module.is_pyd != is_windows && !is_open(platform) {
        return false;
    }
    let Some(minor) = python.strip_prefix("cp3").and_then(|minor| minor.parse::<u32>().ok()) else {
        // `py3`, or no CPython at all.
        return match module.suffix {
            Suffix::Other(_) | Suffix::Plain => true,
            _ => python.starts_with("py") || python.starts_with("cp"),
        };
    };
    let is_threaded = abi.strip_prefix("cp3").is_some_and(|rest| rest.ends_with('t'));
    let is_stable = abi == "abi3" || abi == "abi3t" || abi == "none";
    match module.suffix {
        Suffix::Plain => true,
        Suffix::Other(_) => false,
        Suffix::Abi3 { .. } | Suffix::Abi3t { .. } if is_windows => false,
        Suffix::Abi3 { triplet } => {
            !is_threaded
                && abi != "abi3t"
                && (triplet.is_none() || minor >= 15)
                && fits(triplet, minor, platform)
        }
        Suffix::Abi3t { triplet } => minor >= 15 && fits(triplet, minor, platform),
        Suffix::CPython { minor: of, is_threaded: threads, triplet } => {
            let is_version =
                if is_stable { of >= minor } else { of == minor && threads == is_threaded };
            is_version && fits(triplet, of, platform)
        }
    }
}

/// Whether nothing follows from the platform.
fn is_open(platform: &PlatformTag) -> bool {
    matches!(platform, PlatformTag::Any | PlatformTag::Other(_))
}

/// Whether a triplet is the one of a platform and a version of Python.
fn fits(triplet: Option<&str>, minor: u32, platform: &PlatformTag) -> bool {
    // Before Python 3.5 there was none on Linux.
    let Some(triplet) = triplet else { return true };
    let linux = |arch: &str, libcs: &[&str]| {
        libcs.iter().any(|libc| {
            triplet
                == format!(
                    "{}-linux-{libc}{}",
                    cpu(arch),
                    if cpu(arch) == "arm" { "eabihf" } else { "" }
                )
        })
    };
    match platform {
        PlatformTag::Manylinux { arch, .. } => linux(arch, &["gnu"]),
        // Before Python 3.11 musl's was glibc's.
        PlatformTag::Musllinux { arch, .. } if minor >= 11 => linux(arch, &["musl"]),
        PlatformTag::Musllinux { arch, .. } | PlatformTag::Linux { arch } => {
            linux(arch, &["gnu", "musl"])
        }
        PlatformTag::Macos { .. } => triplet == "darwin",
        PlatformTag::Windows { arch } => {
            triplet == if arch == "x86" { "win32".into() } else { format!("win_{arch}") }
        }
        PlatformTag::Android { .. } => triplet.contains("-linux-android"),
        PlatformTag::Ios { .. } => triplet.contains("iphone"),
        PlatformTag::Emscripten { .. } => triplet.ends_with("-emscripten"),
        PlatformTag::Any | PlatformTag::Other(_) => true,
    }
}

/// An architecture as triplets have it.
fn cpu(arch: &str) -> &str {
    match arch {
        "i686" => "i386",
        "armv6l" | "armv7l" => "arm",
        "ppc64" => "powerpc64",
        "ppc64le" => "powerpc64le",
        _ => arch,
    }
}
