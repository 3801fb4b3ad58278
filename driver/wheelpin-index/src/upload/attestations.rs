use std::collections::BTreeSet;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use wheelpin_attest::{Attestation, Policy, TrustRoot};

use super::form::Form;
use super::{Refusal, Verdict};
use crate::store::Digests;
use crate::tokens::Token;

/// Most attestations of a file: one of each kind.
const MOST: usize = 2;

/// Kinds of attestations that PyPI takes (warehouse, `attestations/services.py`,
/// `SUPPORTED_ATTESTATION_TYPES`).
const PREDICATES: [&str; MOST] =
    ["https://docs.pypi.org/attestations/publish/v1", "https://slsa.dev/provenance/v1"];

/// Attestations come from trusted publishers alone, at most two, one of each kind, are about
/// the file, and signed by the publisher (PEP 740; warehouse, `attestations/services.py`). What
/// is given out of them.
pub(super) fn check(
    form: &Form,
    token: &Token,
    file_name: &str,
    digests: &Digests,
    root: &TrustRoot,
) -> Verdict<Option<Value>> {
    if !form.has("attestations") {
        return Ok(None);
    }
    let text = form.text("attestations").unwrap_or_default();
    match checked(text, token, file_name, digests, root) {
        Ok(provenance) => Ok(Some(provenance)),
        Err(why) => {
            let message = format!("Invalid attestations supplied during upload: {why}");
            Err(Refusal::bad(message))
        }
    }
}

fn checked(
    text: &str,
    token: &Token,
    file_name: &str,
    digests: &Digests,
    root: &TrustRoot,
) -> Result<Value, String> {
    let Some(publisher) = &token.publisher else {
        return Err("Attestations are only supported when using Trusted Publishing".into());
    };
    let identity = publisher.attestation_identity().zip(publisher.attestation_policy());
    let Some((identity, policy)) = identity else {
        let name = publisher.provider.name();
        return Err(format!("Attestations are not currently supported with {name} publishers"));
    };
    let attestations: Vec<Value> =
        serde_json::from_str(text).map_err(|error| format!("Malformed attestations: {error}"))?;
    if attestations.is_empty() {
        return Err("Malformed attestations: an empty attestation set is not permitted".into());
    }
    if attestations.len() > MOST {
        return Err(format!("A maximum of {MOST} attestations per file are supported"));
    }
    let mut kinds = BTreeSet::new();
    for attestation in &attestations {
        let kind = predicate(attestation, file_name, &digests.sha256)?;
        if !PREDICATES.contains(&kind.as_str()) {
            return Err(format!("Attestation with unsupported predicate type: {kind}"));
        }
        if !kinds.insert(kind.clone()) {
            return Err(format!(
                "Multiple attestations for the same file with the same predicate type ({kind}) \
                 are not supported"
            ));
        }
    }
    for attestation in &attestations {
        believed(attestation, file_name, &digests.sha256, root, &policy)?;
    }
    let bundle = json!({ "publisher": identity, "attestations": attestations });
    Ok(json!({ "version": 1, "attestation_bundles": [bundle] }))
}

/// Whether an attestation is signed by whom `policy` asks for.
fn believed(
    attestation: &Value,
    file_name: &str,
    sha256: &str,
    root: &TrustRoot,
    policy: &Policy,
) -> Result<(), String> {
    let json = attestation.to_string();
    let attestation = Attestation::from_json(json.as_bytes())
        .map_err(|error| format!("Malformed attestations: {error}"))?;
    match wheelpin_attest::verify(&attestation, file_name, sha256, root, policy) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "Could not verify the uploaded artifact using the included attestation: {error}"
        )),
    }
}

/// The kind of an attestation that has the form of one and is about the file (PEP 740,
/// "Attestation objects"; in-toto, Statement v1).
fn predicate(attestation: &Value, file_name: &str, sha256: &str) -> Result<String, String> {
    let malformed = |why: &str| format!("Malformed attestations: {why}");
    let wrong = |why: &str| {
        format!("Could not verify the uploaded artifact using the included attestation: {why}")
    };
    let at = |pointer: &str| attestation.pointer(pointer);
    if at("/version").and_then(Value::as_i64) != Some(1) {
        return Err(malformed("the version is not 1"));
    }
    let base64 = |pointer: &str| {
        let text = at(pointer).and_then(Value::as_str);
        let decoded = text.and_then(|text| BASE64_STANDARD.decode(text).ok());
        decoded.ok_or_else(|| malformed(&format!("{pointer} is no base64")))
    };
    base64("/verification_material/certificate")?;
    base64("/envelope/signature")?;
    let entries = at("/verification_material/transparency_entries").and_then(Value::as_array);
    if entries.is_none_or(Vec::is_empty) {
        return Err(malformed("there is no transparency entry"));
    }
    let statement: Value = serde_json::from_slice(&base64("/envelope/statement")?)
        .map_err(|_| malformed("the statement is no JSON"))?;
    if statement.get("_type").and_then(Value::as_str) != Some("https://in-toto.io/Statement/v1") {
        return Err(wrong("in-toto statement has another type"));
    }
    let subjects = statement.get("subject").and_then(Value::as_array);
    let Some([subject]) = subjects.map(Vec::as_slice) else {
        return Err(wrong("too many subjects in statement (must be exactly one)"));
    };
    if subject.get("name").and_then(Value::as_str) != Some(file_name) {
        return Err(wrong("subject does not match distribution name"));
    }
    if subject.pointer("/digest/sha256").and_then(Value::as_str) != Some(sha256) {
        return Err(wrong("subject does not match distribution digest"));
    }
    let kind = statement.get("predicateType").and_then(Value::as_str);
    Ok(kind.unwrap_or_default().to_owned())
}
