use crate::binary::Binary;
use crate::finding::Place;
use crate::rule::{Checks, Found};
use crate::wheel::Wheel;
use crate::wheel_name::WheelName;
use crate::windows::{loaded, machines};
use crate::{Area, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    id: "pe-python-dll",
    area: Area::Platform,
    severity: Severity::Error,
    finds: "modules that import from the DLL of another Python than the wheel is for",
    why: "python312.dll is there in Python 3.12 alone: what imports from it does not load in \
          others, or loads a second Python. The stable ABI is in python3.dll, that of free-threaded \
          builds in python3t.dll, which Python 3.15 and later have in both kinds.",
    remedy: "Link with the import library of the wheel's ABI: python3.lib for abi3, python3t.lib \
             for abi3t, python312.lib for cp312 (PyO3: the features `abi3-py3NN`, and \
             PYO3_CROSS_LIB_DIR or PYO3_CONFIG_FILE of the right Python).",
    source: "PEP 384, \"Linkage\"; PEP 803; CPython's PC/pyconfig.h",
    checks: Checks { wheel: Some(check), ..Checks::NONE },
};

fn check(wheel: &Wheel) -> Option<Found> {
    let name = wheel.name.as_ref().ok()?;
    let allowed = allowed(name)?;
    let machines = machines(wheel);
    let mut places = Vec::new();
    for (binary, pe) in loaded(wheel) {
        if !machines.contains(&pe.machine) || is_of_another_python(binary, name) {
            continue;
        }
        let wrong = pe
            .libraries
            .iter()
            .filter(|library| is_cpython(&library.name) && !allowed.contains(&library.name));
        let wrong: Vec<&str> = wrong.map(|library| library.name.as_str()).collect();
        if !wrong.is_empty() {
            let detail = format!("imports {}, not {}", wrong.join(", "), allowed.join(" or "));
            places.push(Place::member(&binary.path).with(&detail));
        }
    }
    Found::places("imports from the DLL of another Python", places)
}

/// The DLLs that every Python of the wheel's tags has; none where the tags do not say.
fn allowed(name: &WheelName) -> Option<Vec<String>> {
    if name.has_abi("abi3t") {
        return Some(vec!["python3t.dll".into()]);
    }
    if name.has_abi("abi3") {
        let has_both = name.cpython_floor().is_some_and(|floor| floor >= 15);
        let both = ["python3.dll", "python3t.dll"].map(Into::into);
        return Some(both.into_iter().take(if has_both { 2 } else { 1 }).collect());
    }
    let mut allowed = Vec::new();
    for abi in &name.abis {
        let version = abi.strip_prefix("cp3")?;
        let minor = version.trim_end_matches('t');
        if minor.is_empty() || !minor.chars().all(|of| of.is_ascii_digit()) {
            return None;
        }
        allowed.push(format!("python3{version}.dll"));
        allowed.push(if minor == version { "python3.dll" } else { "python3t.dll" }.into());
    }
    Some(allowed)
}

/// `python3.dll`, `python312.dll`, `python314t.dll`
fn is_cpython(dll: &str) -> bool {
    let version = dll.strip_prefix("python3").and_then(|rest| rest.strip_suffix(".dll"));
    version.is_some_and(|version| {
        version.strip_suffix('t').unwrap_or(version).chars().all(|of| of.is_ascii_digit())
    })
}

/// Whether the suffix keeps the wheel's Pythons from importing it: `x.cp39-win_amd64.pyd` in
/// a wheel for cp312.
fn is_of_another_python(binary: &Binary, name: &WheelName) -> bool {
    let suffix = binary.file_name().split_once('.').map(|(_, suffix)| suffix);
    let abi = suffix.and_then(|suffix| suffix.split_once('-')).map(|(abi, _)| abi);
    abi.is_some_and(|abi| abi.starts_with("cp") && !name.has_abi(abi))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_abi_has_its_dll() {
        let of = |tag: &str| {
            let name = WheelName::parse(&format!("a-1.0-{tag}-win_amd64.whl")).unwrap();
            allowed(&name)
        };
        assert_eq!(of("cp311-abi3").unwrap(), ["python3.dll"]);
        assert_eq!(of("cp315-abi3").unwrap(), ["python3.dll", "python3t.dll"]);
        assert_eq!(of("cp315-abi3.abi3t").unwrap(), ["python3t.dll"]);
        assert_eq!(of("cp312-cp312").unwrap(), ["python312.dll", "python3.dll"]);
        assert_eq!(of("cp314-cp314t").unwrap(), ["python314t.dll", "python3t.dll"]);
        assert_eq!(of("py3-none"), None);
        assert_eq!(of("pp311-pypy311_pp73"), None);
    }
}
