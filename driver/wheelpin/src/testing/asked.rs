use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use wheelpin_dist::{Manifest, TestOutcome};
use wheelpin_test::{Platform, WheelFile};
use wheelpin_wheel::{WheelName, canonical_name};

use crate::error::Error;
use crate::select_args::SelectArgs;

/// Which wheels.
#[derive(Debug, Default, Args)]
pub(crate) struct AskedArgs {
    /// Wheels, and directories of them
    #[arg(default_value = "dist", value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// A directory built on another machine: its manifest must be there, and its wheels as it says
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    from: Option<PathBuf>,

    /// Compare the wheels of --from DIR with this manifest, some of whose wheels are there, such as
    /// those that pip downloaded; wheels of other projects are left alone
    #[arg(long, value_name = "FILE", requires = "from")]
    manifest: Option<PathBuf>,

    #[command(flatten)]
    select: SelectArgs,
}

/// What is tested.
pub(crate) struct Asked {
    pub(crate) wheels: Vec<WheelFile>,
    /// Names of wheels that a manifest has, the directory lacks and no machine has run.
    pub(crate) absent: Vec<String>,
    /// The manifest that is not beside the wheels.
    pub(crate) listed: Option<Listed>,
}

/// A manifest some of whose wheels are there.
pub(crate) struct Listed {
    pub(crate) manifest: PathBuf,
    /// How many wheels it has.
    pub(crate) wheels: usize,
}

impl AskedArgs {
    /// These wheels.
    #[cfg(feature = "release")]
    pub(crate) fn of(paths: Vec<PathBuf>) -> Self {
        Self { paths, ..Self::default() }
    }

    /// The directory that was built on another machine.
    pub(crate) fn from(&self) -> Option<&Path> {
        self.from.as_deref()
    }

    /// Reads the wheels that are asked for, and compares them with their manifests.
    pub(crate) fn read(&self) -> Result<Asked, Error> {
        match (&self.from, &self.manifest) {
            (Some(directory), Some(manifest)) => self.some_of(directory, manifest),
            (Some(directory), None) => {
                let manifest = Manifest::read(directory)?
                    .ok_or_else(|| Error::NoManifest { directory: directory.clone() })?;
                self.all_of(std::slice::from_ref(directory), Some(&manifest))
            }
            (None, _) => self.all_of(&self.paths, None),
        }
    }

    fn all_of(&self, paths: &[PathBuf], manifest: Option<&Manifest>) -> Result<Asked, Error> {
        let mut wheels = Vec::new();
        let mut seen = BTreeSet::new();
        for path in paths {
            for file in files(path)? {
                if seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                    wheels.push(WheelFile::read(&file)?);
                }
            }
        }
        // Before the tests, and not when their results are written.
        for directory in directories(&wheels) {
            Manifest::read(&directory)?;
        }
        for built in manifest.iter().flat_map(|manifest| &manifest.files) {
            let other = wheels.iter().find(|it| it.file == built.file && it.sha256 != built.sha256);
            if let Some(wheel) = other {
                return Err(Error::NotAsBuilt { file: wheel.path.clone() });
            }
        }
        let mut known: Vec<Known> = wheels.into_iter().map(Known::There).collect();
        for directory in paths.iter().filter(|path| path.is_dir()) {
            let manifest = Manifest::read(directory)?;
            for built in manifest.into_iter().flat_map(|manifest| manifest.files) {
                let was_run = built.tests.iter().any(|it| it.outcome != TestOutcome::NotRun);
                let is_there = directory.join(&built.file).exists();
                if let (false, false, Ok(name)) = (was_run, is_there, WheelName::parse(&built.file))
                {
                    known.push(Known::Absent(built.file, name));
                }
            }
        }
        self.select(known, None)
    }

    /// Wheels of a manifest, of which the directory need not have all. What it has beside is left
    /// alone, unless it claims to be of the same project.
    fn some_of(&self, directory: &Path, path: &Path) -> Result<Asked, Error> {
        let manifest = Manifest::read_file(path)?
            .ok_or_else(|| Error::NoManifestFile { path: path.into() })?;
        let project = canonical_name(&manifest.name);
        let mut known = Vec::new();
        for file in files(directory)? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let built = manifest.files.iter().find(|built| built.file == *name);
            let is_ours =
                WheelName::parse(&name).is_ok_and(|it| canonical_name(&it.name) == project);
            match built {
                None if is_ours => {
                    return Err(Error::NotListed { file, manifest: path.into() });
                }
                None => {}
                Some(built) => {
                    let wheel = WheelFile::read(&file)?;
                    if wheel.sha256 != built.sha256 {
                        let (built, found) = (built.sha256.clone(), wheel.sha256);
                        let manifest = path.into();
                        return Err(Error::NotAsListed { file, manifest, built, found });
                    }
                    known.push(Known::There(wheel));
                }
            }
        }
        if known.is_empty() {
            return Err(Error::NoneOfManifest {
                manifest: path.into(),
                directory: directory.into(),
                project: manifest.name,
                version: manifest.version,
            });
        }
        let is_wheel = |file: &str| WheelName::parse(file).is_ok();
        let wheels = manifest.files.iter().filter(|built| is_wheel(&built.file)).count();
        self.select(known, Some(Listed { manifest: path.into(), wheels }))
    }

    fn select(&self, mut known: Vec<Known>, listed: Option<Listed>) -> Result<Asked, Error> {
        self.select.selection().retain(&mut known, Known::words)?;
        let (mut wheels, mut absent) = (Vec::new(), Vec::new());
        for known in known {
            match known {
                Known::There(wheel) => wheels.push(wheel),
                Known::Absent(file, _) if !absent.contains(&file) => absent.push(file),
                Known::Absent(..) => {}
            }
        }
        Ok(Asked { wheels, absent, listed })
    }
}

/// A wheel that is asked for.
enum Known {
    There(WheelFile),
    Absent(String, WheelName),
}

impl Known {
    /// What --only and --except know it by.
    fn words(&self) -> Vec<String> {
        let (file, name) = match self {
            Self::There(wheel) => (&wheel.file, &wheel.name),
            Self::Absent(file, name) => (file, name),
        };
        let abi = format!("{}-{}", name.pythons.join("."), name.abis.join("."));
        let tag = format!("{abi}-{}", name.platforms.join("."));
        let platforms = name.platform_tags().flat_map(|tag| Platform::of_tag(&tag));
        let mut words = vec![name.platforms.join("."), abi];
        words.extend([file.clone(), tag.replace('.', "_"), tag]);
        words.extend(platforms.map(|platform| platform.to_string()));
        words
    }
}

/// A wheel as it is; of a directory its wheels, by name.
fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let read = |source| Error::NoSuchWheel { path: path.into(), source };
    let is_wheel = |file: &Path| file.extension().is_some_and(|extension| extension == "whl");
    if !fs::metadata(path).map_err(read)?.is_dir() {
        return match is_wheel(path) {
            true => Ok(vec![path.into()]),
            false => Err(Error::NoWheel { path: path.into() }),
        };
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(read)? {
        let file = entry.map_err(read)?.path();
        if is_wheel(&file) {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(Error::NoWheels { path: path.into() });
    }
    files.sort();
    Ok(files)
}

/// The directories that wheels are in.
pub(crate) fn directories(wheels: &[WheelFile]) -> BTreeSet<PathBuf> {
    let directory = |wheel: &WheelFile| match wheel.path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    wheels.iter().map(directory).collect()
}
