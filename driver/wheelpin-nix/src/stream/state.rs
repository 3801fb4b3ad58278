use std::collections::{HashMap, HashSet};

use wheelpin_dist::plain;

use super::cargo::compiling;
use super::tail::Tails;
use super::{Activity, Event, FailureReason, Field, Level, Line, Problem, Record, ResultKind};
use crate::StorePath;

/// Most activities that are followed at a time, and most derivations whose
/// failure is remembered. A plan of 100 cells with 500 crates to fetch has a
/// tenth of it; beyond it records are passed over.
const LIMIT: usize = 1 << 14;
/// Longest line of a log, in bytes.
const LINE: usize = 4 << 10;
/// Longest name, address or phase, in bytes.
const WORD: usize = 1 << 10;
/// Longest message, in bytes.
const MESSAGE: usize = 64 << 10;
/// How many of a failed builder's last lines are searched for [`Problem`]s.
const LAST: usize = 50;
/// Linux's SIGKILL.
const KILL: u32 = 9;

/// What is known of a run of Nix, from the lines read so far.
///
/// Holds less than 100 MiB, whatever the stream.
#[derive(Debug, Default)]
pub struct BuildState {
    activities: HashMap<u64, Followed>,
    failed: HashSet<StorePath>,
    /// The derivation that stopped last, if it is not known to have failed.
    stopped: Option<StorePath>,
    tails: Tails,
    progress: [u64; 4],
}

/// What is remembered of an activity.
#[derive(Clone, Debug)]
enum Followed {
    Builds,
    Build(StorePath),
    Hook(StorePath),
    Download { what: String, done: u64, expected: u64 },
    Copy,
    Waiting,
}

impl BuildState {
    /// The state before the first line.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next line, and gives what happened by it.
    pub fn update(&mut self, line: Line) -> Vec<Event> {
        match line {
            Line::Record(Record::Start { id, activity, text, fields, .. }) => {
                self.start(id, activity, &text, &fields).into_iter().collect()
            }
            Line::Record(Record::Stop { id }) => self.stop(id).into_iter().collect(),
            Line::Record(Record::Result { id, kind, fields, payload }) => {
                self.result(id, kind, &fields, payload.as_deref())
            }
            Line::Record(Record::Message { level, text, raw }) => {
                self.message(level, raw.as_deref().unwrap_or(&text))
            }
            Line::Record(Record::Unknown) => Vec::new(),
            Line::Text(text) => self.message(level_of(&text), &text),
        }
    }

    /// The last lines that the builder of a derivation wrote, oldest first,
    /// plain, at most 500 of them and 128 KiB; none if it wrote none, or if much
    /// was written by others since. A line may be empty.
    #[must_use]
    pub fn tail(&self, derivation: &StorePath) -> &[String] {
        self.tails.get(derivation)
    }

    fn start(
        &mut self,
        id: u64,
        activity: Activity,
        text: &str,
        fields: &[Field],
    ) -> Option<Event> {
        if self.activities.len() >= LIMIT {
            return None;
        }
        let field = |index: usize| fields.get(index).and_then(Field::text);
        let path = |index| field(index).and_then(StorePath::parse);
        let word = |index| field(index).map(|field| one_line(field, WORD));
        let (followed, event) = match activity {
            Activity::Builds => (Followed::Builds, None),
            Activity::Build => {
                let derivation = path(0)?;
                let machine = word(1).filter(|machine| !machine.is_empty());
                let event = Event::Started { derivation: derivation.clone(), machine };
                (Followed::Build(derivation), Some(event))
            }
            Activity::PostBuildHook => (Followed::Hook(path(0)?), None),
            Activity::FileTransfer => {
                let what = word(0)?;
                let event = Event::Download { id, what: what.clone(), done: 0, expected: 0 };
                (Followed::Download { what, done: 0, expected: 0 }, Some(event))
            }
            Activity::CopyPath => {
                let event = Event::Copy {
                    id,
                    path: path(0)?,
                    from: word(1).unwrap_or_default(),
                    to: word(2).unwrap_or_default(),
                };
                (Followed::Copy, Some(event))
            }
            Activity::BuildWaiting => {
                let text = one_line(text, WORD);
                (Followed::Waiting, Some(Event::Waiting { id, text }))
            }
            _ => return None,
        };
        self.activities.insert(id, followed);
        event
    }

