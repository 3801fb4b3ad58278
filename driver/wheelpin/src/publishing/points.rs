use miette::Diagnostic;
use wheelpin_dist::plain;
use wheelpin_publish::Point;
use wheelpin_publish::preflight::Verdict;

use crate::ExitCode;
use crate::exit_codes::publish_exit_code;

/// What a preflight saw, a line per point and what to do below it.
pub(crate) fn text(points: &[Point]) -> String {
    let mut text = String::new();
    for point in points {
        let word = match point.verdict {
            Verdict::Ok => "ok",
            Verdict::Unknown => "?",
            Verdict::Warning => "warn",
            Verdict::Refused => "NO",
        };
        text.push_str(&format!("{word:<4}  {:<9} {}\n", point.name, plain(&point.text)));
        if let Some(help) = point.help.as_ref().filter(|_| point.verdict != Verdict::Ok) {
            for line in help.lines() {
                text.push_str(format!("                {}", plain(line)).trim_end());
                text.push('\n');
            }
        }
    }
    text
}

/// Points that speak against publishing.
pub(crate) fn refused(points: &[Point]) -> Vec<&Point> {
    points.iter().filter(|point| point.verdict == Verdict::Refused).collect()
}

/// Why the index could not be asked, if it should have answered.
pub(crate) fn unreachable(points: &[Point]) -> Option<&wheelpin_publish::Error> {
    let errors = points.iter().filter_map(|point| point.error.as_ref());
    errors.into_iter().find(|error| publish_exit_code(error) == ExitCode::Network)
}

/// How the program ends for the first of some points.
pub(crate) fn exit_code(points: &[&Point]) -> ExitCode {
    let Some(point) = points.first() else { return ExitCode::Done };
    match (&point.error, point.name) {
        (Some(error), _) => publish_exit_code(error),
        (None, "version" | "files" | "age") => ExitCode::Conflict,
        (None, "findings") => ExitCode::Wheels,
        (None, _) => ExitCode::Usage,
    }
}

/// The help of several points as one.
pub(crate) fn help(points: &[&Point]) -> String {
    let helps: Vec<String> = points
        .iter()
        .filter_map(|point| {
            point.help.clone().or_else(|| Some(point.error.as_ref()?.help()?.to_string()))
        })
        .collect();
    helps.join("\n")
}
