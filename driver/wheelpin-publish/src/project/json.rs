//! A project's page as JSON (PEP 691, 700, 792).

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{IndexFile, MOST, Project, sha256};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Page {
    meta: Meta,
    #[serde(default, deserialize_with = "several")]
    versions: Vec<String>,
    #[serde(deserialize_with = "several")]
    files: Vec<File>,
    #[serde(default)]
    project_status: Option<Status>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Meta {
    api_version: String,
}

#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    status: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct File {
    filename: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    hashes: Hashes,
    #[serde(default)]
    size: Option<u64>,
    #[serde(default)]
    upload_time: Option<String>,
    /// An address; null says that there is none (PEP 740).
    #[serde(default, deserialize_with = "told")]
    provenance: Option<Option<String>>,
}

#[derive(Default, Deserialize)]
struct Hashes {
    #[serde(default)]
    sha256: Option<String>,
}

/// Reads it; what is wrong is said without repeating it.
pub(super) fn read(body: &[u8]) -> Result<Project, String> {
    let page: Page = serde_json::from_slice(body).map_err(|error| {
        format!("JSON of another form, at line {}, column {}", error.line(), error.column())
    })?;
    if page.meta.api_version.split('.').next() != Some("1") {
        return Err("a version of the simple API that is not 1".into());
    }
    let status = page.project_status.and_then(|it| it.status);
    let files = page.files.into_iter().map(|file| IndexFile {
        sha256: file.hashes.sha256.as_deref().and_then(sha256),
        size: file.size,
        uploaded: file.upload_time.and_then(|time| time.parse().ok()),
        is_attested: file.provenance.map(|address| address.is_some()),
        href: file.url,
        url: None,
        file_name: file.filename,
    });
    Ok(Project { versions: page.versions, files: files.collect(), status })
}

/// What is there, null too.
fn told<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// A list of at most [`MOST`] items: a small text can hold very many.
fn several<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    struct Several<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Several<T> {
        type Value = Vec<T>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "a list of at most {MOST} items")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
            let mut list = Vec::new();
            while let Some(item) = items.next_element()? {
                if list.len() == MOST {
                    return Err(A::Error::custom("too many items"));
                }
                list.push(item);
            }
            Ok(list)
        }
    }

    deserializer.deserialize_seq(Several(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read() {
        let hash = "AB".repeat(32);
        let page = format!(
            r#"{{"meta": {{"api-version": "1.4", "_last-serial": 1}}, "name": "a",
              "project-status": {{"status": "archived"}}, "versions": ["1.0", "2.0"],
              "files": [
                {{"filename": "a-1.0.tar.gz", "url": "x", "hashes": {{"sha256": "{hash}"}},
                  "size": 3, "upload-time": "2026-11-01T10:00:00.123456Z", "yanked": false,
                  "provenance": "https://index.example/a"}},
                {{"filename": "a-2.0.tar.gz", "provenance": null}},
                {{"filename": "a-1.0-py3-none-any.whl", "hashes": {{"md5": "x", "sha256": "x"}},
                  "upload-time": "yesterday"}}]}}"#
        );
        let project = read(page.as_bytes()).unwrap();
        assert_eq!(project.versions, ["1.0", "2.0"]);
        assert_eq!(project.status.as_deref(), Some("archived"));
        let file = project.file("a-1.0.tar.gz").unwrap();
        assert_eq!(file.sha256.as_deref(), Some("ab".repeat(32).as_str()));
        assert_eq!(file.size, Some(3));
        assert_eq!(file.uploaded.unwrap().to_string(), "2026-11-01T10:00:00.123456Z");
        assert_eq!(file.is_attested, Some(true));
        assert_eq!(project.files[1].is_attested, Some(false));
        let other = &project.files[2];
        assert_eq!(other.is_attested, None);
        assert_eq!((&other.sha256, other.size, other.uploaded), (&None, None, None));
    }

    #[test]
    fn other_json_is_refused() {
        for page in [
            "",
            "[]",
            "null",
            "{\"files\": []}",
            r#"{"meta": {"api-version": "2.0"}, "files": []}"#,
            r#"{"meta": {"api-version": 1}, "files": []}"#,
            r#"{"meta": {"api-version": "1.0"}, "files": {}}"#,
            r#"{"meta": {"api-version": "1.0"}, "files": [{"filename": 1}]}"#,
            r#"{"meta": {"api-version": "1.0"}, "files": [{"filename": "a", "size": -1}]}"#,
            &"[".repeat(100_000),
        ] {
            assert!(read(page.as_bytes()).is_err(), "{page}");
        }
    }

    #[test]
    fn a_list_without_end_is_refused() {
        let files = r#"{"filename":""},"#.repeat(MOST);
        let page = |last| format!(r#"{{"meta":{{"api-version":"1.0"}},"files":[{files}{last}]}}"#);
        assert!(read(page("{\"filename\":\"a\"}").as_bytes()).is_err());
        let page = page("").replacen(",]}", "]}", 1);
        assert_eq!(read(page.as_bytes()).unwrap().files.len(), MOST);
    }
}
