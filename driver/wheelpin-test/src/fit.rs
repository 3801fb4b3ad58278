use wheelpin_wheel::{PlatformTag, WheelName};

use crate::{Facts, Implementation, Os, Platform, PythonName};

/// The first free-threaded Python that loads abi3t (PEP 803).
const FIRST_ABI3T: u32 = 15;

/// Whether one of a wheel's Python and ABI tags is for a Python (PyPA specifications,
/// "Platform compatibility tags"; which ones a free-threaded Python takes: PEP 803).
pub(crate) fn fits_python(name: &WheelName, python: PythonName) -> bool {
    name.pythons.iter().any(|tag| name.abis.iter().any(|abi| fits_pair(tag, abi, python)))
}

fn fits_pair(tag: &str, abi: &str, python: PythonName) -> bool {
    let PythonName { implementation, minor, free_threaded } = python;
    let is_cpython = implementation == Implementation::Cpython;
    let floor =
        |prefix: &str| tag.strip_prefix(prefix).and_then(|digits| digits.parse::<u32>().ok());
    match abi {
        "none" => {
            let own = match implementation {
                Implementation::Cpython => floor("cp3"),
                Implementation::Pypy => floor("pp3"),
                Implementation::Other => None,
            };
            tag == "py3" || own == Some(minor) || floor("py3").is_some_and(|floor| floor <= minor)
        }
        "abi3" => is_cpython && !free_threaded && floor("cp3").is_some_and(|floor| floor <= minor),
        "abi3t" => {
            let is_old = minor < FIRST_ABI3T;
            is_cpython
                && free_threaded
                && !is_old
                && floor("cp3").is_some_and(|floor| floor <= minor)
        }
        _ if implementation == Implementation::Pypy => {
            tag == python.to_string() && abi.starts_with(&format!("pypy3{minor}_"))
        }
        _ => {
            let own = python.to_string();
            // Up to 3.7 there was an `m` for pymalloc (PEP 3149).
            let is_own = abi == own || (minor <= 7 && abi == format!("{own}m"));
            is_cpython && is_own && floor("cp3") == Some(minor)
        }
    }
}

/// Why none of a wheel's platform tags is for a machine that is of the right platform;
/// nothing where one is.
pub(crate) fn misfit(name: &WheelName, facts: &Facts) -> Option<String> {
    let platform = Platform::of(facts);
    let mut reason = None;
    for tag in name.platform_tags() {
        if tag != PlatformTag::Any && !Platform::of_tag(&tag).contains(&platform) {
            continue;
        }
        match too_old(&tag, facts) {
            None => return None,
            Some(old) => reason = Some(old),
        }
    }
    Some(reason.unwrap_or_else(|| format!("is not for {}", platform.words())))
}

/// Why a system is too old for a tag.
fn too_old(tag: &PlatformTag, facts: &Facts) -> Option<String> {
    let (what, wanted, has) = match tag {
        PlatformTag::Manylinux { glibc, .. } => ("glibc", *glibc, facts.libc_version()),
        PlatformTag::Musllinux { musl, .. } => ("musl", *musl, facts.libc_version()),
        PlatformTag::Macos { version, .. } => ("macOS", *version, facts.macos_version()),
        _ => return None,
    };
    let has = has?;
    (has < wanted)
        .then(|| format!("needs {what} {}.{}, and this is {}.{}", wanted.0, wanted.1, has.0, has.1))
}

/// The CPython versions that get fixes: 3.11 to 3.15 (PEP 664, 693, 719, 745, 790), as of
/// November 2026.
const SUPPORTED: std::ops::RangeInclusive<u32> = 11..=15;

/// The same without the GIL: PyO3 0.30 and maturin 1.16 know them from 3.14 on.
const SUPPORTED_FREE_THREADED: std::ops::RangeInclusive<u32> = 14..=15;

