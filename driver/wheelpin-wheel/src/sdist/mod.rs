//! Source distributions (PEP 517, "Source distributions", and PEP 625).

mod gunzip;
mod problem;
mod tape;

pub(crate) use problem::{SdistProblem, SdistProblemKind};

use std::collections::BTreeSet;
use std::io::{self, BufReader, Read, SeekFrom};

use tar::EntryType;

use crate::archive::{Input, Source, is_zip};
use crate::limits;
use crate::member::MemberKind;
use crate::metadata::CoreMetadata;
use crate::rule::Found;
use crate::scan::{Hit, Scanner};
use crate::sdist_name::SdistName;

use gunzip::Gunzip;
use tape::{Record, Tape, TapeError};

/// Facts of one sdist, from one pass over it.
#[derive(Debug)]
pub(crate) struct Sdist {
    /// Without directories.
    pub(crate) file_name: String,
    /// Its parts; none where it is named otherwise.
    pub(crate) name: Option<SdistName>,
    /// Bytes of the file.
    pub(crate) size: u64,
    /// In the order of the file.
    pub(crate) members: Vec<SdistMember>,
    /// The one directory that all members are in; none where there are several.
    pub(crate) top: Option<String>,
    /// PKG-INFO in the top directory.
    pub(crate) pkg_info: Option<CoreMetadata>,
    /// pyproject.toml in the top directory.
    pub(crate) pyproject: Option<Vec<u8>>,
    /// In the order of the file.
    pub(crate) problems: Vec<SdistProblem>,
}

/// One member of an sdist.
#[derive(Debug)]
pub(crate) struct SdistMember {
    /// Its path as written; bytes that are no UTF-8 are replaced.
    pub(crate) path: String,
    /// What it is.
    pub(crate) kind: SdistKind,
    /// What no published file should have, with the place.
    pub(crate) hits: Vec<Hit>,
}

/// What a member of an sdist is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum SdistKind {
    /// A file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link to a path from where it stands.
    Symlink(String),
    /// A further name of the member of that path.
    HardLink(String),
    /// A device, a pipe, or something unknown.
    Special,
}

/// Bytes that are read at a time.
const CHUNK: usize = 128 << 10;

/// Reads an sdist once, within [`limits`].
///
/// # Errors
///
/// What the system says of reading.
pub(crate) fn read_sdist(file_name: &str, source: &mut dyn Source) -> io::Result<Sdist> {
    let mut input = Input::new(source)?;
    let is_zip = is_zip(&mut input)?;
    let size = input.length();
    let mut sdist = Sdist {
        file_name: file_name.into(),
        name: SdistName::parse(file_name),
        size,
        members: Vec::new(),
        top: None,
        pkg_info: None,
        pyproject: None,
        problems: Vec::new(),
    };
    if is_zip {
        sdist.problem(SdistProblemKind::Unreadable, None, "it is a ZIP file as well");
    }
    source.seek(SeekFrom::Start(0))?;
    let file = BufReader::with_capacity(CHUNK, source);
    let bytes = Gunzip::new(file).take(limits::decompressed(size));
    let mut tape = Tape::new(bytes);
    match sdist.read_members(&mut tape) {
        Ok(()) => sdist.read_rest(tape.into_inner())?,
        Err(TapeError::Damaged(_)) if tape.get_ref().limit() == 0 => sdist.unread(),
        Err(TapeError::Damaged(why)) => sdist.problem(SdistProblemKind::Unreadable, None, &why),
        Err(TapeError::Io(error)) => sdist.broken(error)?,
    }
    sdist.find_top();
    Ok(sdist)
}

impl Sdist {
    /// The problems of one kind as a finding.
    pub(crate) fn found(&self, kind: SdistProblemKind, message: &str) -> Option<Found> {
        let problems = self.problems.iter().filter(|problem| problem.kind == kind);
        Found::places(message, problems.map(SdistProblem::place))
    }

    /// Whether it was read to its end: what is not there is then not there.
    pub(crate) fn is_whole(&self) -> bool {
        let ends =
            [SdistProblemKind::Unreadable, SdistProblemKind::Sparse, SdistProblemKind::Unread];
        !self.problems.iter().any(|problem| ends.contains(&problem.kind))
    }

    fn problem(&mut self, kind: SdistProblemKind, member: Option<&str>, detail: &str) {
        self.problems.push(SdistProblem {
            kind,
            member: member.map(Into::into),
            detail: detail.into(),
        });
    }

    fn unread(&mut self) {
        let detail = format!(
            "it decompresses to more than {} MB, which is what is read of a file of its size",
            limits::decompressed(self.size) >> 20
        );
        self.problem(SdistProblemKind::Unread, None, &detail);
    }

    /// Tells an archive's bytes from the system's faults.
    fn broken(&mut self, error: io::Error) -> io::Result<()> {
        match error.kind() {
            io::ErrorKind::InvalidInput
            | io::ErrorKind::InvalidData
            | io::ErrorKind::UnexpectedEof => {
                let detail = format!("its bytes cannot be decompressed: {error}");
                self.problem(SdistProblemKind::Unreadable, None, &detail);
                Ok(())
            }
            _ => Err(error),
        }
    }

