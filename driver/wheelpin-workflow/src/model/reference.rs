/// What stands behind the `@` of a `uses:`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Reference {
    /// 40 (SHA-1) or 64 (SHA-256) hexadecimal digits, in lower case.
    Commit(String),
    /// Fewer digits, 7 or more: GitHub refuses them, or a branch is called so.
    ShortCommit(String),
    /// A tag or branch; what it stands for can change.
    Name(String),
}

impl Reference {
    /// Read from what stands behind the `@`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        match text.len() {
            40 | 64 if is_hex => Self::Commit(text.to_ascii_lowercase()),
            // A branch of digits alone is more probable than a commit without letters.
            7..40 if is_hex && text.bytes().any(|byte| byte.is_ascii_alphabetic()) => {
                Self::ShortCommit(text.to_ascii_lowercase())
            }
            _ => Self::Name(text.into()),
        }
    }

    /// As written, a commit in lower case.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Commit(text) | Self::ShortCommit(text) | Self::Name(text) => text,
        }
    }

    /// The commit, where it is one.
    #[must_use]
    pub fn commit(&self) -> Option<&str> {
        match self {
            Self::Commit(commit) => Some(commit),
            Self::ShortCommit(_) | Self::Name(_) => None,
        }
    }
}

/// An action or reusable workflow of a repository: `owner/name[/path]@reference`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ActionReference {
    /// `owner/name`, in the case it is written in.
    pub repository: String,
    /// Within the repository, without `/` at its ends; empty for its root.
    pub path: String,
    /// What stands behind the `@`.
    pub reference: Reference,
}

impl ActionReference {
    /// Read from the text of a `uses:`; none for what is no such reference.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (name, reference) = text.split_once('@')?;
        let mut parts = name.splitn(3, '/');
        let (owner, repository) = (parts.next()?, parts.next()?);
        let path = parts.next().unwrap_or_default().trim_matches('/');
        // Names of GitHub; nothing else may become part of an address or a path.
        let is_name = |name: &str| {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            !matches!(name, "" | "." | "..") && !name.starts_with('-') && name.bytes().all(known)
        };
        let is_reference = !reference.is_empty()
            && !reference.starts_with('-')
            && !reference.contains(|character: char| {
                character.is_control()
                    || character.is_whitespace()
                    || "@^~:?*[\\".contains(character)
            })
            && !reference.contains("..");
        let is_path = path.is_empty()
            || path
                .split('/')
                .all(|part| !matches!(part, "" | "." | "..") && !part.contains(char::is_control));
        (is_name(owner) && is_name(repository) && is_reference && is_path).then(|| Self {
            repository: format!("{owner}/{repository}"),
            path: path.into(),
            reference: Reference::of(reference),
        })
    }

    /// Whether it is of a repository, in any case.
    #[must_use]
    pub fn is_of(&self, repository: &str) -> bool {
        self.repository.eq_ignore_ascii_case(repository)
    }

    /// `owner/name[/path]`, as written.
    #[must_use]
    pub fn name(&self) -> String {
        match self.path.as_str() {
            "" => self.repository.clone(),
            path => format!("{}/{path}", self.repository),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_digits_are_a_commit() {
        let commit = "0123456789ABCDEF0123456789abcdef01234567";
        assert_eq!(Reference::of(commit), Reference::Commit(commit.to_lowercase()));
        assert_eq!(Reference::of("0123abcd"), Reference::ShortCommit("0123abcd".into()));
        assert_eq!(Reference::of("v4"), Reference::Name("v4".into()));
        assert_eq!(Reference::of("20240101"), Reference::Name("20240101".into()));
    }

    #[test]
    fn repository_and_path_are_taken_apart() {
        let read = ActionReference::read("a/b/.github/workflows/c.yml@v1").unwrap();
        assert_eq!(
            (read.repository.as_str(), read.path.as_str()),
            ("a/b", ".github/workflows/c.yml")
        );
        assert!(read.is_of("A/B"));
    }

    #[test]
    fn what_could_lead_elsewhere_is_no_reference() {
        for text in [
            "a/b",
            "a@v1",
            "a/b@",
            "../b@v1",
            "a/..@v1",
            "a/b/../c@v1",
            "-u/b@v1",
            "a/b@-x",
            "a/b@v1 x",
            "a/b@x..y",
            "a b/c@v1",
            "a/b@\u{1b}",
            "https://x/a/b@v1",
            "a/b@x@y",
        ] {
            assert_eq!(ActionReference::read(text), None, "{text:?}");
        }
    }
}
