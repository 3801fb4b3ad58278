use crate::{Error, Plan, StorePath};

/// One file that is wanted.
pub(crate) struct Wanted {
    pub(crate) file: String,
    /// Cell id; none for the source distribution.
    pub(crate) cell: Option<String>,
    pub(crate) derivation: StorePath,
    pub(crate) output: StorePath,
    /// Where what was found in it is written; none in plans of an older library.
    pub(crate) findings: Option<StorePath>,
    /// Where the file is before it is checked.
    pub(crate) unchecked: Option<StorePath>,
}

/// The check of all files together.
pub(crate) struct ReleaseCheck {
    pub(crate) derivation: StorePath,
    pub(crate) output: StorePath,
    pub(crate) findings: StorePath,
}

impl Wanted {
    /// The wheels of a plan, and its source distribution.
    ///
    /// # Errors
    ///
    /// [`Error::OldLibrary`] and [`Error::FileName`].
    pub(crate) fn of(plan: &Plan, sdist: bool) -> Result<Vec<Self>, Error> {
        let path = |text: Option<&str>| {
            text.and_then(StorePath::parse)
                .ok_or_else(|| Error::OldLibrary { project: plan.name.clone() })
        };
        let mut wanted = Vec::new();
        for cell in &plan.cells {
            wanted.push(Self {
                file: file_name(&cell.file)?,
                cell: Some(cell.id.clone()),
                derivation: path(Some(&cell.drv_path))?,
                output: path(cell.output_path.as_deref())?,
                findings: known(cell.findings_path.as_ref()),
                unchecked: known(cell.unchecked_path.as_ref()),
            });
        }
        if sdist {
            wanted.push(Self {
                file: file_name(&plan.sdist)?,
                cell: None,
                derivation: path(plan.sdist_drv_path.as_deref())?,
                output: path(plan.sdist_output_path.as_deref())?,
                findings: known(plan.sdist_findings_path.as_ref()),
                unchecked: known(plan.sdist_unchecked_path.as_ref()),
            });
        }
        Ok(wanted)
    }

    /// What people call it: the cell's id, or the sdist's file name.
    pub(crate) fn name(&self) -> &str {
        self.cell.as_deref().unwrap_or(&self.file)
    }
}

impl ReleaseCheck {
    /// None in plans of an older library.
    pub(crate) fn of(plan: &Plan) -> Option<Self> {
        Some(Self {
            derivation: known(plan.release_drv_path.as_ref())?,
            output: known(plan.release_output_path.as_ref())?,
            findings: known(plan.release_findings_path.as_ref())?,
        })
    }
}

fn known(path: Option<&String>) -> Option<StorePath> {
    StorePath::parse(path?)
}

/// A file name of a plan: a distribution's, which stays within the directory.
fn file_name(file: &str) -> Result<String, Error> {
    let fits = [".whl", ".tar.gz"].iter().any(|end| file.ends_with(end))
        && !file.starts_with('.')
        && file.chars().all(|character| !character.is_control() && !"/\\:".contains(character));
    if fits { Ok(file.into()) } else { Err(Error::FileName { file: file.into() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_stays_within_the_directory() {
        assert!(file_name("a-1.0-py3-none-any.whl").is_ok());
        for file in
            ["", "../a.whl", "a/b.whl", ".a.whl", "a\\b.whl", "c:a.whl", "a\n.whl", "wheelpin.json"]
        {
            assert!(matches!(file_name(file), Err(Error::FileName { .. })), "{file:?}");
        }
    }
}
