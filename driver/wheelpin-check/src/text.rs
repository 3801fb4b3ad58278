use std::cmp::Reverse;
use std::error::Error as _;
use std::fmt::Write;

use wheelpin_wheel::{Finding, Report, Severity};

use crate::error::Error;

/// Places of a finding that are written; all that are kept are in the report.
const PLACES: usize = 3;

/// Findings for the log of a build, and their number. The worst come last: Nix shows the
/// last ten lines of a log.
pub(crate) fn report(report: &Report) -> String {
    let mut text = String::new();
    for ignored in &report.ignored {
        write_finding(&mut text, "ignored", &ignored.finding);
        let _ = writeln!(text, "  reason: {}", ignored.reason);
    }
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.severity));
    for finding in findings {
        write_finding(&mut text, word(finding.severity), finding);
        let _ = writeln!(text, "  remedy: {}", finding.remedy);
    }
    let of = |severity| report.findings.iter().filter(|it| it.severity == severity).count();
    let counts = [
        (report.files.len(), "file"),
        (of(Severity::Error), "error"),
        (of(Severity::Warning), "warning"),
        (of(Severity::Info), "hint"),
        (report.ignored.len(), "ignored finding"),
    ];
    let counts =
        counts.map(|(count, of)| format!("{count} {of}{}", if count == 1 { "" } else { "s" }));
    let _ = writeln!(text, "{}", counts.join(", "));
    text
}

fn write_finding(text: &mut String, word: &str, finding: &Finding) {
    let file = finding.file.as_deref().unwrap_or("the release");
    let _ = writeln!(text, "{word}: {file}: [{}] {}", finding.rule, finding.message);
    for place in finding.places.iter().take(PLACES) {
        let parts: Vec<&str> = place.member.iter().chain(&place.detail).map(|it| &**it).collect();
        let _ = writeln!(text, "  {}", parts.join(": "));
    }
    let written = finding.places.len().min(PLACES);
    if written > 0 && finding.times > written {
        let _ = writeln!(text, "  … and {} more", finding.times - written);
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "hint",
    }
}

/// An error and its causes.
pub(crate) fn error(error: &Error) -> String {
    match error {
        Error::Usage => {
            "usage: wheelpin-check [--release] SETTINGS.json FINDINGS.json FILE…\n".into()
        }
        Error::Settings { path, source } => {
            format!("error: failed to read {}: {source}\n", path.display())
        }
        Error::Findings { path, source } => {
            format!("error: failed to write {}: {source}\n", path.display())
        }
        Error::Check(error) => {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            format!("error: failed to {error}{cause}\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use wheelpin_wheel::{Ignored, Place};

    use super::*;

    fn finding() -> Finding {
        let place = Place { member: Some("a/b.so".into()), detail: Some("GLIBC_2.38".into()) };
        Finding {
            rule: "too-new",
            severity: Severity::Error,
            file: Some("a-1-py3-none-any.whl".into()),
            message: "needs too much".into(),
            remedy: "Ask for less.".into(),
            places: vec![place],
            times: 3,
        }
    }

    #[test]
    fn a_finding_has_its_rule_places_and_remedy() {
        let ignored = Ignored { finding: finding(), reason: "nobody minds".into() };
        let whole = Finding { file: None, severity: Severity::Info, places: vec![], ..finding() };
        let all = Report {
            schema: 1,
            files: vec![],
            findings: vec![finding(), whole],
            ignored: vec![ignored],
        };
        assert_eq!(
            report(&all),
            "ignored: a-1-py3-none-any.whl: [too-new] needs too much\n  \
               a/b.so: GLIBC_2.38\n  \
               … and 2 more\n  \
               reason: nobody minds\n\
             hint: the release: [too-new] needs too much\n  \
               remedy: Ask for less.\n\
             error: a-1-py3-none-any.whl: [too-new] needs too much\n  \
               a/b.so: GLIBC_2.38\n  \
               … and 2 more\n  \
               remedy: Ask for less.\n\
             0 files, 1 error, 0 warnings, 1 hint, 1 ignored finding\n",
        );
    }
}
