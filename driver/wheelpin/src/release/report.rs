use std::path::Path;

use wheelpin_dist::Manifest;
use wheelpin_nix::Stop;
use wheelpin_release::bump::Project;
use wheelpin_release::journal::Step;
use wheelpin_report::Previous;

use super::flow::Flow;
use crate::error::Error;
use crate::reporting::{
    Gathered, is_of, is_summarised, of_index, of_project, release, summarise, write,
};

/// A warning of a report that is not there.
pub(crate) fn no_report(error: &Error) -> String {
    let because = std::error::Error::source(error);
    let because = because.map(|source| format!(": {source}")).unwrap_or_default();
    format!("there is no report of this release: {error}{because}")
}

impl Flow<'_> {
    /// Writes the report beside the files, and gives its name; none where nothing of this release is
    /// built.
    pub(crate) async fn report_beside(&self) -> Result<Option<String>, Error> {
        let Some(gathered) = self.gathered().await? else { return Ok(None) };
        let name = gathered.file_name();
        write(&self.options.dist.join(&name), &gathered.html())?;
        Ok(Some(name))
    }

    /// Tells how the release stands where somebody asked for that: in a file, in the summary of a CI job,
    /// and beside the files once everything is done, if the step that announces it did not.
    ///
    /// # Errors
    ///
    /// Why the file that was asked for is not there; what nobody asked for is warned of.
    pub(crate) async fn report(&self, to: Option<&Path>, was_built: bool) -> Result<(), Error> {
        let progress = &self.recorder.progress;
        // Jobs that only go on with what another has built would each say the same again.
        let is_news = !was_built || progress.is_complete;
        let is_summarised = is_news && is_summarised();
        let is_beside = progress.is_complete && !self.options.is_copy && !self.is_announced();
        if to.is_none() && !is_summarised && !is_beside {
            return Ok(());
        }
        let gathered = match self.gathered().await {
            Ok(Some(gathered)) => gathered,
            Ok(None) => return Ok(()),
            Err(error) if to.is_some() => return Err(error),
            Err(error) => {
                self.no_report(&error);
                return Ok(());
            }
        };
        let beside = || write(&self.options.dist.join(gathered.file_name()), &gathered.html());
        let told = if is_beside { beside() } else { Ok(()) };
        let summarised = if is_summarised { summarise(&gathered.markdown()) } else { Ok(()) };
        for error in [told, summarised].into_iter().filter_map(Result::err) {
            self.no_report(&error);
        }
        to.map_or(Ok(()), |path| write(path, &gathered.html()))
    }

    /// Warns of a report that is not there: the release goes on without it.
    pub(crate) fn no_report(&self, error: &Error) {
        self.recorder.warn(&no_report(error));
    }

    fn is_announced(&self) -> bool {
        self.publisher.has_forge() && self.recorder.progress.done.contains_key(&Step::Forge)
    }

    async fn gathered(&self) -> Result<Option<Gathered>, Error> {
        let progress = &self.recorder.progress;
        let manifest = Manifest::read(&self.options.dist)?;
        // An older release may have been built into the same directory.
        let of = &progress.release;
        let manifest = manifest.filter(|it| is_of(&of.project, &of.python_version, it));
        let Some(manifest) = manifest else { return Ok(None) };
        let release = release(self.recorder.entries());
        let previous = self.previous().await;
        let directory = &self.options.directory;
        let project = Project::read(directory, self.options.package.as_deref()).ok();
        let repository =
            project.and_then(|project| of_project(&project, directory, &self.options.remote));
        Ok(Some(Gathered::new(&self.options.dist, manifest, release, previous, repository)))
    }

    /// Sizes of the release before, as the index has them.
    async fn previous(&self) -> Previous {
        if self.options.is_copy {
            return Previous::Unknown("a rehearsal asks no index for them".into());
        }
        let release = &self.recorder.progress.release;
        let asked = of_index(self.publisher, &release.project, release.previous.as_deref());
        let mut interrupt = self.interrupt.clone();
        tokio::select! {
            biased;
            previous = asked => previous,
            _ = interrupt.beyond(Stop::Never) => Previous::Unknown("it was interrupted".into()),
        }
    }
}
