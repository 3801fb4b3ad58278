use crate::leak::leaks;
use crate::rule::Checks;
use crate::scan::HitKind;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "leak-secret",
    area: Area::Leaks,
    severity: Severity::Error,
    finds: "tokens and private keys",
    why: "Whoever downloads the file has them. A file on an index is copied by mirrors within \
          minutes, so a secret in it is lost for good. Private keys in directories of tests and \
          examples are passed over, and in others' libraries, which test themselves with them.",
    remedy: "Revoke the token or key now, even if the file was not published. Then take it out \
             of the source, and publish a new version.",
    source: "the token formats that GitHub, GitLab, PyPI, AWS and others document for secret \
             scanning",
    checks: Checks {
        wheel: Some(|wheel| leaks(&wheel.members, HitKind::Secret, MESSAGE)),
        sdist: Some(|sdist| leaks(&sdist.members, HitKind::Secret, MESSAGE)),
        ..Checks::NONE
    },
};

const MESSAGE: &str = "holds what looks like a token or a private key";
