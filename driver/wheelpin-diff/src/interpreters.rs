use std::collections::{BTreeMap, BTreeSet};

use wheelpin_wheel::WheelName;

use crate::change::{Change, Rule};
use crate::pairs::platforms;

/// Pythons that only one side has a wheel for, on platforms that both sides have.
pub(crate) fn changes(before: &[WheelName], after: &[WheelName]) -> Vec<Change> {
    let (old, new) = (by_platform(before), by_platform(after));
    // A pure wheel is for all of them.
    if old.contains_key("any") || new.contains_key("any") {
        return Vec::new();
    }
    let told = |rule, text, changed: BTreeMap<String, Vec<&str>>| {
        let change = move |(python, on): (String, Vec<&str>)| {
            Change::new(rule, python, format!("{text}: {}", on.join(", ")))
        };
        changed.into_iter().map(change).collect::<Vec<_>>()
    };
    let mut changes = told(
        Rule::PythonDropped,
        "has no wheel any more on platforms that still have wheels",
        only(&old, &new),
    );
    changes.extend(told(
        Rule::PythonAdded,
        "has a wheel now on platforms that had wheels",
        only(&new, &old),
    ));
    changes
}

/// What the wheels of one platform are for.
type Platforms = BTreeMap<String, BTreeSet<Interpreters>>;

/// Pythons that one tag is for.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Interpreters {
    /// All of Python 3 (`py3-none`).
    All,
    /// A stable ABI, from that minor version on.
    Stable { is_free_threaded: bool, floor: u32 },
    /// CPython of one minor version.
    CPython { minor: u32, is_free_threaded: bool },
    /// Another, by its name.
    Other(String),
}

impl Interpreters {
    fn of(python: &str, abi: &str) -> Self {
        let cpython = python.strip_prefix("cp3").and_then(|minor| minor.parse().ok());
        let is_free_threaded = abi.ends_with('t');
        match (python, abi, cpython) {
            ("py3", "none", _) => Self::All,
            (_, "abi3" | "abi3t", Some(floor)) => Self::Stable { is_free_threaded, floor },
            (_, _, Some(minor)) => Self::CPython { minor, is_free_threaded },
            // PyPy has its own version in the ABI, too.
            _ => match python.strip_prefix("pp3") {
                Some(minor) => Self::Other(format!("PyPy 3.{minor}")),
                None => Self::Other(format!("{python}-{abi}")),
            },
        }
    }

    /// Whether who took the other takes this. Of stable ABIs the Pythons that they begin with are
    /// told where the wheels are compared.
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Stable { is_free_threaded: own, .. }, Self::Stable { is_free_threaded, .. }) => {
                own == is_free_threaded
            }
            (
                Self::Stable { is_free_threaded: own, floor },
                Self::CPython { minor, is_free_threaded },
            ) => own == is_free_threaded && floor <= minor,
            _ => self == other,
        }
    }

    fn named(&self) -> String {
        let threads = |is_free: bool| if is_free { " (free-threaded)" } else { "" };
        match self {
            Self::All => "Python 3".into(),
            Self::Stable { is_free_threaded, .. } => {
                format!("the stable ABI of CPython{}", threads(*is_free_threaded))
            }
            Self::CPython { minor, is_free_threaded } => {
                format!("CPython 3.{minor}{}", threads(*is_free_threaded))
            }
            Self::Other(name) => name.clone(),
        }
    }
}

fn by_platform(names: &[WheelName]) -> Platforms {
    let mut all = Platforms::new();
    for name in names {
        let abis = || name.abis.iter();
        let pythons = name.pythons.iter();
        let of: BTreeSet<_> = pythons
            .flat_map(|python| abis().map(move |abi| Interpreters::of(python, abi)))
            .collect();
        for platform in platforms(name) {
            // A Mac of either processor takes it.
            let macs: &[&str] = match platform.as_str() {
                "macOS universal2" => &["macOS x86_64", "macOS arm64"],
                other => &[other],
            };
            for one in macs {
                all.entry((*one).to_owned()).or_default().extend(of.iter().cloned());
            }
        }
    }
    all
}

/// What one side has and the other has not, with the platforms.
fn only<'a>(own: &'a Platforms, other: &Platforms) -> BTreeMap<String, Vec<&'a str>> {
    let mut only: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (platform, interpreters) in own {
        let Some(others) = other.get(platform) else { continue };
        let lacks = |one: &&Interpreters| !others.iter().any(|other| other.covers(one));
        let names: BTreeSet<String> =
            interpreters.iter().filter(lacks).map(Interpreters::named).collect();
        for name in names {
            only.entry(name).or_default().push(platform);
        }
    }
    only
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &[&str], after: &[&str]) -> Vec<String> {
        let names = |tags: &[&str]| -> Vec<WheelName> {
            tags.iter().map(|tag| WheelName::parse(&format!("a-1-{tag}.whl")).unwrap()).collect()
        };
        let changes = changes(&names(before), &names(after));
        let line = |change: &Change| {
            let on = change.text.rsplit(": ").next().unwrap();
            format!("{} {} on {on}", change.rule.id(), change.what)
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn a_python_without_a_wheel_on_a_platform_of_both_sides_is_told() {
        let old = ["cp39-cp39-win32", "cp310-cp310-win32", "pp310-pypy310_pp73-win32"];
        assert_eq!(
            told(&old, &["cp310-cp310-win32", "cp313-cp313t-win32"]),
            [
                "python-dropped CPython 3.9 on win32",
                "python-dropped PyPy 3.10 on win32",
                "python-added CPython 3.13 (free-threaded) on win32",
            ]
            .map(|line| line.replace("on win32", "on Windows x86"))
        );
        assert!(told(&old, &["cp310-cp310-win_arm64"]).is_empty());
        assert!(told(&old, &["py3-none-win32"]).iter().all(|line| !line.contains("dropped")));
    }

    #[test]
    fn the_stable_abi_is_for_all_pythons_from_its_own_on() {
        let mac = "cp39-cp39-macosx_11_0_arm64";
        let stable = "cp38-abi3-macosx_11_0_universal2";
        assert!(told(&[mac], &[stable]).iter().all(|line| line.starts_with("python-added")));
        assert_eq!(
            told(&[stable, mac], &[mac]),
            ["python-dropped the stable ABI of CPython on macOS arm64"]
        );
        assert_eq!(
            told(&[mac], &["cp310-abi3-macosx_11_0_arm64"])[0],
            "python-dropped CPython 3.9 on macOS arm64"
        );
        assert!(told(&["cp38-abi3-win32"], &["cp311-abi3-win32"]).is_empty());
    }
}
