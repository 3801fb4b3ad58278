use wheelpin_wheel::{WheelName, is_platform_accepted};

use super::{Point, Preflight, count, several};

const NAME: &str = "tags";

/// Whether the index takes the wheels' platform tags.
pub(super) fn point(preflight: &Preflight<'_>) -> Point {
    let names = || preflight.files.iter().map(|file| file.file_name.as_str());
    let is_wheel = |name: &&str| WheelName::parse(name).is_ok();
    let is_sdist = |name: &&str| name.ends_with(".tar.gz") || name.ends_with(".zip");
    let others: Vec<&str> = names().filter(|name| !is_wheel(name) && !is_sdist(name)).collect();
    if !others.is_empty() {
        let text = format!("{} are neither wheels nor sdists", several(others));
        return Point::refused(NAME, text, "publish wheels and one sdist");
    }
    let wheels = count(names().filter(is_wheel).count(), "wheel");
    if !preflight.index.is_warehouse {
        return Point::ok(
            NAME,
            format!("{wheels}; no limit of {} is known", preflight.index.title),
        );
    }
    let refused: Vec<&str> = names().filter(|name| !is_taken(name)).collect();
    if refused.is_empty() {
        return Point::ok(NAME, format!("{wheels}, with platform tags that it takes"));
    }
    let text =
        format!("{} refuses the platform tags of {}", preflight.index.title, several(refused));
    Point::refused(NAME, text, "wheelpin check says which, and what to build for instead")
}

fn is_taken(name: &str) -> bool {
    WheelName::parse(name)
        .map_or(true, |name| name.platforms.iter().all(|tag| is_platform_accepted(tag)))
}
