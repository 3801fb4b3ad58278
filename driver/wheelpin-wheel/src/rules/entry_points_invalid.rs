use crate::finding::Place;
use crate::metadata::{EntryPoint, EntryPoints};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "entry-points-invalid",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "an entry_points.txt that cannot be read, or scripts whose names or objects are none",
    why: "PyPI refuses a file with broken names, and installers fail on broken objects.",
    remedy: "Write `name = \"module:function\"` in `[project.scripts]` of pyproject.toml, the name \
             of letters, digits, `_`, `.` and `-`.",
    source: "PyPA specifications, \"Entry points\"; PyPI's upload code, `utils/wheel.py` (2026-05-18)",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let entry_points = wheel.documents.entry_points.as_ref()?;
    let place = |detail: &str| Place::member(&entry_points.path).with(detail);
    if let Some(why) = &entry_points.unreadable {
        return Some(Found::new("has entry points that cannot be read").at([place(why)]));
    }
    let wrong = scripts(entry_points).filter_map(|point| {
        let why = problem(point)?;
        Some(place(&format!("{} = {}: {why}", point.name, point.value)))
    });
    Found::places("has scripts that cannot be made", wrong)
}

fn scripts(entry_points: &EntryPoints) -> impl Iterator<Item = &EntryPoint> {
    entry_points.points.iter().filter(|point| point.is_script())
}

fn problem(point: &EntryPoint) -> Option<&'static str> {
    let is_word = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.' | '-');
    if !point.name.chars().all(is_word) {
        return Some("its name is none");
    }
    match point.object() {
        None => Some("it names no object"),
        Some((_, None)) => Some("it names a module, and no function in it"),
        Some(_) => None,
    }
}
