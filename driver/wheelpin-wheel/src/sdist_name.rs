/// An sdist's file name in its parts (PEP 625).
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct SdistName {
    /// As written.
    pub(crate) name: String,
    /// As written.
    pub(crate) version: String,
}

impl SdistName {
    /// Reads `NAME-VERSION.tar.gz`; none where there is no hyphen or no such ending.
    pub(crate) fn parse(file_name: &str) -> Option<Self> {
        let stem = file_name.strip_suffix(".tar.gz")?;
        let (name, version) = stem.rsplit_once('-')?;
        let is_whole = !name.is_empty() && !version.is_empty();
        is_whole.then(|| Self { name: name.into(), version: version.into() })
    }
}
