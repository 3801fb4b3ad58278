use super::change::Change;
use super::footer::{body_and_footers, is_breaking};
use super::header::header;
use super::lines::lines;
use super::revert::{Reverted, quoted, reverted};
use super::squash::split;

/// Most changes that one message may declare.
const LIMIT: usize = 1000;

/// What a commit message says.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Message {
    /// The first line.
    pub subject: String,
    /// The changes that it declares, in its order; none where it does not conform.
    pub changes: Vec<Change>,
    /// What it takes back.
    pub reverted: Option<Reverted>,
    /// Whether it is one of git's or a forge's own messages about a merge.
    pub is_merge: bool,
}

impl Message {
    /// Whether people should be told that it says nothing of its change: neither in
    /// the form of Conventional Commits nor with a known type.
    #[must_use]
    pub fn conforms(&self, types: &[String]) -> bool {
        self.is_merge || self.changes.iter().any(|change| types.contains(&change.kind))
    }
}

/// Reads a commit message; `types` are those that are known, and `is_merge` says
/// whether the commit has several parents.
///
/// A message of another type is read too (its `!` counts). Never fails: what does
/// not conform declares nothing. Time and memory are linear in the message, of which
/// 256 KiB are read.
#[must_use]
pub fn parse(message: &str, is_merge: bool, types: &[String]) -> Message {
    let lines = lines(message);
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let lines = lines.get(start..).unwrap_or_default();
    let subject = lines.first().map(|line| line.trim().to_owned()).unwrap_or_default();
    let (own, parts) = split(lines, types);
    let mut changes: Vec<Change> = change(own).into_iter().collect();
    for change in parts.iter().take(LIMIT).filter_map(|part| change(part)) {
        add(&mut changes, change);
    }
    let is_merge = changes.is_empty() && (is_merge || is_of_merge(&subject));
    Message { reverted: reverted(lines), changes, is_merge, subject }
}

/// Whether git or a forge writes such a line about a merge, which a squash may keep.
///
/// Source: git's fmt-merge-msg.c; GitHub's, GitLab's and Bitbucket's default messages.
fn is_of_merge(subject: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "Merge branch '",
        "Merge branches '",
        "Merge remote-tracking branch",
        "Merge tag '",
        "Merge tags '",
        "Merge commit '",
        "Merge commits '",
        "Merge pull request ",
        "Merged in ",
    ];
    BEGINNINGS.iter().any(|beginning| subject.starts_with(beginning))
}

/// A change of the same words as one before it adds only what it says besides: a
/// forge takes the title from one of the commits.
fn add(changes: &mut Vec<Change>, change: Change) {
    let is_same = |other: &&mut Change| {
        let words = |change: &Change| {
            let description = change.description.rsplit_once(" (#");
            description.map_or(change.description.clone(), |(before, _)| before.into())
        };
        other.kind == change.kind && other.scope == change.scope && words(other) == words(&change)
    };
    match changes.first_mut().filter(is_same) {
        Some(other) => {
            if !change.breaking.is_empty() && other.breaking.len() < LIMIT {
                other.breaking.extend(change.breaking);
                other.breaking.dedup();
            }
            other.footers.extend(change.footers);
        }
        None => changes.push(change),
    }
}

