use std::fs;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;
use wheelpin_init::{Choices, Ci, Project, Wheel};
use wheelpin_nix::{AbiKind, Interrupt, Plan, build_host, evaluate_plan};
use wheelpin_release::Mode;
use wheelpin_release::git::{Git, argv};

use crate::error::Error;
use crate::scaffolding::{crate_lock, repository};

/// What the command line says.
pub(crate) struct Asked<'a> {
    pub(crate) project: Option<&'a Path>,
    pub(crate) wheelpin: Option<&'a str>,
    pub(crate) index: Option<&'a str>,
    pub(crate) ci: &'a [String],
    pub(crate) shards: Option<usize>,
    pub(crate) benchmarks: bool,
    pub(crate) nightly: Option<&'a str>,
    /// Whether a lock file may be made.
    pub(crate) may_write: bool,
}

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
    /// Choices that no table says yet, as lines of TOML.
    lines: String,
    has_index: bool,
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
    name: String,
    urls: std::collections::BTreeMap<String, String>,
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
    init: Option<toml::Table>,
    toolchain: Option<String>,
}

/// Finds out what files depend on.
pub(crate) async fn detect(
    root: &Path,
    asked: &Asked<'_>,
    interrupt: &Interrupt,
) -> Result<Detected, Error> {
    if !root.is_dir() {
        return Err(Error::NoDirectory { path: root.into() });
    }
    if let Some(top) = top(root) {
        return Err(Error::NotRoot { path: root.into(), root: top });
    }
    let directory = match asked.project {
        Some(project) => within(project)?,
        None => find(root)?,
    };
    let path = root.join(&directory).join("pyproject.toml");
    let text = fs::read_to_string(&path).map_err(|source| wheelpin_release::Error::Read {
        path: path.clone(),
        source: source.into(),
    })?;
    let wrong = |source: toml::de::Error| wheelpin_release::Error::Read {
        path: path.clone(),
        source: source.into(),
    };
    let pyproject: Pyproject = toml::from_str(&text).map_err(wrong)?;
    let has_table = pyproject.tool.wheelpin.init.is_some();
    let mut choices: Choices = match pyproject.tool.wheelpin.init.clone() {
        Some(table) => Choices::deserialize(table).map_err(wrong)?,
        None => Choices::default(),
    };
    let release = wheelpin_release::bump::Project::read(&root.join(&directory), None);
    // Several packages have settings in common.
    let settings = release.map(|it| it.settings).unwrap_or_default();
    let before = choices.clone();
    follow(&mut choices, asked);
    let mut remarks = Vec::new();
    if pyproject.tool.wheelpin.init.as_ref().is_none_or(|table| !table.contains_key("branch"))
        && !has_table
        && let Some(branch) = branch(root)
    {
        choices.branch = branch;
    }
    if choices.repository.is_none() {
        choices.repository = page(root, &pyproject.project.urls);
    }
    if has_table
        && choices != before
        && (choices.repository == before.repository || asked.changes())
    {
        return Err(Error::ChoicesStand { path });
    }
    let manifest = pyproject.tool.maturin.manifest_path.as_deref().unwrap_or("Cargo.toml");
    let manifest = normal(&Path::new(&directory).join(manifest));
    let lock = crate_lock::ensure(root, &root.join(&manifest), asked.may_write, interrupt).await?;
    if let Some(lock) = &lock {
        remarks.push(format!("new      {} (made by cargo)", lock.display()));
    }
    let plan = plan(root, &directory, interrupt).await?;
    let (site, slug) = match choices.repository.as_deref().and_then(repository::parts) {
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
    let asked_index = asked.index.map(ToOwned::to_owned);
    let has_index = settings.index.is_some();
    let tags = settings.tag_format.as_deref().unwrap_or("v{version}");
    let tags = tags.replace("{version}", "*").replace("{name}", "*");
    let index = settings.index.or(asked_index).unwrap_or_else(|| "pypi".into());
    let readme = readme(root, &directory, pyproject.project.readme.as_ref());
    let project = Project {
        name: plan.name.clone(),
        directory,
        manifest,
        repository: slug,
        site,
        toolchain: pyproject.tool.wheelpin.toolchain.unwrap_or_else(|| "registry".into()),
        mode: match settings.mode {
            Mode::Push => "push",
            Mode::PullRequest => "pull-request",
            Mode::Tag => "tag",
        }
        .into(),
        tags,
        index,
        input: match asked.wheelpin {
            Some(input) => input.to_owned(),
            None => default_input()?,
        },
        wheels: plan.cells.iter().map(wheel).collect(),
    };
    let lines = if has_table { String::new() } else { lines(&choices) };
    Ok(Detected { project, choices, readme, remarks, lock, lines, has_index })
}

impl Asked<'_> {
    /// Whether it says anything that stands in `[tool.wheelpin.init]`.
    fn changes(&self) -> bool {
        !self.ci.is_empty() || self.shards.is_some() || self.benchmarks || self.nightly.is_some()
    }
}

