//! A wheel as a whole, without a judgement: for those who compare wheels.

mod binary;
mod image;
mod text_signature;

pub use binary::{Module, OpenedBinary};
pub use text_signature::TextSignature;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use tempfile::SpooledTempFile;

use crate::Error;
use crate::archive::{Archive, ProblemKind, Source};
use crate::limits;
use crate::member::Member;
use crate::metadata::{CoreMetadata, EntryPoint, Installed, installed};
use crate::wheel::{Extra, Wheel, read_wheel_and};
use crate::wheel_name::WheelName;
use image::Image;

/// What is in a wheel.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Without directories.
    pub file_name: String,
    /// The file name in its parts.
    pub name: WheelName,
    /// Bytes of the file.
    pub size: u64,
    /// All but directories, in the order of the archive.
    pub members: Vec<OpenedMember>,
    /// METADATA.
    pub metadata: CoreMetadata,
    /// WHEEL, which has the form of METADATA; empty where it is missing.
    pub wheel_file: CoreMetadata,
    /// Group, name and object of each entry point, in order.
    pub entry_points: Vec<(String, String, String)>,
    /// Members below `.dist-info/sboms/`, by path, where they are not too long.
    pub sboms: BTreeMap<String, Vec<u8>>,
    /// Python's sources and stubs that are installed among the importable, by their path there,
    /// at most [`Opened::SOURCE`] bytes of each.
    pub sources: BTreeMap<String, Vec<u8>>,
    /// Those that are longer, or more than is kept of one wheel.
    pub unread_sources: Vec<String>,
    /// Libraries, modules and programs, in the order of the archive.
    pub binaries: Vec<OpenedBinary>,
}

/// One member of a wheel.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OpenedMember {
    /// Its path in the archive, with `/`.
    pub path: String,
    /// Bytes, decompressed.
    pub size: u64,
    /// Bytes in the archive.
    pub compressed: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl Opened {
    /// Bytes of the longest source that is kept: the longest stubs of PyPI's most loaded
    /// projects have some 500 kB.
    pub const SOURCE: usize = 2 << 20;
}

/// Reads a wheel whole, in one pass and within limits.
///
/// # Errors
///
/// [`Error::Read`] if it cannot be read, [`Error::Kind`] if its name is not a wheel's, and
/// [`Error::Open`] if its archive is damaged, or not one that all readers read alike, or it has
/// no METADATA.
pub fn open_wheel(path: &Path) -> Result<Opened, Error> {
    let read = |source| Error::Read { path: path.into(), source };
    // Before it is opened: opening a pipe waits for whoever writes to it.
    if !std::fs::metadata(path).map_err(read)?.is_file() {
        return Err(read(io::Error::other("it is no file")));
    }
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut file = File::open(path).map_err(read)?;
    let mut kept = Keeper::default();
    if WheelName::parse(&file_name).is_err() {
        return Err(Error::Kind { path: path.into() });
    }
    let wheel = open(&file_name, &mut file, &mut kept).map_err(read)?;
    opened(wheel, kept).map_err(|why| Error::Open { path: path.into(), why })
}

fn open(file_name: &str, source: &mut dyn Source, kept: &mut Keeper) -> io::Result<Wheel> {
    read_wheel_and(file_name, source, kept)
}

fn opened(wheel: Wheel, mut kept: Keeper) -> Result<Opened, String> {
    if let Some(why) = damage(&wheel.archive) {
        return Err(why);
    }
    if let Some(member) = wheel.members.iter().find(|member| member.broken.is_some()) {
        let why = member.broken.as_deref().unwrap_or_default();
        return Err(format!("{}: {why}", member.path));
    }
    let name = wheel.name.map_err(|error| format!("its name {error}"))?;
    let metadata = wheel.documents.metadata.ok_or("it has no METADATA that can be read")?;
    if let Some(why) = &metadata.unreadable {
        return Err(format!("{} {why}", metadata.path));
    }
    let compressed: BTreeMap<&str, u64> =
        wheel.archive.entries.iter().map(|entry| (entry.name.as_str(), entry.compressed)).collect();
    let members = wheel.members.iter().map(|member| OpenedMember {
        path: member.path.clone(),
        size: member.size,
        compressed: compressed.get(member.path.as_str()).copied().unwrap_or_default(),
        sha256: member.sha256,
    });
    let dist_info = wheel.documents.dist_info.unwrap_or_default();
    let wheel_path = format!("{dist_info}/WHEEL");
    let wheel_file = kept.documents.remove(&wheel_path).unwrap_or_default();
    let sboms = format!("{dist_info}/sboms/");
    kept.documents.retain(|path, _| path.starts_with(&sboms));
    let points = wheel.documents.entry_points.into_iter().flat_map(|points| points.points);
    let point = |point: EntryPoint| (point.group, point.name, point.value);
    Ok(Opened {
        file_name: wheel.file_name,
        name,
        size: wheel.size,
        members: members.collect(),
        metadata,
        wheel_file: CoreMetadata::read(&wheel_path, &wheel_file),
        entry_points: points.map(point).collect(),
        sboms: kept.documents,
        sources: kept.sources,
        unread_sources: kept.unread_sources,
        binaries: wheel
            .binaries
            .iter()
            .map(|binary| {
                OpenedBinary::new(binary, kept.images.remove(&binary.path).unwrap_or_default())
            })
            .collect(),
    })
}

