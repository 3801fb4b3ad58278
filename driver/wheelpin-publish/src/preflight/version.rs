use super::{Point, Presence, Seen, count, is_version, several};

const NAME: &str = "version";

/// Whether the version is unused, or only by what is to be published.
pub(super) fn point(seen: &Seen<'_>) -> Point {
    let (index, text) = (seen.index(), seen.preflight.version);
    let Some(version) = &seen.version else {
        return Point::refused(
            NAME,
            format!("{text:?} is no version"),
            "write it as PEP 440 has it",
        );
    };
    if version.is_local() && index.is_warehouse {
        return Point::refused(
            NAME,
            format!("{version} is a local version, which {} refuses", index.title),
            "leave out what follows the +",
        );
    }
    let Ok(known) = &seen.project else {
        return Point::unknown(NAME, format!("whether {version} is used cannot be seen"));
    };
    let used = known.iter().flat_map(|project| &project.versions);
    let is_used = used.into_iter().any(|used| is_version(used, version));
    let there = seen.files_of_version();
    if !is_used && there.is_empty() {
        return Point::ok(
            NAME,
            format!("{version} is unused, but for what was deleted once, which no index tells"),
        );
    }
    if there.is_empty() {
        return Point::warning(
            NAME,
            format!("{version} exists on {} without files", index.title),
            "if its files were deleted, their names are not taken again: choose the next version",
        );
    }
    let is_planned = |name: &str| seen.files().iter().any(|file| file.file_name == name);
    let foreign: Vec<&str> =
        there.iter().map(|it| it.file_name.as_str()).filter(|name| !is_planned(name)).collect();
    let files = count(there.len(), "file");
    if !foreign.is_empty() {
        return Point::warning(
            NAME,
            format!("{version} exists on {} with {files}, also {}", index.title, several(foreign)),
            "look whether those belong to this release; to publish something else, choose the next \
             version",
        );
    }
    let same = seen.files().iter().filter(|file| seen.presence(file) == Presence::Same).count();
    if same == there.len() {
        return Point::ok(
            NAME,
            format!("{version} exists with {files} of this release: publishing goes on there"),
        );
    }
    Point::warning(
        NAME,
        format!("{version} exists on {} with {files} of these names", index.title),
        "to publish something else, choose the next version",
    )
}
