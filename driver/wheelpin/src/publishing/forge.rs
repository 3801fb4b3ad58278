use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wheelpin_attest::Kind;
use wheelpin_dist::MANIFEST;
use wheelpin_publish::{Forge, ForgeFile, ForgeRelease, Http, Secret};
use wheelpin_release::bump::Project;
use wheelpin_release::git::{Git, argv};
use wheelpin_release::journal::{FileHash, Progress};

use super::Publisher;
use super::access::masked;
use crate::error::Error;
use crate::release::dist_files;
use crate::ui::count::Count;

/// The file of a release with the hashes of the others, as `sha256sum --check` reads it.
pub(crate) const SUMS: &str = "SHA256SUMS";

/// The forge of a project, if it is to have releases there and something to make them with.
pub(crate) fn forge(
    http: &Http,
    project: &Project,
    root: &Path,
    remote: &str,
) -> Result<Option<Forge>, Error> {
    let wanted = project.settings.forge;
    if wanted == Some(false) {
        return Ok(None);
    }
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let repository = variable("GITHUB_REPOSITORY").or_else(|| slug(project, root, remote));
    let token = variable("GITHUB_TOKEN").or_else(|| variable("GH_TOKEN"));
    match (repository, token) {
        (Some(repository), Some(token)) => {
            let api = variable("GITHUB_API_URL");
            Ok(Some(Forge::new(http.clone(), api.as_deref(), &repository, Secret::new(token))?))
        }
        _ if wanted == Some(true) => Err(Error::NoForge),
        _ => Ok(None),
    }
}

/// Lets git read from and push to the repository of a workflow with the workflow's own token, where
/// checking out did not leave it in `.git/config`, as it should not.
pub(crate) fn log_in() {
    let variable = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    if variable("GITHUB_ACTIONS").as_deref() != Some("true") {
        return;
    }
    if let (Some(server), Some(token)) = (variable("GITHUB_SERVER_URL"), variable("GITHUB_TOKEN")) {
        // GitHub Docs, "Authenticating as a GitHub App installation": the user of a token.
        let login = Secret::new(STANDARD.encode(format!("x-access-token:{token}")));
        masked().call(&login);
        Git::log_in(&server, format!("AUTHORIZATION: basic {}", login.expose()));
    }
}

/// The repository on GitHub, `OWNER/NAME`, as the remote or the project's addresses say.
fn slug(project: &Project, root: &Path, remote: &str) -> Option<String> {
    let address = Git::new(root).run(&argv::remote_address(remote)).ok();
    let address = address.as_deref().map(str::trim).and_then(of_github);
    address.or_else(|| of_github(project.links()?.base()))
}

fn of_github(address: &str) -> Option<String> {
    let rest = match address.strip_prefix("git@") {
        Some(rest) => rest.replacen(':', "/", 1),
        None => address.split_once("://")?.1.to_owned(),
    };
    let rest = rest.rsplit_once('@').map_or(rest.as_str(), |(_, rest)| rest);
    let (host, path) = rest.split_once('/')?;
    if !host.to_ascii_lowercase().contains("github") {
        return None;
    }
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let mut words = path.split('/');
    let (owner, name) = (words.next()?, words.next()?);
    words.next().is_none().then(|| format!("{owner}/{name}"))
}

/// The files of a release on a forge: those of the index with their attestations, the manifest,
/// the hashes of all, and the report.
///
/// The report is none of what the hashes are of: one that an interrupted run has sent may tell of
/// less.
pub(crate) fn files(
    directory: &Path,
    progress: &Progress,
    report: Option<&str>,
) -> Result<Vec<ForgeFile>, Error> {
    let mut names: Vec<String> = progress.files.iter().map(|file| file.file.clone()).collect();
    let attestations: Vec<String> = names
        .iter()
        .flat_map(|name| Kind::ALL.map(|kind| format!("{name}{}", kind.suffix())))
        .filter(|name| directory.join(name).is_file())
        .collect();
    names.extend(attestations);
    if directory.join(MANIFEST).is_file() {
        names.push(MANIFEST.into());
    }
    let mut files = Vec::new();
    let mut sums = String::new();
    for name in names {
        let file = file(directory, &name)?;
        sums.push_str(&format!("{}  {name}\n", file.sha256));
        files.push(file);
    }
    let path = directory.join(SUMS);
    fs::write(&path, sums).map_err(|source| wheelpin_release::Error::Write { path, source })?;
    files.push(file(directory, SUMS)?);
    if let Some(report) = report {
        files.push(ForgeFile { may_differ: true, ..file(directory, report)? });
    }
    Ok(files)
}

fn file(directory: &Path, name: &str) -> Result<ForgeFile, Error> {
    let path = directory.join(name);
    let read = |source| wheelpin_wheel::Error::Read { path: path.clone(), source };
    let size = fs::metadata(&path).map_err(read)?.len();
    let sha256 = dist_files::sha256(&path).map_err(read)?;
    Ok(ForgeFile { path: path.clone(), name: name.into(), size, sha256, may_differ: false })
}

impl Publisher {
    /// The release on the forge: its address, and what was done.
    pub(crate) async fn forge(
        &self,
        directory: &Path,
        progress: &Progress,
        notes: &str,
        is_latest: bool,
        report: Option<&str>,
    ) -> Result<(String, String), Error> {
        let Some(on) = &self.forge else { return Ok((String::new(), String::new())) };
        let files = self::files(directory, progress, report)?;
        let title = format!("{} {}", progress.release.project, progress.release.python_version);
        let release = self::release(progress, &title, notes, is_latest, &files);
        let page = on.publish(&release, |_| ()).await?;
        Ok((page, format!("published, with {}", Count(files.len(), "file"))))
    }

    /// Whether the forge has a release of a tag with these files; yes where there is none.
    pub(crate) async fn is_announced(&self, tag: &str, files: &[FileHash]) -> Result<bool, Error> {
        let Some(on) = &self.forge else { return Ok(true) };
        let named: Vec<ForgeFile> = files
            .iter()
            .map(|file| ForgeFile {
                path: PathBuf::new(),
                name: file.file.clone(),
                size: 0,
                sha256: file.sha256.clone(),
                may_differ: false,
            })
            .collect();
        Ok(on.has(tag, &named).await?)
    }

    /// Deletes the draft of a release on the forge; whether there was one.
    pub(crate) async fn delete_draft(&self, tag: &str) -> Result<bool, Error> {
        match &self.forge {
            Some(forge) => Ok(forge.delete_draft(tag).await?),
            None => Ok(false),
        }
    }
}

/// What a release on the forge is like.
pub(crate) fn release<'a>(
    progress: &'a Progress,
    title: &'a str,
    notes: &'a str,
    is_latest: bool,
    files: &'a [ForgeFile],
) -> ForgeRelease<'a> {
    let release = &progress.release;
    ForgeRelease {
        tag: &release.tag,
        name: title,
        notes,
        is_prerelease: release.version.contains('-'),
        is_latest,
        files,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_known_by_its_address() {
        for address in [
            "git@github.example:acme/sample.git",
            "https://github.example/acme/sample",
            "ssh://git@github.example/acme/sample.git",
            "https://user:secret@github.example/acme/sample/",
        ] {
            assert_eq!(of_github(address).as_deref(), Some("acme/sample"), "{address}");
        }
        for address in ["/srv/git/sample.git", "https://gitlab.example/acme/sample", "github"] {
            assert_eq!(of_github(address), None, "{address}");
        }
    }
}
