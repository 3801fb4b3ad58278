use crate::fit::{fits_python, misfit, platforms, wanted};
use crate::{Interpreter, Os, Platform, PythonName, WheelFile};

/// One wheel and one Python.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// Which of the wheels.
    pub wheel: usize,
    /// The Python.
    pub python: PythonName,
    /// Where it runs.
    pub platform: Platform,
    /// Whether that can be tried here.
    pub run: Run,
}

/// Whether a wheel is run in a Python.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Run {
    /// By that of the interpreters.
    Here(usize),
    /// It is not.
    Not(NotRun),
}

/// Why a wheel is not run in a Python.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotRun {
    /// What kind of reason that is.
    pub obstacle: Obstacle,
    /// For people: a fragment.
    pub reason: String,
    /// What to do: a sentence.
    pub remedy: String,
}

/// What stands between a wheel and a Python.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Obstacle {
    /// Another system, processor or C library, or a newer one.
    Platform,
    /// The machine is right, and the Python is not on it.
    Python,
}

/// What is run where: for each wheel every Python that it should be run in (its floor and all
/// later ones that are supported, or its own), on every platform that it is for, and every
/// other that was found and takes it. Of several Pythons of one version the first counts.
#[must_use]
pub fn matrix(wheels: &[WheelFile], interpreters: &[Interpreter], here: &Platform) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, wheel) in wheels.iter().enumerate() {
        let platforms = platforms(&wheel.name, here);
        let found: Vec<(PythonName, Platform, usize)> = found(wheel, interpreters, &platforms);
        let mut pairs: Vec<(PythonName, Platform)> = Vec::new();
        for platform in &platforms {
            for python in wanted(&wheel.name) {
                if wheel.allows_some(python) {
                    pairs.push((python, platform.clone()));
                }
            }
        }
        pairs.extend(found.iter().map(|(python, platform, _)| (*python, platform.clone())));
        pairs.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
        pairs.dedup();
        for (python, platform) in pairs {
            let interpreter = found.iter().find(|(of, at, _)| *of == python && *at == platform);
            let run = match interpreter {
                Some((.., interpreter)) => Run::Here(*interpreter),
                None => Run::Not(not_run(wheel, python, &platform, interpreters, here)),
            };
            rows.push(Row { wheel: index, python, platform, run });
        }
    }
    rows
}

/// Interpreters that take a wheel, one for each Python and platform.
fn found(
    wheel: &WheelFile,
    interpreters: &[Interpreter],
    platforms: &[Platform],
) -> Vec<(PythonName, Platform, usize)> {
    let mut found: Vec<(PythonName, Platform, usize)> = Vec::new();
    for (index, interpreter) in interpreters.iter().enumerate() {
        let (python, platform) = (interpreter.facts.name(), Platform::of(&interpreter.facts));
        let is_new = !found.iter().any(|(of, at, _)| *of == python && *at == platform);
        let fits = platforms.contains(&platform)
            && fits_python(&wheel.name, python)
            && wheel.allows(interpreter.facts.version)
            && misfit(&wheel.name, &interpreter.facts).is_none();
        if is_new && fits {
            found.push((python, platform, index));
        }
    }
    found
}

