use std::io;

use crate::archive::{Input, Source, Walk, read_directory};
use crate::limits;
use crate::member::MemberReader;
use crate::sdist::read_sdist;
use crate::wheel_name::WheelName;

/// What is in a distribution, without a judgement: what an index looks up in one.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Inside {
    /// Paths of all members but a wheel's directories, in the order of the file. Of a broken
    /// file those that could be read.
    pub members: Vec<String>,
    /// The one directory that an sdist's members are in; none for a wheel, or if there are
    /// several.
    pub top: Option<String>,
    /// METADATA of a wheel, at the place that its file name asks for; none where it is not
    /// there, or longer than what is read.
    pub metadata: Option<Vec<u8>>,
}

/// Reads what is in a wheel or an sdist, by its name. Of a wheel nothing but METADATA is
/// decompressed.
///
/// # Errors
///
/// What the system says of reading; never for bytes that are in memory.
pub fn read_inside(file_name: &str, bytes: &[u8]) -> io::Result<Inside> {
    let mut source = io::Cursor::new(bytes);
    if file_name.ends_with(".whl") {
        return of_wheel(file_name, &mut source);
    }
    let sdist = read_sdist(file_name, &mut source)?;
    let members = sdist.members.into_iter().map(|member| member.path).collect();
    Ok(Inside { members, top: sdist.top, metadata: None })
}

fn of_wheel(file_name: &str, source: &mut dyn Source) -> io::Result<Inside> {
    let name = WheelName::parse(file_name).ok();
    let wanted = name.map(|name| format!("{}-{}.dist-info/METADATA", name.name, name.version));
    let mut input = Input::new(source)?;
    let mut archive = read_directory(&mut input)?;
    let files = archive.entries.iter().filter(|entry| !entry.is_directory());
    let mut inside =
        Inside { members: files.map(|entry| entry.name.clone()).collect(), ..Inside::default() };
    let mut walk = Walk::new(&archive);
    while let Some((index, is_there)) = walk.next(&mut input, &mut archive)? {
        let Some(entry) = archive.entries.get(index) else { continue };
        let is_wanted = wanted.as_ref() == Some(&entry.name);
        if !is_wanted || !is_there || entry.size > limits::TEXT as u64 {
            continue;
        }
        let (member, kept) = MemberReader::new().read(&mut input, entry, true)?;
        inside.metadata = kept.text.filter(|_| member.broken.is_none());
        break;
    }
    Ok(inside)
}

#[cfg(test)]
mod tests {
    use wheelpin_testing::{SdistBuilder, WheelBuilder};

    use super::*;

    #[test]
    fn members_and_metadata_are_found() {
        let wheel = WheelBuilder::new("py3-none-any");
        let inside = read_inside(&wheel.file_name(), &wheel.bytes()).unwrap();
        assert_eq!(inside.metadata.as_deref(), Some(wheel.metadata.as_bytes()));
        assert!(inside.members.contains(&"sample-1.0.dist-info/RECORD".into()));
        let sdist = SdistBuilder::new();
        let inside = read_inside(&sdist.file_name(), &sdist.bytes()).unwrap();
        assert_eq!(inside.top.as_deref(), Some("sample-1.0"));
        assert!(inside.members.contains(&"sample-1.0/LICENSE".into()));
    }

    #[test]
    fn metadata_elsewhere_is_none_of_the_wheel() {
        let wheel = WheelBuilder::new("py3-none-any");
        let inside = read_inside("other-1.0-py3-none-any.whl", &wheel.bytes()).unwrap();
        assert_eq!(inside.metadata, None);
    }

    #[test]
    fn of_rubbish_there_is_nothing_inside() {
        for name in ["sample-1.0-py3-none-any.whl", "sample-1.0.tar.gz"] {
            let inside = read_inside(name, b"rubbish").unwrap();
            assert!(inside.members.is_empty() && inside.metadata.is_none(), "{name}");
        }
    }
}
