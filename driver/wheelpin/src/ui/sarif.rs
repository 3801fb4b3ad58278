use serde_json::{Value, json};

use crate::ui::reported::{Level, Reported, ReportedRule, with};

/// A log in SARIF 2.1.0 (OASIS), with one run. What is in no file is said to be in `elsewhere`.
pub(crate) fn log(rules: &[ReportedRule], reported: &[Reported<'_>], elsewhere: &str) -> Value {
    let rules: Vec<Value> = rules
        .iter()
        .map(|rule| {
            let described = json!({
                "id": rule.id,
                "shortDescription": { "text": rule.finds },
                "fullDescription": { "text": rule.why },
                "help": { "text": rule.remedy },
                "defaultConfiguration": { "level": level(rule.level) },
            });
            match rule.source {
                Some(source) => with(described, "helpUri", source.into()),
                None => described,
            }
        })
        .collect();
    let results: Vec<Value> = reported.iter().map(|reported| result(reported, elsewhere)).collect();
    let driver = json!({
        "name": "wheelpin",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    json!({ "version": "2.1.0", "runs": [{ "tool": { "driver": driver }, "results": results }] })
}

fn result(reported: &Reported<'_>, elsewhere: &str) -> Value {
    let uri = uri(reported.path.as_deref().unwrap_or(elsewhere));
    let members: Vec<Value> = reported
        .places
        .iter()
        .map(|(member, detail)| {
            let (name, text) = (member.unwrap_or_default(), detail.unwrap_or_default());
            json!({ "fullyQualifiedName": format!("{name} {text}").trim() })
        })
        .collect();
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if let Some((line, column)) = reported.position {
        let region = json!({ "startLine": line, "startColumn": column.max(1) });
        physical = with(physical, "region", region);
    }
    let result = json!({
        "ruleId": reported.rule,
        "level": level(reported.level),
        "message": { "text": format!("{}. {}", reported.message, reported.remedy) },
        "locations": [{ "physicalLocation": physical, "logicalLocations": members }],
    });
    match reported.suppressed {
        Some(reason) => {
            let suppression = json!([{ "kind": "external", "justification": reason }]);
            with(result, "suppressions", suppression)
        }
        None => result,
    }
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

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
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
