use wheelpin_publish::{Http, HttpSettings, Index, versions};
use wheelpin_release::bump::OnIndex;

use crate::error::Error;

/// The versions that an index, by name or address, has of a project; none where it does
/// not know it. `simple` is the address of its simple API, where that is not known.
///
/// # Errors
///
/// [`Error::Publish`]: it is no index, or does not answer.
pub(crate) async fn fetch_versions(
    index: &str,
    simple: Option<&str>,
    project: &str,
) -> Result<OnIndex, Error> {
    let mut found = Index::parse(index)?;
    if let Some(simple) = simple {
        found = found.with_simple(simple)?;
    }
    let http = Http::new(&HttpSettings::default())?;
    let there = versions(&http, &found, project).await?.unwrap_or_default();
    Ok(OnIndex::new(&found.title, there.iter().map(String::as_str)))
}
