use std::fmt;

use object::endian::Endianness;
use object::macho::{self, DylibCommand, LcStr, MachHeader32, MachHeader64};
use object::read::macho::{LoadCommandData, LoadCommandVariant, MachHeader, Segment};
use object::read::{self, ReadRef};

use super::signature::{self, Signature};
use super::symbols::{self, Tables};
use super::window::Window;
use crate::binary::PythonSymbols;

/// What a Mach-O file has for one architecture.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    /// As `lipo` calls it: `x86_64`, `arm64`.
    pub(crate) arch: String,
    /// What it is for.
    pub(crate) file_type: FileType,
    /// The systems it is for with the oldest version each; several for Catalyst, none for
    /// very old files.
    pub(crate) systems: Vec<(Platform, (u32, u32))>,
    /// The name others load it by.
    pub(crate) id: Option<String>,
    /// What it loads, in order.
    pub(crate) libraries: Vec<Library>,
    /// Where `@rpath` may lead, in order.
    pub(crate) rpaths: Vec<String>,
    /// Whether its pages are signed; looked at for Apple's own processors, which run nothing
    /// else.
    pub(crate) signature: Signature,
}

/// What a file is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum FileType {
    /// `MH_DYLIB`, `MH_BUNDLE`: Python's extension modules are either.
    Library,
    /// `MH_EXECUTE`
    Program,
    /// `MH_OBJECT`, `MH_DSYM` and others, which nothing loads.
    Other,
}

impl FileType {
    /// Whether dyld loads it.
    pub(crate) fn is_loaded(self) -> bool {
        matches!(self, Self::Library | Self::Program)
    }
}

/// A system that a Mach-O file is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Platform {
    MacOs,
    Ios,
    IosSimulator,
    /// Catalyst and whatever else there is, by its number.
    Other(u32),
}

/// A library that a slice loads.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Library {
    /// `/usr/lib/libSystem.B.dylib`, `@rpath/libfoo.dylib`
    pub(crate) name: String,
    /// Whether it is fine when it is not there.
    pub(crate) is_weak: bool,
}

/// The most libraries that are kept of a slice; Qt's largest loads some 60.
const LIBRARIES: usize = 256;
/// The most run paths, and the most systems, that are kept of a slice.
const MOST: usize = 16;
/// The longest path of macOS (`PATH_MAX`), in bytes.
const LONGEST: usize = 1024;

/// Reads one slice, and adds names of Python's; the error says why it cannot be read.
pub(super) fn read(window: Window<'_>, python: &mut PythonSymbols) -> Result<Slice, String> {
    let magic = window.read_bytes_at(0, 4).map_err(|()| "it ends within its header")?;
    match magic {
        [0xcf, 0xfa, 0xed, 0xfe] | [0xfe, 0xed, 0xfa, 0xcf] => {
            read_as::<MachHeader64<Endianness>>(window, python)
        }
        [0xce, 0xfa, 0xed, 0xfe] | [0xfe, 0xed, 0xfa, 0xce] => {
            read_as::<MachHeader32<Endianness>>(window, python)
        }
        _ => Err("it does not begin like a Mach-O file".into()),
    }
}