    fn stop(&mut self, id: u64) -> Option<Event> {
        match self.activities.remove(&id)? {
            Followed::Build(derivation) => {
                self.stopped = Some(derivation.clone()).filter(|path| !self.failed.contains(path));
                Some(Event::Stopped { derivation })
            }
            Followed::Download { .. } => Some(Event::DownloadStopped { id }),
            Followed::Copy => Some(Event::CopyStopped { id }),
            Followed::Waiting => Some(Event::WaitingStopped { id }),
            Followed::Builds | Followed::Hook(_) => None,
        }
    }

    fn result(
        &mut self,
        id: u64,
        kind: ResultKind,
        fields: &[Field],
        payload: Option<&str>,
    ) -> Vec<Event> {
        let text = fields.first().and_then(Field::text);
        let number = |index: usize| fields.get(index).and_then(Field::number).unwrap_or(0);
        match (kind, self.activities.get_mut(&id)) {
            (
                ResultKind::BuildLogLine | ResultKind::PostBuildLogLine,
                Some(Followed::Build(derivation) | Followed::Hook(derivation)),
            ) => {
                let derivation = derivation.clone();
                text.map(|text| self.log_line(derivation, text)).unwrap_or_default()
            }
            (ResultKind::SetPhase, Some(Followed::Build(derivation))) => {
                let derivation = derivation.clone();
                text.map(|text| Event::Phase { derivation, phase: one_line(text, WORD) })
                    .into_iter()
                    .collect()
            }
            (ResultKind::HashMismatch, Some(Followed::Build(derivation))) => {
                let derivation = derivation.clone();
                payload
                    .and_then(hashes)
                    .map(|reason| self.failure(derivation, reason))
                    .unwrap_or_default()
            }
            (ResultKind::Progress, Some(Followed::Builds)) => {
                let progress = [0, 1, 2, 3].map(number);
                if std::mem::replace(&mut self.progress, progress) == progress {
                    return Vec::new();
                }
                let [done, expected, running, failed] = progress;
                vec![Event::Progress { done, expected, running, failed }]
            }
            (ResultKind::Progress, Some(Followed::Download { what, done, expected })) => {
                let before = (*done, *expected);
                (*done, *expected) = (number(0), number(1));
                if before == (*done, *expected) {
                    return Vec::new();
                }
                vec![Event::Download { id, what: what.clone(), done: *done, expected: *expected }]
            }
            _ => Vec::new(),
        }
    }

    fn log_line(&mut self, derivation: StorePath, text: &str) -> Vec<Event> {
        let line = one_line(text, LINE);
        let compiling = compiling(&line).map(|(krate, version)| Event::Compiling {
            derivation: derivation.clone(),
            krate: krate.into(),
            version: version.into(),
        });
        self.tails.push(&derivation, line.clone());
        [Some(Event::LogLine { derivation, line }), compiling].into_iter().flatten().collect()
    }

    fn message(&mut self, level: Level, text: &str) -> Vec<Event> {
        let text = bounded(plain(text), MESSAGE);
        let text = text.trim_end();
        if text.is_empty() {
            return Vec::new();
        }
        let mut problem = None;
        if level == Level::Error {
            let error = text.trim_start().strip_prefix("error:").unwrap_or(text).trim_start();
            if let Some((derivation, reason)) = FailureReason::parse(error)
                && let Some(derivation) = derivation.or_else(|| self.stopped.take())
            {
                return self.failure(derivation, reason);
            }
            problem = Problem::parse(error, None);
        }
        let mut events = vec![Event::Message { level, text: text.into() }];
        events.extend(problem.map(|problem| Event::Problem { problem }));
        events
    }

