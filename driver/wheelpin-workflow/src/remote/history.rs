use std::collections::HashMap;

use crate::facts::Nearest;

/// Fewer digits in common are chance: of a million commits two share five.
const NOT_CHANCE: usize = 8;

/// Every commit that a branch or tag has, and when it was committed (seconds since 1970).
pub(super) struct History(HashMap<String, i64>);

impl History {
    /// Of what `git rev-list --timestamp` writes.
    pub(super) fn read(stdout: &[u8]) -> Self {
        let text = String::from_utf8_lossy(stdout);
        let entry = |line: &str| {
            let (time, commit) = line.split_once(' ')?;
            Some((commit.to_owned(), time.parse().ok()?))
        };
        Self(text.lines().filter_map(entry).collect())
    }

    /// When a commit was committed; none where no branch or tag has it.
    pub(super) fn time(&self, commit: &str) -> Option<i64> {
        self.0.get(commit).copied()
    }

    /// The commit with the most of its first digits the same, if that is more than chance.
    pub(super) fn nearest(&self, commit: &str) -> Option<Nearest> {
        let shared = |other: &str| {
            commit.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count()
        };
        let (digits, nearest) = self
            .0
            .keys()
            .map(|other| (shared(other), other))
            // Of equals always the same one.
            .max_by(|one, other| one.0.cmp(&other.0).then_with(|| other.1.cmp(one.1)))?;
        (digits >= NOT_CHANCE).then(|| Nearest { commit: nearest.clone(), digits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_commit_shares_the_most_digits() {
        let commit = |begin: &str| format!("{begin:0<40}");
        let text = format!("1 {}\n2 {}\nx y\n", commit("0123456789ab"), commit("01234567ff"));
        let history = History::read(text.as_bytes());
        let nearest = history.nearest(&commit("0123456789cd")).unwrap();
        assert_eq!((nearest.commit, nearest.digits), (commit("0123456789ab"), 10));
        assert_eq!(history.nearest(&commit("0123ffff")), None);
        assert_eq!(history.time(&commit("01234567ff")), Some(2));
    }

    #[test]
    fn invented_tails_of_real_commits_are_recognised() {
        // A pin, what its repository has nearest, and how many digits are the same.
        for (pin, nearest, digits) in [
            (
                "82a92a6e8fbeee089604da2575505d1d082c0a73",
                "82a92a6e8fbeee089604da2575dc567ae9ddeaab",
                26,
            ),
            (
                "015f24e6818733317a2da2ece29f8fda7a59c6fc",
                "015f24e6818733317a2da2edd6290ab26238649a",
                23,
            ),
        ] {
            let others = "ba0000000000000000000000000000000000000f";
            let history = History::read(format!("1 {nearest}\n2 {others}\n").as_bytes());
            let found = history.nearest(pin).unwrap();
            assert_eq!((found.commit.as_str(), found.digits), (nearest, digits));
            // PyO3/maturin-action: two digits are chance.
            assert_eq!(history.nearest("ba5e2155629e0f0f6e6a501ba6f27f0645fc6d3f"), None);
        }
    }
}