fn not_run(
    wheel: &WheelFile,
    python: PythonName,
    platform: &Platform,
    interpreters: &[Interpreter],
    here: &Platform,
) -> NotRun {
    let on_platform: Vec<&Interpreter> =
        interpreters.iter().filter(|it| Platform::of(&it.facts) == *platform).collect();
    let same: Option<&&Interpreter> = on_platform.iter().find(|it| it.facts.name() == python);
    if let Some(interpreter) = same {
        if !wheel.allows(interpreter.facts.version) {
            let required = wheel.requires_python.as_deref().unwrap_or_default();
            return NotRun {
                obstacle: Obstacle::Python,
                reason: format!(
                    "Requires-Python is {required}, and {} here is {}",
                    python.words(),
                    interpreter.facts.release
                ),
                remedy: format!("Install a newer {}.", python.words()),
            };
        }
        if let Some(reason) = misfit(&wheel.name, &interpreter.facts) {
            let remedy =
                "Run `wheelpin test --from dist/` on a newer system, which adds its results."
                    .into();
            return NotRun { obstacle: Obstacle::Platform, reason, remedy };
        }
    }
    if platform == here || !on_platform.is_empty() {
        return NotRun {
            obstacle: Obstacle::Python,
            reason: "is not on this machine".into(),
            remedy: "Install it (pyenv, uv, a package of the system), or name one: --add-python \
                     PATH."
                .into(),
        };
    }
    let mut remedy =
        "Run `wheelpin test --from dist/` on such a machine, which adds its results.".to_owned();
    if platform.os == Os::Linux && here.os == Os::Linux {
        remedy.push_str(if platform.arch == here.arch {
            " Or name a Python of that C library: --add-python PATH."
        } else {
            " Or name a Python for that processor, which qemu-user runs: --add-python PATH."
        });
    }
    NotRun {
        obstacle: Obstacle::Platform,
        reason: format!("needs {}, and this is {}", platform.words(), here.words()),
        remedy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::tests::interpreter;
    use crate::wheel_file::tests::wheel;

    fn here() -> Platform {
        Platform::of(&interpreter(11).facts)
    }

    fn text(tag: &str, requires_python: &str, interpreters: &[Interpreter]) -> Vec<String> {
        let wheels = [wheel(tag, requires_python)];
        let line = |row: &Row| {
            let run = match &row.run {
                Run::Here(index) => interpreters[*index].facts.release.clone(),
                Run::Not(not_run) => not_run.reason.clone(),
            };
            format!("{} {}: {run}", row.python, row.platform)
        };
        matrix(&wheels, interpreters, &here()).iter().map(line).collect()
    }

    #[test]
    fn abi3_runs_on_its_floor_and_every_later_python() {
        let pythons = [interpreter(11), interpreter(13), interpreter(10), interpreter(14)];
        assert_eq!(
            text("cp311-abi3-manylinux_2_28_x86_64", ">=3.11", &pythons),
            [
                "cp311 linux-x86_64-glibc: 3.11.0",
                "cp312 linux-x86_64-glibc: is not on this machine",
                "cp313 linux-x86_64-glibc: 3.13.0",
                "cp314 linux-x86_64-glibc: 3.14.0",
                "cp315 linux-x86_64-glibc: is not on this machine",
            ],
        );
    }

    #[test]
    fn pythons_out_of_support_count_where_they_are() {
        let rows = text("cp39-abi3-manylinux_2_28_x86_64", ">=3.9", &[interpreter(10)]);
        assert!(rows.contains(&"cp310 linux-x86_64-glibc: 3.10.0".into()), "{rows:?}");
        // The floor is named, and not what lies between it and the supported ones.
        let missing = "cp39 linux-x86_64-glibc: is not on this machine";
        assert_eq!(rows[0], missing);
        assert_eq!(rows.len(), 7);
    }

    #[test]
    fn the_first_python_of_a_version_counts() {
        let mut second = interpreter(13);
        second.facts.release = "3.13.9".into();
        let rows = text("cp313-cp313-manylinux_2_28_x86_64", "", &[interpreter(13), second]);
        assert_eq!(rows, ["cp313 linux-x86_64-glibc: 3.13.0"]);
    }

    #[test]
    fn requires_python_is_respected() {
        let rows = text("py3-none-any", ">=3.12, <3.14", &[interpreter(11), interpreter(12)]);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0], "cp312 linux-x86_64-glibc: 3.12.0");
        let rows = text("cp313-cp313-manylinux_2_28_x86_64", ">=3.13.2", &[interpreter(13)]);
        assert_eq!(
            rows,
            [
                "cp313 linux-x86_64-glibc: Requires-Python is >=3.13.2, and Python 3.13 here is 3.13.0"
            ],
        );
    }

    #[test]
    fn other_systems_are_named() {
        let reasons = |tag: &str| text(tag, "", &[interpreter(13)]);
        assert_eq!(
            reasons("cp313-cp313-macosx_11_0_universal2"),
            [
                "cp313 macos-arm64: needs macOS on arm64, and this is Linux on x86_64 with glibc",
                "cp313 macos-x86_64: needs macOS on x86_64, and this is Linux on x86_64 with glibc",
            ],
        );
        assert_eq!(
            reasons("cp313-cp313-musllinux_1_2_x86_64"),
            [
                "cp313 linux-x86_64-musl: needs Linux on x86_64 with musl, and this is Linux on x86_64 with glibc"
            ],
        );
        assert_eq!(
            reasons("cp313-cp313-manylinux_2_39_x86_64"),
            ["cp313 linux-x86_64-glibc: needs glibc 2.39, and this is 2.36"],
        );
        assert_eq!(reasons("cp313-cp313-plan9_amd64").len(), 1);
    }

    #[test]
    fn an_emulated_python_runs_wheels_of_its_processor() {
        let mut foreign = interpreter(11);
        foreign.facts.machine = "aarch64".into();
        let rows = text("cp311-cp311-manylinux_2_28_aarch64", "", &[interpreter(11), foreign]);
        assert_eq!(rows, ["cp311 linux-aarch64-glibc: 3.11.0"]);
    }

    #[test]
    fn free_threaded_pythons_take_their_own_and_abi3t() {
        let mut threads = interpreter(15);
        threads.facts.free_threaded = true;
        let both = [interpreter(15), threads];
        let named = |tag: &str| {
            let rows = text(tag, "", &both);
            let names = rows.iter().filter_map(|row| row.split(' ').next());
            names.map(ToOwned::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(named("cp315-abi3.abi3t-manylinux_2_28_x86_64"), ["cp315", "cp315t"]);
        assert_eq!(named("cp315-abi3-manylinux_2_28_x86_64"), ["cp315"]);
        assert_eq!(named("cp315-cp315t-manylinux_2_28_x86_64"), ["cp315t"]);
    }
}
