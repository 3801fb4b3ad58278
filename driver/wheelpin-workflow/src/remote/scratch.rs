use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A bare repository for one purpose, whose only remote is `origin`.
pub(super) struct Scratch {
    directory: PathBuf,
}

impl Scratch {
    /// A new one. It is made by hand, so that no template and no setting of the user's gets in.
    pub(super) fn new(directory: PathBuf, url: &str) -> Result<Self, Error> {
        let make = || {
            fs::create_dir_all(directory.join("objects"))?;
            fs::create_dir_all(directory.join("refs"))?;
            fs::write(directory.join("HEAD"), "ref: refs/heads/none\n")?;
            fs::write(directory.join("config"), config(Some(url)))
        };
        make().map_err(|source| Error::Scratch { source })?;
        Ok(Self { directory })
    }

    pub(super) fn path(&self) -> &Path {
        &self.directory
    }

    /// Forgets where it came from: what is missing now stays so. Git would otherwise fetch a commit
    /// by its digits when it is asked whether it has it.
    pub(super) fn cut_off(&self) -> Result<(), Error> {
        fs::write(self.directory.join("config"), config(None))
            .map_err(|source| Error::Scratch { source })
    }
}

fn config(url: Option<&str>) -> String {
    let core = "[core]\n\trepositoryformatversion = 1\n\tbare = true\n";
    match url {
        None => core.into(),
        Some(url) => {
            let url = url.replace('\\', "\\\\").replace('"', "\\\"");
            // A filter needs a remote that promises the rest.
            format!(
                "{core}[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = \"{url}\"\n\t\
                 promisor = true\n\ttagOpt = --no-tags\n"
            )
        }
    }
}
