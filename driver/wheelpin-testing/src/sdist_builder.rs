use tar::{EntryType, Header};

use crate::{WheelBuilder, gzip};

/// An sdist of the project `sample`, sound unless something is changed.
#[derive(Clone, Debug)]
pub struct SdistBuilder {
    /// In order.
    pub members: Vec<TarMember>,
    /// Bytes behind the two blocks that are the end of the tar file.
    pub behind_end: Vec<u8>,
    /// Bytes behind the gzip stream.
    pub trailing: Vec<u8>,
}

/// One member of a tar file.
#[derive(Clone, Debug)]
pub struct TarMember {
    /// Its path, of at most 100 bytes.
    pub path: Vec<u8>,
    /// What it is.
    pub kind: EntryType,
    /// Where it leads, where it is a link.
    pub link: String,
    /// Permissions.
    pub mode: u32,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl TarMember {
    /// A file.
    #[must_use]
    pub fn file(path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(path, EntryType::Regular, "", bytes)
    }

    /// A link, or whatever else has no bytes.
    #[must_use]
    pub fn link(path: &str, kind: EntryType, to: &str) -> Self {
        Self::new(path, kind, to, "")
    }

    /// A pax record for the member behind it.
    #[must_use]
    pub fn pax(key: &str, value: &str) -> Self {
        // The length counts itself.
        let rest = format!(" {key}={value}\n");
        let mut length = rest.len() + 1;
        while length.to_string().len() + rest.len() != length {
            length += 1;
        }
        Self::new("pax", EntryType::XHeader, "", format!("{length}{rest}"))
    }

    fn new(path: &str, kind: EntryType, link: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { path: path.into(), kind, link: link.into(), mode: 0o644, bytes }
    }

    fn write(&self, tape: &mut Vec<u8>) {
        let mut header = Header::new_ustar();
        if let Some(ustar) = header.as_ustar_mut() {
            ustar.name[..self.path.len()].copy_from_slice(&self.path);
            ustar.linkname[..self.link.len()].copy_from_slice(self.link.as_bytes());
        }
        header.set_entry_type(self.kind);
        header.set_mode(self.mode);
        header.set_size(self.bytes.len() as u64);
        header.set_cksum();
        tape.extend(header.as_bytes());
        tape.extend(&self.bytes);
        tape.resize(tape.len().next_multiple_of(512), 0);
    }
}

impl SdistBuilder {
    /// A sound sdist, as maturin makes one.
    #[must_use]
    pub fn new() -> Self {
        let metadata = WheelBuilder::new("py3-none-any").metadata;
        let pyproject = "[build-system]\nrequires = [\"maturin>=1.9,<2\"]\n\
                         build-backend = \"maturin\"\n\n[project]\nname = \"sample\"\n\
                         version = \"1.0\"\n";
        Self {
            members: vec![
                TarMember::file("sample-1.0/PKG-INFO", metadata),
                TarMember::file("sample-1.0/pyproject.toml", pyproject),
                TarMember::file("sample-1.0/Cargo.toml", "[package]\nname = \"sample\"\n"),
                TarMember::file("sample-1.0/Cargo.lock", "version = 4\n"),
                TarMember::file("sample-1.0/LICENSE", "MIT License\n"),
                TarMember::file("sample-1.0/src/lib.rs", "//! A sample.\n"),
            ],
            behind_end: Vec::new(),
            trailing: Vec::new(),
        }
    }

    /// With one more member.
    #[must_use]
    pub fn with(mut self, member: TarMember) -> Self {
        self.members.push(member);
        self
    }

    /// Without a member.
    #[must_use]
    pub fn without(mut self, path: &str) -> Self {
        self.members.retain(|member| member.path != path.as_bytes());
        self
    }

    /// The member of that path.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn member(&mut self, path: &str) -> &mut TarMember {
        self.members.iter_mut().find(|member| member.path == path.as_bytes()).unwrap()
    }

    /// `sample-1.0.tar.gz`
    #[must_use]
    pub fn file_name(&self) -> String {
        "sample-1.0.tar.gz".into()
    }

    /// The tar file.
    #[must_use]
    pub fn tape(&self) -> Vec<u8> {
        let mut tape = Vec::new();
        for member in &self.members {
            member.write(&mut tape);
        }
        tape.resize(tape.len() + 1024, 0);
        tape.extend(&self.behind_end);
        tape
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        [gzip(&self.tape()), self.trailing.clone()].concat()
    }
}

impl Default for SdistBuilder {
    fn default() -> Self {
        Self::new()
    }
}
