use crate::abi::stable;
use crate::binary::{Image, PythonSymbols};
use crate::finding::Place;
use crate::platform_tag::PlatformTag;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "abi3-private",
    area: Area::Abi,
    severity: Severity::Error,
    finds: "names of Python that are not in the stable ABI, in a wheel whose tag says abi3",
    why: "A wheel with abi3 is taken for every Python to come. Only names of the stable ABI \
          stay and keep their meaning; others vanish or change without a word.",
    remedy: "Find who uses it (nm -D MODULE | grep NAME) and build that for the stable ABI \
             too; or tag the wheel for one Python.",
    source: "PEP 384; CPython, Misc/stable_abi.toml",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let is_windows = wheel.name.as_ref().is_ok_and(|name| {
        name.platform_tags().all(|tag| matches!(tag, PlatformTag::Windows { .. }))
    });
    let names = stable_modules(wheel)
        .flat_map(|(path, python)| python.imports.iter().map(move |name| (path, name)));
    Found::places(
        "uses names that are not in the stable ABI",
        names
            .filter(|(_, name)| stable(name).is_none_or(|found| found.is_windows && !is_windows))
            .map(|(path, name)| Place::member(path).with(name)),
    )
}

/// What Python may load of a wheel of the stable ABI: path and names.
pub(super) fn stable_modules(wheel: &Wheel) -> impl Iterator<Item = (&str, &PythonSymbols)> {
    let is_stable =
        wheel.name.as_ref().is_ok_and(|name| name.has_abi("abi3") || name.has_abi("abi3t"));
    wheel.binaries.iter().filter_map(move |binary| {
        let is_loadable = binary.path.ends_with(".so") || binary.path.ends_with(".pyd");
        let is_wanted = is_stable && is_loadable && !matches!(binary.image, Image::Unreadable(_));
        Some((binary.path.as_str(), binary.python_symbols().filter(|_| is_wanted)?))
    })
}
