use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The variable that names the file of a step's summary (GitHub Actions, "Adding a job summary").
const FILE: &str = "GITHUB_STEP_SUMMARY";

/// Most bytes of a step's summary; GitHub shows none of a longer one (the same, "Step isolation and
/// limits").
const MOST: u64 = 1 << 20;

/// Adds Markdown to the summary of a CI job; nothing where there is none. What would make it too long
/// is left out.
pub(crate) fn summarise(markdown: &str) -> Result<(), Error> {
    match file() {
        Some(path) => append(&path, markdown)
            .map_err(|source| Error::ReportNotWritten { path: path.clone(), source }),
        None => Ok(()),
    }
}

/// Whether there is a summary to add to.
pub(crate) fn is_summarised() -> bool {
    file().is_some()
}

fn file() -> Option<PathBuf> {
    env::var_os(FILE).filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn append(path: &Path, markdown: &str) -> io::Result<()> {
    let before = fs::metadata(path).map_or(0, |is| is.len());
    if before + markdown.len() as u64 >= MOST {
        return Ok(());
    }
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(markdown.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_does_not_grow_beyond_what_is_shown() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("summary");
        let half = "a".repeat(600 << 10);
        append(&path, &half).unwrap();
        append(&path, &half).unwrap();
        append(&path, "end").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{half}end"));
    }
}
