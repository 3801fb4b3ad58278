use std::collections::{HashMap, HashSet};

use super::header::header;
use super::message::Message;

/// Fewest digits that name a commit, as git abbreviates them.
const DIGITS: usize = 7;

/// What a commit takes back.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Reverted {
    /// Commits, as full or abbreviated hexadecimal hashes in lower case.
    pub hashes: Vec<String>,
    /// What the branch was before the merge that is taken back: all that the merge brought
    /// in goes with it.
    pub before_merge: Option<String>,
    /// The pull request, where only that is named (GitHub's "Reverts owner/name#1").
    pub pull_request: Option<u64>,
    /// The first line of the commit, as git quotes it.
    pub subject: Option<String>,
}

impl Reverted {
    fn is_known(&self) -> bool {
        !self.hashes.is_empty() || self.pull_request.is_some() || self.subject.is_some()
    }
}

/// The subject within git's own `Revert "…"` and `Reapply "…"`.
pub(super) fn quoted(line: &str) -> Option<&str> {
    ["Revert \"", "Reapply \""]
        .iter()
        .find_map(|word| line.strip_prefix(word))
        .and_then(|rest| rest.rsplit_once('"'))
        .map(|(subject, _)| subject)
}

/// What a message takes back, where it is a revert: git's own, GitHub's, or one of
/// type `revert` with commits in a `Refs` footer.
pub(super) fn reverted(lines: &[String]) -> Option<Reverted> {
    let first = lines.first()?;
    let subject = quoted(first);
    if subject.is_none() && header(first).is_none_or(|header| header.kind != "revert") {
        return None;
    }
    let mut reverted = Reverted { subject: subject.map(Into::into), ..Reverted::default() };
    for line in lines.iter().skip(1) {
        if let Some(rest) = line.trim_start().strip_prefix("This reverts commit") {
            reverted.hashes.extend(hashes(rest).take(1));
            reverted.before_merge = before_merge(rest);
        } else if let Some(hash) = before_merge(line) {
            reverted.before_merge = Some(hash);
        } else if let Some(rest) =
            line.strip_prefix("Refs: ").or_else(|| line.strip_prefix("Refs #"))
        {
            reverted.hashes.extend(hashes(rest));
        } else if let Some((_, number)) =
            line.strip_prefix("Reverts ").and_then(|rest| rest.rsplit_once('#'))
        {
            reverted.pull_request = number.trim_end_matches('.').parse().ok();
        }
    }
    reverted.is_known().then_some(reverted)
}

/// The second commit that git names where it takes a merge back, `, reversing changes made
/// to HASH`, which it breaks before `changes`.
fn before_merge(line: &str) -> Option<String> {
    hashes(line.split_once("changes made to ")?.1).next()
}

fn hashes(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| {
            (DIGITS..=64).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
        .map(str::to_lowercase)
}

/// Which commits are left when those are gone that another takes back, together
/// with the one that does: neither is in the release. A revert of a revert brings
/// the first back.
///
/// `commits` are hashes with messages, newest first. A revert of a commit that is
/// not among them stays: what it takes back was released.
#[must_use]
pub fn without_reverted(commits: &[(&str, &Message)]) -> Vec<bool> {
    let mut sorted: Vec<(&str, usize)> =
        commits.iter().enumerate().map(|(index, (hash, _))| (*hash, index)).collect();
    sorted.sort_unstable();
    // The newest commit of a subject stands for it; indexes go from there.
    let mut subjects: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut pull_requests: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, (_, message)) in commits.iter().enumerate().rev() {
        subjects.entry(&message.subject).or_default().push(index);
        if let Some(number) = pull_request(&message.subject) {
            pull_requests.entry(number).or_default().push(index);
        }
    }
    let mut gone = HashSet::new();
    for (index, (_, message)) in commits.iter().enumerate() {
        let Some(reverted) = &message.reverted else { continue };
        if gone.contains(&index) {
            continue;
        }
        let older = |found: &Vec<usize>, gone: &HashSet<usize>| {
            found.iter().rev().copied().find(|other| *other > index && !gone.contains(other))
        };
        let mut found: Vec<usize> = Vec::new();
        if !reverted.hashes.is_empty() {
            let hashes = reverted.hashes.iter();
            found.extend(
                hashes.filter_map(|hash| by_hash(&sorted, hash)).filter(|other| *other > index),
            );
            if found.len() < reverted.hashes.len() {
                // Some of it was released.
                found.clear();
            }
        } else if let Some(number) = reverted.pull_request {
            found.extend(pull_requests.get(&number).and_then(|others| older(others, &gone)));
        } else if let Some(subject) = &reverted.subject {
            found.extend(subjects.get(subject.as_str()).and_then(|others| older(others, &gone)));
        }
        if !found.is_empty() {
            gone.extend(found);
            gone.insert(index);
        }
    }
    (0..commits.len()).map(|index| !gone.contains(&index)).collect()
}

