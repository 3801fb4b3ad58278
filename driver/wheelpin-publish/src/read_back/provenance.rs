use reqwest::StatusCode;
use serde::Deserialize;

use super::{error_line, passes};
use crate::http::{read_json, refused};
use crate::{Distribution, Error, Http, Index};

/// The integrity API's media type (PEP 740).
const ACCEPT: &str = "application/vnd.pypi.integrity.v1+json";

/// Most bytes of a file's provenance. Two attestations have some 20 kB.
const LIMIT: u64 = 4 << 20;

/// Whether an index has attestations of a file.
pub(super) enum Attested {
    /// It has.
    Yes,
    /// Not yet, at least.
    No(String),
    /// It has something that is none.
    Never(String),
    /// Why that cannot be told, and whether asking again can help.
    Unknown(String, bool),
}

/// Provenance of a file, without what is not looked at here.
#[derive(Deserialize)]
struct Provenance {
    attestation_bundles: Vec<Bundle>,
}

#[derive(Deserialize)]
struct Bundle {
    attestations: Vec<serde::de::IgnoredAny>,
}

/// Asks the integrity API. That the attestations are about the file and signed by whom they
/// should be is for others to verify: the index did so when it took them.
pub(super) async fn attestations(http: &Http, index: &Index, file: &Distribution) -> Attested {
    match provenance(http, index, file).await {
        Ok(Some(provenance)) => {
            let count: usize =
                provenance.attestation_bundles.iter().map(|bundle| bundle.attestations.len()).sum();
            match count {
                0 => Attested::Never("the index has an empty provenance of it".into()),
                _ => Attested::Yes,
            }
        }
        Ok(None) => Attested::No("the index has no attestations of it".into()),
        Err(error) => Attested::Unknown(error_line(&error), passes(&error)),
    }
}

async fn provenance(
    http: &Http,
    index: &Index,
    file: &Distribution,
) -> Result<Option<Provenance>, Error> {
    let Some(url) = index.provenance(&file.project, &file.version, &file.file_name) else {
        return Ok(None);
    };
    let answer = http.get(&url, ACCEPT).await?;
    match answer.status() {
        StatusCode::NOT_FOUND => Ok(None),
        StatusCode::OK => read_json(answer, LIMIT).await.map(Some),
        _ => Err(refused(answer).await),
    }
}
