use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::Error;

/// Which things to take: globs on the words that they are known by, such as a cell's id,
/// target, abi and Python.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// A thing must match one of these, if there are any.
    pub only: Vec<String>,
    /// And none of these.
    pub except: Vec<String>,
}

impl Selection {
    /// Whether it takes everything.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.only.is_empty() && self.except.is_empty()
    }

    /// Leaves of some things those that are selected. A thing is known by several words, and
    /// by the first two of them in messages.
    ///
    /// # Errors
    ///
    /// [`Error::Glob`] for what is no glob, [`Error::NothingMatches`] for a glob
    /// that nothing matches, and [`Error::NothingLeft`] if everything is excepted.
    pub fn retain<T>(
        &self,
        things: &mut Vec<T>,
        words: impl Fn(&T) -> Vec<String>,
    ) -> Result<(), Error> {
        let matches = |globs: &GlobSet, thing: &T| words(thing).iter().any(|it| globs.is_match(it));
        for glob in self.only.iter().chain(&self.except) {
            let one = globs(std::slice::from_ref(glob))?;
            if !things.iter().any(|thing| matches(&one, thing)) {
                let mut known: Vec<String> =
                    things.iter().flat_map(|thing| words(thing).into_iter().take(2)).collect();
                known.sort_unstable();
                known.dedup();
                return Err(Error::NothingMatches { glob: glob.clone(), known: known.join(", ") });
            }
        }
        let (only, except) = (globs(&self.only)?, globs(&self.except)?);
        things.retain(|thing| {
            (self.only.is_empty() || matches(&only, thing)) && !matches(&except, thing)
        });
        if things.is_empty() && !self.is_everything() {
            return Err(Error::NothingLeft);
        }
        Ok(())
    }
}

fn globs(globs: &[String]) -> Result<GlobSet, Error> {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        let bad = |source| Error::Glob { glob: glob.clone(), source: Box::new(source) };
        builder.add(Glob::new(glob).map_err(bad)?);
    }
    builder
        .build()
        .map_err(|source| Error::Glob { glob: globs.join(" "), source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const THINGS: [[&str; 4]; 3] = [
        ["manylinux-x86_64", "cp311-abi3", "cp311-abi3-manylinux_2_28_x86_64", "3.11"],
        ["macos-arm64", "cp311-abi3", "cp311-abi3-macosx_11_0_arm64", "3.11"],
        ["windows-x86_64", "cp313-cp313", "cp313-cp313-win_amd64", "3.13"],
    ];

    fn selected(only: &[&str], except: &[&str]) -> Result<Vec<String>, Error> {
        let list = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let selection = Selection { only: list(only), except: list(except) };
        let mut things = THINGS.to_vec();
        selection.retain(&mut things, |words| words.map(Into::into).into())?;
        Ok(things.into_iter().map(|[target, ..]| target.into()).collect())
    }

    #[test]
    fn a_glob_is_about_any_of_the_words() {
        assert_eq!(selected(&["mac*"], &[]).unwrap(), ["macos-arm64"]);
        assert_eq!(selected(&["cp313-cp313"], &[]).unwrap(), ["windows-x86_64"]);
        assert_eq!(selected(&["3.11"], &[]).unwrap(), ["manylinux-x86_64", "macos-arm64"]);
        assert_eq!(selected(&["*-win_amd64"], &[]).unwrap(), ["windows-x86_64"]);
    }

    #[test]
    fn what_is_excepted_is_out() {
        assert_eq!(selected(&[], &["3.11"]).unwrap(), ["windows-x86_64"]);
        assert_eq!(selected(&["3.11"], &["macos-*"]).unwrap(), ["manylinux-x86_64"]);
    }

    #[test]
    fn a_glob_that_matches_nothing_is_a_mistake() {
        assert!(matches!(
            selected(&["linux"], &[]),
            Err(Error::NothingMatches { glob, known })
                if glob == "linux" && known.contains("manylinux-x86_64")
        ));
        assert!(matches!(selected(&["[a"], &[]), Err(Error::Glob { .. })));
    }

    #[test]
    fn nothing_left_is_a_mistake() {
        assert!(matches!(selected(&["3.11"], &["3.11"]), Err(Error::NothingLeft)));
    }
}
