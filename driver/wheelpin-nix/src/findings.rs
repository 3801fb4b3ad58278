use std::fs::File;
use std::io::Read;

use serde::Deserialize;
use wheelpin_dist::Finding;

use crate::StorePath;

/// The only schema of findings there is so far.
const SCHEMA: u32 = 1;
/// Bytes of findings.json that are read: every rule with all its places is far less.
const LONGEST: u64 = 16 << 20;

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
