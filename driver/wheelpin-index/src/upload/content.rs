use bytes::Bytes;

use super::form::{Form, Value};
use super::form_rules::Checked;
use super::{Refusal, Verdict};
use crate::store::Digests;

/// The file of an upload.
pub(super) struct Content {
    pub(super) file_name: String,
    pub(super) media_type: String,
    /// None where it is larger than the index takes.
    pub(super) bytes: Option<Bytes>,
    pub(super) size: u64,
}

/// There is a file.
pub(super) fn find(form: &Form) -> Verdict<Content> {
    let Some(Value::File { name, media_type, size, bytes }) = form.file("content") else {
        return Err(Refusal::bad("Upload payload does not have a file."));
    };
    Ok(Content {
        file_name: name.clone(),
        // Python's `cgi`, which PyPI reads forms with, has this where nothing is said.
        media_type: media_type.clone().unwrap_or_else(|| "text/plain".into()),
        bytes: bytes.clone(),
        size: *size,
    })
}

/// It says what it is, and that is no image.
pub(super) fn media_type(content: &Content) -> Verdict<()> {
    if content.media_type.is_empty() || content.media_type.starts_with("image/") {
        return Err(Refusal::bad("Invalid distribution file."));
    }
    Ok(())
}

/// Every digest that was sent is the file's.
pub(super) fn digests(rules: &Checked, bytes: &Bytes) -> Verdict<Digests> {
    let digests = Digests::of(bytes);
    let sent = [
        (&rules.md5, &digests.md5),
        (&rules.sha256, &digests.sha256),
        (&rules.blake2, &digests.blake2),
    ];
    let is_other =
        |(sent, own): &(&Option<String>, &String)| sent.as_ref().is_some_and(|sent| sent != *own);
    if sent.iter().any(is_other) {
        let message = "The digest supplied does not match a digest calculated from the uploaded \
                       file.";
        return Err(Refusal::bad(message));
    }
    Ok(digests)
}
