use object::read::elf::FileHeader;
use object::{Endianness, elf};

/// What a file runs on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Machine {
    /// As tags of Linux have it, `x86_64`; none where no tag has a name for it.
    pub(crate) arch: Option<&'static str>,
    /// For people: what it is, where it has no name.
    pub(crate) otherwise: String,
}

impl Machine {
    /// Machine, class, byte order, and flags where those make another ABI: names as
    /// auditwheel has them (`lddtree.py`), and RISC-V's for double floats (psABI 1.0).
    pub(super) fn read<Header>(header: &Header, endian: Endianness) -> Self
    where
        Header: FileHeader<Endian = Endianness>,
    {
        let machine = header.e_machine(endian);
        let bits = if header.is_class_64() { 64 } else { 32 };
        let is_little = header.is_little_endian();
        let flags = header.e_flags(endian);
        let arch = match (machine, bits, is_little) {
            (elf::EM_386, 32, true) => "i686",
            (elf::EM_X86_64, 64, true) => "x86_64",
            (elf::EM_AARCH64, 64, true) => "aarch64",
            (elf::EM_ARM, 32, true) => "armv7l",
            (elf::EM_PPC64, 64, true) => "ppc64le",
            (elf::EM_PPC64, 64, false) => "ppc64",
            (elf::EM_S390, 64, false) => "s390x",
            (elf::EM_RISCV, 64, true) => "riscv64",
            (elf::EM_LOONGARCH, 64, true) => "loongarch64",
            _ => {
                let order = if is_little { "little" } else { "big" };
                return Self::other(format!("machine {}, {bits} bits, {order} endian", machine.0));
            }
        };
        match arch {
            "armv7l" if flags.arm_eabi() != elf::EF_ARM_EABI_VER5 => {
                Self::other("ARM with an ABI other than EABI 5".into())
            }
            "armv7l" if flags.0 & elf::EF_ARM_ABI_FLOAT_HARD == 0 => {
                // Android's; other systems have no tag for it.
                Self { arch: Some("armel"), otherwise: String::new() }
            }
            "riscv64" if flags.riscv_float_abi() != elf::EF_RISCV_FLOAT_ABI_DOUBLE => {
                Self::other("RISC-V without double floats".into())
            }
            _ => Self { arch: Some(arch), otherwise: String::new() },
        }
    }

    fn other(otherwise: String) -> Self {
        Self { arch: None, otherwise }
    }

    /// For people.
    pub(crate) fn name(&self) -> &str {
        self.arch.unwrap_or(&self.otherwise)
    }
}
