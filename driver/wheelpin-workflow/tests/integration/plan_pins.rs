//! The twelve pins of the plan that this project came from, by their true digits, against the true
//! tags of their actions, as far as they matter.

use std::collections::BTreeMap;

use wheelpin_workflow::facts::{CommitFacts, Facts, Nearest, RepositoryFacts};
use wheelpin_workflow::{
    Context, Lock, Repository, Verdict, find_rule, lock_of, look_for, verdicts,
};

/// A pin, and what its repository has.
struct Pin {
    action: &'static str,
    commit: &'static str,
    says: &'static str,
    /// None where there is no such commit.
    date: Option<&'static str>,
    tags: &'static [(&'static str, &'static str)],
    /// The commit that begins alike, and how many digits are the same.
    nearest: Option<(&'static str, usize)>,
}

const PINS: [Pin; 12] = [
    Pin {
        action: "actions/checkout",
        commit: "b4ffde65f46336ab88eb53be808477a3936bae11",
        says: "v5.0.0",
        date: Some("2023-10-17"),
        tags: &[
            ("v4.1.1", "b4ffde65f46336ab88eb53be808477a3936bae11"),
            ("v5.0.0", "08c6903cd8c0fde910a37f88322edcfb5dd907a8"),
        ],
        nearest: None,
    },
    Pin {
        action: "actions/setup-python",
        commit: "0b93645e9fea7318ecaed2b359559ac225c90a2b",
        says: "v5.3.0",
        date: Some("2024-10-24"),
        tags: &[("v5.3.0", "0b93645e9fea7318ecaed2b359559ac225c90a2b")],
        nearest: None,
    },
    Pin {
        action: "astral-sh/setup-uv",
        commit: "557e51de59eb14aaaba2ed9621916900a91d50c6",
        says: "v6.0.0",
        date: Some("2025-09-01"),
        tags: &[
            ("v6.6", "557e51de59eb14aaaba2ed9621916900a91d50c6"),
            ("v6.6.1", "557e51de59eb14aaaba2ed9621916900a91d50c6"),
            ("v6.0.0", "c7f87aa956e4c323abf06d5dec078e358f6b4d04"),
        ],
        nearest: None,
    },
    Pin {
        action: "dtolnay/rust-toolchain",
        commit: "7b1c307e0dcbda6122208f10795a713336a9b35a",
        says: "stable (2025-11-01)",
        date: Some("2024-08-08"),
        tags: &[],
        nearest: None,
    },
    Pin {
        action: "Swatinem/rust-cache",
        commit: "82a92a6e8fbeee089604da2575505d1d082c0a73",
        says: "v2.7.5",
        date: None,
        tags: &[("v2.7.5", "82a92a6e8fbeee089604da2575dc567ae9ddeaab")],
        nearest: Some(("82a92a6e8fbeee089604da2575dc567ae9ddeaab", 26)),
    },
    Pin {
        action: "PyO3/maturin-action",
        commit: "ba5e2155629e0f0f6e6a501ba6f27f0645fc6d3f",
        says: "v1.47.1",
        date: None,
        tags: &[("v1.47.1", "49453e0a6599125b2698abe070e181399fbcc9ab")],
        nearest: None,
    },
    Pin {
        action: "actions/upload-artifact",
        commit: "6f51ac03b9356f520e9adb1b1b7802705f340c2b",
        says: "v4.5.0",
        date: Some("2024-12-17"),
        tags: &[("v4.5.0", "6f51ac03b9356f520e9adb1b1b7802705f340c2b")],
        nearest: None,
    },
    Pin {
        action: "actions/download-artifact",
        commit: "fa0a91b85d4f404e444e00e005971372dc801d16",
        says: "v4.1.8",
        date: Some("2024-07-05"),
        tags: &[("v4.1.8", "fa0a91b85d4f404e444e00e005971372dc801d16")],
        nearest: None,
    },
    Pin {
        action: "codecov/codecov-action",
        commit: "015f24e6818733317a2da2ece29f8fda7a59c6fc",
        says: "v4.6.0",
        date: None,
        tags: &[
            ("v5.0.7", "015f24e6818733317a2da2edd6290ab26238649a"),
            ("v4.6.0", "b9fd7d16f6d7d1b5d2bec1a2887e65ceed900238"),
        ],
        nearest: Some(("015f24e6818733317a2da2edd6290ab26238649a", 23)),
    },
    Pin {
        action: "softprops/action-gh-release",
        commit: "c062e08bd532815e2082a85e87e3ef29c3e6d191",
        says: "v2.2.0",
        date: Some("2024-07-18"),
        tags: &[
            ("v2.0.8", "c062e08bd532815e2082a85e87e3ef29c3e6d191"),
            ("v2.2.0", "7b4da11513bf3f43f9999e90eabced41ab8bb048"),
        ],
        nearest: None,
    },
    Pin {
        action: "docker/setup-qemu-action",
        commit: "49b3bc8e6bdd4a60e6116a5414239cba5943d3cf",
        says: "v3.2.0",
        date: Some("2024-07-22"),
        tags: &[("v3.2.0", "49b3bc8e6bdd4a60e6116a5414239cba5943d3cf")],
        nearest: None,
    },
    Pin {
        action: "actions/cache",
        commit: "9b0c1fce7a93df8e3bb8926b0d6e9d89e92f20a7",
        says: "v4.2.0",
        date: Some("2022-10-13"),
        tags: &[
            ("v3.0.11", "9b0c1fce7a93df8e3bb8926b0d6e9d89e92f20a7"),
            ("v4.2.0", "1bd1e32a3bdc45362d1e726936510720a7c30a57"),
        ],
        nearest: None,
    },
];

fn told(pin: &Pin) -> RepositoryFacts {
    let commit = match pin.date {
        Some(date) => CommitFacts::Reachable {
            date: Some(date.into()),
            from: "refs/heads/main".into(),
            branches: Vec::new(),
            required: BTreeMap::new(),
        },
        None => CommitFacts::Missing {
            nearest: pin.nearest.map(|(commit, digits)| Nearest { commit: commit.into(), digits }),
        },
    };
    let tag = |(tag, commit): &(&str, &str)| (format!("refs/tags/{tag}"), (*commit).to_owned());
    RepositoryFacts {
        references: pin.tags.iter().map(tag).collect(),
        commits: [(pin.commit.to_owned(), commit)].into(),
        ..RepositoryFacts::default()
    }
}

fn repository() -> Repository {
    let step = |pin: &Pin| format!("      - uses: {}@{} # {}\n", pin.action, pin.commit, pin.says);
    let steps: String = PINS.iter().map(step).collect();
    let text = format!("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n{steps}");
    Repository::of_files([(".github/workflows/a.yml", text.as_bytes())])
}

fn facts() -> Facts {
    let repositories = PINS.iter().map(|pin| (pin.action.to_ascii_lowercase(), told(pin)));
    Facts { repositories: repositories.collect(), ..Facts::default() }
}

#[test]
fn the_true_digits_have_the_true_verdicts() {
    let (repository, facts) = (repository(), facts());
    let context = Context { repository: &repository, lock: None, facts: Some(&facts) };
    let ids = ["missing-commit", "impostor-commit", "mislabelled-pin"];
    let findings = look_for(&context, ids.iter().filter_map(|id| find_rule(id)));
    let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "actions/checkout says v5.0.0, and b4ffde65 (of 2023-10-17) is v4.1.1; v5.0.0 is 08c6903c",
            "astral-sh/setup-uv says v6.0.0, and 557e51de (of 2025-09-01) is v6.6.1, v6.6; v6.0.0 is c7f87aa9",
            "dtolnay/rust-toolchain says stable, and no tag stands for 7b1c307e (of 2024-08-08); there is no stable",
            "Swatinem/rust-cache has no commit 82a92a6e8fbeee089604da2575505d1d082c0a73: 26 of 40 digits are those of v2.7.5 (82a92a6e)",
            "PyO3/maturin-action has no commit ba5e2155629e0f0f6e6a501ba6f27f0645fc6d3f: no commit of it begins alike",
            "codecov/codecov-action has no commit 015f24e6818733317a2da2ece29f8fda7a59c6fc: 23 of 40 digits are those of v5.0.7 (015f24e6)",
            "softprops/action-gh-release says v2.2.0, and c062e08b (of 2024-07-18) is v2.0.8; v2.2.0 is 7b4da115",
            "actions/cache says v4.2.0, and 9b0c1fce (of 2022-10-13) is v3.0.11; v4.2.0 is 1bd1e32a",
        ]
    );
    let right: Vec<String> = verdicts(&context)
        .into_iter()
        .filter(|pin| pin.verdict == Verdict::Right)
        .map(|pin| format!("{} {}", pin.action, pin.says.unwrap()))
        .collect();
    assert_eq!(
        right,
        [
            "actions/setup-python v5.3.0",
            "actions/upload-artifact v4.5.0",
            "actions/download-artifact v4.1.8",
            "docker/setup-qemu-action v3.2.0"
        ]
    );
}

