use wheelpin_release::journal::{Event, Journal, Progress, Step};

use super::begin::{Place, is_same_index};
use super::flow::BUNDLE;
use super::options::Options;
use crate::error::Error;

/// Whether a release is of the version that was asked for.
pub(crate) fn is_asked_for(options: &Options, progress: &Progress) -> bool {
    options.to.is_some_and(|to| to.to_string() == progress.release.version)
}

/// Writes how a release begins.
pub(crate) fn begin(
    mut journal: Journal,
    events: Vec<Event>,
) -> Result<(Journal, Progress), Error> {
    for event in events {
        journal.write(event)?;
    }
    let progress = journal.progress()?;
    let progress = progress
        .ok_or_else(|| Error::NothingToResume { directory: journal.directory().to_owned() })?;
    Ok((journal, progress))
}

/// Whether what a journal holds can go on here; brings its commit here where it is not.
pub(crate) fn resumes(progress: &Progress, options: &Options, place: &Place) -> Result<(), Error> {
    let release = &progress.release;
    if !is_same_index(&release.index, &options.index) {
        return Err(Error::OtherIndex {
            begun: release.index.clone(),
            asked: options.index.clone(),
        });
    }
    if release.package != options.package {
        return Err(Error::OtherPackage { begun: release.package.clone() });
    }
    let Some(commit) = &progress.commit else { return Ok(()) };
    let is_tag_wanted =
        progress.done.contains_key(&Step::Tag) && !progress.done.contains_key(&Step::Push);
    let is_gone = |place: &Place| {
        place.work.resolve(&format!("{commit}^{{commit}}")).is_none()
            || is_tag_wanted && place.work.tag(&release.tag).is_none()
    };
    if is_gone(place) {
        let bundle = options.dist.join(BUNDLE);
        if !bundle.exists() {
            return Err(Error::CommitGone { commit: commit.clone(), bundle });
        }
        place.work.read_bundle(&std::path::absolute(&bundle).unwrap_or(bundle))?;
    }
    if let Some((object, tagged)) = place.work.tag(&release.tag)
        && (tagged != *commit || progress.tag_object.as_ref().is_some_and(|made| *made != object))
    {
        return Err(wheelpin_release::Error::TagElsewhere {
            tag: release.tag.clone(),
            there: tagged,
            wanted: commit.clone(),
        }
        .into());
    }
    Ok(())
}
