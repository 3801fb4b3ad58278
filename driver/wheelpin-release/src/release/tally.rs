use crate::Settings;
use crate::commit::{Change, Message, without_reverted};
use crate::version::Level;

/// What the commits of a release come to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tally<'a> {
    /// How far they step.
    pub level: Level,
    /// The changes that are left, newest commit first.
    pub entries: Vec<Entry<'a>>,
    /// Commits that declare nothing, or a type that is not known.
    pub not_conforming: Vec<(&'a str, &'a str)>,
    /// How many commits there are.
    pub commits: usize,
    /// How many of them are merges.
    pub merges: usize,
    /// How many of them took each other back.
    pub reverted: usize,
}

/// A change and its commit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Entry<'a> {
    /// The commit's hash.
    pub commit: &'a str,
    /// What it declares.
    pub change: &'a Change,
}

impl<'a> Tally<'a> {
    /// Of hashes with messages, newest first.
    #[must_use]
    pub fn of(commits: &[(&'a str, &'a Message)], settings: &Settings) -> Self {
        let left = without_reverted(commits);
        let mut tally = Self { commits: commits.len(), ..Self::default() };
        for ((hash, message), is_left) in commits.iter().zip(left) {
            if message.is_merge {
                tally.merges += 1;
            } else if !is_left {
                tally.reverted += 1;
            } else {
                if !message.conforms(&settings.types) {
                    tally.not_conforming.push((hash, &message.subject));
                }
                for change in &message.changes {
                    tally.level = tally.level.max(level(change, settings));
                    tally.entries.push(Entry { commit: hash, change });
                }
            }
        }
        tally
    }
}

/// How far one change steps.
fn level(change: &Change, settings: &Settings) -> Level {
    if change.is_breaking() {
        Level::Major
    } else if settings.minor_types.contains(&change.kind) {
        Level::Minor
    } else if settings.patch_types.contains(&change.kind) {
        Level::Patch
    } else {
        Level::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::parse;

    fn level_of(messages: &[&str]) -> Level {
        let settings = Settings::default();
        let parsed: Vec<Message> =
            messages.iter().map(|text| parse(text, false, &settings.types)).collect();
        let hashes: Vec<String> =
            (0..messages.len()).map(|index| format!("{index:x}").repeat(40)).collect();
        let commits: Vec<_> = hashes.iter().map(String::as_str).zip(&parsed).collect();
        Tally::of(&commits, &settings).level
    }

    #[test]
    fn the_farthest_step_counts() {
        for (messages, level) in [
            (&[][..], Level::None),
            (&["docs: a", "chore: b", "wip", "Merge branch 'a'"], Level::None),
            (&["docs: a", "perf: b"], Level::Patch),
            (&["fix: a", "feat: b", "refactor: c"], Level::Minor),
            (&["feat: a", "docs!: b"], Level::Major),
            (&["deps: a\n\nBREAKING CHANGE: b"], Level::Major),
            (&["Title (#1)\n\n* fix: a\n\n* feat: b"], Level::Minor),
        ] {
            assert_eq!(level_of(messages), level, "{messages:?}");
        }
    }

    #[test]
    fn what_was_taken_back_steps_nothing() {
        let revert =
            "Revert \"feat!: a\"\n\nThis reverts commit 1111111111111111111111111111111111111111.";
        assert_eq!(level_of(&[revert, "feat!: a", "docs: b"]), Level::None);
        assert_eq!(level_of(&[revert]), Level::Patch);
    }

    #[test]
    fn everything_is_counted_once() {
        let settings = Settings::default();
        let parsed: Vec<Message> =
            ["Merge branch 'a'", "wip", "odd: a", "Revert \"fix: a\"", "fix: a", "feat: b"]
                .iter()
                .map(|text| parse(text, false, &settings.types))
                .collect();
        let commits: Vec<_> = ["a", "b", "c", "d", "e", "f"].into_iter().zip(&parsed).collect();
        let tally = Tally::of(&commits, &settings);
        assert_eq!((tally.commits, tally.merges, tally.reverted), (6, 1, 2));
        assert_eq!(tally.not_conforming, [("b", "wip"), ("c", "odd: a")]);
        assert_eq!(tally.entries.len(), 2);
    }
}
