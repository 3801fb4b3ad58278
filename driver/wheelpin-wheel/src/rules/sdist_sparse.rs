use crate::rule::Checks;
use crate::sdist::SdistProblemKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-sparse",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "members of an sdist that are stored with holes",
    why: "PyPI refuses such a file: readers do not agree on how holes are stored.",
    remedy: "Build the sdist without `--sparse`.",
    source: "warehouse, `_is_valid_dist_file` (August 2026): `issparse`",
    checks: Checks {
        sdist: Some(|sdist| sdist.found(SdistProblemKind::Sparse, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has sparse members";
