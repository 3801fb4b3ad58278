use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wheelpin_init::{Choices, Project, Wheel};
use wheelpin_nix::{AbiKind, Interrupt, Plan, build_host, evaluate_plan};
use wheelpin_release::{Mode, Settings};

use super::choosing::choose;
use super::place::{normal, place};
use super::{Asked, crate_lock, repository};
use crate::error::Error;

/// What was found out of a project.
pub(crate) struct Detected {
    pub(crate) project: Project,
    pub(crate) choices: Choices,
    /// The README, below the root.
    pub(crate) readme: Option<String>,
    /// What a person should know.
    pub(crate) remarks: Vec<String>,
    /// A lock file that was made, below the root.
    pub(crate) lock: Option<PathBuf>,
    /// Tables for pyproject.toml that it lacks, with their lines.
    pub(crate) tables: Vec<(&'static str, String)>,
}

/// What is read of a `pyproject.toml`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Pyproject {
    project: Metadata,
    tool: Tool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    urls: BTreeMap<String, String>,
    readme: Option<toml::Value>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tool {
    maturin: Maturin,
    wheelpin: Wheelpin,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Maturin {
    manifest_path: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wheelpin {
    toolchain: Option<String>,
}

/// Finds out what files depend on.
pub(crate) async fn detect(
    root: &Path,
    asked: &Asked<'_>,
    interrupt: &Interrupt,
) -> Result<Detected, Error> {
    let directory = place(root, asked.project)?;
    let inside = root.join(&directory);
    let Pyproject { project: metadata, tool } = read(&inside)?;
    let chosen = choose(root, &inside, asked, &metadata.urls)?;
    let settings = release_settings(&inside)?;
    let mut tables = Vec::new();
    if let Some(lines) = chosen.lines {
        tables.push(("tool.wheelpin.init", lines));
    }
    let index = match &settings.index {
        Some(index) => index.clone(),
        None => {
            let index = asked.index.unwrap_or("pypi");
            // JSON's strings are TOML's, too.
            tables
                .push(("tool.wheelpin.release", format!("index = {}\n", serde_json::json!(index))));
            index.to_owned()
        }
    };
    let manifest = tool.maturin.manifest_path.as_deref().unwrap_or("Cargo.toml");
    let manifest = normal(&Path::new(&directory).join(manifest));
    let mut remarks = Vec::new();
    let lock = crate_lock::ensure(root, &root.join(&manifest), asked.may_write, interrupt).await?;
    if let Some(lock) = &lock {
        remarks.push(format!("new      {} (made by cargo)", lock.display()));
    }
    let plan = plan(root, &directory, interrupt).await?;
    let (site, slug) = match chosen.choices.repository.as_deref().and_then(repository::parts) {
        Some((site, slug)) => (site, Some(slug)),
        None => (String::new(), None),
    };
    if slug.is_none() {
        remarks.push(
            "note: no repository is known, so there are no badges; it is `Repository` in \
             [project.urls], or `repository` in [tool.wheelpin.init]"
                .into(),
        );
    }
    let readme = readme(root, &directory, metadata.readme.as_ref());
    let tags = settings.tag_format.as_deref().unwrap_or("v{version}");
    let project = Project {
        name: plan.name.clone(),
        directory,
        manifest,
        repository: slug,
        site,
        toolchain: tool.wheelpin.toolchain.unwrap_or_else(|| "registry".into()),
        mode: match settings.mode {
            Mode::Push => "push",
            Mode::PullRequest => "pull-request",
            Mode::Tag => "tag",
        }
        .into(),
        tags: tags.replace("{version}", "*").replace("{name}", "*"),
        index,
        input: match asked.wheelpin {
            Some(input) => input.to_owned(),
            None => default_input()?,
        },
        wheels: plan.cells.iter().map(wheel).collect(),
    };
    Ok(Detected { project, choices: chosen.choices, readme, remarks, lock, tables })
}

fn read(directory: &Path) -> Result<Pyproject, Error> {
    let path = directory.join("pyproject.toml");
    let wrong = |source: Box<dyn std::error::Error + Send + Sync>| wheelpin_release::Error::Read {
        path: path.clone(),
        source,
    };
    let text = fs::read_to_string(&path).map_err(|error| wrong(error.into()))?;
    Ok(toml::from_str(&text).map_err(|error| wrong(error.into()))?)
}

/// `[tool.wheelpin.release]`; several packages have it in common.
fn release_settings(directory: &Path) -> Result<Settings, Error> {
    use wheelpin_release::bump::Project;

    match Project::read(directory, None) {
        Err(wheelpin_release::Error::Package { known, .. }) => {
            Ok(Project::read(directory, known.first().map(String::as_str))?.settings)
        }
        project => Ok(project?.settings),
    }
}

async fn plan(root: &Path, directory: &str, interrupt: &Interrupt) -> Result<Plan, Error> {
    let text = root.to_string_lossy();
    let project = match wheelpin_nix::Project::new(&text)? {
        wheelpin_nix::Project::Tree(root) if !directory.is_empty() => {
            wheelpin_nix::Project::TreeWith { root, project: directory.into() }
        }
        project => project,
    };
    Ok(evaluate_plan(&project, &build_host(), interrupt).await?)
}

/// A cell as files of a project speak of it.
pub(crate) fn wheel(cell: &wheelpin_nix::Cell) -> Wheel {
    Wheel {
        target: cell.target.clone(),
        platform_tag: cell.platform_tag.clone(),
        abi: cell.abi.clone(),
        python: cell.python.clone(),
        is_open: matches!(cell.abi_kind, AbiKind::Abi3 | AbiKind::Abi3t)
            || cell.abi_kind == AbiKind::None && cell.python.is_some(),
    }
}

/// The README of the repository's page, or of the project.
fn readme(root: &Path, directory: &str, said: Option<&toml::Value>) -> Option<String> {
    let said = said.and_then(|it| it.as_str().or_else(|| it.get("file")?.as_str()));
    let of_project = said.map(|it| normal(&Path::new(directory).join(it)));
    let mut candidates = vec!["README.md".to_owned()];
    candidates.extend(of_project);
    candidates.into_iter().find(|path| {
        // A link's file is somebody else's, too.
        let is_plain = fs::symlink_metadata(root.join(path)).is_ok_and(|it| it.is_file());
        path.ends_with(".md") && is_plain
    })
}

/// Wheelpin's own sdist on PyPI, of this version.
fn default_input() -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Registries {
        bases: BTreeMap<String, String>,
    }
    let registries: Registries = serde_json::from_str(include_str!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../nix/registries.json"
    )))
    .map_err(|error| Error::Write(error.into()))?;
    let base = registries.bases.get("pypi").cloned().unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    Ok(format!("{base}/source/w/wheelpin/wheelpin-{version}.tar.gz"))
}
