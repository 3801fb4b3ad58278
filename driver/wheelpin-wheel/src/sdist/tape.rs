//! The records of a tar file (POSIX.1-2001, "pax Interchange Format", and GNU's), one
//! by one. Long names come out joined to the member they are of.

use std::io::{self, Read};

use tar::{EntryType, Header, PaxExtensions};

use crate::limits;

/// One member's header, with what records before it say of it.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) path: Vec<u8>,
    pub(super) link: Option<Vec<u8>>,
    pub(super) kind: EntryType,
    /// Bytes that follow.
    pub(super) size: u64,
    /// Stored with holes, in any of GNU's forms.
    pub(super) is_sparse: bool,
}

/// Why there is no further record.
#[derive(Debug)]
pub(super) enum TapeError {
    /// What the system says, or the decompressor.
    Io(io::Error),
    /// The records are not sound.
    Damaged(String),
}

impl From<io::Error> for TapeError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Bytes of a block: headers have one, contents are filled up to whole ones.
const BLOCK: usize = 512;

/// Reads records; contents of a member are read through [`Tape::read`] or passed over.
pub(super) struct Tape<R> {
    bytes: R,
    /// Of the member's contents.
    left: u64,
    /// Zeros behind the contents.
    padding: u64,
    /// What `g` records say of all members behind them.
    global: Extensions,
}

/// What records before a member say of it.
#[derive(Clone, Debug, Default)]
struct Extensions {
    path: Option<Vec<u8>>,
    link: Option<Vec<u8>>,
    size: Option<u64>,
    is_sparse: bool,
}

impl<R: Read> Tape<R> {
    pub(super) fn new(bytes: R) -> Self {
        Self { bytes, left: 0, padding: 0, global: Extensions::default() }
    }

    /// What is read from.
    pub(super) fn get_ref(&self) -> &R {
        &self.bytes
    }

    /// What is read from.
    pub(super) fn into_inner(self) -> R {
        self.bytes
    }

    /// The next member; none at the end.
    ///
    /// # Errors
    ///
    /// What cannot be read, or is no record.
    pub(super) fn next(&mut self) -> Result<Option<Record>, TapeError> {
        let mut extensions = self.global.clone();
        loop {
            self.skip()?;
            let Some(header) = self.header()? else { return Ok(None) };
            let size = header.entry_size().map_err(|error| damaged(&error.to_string()))?;
            self.hold(size);
            match header.entry_type() {
                EntryType::GNULongName => extensions.path = Some(self.name()?),
                EntryType::GNULongLink => extensions.link = Some(self.name()?),
                EntryType::XHeader => self.extend(&mut extensions)?,
                EntryType::XGlobalHeader => {
                    let mut global = std::mem::take(&mut self.global);
                    self.extend(&mut global)?;
                    self.global = global.clone();
                    extensions = global;
                }
                kind => return self.record(&header, kind, size, extensions).map(Some),
            }
        }
    }

    /// Contents of the last member, into the whole buffer or less; 0 at their end.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, TapeError> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let length = fill(&mut self.bytes, &mut buffer[..most])?;
        if length < most {
            return Err(damaged("it ends within a member"));
        }
        self.left -= length as u64;
        Ok(length)
    }

    fn record(
        &mut self,
        header: &Header,
        kind: EntryType,
        size: u64,
        extensions: Extensions,
    ) -> Result<Record, TapeError> {
        // Readers that go by one and readers that go by the other see other members.
        if extensions.size.is_some_and(|other| other != size) {
            return Err(damaged(
                "a member has one size in its header and another in its pax record",
            ));
        }
        let path = extensions.path.unwrap_or_else(|| header.path_bytes().into_owned());
        let link = extensions.link.or_else(|| header.link_name_bytes().map(Into::into));
        // Old writers mark directories by nothing but a slash.
        let kind = match kind {
            EntryType::Regular | EntryType::Continuous if path.ends_with(b"/") => {
                EntryType::Directory
            }
            kind => kind,
        };
        // Only files have contents, whatever the header of another says (GNU tar, CPython).
        let has_contents = !matches!(
            kind,
            EntryType::Directory
                | EntryType::Symlink
                | EntryType::Link
                | EntryType::Char
                | EntryType::Block
                | EntryType::Fifo
        );
        if size > 0 && !has_contents {
            return Err(damaged("a member that is no file has contents"));
        }
        Ok(Record {
            path,
            link,
            kind,
            size,
            is_sparse: extensions.is_sparse || kind == EntryType::GNUSparse,
        })
    }

    /// The next block, if it is a header; none if it is the end.
    fn header(&mut self) -> Result<Option<Header>, TapeError> {
        let mut header = Header::new_old();
        let block = header.as_mut_bytes();
        match fill(&mut self.bytes, block)? {
            // The end without the mark of the end: every reader takes it.
            0 => return Ok(None),
            BLOCK => {}
            _ => return Err(damaged("it ends within a header")),
        }
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let sum: u32 = block
            .iter()
            .enumerate()
            .map(|(at, byte)| u32::from(if (148..156).contains(&at) { b' ' } else { *byte }))
            .sum();
        if header.cksum().ok() != Some(sum) {
            return Err(damaged("a header does not have its checksum"));
        }
        Ok(Some(header))
    }

    /// A long name of GNU's.
    fn name(&mut self) -> Result<Vec<u8>, TapeError> {
        let mut name = self.contents()?;
        if let Some(end) = name.iter().position(|byte| *byte == 0) {
            name.truncate(end);
        }
        Ok(name)
    }

    /// What a pax record says.
    fn extend(&mut self, extensions: &mut Extensions) -> Result<(), TapeError> {
        let contents = self.contents()?;
        for extension in PaxExtensions::new(&contents) {
            let extension = extension.map_err(|_| damaged("a pax record cannot be read"))?;
            let value = extension.value_bytes();
            match extension.key_bytes() {
                b"path" => extensions.path = Some(value.into()),
                b"linkpath" => extensions.link = Some(value.into()),
                b"size" => {
                    let size = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                    extensions.size = Some(size.ok_or_else(|| damaged("a size is no number"))?);
                }
                key if key.starts_with(b"GNU.sparse.") => extensions.is_sparse = true,
                _ => {}
            }
        }
        Ok(())
    }

    /// The contents of a record that says something of the next.
    fn contents(&mut self) -> Result<Vec<u8>, TapeError> {
        if self.left > limits::TAPE_NAME {
            return Err(damaged("a name or pax record is longer than what is read of one"));
        }
        let mut contents = vec![0; usize::try_from(self.left).unwrap_or_default()];
        self.read(&mut contents)?;
        Ok(contents)
    }

    fn hold(&mut self, size: u64) {
        self.left = size;
        self.padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    }

    /// Passes over what is left of a member.
    fn skip(&mut self) -> Result<(), TapeError> {
        let left = self.left.saturating_add(self.padding);
        let passed = io::copy(&mut self.bytes.by_ref().take(left), &mut io::sink())?;
        // The last member's padding may be missing.
        if passed < self.left {
            return Err(damaged("it ends within a member"));
        }
        self.hold(0);
        Ok(())
    }
}

fn damaged(what: &str) -> TapeError {
    TapeError::Damaged(what.into())
}

/// Reads until the buffer is full or there is no more.
fn fill(bytes: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match bytes.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(length) => filled += length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
