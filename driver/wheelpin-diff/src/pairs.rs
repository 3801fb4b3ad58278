use std::collections::BTreeSet;

use wheelpin_wheel::{PlatformTag, WheelName};

/// Which wheels of two sets belong together, by their places, and those that are alone.
#[derive(Debug, Default, Eq, PartialEq)]
pub(crate) struct Pairs {
    pub(crate) pairs: Vec<(usize, usize)>,
    pub(crate) only_before: Vec<usize>,
    pub(crate) only_after: Vec<usize>,
}

/// Pairs wheels of the same tags first, then those for the same ABI and the same platform
/// whatever its version: `cp38-abi3-manylinux_2_17_x86_64` and
/// `cp311-abi3-manylinux_2_28_x86_64`.
pub(crate) fn pairs(before: &[&WheelName], after: &[&WheelName]) -> Pairs {
    let mut found = Pairs {
        only_before: (0..before.len()).collect(),
        only_after: (0..after.len()).collect(),
        ..Pairs::default()
    };
    let tags = |name: &WheelName| name.expanded().collect::<BTreeSet<String>>();
    found.take(before, after, tags);
    found.take(before, after, |name| {
        let mut cells = abis(name);
        cells.extend(platforms(name));
        cells
    });
    found.pairs.sort_unstable();
    found
}

impl Pairs {
    fn take(
        &mut self,
        before: &[&WheelName],
        after: &[&WheelName],
        of: impl Fn(&WheelName) -> BTreeSet<String>,
    ) {
        let key = |names: &[&WheelName], at: usize| names.get(at).map(|name| of(name));
        let mut left = Vec::new();
        for one in std::mem::take(&mut self.only_before) {
            let wanted = key(before, one);
            match self.only_after.iter().position(|other| key(after, *other) == wanted) {
                Some(at) => self.pairs.push((one, self.only_after.remove(at))),
                None => left.push(one),
            }
        }
        self.only_before = left;
    }
}

/// The ABIs: of the stable ones without the Python that they begin with.
fn abis(name: &WheelName) -> BTreeSet<String> {
    let mut abis = BTreeSet::new();
    for abi in &name.abis {
        match abi.as_str() {
            "abi3" | "abi3t" => {
                abis.insert(abi.clone());
            }
            _ => abis.extend(name.pythons.iter().map(|python| format!("{python}-{abi}"))),
        }
    }
    abis
}

/// The platforms of a wheel without the versions of their systems: `Linux x86_64`.
#[must_use]
pub fn platforms(name: &WheelName) -> BTreeSet<String> {
    name.platform_tags()
        .map(|tag| match tag {
            PlatformTag::Any => "any".into(),
            // Not for an index, and for the same machines.
            PlatformTag::Linux { arch } | PlatformTag::Manylinux { arch, .. } => {
                format!("Linux {arch}")
            }
            PlatformTag::Musllinux { arch, .. } => format!("Linux {arch} (musl)"),
            PlatformTag::Macos { arch, .. } => format!("macOS {arch}"),
            PlatformTag::Windows { arch } => format!("Windows {arch}"),
            PlatformTag::Android { arch, .. } => format!("Android {arch}"),
            PlatformTag::Ios { arch, .. } => format!("iOS {arch}"),
            PlatformTag::Emscripten { .. } => "Emscripten".into(),
            PlatformTag::Other(tag) => tag,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(before: &[&str], after: &[&str]) -> Pairs {
        let names = |tags: &[&str]| -> Vec<WheelName> {
            tags.iter().map(|tag| WheelName::parse(&format!("a-1-{tag}.whl")).unwrap()).collect()
        };
        let (before, after) = (names(before), names(after));
        pairs(&Vec::from_iter(&before), &Vec::from_iter(&after))
    }

    #[test]
    fn wheels_for_the_same_machines_belong_together() {
        let found = paired(
            &["cp38-abi3-manylinux_2_17_x86_64", "cp38-abi3-win32", "cp39-cp39-win32"],
            &["cp311-abi3-manylinux_2_28_x86_64", "cp310-cp310-win32", "cp38-abi3-win32"],
        );
        assert_eq!(found.pairs, [(0, 0), (1, 2)]);
        assert_eq!((found.only_before, found.only_after), (vec![2], vec![1]));
    }

    #[test]
    fn equal_tags_go_first() {
        let old = ["cp38-abi3-manylinux_2_28_x86_64"];
        let new = ["cp38-abi3-manylinux_2_17_x86_64", "cp38-abi3-manylinux_2_28_x86_64"];
        assert_eq!(paired(&old, &new).pairs, [(0, 1)]);
    }
}
