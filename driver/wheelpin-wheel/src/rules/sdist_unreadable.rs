use crate::rule::Checks;
use crate::sdist::SdistProblemKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "sdist-unreadable",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "sdists that are no gzip or tar file, are cut off or damaged, or are a ZIP file as well",
    why: "No index and no installer can read the file, or each reads another.",
    remedy: "Build the file again, or copy it again.",
    source: "warehouse, `_is_valid_dist_file` (August 2026); RFC 1952; POSIX.1-2001, pax",
    checks: Checks {
        sdist: Some(|sdist| sdist.found(SdistProblemKind::Unreadable, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "cannot be read as a .tar.gz";