    fn failure(&mut self, derivation: StorePath, reason: FailureReason) -> Vec<Event> {
        if self.stopped.as_ref() == Some(&derivation) {
            self.stopped = None;
        }
        if self.failed.len() >= LIMIT || !self.failed.insert(derivation.clone()) {
            return Vec::new();
        }
        let problem = match &reason {
            FailureReason::Signal { signal: KILL } => {
                Some(Problem::Killed { derivation: derivation.clone() })
            }
            FailureReason::Other { text } => Problem::parse(text, Some(&derivation)),
            FailureReason::ExitCode { .. } | FailureReason::Signal { .. } => {
                let lines = self.tails.get(&derivation).iter().rev().take(LAST);
                lines.map(|line| Problem::parse(line, Some(&derivation))).find_map(|found| found)
            }
            _ => None,
        };
        let mut events = vec![Event::Failed { derivation, reason }];
        events.extend(problem.map(|problem| Event::Problem { problem }));
        events
    }
}

/// The level of what is said outside records.
fn level_of(text: &str) -> Level {
    if text.starts_with("error:") {
        Level::Error
    } else if text.starts_with("warning:") {
        Level::Warn
    } else {
        Level::Notice
    }
}

/// Determinate Nix's payload of a hash mismatch: the hashes.
fn hashes(payload: &str) -> Option<FailureReason> {
    #[derive(serde::Deserialize)]
    struct Payload {
        wanted: String,
        got: String,
    }

    let Payload { wanted, got } = serde_json::from_str(payload).ok()?;
    Some(FailureReason::HashMismatch { wanted: one_line(&wanted, WORD), got: one_line(&got, WORD) })
}

fn one_line(text: &str, limit: usize) -> String {
    let text = plain(text);
    bounded(if text.contains('\n') { text.replace('\n', " ") } else { text }, limit)
}