impl Detected {
    /// A file beside pyproject.toml, below the root.
    pub(crate) fn below(&self, name: &str) -> String {
        match self.project.directory.as_str() {
            "" => name.into(),
            directory => format!("{directory}/{name}"),
        }
    }

    /// Tables for pyproject.toml.
    pub(crate) fn tables(&self) -> Vec<(&'static str, String)> {
        let mut tables = Vec::new();
        if !self.lines.is_empty() {
            tables.push(("tool.wheelpin.init", self.lines.clone()));
        }
        if !self.has_index {
            // JSON's strings are TOML's, too.
            let index = serde_json::json!(self.project.index);
            tables.push(("tool.wheelpin.release", format!("index = {index}\n")));
        }
        tables
    }

    /// A .gitignore that knows what Nix and wheelpin leave behind, and not the lock file.
    pub(crate) fn ignored(text: &str) -> Option<String> {
        let is_lock =
            |line: &str| ["Cargo.lock", "/Cargo.lock", "**/Cargo.lock"].contains(&line.trim());
        let mut lines: Vec<&str> = text.lines().filter(|line| !is_lock(line)).collect();
        let missing = |wanted: [&'static str; 4]| {
            let is_there = |it: &&str| wanted.contains(&it.trim());
            (!lines.iter().any(is_there)).then_some(wanted[0])
        };
        let new: Vec<&str> = [
            ["/result", "result", "result*", "/result*"],
            ["/result-*", "result-*", "result*", "/result*"],
            ["/dist/", "dist/", "dist", "/dist"],
        ]
        .into_iter()
        .filter_map(missing)
        .collect();
        if new.is_empty() && lines.len() == text.lines().count() {
            return None;
        }
        lines.extend(new);
        Some(format!("{}\n", lines.join("\n")))
    }
}

/// The root of the repository that a directory is in, if it is another: workflows count there alone.
fn top(root: &Path) -> Option<PathBuf> {
    let text = Git::new(root).run(&argv::top_level()).ok()?;
    let top = PathBuf::from(text.trim_end_matches(['\n', '\r'])).canonicalize().ok()?;
    (root.canonicalize().ok()? != top).then_some(top)
}

/// A directory below the root, as it is written in workflows.
fn within(path: &Path) -> Result<String, Error> {
    let is_below =
        path.components().all(|it| matches!(it, Component::Normal(_) | Component::CurDir));
    if !is_below {
        return Err(Error::NotBelow { path: path.into() });
    }
    Ok(normal(path))
}

