use object::macho::{FatArch32, FatArch64, FatHeader};
use object::read::ReadRef;
use object::read::macho::FatArch;
use object::{BigEndian, macho};

use crate::binary::Bytes;

/// The table of slices that a fat file begins with.
pub(super) struct FatTable {
    pub(super) slices: Vec<FatSlice>,
    /// Slices that come twice, or lie upon each other.
    pub(super) unsound: Vec<String>,
}

/// What the table says of one slice.
pub(super) struct FatSlice {
    pub(super) cpu: macho::CpuType,
    pub(super) subtype: macho::CpuSubtype,
    /// Bytes from the beginning of the file.
    pub(super) offset: u64,
    /// Bytes.
    pub(super) size: u64,
}

/// The most slices; files have two, or at most four.
const MOST: u32 = 16;

/// Reads the table; none of a thin file.
pub(super) fn read(bytes: Bytes<'_>) -> Result<Option<FatTable>, String> {
    let header: &FatHeader = bytes.read_at(0).map_err(|()| "it ends within its header")?;
    let count = header.nfat_arch.get(BigEndian);
    match header.magic.get(BigEndian) {
        macho::FAT_MAGIC => table::<FatArch32>(bytes, count).map(Some),
        macho::FAT_MAGIC_64 => table::<FatArch64>(bytes, count).map(Some),
        _ => Ok(None),
    }
}

fn table<Arch: FatArch>(bytes: Bytes<'_>, count: u32) -> Result<FatTable, String> {
    if count > MOST {
        return Err(format!("its table has {count} slices"));
    }
    let header = size_of::<FatHeader>() as u64;
    let arches: &[Arch] = bytes
        .read_slice_at(header, count as usize)
        .map_err(|()| format!("it ends within its table of {count} slices"))?;
    let slices: Vec<FatSlice> = arches
        .iter()
        .map(|arch| FatSlice {
            cpu: arch.cputype(),
            subtype: arch.cpusubtype(),
            offset: arch.offset().into(),
            size: arch.size().into(),
        })
        .collect();
    let mut unsound = Vec::new();
    if slices.is_empty() {
        unsound.push("its table has no slices".into());
    }
    let table_end = header + u64::from(count) * size_of::<Arch>() as u64;
    for (index, slice) in slices.iter().enumerate() {
        let arch = slice.arch();
        if slice.offset < table_end {
            unsound.push(format!("slice {index} ({arch}) lies upon the table"));
        }
        for (before, other) in slices.iter().enumerate().take(index) {
            if other.arch() == arch {
                unsound.push(format!("slices {before} and {index} are both {arch}"));
            } else if slice.overlaps(other) {
                unsound.push(format!("slices {before} and {index} lie upon each other"));
            }
        }
    }
    Ok(FatTable { slices, unsound })
}

impl FatSlice {
    pub(super) fn arch(&self) -> String {
        arch(self.cpu, self.subtype)
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.offset < other.offset.saturating_add(other.size)
            && other.offset < self.offset.saturating_add(self.size)
    }
}

/// An architecture as `lipo` calls it: `x86_64`, `arm64`; `cpu 7.3` for an unknown one.
pub(super) fn arch(cpu: macho::CpuType, subtype: macho::CpuSubtype) -> String {
    let subtype = macho::CpuSubtypeId::from(subtype);
    let name = match cpu {
        macho::CPU_TYPE_X86_64 if subtype == macho::CPU_SUBTYPE_X86_64_H => "x86_64h",
        macho::CPU_TYPE_X86_64 => "x86_64",
        macho::CPU_TYPE_ARM64 if subtype == macho::CPU_SUBTYPE_ARM64E => "arm64e",
        macho::CPU_TYPE_ARM64 => "arm64",
        macho::CPU_TYPE_ARM64_32 => "arm64_32",
        macho::CPU_TYPE_X86 => "i386",
        macho::CPU_TYPE_ARM => "armv7",
        macho::CPU_TYPE_POWERPC => "ppc",
        macho::CPU_TYPE_POWERPC64 => "ppc64",
        macho::CpuType(cpu) => return format!("cpu {cpu:#x}.{}", subtype.0),
    };
    name.into()
}
