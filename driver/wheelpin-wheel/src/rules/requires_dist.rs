use crate::metadata::{CoreMetadata, Requirement};
use crate::rule::{Checks, Found};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "requires-dist",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "dependencies that cannot be read",
    why: "PyPI refuses the file, and installers cannot tell what to install.",
    remedy: "Write `NAME[EXTRAS] >=VERSION; MARKER` (PEP 508).",
    source: "PyPA specifications, \"Dependency specifiers\"",
    checks: Checks { metadata: Some(check), ..Checks::NONE },
};

fn check(metadata: &CoreMetadata) -> Option<Found> {
    let all = ["requires-dist", "provides-dist", "obsoletes-dist"].into_iter();
    let broken = all.flat_map(|key| metadata.all(key)).filter_map(|text| {
        let why = Requirement::read(text).err()?;
        Some(metadata.place(&format!("{text}: {why}")))
    });
    Found::places("has dependencies that cannot be read", broken)
}
