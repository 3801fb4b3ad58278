use std::collections::BTreeMap;

use crate::facts::{Facts, RepositoryFacts};
use crate::finding::Edit;
use crate::pin::{Pin, pins};
use crate::repository::Repository;
use crate::version::ActionVersion;

/// How new an update may be.
#[derive(Clone, Copy, Debug)]
pub struct UpdateSettings {
    /// Seconds since 1970.
    pub now: i64,
    /// How long ago the commit must have been made, in seconds: an action that was taken over is mostly
    /// found out within days.
    pub min_age: i64,
    /// Whether another first number is taken.
    pub major: bool,
}

/// One action that has a newer version.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Update {
    /// `owner/name`, as written.
    pub repository: String,
    /// The version that is used, or that the comment names where the commit is missing.
    pub from: String,
    /// The commit that is used.
    pub from_commit: String,
    /// The version to use: a tag.
    pub to: String,
    /// Its commit.
    pub to_commit: String,
    /// When that was committed, in seconds since 1970.
    pub date: i64,
    /// Files and lines it is used in.
    pub places: Vec<(String, usize)>,
}

/// What there is to update, and what was left out and why.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Updates {
    /// By action and commit.
    pub updates: Vec<Update>,
    /// Edits by file.
    pub edits: BTreeMap<String, Vec<Edit>>,
    /// Newer versions that were not taken, as sentences.
    pub left: Vec<String>,
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Finds newer versions: tags with three numbers that are no pre-releases.
#[must_use]
pub fn updates(repository: &Repository, facts: &Facts, settings: UpdateSettings) -> Updates {
    let mut found = Updates::default();
    for pin in pins(repository) {
        let Some(told) = facts.of(&pin.action.repository) else { continue };
        let Some((from, current, is_there)) = current(&pin, told) else { continue };
        let choice = choose(told, &current, is_there, settings);
        for (tag, why) in choice.left {
            let left = format!("{} {tag}: {why}", pin.action.repository);
            if !found.left.contains(&left) {
                found.left.push(left);
            }
        }
        let Some((to, to_commit, date)) = choice.taken else { continue };
        if to_commit == pin.commit {
            continue;
        }
        let edits = pin.edits(&to_commit, &to);
        let place = (pin.uses.file.path.clone(), pin.uses.node.span.line);
        if edits.is_empty() {
            found.left.push(format!(
                "{} in {}:{}: it is written in a way that only a person can change",
                pin.action.repository, place.0, place.1
            ));
            continue;
        }
        let edits = edits.into_iter().map(|(bytes, text)| Edit { bytes, text });
        found.edits.entry(place.0.clone()).or_default().extend(edits);
        let is_same = |update: &&mut Update| {
            update.repository.eq_ignore_ascii_case(&pin.action.repository)
                && update.from_commit == pin.commit
        };
        match found.updates.iter_mut().find(is_same) {
            Some(update) => update.places.push(place),
            None => found.updates.push(Update {
                repository: pin.action.repository,
                from,
                from_commit: pin.commit,
                to,
                to_commit,
                date,
                places: vec![place],
            }),
        }
    }
    found.updates.sort_by(|one, other| one.repository.cmp(&other.repository));
    found
}

/// The version that is used, and whether its commit is there: the tag at the commit, or else
/// what the comment says.
fn current(pin: &Pin<'_>, told: &RepositoryFacts) -> Option<(String, ActionVersion, bool)> {
    let tags = told.tags_at(&pin.commit);
    let tag = tags.iter().find_map(|tag| Some(((*tag).to_owned(), ActionVersion::read(tag)?)));
    if let Some((tag, version)) = tag {
        return Some((tag, version, true));
    }
    let said = pin.version?;
    Some((said.to_owned(), ActionVersion::read(said)?, false))
}

#[derive(Default)]
struct Choice {
    taken: Option<(String, String, i64)>,
    left: Vec<(String, String)>,
}