fn read_as<Header: MachHeader>(
    window: Window<'_>,
    python: &mut PythonSymbols,
) -> Result<Slice, String> {
    let text = |error: read::Error| error.to_string();
    let header = Header::parse(window, 0).map_err(text)?;
    let endian = header.endian().map_err(text)?;
    let mut slice = Slice {
        arch: super::fat::arch(header.cputype(endian), header.cpusubtype(endian)),
        file_type: match header.filetype(endian) {
            macho::MH_DYLIB | macho::MH_BUNDLE => FileType::Library,
            macho::MH_EXECUTE => FileType::Program,
            _ => FileType::Other,
        },
        systems: Vec::new(),
        id: None,
        libraries: Vec::new(),
        rpaths: Vec::new(),
        signature: Signature::None,
    };
    let mut tables = Tables::default();
    let mut signature = None;
    let mut commands = header.load_commands(endian, window, 0).map_err(text)?;
    while let Some(command) = commands.next().map_err(text)? {
        match command.variant().map_err(text)? {
            LoadCommandVariant::Dylib(dylib) => {
                slice.add_library(endian, command, dylib).map_err(text)?;
            }
            LoadCommandVariant::IdDylib(dylib) => {
                slice.id = Some(string(endian, command, dylib.dylib.name).map_err(text)?);
            }
            LoadCommandVariant::Rpath(rpath) if slice.rpaths.len() < MOST => {
                slice.rpaths.push(string(endian, command, rpath.path).map_err(text)?);
            }
            LoadCommandVariant::BuildVersion(build, _) => {
                let platform = Platform::of(build.platform.get(endian));
                slice.add_system(platform, build.minos.get(endian));
            }
            LoadCommandVariant::VersionMin(version) => {
                let platform = match command.cmd() {
                    macho::LC_VERSION_MIN_MACOSX => Platform::MacOs,
                    // Simulators had no number of their own then.
                    macho::LC_VERSION_MIN_IPHONEOS if slice.arch.starts_with("arm") => {
                        Platform::Ios
                    }
                    macho::LC_VERSION_MIN_IPHONEOS => Platform::IosSimulator,
                    other => Platform::Other(other.0),
                };
                slice.add_system(platform, version.version.get(endian));
            }
            LoadCommandVariant::Symtab(symtab) => tables.symtab = Some(symtab),
            LoadCommandVariant::Dysymtab(dysymtab) => tables.dysymtab = Some(dysymtab),
            LoadCommandVariant::DyldInfo(info) => tables.dyld_info = Some(info),
            LoadCommandVariant::LinkeditData(data) => match command.cmd() {
                macho::LC_DYLD_EXPORTS_TRIE => tables.exports_trie = Some(data),
                macho::LC_DYLD_CHAINED_FIXUPS => tables.chained_fixups = Some(data),
                macho::LC_CODE_SIGNATURE => {
                    signature = Some((data.dataoff.get(endian), data.datasize.get(endian)));
                }
                _ => {}
            },
            LoadCommandVariant::Segment32(segment, _) if slice.file_type.is_loaded() => {
                within(segment, endian, window)?;
            }
            LoadCommandVariant::Segment64(segment, _) if slice.file_type.is_loaded() => {
                within(segment, endian, window)?;
            }
            _ => {}
        }
    }
    if let Some(place) = signature.filter(|_| slice.is_arm64()) {
        slice.signature = signature::read(window, place);
    }
    if slice.file_type.is_loaded() {
        symbols::read::<Header>(endian, window, &tables, python);
    }
    Ok(slice)
}

/// An error for a segment that reaches out of the slice.
fn within<S: Segment>(segment: &S, endian: S::Endian, window: Window<'_>) -> Result<(), String> {
    let (offset, size) = segment.file_range(endian);
    match window.len().ok().zip(offset.checked_add(size)) {
        Some((length, end)) if end <= length => Ok(()),
        _ => Err("a segment reaches out of the file".into()),
    }
}

impl Slice {
    fn add_library<E: object::Endian>(
        &mut self,
        endian: E,
        command: LoadCommandData<'_, E>,
        dylib: &DylibCommand<E>,
    ) -> read::Result<()> {
        if self.libraries.len() < LIBRARIES {
            let flags = command.dylib_use_flags(endian, dylib)?;
            let is_weak = command.cmd() == macho::LC_LOAD_WEAK_DYLIB
                || flags.is_some_and(|flags| flags.contains(macho::DYLIB_USE_WEAK_LINK));
            let name = string(endian, command, dylib.dylib.name)?;
            self.libraries.push(Library { name, is_weak });
        }
        Ok(())
    }

    fn add_system(&mut self, platform: Platform, oldest: macho::Version) {
        if self.systems.len() < MOST {
            self.systems.push((platform, (oldest.0 >> 16, (oldest.0 >> 8) & 0xff)));
        }
    }

    /// Bytes of names that it holds, about.
    pub(super) fn names(&self) -> usize {
        let libraries = self.libraries.iter().map(|library| &library.name);
        let names = libraries.chain(&self.rpaths).chain(&self.id);
        size_of::<Self>() + names.map(|name| size_of::<Library>() + name.len()).sum::<usize>()
    }

    /// Whether it is of Apple's own processors.
    pub(crate) fn is_arm64(&self) -> bool {
        matches!(self.arch.as_str(), "arm64" | "arm64e")
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MacOs => f.write_str("macOS"),
            Self::Ios => f.write_str("iOS"),
            Self::IosSimulator => f.write_str("the simulator of iOS"),
            Self::Other(6) => f.write_str("Mac Catalyst"),
            Self::Other(number) => write!(f, "platform {number}"),
        }
    }
}

impl Platform {
    fn of(platform: macho::Platform) -> Self {
        match platform {
            macho::PLATFORM_MACOS => Self::MacOs,
            macho::PLATFORM_IOS => Self::Ios,
            macho::PLATFORM_IOSSIMULATOR => Self::IosSimulator,
            macho::Platform(other) => Self::Other(other),
        }
    }
}

fn string<E: object::Endian>(
    endian: E,
    command: LoadCommandData<'_, E>,
    string: LcStr<E>,
) -> read::Result<String> {
    let bytes = command.string(endian, string)?;
    Ok(String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes)).into_owned())
}
