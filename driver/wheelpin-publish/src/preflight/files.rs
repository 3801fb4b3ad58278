use std::collections::BTreeSet;

use super::{PlannedFile, Point, Presence, Seen, count, several};

const NAME: &str = "files";

const NEXT: &str = "choose the next version: no index takes other bytes under a name that is used";

/// Whether the files' names are unused on the index, or used by the same bytes.
pub(super) fn point(seen: &Seen<'_>) -> Point {
    let mut names = BTreeSet::new();
    let twice: Vec<&str> = seen.files().iter().map(name).filter(|it| !names.insert(*it)).collect();
    if !twice.is_empty() {
        let text = format!("there is more than one file of the name {}", several(twice));
        return Point::refused(NAME, text, "publish one of them");
    }
    let Ok(known) = &seen.project else {
        return Point::unknown(NAME, "whether names of files are used cannot be seen");
    };
    let those = |presence| -> Vec<&str> {
        let files = seen.files().iter().filter(|file| seen.presence(file) == presence);
        files.map(name).collect()
    };
    let other = those(Presence::Other);
    if !other.is_empty() {
        let text = format!("{} has other bytes under {}", seen.index().title, several(other));
        return Point::refused(NAME, text, NEXT);
    }
    if let Some(refused) = refused_by_warehouse(seen) {
        return refused;
    }
    let unknown = those(Presence::Unknown);
    if !unknown.is_empty() {
        let text = format!("{} has files named {}", seen.index().title, several(unknown));
        return Point::warning(NAME, text, "publishing goes on only if they are the same bytes");
    }
    let same = those(Presence::Same).len();
    let new = count(seen.files().len() - same, "file");
    let same =
        if same == 0 { String::new() } else { format!(", {same} there with the same bytes") };
    let deleted = if known.is_some() {
        "; names that were deleted once are refused, and no index tells them"
    } else {
        ""
    };
    Point::ok(NAME, format!("{new} new{same}{deleted}"))
}

/// What only Warehouse refuses: the same bytes under two names, and a second sdist of a version
/// (`forklift/legacy.py`, 2026-08-21).
fn refused_by_warehouse(seen: &Seen<'_>) -> Option<Point> {
    if !seen.index().is_warehouse {
        return None;
    }
    let there = &seen.project()?.files;
    for file in seen.files() {
        let hash = file.sha256.as_ref();
        let twin = there.iter().find(|other| {
            hash.is_some() && other.sha256.as_ref() == hash && other.file_name != file.file_name
        });
        if let Some(twin) = twin {
            let text = format!("the bytes of {} are there as {}", file.file_name, twin.file_name);
            return Some(Point::refused(NAME, text, "publish each file under one name"));
        }
    }
    let is_sdist = |name: &str| name.ends_with(".tar.gz") || name.ends_with(".zip");
    let ours: Vec<&str> = seen.files().iter().map(name).filter(|name| is_sdist(name)).collect();
    let mut all: BTreeSet<&str> = ours.iter().copied().collect();
    let of_version = seen.files_of_version();
    all.extend(of_version.iter().map(|it| it.file_name.as_str()).filter(|name| is_sdist(name)));
    if ours.is_empty() || all.len() < 2 {
        return None;
    }
    let text = format!("a release has one sdist, and these are {}", several(all));
    Some(Point::refused(NAME, text, "leave out all but one"))
}

fn name(file: &PlannedFile) -> &str {
    &file.file_name
}
