use super::{PlannedFile, Point, Presence, Seen, count, several};

const NAME: &str = "sizes";

const MIB: u64 = 1 << 20;

const ASK: &str = "make them smaller (wheelpin check says what takes room), or ask those who run \
                   the index for a higher limit before publishing";

/// Whether the files are small enough.
pub(super) fn point(seen: &Seen<'_>) -> Point {
    let limits = &seen.index().limits;
    let (Some(most), new) = (limits.file_bytes, new_files(seen)) else {
        return Point::ok(NAME, format!("no limit of {} is known", seen.index().title));
    };
    let unbuilt = new.iter().filter(|file| file.size.is_none()).count();
    let large: Vec<&str> = new
        .iter()
        .filter(|file| file.size.is_some_and(|size| size > most))
        .map(|file| file.file_name.as_str())
        .collect();
    let there = seen.project().map_or(&[][..], |project| &project.files);
    if !large.is_empty() {
        let text = format!("{} exceed {} MiB", several(large), most / MIB);
        // A project may have been given more; then it has used that.
        return if there.iter().any(|file| file.size.is_some_and(|size| size > most)) {
            Point::warning(NAME, format!("{text}; the project has had such files before"), ASK)
        } else {
            Point::refused(NAME, text, ASK)
        };
    }
    let ours: u64 = new.iter().filter_map(|file| file.size).fold(0, u64::saturating_add);
    let theirs: u64 = there.iter().filter_map(|file| file.size).fold(0, u64::saturating_add);
    if let Some(most) = limits.project_bytes
        && ours.saturating_add(theirs) > most
    {
        let text = format!(
            "the project has {} MiB and these files {} MiB, more than {} MiB in all",
            theirs / MIB,
            ours / MIB,
            most / MIB
        );
        return Point::warning(
            NAME,
            text,
            "delete files of old releases, or ask for a higher limit",
        );
    }
    if unbuilt > 0 {
        return Point::unknown(NAME, format!("{} not built yet", count(unbuilt, "file")));
    }
    let largest = new.iter().filter_map(|file| file.size).max().unwrap_or(0);
    let all = count(new.len(), "file");
    Point::ok(
        NAME,
        format!("{all}, {} MiB, none above {} MiB", ours.div_ceil(MIB), largest.div_ceil(MIB)),
    )
}

/// The files that are not there yet.
fn new_files<'a>(seen: &Seen<'a>) -> Vec<&'a PlannedFile> {
    let files = seen.preflight.files.iter();
    files.filter(|file| seen.presence(file) != Presence::Same).collect()
}
