use anstyle::{AnsiColor, Style};
use wheelpin_dist::plain;
use wheelpin_workflow::{
    Finding, LOCK, Lock, PinVerdict, Repository, Severity, Update, Verdict, day, pins, short,
};

use crate::arguments::OutputArgs;
use crate::ui::count::Count;
use crate::ui::grouped::{Says, grouped};
use crate::ui::wrap::wrap;

const TITLE: Style = Style::new().bold();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();

/// How many places of one finding are named, unless all are asked for.
const PLACES: usize = 5;

/// Findings, what is true of each pin, and how many there are.
pub(crate) fn text(
    repository: &Repository,
    found: &[Finding],
    verdicts: Option<&[PinVerdict]>,
    width: Option<usize>,
    output: OutputArgs,
) -> String {
    let mut text = findings(found, width, output);
    if let Some(verdicts) = verdicts
        && output.verbose
        && !verdicts.is_empty()
    {
        text.push_str(&self::verdicts(verdicts));
        text.push('\n');
    }
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    text.push_str(&format!(
        "{} in {}: {}, {} and {}",
        Count(pins(repository).len(), "pin"),
        Count(repository.files.len() + repository.unreadable.len(), "file"),
        Count(count(Severity::Error), "error"),
        Count(count(Severity::Warning), "warning"),
        Count(count(Severity::Info), "hint"),
    ));
    if let Some(verdicts) = verdicts {
        let right = verdicts.iter().filter(|pin| pin.verdict == Verdict::Right).count();
        text.push_str(&format!("; {right} verified"));
    }
    if !output.verbose && count(Severity::Info) > 0 {
        text.push_str(" (--verbose shows hints)");
    }
    text
}

/// Findings, an empty line behind each; what is found in several places is told once.
pub(crate) fn findings(found: &[Finding], width: Option<usize>, output: OutputArgs) -> String {
    grouped(found, width, output, says, |group| places(group, width, output.verbose))
}

fn says(finding: &Finding) -> Says<'_> {
    Says {
        level: finding.severity.into(),
        rule: finding.rule,
        message: &finding.message,
        remedy: &finding.remedy,
    }
}

fn places(group: &[&Finding], width: Option<usize>, is_verbose: bool) -> String {
    let most = if is_verbose { usize::MAX } else { PLACES };
    let mut places: Vec<String> = group.iter().take(most).map(|finding| place(finding)).collect();
    if let more @ 1.. = group.len().saturating_sub(most) {
        places.push(format!("and {more} more"));
    }
    wrap(&places.join(", "), width, "  at ", "     ") + "\n"
}

fn place(finding: &Finding) -> String {
    let file = plain(&finding.file);
    match &finding.span {
        Some(span) => format!("{file}:{}:{}", span.line, span.column),
        None => file,
    }
}

/// A line per pin.
fn verdicts(verdicts: &[PinVerdict]) -> String {
    let mut text = String::new();
    let longest = verdicts.iter().map(|pin| pin.action.chars().count()).max().unwrap_or_default();
    for pin in verdicts {
        let word = match pin.verdict {
            Verdict::Right => "right",
            Verdict::Mislabelled => "mislabelled",
            Verdict::Moved => "tag moved",
            Verdict::Missing => "missing",
            Verdict::Impostor => "impostor",
            Verdict::Unknown => "unknown",
        };
        let style = if pin.verdict == Verdict::Right { NEW } else { OLD };
        let mut more: Vec<String> = Vec::new();
        more.extend(pin.says.as_ref().map(|says| format!("says {}", plain(says))));
        if !pin.is.is_empty() {
            more.push(format!("is {}", plain(&pin.is.join(", "))));
        }
        more.extend(pin.date.as_ref().map(|date| format!("of {date}")));
        more.extend(pin.reachable.as_ref().map(|from| format!("in {}", plain(from))));
        text.push_str(&format!(
            "{style}{word:<11}{style:#}  {:<longest$}  {}  {}\n",
            plain(&pin.action),
            short(&pin.commit),
            more.join("; ")
        ));
    }
    text
}

/// An update: versions, commits, where, and where people see what changed.
pub(crate) fn update(update: &Update, link: Option<&str>, width: Option<usize>) -> String {
    let date = day(update.date).map(|date| format!(" of {date}")).unwrap_or_default();
    let mut text = format!(
        "{TITLE}{}{TITLE:#} {} → {}{date} ({} → {})\n",
        plain(&update.repository),
        plain(&update.from),
        plain(&update.to),
        short(&update.from_commit),
        short(&update.to_commit),
    );
    let places: Vec<String> =
        update.places.iter().map(|(file, line)| format!("{}:{line}", plain(file))).collect();
    text.push_str(&wrap(&places.join(", "), width, "  at ", "     "));
    text.push('\n');
    if let Some(link) = link {
        text.push_str(&format!("  {}\n", plain(link)));
    }
    text
}

/// The lines that differ, for edits that neither add nor take away lines.
pub(crate) fn diff(path: &str, before: &str, after: &str) -> String {
    let mut text = format!("{TITLE}{}{TITLE:#}\n", plain(path));
    let lines = before.lines().zip(after.lines()).enumerate();
    for (index, (old, new)) in lines.filter(|(_, (old, new))| old != new) {
        let number = index + 1;
        text.push_str(&format!("{OLD}{number:>5} - {}{OLD:#}\n", plain(old)));
        text.push_str(&format!("{NEW}{number:>5} + {}{NEW:#}\n", plain(new)));
    }
    text
}

/// What was written.
pub(crate) fn written<'a>(
    paths: impl Iterator<Item = &'a str>,
    lock: &Lock,
    dry_run: bool,
) -> String {
    let verb = if dry_run { "would write" } else { "wrote" };
    let mut text = String::new();
    let mut has_lock = false;
    for path in paths {
        has_lock |= path == LOCK;
        let what = if path == LOCK { contents(lock) } else { String::new() };
        text.push_str(&format!("{verb} {}{what}\n", plain(path)));
    }
    if !has_lock {
        text.push_str(&format!("{LOCK} is up to date{}\n", contents(lock)));
    }
    text
}

fn contents(lock: &Lock) -> String {
    let counts = [
        (lock.actions.len(), "action"),
        (lock.images.len(), "image"),
        (lock.downloads.len(), "download"),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| Count(count, noun).to_string())
        .collect();
    if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) }
}
