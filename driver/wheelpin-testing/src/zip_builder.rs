use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// 1980-01-01, the earliest time a ZIP file can hold.
const EARLIEST: u32 = 0x0021_0000;

/// A ZIP file record by record, sound unless a field is changed.
#[derive(Clone, Debug, Default)]
pub struct ZipBuilder {
    /// Bytes before the first member.
    pub prefix: Vec<u8>,
    /// In order.
    pub members: Vec<ZipMember>,
    /// Bytes between the last member and the central directory.
    pub before_directory: Vec<u8>,
    /// Bytes between the central directory and its end record, such as ZIP64 records.
    pub before_end: Vec<u8>,
    /// The comment of the whole file.
    pub comment: Vec<u8>,
    /// Bytes after everything.
    pub trailing: Vec<u8>,
    /// What the end record says in place of the number of members.
    pub count: Option<u16>,
    /// What the end record says in place of the directory's size.
    pub directory_size: Option<u32>,
    /// What the end record says in place of the directory's offset.
    pub directory_offset: Option<u32>,
    /// The number of this disk.
    pub disk: u16,
    /// ZIP64 end records, and then nothing but their sign in the end record.
    pub end64: Option<End64>,
}

/// What the ZIP64 end record and its locator say in place of what is right.
#[derive(Clone, Debug, Default)]
pub struct End64 {
    /// Bytes of extensible data.
    pub extensible: Vec<u8>,
    /// What the record says in place of the number of members.
    pub count: Option<u64>,
    /// What the record says in place of the directory's size.
    pub directory_size: Option<u64>,
    /// What the record says in place of the directory's offset.
    pub directory_offset: Option<u64>,
    /// What the locator says in place of where the record is.
    pub offset: Option<u64>,
    /// How many disks there are, as the locator has it.
    pub disks: u32,
    /// Whether there is a locator and no record.
    pub is_missing: bool,
}

/// One member; `local` and `central` are its two headers.
#[derive(Clone, Debug)]
pub struct ZipMember {
    /// Bytes before its local header.
    pub gap: Vec<u8>,
    /// The bytes in the archive.
    pub data: Vec<u8>,
    /// Bytes after those: a data descriptor.
    pub descriptor: Vec<u8>,
    /// The header before the bytes; none for a member that only the directory has.
    pub local: Option<Header>,
    /// The header in the directory; none for a member that the directory lacks.
    pub central: Option<Header>,
    /// Where the directory says that the local header is, in place of where it is.
    pub offset: Option<u32>,
    /// The member's comment.
    pub comment: Vec<u8>,
    /// The version of the format that a reader must know.
    pub needs: u16,
    /// The disk that its bytes are on.
    pub disk: u16,
    /// Version and system that made it: 3 in the upper byte is Unix.
    pub made_by: u16,
    /// Mode in the upper half.
    pub external: u32,
}

/// What both headers of a member say.
#[derive(Clone, Debug)]
pub struct Header {
    /// The member's path.
    pub name: Vec<u8>,
    /// General purpose bits.
    pub flags: u16,
    /// 0 stored, 8 deflated.
    pub method: u16,
    /// Date in the upper half, time in the lower.
    pub dos_time: u32,
    /// CRC-32 of the bytes.
    pub crc32: u32,
    /// Bytes in the archive.
    pub compressed: u32,
    /// Bytes once decompressed.
    pub size: u32,
    /// Extra fields.
    pub extra: Vec<u8>,
}

impl ZipMember {
    /// A deflated file with mode 644, or 755 where it is a program.
    #[must_use]
    pub fn deflated(name: &str, bytes: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        Self::new(name, 8, encoder.finish().unwrap(), bytes)
    }

    /// A file that is not compressed.
    #[must_use]
    pub fn stored(name: &str, bytes: &[u8]) -> Self {
        Self::new(name, 0, bytes.to_vec(), bytes)
    }

    fn new(name: &str, method: u16, data: Vec<u8>, bytes: &[u8]) -> Self {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let header = Header {
            name: name.into(),
            flags: 0,
            method,
            dos_time: EARLIEST,
            crc32: crc.sum(),
            compressed: u32::try_from(data.len()).unwrap(),
            size: u32::try_from(bytes.len()).unwrap(),
            extra: Vec::new(),
        };
        let is_program = name.contains(".data/scripts/") || name.ends_with(".so");
        let mode: u32 = if is_program { 0o100_755 } else { 0o100_644 };
        Self {
            gap: Vec::new(),
            data,
            descriptor: Vec::new(),
            local: Some(header.clone()),
            central: Some(header),
            offset: None,
            comment: Vec::new(),
            needs: 20,
            disk: 0,
            made_by: 0x0314,
            external: mode << 16,
        }
    }

