use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sbom-malformed",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "a bill of materials (SBOM) that is neither CycloneDX nor SPDX, or not whole",
    why: "Scanners pass over it, and see none of the libraries it should name.",
    remedy: "Write it with a tool for such documents, in JSON.",
    source: "PEP 770; CycloneDX 1.7; SPDX 2.3 and 3.0",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let broken = wheel.documents.sboms.iter().filter_map(|sbom| {
        let why = sbom.problem.as_ref()?;
        Some(Place::member(&sbom.path).with(why))
    });
    Found::places("holds bills of materials that cannot be read", broken)
}
