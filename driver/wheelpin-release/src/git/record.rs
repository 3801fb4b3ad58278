//! What a tag says of its release: enough to finish it with nothing else at hand.

use crate::journal::FileHash;

/// The first word of the line that names the index.
const INDEX: &str = "Index: ";

/// The line before the files.
const FILES: &str = "Files (sha256):";

/// Most files of a release that are read.
const MOST: usize = 10_000;

/// The index and the files of a release.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// The index: its name or address.
    pub index: String,
    /// The files.
    pub files: Vec<FileHash>,
}

impl Record {
    /// The message of the tag.
    #[must_use]
    pub fn message(&self, tag: &str) -> String {
        let mut text = format!("{tag}\n\n{INDEX}{}\n\n{FILES}\n", self.index);
        for FileHash { file, sha256 } in &self.files {
            text.push_str(&format!("{sha256}  {file}\n"));
        }
        text
    }

    /// Reads the message of a tag; none if it is not one of wheelpin's.
    #[must_use]
    pub fn parse(message: &str) -> Option<Self> {
        let mut lines = message.lines();
        let index = lines.find_map(|line| line.strip_prefix(INDEX))?.trim().to_owned();
        lines.find(|line| *line == FILES)?;
        let mut files = Vec::new();
        for line in lines.take(MOST) {
            // A signature, or what somebody added, ends the list.
            let Some((sha256, file)) = line.split_once("  ") else { break };
            let is_hash = sha256.len() == 64 && sha256.bytes().all(|it| it.is_ascii_hexdigit());
            let is_name = !file.is_empty() && !file.contains(['/', '\\', '\0']);
            if !(is_hash && is_name) {
                break;
            }
            files.push(FileHash { file: file.into(), sha256: sha256.to_ascii_lowercase() });
        }
        (!files.is_empty()).then_some(Self { index, files })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let file =
            |file: &str, digit: &str| FileHash { file: file.into(), sha256: digit.repeat(64) };
        Record {
            index: "pypi".into(),
            files: vec![file("a-1.0-py3-none-any.whl", "1"), file("a-1.0.tar.gz", "b")],
        }
    }

    #[test]
    fn a_tag_says_which_files_it_stands_for() {
        assert_eq!(Record::parse(&record().message("v1.0")), Some(record()));
    }

    #[test]
    fn a_signature_below_is_no_file() {
        let signed = record().message("v1.0") + "-----BEGIN PGP SIGNATURE-----\nabc  def\n";
        assert_eq!(Record::parse(&signed), Some(record()));
    }

    #[test]
    fn other_tags_have_no_record() {
        for message in ["", "v1.0", "v1.0\n\nIndex: pypi\n", "Index: pypi\nFiles (sha256):\nx  y\n"]
        {
            assert_eq!(Record::parse(message), None, "{message:?}");
        }
    }

    #[test]
    fn names_with_directories_end_the_list() {
        let message = record().message("v1.0") + &format!("{}  ../x.whl\n", "1".repeat(64));
        assert_eq!(Record::parse(&message), Some(record()));
    }
}
