use std::collections::BTreeMap;
use std::io;

use tempfile::SpooledTempFile;

use crate::archive::{Archive, Input, Source, Walk, read_directory};
use crate::binary::{Binary, Budget, read_binary};
use crate::limits;
use crate::linux::{Kept, kept};
use crate::member::{Member, MemberReader};
use crate::metadata::{Documents, Installed, installed};
use crate::wheel_name::{WheelName, WheelNameError};

/// What else is kept of a wheel's members while it is read.
pub(crate) trait Extra {
    /// Whether it takes the text of a member of that path.
    fn wants(&self, path: &str) -> bool;

    /// Takes a text that it wants and that is no longer than is kept.
    fn text(&mut self, path: &str, text: &[u8]);

    /// Takes a binary before its tables are read.
    ///
    /// # Errors
    ///
    /// What the system says of reading it.
    fn binary(&mut self, member: &Member, file: &mut SpooledTempFile) -> io::Result<()>;
}

/// Nothing else.
struct Nothing;

impl Extra for Nothing {
    fn wants(&self, _path: &str) -> bool {
        false
    }

    fn text(&mut self, _path: &str, _text: &[u8]) {}

    fn binary(&mut self, _member: &Member, _file: &mut SpooledTempFile) -> io::Result<()> {
        Ok(())
    }
}

/// Facts of one wheel, from one pass over it.
#[derive(Debug)]
pub(crate) struct Wheel {
    /// Without directories.
    pub(crate) file_name: String,
    /// Its parts.
    pub(crate) name: Result<WheelName, WheelNameError>,
    /// Bytes of the file.
    pub(crate) size: u64,
    /// The records of the file.
    pub(crate) archive: Archive,
    /// Members that are no directories, in the order of the central directory.
    pub(crate) members: Vec<Member>,
    /// What stands in `.dist-info`.
    pub(crate) documents: Documents,
    /// Libraries and programs among the members.
    pub(crate) binaries: Vec<Binary>,
    /// What its tags promise of Linux systems, held against what its binaries need of one.
    pub(crate) promises: Vec<Kept>,
}

/// Reads a wheel once, within [`limits`].
///
/// # Errors
///
/// What the system says of reading, or of writing temporary files.
pub(crate) fn read_wheel(file_name: &str, source: &mut dyn Source) -> io::Result<Wheel> {
    read_wheel_and(file_name, source, &mut Nothing)
}

/// The same, and gives `extra` what it wants in the same pass.
///
/// # Errors
///
/// As [`read_wheel`].
pub(crate) fn read_wheel_and(
    file_name: &str,
    source: &mut dyn Source,
    extra: &mut dyn Extra,
) -> io::Result<Wheel> {
    let mut input = Input::new(source)?;
    let size = input.length();
    let mut archive = read_directory(&mut input)?;
    let mut budget = archive.budget(size);
    let mut members = Vec::with_capacity(archive.entries.len());
    let mut binaries = Vec::new();
    let mut texts = BTreeMap::new();
    let mut text_budget = limits::TEXTS;
    let mut binary_budget = Budget::default();
    let mut reader = MemberReader::new();
    let mut walk = Walk::new(&archive);
    while let Some((index, is_there)) = walk.next(&mut input, &mut archive)? {
        let Some(entry) = archive.entries.get(index) else { continue };
        if entry.is_directory() {
            continue;
        }
        if !is_there {
            members.push((index, Member::unread(entry, "its bytes cannot be found")));
            continue;
        }
        if entry.size > budget {
            members.push((index, Member::unread(entry, "it is larger than what is read")));
            archive.skipped(index);
            continue;
        }
        budget -= entry.size;
        let is_read = text_budget > 0 && is_document(&entry.name);
        let is_extra = extra.wants(&entry.name);
        let (member, mut kept) = reader.read(&mut input, entry, is_read || is_extra)?;
        if let Some(text) = kept.text {
            if is_extra {
                extra.text(&member.path, &text);
            }
            if is_read {
                text_budget = text_budget.saturating_sub(text.len());
                texts.entry(member.path.clone()).or_insert(text);
            }
        }
        if let Some(binary) = &mut kept.binary {
            extra.binary(&member, binary)?;
        }
        if binaries.len() == limits::BINARIES && kept.binary.is_some() {
            archive.skipped(index);
        } else if let Some(binary) = kept.binary {
            binaries.push(read_binary(&member, binary, &mut binary_budget));
        }
        members.push((index, member));
    }
    members.sort_by_key(|(index, _)| *index);
    let members: Vec<Member> = members.into_iter().map(|(_, member)| member).collect();
    let name = WheelName::parse(file_name);
    let paths = members.iter().map(|member| member.path.as_str());
    let documents = Documents::read(name.as_ref().ok(), paths, &texts);
    let promises = kept(name.as_ref().ok(), &binaries);
    Ok(Wheel {
        file_name: file_name.into(),
        name,
        size,
        archive,
        members,
        documents,
        binaries,
        promises,
    })
}

impl Wheel {
    /// The member of that name in `.dist-info`.
    pub(crate) fn document(&self, name: &str) -> Option<&Member> {
        let dist_info = self.documents.dist_info.as_deref()?;
        self.members.iter().find(|member| {
            let rest = member.path.strip_prefix(dist_info);
            rest.and_then(|rest| rest.strip_prefix('/')) == Some(name)
        })
    }

    /// Members that are installed among the importable, with their paths there.
    pub(crate) fn library(&self) -> impl Iterator<Item = (&Member, &str)> {
        self.members.iter().filter_map(|member| match installed(&member.path) {
            Installed::Library(path) => Some((member, path)),
            _ => None,
        })
    }
}

/// Whether a member is one of a wheel's own documents: `X.dist-info/…`.
fn is_document(path: &str) -> bool {
    path.split_once('/').is_some_and(|(directory, _)| directory.ends_with(".dist-info"))
}
