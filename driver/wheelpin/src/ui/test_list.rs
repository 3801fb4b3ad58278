use serde_json::json;
use wheelpin_dist::plain;
use wheelpin_test::{Found, Interpreter, NotRun, Platform, Row, Run, WheelFile};

use crate::ui::count::Count;
use crate::ui::table::Table;

/// A test that Nix has of a wheel.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct NixTest {
    pub(crate) file: String,
    pub(crate) sha256: String,
    /// The check's name.
    pub(crate) check: String,
    pub(crate) python: String,
    pub(crate) release: String,
    pub(crate) platform: String,
}

/// Which Pythons there are, and what would run where.
pub(crate) struct List<'a> {
    pub(crate) found: &'a Found,
    pub(crate) wheels: &'a [WheelFile],
    pub(crate) rows: &'a [Row],
    pub(crate) of_nix: &'a [NixTest],
}

/// One wheel in one Python.
struct Entry<'a> {
    file: &'a str,
    python: String,
    platform: String,
    place: Place<'a>,
}

enum Place<'a> {
    Here(&'a Interpreter),
    Nix(&'a NixTest),
    Nowhere(&'a NotRun),
}

impl<'a> List<'a> {
    /// For people.
    pub(crate) fn text(&self, verbose: bool) -> String {
        let mut pythons = Table::new(["PYTHON", "VERSION", "PLATFORM", "FROM", "PATH"]);
        for interpreter in &self.found.interpreters {
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
        let broken = &self.found.broken;
        if verbose {
            for broken in broken {
                let path = broken.path.to_string_lossy();
                text.push_str(&format!("not used: {} {}\n", plain(&path), plain(&broken.reason)));
            }
        } else if !broken.is_empty() {
            let files = Count(broken.len(), "file");
            text.push_str(&format!("{files} not used (--verbose says why)\n"));
        }
        let mut table = Table::new(["PYTHON", "PLATFORM", "RUN", "WHEEL"]);
        for entry in self.entries() {
            let run = match entry.place {
                Place::Here(interpreter) => format!("in {}", interpreter.facts.release),
                Place::Nix(test) => format!("in Nix, in {}", test.release),
                Place::Nowhere(not_run) => format!("no: {}", not_run.reason),
            };
            table.row([
                plain(&entry.python),
                plain(&entry.platform),
                plain(&run),
                plain(entry.file),
            ]);
        }
        text.push_str(&format!("\n{table}"));
        text
    }

    /// The same for programs (schema 1).
    pub(crate) fn json(&self) -> String {
        let pythons = self.found.interpreters.iter().map(|interpreter| {
            json!({
                "python": interpreter.facts.name(),
                "release": interpreter.facts.release,
                "platform": Platform::of(&interpreter.facts),
                "from": interpreter.origin,
                "path": interpreter.path,
                "emulated": interpreter.is_emulated(),
            })
        });
        let pythons: Vec<_> = pythons.collect();
        let broken = self.found.broken.iter();
        let broken = broken.map(|it| json!({ "path": it.path, "reason": it.reason }));
        let broken: Vec<_> = broken.collect();
        let tests = self.entries().into_iter().map(|entry| {
            let (path, check, reason) = match entry.place {
                Place::Here(interpreter) => (Some(&interpreter.path), None, None),
                Place::Nix(test) => (None, Some(&test.check), None),
                Place::Nowhere(not_run) => (None, None, Some(&not_run.reason)),
            };
            json!({
                "file": entry.file,
                "python": entry.python,
                "platform": entry.platform,
                "path": path,
                "check": check,
                "reason": reason,
            })
        });
        let tests: Vec<_> = tests.collect();
        json!({ "schema": 1, "pythons": pythons, "notUsed": broken, "tests": tests }).to_string()
    }

    /// By wheel; what runs in Nix is not told as missing here.
    fn entries(&self) -> Vec<Entry<'a>> {
        let of_nix = |test: &'a NixTest| Entry {
            file: &test.file,
            python: test.python.clone(),
            platform: test.platform.clone(),
            place: Place::Nix(test),
        };
        let mut rest: Vec<&NixTest> = self.of_nix.iter().collect();
        let mut entries = Vec::new();
        for row in self.rows {
            let Some(wheel) = self.wheels.get(row.wheel) else { continue };
            let (python, platform) = (row.python.to_string(), row.platform.to_string());
            let same = rest.iter().position(|test| {
                test.sha256 == wheel.sha256
                    && test.file == wheel.file
                    && test.python == python
                    && test.platform == platform
            });
            let place = match &row.run {
                Run::Here(index) => self.found.interpreters.get(*index).map(Place::Here),
                Run::Not(_) if same.is_some() => None,
                Run::Not(not_run) => Some(Place::Nowhere(not_run)),
            };
            entries.extend(place.map(|place| Entry { file: &wheel.file, python, platform, place }));
            entries.extend(same.map(|index| of_nix(rest.remove(index))));
        }
        entries.extend(rest.into_iter().map(of_nix));
        entries
    }
}
