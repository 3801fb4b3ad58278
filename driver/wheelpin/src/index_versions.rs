use wheelpin_release::bump::OnIndex;

use crate::error::Error;

/// The versions that an index, by name or address, has of a project; none where it does
/// not know it.
///
/// # Errors
///
/// [`Error::NoIndexClient`]: this wheelpin cannot ask indexes.
pub(crate) async fn fetch_versions(index: &str, _project: &str) -> Result<OnIndex, Error> {
    Err(Error::NoIndexClient { index: index.into() })
}
