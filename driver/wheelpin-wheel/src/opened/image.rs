use std::collections::{BTreeMap, BTreeSet};

use object::pe::{ImageNtHeaders32, ImageNtHeaders64};
use object::read::macho::{FatArch, MachOFatFile32, MachOFatFile64};
use object::read::pe::{ImageNtHeaders, ImageThunkData};
use object::read::{File, FileKind, Object, ObjectSection, ObjectSymbol};

use crate::opened::TextSignature;

/// What only those who compare wheels want of a binary. What cannot be read is left out, and
/// said to be: that the binary is broken is for the rules to say.
#[derive(Debug, Default)]
pub(super) struct Image {
    pub(super) sections: BTreeMap<String, u64>,
    pub(super) exports: BTreeSet<String>,
    pub(super) imports: BTreeSet<String>,
    pub(super) signatures: BTreeSet<TextSignature>,
    pub(super) is_partial: bool,
}

/// Names of each kind that are kept of one binary. libtorch has some 300,000.
const NAMES: usize = 100_000;
/// Bytes of names that are looked at: millions of symbols may share a name that has no end.
const NAME_BYTES: usize = 64 << 20;
/// Bytes of the longest name that is kept.
const LONGEST: usize = 4096;
/// Sections that are kept of one binary.
const SECTIONS: usize = 1000;

impl Image {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut image = Self { signatures: TextSignature::all(bytes), ..Self::default() };
        let is_read =
            match FileKind::parse(bytes) {
                Ok(FileKind::MachOFat32) => MachOFatFile32::parse(bytes)
                    .is_ok_and(|fat| image.read_slices(bytes, fat.arches())),
                Ok(FileKind::MachOFat64) => MachOFatFile64::parse(bytes)
                    .is_ok_and(|fat| image.read_slices(bytes, fat.arches())),
                Ok(FileKind::Pe32) => image.read_pe::<ImageNtHeaders32>(bytes).is_some(),
                Ok(FileKind::Pe64) => image.read_pe::<ImageNtHeaders64>(bytes).is_some(),
                Ok(_) => image.read_file(bytes, "").is_some(),
                Err(_) => false,
            };
        image.is_partial |= !is_read;
        image
    }

    fn read_slices<Arch: FatArch>(&mut self, bytes: &[u8], slices: &[Arch]) -> bool {
        // A fat file has one per architecture, of which there are few.
        slices.iter().take(16).all(|slice| {
            let name = format!("{:?} ", slice.architecture()).to_lowercase();
            slice.data(bytes).ok().and_then(|bytes| self.read_file(bytes, &name)).is_some()
        })
    }

    fn read_file(&mut self, bytes: &[u8], prefix: &str) -> Option<()> {
        let file = File::parse(bytes).ok()?;
        self.read_sections(&file, prefix)?;
        let mut names = Names { left: NAME_BYTES, image: self };
        match &file {
            File::Elf32(_) | File::Elf64(_) => names.add(file.dynamic_symbols(), false),
            File::MachO32(_) | File::MachO64(_) => names.add(file.symbols(), true),
            _ => {}
        }
        Some(())
    }

    fn read_sections<'data>(&mut self, file: &impl Object<'data>, prefix: &str) -> Option<()> {
        for section in file.sections().take(SECTIONS) {
            let name = String::from_utf8_lossy(section.name_bytes().ok()?);
            let segment = section.segment_name().ok().flatten();
            let segment = segment.map(|name| format!("{name},")).unwrap_or_default();
            // Mach-O has sections of one name in several segments, COFF several of one name.
            *self.sections.entry(format!("{prefix}{segment}{}", short(&name))).or_default() +=
                section.size();
        }
        Some(())
    }

    /// A PE file has its names in tables of imports and exports, not of symbols.
    fn read_pe<Headers: ImageNtHeaders>(&mut self, bytes: &[u8]) -> Option<()> {
        let file = object::read::pe::PeFile::<Headers>::parse(bytes).ok()?;
        self.read_sections(&file, "")?;
        let mut names = Names { left: NAME_BYTES, image: self };
        match file.export_table() {
            Ok(Some(exports)) => {
                for (pointer, _) in exports.name_iter() {
                    names.keep(exports.name_from_pointer(pointer).ok()?, true)?;
                }
            }
            Ok(None) => {}
            Err(_) => names.image.is_partial = true,
        }
        let Some(imports) = file.import_table().ok()? else { return Some(()) };
        let mut descriptors = imports.descriptors().ok()?;
        while let Some(descriptor) = descriptors.next().ok()? {
            use object::LittleEndian as LE;
            let first = match descriptor.original_first_thunk.get(LE) {
                0 => descriptor.first_thunk.get(LE),
                first => first,
            };
            let mut thunks = imports.thunks(first).ok()?;
            while let Some(thunk) = thunks.next::<Headers>().ok()? {
                if !thunk.is_ordinal() {
                    let (_, name) = imports.hint_name(thunk.address()).ok()?;
                    names.keep(name, false)?;
                }
            }
        }
        Some(())
    }
}