/// The one commit whose hash begins so.
fn by_hash(sorted: &[(&str, usize)], prefix: &str) -> Option<usize> {
    let at = sorted.partition_point(|(hash, _)| *hash < prefix);
    let mut found = sorted.iter().skip(at).take_while(|(hash, _)| hash.starts_with(prefix));
    match (found.next(), found.next()) {
        (Some((_, index)), None) => Some(*index),
        _ => None,
    }
}

/// The number in a subject that ends in `(#12)`.
fn pull_request(subject: &str) -> Option<u64> {
    subject.strip_suffix(')')?.rsplit_once("(#")?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::parse;

    fn left(messages: &[&str]) -> Vec<bool> {
        let types = ["feat", "fix", "revert"].map(String::from);
        let parsed: Vec<Message> = messages.iter().map(|text| parse(text, false, &types)).collect();
        let hashes: Vec<String> =
            (0..messages.len()).map(|index| format!("{index:x}").repeat(40)).collect();
        let commits: Vec<(&str, &Message)> =
            hashes.iter().map(String::as_str).zip(&parsed).collect();
        without_reverted(&commits)
    }

    #[test]
    fn a_revert_goes_with_what_it_takes_back() {
        let git =
            "Revert \"feat: a\"\n\nThis reverts commit 1111111111111111111111111111111111111111.\n";
        assert_eq!(left(&[git, "feat: a", "fix: b"]), [false, false, true]);
        let typed = "revert: two things\n\nRefs: 1111111, 2222222";
        assert_eq!(left(&[typed, "feat: a", "fix: b", "fix: c"]), [false, false, false, true]);
        let merge = "Revert \"feat: a\"\n\nThis reverts commit 1111111111111111111111111111111111111111, reversing\nchanges made to 2222222222222222222222222222222222222222.";
        assert_eq!(left(&[merge, "feat: a", "fix: b"]), [false, false, true]);
        let found = parse(merge, false, &[]).reverted.unwrap();
        assert_eq!(found.before_merge, Some("2".repeat(40)));
        assert_eq!(parse(git, false, &[]).reverted.unwrap().before_merge, None);
    }

    #[test]
    fn pull_requests_and_quoted_subjects_name_commits_too() {
        let forge = "Revert \"feat: a (#7)\" (#8)\n\nReverts some/thing#7";
        assert_eq!(left(&[forge, "feat: a (#7)"]), [false, false]);
        assert_eq!(left(&["Revert \"feat: a\"", "feat: b", "feat: a"]), [false, true, false]);
    }

    #[test]
    fn a_revert_of_a_revert_brings_it_back() {
        let second =
            "Reapply \"feat: a\"\n\nThis reverts commit 1111111111111111111111111111111111111111.";
        let first =
            "Revert \"feat: a\"\n\nThis reverts commit 2222222222222222222222222222222222222222.";
        assert_eq!(left(&[second, first, "feat: a"]), [false, false, true]);
    }

    #[test]
    fn a_revert_of_what_was_released_stays() {
        let git =
            "Revert \"feat: a\"\n\nThis reverts commit eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.";
        assert_eq!(left(&[git, "fix: b"]), [true, true]);
        // Of two commits one was released.
        assert_eq!(left(&["revert: a\n\nRefs: 1111111, eeeeeee", "fix: b"]), [true, true]);
        // Not what comes after it.
        assert_eq!(left(&["fix: b", "revert: a\n\nRefs: 0000000"]), [true, true]);
    }
}
