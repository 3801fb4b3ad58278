use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use serde_json::json;
use wheelpin_dist::{Finding, Outcome, Severity, plain};
use wheelpin_nix::{BuildEvent, Built};

use crate::ui::count::Count;
use crate::ui::duration::duration;
use crate::ui::size::size;
use crate::ui::table::Table;

const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// What a build is about to do, in a line.
pub(crate) fn planned(event: &BuildEvent) -> String {
    let BuildEvent::Planned { name, version, files, tests, reused, builds, fetches } = event else {
        return String::new();
    };
    let (what, done) = match tests {
        0 => (Count(*files, "file").to_string(), "built"),
        tests => (format!("{} in Nix", Count(*tests, "test")), "run"),
    };
    let mut parts = vec![format!("{} {}: {what}", plain(name), plain(version))];
    if *reused > 0 {
        parts.push(format!("{reused} {done} already"));
    }
    if !builds.is_empty() {
        parts.push(format!("{} to run", Count(builds.len(), "build step")));
    }
    if !fetches.is_empty() {
        parts.push(format!("{} to fetch", Count(fetches.len(), "path")));
    }
    parts.join(", ")
}

/// A warning of Nix, which begins with that word.
pub(crate) fn warned(text: &str) -> String {
    format!("Nix warns: {}", text.strip_prefix("warning: ").unwrap_or(text))
}

/// What is in the directory now, for people.
pub(crate) fn text(built: &Built, directory: &Path, stdout: &mut dyn Write) -> io::Result<()> {
    // The file last: it is what a narrow terminal breaks.
    let mut table = Table::new(["    SIZE", "BUILT", "FILE"]);
    for file in &built.manifest.files {
        let note = match (file.outcome, file.seconds) {
            (Outcome::Reused, _) => "before".into(),
            (Outcome::Built, Some(seconds)) => {
                format!("in {}", duration(Duration::from_secs(seconds)))
            }
            (Outcome::Built, None) => "now".into(),
        };
        let path = directory.join(&file.file);
        table.row([format!("{:>8}", size(file.size)), note, plain(&path.to_string_lossy())]);
    }
    if !built.manifest.files.is_empty() {
        write!(stdout, "{table}")?;
    }
    Ok(())
}

/// Everything, for programs: the last line of a build with --json.
pub(crate) fn json(built: &Built, stdout: &mut dyn Write) -> io::Result<()> {
    let failures: Vec<_> = built
        .failures
        .iter()
        .map(|failed| {
            json!({
                "derivation": failed.failure.derivation,
                "reason": failed.failure.reason,
                "lines": failed.failure.lines,
                "cells": failed.cells,
            })
        })
        .collect();
    let refused: Vec<_> = built
        .refused
        .iter()
        .map(|check| {
            json!({
                "name": check.name,
                "findings": check.errors,
                "unchecked": check.unchecked,
            })
        })
        .collect();
    let end = json!({
        "event": "end",
        "manifest": built.manifest,
        "failures": failures,
        "refused": refused,
        "others": built.others,
    });
    writeln!(stdout, "{end}")
}

/// Warns of what checks found, a rule at a time.
fn warn_of_findings(built: &Built, stderr: &mut dyn Write) -> io::Result<()> {
    let files = built.manifest.files.iter().map(|file| (&*file.file, &file.findings));
    let of_all = [("all files together", &built.manifest.findings)];
    let mut places: BTreeMap<&Finding, Vec<&str>> = BTreeMap::new();
    for (name, findings) in files.chain(of_all) {
        let is_warning = |finding: &&Finding| finding.severity == Severity::Warning;
        for finding in findings.iter().flatten().filter(is_warning) {
            places.entry(finding).or_default().push(name);
        }
    }
    for (Finding { rule, message, .. }, names) in places {
        let place = match names[..] {
            [name] => plain(name),
            _ => Count(names.len(), "file").to_string(),
        };
        let (rule, message) = (plain(rule), plain(message));
        writeln!(stderr, "{WARNING}warning:{WARNING:#} [{rule}] {message} ({place})")?;
    }
    Ok(())
}

/// Warns of what checks found, and of files that are not of this plan.
pub(crate) fn warn(built: &Built, directory: &Path, stderr: &mut dyn Write) -> io::Result<()> {
    warn_of_findings(built, stderr)?;
    if built.others.is_empty() {
        return Ok(());
    }
    let count = built.others.len();
    let are = if count == 1 { "is" } else { "are" };
    writeln!(
        stderr,
        "{WARNING}warning:{WARNING:#} {} in {} {are} not of this plan, and not in the manifest:",
        Count(count, "file"),
        directory.display(),
    )?;
    for file in &built.others {
        writeln!(stderr, "  {}", plain(file))?;
    }
    Ok(())
}
