use std::collections::BTreeMap;

/// Files of a source tree: their paths, with `/`, and what the rules read of
/// them.
///
/// A path without content is a file that is there and was not read.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, Option<Vec<u8>>>,
    cut: bool,
}

impl Tree {
    /// Adds a file that is there.
    pub fn add(&mut self, path: impl Into<String>) {
        self.files.insert(path.into(), None);
    }

    /// Adds a file with its content.
    pub fn add_content(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), Some(content.into()));
    }

    /// Notes that there was more than the limits let in.
    pub(crate) fn cut(&mut self) {
        self.cut = true;
    }

    /// Whether there was more than the limits let in.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// A file's text; bytes that are not UTF-8 are replaced.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let content = self.files.get(path)?.as_ref()?;
        Some(String::from_utf8_lossy(content).into_owned())
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Joins two paths of a tree and resolves `.` and `..`; none for what leads out.
pub(crate) fn join(directory: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The directory of a path of a tree (`""` is the root).
pub(crate) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}

/// A directory and those above it, up to the root.
pub(crate) fn ancestors(directory: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(directory), |directory| {
        (!directory.is_empty()).then(|| parent(directory))
    })
}

/// Whether a path is of tests, examples or other people's code.
pub(crate) fn is_aside(path: &str) -> bool {
    const ASIDE: [&str; 8] =
        ["benchmarks", "docs", "examples", "fixtures", "test", "testdata", "tests", "vendor"];
    parent(path).split('/').any(|part| ASIDE.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_do_not_lead_out() {
        assert_eq!(join("python", "../rust/./Cargo.toml").as_deref(), Some("rust/Cargo.toml"));
        assert_eq!(join("", "../Cargo.toml"), None);
    }

    #[test]
    fn the_root_is_above_all() {
        assert_eq!(ancestors("a/b").collect::<Vec<_>>(), ["a/b", "a", ""]);
    }
}
