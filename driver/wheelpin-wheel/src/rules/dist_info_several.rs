use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "dist-info-several",
    area: Area::Metadata,
    severity: Severity::Error,
    finds: "several `.dist-info` directories",
    why: "pip refuses to install the file.",
    remedy: "Build from a clean directory, so that no older build is packed along.",
    source: "PyPA specifications, \"Binary distribution format\"; pip 25, `wheel_dist_info_dir`",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let all = &wheel.documents.dist_infos;
    let places = all.iter().map(|directory| Place::member(directory));
    (all.len() > 1).then(|| Found::new("has several .dist-info directories").at(places))
}
