use std::collections::BTreeSet;

use wheelpin_release::Mode;
use wheelpin_release::journal::{Journal, Progress, Step};

use super::begin::{Beginning, Place};
use super::confirm::confirm;
use super::flow::Flow;
use super::options::Options;
use super::recorder::Recorder;
use super::report::no_report;
use super::resuming::{begin, is_asked_for, resumes};
use super::{outputs, pull_request};
use crate::ExitCode;
use crate::commands::release::ReleaseArgs;
use crate::context::{Context, unless};
use crate::error::Error;
use crate::publishing::Publisher;
use crate::ui::release as words;
use crate::ui::steps::Steps;

/// One release after the other, until nothing is left.
pub(crate) async fn release(
    release_args: &ReleaseArgs,
    options: &Options,
    publisher: &Publisher,
    context: &mut Context<'_>,
) -> Result<ExitCode, Error> {
    // A job that only reads back, or announces, need not be somebody.
    let is_published = |progress: Progress| progress.is_open() && progress.has(Step::Publish);
    if options.until >= Step::Publish && !Journal::peek(&options.dist)?.is_some_and(is_published) {
        publisher.identified()?;
    }
    let mut finished = BTreeSet::new();
    loop {
        let steps = Steps::new(context.output);
        let mut journal = Journal::open(&options.dist)?;
        for other in &release_args.merge {
            journal.merge(other)?;
        }
        let known = journal.progress()?;
        let mut place = Place::read(options)?;
        let was_begun = known.as_ref().is_some_and(Progress::is_open);
        let (journal, progress) = match known {
            Some(progress) if progress.is_open() => {
                resumes(&progress, options, &place)?;
                steps.note(&words::resumed(&progress));
                (journal, progress)
            }
            // Asked for again: by a workflow that is run once more, say.
            Some(progress) if progress.is_complete && is_asked_for(options, &progress) => {
                let _ = place.work.forget(&progress.release.tag);
                let _ = place.work.clean();
                outputs::write(Some(&progress), publisher.simple())?;
                let text = words::ended(&progress, options, publisher);
                writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
                return Ok(ExitCode::Done);
            }
            _ if release_args.resume.is_some() => {
                return Err(Error::NothingToResume { directory: options.dist.clone() });
            }
            _ => {
                let asked = place.unfinished(options, publisher, &finished);
                let unfinished = match unless(context.interrupt.clone(), asked).await {
                    // Nothing is published in this run: a later one asks again.
                    Err(error)
                        if options.until < Step::Push && error.exit_code() == ExitCode::Network =>
                    {
                        None
                    }
                    asked => asked?,
                };
                let events = match unfinished {
                    Some((events, text)) => {
                        steps.note(&text);
                        events
                    }
                    None if options.mode == Mode::PullRequest && place.merged()?.is_none() => {
                        let asked = pull_request::update(&place, options, publisher);
                        let text = unless(context.interrupt.clone(), asked).await?;
                        writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
                        return Ok(ExitCode::Done);
                    }
                    None => {
                        match unless(context.interrupt.clone(), place.beginning(options, publisher))
                            .await?
                        {
                            Beginning::Nothing(why) => {
                                // What this run has finished is what there is to tell.
                                if finished.is_empty() {
                                    outputs::write(None, None)?;
                                }
                                writeln!(context.stdout, "{}", why.trim_end())
                                    .map_err(Error::Write)?;
                                return Ok(ExitCode::Done);
                            }
                            Beginning::Begin { events, text } => {
                                if !(context.output.quiet && release_args.yes) {
                                    confirm(
                                        release_args,
                                        options,
                                        publisher,
                                        &place,
                                        &events,
                                        &text,
                                    )?;
                                }
                                events
                            }
                        }
                    }
                };
                begin(journal.set_aside()?, events)?
            }
        };
        let is_repair = was_begun || progress.release.branch.is_none();
        let is_latest = place.is_latest(&progress.release.version)?;
        let mut flow = Flow {
            options,
            work: place.work.clone(),
            relative: place.relative.clone(),
            recorder: Recorder::new(journal, progress, steps),
            publisher,
            is_latest,
            output: context.output,
            interrupt: context.interrupt.clone(),
        };
        if let Some(shard) = options.shard {
            let text = flow.shard(shard).await?;
            writeln!(context.stdout, "{text}").map_err(Error::Write)?;
            return Ok(ExitCode::Done);
        }
        let was_built = flow.recorder.progress.has(Step::Build);
        let ended = flow.run().await;
        let told = flow.report(release_args.report.as_deref(), was_built).await;
        let progress = flow.recorder.progress.clone();
        drop(flow);
        finished.insert(progress.release.tag.clone());
        if let Err(error) = ended {
            if let Err(told) = told {
                steps.warn(&no_report(&told));
            }
            if !options.is_copy {
                steps.note(&words::stopped(&progress, &options.again));
            }
            return Err(error);
        }
        outputs::write(Some(&progress), publisher.simple())?;
        let text = words::ended(&progress, options, publisher);
        writeln!(context.stdout, "{}", text.trim_end()).map_err(Error::Write)?;
        // What was left of an older release is finished; what came since is another one.
        let goes_on = is_repair
            && progress.is_complete
            && release_args.resume.is_none()
            && !is_asked_for(options, &progress);
        // Whatever became of the page that was asked for, the release ended well.
        if !goes_on || options.mode == Mode::Tag {
            return told.map(|()| ExitCode::Done);
        }
        if let Err(told) = told {
            steps.warn(&no_report(&told));
        }
    }
}
