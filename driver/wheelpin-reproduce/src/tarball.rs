use std::collections::BTreeMap;
use std::io::Read;

use flate2::bufread::GzDecoder;

use crate::Cause;
use crate::explain::LARGEST;
use crate::member::Member;

/// An sdist, unpacked.
pub(crate) struct Tarball {
    pub(crate) members: Vec<Member>,
    pub(crate) contents: BTreeMap<String, Vec<u8>>,
    /// The time in the head of the compressed file (RFC 1952), in seconds since 1970.
    pub(crate) gzip_time: u32,
    /// The rest of that head, and the size: what says how it was compressed.
    pub(crate) stored: String,
    /// CRC-32 and size of the archive, uncompressed.
    pub(crate) sum: (u32, u64),
    /// The same of what stands behind it in the file.
    pub(crate) behind: (u32, u64),
}

/// Reads a `.tar.gz`.
///
/// # Errors
///
/// Why it cannot be read to its end.
pub(crate) fn read_tarball(bytes: &[u8]) -> Result<Tarball, String> {
    let text = |error: std::io::Error| error.to_string();
    let mut gunzip = GzDecoder::new(bytes);
    let mut tar = Vec::new();
    gunzip.by_ref().take(LARGEST + 1).read_to_end(&mut tar).map_err(text)?;
    if tar.len() as u64 > LARGEST {
        return Err("it holds more than is compared".into());
    }
    let header = gunzip.header();
    let gzip_time = header.map_or(0, flate2::GzHeader::mtime);
    let name = header.and_then(flate2::GzHeader::filename).map(String::from_utf8_lossy);
    let stored = format!(
        "{} bytes of gzip{}{}",
        bytes.len(),
        header.map(|header| format!(", system {}", header.operating_system())).unwrap_or_default(),
        name.map(|name| format!(", of {name}")).unwrap_or_default(),
    );
    let sum = |bytes: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        (sum.sum(), bytes.len() as u64)
    };
    let mut tarball = Tarball {
        members: Vec::new(),
        contents: BTreeMap::new(),
        gzip_time,
        stored,
        sum: sum(&tar),
        behind: sum(gunzip.into_inner()),
    };
    let mut archive = tar::Archive::new(tar.as_slice());
    for entry in archive.entries().map_err(text)? {
        let mut entry = entry.map_err(text)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let header = entry.header();
        let owner = [
            header.uid().map_or(0, |id| id).to_string(),
            header.gid().map_or(0, |id| id).to_string(),
            header.username().ok().flatten().unwrap_or_default().into(),
            header.groupname().ok().flatten().unwrap_or_default().into(),
        ];
        let mut says = vec![
            (
                "time of change in the archive",
                header.mtime().unwrap_or(0).to_string(),
                Cause::Timestamp,
            ),
            (
                "permissions in the archive",
                format!("{:o}", header.mode().unwrap_or(0)),
                Cause::Permissions,
            ),
            ("owner in the archive", owner.join(" "), Cause::Machine),
        ];
        // Its holes take no bytes in the file, and any number once read.
        if header.entry_type().is_gnu_sparse() {
            return Err(format!("{name} is a sparse file, which no sdist needs"));
        }
        let link = header.link_name_bytes().map(|link| String::from_utf8_lossy(&link).into_owned());
        let kind = format!("{:?} {}", header.entry_type(), link.unwrap_or_default());
        says.push(("kind in the archive", kind, Cause::Content));
        let mut content = Vec::new();
        entry.by_ref().take(LARGEST).read_to_end(&mut content).map_err(text)?;
        let size = content.len() as u64;
        let mut sum = flate2::Crc::new();
        sum.update(&content);
        tarball.contents.insert(name.clone(), content);
        tarball.members.push(Member { name, says, stored: String::new(), sum: (sum.sum(), size) });
    }
    Ok(tarball)
}
