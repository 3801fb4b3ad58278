use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::{Cell, Error, Plan};

/// Which cells of a plan to take: globs on cell id, target, abi or Python.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// A cell must match one of these, if there are any.
    pub only: Vec<String>,
    /// And none of these.
    pub except: Vec<String>,
}

impl Selection {
    /// Whether it takes all cells of every plan.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.only.is_empty() && self.except.is_empty()
    }

    /// Leaves in a plan what is selected.
    ///
    /// # Errors
    ///
    /// [`Error::Glob`] for what is no glob, [`Error::NothingMatches`] for a glob
    /// that no cell matches, and [`Error::NothingLeft`] if all cells are excepted.
    pub fn apply(&self, plan: &mut Plan) -> Result<(), Error> {
        for glob in self.only.iter().chain(&self.except) {
            let one = globs(std::slice::from_ref(glob))?;
            if !plan.cells.iter().any(|cell| matches(&one, cell)) {
                return Err(Error::NothingMatches { glob: glob.clone(), known: known(plan) });
            }
        }
        let (only, except) = (globs(&self.only)?, globs(&self.except)?);
        plan.cells.retain(|cell| {
            (self.only.is_empty() || matches(&only, cell)) && !matches(&except, cell)
        });
        if plan.cells.is_empty() && !self.is_everything() {
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

fn matches(globs: &GlobSet, cell: &Cell) -> bool {
    let python = cell.python.as_deref().unwrap_or_default();
    [&*cell.id, &*cell.target, &*cell.abi, python].iter().any(|text| globs.is_match(text))
}

/// Targets and abis of a plan, for a message.
fn known(plan: &Plan) -> String {
    let mut words: Vec<&str> =
        plan.cells.iter().flat_map(|cell| [&*cell.target, &*cell.abi]).collect();
    words.sort_unstable();
    words.dedup();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::tests::plan;

    fn selected(only: &[&str], except: &[&str]) -> Result<Vec<String>, Error> {
        let list = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        let selection = Selection { only: list(only), except: list(except) };
        let mut plan = plan();
        selection.apply(&mut plan)?;
        Ok(plan.cells.into_iter().map(|cell| cell.target).collect())
    }

    #[test]
    fn a_glob_is_about_any_of_a_cells_words() {
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
