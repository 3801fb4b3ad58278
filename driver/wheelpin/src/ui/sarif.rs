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
    let uri = uri(path.as_deref().unwrap_or("dist"));
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

/// A path as a relative reference (RFC 3986, 3.3): what is not unreserved is encoded.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(byte.into());
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_are_encoded() {
        assert_eq!(super::uri("dist/a-1.0+b_c.whl"), "dist/a-1.0%2Bb_c.whl");
        assert_eq!(super::uri("100%/a b#\u{e9}\n"), "100%25/a%20b%23%C3%A9%0A");
    }
}
