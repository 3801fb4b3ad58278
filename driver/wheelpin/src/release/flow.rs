use std::path::{Path, PathBuf};

use wheelpin_dist::{Manifest, TestOutcome};
use wheelpin_nix::{Interrupt, Shard, Stop};
use wheelpin_release::git::Work;
use wheelpin_release::journal::{Event, Facts, FileHash, Step};
use wheelpin_release::{Mode, Required, short};

use crate::arguments::OutputArgs;
use crate::commands::test;
use crate::context::unless;
use crate::error::Error;
use crate::publishing::Publisher;
use crate::release::options::Options;
use crate::release::recorder::Recorder;
use crate::release::{build_step, bump_step, dist_files};
use crate::testing::verdict::Require;
use crate::ui::count::Count;

/// The name of the file that carries commit and tag to another machine, beside the files.
pub(crate) const BUNDLE: &str = "wheelpin-release.bundle";

/// A release that is being made: one step after the other, each recorded before and after.
pub(crate) struct Flow<'a> {
    pub(crate) options: &'a Options,
    pub(crate) work: Work,
    /// The project's directory, relative to the repository's root.
    pub(crate) relative: PathBuf,
    pub(crate) recorder: Recorder,
    pub(crate) publisher: &'a Publisher,
    /// Whether it may be the newest release on the forge: not one of a maintenance branch.
    pub(crate) is_latest: bool,
    pub(crate) output: OutputArgs,
    pub(crate) interrupt: Interrupt,
}

