use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::archive::{Input, Source, Walk, read_directory};
use crate::limits;
use crate::member::MemberReader;
use crate::metadata::CoreMetadata;
use crate::sdist::read_sdist;
use crate::wheel_name::WheelName;

/// What a distribution says of itself, without a judgement.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FileMetadata {
    /// What it is by its name.
    pub kind: FileKind,
    /// METADATA of a wheel, PKG-INFO of an sdist.
    pub core: CoreMetadata,
}

/// What a distribution is by its name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum FileKind {
    /// `NAME-VERSION-PYTHON-ABI-PLATFORM.whl`, in its parts.
    Wheel(WheelName),
    /// `NAME-VERSION.tar.gz`
    Sdist,
}

/// Reads the metadata of a wheel or an sdist. Of a wheel nothing else is decompressed.
///
/// # Errors
///
/// [`Error::Read`] if it cannot be read, [`Error::Kind`] if its name is neither's,
/// [`Error::Metadata`] if it has none, or none that can be read whole.
pub fn read_file_metadata(path: &Path) -> Result<FileMetadata, Error> {
    let read = |source| Error::Read { path: path.into(), source };
    // Before it is opened: opening a pipe waits for whoever writes to it.
    if !std::fs::metadata(path).map_err(read)?.is_file() {
        return Err(read(io::Error::other("it is no file")));
    }
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut file = File::open(path).map_err(read)?;
    let (kind, core) = if file_name.ends_with(".whl") {
        let name = WheelName::parse(&file_name).map_err(|_| Error::Kind { path: path.into() })?;
        let core = of_wheel(&name, &mut file).map_err(read)?;
        (FileKind::Wheel(name), core)
    } else if file_name.ends_with(".tar.gz") {
        (FileKind::Sdist, of_sdist(&file_name, &mut file).map_err(read)?)
    } else {
        return Err(Error::Kind { path: path.into() });
    };
    let metadata = |why: String| Error::Metadata { path: PathBuf::from(path), why };
    let core = core.map_err(metadata)?;
    match &core.unreadable {
        Some(why) => Err(metadata(format!("{} {why}", core.path))),
        None => Ok(FileMetadata { kind, core }),
    }
}

/// METADATA of the `.dist-info` directory that the file name asks for; else why there is none.
fn of_wheel(name: &WheelName, source: &mut dyn Source) -> io::Result<Result<CoreMetadata, String>> {
    let wanted = format!("{}-{}.dist-info/METADATA", name.name, name.version);
    let mut input = Input::new(source)?;
    let mut archive = read_directory(&mut input)?;
    let mut walk = Walk::new(&archive);
    while let Some((index, is_there)) = walk.next(&mut input, &mut archive)? {
        let Some(entry) = archive.entries.get(index) else { continue };
        if entry.name != wanted || !is_there {
            continue;
        }
        if entry.size > limits::TEXT as u64 {
            return Ok(Err(format!("{wanted} has more than {} MB", limits::TEXT >> 20)));
        }
        let (member, kept) = MemberReader::new().read(&mut input, entry, true)?;
        return Ok(match (member.broken, kept.text) {
            (None, Some(text)) => Ok(CoreMetadata::read(&wanted, &text)),
            (broken, _) => {
                let why = broken.unwrap_or_else(|| "it cannot be read".into());
                Err(format!("{wanted} is damaged: {why}"))
            }
        });
    }
    Ok(Err(format!("it has no {wanted}")))
}

/// PKG-INFO of the one top directory; else why there is none.
fn of_sdist(file_name: &str, source: &mut dyn Source) -> io::Result<Result<CoreMetadata, String>> {
    let sdist = read_sdist(file_name, source)?;
    if sdist.top.is_none() {
        return Ok(Err("its members are not in one directory, or it is no archive".into()));
    }
    Ok(sdist.pkg_info.ok_or_else(|| "it has no PKG-INFO in its directory".into()))
}

#[cfg(test)]
mod tests {
    use wheelpin_testing::{SdistBuilder, WheelBuilder};

    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Result<FileMetadata, Error> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read_file_metadata(&path)
    }

    fn why(name: &str, bytes: &[u8]) -> String {
        match read(name, bytes).unwrap_err() {
            Error::Metadata { why, .. } => why,
            error => panic!("{error}"),
        }
    }

    #[test]
    fn wheels_and_sdists_say_the_same() {
        let wheel = WheelBuilder::new("cp39-abi3-win_amd64");
        let of_wheel = read(&wheel.file_name(), &wheel.bytes()).unwrap();
        let FileKind::Wheel(name) = of_wheel.kind else { panic!("no wheel") };
        assert_eq!(name.pythons, ["cp39"]);
        assert_eq!(of_wheel.core.one("summary"), Some("A sample"));
        let sdist = SdistBuilder::new();
        let of_sdist = read(&sdist.file_name(), &sdist.bytes()).unwrap();
        assert_eq!(of_sdist.kind, FileKind::Sdist);
        assert_eq!(of_sdist.core.description(), of_wheel.core.description());
    }

    #[test]
    fn what_is_not_there_or_damaged_is_told() {
        let mut wheel = WheelBuilder::new("py3-none-any");
        let name = wheel.file_name();
        assert_eq!(
            why("other-1.0-py3-none-any.whl", &wheel.bytes()),
            "it has no other-1.0.dist-info/METADATA"
        );
        wheel.metadata.clear();
        assert_eq!(why(&name, &wheel.bytes()), "it has no sample-1.0.dist-info/METADATA");
        assert!(why(&name, b"no archive").contains("it has no"));
        assert!(why("sample-1.0.tar.gz", b"no archive").contains("no archive"));
        let sdist = SdistBuilder::new().without("sample-1.0/PKG-INFO");
        assert!(why(&sdist.file_name(), &sdist.bytes()).contains("no PKG-INFO"));
        assert!(matches!(read("sample.zip", b"").unwrap_err(), Error::Kind { .. }));
    }

    #[test]
    fn bytes_that_are_no_utf_8_are_not_sent_on_as_others() {
        let sdist = SdistBuilder::new().without("sample-1.0/PKG-INFO").with(
            wheelpin_testing::TarMember::file("sample-1.0/PKG-INFO", b"Name: \xff\n".to_vec()),
        );
        assert!(why(&sdist.file_name(), &sdist.bytes()).contains("is no UTF-8 at byte 6"));
    }
}
