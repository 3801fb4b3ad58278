use serde::Serialize;

use crate::{Project, Wheel};

/// A system that wheels are tested on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct System {
    /// For people.
    pub(crate) name: &'static str,
    /// GitHub's runner (GitHub Docs, "GitHub-hosted runners reference").
    pub(crate) runner: &'static str,
    /// The small program for it, as `nix/testers.nix` names it.
    pub(crate) tester: &'static str,
    /// The Pythons to test in, as actions/setup-python names them.
    pub(crate) pythons: Vec<String>,
}

/// A runner, and the targets whose wheels it can run.
struct Row {
    name: &'static str,
    runner: &'static str,
    tester: &'static str,
    targets: &'static [&'static str],
    /// The oldest minor version of Python that actions/setup-python has there.
    oldest: u32,
}

const ROWS: &[Row] = &[
    Row {
        name: "linux-x86_64",
        runner: LINUX,
        tester: "wheelpin-linux-x86_64",
        targets: &["manylinux-x86_64"],
        oldest: 9,
    },
    Row {
        name: "linux-aarch64",
        runner: "ubuntu-24.04-arm",
        tester: "wheelpin-linux-aarch64",
        targets: &["manylinux-aarch64"],
        oldest: 9,
    },
    Row {
        name: "macos-arm64",
        runner: "macos-15",
        tester: "wheelpin-macos-arm64",
        targets: &["macos-arm64", "macos-universal2"],
        oldest: 11,
    },
    Row {
        name: "macos-x86_64",
        runner: "macos-15-intel",
        tester: "wheelpin-macos-x86_64",
        targets: &["macos-x86_64", "macos-universal2"],
        oldest: 9,
    },
    Row {
        name: "windows-x86_64",
        runner: "windows-2025",
        tester: "wheelpin-windows-x86_64.exe",
        targets: &["windows-x86_64"],
        oldest: 9,
    },
];

/// Those with musl, which are tested in containers.
const ALPINE: &[Row] = &[
    Row {
        name: "x86_64",
        runner: LINUX,
        tester: "wheelpin-linux-x86_64",
        targets: &["musllinux-x86_64"],
        oldest: 14,
    },
    Row {
        name: "aarch64",
        runner: "ubuntu-24.04-arm",
        tester: "wheelpin-linux-aarch64",
        targets: &["musllinux-aarch64"],
        oldest: 14,
    },
];

/// The runner of all jobs that are not about a system.
pub(crate) const LINUX: &str = "ubuntu-24.04";

/// CPython's minor versions that are supported in 2026-11 (Python Developer's Guide, "Status of
/// Python versions").
const SUPPORTED: std::ops::RangeInclusive<u32> = 11..=15;

/// The systems that have wheels in a project's plan.
pub(crate) fn systems(project: &Project) -> Vec<System> {
    of(ROWS, project)
}

/// Those with musl, if the image's Python can use any wheel.
pub(crate) fn alpine(project: &Project) -> Vec<System> {
    let systems = of(ALPINE, project);
    if usable(project).next().is_none() { Vec::new() } else { systems }
}

/// The minor version of Python that the image of Alpine has.
const ALPINE_PYTHON: u32 = 14;

/// The wheels with musl that the image's Python can use: it has one, with the GIL.
fn usable(project: &Project) -> impl Iterator<Item = &Wheel> {
    let is_usable = |wheel: &&Wheel| {
        let Some(python) = &wheel.python else { return true };
        let minor = python.strip_prefix("3.").and_then(|it| it.parse::<u32>().ok());
        minor.is_some_and(|it| it == ALPINE_PYTHON || it < ALPINE_PYTHON && wheel.is_open)
    };
    project.wheels.iter().filter(|it| it.target.starts_with("musllinux-")).filter(is_usable)
}

/// Arguments that leave other wheels out, which nothing there could run.
pub(crate) fn alpine_only(project: &Project) -> String {
    let mut abis: Vec<&str> = usable(project).map(|wheel| wheel.abi.as_str()).collect();
    abis.sort_unstable();
    abis.dedup();
    abis.iter().map(|abi| format!(" --only {abi}")).collect()
}

fn of(rows: &'static [Row], project: &Project) -> Vec<System> {
    let has = |row: &&Row| {
        project.wheels.iter().any(|wheel| row.targets.contains(&wheel.target.as_str()))
    };
    rows.iter()
        .filter(has)
        .map(|row| System {
            name: row.name,
            runner: row.runner,
            tester: row.tester,
            pythons: pythons(row, project),
        })
        .collect()
}

/// The Pythons that a system's wheels are for, the oldest first.
fn pythons(row: &Row, project: &Project) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |python: String| {
        if !found.contains(&python) {
            found.push(python);
        }
    };
    for wheel in project.wheels.iter().filter(|it| row.targets.contains(&it.target.as_str())) {
        let Some(python) = &wheel.python else {
            SUPPORTED.map(|minor| format!("3.{minor}")).for_each(&mut add);
            continue;
        };
        // `pypy3.11`, `3.14t`, `3.14`.
        let (prefix, rest) = match python.strip_prefix("pypy") {
            Some(rest) => ("pypy", rest),
            None => ("", python.as_str()),
        };
        let (number, threads) = match rest.strip_suffix('t') {
            Some(number) => (number, "t"),
            None => (rest, ""),
        };
        let Some(minor) = number.strip_prefix("3.").and_then(|it| it.parse::<u32>().ok()) else {
            continue;
        };
        if !wheel.is_open {
            if minor >= row.oldest {
                add(format!("{prefix}3.{minor}{threads}"));
            }
            continue;
        }
        let later = SUPPORTED.filter(|it| *it > minor);
        let oldest = Some(minor).filter(|it| *it >= row.oldest);
        for minor in oldest.into_iter().chain(later) {
            add(format!("3.{minor}{threads}"));
        }
    }
    let key = |python: &String| {
        let digits: String = python.chars().filter(char::is_ascii_digit).skip(1).collect();
        (python.starts_with("pypy"), digits.parse::<u32>().unwrap_or_default(), python.clone())
    };
    found.sort_by_key(key);
    found
}

/// The wheels that none of the systems can run, by platform tag.
pub(crate) fn untested(project: &Project) -> Vec<String> {
    let is_run = |target: &str| ROWS.iter().chain(ALPINE).any(|row| row.targets.contains(&target));
    project
        .rows()
        .into_iter()
        .zip(targets(project))
        .filter(|(_, it)| !is_run(it))
        .map(|(row, _)| row.tag)
        .collect()
}

/// The target of each row.
fn targets(project: &Project) -> Vec<String> {
    let mut tags = Vec::new();
    let mut found = Vec::new();
    for wheel in &project.wheels {
        if !tags.contains(&&wheel.platform_tag) {
            tags.push(&wheel.platform_tag);
            found.push(wheel.target.clone());
        }
    }
    found
}

/// A target, for people.
pub(crate) fn platform(target: &str) -> String {
    let (family, processor) = target.split_once('-').unwrap_or((target, ""));
    let system = match family {
        "manylinux" => "Linux (glibc)",
        "musllinux" => "Linux (musl)",
        "macos" => "macOS",
        "windows" => "Windows",
        other => other,
    };
    if processor.is_empty() { system.into() } else { format!("{system}, {processor}") }
}
