use crate::Error;
use crate::choices::fit;

/// What is known of a project.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Project {
    /// As on the index.
    pub name: String,
    /// The directory of its pyproject.toml below the root; empty for the root itself.
    pub directory: String,
    /// The Cargo.toml of its crate, below the root.
    pub manifest: String,
    /// `OWNER/NAME` on the forge, if that is known.
    pub repository: Option<String>,
    /// The forge's address, such as `https://forge.example`.
    pub site: String,
    /// The toolchain: `registry` or `nixpkgs`.
    pub toolchain: String,
    /// How versions come: `push`, `tag` or `pull-request`.
    pub mode: String,
    /// The pattern of a release's tag: `v*`.
    pub tags: String,
    /// The index, by name or address.
    pub index: String,
    /// The flake input that wheelpin comes from.
    pub input: String,
    /// One per wheel that is planned.
    pub wheels: Vec<Wheel>,
}

/// A wheel that is planned.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wheel {
    /// The target's name, such as `manylinux-x86_64`.
    pub target: String,
    /// The platform tag.
    pub platform_tag: String,
    /// Python and ABI tag, such as `cp311-abi3`.
    pub abi: String,
    /// What installers need: `3.11`, `3.14t`, `pypy3.11`; none where no Python matters.
    pub python: Option<String>,
    /// Whether later Pythons can use it too.
    pub is_open: bool,
}

/// A row of the table of platforms.
#[derive(Clone, Debug, Eq, PartialEq, serde::Serialize)]
pub struct Row {
    /// For people: `Linux (glibc), x86_64`.
    pub platform: String,
    /// `3.11 and newer`.
    pub pythons: String,
    /// The platform tag.
    pub tag: String,
}

impl Project {
    /// Whether everything of it can stand in a workflow.
    ///
    /// # Errors
    ///
    /// [`Error::Unfit`].
    pub fn check(&self) -> Result<(), Error> {
        fit("the project's name", &self.name)?;
        if !self.directory.is_empty() {
            fit("the project's directory", &self.directory)?;
        }
        if !self.manifest.is_empty() {
            fit("the crate's manifest", &self.manifest)?;
        }
        if let Some(repository) = &self.repository {
            fit("the repository", repository)?;
        }
        let is_fit = |it: char| it.is_ascii_graphic() && !"'\"\\$`<>{}|;&".contains(it);
        for (what, text) in [("the index", &self.index), ("wheelpin's address", &self.input)] {
            if text.starts_with('-') || !text.chars().all(is_fit) {
                return Err(Error::Unfit { what, text: text.clone() });
            }
        }
        Ok(())
    }

    /// One row per target, in the order of the plan.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for wheel in &self.wheels {
            if rows.iter().any(|row| row.tag == wheel.platform_tag) {
                continue;
            }
            let same = self.wheels.iter().filter(|it| it.platform_tag == wheel.platform_tag);
            let pythons: Vec<String> = same
                .map(|wheel| match (&wheel.python, wheel.is_open) {
                    (Some(python), true) => format!("{python} and newer"),
                    (Some(python), false) => python.clone(),
                    (None, _) => "any".into(),
                })
                .collect();
            rows.push(Row {
                platform: crate::systems::platform(&wheel.target),
                pythons: pythons.join(", "),
                tag: wheel.platform_tag.clone(),
            });
        }
        rows
    }
}