/// Why members cannot be told for sure from the archive's records.
fn damage(archive: &Archive) -> Option<String> {
    const KINDS: [(ProblemKind, &str); 7] = [
        (ProblemKind::Unreadable, "it is no ZIP archive, or is cut off"),
        (ProblemKind::DirectoryMismatch, "its directory is not where its end says"),
        (ProblemKind::HeaderMismatch, "its members have other headers than its directory says"),
        (ProblemKind::DuplicateName, "two members have the same name"),
        (ProblemKind::Encrypted, "a member is encrypted"),
        (ProblemKind::Overlap, "members share bytes"),
        (ProblemKind::Unread, "it has more than is read of one file"),
    ];
    let mut found = KINDS.iter().filter(|(kind, _)| archive.problems.of(*kind).is_some());
    found.next().map(|(_, why)| (*why).into())
}

/// Keeps what [`Opened`] has and [`Wheel`] has not.
#[derive(Default)]
struct Keeper {
    sources: BTreeMap<String, Vec<u8>>,
    unread_sources: Vec<String>,
    /// Bytes of all sources.
    kept: usize,
    /// SBOMs and WHEEL.
    documents: BTreeMap<String, Vec<u8>>,
    images: BTreeMap<String, Image>,
}

impl Extra for Keeper {
    fn wants(&self, path: &str) -> bool {
        source_path(path).is_some() || is_kept_document(path)
    }

    fn text(&mut self, path: &str, text: &[u8]) {
        if is_kept_document(path) {
            self.documents.insert(path.into(), text.into());
        }
        let Some(source) = source_path(path) else { return };
        if text.len() > Opened::SOURCE || self.kept + text.len() > limits::SOURCES {
            self.unread_sources.push(source.into());
        } else {
            self.kept += text.len();
            self.sources.insert(source.into(), text.into());
        }
    }

    fn binary(&mut self, member: &Member, file: &mut SpooledTempFile) -> io::Result<()> {
        if member.size > limits::IMAGE {
            return Ok(());
        }
        let mut bytes = Vec::new();
        file.rewind()?;
        file.take(limits::IMAGE).read_to_end(&mut bytes)?;
        self.images.insert(member.path.clone(), Image::read(&bytes));
        Ok(())
    }
}

fn is_kept_document(path: &str) -> bool {
    path.split_once(".dist-info/")
        .is_some_and(|(_, rest)| rest == "WHEEL" || rest.starts_with("sboms/"))
}

/// Where a source or a stub is once installed.
fn source_path(path: &str) -> Option<&str> {
    match installed(path) {
        Installed::Library(path) if path.ends_with(".py") || path.ends_with(".pyi") => Some(path),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;
    use wheelpin_testing::{ElfBuilder, WheelBuilder};

    use super::*;

    fn open(wheel: &WheelBuilder, bytes: &[u8]) -> Result<Opened, Error> {
        let directory = TempDir::new().unwrap();
        let path = directory.path().join(wheel.file_name());
        fs::write(&path, bytes).unwrap();
        open_wheel(&path)
    }

    #[test]
    fn what_is_in_a_wheel_is_there() {
        let wheel = WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64")
            .with("sample/_core.pyi", "def f(): ...\n")
            .with("sample-1.0.dist-info/sboms/a.cyclonedx.json", "{}")
            .with("sample/_core.abi3.so", ElfBuilder::module("x86_64", "_core").bytes());
        let opened = open(&wheel, &wheel.bytes()).unwrap();
        assert_eq!(opened.sources["sample/_core.pyi"], b"def f(): ...\n");
        assert_eq!(opened.sboms.len(), 1);
        assert_eq!(opened.wheel_file.one("generator"), Some("wheelpin-testing"));
        let module = opened.binaries[0].module.as_ref().unwrap();
        assert_eq!((module.import.as_str(), module.is_stable), ("sample._core", true));
        let stored: u64 = opened.members.iter().map(|member| member.compressed).sum();
        assert!(stored > 0 && stored < opened.size);
    }

    #[test]
    fn damaged_wheels_are_not_opened() {
        let wheel = WheelBuilder::new("py3-none-any");
        let bytes = wheel.bytes();
        for length in (0..bytes.len()).step_by(37) {
            assert!(matches!(open(&wheel, &bytes[..length]), Err(Error::Open { .. })), "{length}");
        }
        let no_metadata = WheelBuilder { metadata: String::new(), ..wheel.clone() };
        assert!(matches!(open(&wheel, &no_metadata.bytes()), Err(Error::Open { .. })));
        let twice = wheel.clone().with("sample/__init__.py", "");
        assert!(matches!(open(&wheel, &twice.bytes()), Err(Error::Open { .. })));
    }

    #[test]
    fn long_sources_are_named_and_not_kept() {
        let long = vec![b'#'; Opened::SOURCE + 1];
        let wheel = WheelBuilder::new("py3-none-any").with("sample/long.py", long);
        let opened = open(&wheel, &wheel.bytes()).unwrap();
        assert_eq!(opened.unread_sources, ["sample/long.py"]);
        assert!(!opened.sources.contains_key("sample/long.py"));
    }
}
