use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::document::{Document, string, strings, table_at};
use super::place::{Form, Place};
use super::tree::{Tree, normal};
use crate::Error;
use crate::version::Version;

/// Tables of a manifest that hold dependencies.
const DEPENDENCIES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// The crates that are released together: the project's, those that inherit the same
/// version from the workspace, and those of the workspace that say the same version.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// Files read, by path.
    pub(super) texts: BTreeMap<PathBuf, String>,
    /// Directory of the workspace's manifest, where Cargo.lock is.
    pub(super) directory: PathBuf,
    /// Manifests of all members.
    manifests: Vec<PathBuf>,
}

impl Workspace {
    /// Reads the workspace that a crate belongs to. `manifest` is its Cargo.toml.
    pub(super) fn read(tree: &Tree, manifest: &Path) -> Result<Self, Error> {
        let mut texts = BTreeMap::new();
        let Some(text) = tree.text(manifest)? else { return Ok(Self::default()) };
        let own = normal(manifest.parent().unwrap_or(Path::new("")));
        texts.insert(manifest.to_path_buf(), text);
        let mut root = None;
        let mut directory = Some(own.as_path());
        while let Some(path) = directory.filter(|path| tree.contains(path)) {
            let file = path.join("Cargo.toml");
            let text = match texts.get(&file) {
                Some(text) => Some(text.clone()),
                None => tree.text(&file)?,
            };
            if let Some(text) = text
                && let Some(members) = members(tree, path, &text)?
                && (path == own || members.contains_key(&file_of(&own)))
            {
                texts.extend(members);
                texts.insert(file, text);
                root = Some(path.to_path_buf());
                break;
            }
            directory = path.parent();
        }
        let manifests = texts.keys().cloned().collect();
        Ok(Self { texts, directory: root.unwrap_or(own), manifests })
    }

    /// Places of the version that `manifest` has, and the names of the crates that
    /// have it. The first place is the source of all others. Crates in `others` are
    /// released by themselves.
    pub(super) fn places(
        &self,
        manifest: &Path,
        others: &[PathBuf],
    ) -> Result<(Vec<Place>, BTreeSet<String>), Error> {
        let root = self.directory.join("Cargo.toml");
        let mut places = Vec::new();
        let mut names = BTreeSet::new();
        let mut directories = BTreeSet::new();
        let Some(version) = self.source(manifest, &root, &mut places)? else {
            return Ok((places, names));
        };
        let is_inherited = places.iter().any(|place| place.what == WORKSPACE_VERSION);
        for file in &self.manifests {
            let Some(document) = self.document(file)? else { continue };
            let Some(package) = table_at(document.root(), &["package"]) else { continue };
            let inherits = inherits(package);
            let own = document.text_at(&["package", "version"])?;
            let is_apart =
                file.parent().is_some_and(|parent| others.iter().any(|other| other == parent));
            let is_same =
                !is_apart && own.as_ref().is_some_and(|own| own.value.parse() == Ok(version));
            if !(inherits && is_inherited || is_same) && file != manifest {
                continue;
            }
            if let Some(own) = own
                && file != manifest
            {
                places.push(place(file, PACKAGE_VERSION, own.value, own.span, Form::Cargo));
            }
            names.extend(string(package, "name").map(Into::into));
            directories.extend(file.parent().map(Path::to_path_buf));
        }
        for file in &self.manifests {
            let Some(document) = self.document(file)? else { continue };
            requirements(&document, &directories, &mut places)?;
        }
        Ok((places, names))
    }

    /// The version of the crate, from its own manifest or the workspace's.
    fn source(
        &self,
        manifest: &Path,
        root: &Path,
        places: &mut Vec<Place>,
    ) -> Result<Option<Version>, Error> {
        let Some(document) = self.document(manifest)? else { return Ok(None) };
        let package = table_at(document.root(), &["package"]);
        let (file, what, text) = if package.is_some_and(|package| inherits(package)) {
            let Some(document) = self.document(root)? else { return Ok(None) };
            let text = document.text_at(&["workspace", "package", "version"])?;
            (root, WORKSPACE_VERSION, text)
        } else {
            (manifest, PACKAGE_VERSION, document.text_at(&["package", "version"])?)
        };
        let Some(text) = text else { return Ok(None) };
        let version = text.value.parse()?;
        places.push(place(file, what, text.value, text.span, Form::Cargo));
        Ok(Some(version))
    }

    fn document<'a>(&'a self, file: &'a Path) -> Result<Option<Document<'a>>, Error> {
        self.texts.get(file).map(|text| Document::read(file, text)).transpose()
    }
}

const PACKAGE_VERSION: &str = "package.version";
const WORKSPACE_VERSION: &str = "workspace.package.version";