    fn read_members<R: Read>(&mut self, tape: &mut Tape<R>) -> Result<(), TapeError> {
        let mut buffer = vec![0; CHUNK];
        let mut names = limits::DIRECTORY;
        let mut budget = limits::TEXTS;
        while let Some(record) = tape.next()? {
            let path = String::from_utf8_lossy(&record.path).into_owned();
            names = names.saturating_sub(path.len() as u64);
            if self.members.len() == limits::ENTRIES || names == 0 {
                let detail = "it has more members than are read";
                self.problem(SdistProblemKind::Unread, None, detail);
                return Ok(());
            }
            if record.is_sparse {
                self.problem(SdistProblemKind::Sparse, Some(&path), "it is stored with holes");
                if record.kind == EntryType::GNUSparse {
                    // Its map may go on in blocks that no size counts.
                    return Ok(());
                }
            }
            let kind = kind(&record);
            let mut hits = Vec::new();
            if kind == SdistKind::File {
                let is_wanted = wanted(&path).is_some() && record.size <= budget as u64;
                let mut text = is_wanted.then(Vec::new);
                hits = read_contents(tape, &path, &mut text, &mut buffer)?;
                if let (Some(text), Some(wanted)) = (text, wanted(&path)) {
                    budget -= text.len();
                    self.keep(wanted, &path, text);
                }
            }
            self.members.push(SdistMember { path, kind, hits });
        }
        Ok(())
    }

    /// The last of several members of one path is the one that is unpacked.
    fn keep(&mut self, wanted: Wanted, path: &str, text: Vec<u8>) {
        match wanted {
            Wanted::PkgInfo => self.pkg_info = Some(CoreMetadata::read(path, &text)),
            Wanted::Pyproject => self.pyproject = Some(text),
        }
    }

    /// What stands behind the mark of the end: nothing but zeros, with a sound checksum.
    fn read_rest<R: io::BufRead>(&mut self, mut bytes: io::Take<Gunzip<R>>) -> io::Result<()> {
        if self.problems.iter().any(|problem| problem.kind == SdistProblemKind::Unread) {
            return Ok(());
        }
        let mut buffer = vec![0; CHUNK];
        loop {
            match bytes.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) if buffer[..length].iter().all(|byte| *byte == 0) => {}
                Ok(_) => {
                    let detail = "bytes stand behind the end of the tar file";
                    self.problem(SdistProblemKind::Trailing, None, detail);
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return self.broken(error),
            }
        }
        let is_zip = !self.problems.is_empty();
        if bytes.get_ref().has_trailing() && !is_zip {
            let detail = "bytes stand behind the end of the gzip stream";
            self.problem(SdistProblemKind::Trailing, None, detail);
        }
        Ok(())
    }

    /// Finds the one top directory; texts of others were kept and are dropped.
    fn find_top(&mut self) {
        let tops: BTreeSet<&str> =
            self.members.iter().map(|member| top_of(&member.path)).take(limits::ENTRIES).collect();
        let mut tops = tops.into_iter();
        self.top = match (tops.next(), tops.next()) {
            (Some(top), None) if !matches!(top, "" | "." | "..") => Some(top.into()),
            _ => None,
        };
    }
}

/// The first part of a path.
pub(crate) fn top_of(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    path.split_once('/').map_or(path, |(top, _)| top)
}

/// Documents that are kept of an sdist.
#[derive(Clone, Copy)]
enum Wanted {
    PkgInfo,
    Pyproject,
}

/// What a member is kept as, by its path.
fn wanted(path: &str) -> Option<Wanted> {
    let path = path.strip_prefix("./").unwrap_or(path);
    match path.split_once('/') {
        Some((_, "PKG-INFO")) => Some(Wanted::PkgInfo),
        Some((_, "pyproject.toml")) => Some(Wanted::Pyproject),
        _ => None,
    }
}

fn kind(record: &Record) -> SdistKind {
    let link = || String::from_utf8_lossy(record.link.as_deref().unwrap_or_default()).into_owned();
    match record.kind {
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => SdistKind::File,
        EntryType::Directory => SdistKind::Directory,
        EntryType::Symlink => SdistKind::Symlink(link()),
        EntryType::Link => SdistKind::HardLink(link()),
        _ => SdistKind::Special,
    }
}

/// Looks for leaks in a member, and keeps it where it is a text that is wanted.
fn read_contents<R: Read>(
    tape: &mut Tape<R>,
    path: &str,
    text: &mut Option<Vec<u8>>,
    buffer: &mut [u8],
) -> Result<Vec<Hit>, TapeError> {
    let mut scanner = Scanner::new(path);
    let mut kind = None;
    loop {
        let length = tape.read(buffer)?;
        if length == 0 {
            break;
        }
        let chunk = &buffer[..length];
        let kind = *kind.get_or_insert_with(|| MemberKind::of(chunk));
        scanner.feed(chunk, kind);
        if text.as_ref().is_some_and(|text| text.len() + length > limits::TEXT) {
            *text = None;
        } else if let Some(text) = text {
            text.extend_from_slice(chunk);
        }
    }
    Ok(scanner.finish().0)
}
