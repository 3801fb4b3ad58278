use std::time::Duration;

/// What an index says to a file that was sent to it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Answer {
    /// It has the file now, or had the same one.
    Accepted,
    /// There is a file of that name already; which bytes it has is not said.
    Exists {
        /// BLAKE2b-256 of the file that is there, where the index says so.
        blake2b: Option<String>,
    },
    /// There was a file of that name, and there may never be another.
    Deleted,
    /// Whoever asked may not do that.
    Denied,
    /// It may be otherwise later.
    Again {
        /// Whether the file may have been taken nevertheless.
        is_uncertain: bool,
    },
    /// It is as it is.
    Refused,
}

/// Words in which indexes say that a name is taken, in lower case, with the status that comes
/// with them where others use them otherwise. Collected by trying, and from uv's `uv-publish`
/// and twine's `commands/upload.py` (2026-08).
const EXISTS: &[(u16, &str)] = &[
    // PyPI
    (400, "file already exists"),
    // GitLab
    (400, "has already been taken"),
    // Nexus
    (400, "updating asset"),
    // Artifactory
    (403, "overwrite artifact"),
];

/// What PyPI says of a name that had a file once (warehouse, `forklift/legacy.py`).
const DELETED: &str = "previously used by a file that has since been deleted";

/// Judges an answer by its status and its text.
///
/// 500 is tried again like 502 to 504: it says that the index failed, and not that it does not
/// want the file, which is what 4xx are for. PyPI gives it where two requests are in each
/// other's way in its database. That the file may be there is asked for beforehand, and
/// attempts are few.
pub(super) fn judge(status: u16, text: &str) -> Answer {
    let text = text.to_lowercase();
    match status {
        200..=299 => Answer::Accepted,
        // pypiserver and devpi have this status for nothing else.
        409 => Answer::Exists { blake2b: None },
        408 | 500 | 502 | 503 | 504 => Answer::Again { is_uncertain: true },
        429 => Answer::Again { is_uncertain: false },
        _ if text.contains(DELETED) => Answer::Deleted,
        _ if EXISTS.iter().any(|(of, words)| *of == status && text.contains(words)) => {
            Answer::Exists { blake2b: blake2b(&text) }
        }
        401 | 403 => Answer::Denied,
        _ => Answer::Refused,
    }
}

/// The hash in `with blake2_256 hash '…'`.
fn blake2b(text: &str) -> Option<String> {
    let (_, after) = text.split_once("blake2_256 hash '")?;
    let (hash, _) = after.split_once('\'')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| hash.to_owned())
}

/// What to do about a refusal, by its words in lower case: those of PyPI
/// (`forklift/legacy.py`, 2026-08-21).
const REMEDIES: &[(&str, &str)] = &[
    (
        "only one sdist may be uploaded",
        "the release has another sdist already; a release cannot have two: leave this one out, or release the next version",
    ),
    (
        "releases older than",
        "the time for adding files to this release is over: release the next version",
    ),
    (
        "file too large",
        "make the file smaller, or ask the index for a higher limit for the project",
    ),
    (
        "project size too large",
        "delete what nobody needs any more of old releases, or ask the index for a higher limit for the project",
    ),
    (
        "attestation",
        "the attestations do not fit the file, or whoever publishes: publish from the workflow that signed them",
    ),
    ("description", "see what does not render: wheelpin check FILE"),
    ("classifier", "see which classifiers there are: wheelpin check FILE"),
];

/// What to type after a refusal.
pub(super) fn remedy(text: &str) -> &'static str {
    let text = text.to_lowercase();
    let known = REMEDIES.iter().find(|(words, _)| text.contains(words));
    known.map_or(
        "what the index says is final: correct it, and see what else it would refuse: wheelpin check FILE",
        |(_, remedy)| remedy,
    )
}

/// What is written of a wait.
pub(super) fn seconds(wait: Duration) -> String {
    format!("{} s", wait.as_secs().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_that_pass_are_tried_again_and_refusals_are_not() {
        for status in [408, 500, 502, 503, 504] {
            assert_eq!(judge(status, ""), Answer::Again { is_uncertain: true }, "{status}");
        }
        assert_eq!(judge(429, ""), Answer::Again { is_uncertain: false });
        for status in [400, 404, 405, 410, 411, 413, 415, 422, 501, 505] {
            assert_eq!(judge(status, "File too large"), Answer::Refused, "{status}");
        }
        assert_eq!([judge(401, ""), judge(403, "No")], [Answer::Denied, Answer::Denied]);
        assert_eq!([judge(200, "rubbish"), judge(201, "")], [Answer::Accepted, Answer::Accepted]);
    }

    #[test]
    fn a_taken_name_is_known_by_every_indexs_words() {
        let hash = "ab".repeat(32);
        let pypi = format!("File already exists ('a-1.whl', with blake2_256 hash '{hash}'). See x");
        assert_eq!(judge(400, &pypi), Answer::Exists { blake2b: Some(hash) });
        for (status, text) in [
            (400, "File already exists ('a', with blake2_256 hash 'x')"),
            (409, "Package 'a.whl' already exists!"),
            (409, "a.whl already exists in non-volatile index"),
            (400, "{\"message\": \"Validation failed: File name has already been taken\"}"),
            (400, "Repository does not allow updating assets: pypi"),
            (403, "Not enough permissions to delete/overwrite artifact 'a'"),
        ] {
            assert_eq!(judge(status, text), Answer::Exists { blake2b: None }, "{text}");
        }
    }

    #[test]
    fn a_deleted_name_is_none_that_can_be_had_again() {
        let text = "This filename was previously used by a file that has since been deleted. Use a different version.";
        assert_eq!(judge(400, text), Answer::Deleted);
    }

    #[test]
    fn remedies_fit_the_words() {
        assert!(remedy("Only one sdist may be uploaded per release.").contains("another sdist"));
        assert!(
            remedy("Uploading new files to releases older than 14 days").contains("next version")
        );
        assert!(remedy("anything").contains("wheelpin check"));
    }
}