/// Whether a package takes its version from the workspace.
fn inherits(package: &DeTable<'_>) -> bool {
    table_at(package, &["version"])
        .and_then(|version| version.get("workspace")?.get_ref().as_bool())
        .unwrap_or_default()
}

/// The manifests of a workspace's members, but for its root's; none where that begins no
/// workspace.
///
/// Source: the Cargo Book, "The members and exclude fields": members are those that are
/// named, and what any member depends on by a path within the workspace.
fn members(
    tree: &Tree,
    directory: &Path,
    root: &str,
) -> Result<Option<BTreeMap<PathBuf, String>>, Error> {
    let file = file_of(directory);
    let document = Document::read(&file, root)?;
    let Some(workspace) = table_at(document.root(), &["workspace"]) else { return Ok(None) };
    let of = |key| {
        let patterns = strings(workspace, key).into_iter();
        patterns.flat_map(|pattern| tree.directories(directory, pattern)).collect::<Vec<_>>()
    };
    let excluded = of("exclude");
    let mut next = of("members");
    next.retain(|member| !excluded.contains(member));
    let shared = table_at(workspace, &["dependencies"]);
    let needed = |document: &Document<'_>| {
        let mut needed = needed(document, directory, shared);
        needed.retain(|path| {
            path.starts_with(directory) && !excluded.iter().any(|other| path.starts_with(other))
        });
        needed
    };
    next.extend(needed(&document));
    let mut members = BTreeMap::new();
    while let Some(member) = next.pop() {
        let file = file_of(&member);
        if member != directory
            && !members.contains_key(&file)
            && let Some(text) = tree.text(&file)?
        {
            next.extend(needed(&Document::read(&file, &text)?));
            members.insert(file, text);
        }
    }
    Ok(Some(members))
}

/// The directories of crates that a manifest depends on by path, itself or with what the
/// workspace in `root` has for all.
fn needed(document: &Document<'_>, root: &Path, shared: Option<&DeTable<'_>>) -> Vec<PathBuf> {
    let base = document.path.parent().unwrap_or(Path::new(""));
    let mut paths = Vec::new();
    for (_, table) in dependencies(document.root()) {
        for (key, dependency) in table {
            let Some(dependency) = dependency.get_ref().as_table() else { continue };
            if let Some(path) = string(dependency, "path") {
                paths.push(normal(&base.join(path)));
            } else if dependency.contains_key("workspace") {
                let inherited = shared.and_then(|shared| table_at(shared, &[key.get_ref()]));
                let path = inherited.and_then(|inherited| string(inherited, "path"));
                paths.extend(path.map(|path| normal(&root.join(path))));
            }
        }
    }
    paths
}

/// Every table of dependencies of a crate, by its name.
fn dependencies<'b, 'a>(root: &'b DeTable<'a>) -> Vec<(String, &'b DeTable<'a>)> {
    let mut tables = Vec::new();
    for key in DEPENDENCIES {
        tables.extend(table_at(root, &[key]).map(|table| (key.to_owned(), table)));
    }
    for (name, target) in table_at(root, &["target"]).into_iter().flatten() {
        let Some(target) = target.get_ref().as_table() else { continue };
        for key in DEPENDENCIES {
            let name = format!("target.{}.{key}", name.get_ref());
            tables.extend(table_at(target, &[key]).map(|table| (name, table)));
        }
    }
    tables
}

fn file_of(directory: &Path) -> PathBuf {
    directory.join("Cargo.toml")
}

/// Requirements of one member on another, in every table of dependencies.
fn requirements(
    document: &Document<'_>,
    directories: &BTreeSet<PathBuf>,
    places: &mut Vec<Place>,
) -> Result<(), Error> {
    let root = document.root();
    let mut tables = dependencies(root);
    let shared = table_at(root, &["workspace", "dependencies"]);
    tables.extend(shared.map(|table| ("workspace.dependencies".to_owned(), table)));
    let base = document.path.parent().unwrap_or(Path::new(""));
    for (name, table) in tables {
        for (key, dependency) in table {
            let Some(dependency) = dependency.get_ref().as_table() else { continue };
            let Some(path) = string(dependency, "path") else { continue };
            if !directories.contains(&normal(&base.join(path))) {
                continue;
            }
            let Some(version) = dependency.get("version") else { continue };
            if let Some(text) = document.text(version)? {
                let what = format!("{name}.{}.version", key.get_ref());
                places.push(place(document.path, &what, text.value, text.span, Form::Requirement));
            }
        }
    }
    Ok(())
}

pub(super) fn place(
    file: &Path,
    what: &str,
    text: String,
    span: std::ops::Range<usize>,
    form: Form,
) -> Place {
    Place { file: file.into(), what: what.into(), text, span, form }
}