/// The Pythons that a wheel should be run in: its floor and every later one that is
/// supported, or its own.
pub(crate) fn wanted(name: &WheelName) -> Vec<PythonName> {
    let mut wanted: Vec<PythonName> = SUPPORTED.map(PythonName::cpython).collect();
    if name.has_abi("abi3t") || name.abis.iter().any(|abi| abi.ends_with('t')) {
        wanted.extend(SUPPORTED_FREE_THREADED.map(PythonName::free_threaded));
    }
    // The floor, or its own, may be older or newer.
    for tag in &name.pythons {
        if let Some(minor) = tag.strip_prefix("cp3").and_then(|digits| digits.parse().ok()) {
            wanted.extend([PythonName::cpython(minor), PythonName::free_threaded(minor)]);
        }
        if let Some(minor) = tag.strip_prefix("pp3").and_then(|digits| digits.parse().ok()) {
            let implementation = Implementation::Pypy;
            wanted.push(PythonName { implementation, minor, free_threaded: false });
        }
    }
    // Wheels without an ABI run without the GIL too, which nobody has to have.
    wanted.retain(|python| fits_python(name, *python));
    if name.has_abi("none") {
        wanted.retain(|python| !python.free_threaded);
    }
    wanted.sort();
    wanted.dedup();
    wanted
}

/// The platforms that a wheel is for; for `any` this one.
pub(crate) fn platforms(name: &WheelName, here: &Platform) -> Vec<Platform> {
    let mut platforms = Vec::new();
    for tag in name.platform_tags() {
        match tag {
            PlatformTag::Any => platforms.push(here.clone()),
            tag => platforms.extend(Platform::of_tag(&tag)),
        }
    }
    platforms.sort();
    platforms.dedup();
    // Newer systems than are known here run wheels of no known platform.
    if platforms.is_empty() {
        platforms.push(Platform { os: Os::Other, arch: name.platforms.join("."), libc: None });
    }
    platforms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::tests::facts;

    fn name(tag: &str) -> WheelName {
        WheelName::parse(&format!("a-1.0-{tag}.whl")).unwrap()
    }

    fn wanted_by(tag: &str) -> String {
        let wanted = wanted(&name(tag));
        wanted.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn abi3_is_for_its_floor_and_all_later_ones() {
        assert_eq!(wanted_by("cp312-abi3-win_amd64"), "cp312 cp313 cp314 cp315");
        assert_eq!(wanted_by("cp38-abi3-win_amd64"), "cp38 cp311 cp312 cp313 cp314 cp315");
    }

    #[test]
    fn abi3t_is_for_both_kinds() {
        assert_eq!(wanted_by("cp315-abi3.abi3t-win_amd64"), "cp315 cp315t");
        assert_eq!(wanted_by("cp315-abi3t-win_amd64"), "cp315t");
    }

    #[test]
    fn a_wheel_for_one_python_is_for_that_one() {
        assert_eq!(wanted_by("cp313-cp313-win_amd64"), "cp313");
        assert_eq!(wanted_by("cp314-cp314t-win_amd64"), "cp314t");
        assert_eq!(wanted_by("cp37-cp37m-win_amd64"), "cp37");
        assert_eq!(wanted_by("pp311-pypy311_pp73-win_amd64"), "pp311");
    }

    #[test]
    fn a_wheel_without_abi_is_for_what_is_supported() {
        assert_eq!(wanted_by("py3-none-any"), "cp311 cp312 cp313 cp314 cp315");
        assert_eq!(wanted_by("py2.py3-none-any"), wanted_by("py3-none-any"));
        assert_eq!(wanted_by("py313-none-any"), "cp313 cp314 cp315");
        assert!(fits_python(&name("py3-none-any"), PythonName::free_threaded(14)));
    }

    #[test]
    fn a_system_may_be_too_old() {
        assert_eq!(misfit(&name("cp311-abi3-manylinux_2_28_x86_64"), &facts(11)), None);
        assert_eq!(
            misfit(&name("cp311-abi3-manylinux_2_39_x86_64"), &facts(11)).as_deref(),
            Some("needs glibc 2.39, and this is 2.36"),
        );
        let both = name("cp311-abi3-manylinux_2_39_x86_64.manylinux_2_17_x86_64");
        assert_eq!(misfit(&both, &facts(11)), None);
    }
}
