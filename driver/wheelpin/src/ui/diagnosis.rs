use anstyle::{AnsiColor, Style};
use wheelpin_doctor::{Diagnosis, Finding, Place, Severity};
use wheelpin_nix::plain;

use crate::ui::count::Count;
use crate::ui::table::Table;
use crate::ui::wrap::wrap;

const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// How many places of one finding are named.
const PLACES: usize = 3;

/// Findings by area, the worst first, then the scores.
pub(crate) fn text(diagnosis: &Diagnosis, width: Option<usize>) -> String {
    let mut text = String::new();
    for score in &diagnosis.areas {
        let mut findings =
            diagnosis.findings.iter().filter(|finding| finding.area == score.area).peekable();
        if findings.peek().is_none() {
            continue;
        }
        text.push_str(&format!("{TITLE}{}{TITLE:#}\n", score.area.title()));
        findings.for_each(|finding| text.push_str(&one(finding, width)));
        text.push('\n');
    }
    text.push_str(&scores(diagnosis));
    if diagnosis.cut {
        text.push_str("\nThe tree is larger than doctor reads: not all files were looked at.\n");
    }
    text.push_str(&format!("\n{}", summary(diagnosis)));
    text
}

fn one(finding: &Finding, width: Option<usize>) -> String {
    let (word, style) = severity(finding.severity);
    let message = format!("{} [{}]", plain(&finding.message), finding.rule);
    let mut text = wrap(&message, width, &format!("  {word}: "), "    ");
    // The word is coloured once its length is counted.
    text = text.replacen(word, &format!("{style}{word}{style:#}"), 1);
    text.push('\n');
    if !finding.places.is_empty() {
        text.push_str(&wrap(&places(&finding.places), width, "    at ", "       "));
        text.push('\n');
    }
    for line in wrap(&plain(&finding.remedy), width, "    ", "    ").lines() {
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

fn places(places: &[Place]) -> String {
    let mut named = Vec::new();
    let mut file = "";
    for place in places.iter().take(PLACES) {
        named.push(self::place(place, place.file == file));
        file = &place.file;
    }
    let named = named.join(", ");
    match places.len().saturating_sub(PLACES) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// A place; its file is left out where it is that of the place before.
fn place(place: &Place, is_same_file: bool) -> String {
    let line = place.line.map(|line| format!(":{line}"));
    let file = match &line {
        Some(_) if is_same_file => String::new(),
        _ => plain(&place.file),
    };
    let detail =
        place.detail.as_ref().map(|detail| format!(" ({})", plain(detail))).unwrap_or_default();
    format!("{file}{}{detail}", line.unwrap_or_default())
}

fn scores(diagnosis: &Diagnosis) -> String {
    let number =
        |score: Option<u8>| score.map_or_else(|| "  –".into(), |score| format!("{score:>3}"));
    let mut table = Table::new(["AREA", "SCORE"]);
    for score in &diagnosis.areas {
        table.row([score.area.title().into(), number(score.score)]);
    }
    table.row(["total".into(), number(diagnosis.total)]);
    table.to_string()
}

fn summary(diagnosis: &Diagnosis) -> String {
    let count =
        |severity| diagnosis.findings.iter().filter(|finding| finding.severity == severity).count();
    let name = diagnosis.name.as_deref().map(|name| format!("{}: ", plain(name)));
    format!(
        "{}{}, {} and {}",
        name.unwrap_or_default(),
        Count(count(Severity::Error), "error"),
        Count(count(Severity::Warning), "warning"),
        Count(count(Severity::Info), "hint"),
    )
}
