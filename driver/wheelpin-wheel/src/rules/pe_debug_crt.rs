use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::windows::{Provider, loaded, machines, members, provider};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "pe-debug-crt",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "modules linked with the debug runtime of Visual C++ or of Python",
    why: "vcruntime140d.dll, ucrtbased.dll and python3NN_d.dll come with Visual Studio and debug \
          builds of Python alone: the module loads on no user's machine.",
    remedy: "Build for release: `/MD` in place of `/MDd`, and without `_DEBUG` when Python.h is \
             included.",
    source: "Microsoft, \"C runtime (CRT) and C++ standard library (STL) .lib files\"; delvewheel's \
             ignore_by_abi_platform",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    // Wheels for a debug build of Python: cp314d, cp314td.
    let is_debug = |abi: &String| abi.starts_with("cp") && abi.ends_with('d');
    let machines = machines(wheel);
    if wheel.name.iter().any(|name| name.abis.iter().any(is_debug)) {
        return None;
    }
    let members = members(wheel);
    let mut places = Vec::new();
    for (binary, pe) in loaded(wheel) {
        let debug = pe.libraries.iter().filter(|library| {
            provider(&library.name, pe.machine) == Some(Provider::Debug)
                && !library.is_delayed
                && !members.contains(&library.name)
        });
        let names: Vec<&str> = debug.map(|library| library.name.as_str()).collect();
        if !names.is_empty() && machines.contains(&pe.machine) {
            places.push(Place::member(&binary.path).with(&names.join(", ")));
        }
    }
    Found::places("needs a debug runtime", places)
}
