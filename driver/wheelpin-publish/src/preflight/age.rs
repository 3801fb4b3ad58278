use jiff::Timestamp;
use pep440_rs::Version;

use super::{Point, Seen, is_of};
use crate::index::Limits;
use crate::project::IndexFile;
use crate::{Index, Project};

const NAME: &str = "age";

/// Below how many days left somebody should hurry.
const FEW: f64 = 2.0;

const SECONDS_OF_DAY: f64 = 86_400.0;

/// How many days are left to add files to a release, less than none if that is over; nothing if
/// the index has no such limit, or does not tell when its files came.
#[must_use]
pub fn days_left(index: &Index, project: &Project, version: &str, now: Timestamp) -> Option<f64> {
    let version: Version = version.trim().parse().ok()?;
    let files = project.files.iter().filter(|file| is_of(file, &version));
    left(&index.limits, files, now)
}

/// The first file makes the release, and its time that of the release.
fn left<'a>(
    limits: &Limits,
    files: impl Iterator<Item = &'a IndexFile>,
    now: Timestamp,
) -> Option<f64> {
    let days = f64::from(limits.days?);
    let first = files.filter_map(|file| file.uploaded).min()?;
    Some(days - now.duration_since(first).as_secs_f64() / SECONDS_OF_DAY)
}

/// Whether the release is young enough for more files.
pub(super) fn point(seen: &Seen<'_>) -> Point {
    let index = seen.index();
    let Some(days) = index.limits.days else {
        return Point::ok(NAME, format!("no limit of {} for adding files is known", index.title));
    };
    if seen.project.is_err() {
        return Point::unknown(NAME, "how old the release is cannot be seen");
    }
    let files = seen.files_of_version();
    if files.is_empty() {
        return Point::ok(NAME, format!("the release is new; files can be added for {days} days"));
    }
    match left(&index.limits, files.into_iter(), seen.preflight.now) {
        None => Point::unknown(NAME, "the index does not tell how old the release is"),
        Some(left) if left <= 0.0 && seen.is_all_there() => {
            Point::ok(NAME, format!("the release is older than {days} days, and has every file"))
        }
        Some(left) if left <= 0.0 => Point::refused(
            NAME,
            format!("the release is older than {days} days: {} takes no more files", index.title),
            "release the next version",
        ),
        Some(left) if left < FEW => Point::warning(
            NAME,
            format!("{left:.1} days are left to add files to the release"),
            "publish all files of the release at once",
        ),
        Some(left) => Point::ok(NAME, format!("{left:.0} days are left to add files")),
    }
}
