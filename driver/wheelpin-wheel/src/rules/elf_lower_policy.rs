use crate::linux::{Family, Linux};
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "elf-lower-policy",
    area: Area::Platform,
    severity: Severity::Info,
    finds: "wheels that would satisfy an older manylinux policy than that of their tag",
    why: "An installer on an older system passes over the wheel, though it would work there.",
    remedy: "Tag it as the older policy, if you want to support such systems.",
    source: "PEP 600; policies of auditwheel 6.8.2",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

/// The oldest policy that is spoken of: CentOS 7's. No living Python is built for older ones.
const OLDEST: (u32, u32) = (2, 17);

fn check(wheel: &Wheel) -> Option<Found> {
    let linux = Linux::of(wheel)?;
    wheel.promises.iter().find_map(|kept| {
        let promise = &kept.promise;
        let has_binaries = linux.counted(promise).next().is_some();
        if promise.family != Family::Manylinux || !has_binaries {
            return None;
        }
        let level = kept.lowest()?.max(OLDEST);
        let message = format!("satisfies {} too, not only {}", promise.at(level), promise.tag());
        (level < promise.level).then(|| Found::new(message))
    })
}
