use serde_json::{Value, json};
use wheelpin_wheel::{Finding, RULES, Report, Severity};

/// A log in SARIF 2.1.0 (OASIS), with one run.
pub(crate) fn log(report: &Report) -> Value {
    let rules: Vec<Value> = RULES
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "shortDescription": { "text": rule.finds },
                "fullDescription": { "text": rule.why },
                "help": { "text": rule.remedy },
                "defaultConfiguration": { "level": level(rule.severity) },
            })
        })
        .collect();
    let paths = |finding: &Finding| {
        let file = finding.file.as_deref()?;
        report.files.iter().find(|of| of.file == file).map(|of| of.path.clone())
    };
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(finding, paths(finding)))
        .chain(report.ignored.iter().map(|ignored| {
            let mut result = result(&ignored.finding, paths(&ignored.finding));
            result["suppressions"] =
                json!([{ "kind": "external", "justification": ignored.reason }]);
            result
        }))
        .collect();
    let driver = json!({
        "name": "wheelpin",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    json!({ "version": "2.1.0", "runs": [{ "tool": { "driver": driver }, "results": results }] })
}

fn result(finding: &Finding, path: Option<String>) -> Value {
    let uri = path.unwrap_or_else(|| "dist".into()).replace(' ', "%20");
    let members: Vec<Value> = finding
        .places
        .iter()
        .map(|place| {
            let name = place.member.clone().unwrap_or_default();
            let text = place.detail.clone().unwrap_or_default();
            json!({ "fullyQualifiedName": format!("{name} {text}").trim() })
        })
        .collect();
    json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": format!("{}. {}", finding.message, finding.remedy) },
        "locations": [{
            "physicalLocation": { "artifactLocation": { "uri": uri } },
            "logicalLocations": members,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}