#[test]
fn what_exists_is_locked_as_what_it_is_and_named_offline() {
    let (repository, facts) = (repository(), facts());
    let lock = lock_of(&repository, &facts, None, "2026-01-31");
    let locked = |action: &str| lock.of(action).next().map(|locked| locked.tag.as_deref());
    assert_eq!(lock.actions.len(), 9);
    assert_eq!(locked("actions/checkout"), Some(Some("v4.1.1")));
    assert_eq!(locked("astral-sh/setup-uv"), Some(Some("v6.6.1")));
    assert_eq!(locked("dtolnay/rust-toolchain"), Some(None));
    assert_eq!(locked("Swatinem/rust-cache"), None);
    assert_eq!(Lock::parse(&lock.text()).unwrap(), lock);
    let context = Context { repository: &repository, lock: Some(&lock), facts: None };
    let ids = ["other-version", "other-commit", "not-locked"];
    let findings = look_for(&context, ids.iter().filter_map(|id| find_rule(id)));
    let told = |finding: &wheelpin_workflow::Finding| {
        let action = finding.message.split(' ').next().unwrap_or_default().to_owned();
        (finding.rule, action)
    };
    let told: Vec<(&str, String)> = findings.iter().map(told).collect();
    assert_eq!(
        told,
        [
            ("other-version", "actions/checkout".to_owned()),
            ("other-version", "astral-sh/setup-uv".to_owned()),
            ("not-locked", "Swatinem/rust-cache".to_owned()),
            ("not-locked", "PyO3/maturin-action".to_owned()),
            ("not-locked", "codecov/codecov-action".to_owned()),
            ("other-version", "softprops/action-gh-release".to_owned()),
            ("other-version", "actions/cache".to_owned()),
        ]
    );
}