fn change(lines: &[String]) -> Option<Change> {
    let (first, rest) = lines.split_first()?;
    let (body, footers) = body_and_footers(rest);
    let mut change = match (header(first), quoted(first)) {
        (Some(header), _) => Change {
            breaking: if header.has_mark { vec![header.description.clone()] } else { Vec::new() },
            kind: header.kind,
            scope: header.scope,
            description: header.description,
            ..Change::default()
        },
        (None, Some(_)) => {
            Change { kind: "revert".into(), description: first.trim().into(), ..Change::default() }
        }
        (None, None) => return None,
    };
    let told: Vec<String> = footers
        .iter()
        .filter(|footer| is_breaking(&footer.token))
        .map(|footer| if footer.value.is_empty() { &change.description } else { &footer.value })
        .cloned()
        .collect();
    if !told.is_empty() {
        change.breaking = told;
    }
    Some(Change { body, footers, ..change })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn types() -> Vec<String> {
        ["feat", "fix", "docs", "revert"].map(Into::into).into()
    }

    fn of(message: &str) -> Message {
        parse(message, false, &types())
    }

    fn kinds(message: &Message) -> Vec<&str> {
        message.changes.iter().map(|change| change.kind.as_str()).collect()
    }

    #[test]
    fn a_message_in_full() {
        let message = of(
            "\n\nfeat(api)!: new door\n\nMade of oak.\n\nIt opens.\n\nBREAKING CHANGE: the old one is gone\nRefs: #1\n",
        );
        let [change] = message.changes.as_slice() else { panic!("{message:?}") };
        assert_eq!((change.kind.as_str(), change.scope.as_deref()), ("feat", Some("api")));
        assert_eq!(change.body, "Made of oak.\n\nIt opens.");
        assert_eq!(change.breaking, ["the old one is gone"]);
        assert_eq!(change.footers.len(), 2);
        assert!(message.conforms(&types()) && !message.is_merge);
    }

    #[test]
    fn a_mark_alone_breaks_with_the_description() {
        assert_eq!(of("fix!: a").changes[0].breaking, ["a"]);
        assert_eq!(of("fix: a\n\nBREAKING CHANGE:").changes[0].breaking, ["a"]);
        assert!(!of("fix: a\n\nbreaking change: b").changes[0].is_breaking());
    }

    #[test]
    fn squashed_headers_are_changes_of_their_own() {
        let message = of(
            "Doors (#3)\n\n* feat: a\n\nbody of a\n\nBREAKING CHANGE: b\n\n* fix: c\n\n* nothing\n* docs: d\n\nCo-authored-by: Z <z@example.org>",
        );
        assert_eq!(kinds(&message), ["feat", "fix", "docs"]);
        assert_eq!(message.changes[0].body, "body of a");
        assert_eq!(message.changes[0].breaking, ["b"]);
        assert_eq!(kinds(&of("feat: a\n\n* oddity: b\n* c")), ["feat"]);
    }

    #[test]
    fn an_item_that_stands_alone_ends_the_commit_before_it() {
        let message = of(
            "Doors (#3)\n\n* feat: a\n\nBREAKING CHANGE: do\n\n* this\n* that\n\n* wip\n\nBREAKING CHANGE: no\n\n* fix: b",
        );
        assert_eq!(kinds(&message), ["feat", "fix"]);
        assert_eq!(message.changes[0].breaking, ["do\n\n* this\n* that"]);
    }

    #[test]
    fn a_title_taken_from_a_commit_is_one_change() {
        let message = of("feat: a (#3)\n\n* feat: a\n\nBREAKING CHANGE: b\n\n* fix: c");
        assert_eq!(kinds(&message), ["feat", "fix"]);
        assert_eq!(message.changes[0].breaking, ["b"]);
    }

    #[test]
    fn commits_squashed_by_git_are_found() {
        let message = of(
            "Squashed commit of the following:\n\ncommit 0123\nAuthor: Z <z>\nDate: now\n\n    feat: a\n    \n    BREAKING CHANGE: b\n\ncommit 4567\nAuthor: Z\n\n    fix: c\n",
        );
        assert_eq!(kinds(&message), ["feat", "fix"]);
        assert_eq!(message.changes[0].breaking, ["b"]);
    }

    #[test]
    fn merges_are_known_by_parents_or_words() {
        assert!(of("Merge pull request #1 from a/b\n\nfeat: a").is_merge);
        assert!(parse("Bring it in", true, &types()).is_merge);
        assert!(!parse("feat: bring it in", true, &types()).is_merge);
        assert!(of("Merge remote-tracking branch 'origin/a' into b").is_merge);
        assert!(of("Merged in a (pull request #3)").is_merge);
        assert!(!of("Bring it in").is_merge);
        assert!(!of("Merge the two parsers").is_merge);
    }

    #[test]
    fn what_does_not_conform_declares_nothing() {
        for text in ["", "\n", "Bring it in", "feat", "wip", "feat:no space"] {
            let message = of(text);
            assert!(message.changes.is_empty() && !message.conforms(&types()), "{text:?}");
        }
        // Another type does not conform, but what it breaks counts.
        let message = of("deps!: drop 3.9");
        assert!(!message.conforms(&types()) && message.changes[0].is_breaking());
    }

    #[test]
    fn gits_own_revert_is_one() {
        let message = of(
            "Revert \"feat: a\"\n\nThis reverts commit 0123456789abcdef0123456789abcdef01234567.\n",
        );
        assert_eq!(kinds(&message), ["revert"]);
        assert_eq!(message.reverted.unwrap().hashes, ["0123456789abcdef0123456789abcdef01234567"]);
    }

    #[test]
    fn texts_that_nobody_would_write_end_soon() {
        for text in [
            "feat(".repeat(100_000),
            "feat: a\n".repeat(100_000),
            "* feat: a\n".repeat(100_000),
            "a\n\n".to_owned() + &"a: b\n".repeat(100_000),
            "a\n\n".to_owned() + &"BREAKING CHANGE: b\n".repeat(100_000),
            "Revert \"".repeat(100_000),
            "(".repeat(300_000),
            ":".repeat(300_000),
            "feat: a\n".to_owned() + &"* feat: a\n\nBREAKING CHANGE: b\n".repeat(10_000),
        ] {
            let _ = of(&text);
        }
    }

    /// Messages put together from pieces, by a generator that is always the same.
    #[test]
    fn pieces_in_any_order_are_read() {
        const PIECES: [&str; 22] = [
            "feat",
            "fix",
            "(",
            ")",
            "!",
            ":",
            " ",
            "\n",
            "\n\n",
            "* ",
            "a",
            "BREAKING CHANGE",
            "-",
            "#",
            "Revert \"",
            "\"",
            "This reverts commit ",
            "0123456789",
            "\r",
            "é",
            "\u{202e}",
            "Squashed commit of the following:\n\ncommit a\n    ",
        ];
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                text.push_str(PIECES[usize::try_from(state >> 33).unwrap() % PIECES.len()]);
            }
            let message = of(&text);
            for change in &message.changes {
                assert!(!change.kind.is_empty() && !change.description.is_empty(), "{text:?}");
                assert!(!change.description.contains(['\n', '\r']), "{text:?}");
            }
        }
    }
}
