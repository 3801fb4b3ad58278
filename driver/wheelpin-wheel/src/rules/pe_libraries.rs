use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::windows::{loaded, machines, members, provider};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "pe-libraries",
    area: Area::Platform,
    severity: Severity::Warning,
    finds: "DLLs that a module needs and that neither Windows nor Python nor the wheel brings",
    why: "Importing the module fails on machines where nothing else has installed or loaded the \
          DLL. Python brings vcruntime140.dll, not msvcp140.dll of the same runtime.",
    remedy: "Put the DLL into the wheel (`delvewheel repair`), or link it statically.",
    source: "delvewheel's lists of DLLs of Windows and of Python",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let machines = machines(wheel);
    let members = members(wheel);
    let mut places = Vec::new();
    for (binary, pe) in loaded(wheel) {
        if !machines.contains(&pe.machine) {
            continue;
        }
        let missing = pe.libraries.iter().filter(|library| {
            !library.is_delayed
                && provider(&library.name, pe.machine).is_none()
                && !members.contains(&library.name)
        });
        let names: Vec<&str> = missing.map(|library| library.name.as_str()).collect();
        if !names.is_empty() {
            places.push(Place::member(&binary.path).with(&names.join(", ")));
        }
    }
    Found::places("needs DLLs that are not on every machine", places)
}
