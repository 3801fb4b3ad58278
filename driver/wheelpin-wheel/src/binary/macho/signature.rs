use std::io::{self, BufReader, Read, Seek, SeekFrom};

use object::macho;
use object::read::ReadRef;
use object::read::macho::{CodeDirectory, CodeSignature};
use object::{BigEndian, read};
use sha2::{Digest, Sha256, Sha384};

use super::window::Window;

/// What `LC_CODE_SIGNATURE` says of a slice.
#[derive(Clone, Debug)]
pub(crate) enum Signature {
    /// There is none.
    None,
    /// There is one that cannot be read, or does not fit the slice; why.
    Broken(String),
    /// There is one whose hashes were not held against the pages.
    Present(Pages),
    /// There is one that fits.
    Sound,
}

/// The hashes that a signature has of a slice's pages.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    /// Where the first page begins in the file.
    offset: u64,
    /// Bytes that are hashed, from there.
    limit: u64,
    /// Bytes of each page but the last.
    page: u64,
    hash: Hash,
    /// One after another, each of `hash_size` bytes.
    hashes: Vec<u8>,
    hash_size: usize,
}

/// How pages are hashed. SHA-1 alone, of before macOS 10.12, is not looked at.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Hash {
    Sha256,
    Sha384,
}

/// The most blobs of a signature; it has about six.
const BLOBS: usize = 64;

/// Reads what stands at `place`, an offset and a length.
pub(super) fn read(window: Window<'_>, place: (u32, u32)) -> Signature {
    let (offset, size) = place;
    let Ok(data) = window.read_bytes_at(offset.into(), size.into()) else {
        return Signature::Broken("it reaches out of the file".into());
    };
    match pages(data, window.offset(), offset.into()) {
        Ok(Some(pages)) => Signature::Present(pages),
        // Of an old kind, or none that can be held against the pages.
        Ok(None) => Signature::Sound,
        Err(error) => Signature::Broken(error),
    }
}

fn pages(data: &[u8], slice: u64, end: u64) -> Result<Option<Pages>, String> {
    let text = |error: read::Error| error.to_string();
    let signature = CodeSignature::parse(data).map_err(text)?;
    let mut directories = 0;
    let mut best: Option<(Hash, CodeDirectory<'_>)> = None;
    for blob in signature.blobs().take(BLOBS) {
        let Some(directory) = blob.map_err(text)?.code_directory().map_err(text)? else {
            continue;
        };
        directories += 1;
        let hash = match directory.header().hash_type {
            macho::CS_HASHTYPE_SHA256 | macho::CS_HASHTYPE_SHA256_TRUNCATED => Hash::Sha256,
            macho::CS_HASHTYPE_SHA384 => Hash::Sha384,
            _ => continue,
        };
        if best.as_ref().is_none_or(|(other, _)| *other < hash) {
            best = Some((hash, directory));
        }
    }
    if directories == 0 {
        return Err("it has no code directory".into());
    }
    // Pages that are scattered over the file were a thing of early iOS.
    let Some((hash, directory)) =
        best.filter(|(_, directory)| directory.scatter_offset().unwrap_or(0) == 0)
    else {
        return Ok(None);
    };
    let limit = directory.code_limit();
    if limit > end {
        return Err(format!("it is of {limit} bytes, where {end} come before it"));
    }
    let header = directory.header();
    let page = match header.page_size {
        0 => limit.max(1),
        // 4 KiB, or 16 KiB.
        shift @ 12..=14 => 1 << shift,
        shift => return Err(format!("its pages have 2^{shift} bytes")),
    };
    let slots = u64::from(header.n_code_slots.get(BigEndian));
    if slots != limit.div_ceil(page) {
        return Err(format!(
            "it has {slots} hashes, where {limit} bytes need {}",
            limit.div_ceil(page)
        ));
    }
    let hash_size = usize::from(header.hash_size);
    if hash_size == 0 || hash_size > hash.size() {
        return Err(format!("its hashes have {hash_size} bytes"));
    }
    let mut hashes = Vec::new();
    for slot in 0..header.n_code_slots.get(BigEndian) {
        hashes.extend(directory.code_hash(slot).map_err(text)?);
    }
    Ok(Some(Pages { offset: slice, limit, page, hash, hashes, hash_size }))
}

impl Signature {
    /// Holds the hashes against the file, where there are some.
    ///
    /// # Errors
    ///
    /// What the system says of reading.
    pub(super) fn verify(&mut self, file: &mut (impl Read + Seek)) -> io::Result<()> {
        if let Self::Present(pages) = self {
            *self = match pages.first_other(file)? {
                None => Self::Sound,
                Some(page) => {
                    let at = page as u64 * pages.page;
                    Self::Broken(format!("its hash of the page at {at:#x} is of other bytes"))
                }
            };
        }
        Ok(())
    }
}

impl Pages {
    /// The first page that has another hash.
    fn first_other(&self, file: &mut (impl Read + Seek)) -> io::Result<Option<usize>> {
        file.seek(SeekFrom::Start(self.offset))?;
        let mut file = BufReader::with_capacity(128 << 10, file);
        let mut left = self.limit;
        for (index, expected) in self.hashes.chunks(self.hash_size).enumerate() {
            let size = left.min(self.page);
            left -= size;
            let hash = self.hash.of(&mut file.by_ref().take(size))?;
            if hash.get(..expected.len()) != Some(expected) {
                return Ok(Some(index));
            }
        }
        Ok(None)
    }
}

impl Hash {
    /// Bytes.
    fn size(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }

    fn of(self, bytes: &mut impl Read) -> io::Result<Vec<u8>> {
        fn hash<D: Digest>(bytes: &mut impl Read) -> io::Result<Vec<u8>> {
            let mut digest = D::new();
            let mut buffer = [0; 4 << 10];
            loop {
                let length = bytes.read(&mut buffer)?;
                match buffer.get(..length) {
                    None | Some([]) => return Ok(digest.finalize().to_vec()),
                    Some(read) => digest.update(read),
                }
            }
        }
        match self {
            Self::Sha256 => hash::<Sha256>(bytes),
            Self::Sha384 => hash::<Sha384>(bytes),
        }
    }
}
