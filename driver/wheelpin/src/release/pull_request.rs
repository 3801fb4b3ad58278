use wheelpin_release::history::Head;
use wheelpin_release::journal::{Event, Progress};
use wheelpin_release::short;

use super::begin::{Beginning, Place};
use super::bump_step;
use super::options::Options;
use crate::error::Error;
use crate::publishing::Publisher;

/// The branch that a release's pull request is made of.
const BRANCH: &str = "wheelpin/release";

/// Makes the release's pull request, or brings it up to date: version and changelog as they would
/// be now, on a branch of wheelpin's own. Gives what was done, in words.
pub(crate) async fn update(
    place: &Place,
    options: &Options,
    publisher: &Publisher,
) -> Result<String, Error> {
    let beginning = place.of_commits(options)?;
    let Beginning::Begin { events, text } = beginning else {
        let Beginning::Nothing(why) = beginning else { return Ok(String::new()) };
        return Ok(why);
    };
    let Some(forge) = publisher.forge_client() else { return Err(Error::NoForge) };
    let Head::Branch(base) = &place.state.head else {
        return Err(wheelpin_release::Error::Detached.into());
    };
    let progress = progress(&events)?;
    let release = &progress.release;
    let Some(remote) = &release.remote else {
        return Err(Error::NoRemote { remote: options.remote.clone() });
    };
    // Made anew each time: what was kept is of an older state of the branch.
    place.work.forget(&release.tag)?;
    let package = options.package.as_deref();
    let made = bump_step::commit(&place.work, &progress, &place.relative, package)?;
    let clone = place.work.clone_of(&made)?.join(&place.relative);
    let notes = bump_step::notes(&clone, package, &release.version)?;
    let branch = match package {
        Some(package) => format!("{BRANCH}-{package}"),
        None => BRANCH.to_owned(),
    };
    let is_pushed = place.work.replace_branch(remote, &branch, &made)?;
    place.work.forget(&release.tag)?;
    place.work.clean()?;
    let title = format!("chore(release): {}", release.tag);
    let body = format!(
        "{}\n\nMerging this releases {} {} from the commit that it makes.",
        notes.trim(),
        release.project,
        release.version,
    );
    let wanted = wheelpin_publish::PullRequest { head: &branch, base, title: &title, body: &body };
    let (page, is_new) = forge.pull_request(&wanted).await?;
    let word = match (is_new, is_pushed) {
        (true, _) => "made",
        (false, true) => "brought up to date",
        (false, false) => "up to date already",
    };
    Ok(format!(
        "{} {}the release's pull request was {word}, with commit {}\n  {page}",
        release.project,
        text,
        short(&made),
    ))
}

/// What a journal would hold.
fn progress(events: &[Event]) -> Result<Progress, Error> {
    let entries: Vec<_> = events
        .iter()
        .map(|event| wheelpin_release::journal::Entry {
            at: crate::commands::bump::now(),
            event: event.clone(),
        })
        .collect();
    let progress = Progress::of(&entries).ok().flatten();
    progress.ok_or_else(|| Error::NoVersion { tag: String::new() })
}
