use std::fmt;

/// What a derivation is, to a person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Label {
    /// What is done.
    pub work: Work,
    /// For what: target and abi, a cell id, a tool.
    pub subject: String,
}

/// The kinds of derivations that there are.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Work {
    /// Crates that the project depends on.
    Dependencies,
    /// The project's own crates.
    Compile,
    /// A wheel or source distribution.
    Pack,
    /// Reading what was packed.
    Examine,
    /// Letting it pass, or not.
    Check,
    /// Trying it in a Python.
    Test,
    /// Everything else: fetching and unpacking tools and crates.
    Prepare,
}

impl Work {
    /// What is done, in one word.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Dependencies => "dependencies",
            Self::Compile => "compile",
            Self::Pack => "pack",
            Self::Examine => "examine",
            Self::Check => "check",
            Self::Test => "test",
            Self::Prepare => "prepare",
        }
    }

    /// How long it takes compared to others, for want of anything better: the
    /// median of dioxide's and rpds-py's builds; a test takes long by an emulator alone.
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            Self::Dependencies => 50,
            Self::Compile => 35,
            Self::Test => 5,
            Self::Pack => 3,
            Self::Examine | Self::Check => 1,
            Self::Prepare => 4,
        }
    }
}

/// What is done, in a column, and for what.
impl fmt::Display for Label {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:<12} {}", self.work.verb(), self.subject)
    }
}

/// The program of `nix/checker.nix`, as a project.
const CHECKER: &str = "wheelpin_check-";

/// Labels for the derivations of a project.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The project's name as in file names.
    project: String,
    cells: Vec<String>,
}

impl Labels {
    /// For the project of a source distribution's file name, and the ids of its cells.
    #[must_use]
    pub fn new(project: &str, version: &str, sdist: Option<&str>, cells: Vec<String>) -> Self {
        let end = format!("-{version}.tar.gz");
        let stem = sdist.and_then(|sdist| sdist.strip_suffix(&end));
        Self { project: stem.unwrap_or(project).into(), cells }
    }

    /// Reads the names that `nix/` gives to derivations: what follows the hash in a store path.
    #[must_use]
    pub fn label(&self, name: &str) -> Label {
        let name = name.strip_suffix(".drv").unwrap_or(name);
        if self.cells.iter().any(|cell| cell == name) {
            return Label { work: Work::Pack, subject: name.into() };
        }
        for (stage, work) in [("findings", Work::Examine), ("checked", Work::Check)] {
            let rest = name.strip_prefix("wheelpin-").and_then(|rest| rest.strip_prefix(stage));
            let Some(subject) = rest.and_then(|rest| rest.strip_prefix('-')) else { continue };
            let of_all = |kind: &str| subject.strip_prefix(kind) == Some(&self.project);
            let subject = match subject {
                _ if of_all("sdist-") => "source distribution",
                _ if of_all("release-") => "all files together",
                cell => cell,
            };
            return Label { work, subject: subject.into() };
        }
        let tried = name.strip_prefix("wheelpin-tried-").and_then(|rest| rest.rsplit_once('-'));
        if let Some((cell, python)) = tried {
            return Label { work: Work::Test, subject: format!("{cell} in {python}") };
        }
        let own = |stage: &str| {
            let rest = name.strip_prefix("wheelpin-")?.strip_prefix(stage)?;
            rest.strip_prefix('-')?.strip_prefix(&*self.project)
        };
        if let Some("") = own("sdist") {
            return Label { work: Work::Pack, subject: "source distribution".into() };
        }
        for (stage, work) in [("dependencies", Work::Dependencies), ("linked", Work::Compile)] {
            if let Some(subject) = own(stage).and_then(|rest| rest.strip_prefix('-')) {
                return Label { work, subject: spaced(subject) };
            }
        }
        let subject = name.strip_prefix("wheelpin-").unwrap_or(name);
        let is_checker =
            |stage: &str| subject.strip_prefix(stage).is_some_and(|of| of.starts_with(CHECKER));
        if is_checker("dependencies-") || is_checker("linked-") {
            return Label { work: Work::Prepare, subject: "the checker".into() };
        }
        Label { work: Work::Prepare, subject: subject.into() }
    }
}

/// `manylinux-x86_64-cp311-abi3` as target and abi.
fn spaced(subject: &str) -> String {
    let mut parts = subject.rsplitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(abi), Some(python), Some(target)) => format!("{target} {python}-{abi}"),
        _ => subject.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(name: &str) -> (Work, String) {
        let labels =
            Labels { project: "sample_tool".into(), cells: vec!["cp311-abi3-win_amd64".into()] };
        let Label { work, subject } = labels.label(&format!("{name}.drv"));
        (work, subject)
    }

    #[test]
    fn derivations_are_called_by_what_they_are_for() {
        assert_eq!(
            label("wheelpin-dependencies-sample_tool-manylinux-x86_64-cp311-abi3"),
            (Work::Dependencies, "manylinux-x86_64 cp311-abi3".into()),
        );
        assert_eq!(
            label("wheelpin-linked-sample_tool-macos-arm64-cp313-cp313"),
            (Work::Compile, "macos-arm64 cp313-cp313".into()),
        );
        assert_eq!(label("cp311-abi3-win_amd64"), (Work::Pack, "cp311-abi3-win_amd64".into()));
        assert_eq!(label("wheelpin-sdist-sample_tool"), (Work::Pack, "source distribution".into()));
        assert_eq!(
            label("wheelpin-findings-cp311-abi3-win_amd64"),
            (Work::Examine, "cp311-abi3-win_amd64".into()),
        );
        assert_eq!(
            label("wheelpin-checked-cp311-abi3-win_amd64"),
            (Work::Check, "cp311-abi3-win_amd64".into()),
        );
        assert_eq!(
            label("wheelpin-tried-cp311-abi3-win_amd64-cp312"),
            (Work::Test, "cp311-abi3-win_amd64 in cp312".into()),
        );
        assert_eq!(
            label("wheelpin-checked-sdist-sample_tool"),
            (Work::Check, "source distribution".into()),
        );
        assert_eq!(
            label("wheelpin-checked-release-sample_tool"),
            (Work::Check, "all files together".into()),
        );
        assert_eq!(
            label("wheelpin-linked-wheelpin_check-musllinux-x86_64-py3-none"),
            (Work::Prepare, "the checker".into()),
        );
        assert_eq!(label("wheelpin-ziglang-0.17.1"), (Work::Prepare, "ziglang-0.17.1".into()));
        assert_eq!(label("a.tar.xz"), (Work::Prepare, "a.tar.xz".into()));
    }
}
