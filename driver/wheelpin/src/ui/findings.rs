use wheelpin_dist::plain;
use wheelpin_wheel::{Finding, Report, Severity};

use crate::arguments::OutputArgs;
use crate::ui::count::Count;
use crate::ui::grouped::{Says, grouped};
use crate::ui::wrap::wrap;

/// How many files a finding names.
const FILES: usize = 4;
/// How many places of one file are named.
const PLACES: usize = 3;

/// What was found, errors first, hints only if asked for; what several files share is told once.
pub(crate) fn text(report: &Report, width: Option<usize>, output: OutputArgs) -> String {
    let places = |group: &[&Finding]| files(group, width, output.verbose);
    grouped(&report.findings, width, output, says, places) + &summary(report, output)
}

fn says(finding: &Finding) -> Says<'_> {
    Says {
        level: finding.severity.into(),
        rule: finding.rule,
        message: &finding.message,
        remedy: &finding.remedy,
    }
}

/// The files that one thing was found in.
fn files(group: &[&Finding], width: Option<usize>, verbose: bool) -> String {
    let mut text = String::new();
    let shown = if verbose { group.len() } else { FILES };
    for finding in group.iter().take(shown) {
        let mut line = finding.file.as_deref().map(plain).unwrap_or_default();
        let places = places(finding, if verbose { usize::MAX } else { PLACES });
        if !line.is_empty() && !places.is_empty() {
            line.push_str(": ");
        }
        line.push_str(&places);
        if !line.is_empty() {
            text.push_str(&wrap(&line, width, "  in ", "     "));
            text.push('\n');
        }
    }
    if let more @ 1.. = group.len().saturating_sub(shown) {
        text.push_str(&format!("  and {} more\n", Count(more, "file")));
    }
    text
}

/// Places by member, each named once.
fn places(finding: &Finding, most: usize) -> String {
    let mut members: Vec<(Option<String>, Vec<String>)> = Vec::new();
    let mut named = 0;
    for place in finding.places.iter().take(most) {
        named += 1;
        let member = place.member.as_deref().map(plain);
        let detail = place.detail.as_deref().map(|detail| {
            let detail = plain(detail);
            if most == usize::MAX { detail } else { shortened(&detail) }
        });
        match members.last_mut() {
            Some((last, details)) if *last == member => details.extend(detail),
            _ => members.push((member, detail.into_iter().collect())),
        }
    }
    let parts: Vec<String> = members.iter().map(part).collect();
    let text = parts.join(", ");
    match finding.times.saturating_sub(named) {
        more @ 1.. if named > 0 => format!("{text} and {more} more"),
        _ => text,
    }
}

fn part((member, details): &(Option<String>, Vec<String>)) -> String {
    let details = details.join(", ");
    match member {
        Some(member) if details.is_empty() => member.clone(),
        Some(member) => format!("{member} ({details})"),
        None => details,
    }
}

/// Characters of a detail that are shown.
const LONGEST: usize = 80;

/// The beginning and the end.
fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.into();
    }
    let half = LONGEST / 2;
    let first: String = text.chars().take(half).collect();
    let last: String = text.chars().skip(length - half).collect();
    format!("{first}…{last}")
}

fn summary(report: &Report, output: OutputArgs) -> String {
    let count =
        |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let mut text = format!(
        "{}: {}, {} and {}",
        Count(report.files.len(), "file"),
        Count(count(Severity::Error), "error"),
        Count(count(Severity::Warning), "warning"),
        Count(count(Severity::Info), "hint"),
    );
    if !output.verbose && count(Severity::Info) > 0 {
        text.push_str(" (--verbose shows them)");
    }
    if !report.ignored.is_empty() {
        text.push_str(&format!(", {} ignored", report.ignored.len()));
    }
    text
}
