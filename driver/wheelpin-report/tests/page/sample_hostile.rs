//! A release in which every text tries to be something else.

use serde_json::Value;

use crate::sample::{Sample, manifest, sample};

pub const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</style></title></textarea></svg><script src=//evil.example></script>",
    "javascript:alert(1)",
    "--><!--<iframe src=\"https://evil.example\">",
    "https://evil.example/\"onload=\"alert(1)",
    "\u{202e}\u{0}\u{1b}[31m\u{feff}]]>&#x3c;script&#x3e;",
    "{{7*7}} @everyone [a](javascript:alert(1)) `|`\n# b\n- c ![x](https://evil.example/x.png)",
];

/// Every string of a manifest, those aside that only have some values.
fn poison(value: &mut Value, key: &str, with: &str) {
    match value {
        Value::String(text) if !["outcome", "severity"].contains(&key) => *text = with.into(),
        Value::Array(all) => all.iter_mut().for_each(|it| poison(it, key, with)),
        Value::Object(all) => {
            for (key, value) in all.iter_mut() {
                poison(value, key, with);
            }
            if key == "tools" || (key == "skipped" && !all.contains_key("module")) {
                let values: Vec<Value> = all.values().cloned().collect();
                *all = values.into_iter().map(|value| (with.to_owned(), value)).collect();
            }
        }
        _ => {}
    }
}

pub fn poisoned(with: &str) -> Sample {
    let mut sample = sample();
    let mut manifest = manifest();
    poison(&mut manifest, "", with);
    sample.manifest = serde_json::from_value(manifest).unwrap();
    let release = sample.release.as_mut().unwrap();
    for text in [
        &mut release.project,
        &mut release.version,
        &mut release.tag,
        &mut release.index,
        release.commit.as_mut().unwrap(),
        release.previous.as_mut().unwrap(),
        &mut release.notes[0],
        sample.repository.as_mut().unwrap(),
        &mut sample.remarks[0],
        &mut sample.wheelpin,
    ] {
        *text = with.into();
    }
    for step in &mut release.steps {
        (step.name, step.text, step.url) = (with.into(), with.into(), Some(with.into()));
    }
    release.uploaded = [(with.to_owned(), with.to_owned())].into();
    sample.attestations = [(with.to_owned(), [with.to_owned()].into())].into();
    sample.previous = wheelpin_report::Previous::Known {
        version: with.into(),
        from: with.into(),
        sizes: [(with.to_owned(), 1)].into(),
    };
    sample
}
