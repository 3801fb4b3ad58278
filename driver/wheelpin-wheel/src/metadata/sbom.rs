use serde::Deserialize;
use serde::de::IgnoredAny;

/// One file of `.dist-info/sboms/` (PEP 770).
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Sbom {
    /// The member it is.
    pub(crate) path: String,
    /// Why it is none.
    pub(crate) problem: Option<String>,
}

/// What tells CycloneDX and SPDX apart, and what each must have (CycloneDX 1.2 to 1.7; SPDX
/// 2.2 and 2.3; SPDX 3 is JSON-LD).
#[derive(Debug, Deserialize)]
struct Json {
    #[serde(rename = "bomFormat")]
    bom_format: Option<String>,
    #[serde(rename = "specVersion")]
    spec_version: Option<String>,
    #[serde(rename = "spdxVersion")]
    spdx_version: Option<String>,
    #[serde(rename = "SPDXID")]
    spdx_id: Option<String>,
    name: Option<IgnoredAny>,
    #[serde(rename = "dataLicense")]
    data_license: Option<String>,
    #[serde(rename = "documentNamespace")]
    document_namespace: Option<String>,
    #[serde(rename = "creationInfo")]
    creation_info: Option<IgnoredAny>,
    #[serde(rename = "@context")]
    context: Option<IgnoredAny>,
    #[serde(rename = "@graph")]
    graph: Option<IgnoredAny>,
}

impl Sbom {
    pub(crate) fn read(path: &str, bytes: &[u8]) -> Self {
        let end = path.rsplit('/').next().unwrap_or_default().rsplit_once('.').map(|(_, end)| end);
        let problem = match end {
            Some("json") => json_problem(bytes),
            Some("xml") => xml_problem(bytes),
            _ if bytes.is_empty() => Some("is empty".into()),
            _ => None,
        };
        Self { path: path.into(), problem }
    }
}

fn json_problem(bytes: &[u8]) -> Option<String> {
    let json: Json = match serde_json::from_slice(bytes) {
        Ok(json) => json,
        Err(error) => return Some(format!("is no JSON of a SBOM: {error}")),
    };
    let missing = |fields: &[(&str, bool)]| {
        let field = fields.iter().find(|(_, is_there)| !is_there)?.0;
        Some(format!("has no {field}"))
    };
    if let Some(format) = &json.bom_format {
        if format != "CycloneDX" {
            return Some("has another bomFormat than CycloneDX".into());
        }
        return missing(&[("specVersion", json.spec_version.is_some())]);
    }
    if json.spdx_version.is_some() {
        return missing(&[
            ("SPDXID", json.spdx_id.is_some()),
            ("name", json.name.is_some()),
            ("dataLicense", json.data_license.is_some()),
            ("documentNamespace", json.document_namespace.is_some()),
            ("creationInfo", json.creation_info.is_some()),
        ]);
    }
    if json.context.is_some() {
        return missing(&[("@graph", json.graph.is_some())]);
    }
    Some("is neither CycloneDX (bomFormat) nor SPDX (spdxVersion, @context)".into())
}

/// Only the ends: XML is rare here, and not worth a parser.
fn xml_problem(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    let is_whole = bytes.starts_with(b"<") && bytes.ends_with(b">");
    (!is_whole).then(|| "does not begin and end as XML does".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: &str, text: &str) -> Option<String> {
        Sbom::read(path, text.as_bytes()).problem
    }

    #[test]
    fn sboms_of_each_form_are_right() {
        let cyclonedx = r#"{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": []}"#;
        assert_eq!(problem("a.cyclonedx.json", cyclonedx), None);
        let spdx = r#"{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "a",
            "dataLicense": "CC0-1.0", "documentNamespace": "urn:a", "creationInfo": {}}"#;
        assert_eq!(problem("a.spdx.json", spdx), None);
        assert_eq!(problem("a.json", r#"{"@context": "a", "@graph": []}"#), None);
        assert_eq!(problem("a.xml", "<?xml version='1.0'?>\n<bom/>\n"), None);
        assert_eq!(problem("a.txt", "anything"), None);
    }

    #[test]
    fn what_is_cut_off_or_lacks_a_field_is_told() {
        for text in ["", "{", "[]", "{}", r#"{"bomFormat": "CycloneDX"}"#, "{\"bomFormat\": 1}"] {
            assert!(problem("a.json", text).is_some(), "{text}");
        }
        assert!(problem("a.json", &"[".repeat(100_000)).is_some());
        assert!(problem("a.xml", "<bom>cut").is_some());
    }
}
