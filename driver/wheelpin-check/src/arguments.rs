use std::ffi::OsString;
use std::path::PathBuf;

use crate::error::Error;

/// `[--release] SETTINGS.json FINDINGS.json FILE…`
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Arguments {
    /// Only the rules about all files together, by name and size; else only those about
    /// each file.
    pub(crate) release: bool,
    /// [`wheelpin_wheel::Settings`] as JSON.
    pub(crate) settings: PathBuf,
    /// Where the report goes.
    pub(crate) findings: PathBuf,
    /// Wheels and sdists.
    pub(crate) files: Vec<PathBuf>,
}

impl Arguments {
    /// Reads a command line without the program's name.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, Error> {
        let mut arguments = arguments.into_iter().peekable();
        let release = arguments.next_if(|argument| argument == "--release").is_some();
        let mut paths = arguments.map(PathBuf::from);
        let (Some(settings), Some(findings)) = (paths.next(), paths.next()) else {
            return Err(Error::Usage);
        };
        let files: Vec<PathBuf> = paths.collect();
        if files.is_empty() {
            Err(Error::Usage)
        } else {
            Ok(Self { release, settings, findings, files })
        }
    }
}
