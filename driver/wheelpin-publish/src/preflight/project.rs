use super::{Point, Seen, count};

const NAME: &str = "project";

/// Whether the index has the project, or would make it.
pub(super) fn point(seen: &Seen<'_>) -> Point {
    let (index, project) = (seen.index(), seen.preflight.project);
    match &seen.project {
        Err(error) => Point::failed(NAME, error),
        Ok(None) if index.is_warehouse => {
            let page = index.pending_publishers_page();
            let page = page.map_or_else(String::new, |page| format!(" at {page}"));
            Point::warning(
                NAME,
                format!(
                    "{project} does not exist on {} yet; the first token for a pending publisher \
                     makes it",
                    index.title
                ),
                format!(
                    "configure a pending publisher{page}, if there is none; it does not keep the \
                     name for you until it is used"
                ),
            )
        }
        Ok(None) => Point::ok(NAME, format!("{project} does not exist on {} yet", index.title)),
        Ok(Some(known)) => {
            let versions = count(known.versions.len(), "version");
            let there = format!("{project} exists on {}, with {versions}", index.title);
            match known.status.as_deref() {
                Some("quarantined") => Point::refused(
                    NAME,
                    format!("{project} is in quarantine on {}", index.title),
                    "ask those who run the index why",
                ),
                Some("archived") => Point::warning(
                    NAME,
                    format!("{there}, and is archived"),
                    "take it out of the archive in the project's settings: the index may refuse files",
                ),
                _ => Point::ok(NAME, there),
            }
        }
    }
}
