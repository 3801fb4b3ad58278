use std::env;
use std::fs;
use std::path::Path;

use wheelpin_attest::{Material, Provenance, flake_inputs};
use wheelpin_dist::Manifest;
use wheelpin_release::git::{Git, Work, argv};
use wheelpin_release::journal::Progress;

/// From what a release's files were built: for their provenance.
pub(crate) struct Origin {
    repository: String,
    commit: String,
    tag: String,
    materials: Vec<Material>,
    builder: String,
    invocation: Option<String>,
    versions: Vec<(String, String)>,
    /// File, cell and derivation.
    built: Vec<(String, String, String)>,
}

impl Origin {
    /// Of a release whose commit is checked out in a clone.
    pub(crate) fn read(
        work: &Work,
        clone: &Path,
        progress: &Progress,
        manifest: &Manifest,
    ) -> Option<Self> {
        let release = &progress.release;
        let remote = release.remote.as_ref()?;
        let address = Git::new(work.root()).run(&argv::remote_address(remote)).ok()?;
        let lock = fs::read_to_string(clone.join("flake.lock")).ok();
        let materials = lock.and_then(|lock| flake_inputs(&lock).ok()).unwrap_or_default();
        let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        // GitHub Actions, "Default environment variables".
        let server = variable("GITHUB_SERVER_URL");
        let workflow = variable("GITHUB_WORKFLOW_REF");
        let builder = match (&server, workflow) {
            (Some(server), Some(workflow)) => format!("{server}/{workflow}"),
            _ => format!("urn:wheelpin:{}", env!("CARGO_PKG_VERSION")),
        };
        let run = variable("GITHUB_RUN_ID").zip(variable("GITHUB_REPOSITORY"));
        let invocation = server
            .zip(run)
            .map(|(server, (run, repository))| format!("{server}/{repository}/actions/runs/{run}"));
        let tools = manifest.tools.iter().map(|(name, version)| (name.clone(), version.clone()));
        let own = ("wheelpin".to_owned(), env!("CARGO_PKG_VERSION").to_owned());
        let built = manifest.files.iter().map(|file| {
            let cell = file.cell.clone().unwrap_or_else(|| "sdist".into());
            (file.file.clone(), cell, file.derivation.clone())
        });
        Some(Self {
            repository: uri(address.trim()),
            commit: progress.commit.clone()?,
            tag: release.tag.clone(),
            materials,
            builder,
            invocation,
            versions: [own].into_iter().chain(tools).collect(),
            built: built.collect(),
        })
    }

    /// Of one file.
    pub(crate) fn provenance(&self, file: &str) -> Option<Provenance> {
        let (_, cell, derivation) = self.built.iter().find(|(name, ..)| name == file)?;
        Some(Provenance {
            repository: self.repository.clone(),
            commit: self.commit.clone(),
            tag: Some(self.tag.clone()),
            target: cell.clone(),
            derivation: Some(derivation.clone()),
            materials: self.materials.clone(),
            builder: self.builder.clone(),
            versions: self.versions.clone(),
            invocation: self.invocation.clone(),
            started: None,
            finished: None,
        })
    }
}

/// The address of a repository as a URI, without user and password.
fn uri(address: &str) -> String {
    if let Some((scheme, rest)) = address.split_once("://") {
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        return format!("{scheme}://{host}/{path}");
    }
    // git-fetch(1), "GIT URLS": HOST:PATH, with no slash before the colon; else a path.
    match address.split_once(':') {
        Some((host, path)) if !host.contains('/') => {
            let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
            format!("ssh://{host}/{}", path.trim_start_matches('/'))
        }
        _ => format!("file://{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_has_an_address_without_passwords() {
        for (address, expected) in [
            ("https://forge.example/acme/sample.git", "https://forge.example/acme/sample.git"),
            (
                "https://user:secret@forge.example/acme/sample.git",
                "https://forge.example/acme/sample.git",
            ),
            ("git@forge.example:acme/sample", "ssh://forge.example/acme/sample"),
            ("ssh://git@forge.example:22/sample", "ssh://forge.example:22/sample"),
            ("/srv/sample.git", "file:///srv/sample.git"),
        ] {
            assert_eq!(uri(address), expected);
        }
    }
}
