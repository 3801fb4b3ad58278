use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "installer-files",
    area: Area::Metadata,
    severity: Severity::Warning,
    finds: "files in `.dist-info` that installers write: direct_url.json, INSTALLER, REQUESTED",
    why: "They tell where and how the package was installed, which is not known before; \
          direct_url.json may tell a path of the machine that built it.",
    remedy: "Build the wheel from the sources, not from what is installed.",
    source: "PyPA specifications, \"Recording installed projects\"",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let names = ["direct_url.json", "INSTALLER", "REQUESTED"].into_iter();
    let found = names.filter_map(|name| wheel.document(name));
    let message = "holds files that installers write";
    Found::places(message, found.map(|member| Place::member(&member.path)))
}
