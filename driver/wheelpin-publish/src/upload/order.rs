use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::distribution::{Distribution, DistributionKind};
use crate::normalised;

/// In which order files are sent: groups one after the other, the files of a group side by
/// side.
///
/// The first wheel of a release goes alone, the smallest: it creates the release, and two that
/// do so at a time are in each other's way. The other wheels follow together, the longest
/// first, so that none is left alone at the end. Sdists come last: installers that find one
/// before the wheel for them would build it. `begun` says of a file that its release is there
/// already.
pub(super) fn order(
    files: &[(usize, &Distribution)],
    begun: impl Fn(&Distribution) -> bool,
) -> Vec<Vec<usize>> {
    let release = |file: &Distribution| (normalised(&file.project), file.version.clone());
    let mut releases: Vec<_> = files.iter().map(|(_, file)| release(file)).collect();
    let mut seen = BTreeSet::new();
    releases.retain(|release| seen.insert(release.clone()));
    let mut groups = Vec::new();
    for of in releases {
        let files: Vec<_> = files.iter().filter(|(_, file)| release(file) == of).collect();
        let is_begun = files.iter().any(|(_, file)| begun(file));
        let (mut wheels, sdists): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|(_, file)| file.kind == DistributionKind::Wheel);
        wheels.sort_by_key(|(_, file)| (Reverse(file.size), file.file_name.as_str()));
        let first = if is_begun { None } else { wheels.pop() };
        groups.extend(first.map(|(number, _)| vec![number]));
        groups.push(wheels.into_iter().map(|(number, _)| number).collect());
        groups.extend(sdists.into_iter().map(|(number, _)| vec![number]));
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::testing::distribution;

    fn ordered(files: &[Distribution], is_begun: bool) -> Vec<Vec<usize>> {
        let files: Vec<_> = files.iter().enumerate().collect();
        order(&files, |_| is_begun)
    }

    #[test]
    fn the_smallest_wheel_goes_first_and_alone_and_the_sdist_last() {
        let files = [
            distribution("a-1.tar.gz", 5),
            distribution("a-1-cp39-abi3-win32.whl", 30),
            distribution("a-1-cp39-abi3-win_amd64.whl", 20),
            distribution("a-1-cp39-abi3-win_arm64.whl", 40),
        ];
        assert_eq!(ordered(&files, false), [vec![2], vec![3, 1], vec![0]]);
        assert_eq!(ordered(&files, true), [vec![3, 1, 2], vec![0]]);
        assert_eq!(ordered(&files[..1], false), [vec![0]]);
        assert_eq!(ordered(&files[1..2], false), [vec![0]]);
        assert_eq!(ordered(&[], false), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn every_release_begins_with_a_wheel_of_its_own() {
        let files = [
            distribution("a-1-py3-none-any.whl", 1),
            distribution("b-1-py3-none-any.whl", 1),
            distribution("a-1-cp39-abi3-win32.whl", 2),
        ];
        assert_eq!(ordered(&files, false), [vec![0], vec![2], vec![1]]);
    }
}
