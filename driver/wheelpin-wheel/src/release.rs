use crate::sdist_name::SdistName;
use crate::wheel_name::WheelName;

/// All files that were checked together: names and sizes, for no rule about them reads a
/// file again.
#[derive(Debug, Default)]
pub(crate) struct Release {
    /// In the order they were named.
    pub(crate) files: Vec<ReleaseFile>,
    /// File names of the plan they are of, where there is one.
    pub(crate) planned: Option<Vec<String>>,
    /// Bytes that the index takes of one file, where that is not what it takes of others.
    pub(crate) file_size_limit: Option<u64>,
}

/// One file of a release.
#[derive(Clone, Debug)]
pub(crate) struct ReleaseFile {
    /// Without directories.
    pub(crate) file_name: String,
    /// As typed, with directories.
    pub(crate) path: String,
    /// Bytes.
    pub(crate) size: u64,
    /// A wheel's file name in its parts; none for an sdist, or what is named otherwise.
    pub(crate) wheel_name: Option<WheelName>,
    /// Name and version as the file name has them, where it can be read.
    pub(crate) project: Option<(String, String)>,
}

impl ReleaseFile {
    /// A file by its name without directories, as typed, and its size.
    pub(crate) fn new(file_name: &str, path: &str, size: u64) -> Self {
        let wheel_name = WheelName::parse(file_name).ok();
        let of_wheel = wheel_name.as_ref().map(|name| (name.name.clone(), name.version.clone()));
        let of_sdist = || SdistName::parse(file_name).map(|name| (name.name, name.version));
        Self {
            file_name: file_name.into(),
            path: path.into(),
            size,
            project: of_wheel.or_else(of_sdist),
            wheel_name,
        }
    }

    /// The project's name in lowercase, with `_` for each run of `-`, `_` and `.` (PEP 503 and
    /// PEP 427); of a file that is named otherwise, nothing.
    pub(crate) fn project_name(&self) -> String {
        let name = self.project.as_ref().map(|(name, _)| name.as_str()).unwrap_or_default();
        let words: Vec<&str> =
            name.split(['-', '_', '.']).filter(|word| !word.is_empty()).collect();
        words.join("_").to_lowercase()
    }

    /// Whether it is an sdist by its name.
    pub(crate) fn is_sdist(&self) -> bool {
        self.file_name.ends_with(".tar.gz")
    }
}
