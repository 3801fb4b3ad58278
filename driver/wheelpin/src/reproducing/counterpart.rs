use std::collections::BTreeSet;

use wheelpin_diff::platforms;
use wheelpin_wheel::{WheelName, canonical_name};

/// For each of some files the place of its counterpart among others: the same name, or else a wheel
/// of the same project for the same Pythons, system and processor, whatever its level and version;
/// of an sdist another sdist of the project. None is the counterpart of two.
pub(crate) fn counterparts(files: &[&str], others: &[&str]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> =
        files.iter().map(|file| others.iter().position(|other| other == file)).collect();
    for (at, file) in files.iter().enumerate() {
        if let (None, Some(wanted)) = (found[at], kind(file)) {
            let mut free = (0..others.len()).filter(|other| !found.contains(&Some(*other)));
            let same = free.find(|other| kind(others[*other]).as_ref() == Some(&wanted));
            found[at] = same;
        }
    }
    found
}

/// What a file is for, its version and levels aside.
#[derive(Eq, PartialEq)]
enum Kind {
    Sdist { project: String },
    Wheel { project: String, tags: BTreeSet<String>, platforms: BTreeSet<String> },
}

/// By its name; none for other files.
fn kind(file: &str) -> Option<Kind> {
    if let Some(stem) = file.strip_suffix(".tar.gz") {
        let (name, _) = stem.rsplit_once('-')?;
        return Some(Kind::Sdist { project: canonical_name(name) });
    }
    let wheel = WheelName::parse(file).ok()?;
    Some(Kind::Wheel {
        project: canonical_name(&wheel.name),
        tags: wheel.pythons.iter().chain(&wheel.abis).cloned().collect(),
        platforms: platforms(&wheel),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_do_not_matter_and_libraries_do() {
        let others = [
            "a-1.0-cp311-abi3-musllinux_1_2_x86_64.whl",
            "a-1.0-cp311-abi3-manylinux_2_17_aarch64.manylinux2014_aarch64.whl",
            "b-1.0-cp311-abi3-manylinux_2_17_x86_64.whl",
            "b-1.0.tar.gz",
            "a-1.0.tar.gz",
            "a-1.0-cp311-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        ];
        let files = [
            "a-1.0-cp311-abi3-manylinux_2_28_x86_64.whl",
            "a-1.1.tar.gz",
            "a-1.0-cp311-abi3-win_amd64.whl",
        ];
        assert_eq!(counterparts(&files, &others), [Some(5), Some(4), None]);
    }

    #[test]
    fn a_stable_abi_of_other_pythons_is_another_wheel() {
        let files = [
            "a-1.0-cp311-abi3-manylinux_2_28_x86_64.whl",
            "a-1.0-cp39-abi3-manylinux_2_28_x86_64.whl",
            "a-1.0-cp312-abi3-manylinux_2_28_x86_64.whl",
        ];
        let others = [
            "a-1.0-cp39-abi3-manylinux_2_17_x86_64.whl",
            "a-1.0-cp311-abi3-manylinux_2_17_x86_64.whl",
        ];
        assert_eq!(counterparts(&files, &others), [Some(1), Some(0), None]);
    }

    #[test]
    fn the_same_name_goes_first_and_nothing_is_taken_twice() {
        let other = "a-1.0-cp311-abi3-manylinux_2_17_x86_64.whl";
        let same = "a-1.0-cp311-abi3-manylinux_2_28_x86_64.whl";
        assert_eq!(counterparts(&[other, same], &[same]), [None, Some(0)]);
        assert_eq!(counterparts(&[same], &[other, same]), [Some(1)]);
    }
}
