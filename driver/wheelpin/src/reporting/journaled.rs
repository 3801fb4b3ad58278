use std::str::FromStr;

use pep440_rs::Version;
use wheelpin_dist::Manifest;
use wheelpin_publish::normalised;
use wheelpin_release::journal::{Entry, Event, Progress, Step};
use wheelpin_report::{Release, ReleaseStep, StepState};

/// What journals call the index of a rehearsal.
pub(crate) const REHEARSAL: &str = "rehearsal";

/// A release as a report tells of it; none of an empty journal. Of a rehearsal there are no
/// addresses: nobody can go where it was.
///
/// How long the last step takes is never told: a page that it sends would not have its end.
pub(crate) fn release(entries: &[Entry]) -> Option<Release> {
    let progress = Progress::of(entries).ok()??;
    let begun = &progress.release;
    let is_rehearsal = begun.index == REHEARSAL;
    let steps = Step::ALL.into_iter().map(|step| of_step(step, &progress, entries, is_rehearsal));
    let notes = entries.iter().filter_map(|entry| match &entry.event {
        Event::Note { text } => Some(text.clone()),
        _ => None,
    });
    Some(Release {
        project: begun.project.clone(),
        version: begun.python_version.clone(),
        tag: begun.tag.clone(),
        commit: progress.commit.clone(),
        previous: begun.previous.clone(),
        index: begun.index.clone(),
        is_on_pypi: begun.index == "pypi",
        is_rehearsal,
        steps: steps.collect(),
        uploaded: progress.uploaded.clone(),
        attested: progress.attested.clone(),
        is_verified: progress.done.contains_key(&Step::Verify),
        is_complete: progress.is_complete,
        is_aborted: progress.is_aborted,
        notes: notes.collect(),
    })
}

/// Whether a release is of the files of a manifest. 1.0 is 1.0.0 (PEP 440, "Version specifiers").
pub(crate) fn is_of(project: &str, version: &str, manifest: &Manifest) -> bool {
    let parsed = |version: &str| Version::from_str(version).ok();
    let is_same = parsed(version).is_some() && parsed(version) == parsed(&manifest.version);
    (is_same || version == manifest.version) && normalised(project) == normalised(&manifest.name)
}

fn of_step(step: Step, progress: &Progress, entries: &[Entry], is_rehearsal: bool) -> ReleaseStep {
    let failed = progress.failed.as_ref().filter(|(failed, _)| *failed == step);
    let (state, text) = if let Some(summary) = progress.done.get(&step) {
        (StepState::Done, summary.clone())
    } else if let Some(reason) = progress.skipped.get(&step) {
        (StepState::Skipped, reason.clone())
    } else if let Some((_, reason)) = failed {
        (StepState::Failed, reason.clone())
    } else if progress.started == Some(step) {
        (StepState::Begun, String::new())
    } else {
        (StepState::Left, String::new())
    };
    let url = progress.urls.get(&step).filter(|url| !is_rehearsal && !url.is_empty()).cloned();
    let millis = if step == Step::Forge { None } else { took(step, entries) };
    ReleaseStep { name: step.name().into(), state, text, url, millis }
}

/// From the last start of a step to its end, in milliseconds.
fn took(step: Step, entries: &[Entry]) -> Option<u64> {
    let mut started = None;
    let mut took = None;
    for entry in entries {
        match &entry.event {
            Event::Started { step: it } if *it == step => started = Some(entry.at),
            Event::Done { step: it, .. } | Event::Failed { step: it, .. } if *it == step => {
                took = started.take().map(|started| entry.at.saturating_sub(started));
            }
            _ => {}
        }
    }
    took
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        let lines = [
            r#"{"at":1,"event":"begin","schema":1,"project":"sample","package":null,"version":"1.0.0","pythonVersion":"1.0.0","tag":"v1.0.0","previous":null,"branch":"main","remote":"origin","base":"aa","index":"pypi","wheelpin":"0.1.0"}"#,
            r#"{"at":2,"event":"started","step":"build"}"#,
            r#"{"at":9,"event":"failed","step":"build","reason":"no"}"#,
            r#"{"at":20,"event":"started","step":"build"}"#,
            r#"{"at":25,"event":"done","step":"build","summary":"2 wheels","url":"https://ci.example/1"}"#,
            r#"{"at":26,"event":"skipped","step":"test","reason":"no Python"}"#,
            r#"{"at":27,"event":"started","step":"publish"}"#,
            r#"{"at":28,"event":"note","text":"with a token"}"#,
            r#"{"at":29,"event":"failed","step":"publish","reason":"refused"}"#,
        ];
        lines.map(|line| serde_json::from_str(line).unwrap()).into()
    }

    #[test]
    fn a_step_took_as_long_as_the_last_time() {
        let release = release(&entries()).unwrap();
        let told = |name: &str| release.steps.iter().find(|step| step.name == name).unwrap();
        assert_eq!((told("build").state, told("build").millis), (StepState::Done, Some(5)));
        assert_eq!(told("build").url.as_deref(), Some("https://ci.example/1"));
        assert_eq!((told("test").state, &*told("test").text), (StepState::Skipped, "no Python"));
        assert_eq!((told("publish").state, told("publish").millis), (StepState::Failed, Some(2)));
        assert_eq!(told("forge").state, StepState::Left);
        assert_eq!(release.notes, ["with a token"]);
        assert!(release.is_on_pypi);
    }

    #[test]
    fn a_rehearsal_has_no_addresses() {
        let mut entries = entries();
        let Event::Begin(begun) = &mut entries[0].event else { unreachable!() };
        begun.index = REHEARSAL.into();
        let release = release(&entries).unwrap();
        assert!(release.is_rehearsal && !release.is_on_pypi);
        assert!(release.steps.iter().all(|step| step.url.is_none()));
    }
}