impl Flow<'_> {
    /// Does every step that is left, up to the last that is asked for.
    pub(crate) async fn run(&mut self) -> Result<(), Error> {
        for step in Step::ALL {
            if step > self.options.until {
                // What is known to be built is for the next job, too.
                if self.options.until >= Step::Build && self.recorder.progress.has(Step::Build) {
                    self.ensure_files().await?;
                }
                return self.carry();
            }
            if self.recorder.progress.has(step) {
                self.recorder.known(step);
                continue;
            }
            if let Some(reason) = self.options.skip.get(&step) {
                self.recorder.skip(step, reason)?;
                self.record_skipped(step, reason)?;
                continue;
            }
            if self.interrupt.stop() != Stop::Never {
                return Err(wheelpin_nix::Error::Interrupted.into());
            }
            // Journals forget a failure once its step begins again.
            let failed = self.recorder.progress.failed.as_ref().map(|(step, _)| *step);
            self.recorder.start(step)?;
            match self.act(step, failed == Some(step)).await {
                Ok(facts) => self.recorder.done(step, facts)?,
                Err(error) => {
                    self.recorder.failed(step, &error);
                    // Nothing was done yet: the next run looks at everything anew.
                    if step == Step::Preflight && !self.recorder.progress.has(Step::Bump) {
                        self.recorder.write(Event::Aborted)?;
                        return Err(error);
                    }
                    let _ = self.carry();
                    return Err(error);
                }
            }
        }
        self.recorder.write(Event::Complete)?;
        // Pushed: the branch or the tag keeps it from now on.
        let _ = self.work.forget(&self.recorder.progress.release.tag);
        let _ = self.work.clean();
        Ok(())
    }

    /// Builds a part of the wheels, for another job; nothing is recorded.
    pub(crate) async fn shard(&mut self, shard: Shard) -> Result<String, Error> {
        let clone = self.clone()?;
        let directory = self.package(&clone)?;
        let progress = &self.recorder.progress;
        let (output, interrupt) = (self.output, &self.interrupt);
        build_step::build_part(self.options, &directory, progress, shard, output, interrupt).await
    }

    async fn act(&mut self, step: Step, has_failed: bool) -> Result<Facts, Error> {
        match step {
            // What the index took and yet does not have is sent again, once it had time enough.
            Step::Verify if has_failed => {
                self.publish().await?;
                self.verify().await
            }
            Step::Preflight => self.preflight().await,
            Step::Bump => self.bump(),
            Step::Build => self.build().await,
            Step::Check => self.check(),
            Step::Test => self.test().await,
            Step::Tag => self.tag(),
            Step::Push => self.push(),
            Step::Publish => self.publish().await,
            Step::Verify => self.verify().await,
            Step::Forge => self.forge().await,
        }
    }

    async fn preflight(&mut self) -> Result<Facts, Error> {
        let release = self.recorder.progress.release.clone();
        let remote = match &release.remote {
            Some(name) => {
                let remote = self.work.remote(name, release.branch.as_deref(), &release.tag)?;
                if let Some(there) = &remote.branch
                    && self
                        .work
                        .resolve(&format!("{there}^{{commit}}"))
                        .is_none_or(|commit| !self.work.is_ancestor(&commit, &release.base))
                {
                    let branch = release.branch.clone().unwrap_or_default();
                    return Err(Error::Behind { remote: name.clone(), branch });
                }
                if release.branch.is_some() && remote.tag.is_some() {
                    return Err(Error::TagThere { remote: name.clone(), tag: release.tag.clone() });
                }
                format!("{name} is in step, ")
            }
            None => String::new(),
        };
        let index = if self.options.until >= Step::Publish {
            let asked = self.publisher.preflight(
                &release.project,
                &release.python_version,
                &self.options.dist,
                &[],
            );
            unless(self.interrupt.clone(), asked).await?
        } else {
            "the index is not asked".into()
        };
        summary(format!("{remote}{index}"))
    }

    fn bump(&mut self) -> Result<Facts, Error> {
        let progress = &self.recorder.progress;
        let package = self.options.package.as_deref();
        let commit = bump_step::commit(&self.work, progress, &self.relative, package)?;
        let release = &progress.release;
        let text = match &release.previous {
            Some(previous) => {
                format!("{previous} → {}, commit {}", release.version, short(&commit))
            }
            None => format!("{}, commit {}", release.version, short(&commit)),
        };
        Ok(Facts { commit: Some(commit), summary: Some(text), ..Facts::default() })
    }

    /// The files of the release's commit, in a clone.
    pub(super) fn clone(&self) -> Result<PathBuf, Error> {
        let progress = &self.recorder.progress;
        let commit = progress.commit.as_deref();
        let commit =
            commit.ok_or_else(|| Error::NoVersion { tag: progress.release.tag.clone() })?;
        Ok(self.work.clone_of(commit)?.join(&self.relative))
    }

    /// Where the package is that is built, within a clone.
    fn package(&self, clone: &Path) -> Result<PathBuf, Error> {
        let package = self.options.package.as_deref();
        Ok(wheelpin_release::bump::Project::read(clone, package)?.manifests())
    }

    async fn build(&mut self) -> Result<Facts, Error> {
        let clone = self.clone()?;
        let directory = self.package(&clone)?;
        let (plan, built) = build_step::build(
            self.options,
            &directory,
            &self.recorder.progress,
            self.output,
            &self.interrupt,
        )
        .await?;
        if !built.refused.is_empty() {
            let _ = crate::ui::failures::failures(&built, &mut anstream::stderr());
            let total = Count(plan.cells.len() + 2, "check");
            return Err(Error::Refused { refused: built.refused.len(), total });
        }
        let files = build_step::files(&plan, &built.manifest, &self.recorder.progress)?;
        for (step, reason) in self.recorder.progress.skipped.clone() {
            self.record_skipped(step, &reason)?;
        }
        let text = format!("{} and the sdist", Count(plan.cells.len(), "wheel"));
        Ok(Facts { files, summary: Some(text), ..Facts::default() })
    }

    /// Builds again what is not in the directory as it was built: on another machine, or after
    /// somebody cleaned up.
    pub(super) async fn ensure_files(&mut self) -> Result<(), Error> {
        let files = self.recorder.progress.files.clone();
        let missing = dist_files::missing(&self.options.dist, &files);
        if missing.is_empty() {
            return Ok(());
        }
        let text = format!("{} to be built again", Count(missing.len(), "file"));
        self.recorder.note(&text);
        let facts = self.build().await?;
        let gone = dist_files::missing(&self.options.dist, &files);
        match gone.first() {
            None => Ok(()),
            Some(file) => {
                let now = facts.files.iter().find(|it| it.file == *file);
                let now = now.map(|it| it.sha256.clone()).unwrap_or_default();
                let before = self.recorder.progress.sha256(file).unwrap_or_default().to_owned();
                Err(Error::OtherBytes { file: file.clone(), before, now })
            }
        }
    }

    pub(super) fn manifest(&self) -> Result<Manifest, Error> {
        Manifest::read(&self.options.dist)?
            .ok_or_else(|| Error::NoManifest { directory: self.options.dist.clone() })
    }

    /// What the check of each file found; errors have held it back.
    fn check(&mut self) -> Result<Facts, Error> {
        let manifest = self.manifest()?;
        let files = manifest.files.iter().filter(|file| self.is_ours(&file.file));
        let found = files.flat_map(|file| file.findings.iter().flatten());
        let warnings = found
            .chain(manifest.findings.iter().flatten())
            .filter(|finding| finding.severity == wheelpin_dist::Severity::Warning)
            .count();
        summary(format!("no errors, {}", Count(warnings, "warning")))
    }

    fn is_ours(&self, file: &str) -> bool {
        self.recorder.progress.sha256(file).is_some()
    }

    async fn test(&mut self) -> Result<Facts, Error> {
        self.ensure_files().await?;
        let clone = self.clone()?;
        let directory = self.package(&clone)?;
        let wheels: Vec<PathBuf> = self
            .recorder
            .progress
            .files
            .iter()
            .filter(|file| file.file.ends_with(".whl"))
            .map(|file| self.options.dist.join(&file.file))
            .collect();
        let require = match self.options.require {
            Required::All => Require::All,
            Required::Runnable => Require::Runnable,
            Required::None => Require::None,
        };
        let arguments = test::TestArgs::of_release(wheels, directory, require);
        let mut text = Vec::new();
        let mut context = crate::context::Context {
            stdout: &mut text,
            interrupt: self.interrupt.clone(),
            output: self.output,
        };
        let verdict = test::run(&arguments, &mut context).await;
        if let Err(error) = verdict {
            let _ = std::io::Write::write_all(&mut anstream::stderr(), &text);
            return Err(error);
        }
        let manifest = self.manifest()?;
        let ours = manifest.files.iter().filter(|file| self.is_ours(&file.file));
        let results: Vec<_> = ours.flat_map(|file| &file.tests).collect();
        let failed = results.iter().filter(|it| it.outcome == TestOutcome::Failed).count();
        let passed = results.iter().filter(|it| it.outcome == TestOutcome::Passed).count();
        // Those of other machines count as well.
        if failed > 0 && self.options.require != Required::None {
            return Err(Error::Tests { failed, total: Count(failed + passed, "test") });
        }
        let idle = idle(&manifest, &self.recorder.progress.files);
        let mut words = format!("{passed} passed");
        if failed > 0 {
            words.push_str(&format!(", {failed} failed"));
        }
        if !idle.is_empty() {
            words.push_str(&format!(", {} run nowhere", Count(idle.len(), "wheel")));
        }
        summary(words)
    }

    /// As if nothing had been done: nothing can be seen from outside yet.
    pub(crate) fn take_back(&mut self) -> Result<(), Error> {
        let release = self.recorder.progress.release.clone();
        // In tag mode the tag is the person's, and one that is only completed is there to stay.
        if release.branch.is_some() || self.options.mode == Mode::PullRequest {
            self.work.delete_tag(&release.tag)?;
        }
        self.work.forget(&release.tag)?;
        self.work.clean()?;
        let _ = std::fs::remove_file(self.options.dist.join(BUNDLE));
        self.recorder.write(Event::Aborted)
    }

    /// That a step is left out stands in the manifest, for those who get the files.
    fn record_skipped(&self, step: Step, reason: &str) -> Result<(), Error> {
        Ok(Manifest::record_skipped(&self.options.dist, step.name(), reason)?)
    }

    /// What another machine needs to go on, beside the files.
    fn carry(&self) -> Result<(), Error> {
        let release = &self.recorder.progress.release;
        let file = self.options.dist.join(BUNDLE);
        // git refuses a relative path in another directory.
        let file = std::path::absolute(&file).unwrap_or(file);
        Ok(self.work.write_bundle(&file, &release.tag, &release.base)?)
    }
}

/// The wheels of a release that were run in no Python of any machine.
pub(crate) fn idle(manifest: &Manifest, files: &[FileHash]) -> Vec<String> {
    let was_run = |file: &str| {
        let built = manifest.files.iter().find(|built| built.file == file);
        built.is_some_and(|it| it.tests.iter().any(|test| test.outcome != TestOutcome::NotRun))
    };
    let wheels = files.iter().filter(|file| file.file.ends_with(".whl"));
    wheels.filter(|file| !was_run(&file.file)).map(|file| file.file.clone()).collect()
}

pub(super) fn summary(text: String) -> Result<Facts, Error> {
    Ok(Facts { summary: Some(text), ..Facts::default() })
}
