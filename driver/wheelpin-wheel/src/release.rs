use crate::sdist::Sdist;
use crate::wheel::Wheel;
use crate::wheel_name::WheelName;

/// All files that were checked together, a few facts of each.
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
    pub(crate) fn of_wheel(wheel: &Wheel, path: &str) -> Self {
        let name = wheel.name.as_ref().ok().cloned();
        Self {
            file_name: wheel.file_name.clone(),
            path: path.into(),
            size: wheel.size,
            project: name.as_ref().map(|name| (name.name.clone(), name.version.clone())),
            wheel_name: name,
        }
    }

    pub(crate) fn of_sdist(sdist: &Sdist, path: &str) -> Self {
        Self {
            file_name: sdist.file_name.clone(),
            path: path.into(),
            size: sdist.size,
            project: sdist.name.as_ref().map(|name| (name.name.clone(), name.version.clone())),
            wheel_name: None,
        }
    }

    /// Whether it is an sdist by its name.
    pub(crate) fn is_sdist(&self) -> bool {
        self.file_name.ends_with(".tar.gz")
    }
}
