use std::collections::BTreeSet;

use serde_json::Value;

use crate::explain::Places;
use crate::text::order;
use crate::value::cause;
use crate::{Cause, Difference};

/// Values that are told of one document.
const VALUES: usize = 8;

/// Compares JSON documents by their values; none where one is no JSON, or where only its writing
/// differs.
pub(crate) fn compare_json(first: &str, second: &str, places: &Places) -> Option<Vec<Difference>> {
    let (one, two): (Value, Value) =
        (serde_json::from_str(first).ok()?, serde_json::from_str(second).ok()?);
    let mut found = Vec::new();
    compare(&one, &two, "", places, &mut found);
    (!found.is_empty()).then_some(found)
}

// How deep documents are is bounded by serde_json (128).
fn compare(one: &Value, two: &Value, path: &str, places: &Places, found: &mut Vec<Difference>) {
    if one == two || found.len() >= VALUES {
        return;
    }
    match (one, two) {
        (Value::Object(ones), Value::Object(twos)) => {
            for (name, value) in ones {
                let place = format!("{path}.{name}");
                match twos.get(name) {
                    Some(other) => compare(value, other, &place, places, found),
                    None => found.push(leaf(&place, &value.to_string(), "", places)),
                }
            }
            for (name, value) in twos.iter().filter(|(name, _)| !ones.contains_key(*name)) {
                found.push(leaf(&format!("{path}.{name}"), "", &value.to_string(), places));
            }
        }
        (Value::Array(ones), Value::Array(twos)) => {
            let [first, second] =
                [ones, twos].map(|all| all.iter().map(Value::to_string).collect::<Vec<_>>());
            if let Some(difference) = order(&first, &second, "values") {
                let place = format!("{}: {}", named(path), difference.place);
                found.push(Difference { place, ..difference });
                return;
            }
            if ones.len() == twos.len() {
                for (number, (one, two)) in ones.iter().zip(twos).enumerate() {
                    compare(one, two, &format!("{path}[{number}]"), places, found);
                }
            } else {
                let only = |all: &[String], others: &[String]| -> String {
                    let others: BTreeSet<&String> = others.iter().collect();
                    all.iter().find(|value| !others.contains(value)).cloned().unwrap_or_default()
                };
                let (one, two) = (only(&first, &second), only(&second, &first));
                found.push(leaf(path, &one, &two, places));
            }
        }
        (one, two) => {
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), Into::into);
            found.push(leaf(path, &text(one), &text(two), places));
        }
    }
}

fn leaf(path: &str, one: &str, two: &str, places: &Places) -> Difference {
    let cause = match path.rsplit('.').next() {
        Some("serialNumber") => Cause::Serial,
        Some("timestamp") => Cause::Timestamp,
        // What made an SBOM is named in it (CycloneDX 1.5, `metadata.tools`).
        Some("version") if path.starts_with(".metadata.tools") => Cause::Compiler,
        Some("version") => Cause::Version,
        _ => cause(one, two, places),
    };
    Difference::new(named(path), one, two, cause)
}

fn named(path: &str) -> String {
    path.trim_start_matches('.').into()
}
