use serde_json::json;
use wheelpin_nix::plain;
use wheelpin_test::{Found, Platform, Row, Run, WheelFile};

use crate::ui::count::Count;
use crate::ui::table::Table;

/// Which Pythons there are, and what would run where.
pub(crate) fn text(found: &Found, wheels: &[WheelFile], rows: &[Row], verbose: bool) -> String {
    let mut pythons = Table::new(["PYTHON", "VERSION", "PLATFORM", "FROM", "PATH"]);
    for interpreter in &found.interpreters {
        let facts = &interpreter.facts;
        let emulated = if interpreter.is_emulated() { " (emulated)" } else { "" };
        pythons.row([
            facts.name().to_string(),
            plain(&facts.release),
            format!("{}{emulated}", plain(&Platform::of(facts).to_string())),
            interpreter.origin.into(),
            plain(&interpreter.path.to_string_lossy()),
        ]);
    }
    let mut text = format!("{pythons}\n");
    if verbose {
        for broken in &found.broken {
            let path = broken.path.to_string_lossy();
            text.push_str(&format!("not used: {} {}\n", plain(&path), plain(&broken.reason)));
        }
    } else if !found.broken.is_empty() {
        text.push_str(&format!(
            "{} not used (--verbose says why)\n",
            Count(found.broken.len(), "file")
        ));
    }
    let mut table = Table::new(["PYTHON", "PLATFORM", "RUN", "WHEEL"]);
    for row in rows {
        let run = match &row.run {
            Run::Here(index) => found
                .interpreters
                .get(*index)
                .map(|interpreter| format!("in {}", interpreter.facts.release))
                .unwrap_or_default(),
            Run::Not(not_run) => format!("no: {}", not_run.reason),
        };
        let file = wheels.get(row.wheel).map(|wheel| plain(&wheel.file)).unwrap_or_default();
        table.row([row.python.to_string(), plain(&row.platform.to_string()), plain(&run), file]);
    }
    text.push_str(&format!("\n{table}"));
    text
}

/// The same for programs (schema 1).
pub(crate) fn json(found: &Found, wheels: &[WheelFile], rows: &[Row]) -> String {
    let pythons: Vec<_> = found
        .interpreters
        .iter()
        .map(|interpreter| {
            json!({
                "python": interpreter.facts.name(),
                "release": interpreter.facts.release,
                "platform": Platform::of(&interpreter.facts),
                "from": interpreter.origin,
                "path": interpreter.path,
                "emulated": interpreter.is_emulated(),
            })
        })
        .collect();
    let broken: Vec<_> = found
        .broken
        .iter()
        .map(|broken| json!({ "path": broken.path, "reason": broken.reason }))
        .collect();
    let tests: Vec<_> = rows
        .iter()
        .map(|row| {
            let (path, reason) = match &row.run {
                Run::Here(index) => (found.interpreters.get(*index).map(|it| &it.path), None),
                Run::Not(not_run) => (None, Some(&not_run.reason)),
            };
            json!({
                "file": wheels.get(row.wheel).map(|wheel| &wheel.file),
                "python": row.python,
                "platform": row.platform,
                "path": path,
                "reason": reason,
            })
        })
        .collect();
    json!({ "schema": 1, "pythons": pythons, "notUsed": broken, "tests": tests }).to_string()
}
