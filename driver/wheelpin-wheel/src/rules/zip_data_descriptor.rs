use crate::archive::ProblemKind;
use crate::rule::Checks;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "zip-data-descriptor",
    area: Area::Archive,
    severity: Severity::Error,
    finds: "members of which the sizes stand behind their bytes",
    why: "A reader that does not begin with the directory cannot tell where such a member ends. \
          PyPI refuses the file.",
    remedy: "Write the archive to a file that the tool can seek in, not to a pipe: then it writes \
          sizes first.",
    source: "warehouse, `warehouse/utils/zipfiles.py` (August 2026)",
    checks: Checks {
        wheel: Some(|wheel| wheel.archive.problems.found(ProblemKind::DataDescriptor, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "has members with data descriptors";
