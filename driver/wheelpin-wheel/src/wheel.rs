use std::collections::BTreeMap;
use std::io;

use crate::archive::{Archive, Source, read_archive};
use crate::binary::{Binary, read_binary};
use crate::limits;
use crate::member::{Member, read_member};
use crate::metadata::Documents;
use crate::wheel_name::{WheelName, WheelNameError};

/// Facts of one wheel, from one pass over it.
#[derive(Debug)]
pub(crate) struct Wheel {
    /// Without directories.
    pub(crate) file_name: String,
    /// Its parts.
    pub(crate) name: Result<WheelName, WheelNameError>,
    /// Bytes of the file.
    pub(crate) size: u64,
    /// SHA-256 of the file; computed by who needs it.
    pub(crate) archive: Archive,
    /// Members that are no directories, in the order of the central directory.
    pub(crate) members: Vec<Member>,
    /// What stands in `.dist-info`.
    pub(crate) documents: Documents,
    /// Libraries and programs among the members.
    pub(crate) binaries: Vec<Binary>,
}

/// Reads a wheel once, within [`limits`].
///
/// # Errors
///
/// What the system says of reading, or of writing temporary files.
pub(crate) fn read_wheel(file_name: &str, source: &mut dyn Source) -> io::Result<Wheel> {
    let size = source.seek(io::SeekFrom::End(0))?;
    let archive = read_archive(source)?;
    let mut members = Vec::new();
    let mut binaries = Vec::new();
    let mut texts = BTreeMap::new();
    let mut budget = limits::decompressed(size);
    let mut text_budget = limits::TEXTS;
    for entry in archive.entries.iter().filter(|entry| !entry.is_directory()) {
        let wants_text = text_budget > 0 && is_document(&entry.name);
        let (member, kept) = read_member(source, entry, wants_text, &mut budget)?;
        if let Some(text) = kept.text {
            text_budget = text_budget.saturating_sub(text.len());
            texts.entry(member.path.clone()).or_insert(text);
        }
        if let Some(binary) = kept.binary {
            binaries.push(read_binary(&member, binary));
        }
        members.push(member);
    }
    Ok(Wheel {
        file_name: file_name.into(),
        name: WheelName::parse(file_name),
        size,
        documents: Documents::read(texts),
        archive,
        members,
        binaries,
    })
}

/// Whether a member is one of a wheel's own documents: `X.dist-info/…`.
fn is_document(path: &str) -> bool {
    path.split_once('/').is_some_and(|(directory, _)| directory.ends_with(".dist-info"))
}
