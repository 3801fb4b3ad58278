use wheelpin_wheel::{Opened, PlatformTag, WheelName, allows_minor, python_versions};

use crate::change::{Change, Rule};

/// Minor versions of Python 3 that are asked about: what Requires-Python says of older ones is
/// of no interest any more, and newer ones than these are allowed by most.
const MINORS: std::ops::RangeInclusive<u32> = 6..=30;

/// Pythons that Requires-Python allowed and does not any more, and the other way round.
pub(crate) fn pythons(before: &Opened, after: &Opened) -> Vec<Change> {
    let (Some(old), Some(new)) = (allowed(before), allowed(after)) else { return Vec::new() };
    let required = |wheel: &Opened| wheel.metadata.one("requires-python").map(str::to_owned);
    // Where that is the same it is the tag that tells.
    let is_by_tag = required(before) == required(after);
    let tag = |name: &WheelName| format!("{}-{}", name.pythons.join("."), name.abis.join("."));
    let written = |wheel: &Opened| if is_by_tag { Some(tag(&wheel.name)) } else { required(wheel) };
    let change = |rule, text: &str, minors: Vec<u32>| {
        let what = named(&minors)?;
        let change = Change::new(rule, what, text);
        Some(change.with_forms(written(before), written(after)))
    };
    let only = |minors: &[u32], others: &[u32]| -> Vec<u32> {
        minors.iter().filter(|minor| !others.contains(minor)).copied().collect()
    };
    let dropped = change(Rule::PythonDropped, "is not supported any more", only(&old, &new));
    let added = change(Rule::PythonAdded, "is supported now", only(&new, &old));
    dropped.into_iter().chain(added).collect()
}

/// The minor versions that a wheel allows; none where it does not say.
fn allowed(wheel: &Opened) -> Option<Vec<u32>> {
    let name = &wheel.name;
    let is_pure = name.has_abi("none") && name.pythons.iter().any(|python| python == "py3");
    let is_told = is_pure || wheel.metadata.one("requires-python").is_some();
    // Of the stable ABI a tag stands for all Pythons from one on, of others for one.
    let floor = match name.cpython_floor().filter(|_| name.has_abi("abi3")) {
        Some(floor) => floor,
        None if is_told => 0,
        None => return None,
    };
    let required = wheel.metadata.one("requires-python").unwrap_or_default();
    let versions = python_versions(required).ok()?;
    Some(MINORS.filter(|minor| *minor >= floor && allows_minor(&versions, *minor)).collect())
}

/// `Python 3.8`, `Python 3.8 to 3.10, 3.12`, of minor versions in order; none of none.
fn named(minors: &[u32]) -> Option<String> {
    let newest = *MINORS.end();
    let runs = minors.chunk_by(|one, next| one + 1 == *next);
    let runs: Vec<String> = runs
        .filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            Some(match last {
                _ if first == last => format!("3.{first}"),
                last if *last == newest => format!("3.{first} and later"),
                last => format!("3.{first} to 3.{last}"),
            })
        })
        .collect();
    (!runs.is_empty()).then(|| format!("Python {}", runs.join(", ")))
}

/// What the tags of two wheels that belong together ask of a system, where that differs.
pub(crate) fn systems(before: &WheelName, after: &WheelName) -> Vec<Change> {
    let mut changes = Vec::new();
    for (system, was) in levels(before) {
        let Some((_, now)) = levels(after).into_iter().find(|(of, _)| *of == system) else {
            continue;
        };
        let rule = match now.cmp(&was) {
            std::cmp::Ordering::Greater => Rule::SystemRaised,
            std::cmp::Ordering::Less => Rule::SystemLowered,
            std::cmp::Ordering::Equal => continue,
        };
        let version = |(major, minor): (u32, u32)| format!("{major}.{minor}");
        let text = format!("{} is needed, where {} was", version(now), version(was));
        changes.push(
            Change::new(rule, system, text).with_forms(Some(version(was)), Some(version(now))),
        );
    }
    changes
}

/// The oldest version of each system of the tags: `glibc (x86_64)`.
fn levels(name: &WheelName) -> Vec<(String, (u32, u32))> {
    let mut levels: Vec<(String, (u32, u32))> = Vec::new();
    for tag in name.platform_tags() {
        let (system, level) = match tag {
            PlatformTag::Manylinux { glibc, arch } => (format!("glibc ({arch})"), glibc),
            PlatformTag::Musllinux { musl, arch } => (format!("musl ({arch})"), musl),
            PlatformTag::Macos { version, arch } => (format!("macOS ({arch})"), version),
            PlatformTag::Ios { version, arch } => (format!("iOS ({arch})"), version),
            PlatformTag::Android { level, arch } => (format!("Android API ({arch})"), (level, 0)),
            _ => continue,
        };
        match levels.iter_mut().find(|(of, _)| *of == system) {
            Some((_, known)) => *known = level.min(*known),
            None => levels.push((system, level)),
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pythons_have_a_name_together() {
        assert_eq!(named(&[8]).unwrap(), "Python 3.8");
        assert_eq!(named(&[8, 9, 10]).unwrap(), "Python 3.8 to 3.10");
        let newest: Vec<u32> = (14..=30).collect();
        assert_eq!(named(&newest).unwrap(), "Python 3.14 and later");
        assert_eq!(named(&[6, 9, 10]).unwrap(), "Python 3.6, 3.9 to 3.10");
        assert_eq!(named(&[]), None);
    }

    #[test]
    fn the_oldest_system_of_the_tags_counts() {
        let name = |platform| WheelName::parse(&format!("a-1-cp311-abi3-{platform}.whl")).unwrap();
        let old = name("manylinux_2_17_x86_64.manylinux2014_x86_64");
        let new = name("manylinux_2_28_x86_64");
        let changes = systems(&old, &new);
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].rule, Rule::SystemRaised);
        assert_eq!(changes[0].what, "glibc (x86_64)");
        assert_eq!(systems(&new, &old)[0].rule, Rule::SystemLowered);
        assert!(systems(&old, &name("win_amd64")).is_empty());
    }
}
