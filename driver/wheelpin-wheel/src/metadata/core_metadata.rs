use crate::finding::Place;
use crate::limits;
use crate::metadata::field;

/// METADATA of a wheel, or PKG-INFO of an sdist (PyPA specifications, "Core metadata").
///
/// Read as Python's `email.parser` does with its policy compat32, because indexes and
/// installers read through that. A mail library for real mail would decode what they leave
/// as it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CoreMetadata {
    /// The member it is.
    pub(crate) path: String,
    /// In the order of the file: key in lower case, and value.
    fields: Vec<(String, String)>,
    /// What follows the fields.
    body: String,
    /// Why not all of it could be read; what was read stands in the rest.
    pub(crate) unreadable: Option<String>,
    /// The first line that is no field and does not continue one, where the fields ended
    /// before there was an empty line.
    pub(crate) stray: Option<String>,
}

impl CoreMetadata {
    /// Fields that are in no file, at most [`limits::FIELDS`] of them.
    pub(crate) fn of_fields(fields: &[(String, String)], description: &str) -> Self {
        let fields = fields.iter().take(limits::FIELDS);
        Self {
            fields: fields.map(|(key, value)| (key.to_ascii_lowercase(), value.clone())).collect(),
            body: description.into(),
            ..Self::default()
        }
    }

    /// Reads the bytes of the member `path`, at most [`limits::FIELDS`] fields of them.
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Self {
        let mut metadata = Self { path: path.into(), ..Self::default() };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(error) => {
                metadata.unreadable = Some(format!("is no UTF-8 at byte {}", error.valid_up_to()));
                String::from_utf8_lossy(bytes)
            }
        };
        let mut rest = text.as_ref();
        let mut is_first = true;
        while !rest.is_empty() {
            let (line, after) = split_line(rest);
            if line.is_empty() {
                rest = after;
                break;
            }
            if line.starts_with([' ', '\t']) {
                // A continuation of nothing is passed over.
                if let Some((_, value)) = metadata.fields.last_mut() {
                    value.push('\n');
                    value.push_str(line);
                }
            } else if let Some((key, value)) = line.split_once(':').filter(|(key, _)| is_key(key)) {
                if metadata.fields.len() == limits::FIELDS {
                    metadata.unreadable = Some(format!("has more than {} fields", limits::FIELDS));
                    return metadata;
                }
                let value = value.trim_start_matches([' ', '\t']);
                metadata.fields.push((key.to_ascii_lowercase(), value.into()));
            } else if !(is_first && line.starts_with("From ")) {
                metadata.stray = Some(line.into());
                break;
            }
            is_first = false;
            rest = after;
        }
        metadata.body = rest.into();
        metadata
    }

    /// All values of a field, in order. `key` is in lower case.
    pub fn all(&self, key: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(of, _)| of == key).map(|(_, value)| value.as_str())
    }

    /// The value of a field that stands there once; none where there is none or an empty
    /// one, which uploaders leave out.
    #[must_use]
    pub fn one(&self, key: &str) -> Option<&str> {
        let mut all = self.all(key);
        let first = all.next().filter(|value| !value.is_empty());
        first.filter(|_| all.next().is_none())
    }

    /// The keys, in lower case and in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().map(|(key, _)| key.as_str())
    }

    /// The description, from the field or what follows the fields; none where it is empty.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        let body = (!self.body.is_empty()).then_some(self.body.as_str());
        let description = body.or_else(|| self.one("description"))?;
        (!matches!(description.trim(), "" | "UNKNOWN")).then_some(description)
    }

    /// The field or line `detail` of it.
    pub(crate) fn place(&self, detail: &str) -> Place {
        Place::member(&self.path).with(detail)
    }

    /// Whether it is of `version` or newer, as `(2, 4)`.
    #[must_use]
    pub fn is_at_least(&self, version: &str) -> bool {
        let place = |version: &str| field::VERSIONS.iter().position(|known| *known == version);
        let own = self.one("metadata-version").and_then(place);
        own.is_some_and(|own| place(version).is_some_and(|version| own >= version))
    }
}

/// The first line, without its end, and what follows; Python ends lines at CR, LF and both.
pub(super) fn split_line(text: &str) -> (&str, &str) {
    let Some(end) = memchr::memchr2(b'\n', b'\r', text.as_bytes()) else {
        return (text, "");
    };
    let (line, rest) = text.split_at(end);
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
    (line, rest)
}

/// Whether a field may have that name: printable ASCII without a space.
fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> CoreMetadata {
        CoreMetadata::read("METADATA", text.as_bytes())
    }

    #[test]
    fn folded_lines_are_kept_and_keys_repeat() {
        let metadata =
            read("Name: a\r\nLicense: MIT\n  more\nClassifier: b\nCLASSIFIER:c\n\nText\n");
        assert_eq!(metadata.one("license"), Some("MIT\n  more"));
        assert_eq!(metadata.all("classifier").collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(metadata.one("classifier"), None);
        assert_eq!(metadata.description(), Some("Text\n"));
    }

    #[test]
    fn a_line_that_is_no_field_ends_the_fields() {
        let metadata = read("Name: a\nno field\nVersion: 1\n");
        assert_eq!(metadata.stray.as_deref(), Some("no field"));
        assert_eq!(metadata.one("version"), None);
        assert_eq!(metadata.description(), Some("no field\nVersion: 1\n"));
    }

    #[test]
    fn a_byte_order_mark_makes_the_first_line_a_stray_one() {
        assert!(read("\u{feff}Name: a\n").stray.is_some());
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_told() {
        let metadata = CoreMetadata::read("METADATA", b"Name: a\nSummary: \xff\n");
        assert_eq!(metadata.unreadable.as_deref(), Some("is no UTF-8 at byte 17"));
        assert_eq!(metadata.one("name"), Some("a"));
    }

    #[test]
    fn fields_are_bounded() {
        let metadata = read(&"a:\n".repeat(limits::FIELDS + 1));
        assert_eq!(metadata.keys().count(), limits::FIELDS);
        assert!(metadata.unreadable.is_some());
    }
}
