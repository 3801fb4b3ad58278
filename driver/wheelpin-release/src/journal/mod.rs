//! The journal of a release: what was done, what was about to be done, and what is left.

mod entry;
mod journal_error;
mod journal_file;
mod progress;
mod step;

pub use entry::{Entry, Event, Facts, FileHash, Release, SCHEMA};
pub use journal_error::JournalError;
pub use journal_file::{JOURNAL, Journal};
pub use progress::Progress;
pub use step::Step;

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn begin() -> Event {
        Event::Begin(Release {
            schema: SCHEMA,
            project: "sample".into(),
            package: None,
            version: "1.2.0".into(),
            python_version: "1.2.0".into(),
            tag: "v1.2.0".into(),
            previous: Some("1.1.0".into()),
            branch: Some("main".into()),
            remote: Some("origin".into()),
            base: "a".repeat(40),
            index: "pypi".into(),
            wheelpin: "0.1.0".into(),
        })
    }

    pub(super) fn done(step: Step) -> Event {
        Event::Done { step, facts: Facts::default() }
    }

    fn progress(events: &[Event]) -> Result<Option<Progress>, JournalError> {
        let entry = |(at, event): (usize, &Event)| Entry { at: at as u64, event: event.clone() };
        Progress::of(&events.iter().enumerate().map(entry).collect::<Vec<_>>())
    }

    fn built(file: &str, sha256: &str) -> Event {
        let files = vec![FileHash { file: file.into(), sha256: sha256.into() }];
        Event::Done { step: Step::Build, facts: Facts { files, ..Facts::default() } }
    }

    #[test]
    fn what_was_started_and_not_done_is_what_is_next() {
        let events = [begin(), done(Step::Preflight), Event::Started { step: Step::Bump }];
        let progress = progress(&events).unwrap().unwrap();
        assert_eq!(progress.started, Some(Step::Bump));
        assert_eq!(progress.next(), Some(Step::Bump));
    }

    #[test]
    fn a_step_that_was_left_out_is_not_next() {
        let skipped = Event::Skipped { step: Step::Preflight, reason: "offline".into() };
        let progress = progress(&[begin(), skipped]).unwrap().unwrap();
        assert_eq!(progress.next(), Some(Step::Bump));
        assert_eq!(progress.skipped.get(&Step::Preflight).unwrap(), "offline");
    }

    #[test]
    fn files_of_several_jobs_add_up_and_may_not_contradict() {
        let progress_of = |events: &[Event]| progress(events);
        let both = progress_of(&[begin(), built("a.whl", "1"), built("b.whl", "2")]);
        let both = both.unwrap().unwrap();
        assert_eq!(both.sha256("b.whl"), Some("2"));
        assert_eq!(both.files.len(), 2);
        let error = progress_of(&[begin(), built("a.whl", "1"), built("a.whl", "2")]).unwrap_err();
        assert_eq!(error.to_string(), "it says two things of a.whl: 1 and 2");
    }

    #[test]
    fn the_first_upload_is_remembered_for_the_days_that_are_left() {
        let uploaded =
            |file: &str| Event::Uploaded { file: file.into(), sha256: "1".into(), already: false };
        let progress = progress(&[begin(), uploaded("a.whl"), uploaded("b.whl")]).unwrap().unwrap();
        assert_eq!(progress.first_upload, Some(1));
        assert_eq!(progress.uploaded.len(), 2);
    }

    #[test]
    fn a_journal_of_two_releases_is_none() {
        let Event::Begin(mut other) = begin() else { unreachable!() };
        other.version = "1.3.0".into();
        let events = [begin(), Event::Begin(other)];
        assert!(matches!(progress(&events), Err(JournalError::TwoReleases)));
        assert!(matches!(progress(&[Event::Complete]), Err(JournalError::NoBeginning)));
    }
}
