use sha2::{Digest, Sha256};

use crate::zip_builder::{ZipBuilder, ZipMember};

/// A wheel of the project `sample`, sound unless something is changed.
#[derive(Clone, Debug)]
pub struct WheelBuilder {
    /// As in the file name.
    pub name: String,
    /// As in the file name.
    pub version: String,
    /// The part of the file name behind the version: `py3-none-any`.
    pub tag: String,
    /// METADATA; left out where it is empty.
    pub metadata: String,
    /// WHEEL, made of the tag; left out where it is empty.
    pub wheel: String,
    /// All but METADATA, WHEEL and RECORD, by path.
    pub members: Vec<(String, Vec<u8>)>,
    /// RECORD in place of the right one.
    pub record: Option<String>,
}

impl WheelBuilder {
    /// A wheel with the members `sample/__init__.py` and a licence.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        let mut wheel = "Wheel-Version: 1.0\nGenerator: wheelpin-testing\n".to_owned();
        let [pythons, abis, platforms] = tag.split('-').collect::<Vec<_>>()[..] else {
            unreachable!("{tag}")
        };
        let is_pure = abis == "none" && platforms == "any";
        wheel += if is_pure { "Root-Is-Purelib: true\n" } else { "Root-Is-Purelib: false\n" };
        for python in pythons.split('.') {
            for abi in abis.split('.') {
                for platform in platforms.split('.') {
                    wheel += &format!("Tag: {python}-{abi}-{platform}\n");
                }
            }
        }
        // The oldest Python of the stable ABI is that of the project.
        let floor = pythons.split('.').find_map(|python| python.strip_prefix("cp3"));
        let floor = floor.filter(|_| abis.split('.').any(|abi| abi == "abi3")).unwrap_or("9");
        let metadata = format!(
            "Metadata-Version: 2.4\nName: sample\nVersion: 1.0\nSummary: A sample\n\
                        License-Expression: MIT\nLicense-File: LICENSE\nRequires-Python: >=3.{floor}\n\
                        Description-Content-Type: text/markdown\n\n# A sample\n"
        );
        Self {
            name: "sample".into(),
            version: "1.0".into(),
            tag: tag.into(),
            metadata,
            wheel,
            members: vec![
                ("sample/__init__.py".into(), b"\"\"\"A sample.\"\"\"\n".to_vec()),
                ("sample-1.0.dist-info/licenses/LICENSE".into(), b"MIT License\n".to_vec()),
            ],
            record: None,
        }
    }

    /// With one more member.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.members.push((path.into(), bytes.into()));
        self
    }

    /// Without a member.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        self.members.retain(|(of, _)| of != path);
        self
    }

    /// With a line, or several, before the description of METADATA.
    #[must_use]
    pub fn header(mut self, line: &str) -> Self {
        let at = self.metadata.find("\n\n").unwrap();
        self.metadata.insert_str(at, &format!("\n{line}"));
        self
    }

    /// With other METADATA.
    #[must_use]
    pub fn replaced(mut self, from: &str, to: &str) -> Self {
        assert!(self.metadata.contains(from), "{from}");
        self.metadata = self.metadata.replace(from, to);
        self
    }

    /// `sample-1.0-py3-none-any.whl`
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}-{}-{}.whl", self.name, self.version, self.tag)
    }

    /// `sample-1.0.dist-info`
    #[must_use]
    pub fn dist_info(&self) -> String {
        format!("{}-{}.dist-info", self.name, self.version)
    }

    /// The records, for more changes. Members come in the order they were added,
    /// `.dist-info` last and RECORD the very last.
    #[must_use]
    pub fn zip(&self) -> ZipBuilder {
        let record = self.record.clone().unwrap_or_else(|| self.right_record());
        let mut members = self.listed();
        members.push((format!("{}/RECORD", self.dist_info()), record.into()));
        let members = members.iter().map(|(path, bytes)| ZipMember::deflated(path, bytes));
        ZipBuilder { members: members.collect(), ..ZipBuilder::default() }
    }

    /// RECORD as it has to be.
    #[must_use]
    pub fn right_record(&self) -> String {
        let listed = self.listed();
        let lines = listed.iter().map(|(path, bytes)| {
            format!("{path},sha256={},{}\n", base64(&Sha256::digest(bytes)), bytes.len())
        });
        lines.collect::<String>() + &format!("{}/RECORD,,\n", self.dist_info())
    }

    /// All members but RECORD, in their order.
    fn listed(&self) -> Vec<(String, Vec<u8>)> {
        let dist_info = self.dist_info();
        let mut members = self.members.clone();
        let texts = [("METADATA", &self.metadata), ("WHEEL", &self.wheel)];
        for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            members.push((format!("{dist_info}/{name}"), text.clone().into()));
        }
        members.sort_by_key(|(path, _)| path.contains(".dist-info/"));
        members
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.zip().bytes()
    }
}

/// URL-safe base64 without padding.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let mut word = [0; 4];
        word[1..=chunk.len()].copy_from_slice(chunk);
        let word = u32::from_be_bytes(word);
        for digit in 0..=chunk.len() {
            let at = (word >> (18 - 6 * digit)) & 63;
            text.push(char::from(ALPHABET[at as usize]));
        }
    }
    text
}
