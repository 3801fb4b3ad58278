use wheelpin_dist::plain;
use wheelpin_wheel::{Finding, Report, Severity};

/// Annotations of GitHub Actions ("Workflow commands"), a line per finding.
pub(crate) fn text(report: &Report) -> String {
    report
        .findings
        .iter()
        .map(|finding| {
            let file = report.files.iter().find(|of| Some(&of.file) == finding.file.as_ref());
            one(finding, file.map(|file| file.path.as_str()))
        })
        .collect()
}

fn one(finding: &Finding, path: Option<&str>) -> String {
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut message = plain(&finding.message);
    for place in &finding.places {
        let parts = [&place.member, &place.detail].map(|part| part.as_deref().map(plain));
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        message.push_str(&format!("\n{}", parts.join(": ")));
    }
    message.push_str(&format!("\n{}", plain(&finding.remedy)));
    let file = path.map(|path| format!("file={},", property(&plain(path))));
    let file = file.unwrap_or_default();
    format!("::{command} {file}title={}::{}\n", property(finding.rule), data(&message))
}

/// What the runner takes apart again in a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What the runner takes apart again in a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
