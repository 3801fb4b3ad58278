use std::convert::Infallible;
use std::path::PathBuf;
use std::str::FromStr;

/// What builds are compared with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Against {
    /// A file, or a directory with files.
    Path(PathBuf),
    /// A release on an index.
    Release {
        /// The index: a name that is known, or an address.
        index: String,
        /// The project.
        name: String,
        /// The version.
        version: String,
    },
}

impl FromStr for Against {
    type Err = Infallible;

    /// `INDEX:NAME==VERSION` is a release; all else is a path.
    fn from_str(text: &str) -> Result<Self, Infallible> {
        let release = || {
            let (before, version) = text.rsplit_once("==")?;
            let (index, name) = before.rsplit_once(':')?;
            let is_name = |text: &str| {
                !text.is_empty()
                    && text.chars().all(|it| it.is_ascii_alphanumeric() || "-_.".contains(it))
            };
            let is_release = !index.is_empty() && is_name(name) && !version.trim().is_empty();
            is_release.then(|| Self::Release {
                index: index.into(),
                name: name.into(),
                version: version.trim().into(),
            })
        };
        Ok(release().unwrap_or_else(|| Self::Path(text.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Against {
        text.parse().unwrap()
    }

    #[test]
    fn a_release_stands_on_an_index() {
        let release = |index: &str| Against::Release {
            index: index.into(),
            name: "dioxide".into(),
            version: "2.1.0".into(),
        };
        assert_eq!(parse("pypi:dioxide==2.1.0"), release("pypi"));
        let address = "http://127.0.0.1:8080/legacy/";
        assert_eq!(parse(&format!("{address}:dioxide==2.1.0")), release(address));
    }

    #[test]
    fn all_else_is_a_path() {
        for path in ["dist", "dist/a-1.0-py3-none-any.whl", "a==1", "pypi:a", "c:\\dist"] {
            assert_eq!(parse(path), Against::Path(path.into()), "{path}");
        }
    }
}
