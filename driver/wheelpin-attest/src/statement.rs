use serde::{Deserialize, Serialize};
use serde_json::Value;
use sigstore_types::Sha256Hash;

use crate::error::line;
use crate::{Error, Provenance};

/// The type of all statements (in-toto, Statement v1).
const STATEMENT: &str = "https://in-toto.io/Statement/v1";

/// Most bytes of a statement. That of SLSA provenance has some 3 kB and 300 for each input.
pub(crate) const LARGEST: usize = 512 << 10;

/// What kind of statement.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// Who publishes a file says that they do (PEP 740).
    Publish,
    /// From what a file was built, and how (SLSA v1.0).
    Provenance,
}

impl Kind {
    /// Both, in the order that they are sent in.
    pub const ALL: [Self; 2] = [Self::Publish, Self::Provenance];

    /// The type of its predicate. Indexes take these two (PEP 740, "Attestation
    /// statement").
    #[must_use]
    pub fn predicate_type(self) -> &'static str {
        match self {
            Self::Publish => "https://docs.pypi.org/attestations/publish/v1",
            Self::Provenance => "https://slsa.dev/provenance/v1",
        }
    }

    /// What the names of files that hold such attestations end with, after that of the file
    /// they are about. pypi-attestations, twine and uv look for these.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Publish => ".publish.attestation",
            Self::Provenance => ".slsa.attestation",
        }
    }
}

/// What is attested of one file.
///
/// ```
/// use wheelpin_attest::{Kind, Statement};
///
/// let sha256 = "a3".repeat(32);
/// let statement = Statement::publish("sample-1.0.tar.gz", &sha256)?;
/// assert_eq!(statement.kind(), Kind::Publish);
/// assert_eq!(statement.sha256(), sha256);
/// # Ok::<(), wheelpin_attest::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Statement {
    kind: Kind,
    file_name: String,
    sha256: Sha256Hash,
    json: Vec<u8>,
}

/// A statement as in-toto writes it, with the one subject that PEP 740 allows.
#[derive(Deserialize, Serialize)]
struct InToto {
    #[serde(rename = "_type")]
    statement_type: String,
    subject: [Subject; 1],
    #[serde(rename = "predicateType")]
    predicate_type: String,
    #[serde(default)]
    predicate: Value,
}

#[derive(Deserialize, Serialize)]
struct Subject {
    name: String,
    digest: Digest,
}

#[derive(Deserialize, Serialize)]
struct Digest {
    sha256: String,
}

impl Statement {
    /// That whoever signs publishes the file.
    ///
    /// # Errors
    ///
    /// [`Error::Subject`] if `file_name` is no name of a file, or `sha256` not its digest in
    /// hexadecimal.
    pub fn publish(file_name: &str, sha256: &str) -> Result<Self, Error> {
        Self::new(Kind::Publish, file_name, sha256, Value::Null)
    }

    /// From what the file was built, and how.
    ///
    /// # Errors
    ///
    /// As [`Statement::publish`]; also if the provenance is larger than 512 KiB.
    pub fn provenance(
        file_name: &str,
        sha256: &str,
        provenance: &Provenance,
    ) -> Result<Self, Error> {
        Self::new(Kind::Provenance, file_name, sha256, provenance.predicate())
    }

    fn new(kind: Kind, file_name: &str, sha256: &str, predicate: Value) -> Result<Self, Error> {
        let wrong = |reason| Error::Subject { file: line(file_name), reason };
        let is_name = |name: &str| {
            !name.is_empty()
                && name.len() <= 255
                && !name.contains(['/', '\\'])
                && line(name) == name
        };
        if !is_name(file_name) {
            return Err(wrong("that is no name of a file"));
        }
        let sha256 = digest(sha256).ok_or_else(|| wrong("its SHA-256 is none"))?;
        let statement = InToto {
            statement_type: STATEMENT.into(),
            subject: [Subject {
                name: file_name.into(),
                digest: Digest { sha256: sha256.to_hex() },
            }],
            predicate_type: kind.predicate_type().into(),
            predicate,
        };
        let json = serde_json::to_vec(&statement).map_err(|_| wrong("it cannot be told of"))?;
        if json.len() > LARGEST {
            return Err(wrong("there is too much to tell of it"));
        }
        Ok(Self { kind, file_name: file_name.into(), sha256, json })
    }

