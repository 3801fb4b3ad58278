use serde::Deserialize;

/// A kind of forge, which decides what its addresses look like.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Forge {
    /// GitHub.
    GitHub,
    /// GitLab.
    GitLab,
    /// Gitea and Forgejo.
    Gitea,
    /// Bitbucket.
    Bitbucket,
}

/// Addresses within a repository on a forge.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Links {
    base: String,
    forge: Forge,
}

impl Links {
    /// The repository's own address, without a name or password.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Of a repository's address as people write it, also for `ssh`; nothing where the
    /// host does not say which forge it is and `forge` does not either.
    #[must_use]
    pub fn new(repository: &str, forge: Option<Forge>) -> Option<Self> {
        let address = match repository.strip_prefix("git@").and_then(|rest| rest.split_once(':')) {
            Some((host, path)) => format!("https://{host}/{path}"),
            None => {
                let address = repository.strip_prefix("git+").unwrap_or(repository);
                match address.strip_prefix("ssh://") {
                    Some(rest) => format!("https://{rest}"),
                    None => address.to_owned(),
                }
            }
        };
        let address = address.split(['?', '#']).next()?.trim_end_matches('/');
        let base = address.strip_suffix(".git").unwrap_or(address);
        let (scheme, rest) = base.split_once("://")?;
        let is_fit = |byte: u8| byte.is_ascii_graphic() && !b"<>()[]\\\"`".contains(&byte);
        if !matches!(scheme, "https" | "http") || !rest.bytes().all(is_fit) {
            return None;
        }
        let (host, path) = rest.split_once('/')?;
        if path.is_empty() {
            return None;
        }
        // A name or a password is nobody's business.
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let base = format!("{scheme}://{host}/{path}");
        let host = host.to_ascii_lowercase();
        let known = [
            ("github", Forge::GitHub),
            ("gitlab", Forge::GitLab),
            ("gitea", Forge::Gitea),
            ("forgejo", Forge::Gitea),
            ("codeberg", Forge::Gitea),
            ("bitbucket", Forge::Bitbucket),
        ];
        let by_host = known.into_iter().find(|(name, _)| host.contains(name));
        let forge = forge.or(by_host.map(|(_, forge)| forge))?;
        Some(Self { base, forge })
    }

    /// What changed between two tags (or a tag and `HEAD`).
    #[must_use]
    pub fn compare(&self, from: &str, to: &str) -> String {
        let Self { base, forge } = self;
        match forge {
            Forge::GitHub | Forge::Gitea => format!("{base}/compare/{from}...{to}"),
            Forge::GitLab => format!("{base}/-/compare/{from}...{to}"),
            Forge::Bitbucket => format!("{base}/branches/compare/{to}%0D{from}"),
        }
    }

    /// A tag.
    #[must_use]
    pub fn tag(&self, tag: &str) -> String {
        let Self { base, forge } = self;
        match forge {
            Forge::GitHub | Forge::Gitea => format!("{base}/releases/tag/{tag}"),
            Forge::GitLab => format!("{base}/-/tags/{tag}"),
            Forge::Bitbucket => format!("{base}/src/{tag}"),
        }
    }

    /// A commit.
    #[must_use]
    pub fn commit(&self, hash: &str) -> String {
        let Self { base, forge } = self;
        match forge {
            Forge::GitHub | Forge::Gitea => format!("{base}/commit/{hash}"),
            Forge::GitLab => format!("{base}/-/commit/{hash}"),
            Forge::Bitbucket => format!("{base}/commits/{hash}"),
        }
    }

    /// A pull request, or merge request.
    #[must_use]
    pub fn pull_request(&self, number: u64) -> String {
        let Self { base, forge } = self;
        match forge {
            Forge::GitHub => format!("{base}/pull/{number}"),
            Forge::Gitea => format!("{base}/pulls/{number}"),
            Forge::GitLab => format!("{base}/-/merge_requests/{number}"),
            Forge::Bitbucket => format!("{base}/pull-requests/{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_each_forge() {
        let compare =
            |repository: &str| Links::new(repository, None).map(|links| links.compare("v1", "v2"));
        for (repository, address) in [
            ("https://github.com/a/b", "https://github.com/a/b/compare/v1...v2"),
            ("git@github.com:a/b.git", "https://github.com/a/b/compare/v1...v2"),
            ("ssh://git@github.com/a/b.git", "https://github.com/a/b/compare/v1...v2"),
            ("https://z:secret@github.com/a/b", "https://github.com/a/b/compare/v1...v2"),
            (
                "git+https://gitlab.example.org/a/c/b/",
                "https://gitlab.example.org/a/c/b/-/compare/v1...v2",
            ),
            ("https://codeberg.org/a/b", "https://codeberg.org/a/b/compare/v1...v2"),
            ("https://bitbucket.org/a/b", "https://bitbucket.org/a/b/branches/compare/v2%0Dv1"),
        ] {
            assert_eq!(compare(repository).as_deref(), Some(address));
        }
        for repository in [
            "",
            "a/b",
            "https://example.org/a/b",
            "https://github.com",
            "ftp://github.com/a/b",
            "https://github.com/a b",
            "https://github.com/a)(b",
        ] {
            assert_eq!(compare(repository), None, "{repository}");
        }
        let named = Links::new("https://example.org/a/b", Some(Forge::Gitea)).unwrap();
        assert_eq!(named.tag("v1"), "https://example.org/a/b/releases/tag/v1");
        assert_eq!(named.pull_request(3), "https://example.org/a/b/pulls/3");
    }
}
