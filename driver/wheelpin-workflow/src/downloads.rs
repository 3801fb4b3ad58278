use crate::model::{Step, Uses};
use crate::repository::Repository;
use crate::yaml::Node;

/// An action that downloads a program, and the inputs that say which.
#[derive(Debug)]
pub struct Installer {
    /// `owner/name`.
    pub action: &'static str,
    /// What it downloads.
    pub what: &'static str,
    /// Inputs that say which, the one that counts first.
    pub inputs: &'static [(&'static str, Meaning)],
    /// Whether the action's own commit says which, where no input does.
    pub is_pinned_by_commit: bool,
    /// The input with the hash of what is downloaded, if it has one.
    pub hash: Option<&'static str>,
    /// What to write.
    pub remedy: &'static str,
    /// Where that is documented.
    pub source: &'static str,
}

/// What an input says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Meaning {
    /// An address: fixed if it names a version or commit.
    Address,
    /// A version: fixed if it is a whole one.
    Version,
    /// A commit: fixed.
    Commit,
    /// A branch or pull request: never fixed.
    Floating,
}

/// What is known of installers' inputs, from their own `action.yml` and README.
pub const INSTALLERS: &[Installer] = &[
    Installer {
        action: "cachix/install-nix-action",
        what: "Nix",
        inputs: &[("install_url", Meaning::Address)],
        is_pinned_by_commit: true,
        hash: None,
        remedy: "leave install_url out (the action's commit then says which Nix), or name a release: `…/nix/nix-2.34.1/install`",
        source: "https://github.com/cachix/install-nix-action#inputs-specify-using-with",
    },
    Installer {
        action: "DeterminateSystems/nix-installer-action",
        what: "the Nix installer",
        inputs: &[
            ("source-url", Meaning::Address),
            ("source-revision", Meaning::Commit),
            ("source-tag", Meaning::Version),
            ("source-branch", Meaning::Floating),
            ("source-pr", Meaning::Floating),
            ("nix-installer-url", Meaning::Address),
            ("nix-installer-revision", Meaning::Commit),
            ("nix-installer-tag", Meaning::Version),
            ("nix-installer-branch", Meaning::Floating),
            ("nix-installer-pr", Meaning::Floating),
        ],
        is_pinned_by_commit: false,
        hash: None,
        remedy: "name the installer's release: `source-tag: v3.11.2`, or its commit: `source-revision`",
        source: "https://github.com/DeterminateSystems/nix-installer-action#configuration",
    },
    Installer {
        action: "nixbuild/nix-quick-install-action",
        what: "Nix",
        inputs: &[("nix_version", Meaning::Version), ("nix_archives_url", Meaning::Address)],
        is_pinned_by_commit: true,
        hash: None,
        remedy: "leave nix_version out (the action's commit then says which Nix), or name a whole version",
        source: "https://github.com/nixbuild/nix-quick-install-action#inputs",
    },
    Installer {
        action: "samueldr/lix-gha-installer-action",
        what: "Lix",
        inputs: &[("lix_version", Meaning::Version)],
        is_pinned_by_commit: true,
        hash: None,
        remedy: "name a whole version: `lix_version: 2.93.2`",
        source: "https://github.com/samueldr/lix-gha-installer-action",
    },
    Installer {
        action: "astral-sh/setup-uv",
        what: "uv",
        inputs: &[("version", Meaning::Version)],
        is_pinned_by_commit: false,
        hash: Some("checksum"),
        remedy: "name a whole version, and the SHA-256 of its archive as `checksum`",
        source: "https://github.com/astral-sh/setup-uv#validate-checksum",
    },
];

/// A use of an installer.
#[derive(Debug)]
pub struct Download<'a> {
    /// What is known of it.
    pub installer: &'static Installer,
    /// The action, as written.
    pub action: &'a str,
    /// Where.
    pub uses: Uses<'a>,
    step: Step<'a>,
}

/// Every use of an installer that is known, in the order of files and lines.
#[must_use]
pub fn downloads(repository: &Repository) -> Vec<Download<'_>> {
    let mut found = Vec::new();
    for uses in repository.uses() {
        let Some((step, action)) = uses.step.zip(uses.action()) else { continue };
        let known =
            INSTALLERS.iter().find(|known| action.is_of(known.action) && action.path.is_empty());
        if let Some(installer) = known {
            let action = uses.text.split('@').next().unwrap_or_default();
            found.push(Download { installer, action, uses, step });
        }
    }
    found
}

impl<'a> Download<'a> {
    /// The input that says what is downloaded, and its value.
    #[must_use]
    pub fn given(&self) -> Option<(&'static str, &'a Node, &'a str)> {
        self.installer.inputs.iter().find_map(|(input, _)| {
            let node = self.step.with(input)?;
            let value = node.text().filter(|value| !value.is_empty())?;
            Some((*input, node, value))
        })
    }

    /// Whether what is downloaded can change while the workflow stays as it is.
    #[must_use]
    pub fn floats(&self) -> bool {
        let Some((input, _, value)) = self.given() else {
            return !self.installer.is_pinned_by_commit;
        };
        let meaning = self.installer.inputs.iter().find(|(name, _)| *name == input);
        match meaning.map(|(_, meaning)| meaning) {
            Some(Meaning::Commit) => !is_commit(value),
            Some(Meaning::Version) => !(has_version(value) || is_commit(value)),
            Some(Meaning::Address) => {
                !(has_version(value) || value.split(['/', '-']).any(is_commit))
            }
            Some(Meaning::Floating) | None => true,
        }
    }

    /// Whether something checks the bytes.
    #[must_use]
    pub fn is_hashed(&self) -> bool {
        let hash = self.installer.hash.and_then(|hash| self.step.with(hash));
        hash.and_then(Node::text).is_some_and(|hash| !hash.is_empty())
    }
}

fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether `1.2.3` is in it.
fn has_version(text: &str) -> bool {
    text.split(|character: char| !(character.is_ascii_digit() || character == '.')).any(|part| {
        let numbers: Vec<&str> = part.split('.').filter(|number| !number.is_empty()).collect();
        numbers.len() >= 3
    })
}