/// A path without `.` and with `..` followed, with `/`.
fn normal(path: &Path) -> String {
    let mut words: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(word) => words.push(word.to_string_lossy().into_owned()),
            Component::ParentDir => {
                words.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    words.join("/")
}

/// The one directory with a project that maturin builds: the root, or one not far below it.
fn find(root: &Path) -> Result<String, Error> {
    if root.join("pyproject.toml").is_file() {
        return Ok(String::new());
    }
    let mut found = Vec::new();
    let mut queue = vec![(root.to_owned(), 0)];
    while let Some((directory, depth)) = queue.pop() {
        let Ok(entries) = fs::read_dir(&directory) else { continue };
        for entry in entries.flatten().take(1000) {
            let name = entry.file_name();
            let is_hidden = name.to_string_lossy().starts_with('.');
            let is_directory = entry.file_type().is_ok_and(|it| it.is_dir());
            if !is_directory || is_hidden || name == "target" || name == "node_modules" {
                continue;
            }
            let path = entry.path();
            let text = fs::read_to_string(path.join("pyproject.toml")).unwrap_or_default();
            if text.contains("maturin") {
                found.push(normal(path.strip_prefix(root).unwrap_or(&path)));
            } else if depth < 2 {
                queue.push((path, depth + 1));
            }
        }
    }
    found.sort();
    match found.as_slice() {
        [one] => Ok(one.clone()),
        _ => Err(Error::WhichProject { directory: root.into(), found }),
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

fn wheel(cell: &wheelpin_nix::Cell) -> Wheel {
    Wheel {
        target: cell.target.clone(),
        platform_tag: cell.platform_tag.clone(),
        abi: cell.abi.clone(),
        python: cell.python.clone(),
        is_open: matches!(cell.abi_kind, AbiKind::Abi3 | AbiKind::Abi3t)
            || cell.abi_kind == AbiKind::None && cell.python.is_some(),
    }
}

fn follow(choices: &mut Choices, asked: &Asked<'_>) {
    if !asked.ci.is_empty() {
        let system = |word: &String| if word == "gitlab" { Ci::Gitlab } else { Ci::Github };
        choices.ci = asked.ci.iter().map(system).collect();
    }
    if let Some(shards) = asked.shards {
        choices.shards = shards;
    }
    if asked.benchmarks {
        choices.benchmarks = true;
    }
    if let Some(nightly) = asked.nightly {
        choices.nightly = Some(nightly.to_owned());
    }
}

/// The remote's main branch, or that which is checked out; none where there is none.
fn branch(root: &Path) -> Option<String> {
    let git = Git::new(root);
    let said = git
        .run(&argv::remote_head("origin"))
        .ok()
        .and_then(|text| Some(text.trim().strip_prefix("refs/remotes/origin/")?.to_owned()));
    let here = || {
        let text = git.run(&argv::symbolic_head()).ok()?;
        Some(text.trim().strip_prefix("refs/heads/")?.to_owned())
    };
    said.or_else(here)
}

/// The repository's page, as the project says, or its remote.
fn page(root: &Path, urls: &std::collections::BTreeMap<String, String>) -> Option<String> {
    let named = |name: &str| urls.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    let of = |names: &[&str]| names.iter().find_map(|name| repository::page(named(name)?.1));
    let remote = || {
        let address = Git::new(root).run(&argv::remote_address("origin")).ok()?;
        repository::page(&address)
    };
    of(&["repository", "source", "source code", "github"])
        .or_else(remote)
        .or_else(|| of(&["homepage"]))
}

/// Choices that are not the usual ones, as TOML.
fn lines(choices: &Choices) -> String {
    let usual = Choices::default();
    let mut lines = String::new();
    let mut add =
        |key: &str, value: serde_json::Value| lines.push_str(&format!("{key} = {value}\n"));
    if choices.branch != usual.branch {
        add("branch", choices.branch.as_str().into());
    }
    if let Some(repository) = &choices.repository {
        add("repository", repository.as_str().into());
    }
    if choices.ci != usual.ci {
        let name = |ci: &Ci| match ci {
            Ci::Github => "github",
            Ci::Gitlab => "gitlab",
        };
        let names: Vec<serde_json::Value> = choices.ci.iter().map(|ci| name(ci).into()).collect();
        add("ci", names.into());
    }
    if choices.shards != usual.shards {
        add("shards", choices.shards.into());
    }
    if choices.benchmarks {
        add("benchmarks", true.into());
    }
    if let Some(nightly) = &choices.nightly {
        add("nightly", nightly.as_str().into());
    }
    lines
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
        bases: std::collections::BTreeMap<String, String>,
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