    /// Reads a statement as it was signed.
    ///
    /// # Errors
    ///
    /// [`Error::Malformed`] if it has not one subject with a name and a SHA-256, or is of
    /// another kind.
    pub fn from_json(json: &[u8]) -> Result<Self, Error> {
        let malformed = |reason: String| Error::Malformed { reason };
        if json.len() > LARGEST {
            return Err(malformed(format!("its statement has more than {LARGEST} bytes")));
        }
        let statement: InToto = serde_json::from_slice(json)
            .map_err(|error| malformed(format!("its statement: {}", line(&error.to_string()))))?;
        if statement.statement_type != STATEMENT {
            let other = line(&statement.statement_type);
            return Err(malformed(format!("its statement has the type {other:?}")));
        }
        let kind =
            Kind::ALL.into_iter().find(|kind| kind.predicate_type() == statement.predicate_type);
        let kind = kind.ok_or_else(|| {
            malformed(format!("it is of the kind {:?}", line(&statement.predicate_type)))
        })?;
        let [subject] = statement.subject;
        let sha256 = digest(&subject.digest.sha256)
            .ok_or_else(|| malformed("the digest of its subject is no SHA-256".into()))?;
        if subject.name.is_empty() {
            return Err(malformed("its subject has no name".into()));
        }
        Ok(Self { kind, file_name: subject.name, sha256, json: json.to_vec() })
    }

    /// What kind of statement it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The name of the file that it is about.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// SHA-256 of the file, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        self.sha256.to_hex()
    }

    /// The bytes that are signed: JSON.
    #[must_use]
    pub fn json(&self) -> &[u8] {
        &self.json
    }

    /// What is said of the file beyond its name and digest; null of [`Kind::Publish`].
    #[must_use]
    pub fn predicate(&self) -> Value {
        let whole: Option<InToto> = serde_json::from_slice(&self.json).ok();
        whole.map(|whole| whole.predicate).unwrap_or_default()
    }

    pub(crate) fn digest(&self) -> Sha256Hash {
        self.sha256
    }
}

/// A SHA-256 of 64 hexadecimal digits.
pub(crate) fn digest(text: &str) -> Option<Sha256Hash> {
    (text.len() == 64).then(|| Sha256Hash::from_hex(text).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publish_statement_is_what_the_pep_has() {
        let statement = Statement::publish("a-1-py3-none-any.whl", &"0F".repeat(32)).unwrap();
        let expected = format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"a-1-py3-none-any.whl","digest":{{"sha256":"{}"}}}}],"predicateType":"https://docs.pypi.org/attestations/publish/v1","predicate":null}}"#,
            "0f".repeat(32)
        );
        assert_eq!(String::from_utf8_lossy(statement.json()), expected);
        assert_eq!(Statement::from_json(statement.json()).unwrap(), statement);
    }

    #[test]
    fn what_is_no_file_is_not_attested() {
        let sha256 = "00".repeat(32);
        for name in ["", "a/b", "..\\a", "a\nb", &"a".repeat(256)] {
            assert!(
                matches!(Statement::publish(name, &sha256), Err(Error::Subject { .. })),
                "{name:?}"
            );
        }
        for sha256 in ["", "00", &"0g".repeat(32), &"00".repeat(33)] {
            assert!(Statement::publish("a", sha256).is_err(), "{sha256:?}");
        }
    }

    #[test]
    fn other_statements_are_malformed() {
        let good = Statement::publish("a", &"00".repeat(32)).unwrap();
        let good = String::from_utf8(good.json().to_vec()).unwrap();
        Statement::from_json(good.as_bytes()).unwrap();
        for (from, to) in [
            ("Statement/v1", "Statement/v2"),
            ("publish/v1", "publish/v9"),
            ("\"name\":\"a\"", "\"name\":\"\""),
            ("\"sha256\"", "\"sha1\""),
            ("00", "0"),
            ("[{", "[{},{"),
            ("{", ""),
        ] {
            let json = good.replacen(from, to, 1);
            assert_ne!(json, good);
            let read = Statement::from_json(json.as_bytes());
            assert!(matches!(read, Err(Error::Malformed { .. })), "{json}");
        }
    }
}
