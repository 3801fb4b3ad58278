use super::{Findings, Point, Preflight, count};

const NAME: &str = "findings";

/// Whether a check found something in the files.
pub(super) fn point(preflight: &Preflight<'_>) -> Point {
    const LOOK: &str = "wheelpin check FILES says what and what to do";
    match preflight.findings {
        None => Point::unknown(NAME, "the files were not checked"),
        Some(Findings { errors: 0, warnings: 0 }) => Point::ok(NAME, "none"),
        Some(Findings { errors: 0, warnings }) => {
            Point::warning(NAME, count(warnings, "warning"), LOOK)
        }
        Some(Findings { errors, .. }) => Point::refused(NAME, count(errors, "error"), LOOK),
    }
}
