use csv::{ByteRecord, ReaderBuilder};

use crate::limits;

/// What names of algorithms that are as strong as SHA-256 begin with, in Python's `hashlib`.
pub(crate) const STRONG_HASHES: [&str; 5] = ["sha256", "sha384", "sha512", "sha3_", "blake2"];

/// RECORD: what the wheel holds, by its own account (PyPA specifications, "Recording
/// installed projects").
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Record {
    /// The member it is.
    pub(crate) path: String,
    /// In the order of the file.
    pub(crate) lines: Vec<RecordLine>,
    /// Why not all of it could be read.
    pub(crate) unreadable: Option<String>,
}

/// One line: `sample/__init__.py,sha256=AbC…,17`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct RecordLine {
    /// With `/`; `\` is put right as indexes do.
    pub(crate) path: String,
    /// Whether the path was written with `\`.
    pub(crate) had_backslash: bool,
    /// Name of the algorithm and digest; empty where there is none.
    pub(crate) hash: String,
    /// Bytes; none where it is left out.
    pub(crate) size: Option<u64>,
}

impl Record {
    /// Reads the bytes of the member `path`, at most [`limits::ENTRIES`] lines of them.
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Self {
        let mut record = Self { path: path.into(), ..Self::default() };
        if let Err(error) = std::str::from_utf8(bytes) {
            record.unreadable = Some(format!("is no UTF-8 at byte {}", error.valid_up_to()));
            return record;
        }
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
        let mut row = ByteRecord::new();
        loop {
            match reader.read_byte_record(&mut row) {
                Ok(false) => return record,
                Ok(true) if record.lines.len() == limits::ENTRIES => {
                    record.unreadable = Some(format!("has more than {} lines", limits::ENTRIES));
                    return record;
                }
                Ok(true) => match RecordLine::read(&row) {
                    Some(line) => record.lines.push(line),
                    None => {
                        let number = row.position().map_or(0, csv::Position::line);
                        let wrong = "is not a path, a hash and a size between commas";
                        record
                            .unreadable
                            .get_or_insert(format!("has a line {number} that {wrong}"));
                    }
                },
                Err(error) => {
                    record.unreadable = Some(format!("is no CSV: {error}"));
                    return record;
                }
            }
        }
    }
}

impl RecordLine {
    fn read(row: &ByteRecord) -> Option<Self> {
        let text = |at| row.get(at).and_then(|field| std::str::from_utf8(field).ok());
        let written = text(0).filter(|path| !path.is_empty())?;
        if row.len() != 3 {
            return None;
        }
        let size = text(2)?.trim();
        let size = if size.is_empty() { None } else { Some(size.parse().ok()?) };
        Some(Self {
            path: written.replace('\\', "/"),
            had_backslash: written.contains('\\'),
            hash: text(1)?.into(),
            size,
        })
    }

    /// The name of the algorithm, and the digest: `sha256` and URL-safe base64.
    pub(crate) fn hash(&self) -> Option<(&str, &str)> {
        self.hash.split_once('=')
    }
}

/// Whether the member of that path is a signature of RECORD, which is not listed in it.
pub(crate) fn is_signature(path: &str) -> bool {
    path.ends_with(".dist-info/RECORD.jws") || path.ends_with(".dist-info/RECORD.p7s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_understood() {
        let record = Record::read("RECORD", b"\"a,b.py\",sha256=AA,12\r\na\\c.py,,\n");
        let paths: Vec<&str> = record.lines.iter().map(|line| line.path.as_str()).collect();
        assert_eq!(paths, ["a,b.py", "a/c.py"]);
        assert_eq!(record.lines[0].hash(), Some(("sha256", "AA")));
        assert_eq!(record.lines[0].size, Some(12));
        assert!(record.lines[1].had_backslash);
        assert_eq!(record.unreadable, None);
    }

    #[test]
    fn lines_of_other_forms_are_told_and_passed_over() {
        let record = Record::read("RECORD", b"a.py,sha256=AA\nb.py,,\nc.py,,many\n");
        assert_eq!(record.lines.len(), 1);
        assert!(record.unreadable.is_some_and(|why| why.contains("line 1")));
    }

    #[test]
    fn lines_are_bounded() {
        let record = Record::read("RECORD", "a,,\n".repeat(limits::ENTRIES + 1).as_bytes());
        assert_eq!(record.lines.len(), limits::ENTRIES);
        assert!(record.unreadable.is_some());
    }
}
