use std::collections::BTreeMap;

use crate::downloads::downloads;
use crate::facts::{CommitFacts, Facts, ImageFacts};
use crate::lock::{Lock, LockedAction, LockedDownload, LockedImage};
use crate::pin::{Pin, pins};
use crate::remote::day;
use crate::repository::Repository;

/// The lock of a repository's workflows, by what remotes say. A commit that is missing or an
/// impostor's gets no entry. What a remote did not answer about keeps the entry it has, and an
/// entry whose facts are still the same keeps its day, so that locking again changes nothing.
/// `today` is as `2026-01-31`.
#[must_use]
pub fn lock_of(repository: &Repository, facts: &Facts, old: Option<&Lock>, today: &str) -> Lock {
    let mut lock = Lock::default();
    // An action is written in one case, the first.
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for pin in pins(repository) {
        let key = pin.action.repository.to_ascii_lowercase();
        let name = names.entry(key).or_insert_with(|| pin.action.repository.clone()).clone();
        let before = old.and_then(|old| old.commit(&name, &pin.commit));
        let entry = match entry(&pin, facts, today) {
            Entry::Known(entry) => {
                let entry = LockedAction { action: name, ..entry };
                let is_same = |before: &&LockedAction| {
                    LockedAction { verified: entry.verified.clone(), ..(*before).clone() } == entry
                };
                before.filter(is_same).cloned().unwrap_or(entry)
            }
            Entry::Unknown => match before {
                Some(before) => LockedAction { action: name, ..before.clone() },
                None => continue,
            },
            Entry::Refused => continue,
        };
        let is_there = lock.commit(&entry.action, &entry.commit).is_some();
        if !is_there {
            lock.actions.insert(entry);
        }
    }
    for image in repository.files.iter().flat_map(|file| file.images()) {
        let Some(digest) = &image.image.digest else { continue };
        let is_there = matches!(facts.images.get(image.text), Some(ImageFacts::There { .. }));
        let before = old.iter().flat_map(|old| &old.images).find(|before| {
            before.image == image.image.name
                && before.tag == image.image.tag
                && before.digest == *digest
        });
        let verified = before.and_then(|before| before.verified.clone());
        lock.images.insert(LockedImage {
            image: image.image.name.clone(),
            tag: image.image.tag.clone(),
            digest: digest.clone(),
            verified: verified.or_else(|| is_there.then(|| today.to_owned())),
        });
    }
    for download in downloads(repository) {
        let Some((input, _, value)) = download.given() else { continue };
        if !value.contains("${{") {
            lock.downloads.insert(LockedDownload {
                action: download.installer.action.into(),
                input: input.into(),
                value: value.into(),
            });
        }
    }
    lock
}

enum Entry {
    Known(LockedAction),
    /// Nobody answered.
    Unknown,
    /// There is no such commit, or it is somebody else's.
    Refused,
}

fn entry(pin: &Pin<'_>, facts: &Facts, today: &str) -> Entry {
    let told = facts.of(&pin.action.repository);
    let Some(told) = told.filter(|told| told.unreachable.is_none()) else { return Entry::Unknown };
    let (date, from) = match told.commits.get(&pin.commit) {
        Some(CommitFacts::Reachable { date: Some(date), from, .. }) => (date, from),
        Some(CommitFacts::Reachable { date: None, .. }) | None => return Entry::Unknown,
        Some(CommitFacts::Impostor { .. } | CommitFacts::Missing { .. }) => return Entry::Refused,
    };
    let tags = told.tags_at(&pin.commit);
    let said = pin.version.filter(|version| tags.contains(version));
    // `v4` is mostly moved: the most exact tag stays what it is.
    let exact = tags.first().copied();
    let is_exact = |tag: &str| {
        crate::version::ActionVersion::read(tag).is_some_and(|version| version.is_exact())
    };
    let tag = match (said, exact) {
        (Some(said), Some(exact)) if !is_exact(said) => Some(exact),
        (Some(said), _) => Some(said),
        (None, exact) => exact,
    };
    Entry::Known(LockedAction {
        action: pin.action.repository.clone(),
        tag: tag.map(str::to_owned),
        commit: pin.commit.clone(),
        date: date.clone(),
        reachable: from.clone(),
        verified: today.into(),
    })
}

/// Adds what is known already of commits that tags or branches stand for: those that a
/// repository names only now.
pub fn add_tips(facts: &mut Facts, repository: &Repository) {
    for pin in pins(repository) {
        let key = pin.action.repository.to_ascii_lowercase();
        let Some(told) = facts.repositories.get_mut(&key) else { continue };
        if told.commits.contains_key(&pin.commit) {
            continue;
        }
        let tag = told.tags_at(&pin.commit).first().map(|tag| format!("refs/tags/{tag}"));
        let branch = || {
            let mut all = told.references.iter();
            all.find(|(_, at)| **at == pin.commit).map(|(name, _)| name.clone())
        };
        let Some(from) = tag.or_else(branch) else { continue };
        let date = told.dates.get(&pin.commit).copied().and_then(day);
        let branches = Vec::new();
        let reachable = CommitFacts::Reachable { date, from, branches, required: [].into() };
        told.commits.insert(pin.commit, reachable);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{COMMIT, OTHER, Sample, reachable, told};

    fn sample() -> Repository {
        Sample::new()
            .steps(&format!(
                "- uses: a/b@{COMMIT} # v1\n- uses: A/b/c@{COMMIT}\n- uses: a/b@{OTHER} # v2.0.0\n"
            ))
            .repository()
    }

    fn facts() -> Facts {
        let missing = CommitFacts::Missing { nearest: None };
        let tags = [("refs/tags/v1", COMMIT), ("refs/tags/v1.2.3", COMMIT)];
        told("a/b", &tags, &[(COMMIT, reachable("2024-01-02")), (OTHER, missing)])
    }

    #[test]
    fn what_was_verified_is_locked_once_with_its_most_exact_tag() {
        let lock = lock_of(&sample(), &facts(), None, "2026-01-31");
        let entries: Vec<&LockedAction> = lock.actions.iter().collect();
        assert_eq!(entries.len(), 1);
        assert_eq!(
            (entries[0].tag.as_deref(), entries[0].verified.as_str()),
            (Some("v1.2.3"), "2026-01-31")
        );
        let again = lock_of(&sample(), &facts(), Some(&lock), "2026-02-28");
        assert_eq!(again, lock, "the same facts are the same lock");
        assert_eq!(Lock::parse(&lock.text()).unwrap(), lock);
    }

    #[test]
    fn what_nobody_answered_about_keeps_its_entry() {
        let lock = lock_of(&sample(), &facts(), None, "2026-01-31");
        let mut silent = Facts::default();
        let unreachable = Some("offline".into());
        let of = crate::facts::RepositoryFacts { unreachable, ..Default::default() };
        silent.repositories.insert("a/b".into(), of);
        assert_eq!(lock_of(&sample(), &silent, Some(&lock), "2026-02-28"), lock);
    }
}
