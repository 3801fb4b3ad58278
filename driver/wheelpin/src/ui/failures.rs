use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use wheelpin_dist::plain;
use wheelpin_nix::stream::FailureReason;
use wheelpin_nix::{Built, FailedBuild, FailedCheck, StorePath, read_log};

const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Writes what failed in a build: which cells, the lines of the log that matter,
/// and how to see all of it. What failed in the same way is told once.
pub(crate) fn failures(built: &Built, stderr: &mut dyn Write) -> io::Result<()> {
    failed_builds(&built.failures, read_log, stderr)?;
    refused(&built.refused, stderr)?;
    writeln!(stderr)
}

/// Writes what could not be built; `log` tells how to see the whole log of a derivation.
pub(crate) fn failed_builds(
    failures: &[FailedBuild],
    log: impl Fn(&StorePath) -> String,
    stderr: &mut dyn Write,
) -> io::Result<()> {
    let mut groups: Vec<Vec<&FailedBuild>> = Vec::new();
    for failed in failures {
        let is_same = |group: &&mut Vec<&FailedBuild>| {
            group.first().is_some_and(|first| {
                first.failure.reason == failed.failure.reason
                    && first.failure.lines == failed.failure.lines
                    && !failed.failure.lines.is_empty()
            })
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(failed),
            None => groups.push(vec![failed]),
        }
    }
    for group in &groups {
        let cells: Vec<&str> =
            group.iter().flat_map(|failed| &failed.cells).map(String::as_str).collect();
        let Some(FailedBuild { failure, .. }) = group.first() else { continue };
        writeln!(stderr, "\n{ERROR}failed:{ERROR:#} {}", cells.join("\n        "))?;
        let name = failure.derivation.name();
        writeln!(stderr, "  {} {}", name.trim_end_matches(".drv"), reason(&failure.reason))?;
        for line in &failure.lines {
            writeln!(stderr, "{}", format!("    {}", shortened(line)).trim_end())?;
        }
        writeln!(stderr, "  whole log: {}", log(&failure.derivation))?;
    }
    Ok(())
}

/// Writes what checks refused, and how to see what was checked. What was found in several
/// files is told once.
fn refused(checks: &[FailedCheck], stderr: &mut dyn Write) -> io::Result<()> {
    let mut groups: Vec<Vec<&FailedCheck>> = Vec::new();
    for check in checks {
        let is_same = |group: &&mut Vec<&FailedCheck>| {
            group.first().is_some_and(|first| first.errors == check.errors)
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(check),
            None => groups.push(vec![check]),
        }
    }
    for group in &groups {
        let names: Vec<&str> = group
            .iter()
            .map(|check| check.name.as_deref().unwrap_or("all files together"))
            .collect();
        writeln!(stderr, "\n{ERROR}check failed:{ERROR:#} {}", names.join("\n              "))?;
        for finding in group.first().iter().flat_map(|check| &check.errors) {
            writeln!(stderr, "  [{}] {}", plain(&finding.rule), plain(&finding.message))?;
        }
        if let Some(path) = group.iter().find_map(|check| check.unchecked.as_ref()) {
            writeln!(stderr, "  more of it: wheelpin check {}", path.display())?;
        }
    }
    Ok(())
}

/// Most characters of a line that are shown: a linker's arguments are thousands.
const LONGEST: usize = 240;

fn shortened(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.into(),
    }
}

fn reason(reason: &FailureReason) -> String {
    match reason {
        FailureReason::ExitCode { code } => format!("ended with exit code {code}:"),
        FailureReason::Signal { signal } => {
            format!("was killed by signal {signal} (9 is often want of memory: try --jobs 1):")
        }
        FailureReason::HashMismatch { wanted, got } => format!(
            "is not the file that was pinned:\n    pinned  {wanted}\n    fetched {got}\n    \
             either the pin (Cargo.lock, or wheelpin's own) is wrong, or what serves the file is"
        ),
        FailureReason::TimedOut { seconds, silent } => {
            let limit = seconds.map(|seconds| format!(" after {seconds} s")).unwrap_or_default();
            let what = if *silent { " of silence" } else { "" };
            format!("timed out{limit}{what}:")
        }
        FailureReason::Dependency { count } => format!("waited for {count} that failed:"),
        FailureReason::Other { text } => format!("failed: {}", text.replace('\n', "\n    ")),
    }
}
