use std::collections::{BTreeMap, HashMap};

use wheelpin_nix::stream::{
    Activity, Event, FailureReason, Line, Problem, Record, ResultKind, excerpt,
};

use crate::recording::{NAMES, bytes, lines, redact, replay, without_after};

#[test]
fn events_of_every_recording_are_known() {
    for name in NAMES {
        let mut ids = HashMap::new();
        let events: Vec<String> =
            replay(name).0.iter().map(|event| redact(event, &mut ids)).collect();
        insta::assert_snapshot!(name.replace('/', "-"), events.join("\n"));
    }
}

#[test]
fn recordings_hold_nothing_but_records_that_are_known() {
    for name in NAMES {
        for line in lines(&bytes(name)) {
            assert!(
                !matches!(
                    line,
                    Line::Text(_)
                        | Line::Record(
                            Record::Unknown
                                | Record::Start { activity: Activity::Unknown(1..), .. }
                                | Record::Result { kind: ResultKind::Unknown(_), .. }
                        )
                ),
                "{name}: {line:?}"
            );
        }
    }
}

/// Derivations that failed, by name.
fn failures(events: &[Event]) -> BTreeMap<&str, &FailureReason> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Failed { derivation, reason } => Some((derivation.name(), reason)),
            _ => None,
        })
        .collect()
}

#[test]
fn old_and_new_nix_tell_the_same_failures() {
    for version in ["2.8", "2.34"] {
        let (events, _) = replay(&format!("nix-{version}/failure"));
        let failures = failures(&events);
        for (name, reason) in [
            ("types.drv", FailureReason::ExitCode { code: 101 }),
            ("borrow.drv", FailureReason::ExitCode { code: 101 }),
            ("refused.drv", FailureReason::ExitCode { code: 3 }),
            ("full.drv", FailureReason::ExitCode { code: 1 }),
            ("unreachable.drv", FailureReason::ExitCode { code: 1 }),
            ("killed.drv", FailureReason::Signal { signal: 9 }),
            ("slow.drv", FailureReason::TimedOut { seconds: Some(15), silent: false }),
            ("needs-wrong-hash.drv", FailureReason::Dependency { count: 1 }),
            ("wheels.drv", FailureReason::Dependency { count: 10 }),
        ] {
            assert_eq!(failures[name], &reason, "{version}: {name}");
        }
        assert!(matches!(failures["wrong-hash.drv"], FailureReason::HashMismatch { wanted, .. }
            if wanted == "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        assert!(matches!(failures["no-output.drv"], FailureReason::Other { text }
            if text.contains("failed to produce output path")));
        assert_eq!(failures.len(), 11, "{version}");
    }
}

#[test]
fn old_and_new_nix_tell_the_same_problems() {
    for version in ["2.8", "2.34"] {
        let (events, _) = replay(&format!("nix-{version}/failure"));
        let names: Vec<&str> = events
            .iter()
            .filter_map(|event| match event {
                Event::Problem { problem } => Some(problem),
                _ => None,
            })
            .map(|problem| match problem {
                Problem::DiskFull { derivation: Some(derivation), .. }
                | Problem::Network { derivation: Some(derivation), .. }
                | Problem::Killed { derivation } => derivation.name(),
                _ => "none",
            })
            .collect();
        assert_eq!(names, ["unreachable.drv", "full.drv", "killed.drv"], "{version}");
        let (events, _) = replay(&format!("nix-{version}/interrupted"));
        assert_eq!(events.last(), Some(&Event::Problem { problem: Problem::Interrupted }));
        assert!(failures(&events).is_empty());
    }
}

#[test]
fn a_failure_is_told_while_others_are_built() {
    for version in ["2.8", "2.34"] {
        let (events, _) = replay(&format!("nix-{version}/failure"));
        let position = |wanted: fn(&Event) -> bool| events.iter().position(wanted).unwrap();
        let failed = position(
            |event| matches!(event, Event::Failed { derivation, .. } if derivation.name() == "borrow.drv"),
        );
        let started = position(
            |event| matches!(event, Event::Started { derivation, .. } if derivation.name() == "slow.drv"),
        );
        assert!(failed < started, "{version}");
    }
}

#[test]
fn excerpts_of_failed_cells_are_known() {
    for version in ["2.8", "2.34"] {
        let (events, state) = replay(&format!("nix-{version}/failure"));
        let mut text = String::new();
        for event in &events {
            if let Event::Failed { derivation, .. } = event {
                text += &format!("{}\n", derivation.name());
                for line in excerpt(state.tail(derivation)) {
                    text += &format!("| {line}\n");
                }
            }
        }
        let text = without_after(&text, "/nix/store/", 32, "HASH");
        let text = without_after(&text, "recording-", 10, "TIME");
        insta::assert_snapshot!(format!("nix-{version}-excerpts"), text);
    }
}
