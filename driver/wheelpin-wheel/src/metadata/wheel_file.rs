use crate::metadata::CoreMetadata;

/// WHEEL (PyPA specifications, "Binary distribution format"); it has the form of METADATA.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct WheelFile {
    /// The member it is.
    pub(crate) path: String,
    /// `1.0`
    pub(crate) version: Option<String>,
    /// `true` or `false`, in lower case; other words as they are.
    pub(crate) root_is_purelib: Option<String>,
    /// Tags, expanded, in the order of the file.
    pub(crate) tags: Vec<String>,
    /// The build number, where there is one.
    pub(crate) build: Option<String>,
    /// Why it cannot be read.
    pub(crate) unreadable: Option<String>,
}

impl WheelFile {
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Self {
        let file = CoreMetadata::read(path, bytes);
        let one = |key| file.one(key).map(|value| value.trim().to_owned());
        let stray = file.stray.as_ref().map(|line| format!("has a line that is no field: {line}"));
        Self {
            path: path.into(),
            version: one("wheel-version"),
            root_is_purelib: one("root-is-purelib").map(|value| value.to_ascii_lowercase()),
            tags: file.all("tag").map(|tag| tag.trim().to_owned()).collect(),
            build: one("build"),
            unreadable: file.unreadable.clone().or(stray),
        }
    }

    /// Whether members at the top go where pure Python goes.
    pub(crate) fn is_pure(&self) -> bool {
        self.root_is_purelib.as_deref() == Some("true")
    }
}
