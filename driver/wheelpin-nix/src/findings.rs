use std::fs::File;
use std::io::Read;

use serde::{Deserialize, Serialize};

use crate::StorePath;

/// The only schema of findings there is so far.
const SCHEMA: u32 = 1;
/// Bytes of findings.json that are read: every rule with all its places is far less.
const LONGEST: u64 = 16 << 20;

/// What a rule found, without the places.
#[derive(Clone, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, a lowercase sentence without a full stop.
    pub message: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// An index refuses the file, or it does not work where its tags say it does.
    Error,
    /// It works, but not as well or as safely as it could.
    Warning,
    /// Worth knowing.
    Info,
}

/// Reads what a derivation of `nix/check.nix` found; none if it is not in the store, or of
/// another schema.
pub(crate) fn read_findings(directory: &StorePath) -> Option<Vec<Finding>> {
    #[derive(Deserialize)]
    struct Report {
        schema: u32,
        findings: Vec<Finding>,
    }

    let file = File::open(format!("{directory}/findings.json")).ok()?;
    let report: Report =
        serde_json::from_reader(std::io::BufReader::new(file.take(LONGEST))).ok()?;
    (report.schema == SCHEMA).then_some(report.findings)
}
