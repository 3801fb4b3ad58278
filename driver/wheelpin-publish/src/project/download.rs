use sha2::{Digest, Sha256};

use super::IndexFile;
use crate::http::{read_limited, refused, shown};
use crate::retry::Attempts;
use crate::{Error, Http, Index};

/// Gets a file that an index has, again where that can help, and no more than `limit` bytes of it.
///
/// # Errors
///
/// [`Error::NoAddress`] if the index does not say where it is; [`Error::OtherBytes`] if it is not
/// what the index says; [`Error::Status`], [`Error::TooLarge`] and those of [`Http`].
pub async fn download(
    http: &Http,
    index: &Index,
    file: &IndexFile,
    limit: u64,
) -> Result<Vec<u8>, Error> {
    let mut attempts = Attempts::default();
    loop {
        match get(http, index, file, limit).await {
            Ok(bytes) => return Ok(bytes),
            Err(error) => attempts.next(error).await?,
        }
    }
}

async fn get(http: &Http, index: &Index, file: &IndexFile, limit: u64) -> Result<Vec<u8>, Error> {
    let Some(url) = &file.url else {
        return Err(Error::NoAddress { file: file.file_name.clone() });
    };
    let login = index.login_for(url);
    let answer = http
        .get_with(url, "*/*", |request| match login {
            Some(login) => request.basic_auth(&login.user, Some(login.password.expose())),
            None => request,
        })
        .await?;
    if !answer.status().is_success() {
        return Err(refused(answer).await);
    }
    let from = shown(answer.url());
    let bytes = read_limited(answer, limit).await?;
    let sha256: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    match &file.sha256 {
        Some(told) if *told != sha256 => {
            Err(Error::OtherBytes { url: from, told: told.clone(), sha256 })
        }
        _ => Ok(bytes.to_vec()),
    }
}
