use wheelpin_release::bump::Project;
use wheelpin_release::journal::{Event, Journal, Progress};

use super::begin::Place;
use super::flow::Flow;
use super::options::Options;
use super::recorder::Recorder;
use crate::ExitCode;
use crate::context::Context;
use crate::error::Error;
use crate::publishing::access::AccessArgs;
use crate::publishing::forge::forge;
use crate::ui::release as words;
use crate::ui::steps::Steps;

/// Undoes what can be undone.
pub(crate) async fn run(
    options: &Options,
    access: &AccessArgs,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    let journal = Journal::open(&options.dist)?;
    let Some(progress) = journal.progress()?.filter(Progress::is_open) else {
        return Err(Error::NothingToResume { directory: options.dist.clone() });
    };
    let mut publisher = access.publisher(&progress.release.index)?;
    let project = Project::read(&options.directory, options.package.as_deref())?;
    let forge = forge(publisher.http(), &project, &options.directory, &options.remote)?;
    publisher.announce(forge);
    let place = Place::read(options)?;
    let mut flow = Flow {
        options,
        work: place.work.clone(),
        relative: place.relative.clone(),
        recorder: Recorder::new(journal, progress.clone(), Steps::new(context.output)),
        publisher: &publisher,
        is_latest: place.is_latest(&progress.release.version)?,
        output: context.output,
        interrupt: context.interrupt.clone(),
    };
    let is_pushed = match &progress.release.remote {
        Some(remote) => {
            let there = place.work.remote(remote, None, &progress.release.tag)?;
            // Another's tag of that name is not this release's.
            there.tag.is_some() && there.tag == progress.tag_object
        }
        None => false,
    };
    let mut undone = Vec::new();
    if is_pushed {
        if publisher.delete_draft(&progress.release.tag).await? {
            undone.push("the draft release was deleted".to_owned());
        }
        flow.recorder.write(Event::Aborted)?;
    } else {
        flow.take_back()?;
        undone.push("tag and commit were taken away; branch and files are as they were".into());
    }
    let page = publisher.yank_page(&progress.release.project, &progress.release.python_version);
    let text = words::aborted(&progress, is_pushed, &undone, page.as_deref());
    writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
    Ok(ExitCode::Done)
}