/// Names within limits.
struct Names<'image> {
    left: usize,
    image: &'image mut Image,
}

impl Names<'_> {
    /// Adds global symbols; of Mach-O without the underscore that C's names begin with there.
    fn add<'data>(
        &mut self,
        symbols: impl Iterator<Item = impl ObjectSymbol<'data>>,
        is_macho: bool,
    ) {
        for symbol in symbols.filter(|symbol| symbol.is_global() || symbol.is_weak()) {
            let Ok(name) = symbol.name_bytes() else {
                self.image.is_partial = true;
                return;
            };
            let name = if is_macho { name.strip_prefix(b"_").unwrap_or(name) } else { name };
            if !name.is_empty() && self.keep(name, !symbol.is_undefined()).is_none() {
                return;
            }
        }
    }

    /// None where no more are kept.
    fn keep(&mut self, name: &[u8], is_export: bool) -> Option<()> {
        let names = if is_export { &mut self.image.exports } else { &mut self.image.imports };
        let left = self.left.checked_sub(name.len() + 1).filter(|_| names.len() < NAMES);
        let Some(left) = left else {
            self.image.is_partial = true;
            return None;
        };
        self.left = left;
        let name = name.get(..LONGEST).unwrap_or(name);
        names.insert(String::from_utf8_lossy(name).into_owned());
        Some(())
    }
}

fn short(name: &str) -> &str {
    name.get(..256).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use wheelpin_testing::{ElfBuilder, MachOBuilder, PeBuilder};

    use super::*;

    #[test]
    fn names_of_every_format_are_read() {
        let arm64 = MachOBuilder::new(MachOBuilder::ARM64);
        let fat = MachOBuilder::fat(&[arm64.clone(), MachOBuilder::new(MachOBuilder::X86_64)]);
        for (what, bytes) in
            [("Mach-O", arm64.bytes()), ("fat Mach-O", fat), ("PE", PeBuilder::new(0x8664).bytes())]
        {
            let image = Image::read(&bytes);
            assert!(image.imports.contains("PyModule_Create2"), "{what}: {image:?}");
            // The PE file's table has names and no addresses.
            let mut exports = image.exports.iter();
            let has_init = exports.any(|name| name.starts_with("PyInit_"));
            assert_eq!(has_init, !image.is_partial, "{what}: {image:?}");
        }
    }

    #[test]
    fn what_is_cut_off_is_partial_or_has_less() {
        for bytes in [ElfBuilder::module("x86_64", "_core").bytes(), PeBuilder::new(0x8664).bytes()]
        {
            for length in (0..bytes.len()).step_by(13) {
                let _ = Image::read(&bytes[..length]);
            }
            assert!(Image::read(&bytes[..40]).is_partial);
        }
    }
}