fn choose(
    told: &RepositoryFacts,
    current: &ActionVersion,
    is_there: bool,
    settings: UpdateSettings,
) -> Choice {
    let mut choice = Choice::default();
    let mut best: Option<ActionVersion> = None;
    let mut versions: Vec<(ActionVersion, &str, &str)> = told
        .references
        .iter()
        .filter_map(|(name, commit)| {
            let tag = name.strip_prefix("refs/tags/")?;
            Some((ActionVersion::read(tag)?, tag, commit.as_str()))
        })
        .filter(|(version, _, _)| version.is_exact() && !version.is_prerelease())
        // An invented commit is replaced by that of the version it is said to be, if no newer one is.
        .filter(|(version, _, _)| version > current || (!is_there && version >= current))
        .collect();
    versions.sort();
    for (version, tag, commit) in versions {
        if version.major() != current.major() && !settings.major {
            choice.left.retain(|(_, why)| !why.starts_with("another first number"));
            choice.left.push((tag.into(), "another first number (--major takes it)".into()));
            continue;
        }
        let Some(date) = told.dates.get(commit).copied() else { continue };
        let age = settings.now - date;
        if age < settings.min_age {
            let days = settings.min_age.div_euclid(DAY);
            let old = age.div_euclid(DAY).max(0);
            choice.left.push((
                tag.into(),
                format!("{old} days old, and {days} are asked for (--min-age)"),
            ));
            continue;
        }
        if best.as_ref().is_none_or(|best| version > *best) {
            choice.taken = Some((tag.into(), commit.into(), date));
            best = Some(version);
        }
    }
    choice
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::apply;
    use crate::testing::{COMMIT, OTHER, Sample, told};

    const NEWER: &str = "1111111111111111111111111111111111111111";
    const NEWEST: &str = "2222222222222222222222222222222222222222";

    fn facts() -> Facts {
        let mut facts = told(
            "a/b",
            &[
                ("refs/tags/v1.0.0", COMMIT),
                ("refs/tags/v1", NEWER),
                ("refs/tags/v1.2.0", NEWER),
                ("refs/tags/v1.3.0-rc.1", NEWEST),
                ("refs/tags/v1.3.0", NEWEST),
                ("refs/tags/v2.0.0", OTHER),
            ],
            &[],
        );
        let told = facts.repositories.get_mut("a/b").unwrap();
        told.dates = [(COMMIT, 0), (NEWER, 10), (NEWEST, 98), (OTHER, 20)]
            .map(|(commit, days)| (commit.to_owned(), days * DAY))
            .into();
        facts
    }

    fn settings(min_age: i64, major: bool) -> UpdateSettings {
        UpdateSettings { now: 100 * DAY, min_age: min_age * DAY, major }
    }

    #[test]
    fn the_newest_that_is_old_enough_is_written_and_nothing_else() {
        let text =
            format!("- uses:   'a/b/c@{COMMIT}'   #  v1.0.0  (keep)\r\n- uses: a/b@{COMMIT}\r\n");
        let sample = Sample::new().steps(&text);
        let repository = sample.repository();
        let found = updates(&repository, &facts(), settings(7, false));
        let update = &found.updates[0];
        assert_eq!((update.from.as_str(), update.to.as_str()), ("v1.0.0", "v1.2.0"));
        assert_eq!(update.places.len(), 2);
        let file = &repository.files[0];
        let edited = apply(&file.text, &found.edits[&file.path]);
        let expected = file.text.replace(COMMIT, NEWER).replace("v1.0.0", "v1.2.0");
        let expected =
            expected.replace(&format!("a/b@{NEWER}\n"), &format!("a/b@{NEWER} # v1.2.0\n"));
        assert_eq!(edited, expected);
        assert_eq!(
            found.left,
            [
                "a/b v1.3.0: 2 days old, and 7 are asked for (--min-age)",
                "a/b v2.0.0: another first number (--major takes it)"
            ]
        );
    }

    #[test]
    fn another_first_number_is_taken_when_asked_for() {
        let sample = Sample::new().steps(&format!("- uses: a/b@{COMMIT} # v1.0.0\n"));
        let found = updates(&sample.repository(), &facts(), settings(0, true));
        assert_eq!(found.updates[0].to, "v2.0.0");
        let found = updates(&sample.repository(), &facts(), settings(0, false));
        assert_eq!(found.updates[0].to, "v1.3.0");
    }

    #[test]
    fn an_invented_commit_is_replaced_by_what_its_comment_means_or_newer() {
        let invented = "3".repeat(40);
        let sample = Sample::new().steps(&format!("- uses: a/b@{invented} # v2.0.0\n"));
        let found = updates(&sample.repository(), &facts(), settings(7, false));
        assert_eq!(
            (found.updates[0].to.as_str(), found.updates[0].to_commit.as_str()),
            ("v2.0.0", OTHER)
        );
    }

    #[test]
    fn what_is_newest_already_is_left() {
        let sample = Sample::new().steps(&format!("- uses: a/b@{OTHER} # v1.0.0\n"));
        assert_eq!(updates(&sample.repository(), &facts(), settings(0, true)).updates, []);
    }
}
