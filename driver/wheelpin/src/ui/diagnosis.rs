use anstyle::Style;
use wheelpin_dist::plain;
use wheelpin_doctor::{Diagnosis, Finding, Place, Severity};

use crate::ui::count::Count;
use crate::ui::grouped::{self, Says};
use crate::ui::table::Table;
use crate::ui::wrap::wrap;

const TITLE: Style = Style::new().bold();

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
    let said = Says {
        level: finding.severity.into(),
        rule: finding.rule,
        message: &finding.message,
        remedy: &finding.remedy,
    };
    let mut places = String::new();
    if !finding.places.is_empty() {
        places = wrap(&self::places(&finding.places), width, "    at ", "       ") + "\n";
    }
    grouped::one(said, width, "  ", &places)
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
    let detail = place.detail.as_ref().map(|detail| format!(" ({})", short(&plain(detail))));
    let detail = detail.unwrap_or_default();
    format!("{file}{}{detail}", line.unwrap_or_default())
}

/// A commit's first digits, which tell it from others.
const DIGITS: usize = 8;

/// A use of an action with its commit shortened.
fn short(detail: &str) -> String {
    match detail.rsplit_once('@') {
        Some((name, commit))
            if commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            format!("{name}@{}…", &commit[..DIGITS])
        }
        _ => detail.into(),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn place(file: &str, line: usize) -> Place {
        Place { file: file.into(), line: Some(line), detail: None }
    }

    #[test]
    fn a_file_is_named_once_and_few_places_are() {
        let few = [place("a", 1), place("a", 2), place("b", 3)];
        assert_eq!(places(&few), "a:1, :2, b:3");
        let many = [place("a", 1), place("a", 2), place("a", 3), place("a", 4)];
        assert_eq!(places(&many), "a:1, :2, :3 and 1 more");
    }

    #[test]
    fn a_commit_is_shortened() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        assert_eq!(short(&format!("a/b@{commit}")), "a/b@01234567…");
        assert_eq!(short("a/b@v1"), "a/b@v1");
    }
}
