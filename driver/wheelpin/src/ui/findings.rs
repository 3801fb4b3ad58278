use anstyle::{AnsiColor, Style};
use wheelpin_dist::plain;
use wheelpin_wheel::{Finding, Report, Severity};

use crate::arguments::OutputArgs;
use crate::ui::count::Count;
use crate::ui::wrap::wrap;

const DIM: Style = Style::new().dimmed();

/// How many files a finding names.
const FILES: usize = 4;
/// How many places of one file are named.
const PLACES: usize = 3;

/// What was found, errors first, hints only if asked for; what several files share is told once.
pub(crate) fn text(report: &Report, width: Option<usize>, output: OutputArgs) -> String {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in &report.findings {
        let is_same = |group: &&mut Vec<&Finding>| {
            group.first().is_some_and(|first| {
                first.rule == finding.rule
                    && first.message == finding.message
                    && first.remedy == finding.remedy
            })
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups.sort_by_key(|group| group.first().map(|finding| finding.severity));
    let mut text = String::new();
    for group in &groups {
        let is_shown = group.first().is_some_and(|finding| match finding.severity {
            Severity::Error => true,
            Severity::Warning => !output.quiet,
            Severity::Info => output.verbose,
        });
        if is_shown {
            text.push_str(&one(group, width, output.verbose));
            text.push('\n');
        }
    }
    text + &summary(report, output)
}

/// One finding of some files.
fn one(group: &[&Finding], width: Option<usize>, verbose: bool) -> String {
    let Some(first) = group.first() else { return String::new() };
    let (word, style) = severity(first.severity);
    let message = format!("{} [{}]", plain(&first.message), first.rule);
    let mut text = wrap(&message, width, &format!("{word}: "), "  ");
    // The word is coloured once its length is counted.
    text = text.replacen(word, &format!("{style}{word}{style:#}"), 1);
    text.push('\n');
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
    for line in wrap(&plain(&first.remedy), width, "  ", "  ").lines() {
        text.push_str(&format!("{DIM}{line}{DIM:#}\n"));
    }
    text
}

fn severity(severity: Severity) -> (&'static str, Style) {
    match severity {
        Severity::Error => ("error", AnsiColor::Red.on_default().bold()),
        Severity::Warning => ("warning", AnsiColor::Yellow.on_default().bold()),
        Severity::Info => ("info", AnsiColor::Cyan.on_default()),
    }
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
