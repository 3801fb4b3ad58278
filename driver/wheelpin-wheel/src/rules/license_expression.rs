use crate::metadata::{CoreMetadata, license_problem};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "license-expression",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "a License-Expression that SPDX does not allow",
    why: "Uploaders and PyPI refuse the file.",
    remedy: "Write names of SPDX's list with AND, OR and WITH between them, or a name of your own \
             that begins with `LicenseRef-`.",
    source: "PEP 639; SPDX specification 2.3, annex D; packaging 26.3",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let expression = metadata.one("license-expression")?;
    let why = license_problem(expression)?;
    let place = metadata.place(&format!("License-Expression: {expression}"));
    Some(Found::new(format!("has a licence expression that is none: {why}")).at([place]))
}