    /// Changes both headers.
    #[must_use]
    pub fn both(mut self, change: impl Fn(&mut Header)) -> Self {
        self.local.iter_mut().chain(&mut self.central).for_each(change);
        self
    }

    /// The path that the directory has, or else the local header.
    #[must_use]
    pub fn name(&self) -> String {
        let header = self.central.as_ref().or(self.local.as_ref()).unwrap();
        String::from_utf8_lossy(&header.name).into_owned()
    }
}

impl ZipBuilder {
    /// The member of that path.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn member(&mut self, path: &str) -> &mut ZipMember {
        self.members.iter_mut().find(|member| member.name() == path).unwrap()
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut file = self.prefix.clone();
        let mut directory = Vec::new();
        let mut count: usize = 0;
        for member in &self.members {
            file.extend(&member.gap);
            let offset = u32::try_from(file.len()).unwrap();
            if let Some(header) = &member.local {
                file.extend(b"PK\x03\x04");
                file.extend(20u16.to_le_bytes());
                header.write(&mut file, &header.extra, &[]);
                file.extend(&member.data);
                file.extend(&member.descriptor);
            }
            if let Some(header) = &member.central {
                directory.extend(b"PK\x01\x02");
                directory.extend(member.made_by.to_le_bytes());
                directory.extend(member.needs.to_le_bytes());
                let mut rest = Vec::new();
                rest.extend(u16::try_from(member.comment.len()).unwrap().to_le_bytes());
                rest.extend(member.disk.to_le_bytes());
                rest.extend([0; 2]); // internal attributes
                rest.extend(member.external.to_le_bytes());
                rest.extend(member.offset.unwrap_or(offset).to_le_bytes());
                header.write(&mut directory, &header.extra, &rest);
                directory.extend(&member.comment);
                count += 1;
            }
        }
        file.extend(&self.before_directory);
        let offset = file.len();
        let size = directory.len();
        file.extend(directory);
        file.extend(&self.before_end);
        if let Some(end64) = &self.end64 {
            end64.write(&mut file, count, size, offset);
        }
        let is_64 = self.end64.is_some();
        let count = if is_64 { u16::MAX } else { u16::try_from(count).unwrap() };
        let size = if is_64 { u32::MAX } else { u32::try_from(size).unwrap() };
        let offset = if is_64 { u32::MAX } else { u32::try_from(offset).unwrap() };
        file.extend(b"PK\x05\x06");
        file.extend(self.disk.to_le_bytes());
        file.extend(self.disk.to_le_bytes());
        let count = self.count.unwrap_or(count);
        file.extend(count.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(self.directory_size.unwrap_or(size).to_le_bytes());
        file.extend(self.directory_offset.unwrap_or(offset).to_le_bytes());
        file.extend(u16::try_from(self.comment.len()).unwrap().to_le_bytes());
        file.extend(&self.comment);
        file.extend(&self.trailing);
        file
    }
}

impl End64 {
    fn write(&self, file: &mut Vec<u8>, count: usize, size: usize, offset: usize) {
        let start = file.len() as u64;
        if !self.is_missing {
            file.extend(b"PK\x06\x06");
            file.extend((44 + self.extensible.len() as u64).to_le_bytes());
            file.extend([45, 3, 45, 0]);
            file.extend([0; 8]); // disks
            let count = self.count.unwrap_or(count as u64);
            file.extend(count.to_le_bytes());
            file.extend(count.to_le_bytes());
            file.extend(self.directory_size.unwrap_or(size as u64).to_le_bytes());
            file.extend(self.directory_offset.unwrap_or(offset as u64).to_le_bytes());
            file.extend(&self.extensible);
        }
        file.extend(b"PK\x06\x07");
        file.extend([0; 4]);
        file.extend(self.offset.unwrap_or(start).to_le_bytes());
        file.extend(self.disks.max(1).to_le_bytes());
    }
}

impl Header {
    /// From the flags on to the extra field; `rest` stands between lengths and name.
    fn write(&self, out: &mut Vec<u8>, extra: &[u8], rest: &[u8]) {
        out.extend(self.flags.to_le_bytes());
        out.extend(self.method.to_le_bytes());
        out.extend(self.dos_time.to_le_bytes());
        out.extend(self.crc32.to_le_bytes());
        out.extend(self.compressed.to_le_bytes());
        out.extend(self.size.to_le_bytes());
        out.extend(u16::try_from(self.name.len()).unwrap().to_le_bytes());
        out.extend(u16::try_from(extra.len()).unwrap().to_le_bytes());
        out.extend(rest);
        out.extend(&self.name);
        out.extend(extra);
    }
}
