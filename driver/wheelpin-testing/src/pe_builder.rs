/// A PE file with one section of tables, sound unless a field is changed.
#[derive(Clone, Debug)]
pub struct PeBuilder {
    /// 0x8664 x86-64, 0xaa64 ARM64, 0x14c x86.
    pub machine: u16,
    /// Whether it is a DLL.
    pub is_library: bool,
    /// What it can bear: 0x40 ASLR, 0x100 DEP.
    pub flags: u16,
    /// DLLs it needs, and the functions it takes of each.
    pub libraries: Vec<(String, Vec<String>)>,
    /// DLLs it loads once they are needed, likewise.
    pub delayed: Vec<(String, Vec<String>)>,
    /// Functions it gives.
    pub exports: Vec<String>,
}

/// Where the section begins, in the file and in memory.
const SECTION: (usize, u32) = (0x400, 0x1000);

impl PeBuilder {
    /// A DLL that is the module `sample._native` for the stable ABI.
    #[must_use]
    pub fn new(machine: u16) -> Self {
        let functions = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        Self {
            machine,
            is_library: true,
            flags: 0x160,
            libraries: vec![
                ("python3.dll".into(), functions(&["PyModule_Create2", "Py_IncRef"])),
                ("KERNEL32.dll".into(), functions(&["GetLastError"])),
                ("VCRUNTIME140.dll".into(), functions(&["memcpy"])),
            ],
            delayed: Vec::new(),
            exports: functions(&["PyInit__native"]),
        }
    }

    /// With one more DLL, of which it takes nothing by name.
    #[must_use]
    pub fn needs(mut self, library: &str) -> Self {
        self.libraries.push((library.into(), Vec::new()));
        self
    }

    /// With another DLL in place of one.
    #[must_use]
    pub fn replaced(mut self, from: &str, to: &str) -> Self {
        for (name, _) in &mut self.libraries {
            if name == from {
                *name = to.into();
            }
        }
        self
    }

    fn is_64(&self) -> bool {
        self.machine != 0x14c
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut section = Section::default();
        let imports = self.imports(&mut section);
        let delayed = self.delayed(&mut section);
        let exports = self.exports(&mut section);
        section.bytes.resize(section.bytes.len().next_multiple_of(0x200), 0);
        let size = u32::try_from(section.bytes.len()).unwrap();

        let mut file = b"MZ".to_vec();
        file.resize(0x3c, 0);
        file.extend(0x40u32.to_le_bytes());
        file.extend(b"PE\0\0");
        let optional: u16 = if self.is_64() { 240 } else { 224 };
        let kind: u16 = if self.is_library { 0x2022 } else { 0x22 };
        for field in [self.machine, 1, 0, 0, 0, 0, 0, 0, optional, kind] {
            file.extend(field.to_le_bytes());
        }
        let start = file.len();
        file.extend(if self.is_64() { 0x20bu16 } else { 0x10b }.to_le_bytes());
        // Linker, sizes, entry, base of code and of data.
        file.resize(start + 24, 0);
        if self.is_64() {
            file.extend(0x1_8000_0000u64.to_le_bytes());
        } else {
            file.extend([0; 4]);
            file.extend(0x1000_0000u32.to_le_bytes());
        }
        for field in
            [0x1000u32, 0x200, 6, 0, 6, 0, 0x1000 + size.next_multiple_of(0x1000), 0x400, 0]
        {
            file.extend(field.to_le_bytes());
        }
        // Subsystem: with a window, or none.
        file.extend(2u16.to_le_bytes());
        file.extend(self.flags.to_le_bytes());
        file.resize(file.len() + if self.is_64() { 36 } else { 20 }, 0);
        file.extend(16u32.to_le_bytes());
        for index in 0..16 {
            let (address, size) = match index {
                0 => exports,
                1 => imports,
                13 => delayed,
                _ => (0, 0),
            };
            file.extend(address.to_le_bytes());
            file.extend(size.to_le_bytes());
        }
        assert_eq!(file.len(), start + usize::from(optional));
        file.extend(b".rdata\0\0");
        let offset = u32::try_from(SECTION.0).unwrap();
        for field in [size, SECTION.1, size, offset, 0, 0, 0, 0x4000_0040] {
            file.extend(field.to_le_bytes());
        }
        file.resize(SECTION.0, 0);
        file.extend(section.bytes);
        file
    }

    fn imports(&self, section: &mut Section) -> (u32, u32) {
        let mut table = Vec::new();
        for (name, functions) in &self.libraries {
            let name = section.text(name);
            let thunks = self.thunks(section, functions);
            for field in [thunks, 0, 0, name, thunks] {
                table.extend(field.to_le_bytes());
            }
        }
        table.extend([0; 20]);
        section.table(&table)
    }

    fn delayed(&self, section: &mut Section) -> (u32, u32) {
        if self.delayed.is_empty() {
            return (0, 0);
        }
        let mut table = Vec::new();
        for (name, functions) in &self.delayed {
            let name = section.text(name);
            let thunks = self.thunks(section, functions);
            for field in [1, name, 0, thunks, thunks, 0, 0, 0] {
                table.extend(field.to_le_bytes());
            }
        }
        table.extend([0; 32]);
        section.table(&table)
    }

    /// One function by its number, then those by name.
    fn thunks(&self, section: &mut Section, functions: &[String]) -> u32 {
        let mut table = Vec::new();
        let by_number = if self.is_64() { 1 << 63 | 7 } else { 1 << 31 | 7 };
        let by_name: Vec<u64> =
            functions.iter().map(|name| section.text(&format!("\0\0{name}")).into()).collect();
        for thunk in [by_number].into_iter().chain(by_name).chain([0]) {
            let thunk: u64 = thunk;
            table.extend(&thunk.to_le_bytes()[..if self.is_64() { 8 } else { 4 }]);
        }
        section.table(&table).0
    }

    fn exports(&self, section: &mut Section) -> (u32, u32) {
        let mut sorted = self.exports.clone();
        sorted.sort();
        let count = u32::try_from(sorted.len()).unwrap();
        let (mut names, mut numbers, mut functions) = (Vec::new(), Vec::new(), Vec::new());
        for (index, name) in sorted.iter().enumerate() {
            names.extend(section.text(name).to_le_bytes());
            numbers.extend(u16::try_from(index).unwrap().to_le_bytes());
            functions.extend(SECTION.1.to_le_bytes());
        }
        let own = section.text("sample.pyd");
        let [functions, names, numbers] =
            [functions, names, numbers].map(|table| section.table(&table).0);
        let mut table = Vec::new();
        for field in [0, 0, 0, own, 1, count, count, functions, names, numbers] {
            table.extend(field.to_le_bytes());
        }
        section.table(&table)
    }
}

/// The bytes of the section as they are added.
#[derive(Default)]
struct Section {
    bytes: Vec<u8>,
}

impl Section {
    /// Address and size.
    fn table(&mut self, bytes: &[u8]) -> (u32, u32) {
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
        let address = SECTION.1 + u32::try_from(self.bytes.len()).unwrap();
        self.bytes.extend(bytes);
        (address, u32::try_from(bytes.len()).unwrap())
    }

    fn text(&mut self, text: &str) -> u32 {
        self.table(&[text.as_bytes(), b"\0"].concat()).0
    }
}
