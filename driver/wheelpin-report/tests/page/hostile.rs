use serde_json::Value;

use crate::parsed::assert_harmless;
use crate::sample::{Sample, manifest, sample};
use crate::sample_hostile::{HOSTILE, poisoned};

#[test]
fn nothing_from_outside_becomes_markup() {
    for text in HOSTILE {
        let page = poisoned(text).report().html();
        let parsed = assert_harmless(&page);
        assert_eq!(parsed.all("href").iter().filter(|it| it.contains("evil")).count(), 0, "{text}");
        // It is shown as it is.
        if !text.contains('\u{0}') && !text.contains('\n') {
            assert!(parsed.text.contains(text), "{text}");
        }
    }
}

#[test]
fn each_field_alone_does_no_harm() {
    // A page that is broken by one field may look whole when all are the same.
    for text in HOSTILE {
        for key in [
            "name",
            "version",
            "file",
            "cell",
            "sha256",
            "derivation",
            "message",
            "reason",
            "output",
            "python",
        ] {
            let mut manifest = manifest();
            only(&mut manifest, key, text);
            let sample = Sample { manifest: serde_json::from_value(manifest).unwrap(), ..sample() };
            assert_harmless(&sample.report().html());
        }
    }
}

fn only(value: &mut Value, key: &str, with: &str) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|it| only(it, key, with)),
        Value::Object(all) => {
            for (name, value) in all.iter_mut() {
                match value {
                    Value::String(text) if name == key => *text = with.into(),
                    other => only(other, key, with),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn nothing_from_outside_becomes_markup_in_markdown() {
    for text in HOSTILE {
        let summary = poisoned(text).report().markdown();
        // Outside of code there is no tag but those of wheelpin, and no link.
        let mut is_code = false;
        for line in summary.lines() {
            if line.starts_with("```") {
                is_code = !is_code;
                continue;
            }
            if is_code {
                continue;
            }
            let plain = outside(&line.replace("\\`", ""))
                .replace("\\]", "")
                .replace("<details><summary>", "")
                .replace("</summary>", "")
                .replace("</details>", "");
            assert!(!plain.contains('<') && !plain.contains("]("), "{line}");
            assert!(!plain.contains("@everyone"), "{line}");
        }
        assert!(!is_code, "{summary}");
    }
}

/// What of a line is no code (GFM 0.29, §6.3: code ends at as many backticks as it began with).
fn outside(line: &str) -> String {
    let Some(from) = line.find('`') else { return line.into() };
    let (before, rest) = line.split_at(from);
    let ticks: String = rest.chars().take_while(|it| *it == '`').collect();
    let rest = &rest[ticks.len()..];
    let mut at = 0;
    while let Some(found) = rest[at..].find('`') {
        let run = rest[at + found..].chars().take_while(|it| *it == '`').count();
        at += found + run;
        if run == ticks.len() {
            return format!("{before} {}", outside(&rest[at..]));
        }
    }
    // It is no code then.
    format!("{before} {}", outside(rest))
}

#[test]
fn numbers_at_their_ends_do_no_harm() {
    fn extreme(value: &mut Value, number: u64) {
        match value {
            Value::Number(it) => *it = number.into(),
            Value::Array(all) => all.iter_mut().for_each(|it| extreme(it, number)),
            Value::Object(all) => {
                let others = all.iter_mut().filter(|(key, _)| *key != "schema");
                others.for_each(|(_, it)| extreme(it, number));
            }
            _ => {}
        }
    }
    for number in [0, 1, u64::from(u32::MAX), u64::MAX] {
        let mut manifest = manifest();
        extreme(&mut manifest, number);
        let sample = Sample { manifest: serde_json::from_value(manifest).unwrap(), ..sample() };
        assert_harmless(&sample.report().html());
        assert!(sample.report().markdown().starts_with("## "));
    }
}
