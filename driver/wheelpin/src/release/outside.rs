use wheelpin_publish::Distribution;
use wheelpin_release::git::{Pushed, Record};
use wheelpin_release::journal::{Event, Facts};
use wheelpin_release::short;

use super::bump_step;
use super::flow::{Flow, idle, summary};
use super::origin::Origin;
use crate::context::unless;
use crate::error::Error;
use crate::publishing::FileEvent;

/// The steps that others see: the tag and all that follows it.
impl Flow<'_> {
    pub(super) fn tag(&mut self) -> Result<Facts, Error> {
        let progress = &self.recorder.progress;
        let release = &progress.release;
        let commit = progress.commit.as_deref();
        let commit = commit.ok_or_else(|| Error::NoVersion { tag: release.tag.clone() })?;
        let record = Record { index: release.index.clone(), files: progress.files.clone() };
        let object = self.work.make_tag(&release.tag, commit, &record.message(&release.tag))?;
        let text = format!("{} at {}", release.tag, short(commit));
        Ok(Facts { tag_object: Some(object), summary: Some(text), ..Facts::default() })
    }

    pub(super) fn push(&mut self) -> Result<Facts, Error> {
        let progress = &self.recorder.progress;
        let release = progress.release.clone();
        let commit = progress.commit.clone();
        let commit = commit.ok_or_else(|| Error::NoVersion { tag: release.tag.clone() })?;
        let Some(remote) = &release.remote else {
            if let Some(branch) = &release.branch
                && !self.work.advance(branch, &commit)
            {
                return summary(format!("there is no remote; here {branch} stays behind"));
            }
            return summary("there is no remote".into());
        };
        let there = self.work.remote(remote, release.branch.as_deref(), &release.tag)?;
        let branch = release.branch.as_deref();
        match &there.tagged {
            Some(tagged) if *tagged == commit => {}
            Some(_) => {
                return Err(Error::TagThere { remote: remote.clone(), tag: release.tag.clone() });
            }
            None => {
                let both = branch.map(|branch| (branch, commit.as_str()));
                if let Pushed::LostRace(said) = self.work.push(remote, both, &release.tag)? {
                    self.take_back()?;
                    return Err(Error::LostRace {
                        remote: remote.clone(),
                        branch: branch.unwrap_or_default().into(),
                        source: said.into(),
                    });
                }
            }
        }
        let mut text = match branch {
            Some(branch) => format!("{branch} and {} are on {remote}", release.tag),
            None => format!("{} is on {remote}", release.tag),
        };
        if let Some(branch) = branch
            && !self.work.advance(branch, &commit)
        {
            text.push_str(&format!("; here {branch} stays behind: git pull"));
        }
        summary(text)
    }

    /// The files of the release, as they were built.
    fn distributions(&self) -> Result<Vec<Distribution>, Error> {
        let mut files = Vec::new();
        for file in &self.recorder.progress.files {
            let path = self.options.dist.join(&file.file);
            let distribution = Distribution::read(&path)?;
            if distribution.sha256 != file.sha256 {
                return Err(Error::NotAsBuilt { file: path });
            }
            files.push(distribution);
        }
        Ok(files)
    }

    pub(super) async fn publish(&mut self) -> Result<Facts, Error> {
        self.ensure_files().await?;
        let (release, hashes) =
            (self.recorder.progress.release.clone(), self.recorder.progress.files.clone());
        let (name, version) = (&release.project, &release.python_version);
        let asked = self.publisher.preflight(name, version, &self.options.dist, &hashes);
        unless(self.interrupt.clone(), asked).await?;
        if let Some(text) = self.publisher.remark() {
            self.recorder.warn(&text);
            self.recorder.write(Event::Note { text })?;
        }
        // A part of a release would stay without for good.
        if !self.recorder.progress.attested.is_empty() && self.publisher.forgets_attestations() {
            return Err(Error::NobodyAttests);
        }
        let files = self.distributions()?;
        let clone = self.clone()?;
        let provenance =
            Origin::read(&self.work, &clone, &self.recorder.progress, &self.manifest()?);
        let recorder = &mut self.recorder;
        let of = |file: &Distribution| provenance.as_ref()?.provenance(&file.file_name);
        let sent = self.publisher.publish(&files, &of, self.output, |event| {
            recorder.write(match event {
                FileEvent::Attested(file) => {
                    Event::Attested { file: file.file_name.clone(), sha256: file.sha256.clone() }
                }
                FileEvent::Uploading(file) => {
                    Event::Uploading { file: file.file_name.clone(), sha256: file.sha256.clone() }
                }
                FileEvent::Uploaded(file, already) => Event::Uploaded {
                    file: file.file_name.clone(),
                    sha256: file.sha256.clone(),
                    already,
                },
            })
        });
        let text = unless(self.interrupt.clone(), sent).await?;
        let url = self.publisher.page(name, version);
        Ok(Facts { url, summary: Some(text), ..Facts::default() })
    }

    pub(super) async fn verify(&mut self) -> Result<Facts, Error> {
        self.ensure_files().await?;
        let files = self.distributions()?;
        let seen = self.publisher.verify(&files, self.output, &self.interrupt);
        summary(unless(self.interrupt.clone(), seen).await?)
    }

    pub(super) async fn forge(&mut self) -> Result<Facts, Error> {
        if !self.publisher.has_forge() {
            return summary("none: there is no token for one (GITHUB_TOKEN)".into());
        }
        self.ensure_files().await?;
        let clone = self.clone()?;
        let release = self.recorder.progress.release.clone();
        let package = self.options.package.as_deref();
        let notes = bump_step::notes(&clone, package, &release.version)?;
        let manifest = self.manifest()?;
        let idle = idle(&manifest, &self.recorder.progress.files);
        let notes = with_idle(&notes, &idle);
        // Files and notes are what people wait for.
        let report = match self.report_beside().await {
            Err(error @ Error::Nix(wheelpin_nix::Error::Interrupted)) => return Err(error),
            report => report.inspect_err(|error| self.no_report(error)).unwrap_or_default(),
        };
        let (dist, progress) = (&self.options.dist, &self.recorder.progress);
        let report = report.as_deref();
        let made = self.publisher.forge(dist, progress, &notes, self.is_latest, report);
        let (url, text) = unless(self.interrupt.clone(), made).await?;
        Ok(Facts { url: Some(url), summary: Some(text), ..Facts::default() })
    }
}

/// The notes, and which wheels nobody ran.
fn with_idle(notes: &str, idle: &[String]) -> String {
    let mut text = notes.trim().to_owned();
    if !idle.is_empty() {
        text.push_str("\n\n### Not run before publishing\n\n");
        for file in idle {
            text.push_str(&format!("- `{file}`\n"));
        }
    }
    text
}