/// At most `limit` bytes, and an ellipsis if there were more.
fn bounded(mut text: String, limit: usize) -> String {
    if text.len() > limit {
        let end = (0..=limit).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text.shrink_to_fit();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const DERIVATION: &str = "/nix/store/00000000000000000000000000000000-a.drv";

    fn derivation() -> StorePath {
        StorePath::parse(DERIVATION).unwrap()
    }

    /// What happens by records, each without its braces.
    fn events(state: &mut BuildState, records: &[&str]) -> Vec<Event> {
        records
            .iter()
            .flat_map(|record| {
                let json = format!("{{{}}}", record.replace("DRV", DERIVATION));
                state.update(Line::Record(Record::from_json(&json).unwrap()))
            })
            .collect()
    }

    const START: &str = r#""action":"start","id":1,"type":105,"fields":["DRV","ssh-ng://b",1,1]"#;
    const STOP: &str = r#""action":"stop","id":1"#;

    #[test]
    fn a_build_starts_and_stops_with_its_machine() {
        assert_eq!(
            events(&mut BuildState::new(), &[START, STOP, STOP]),
            [
                Event::Started { derivation: derivation(), machine: Some("ssh-ng://b".into()) },
                Event::Stopped { derivation: derivation() },
            ],
        );
    }

    #[test]
    fn a_crate_is_compiled_after_its_line() {
        let mut state = BuildState::new();
        events(&mut state, &[START]);
        assert_eq!(
            events(
                &mut state,
                &[
                    r#""action":"result","id":1,"type":101,"fields":["\u001b[1m   Compiling\u001b[0m a v1.0"]"#
                ]
            ),
            [
                Event::LogLine { derivation: derivation(), line: "   Compiling a v1.0".into() },
                Event::Compiling {
                    derivation: derivation(),
                    krate: "a".into(),
                    version: "1.0".into()
                },
            ],
        );
        assert_eq!(state.tail(&derivation()), ["   Compiling a v1.0"]);
    }

    #[test]
    fn a_failure_comes_once() {
        let failed = r#""action":"msg","level":0,"msg":"error: x","raw_msg":"builder for 'DRV' failed with exit code 1""#;
        let reason = FailureReason::ExitCode { code: 1 };
        assert_eq!(
            events(&mut BuildState::new(), &[failed, failed]),
            [Event::Failed { derivation: derivation(), reason }],
        );
    }

    #[test]
    fn a_time_limit_without_a_derivation_is_of_the_one_that_stopped() {
        let timeout = r#""action":"msg","level":0,"msg":"","raw_msg":"timed out after 15 seconds""#;
        let reason = FailureReason::TimedOut { seconds: Some(15), silent: false };
        let mut state = BuildState::new();
        let seen = events(&mut state, &[START, STOP, timeout]);
        assert_eq!(seen.last(), Some(&Event::Failed { derivation: derivation(), reason }));
        assert!(matches!(events(&mut state, &[timeout])[..], [Event::Message { .. }]));
    }

    #[test]
    fn a_hash_mismatch_may_be_a_payload() {
        let result = r#""action":"result","id":1,"type":109,"payload":{"storePath":"x","wanted":"a","got":"b"}"#;
        let reason = FailureReason::HashMismatch { wanted: "a".into(), got: "b".into() };
        let seen = events(&mut BuildState::new(), &[START, result]);
        assert_eq!(seen.last(), Some(&Event::Failed { derivation: derivation(), reason }));
    }

    #[test]
    fn waiting_begins_and_ends() {
        assert_eq!(
            events(
                &mut BuildState::new(),
                &[
                    r#""action":"start","id":1,"type":111,"text":"waiting for lock on '\u001b[35;1m/nix/x\u001b[0m'""#,
                    STOP,
                ]
            ),
            [
                Event::Waiting { id: 1, text: "waiting for lock on '/nix/x'".into() },
                Event::WaitingStopped { id: 1 },
            ],
        );
    }

    #[test]
    fn progress_that_is_none_is_not_told() {
        let progress =
            |fields: &str| format!(r#""action":"result","id":1,"type":105,"fields":{fields}"#);
        let mut state = BuildState::new();
        events(&mut state, &[r#""action":"start","id":1,"type":104"#]);
        assert!(events(&mut state, &[&progress("[0,0,0,0]"), &progress("[]")]).is_empty());
        assert_eq!(
            events(&mut state, &[&progress("[1,2,1,0]"), &progress("[1,2,1,0]")]),
            [Event::Progress { done: 1, expected: 2, running: 1, failed: 0 }],
        );
    }

    #[test]
    fn what_is_not_a_record_is_a_message() {
        let mut state = BuildState::new();
        for (text, level) in [
            ("error: no", Level::Error),
            ("warning: odd", Level::Warn),
            ("Host key changed", Level::Notice),
        ] {
            assert_eq!(
                state.update(Line::Text(text.into())),
                [Event::Message { level, text: text.into() }],
            );
        }
        assert!(state.update(Line::Text(String::new())).is_empty());
    }

    #[test]
    fn long_texts_are_cut() {
        let mut state = BuildState::new();
        events(&mut state, &[START]);
        let line =
            format!(r#""action":"result","id":1,"type":101,"fields":["{}"]"#, "é".repeat(9_999));
        events(&mut state, &[&line]);
        let [line] = state.tail(&derivation()) else { panic!("not one line") };
        assert_eq!(line.len(), LINE + '…'.len_utf8());
        assert!(matches!(
            &state.update(Line::Text("a".repeat(1 << 20)))[..],
            [Event::Message { text, .. }] if text.len() < MESSAGE + 4
        ));
    }

    #[test]
    fn millions_of_activities_do_not_grow_the_state() {
        let mut state = BuildState::new();
        for id in 0..100_000 {
            let what = Field::Text("http://a".into());
            state.update(Line::Record(Record::Start {
                id,
                level: Level::Info,
                activity: Activity::FileTransfer,
                text: String::new(),
                fields: vec![what],
                parent: None,
            }));
        }
        assert_eq!(state.activities.len(), LIMIT);
    }
}
