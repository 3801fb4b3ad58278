/// A small ELF shared library, sound unless something is changed: nothing can run in it,
/// but its tables are those that a dynamic linker reads. It has no section headers.
#[derive(Clone, Debug)]
pub struct ElfBuilder {
    /// As in tags: `x86_64`, `aarch64`, `armv7l`, `i686`, `s390x` and others.
    pub arch: String,
    /// `e_flags` in place of the architecture's.
    pub flags: Option<u32>,
    /// Names of libraries.
    pub needed: Vec<String>,
    /// Library and version of a symbol.
    pub versions: Vec<(String, String)>,
    /// Undefined symbols.
    pub imports: Vec<String>,
    /// Defined functions.
    pub exports: Vec<String>,
    /// DT_RPATH
    pub rpath: Option<String>,
    /// DT_RUNPATH
    pub runpath: Option<String>,
    /// Flags of PT_GNU_STACK, 6 is plain and 7 executable; none where there is no such header.
    pub stack: Option<u32>,
    /// PT_INTERP
    pub interpreter: Option<String>,
    /// DT_TEXTREL
    pub text_relocations: bool,
    /// DT_RELR, of no relocations.
    pub packed_relocations: bool,
    /// `GNU_PROPERTY_X86_ISA_1_NEEDED`
    pub isa_needed: Option<u32>,
    /// Names of sections, in a 64-bit file; without any there are no section headers.
    pub sections: Vec<String>,
}

const PT_LOAD: u32 = 1;
const PT_DYNAMIC: u32 = 2;
const PT_INTERP: u32 = 3;
const PT_NOTE: u32 = 4;
const PT_GNU_STACK: u32 = 0x6474_e551;

/// Machine, whether it has 64 bits, whether it is big endian, and flags.
fn machine(arch: &str) -> (u16, bool, bool, u32) {
    match arch {
        "i686" => (3, false, false, 0),
        "ppc64" => (21, true, true, 1),
        "ppc64le" => (21, true, false, 2),
        "s390x" => (22, true, true, 0),
        "armv7l" => (40, false, false, 0x0500_0400),
        "x86_64" => (62, true, false, 0),
        "aarch64" => (183, true, false, 0),
        "riscv64" => (243, true, false, 5),
        _ => unreachable!("{arch}"),
    }
}

impl ElfBuilder {
    /// An extension module of the stable ABI for glibc 2.28: imports two names of Python and
    /// exports `PyInit_NAME`.
    #[must_use]
    pub fn module(arch: &str, name: &str) -> Self {
        Self {
            imports: vec!["PyLong_FromLong".into(), "PyModuleDef_Init".into(), "fcntl64".into()],
            exports: vec![format!("PyInit_{name}")],
            ..Self::library(arch)
        }
    }

    /// A library for glibc 2.28 that imports and exports nothing.
    #[must_use]
    pub fn library(arch: &str) -> Self {
        Self {
            arch: arch.into(),
            flags: None,
            needed: vec!["libc.so.6".into()],
            versions: vec![("libc.so.6".into(), "GLIBC_2.28".into())],
            imports: Vec::new(),
            exports: Vec::new(),
            rpath: None,
            runpath: None,
            stack: Some(6),
            interpreter: None,
            text_relocations: false,
            packed_relocations: false,
            isa_needed: None,
            sections: Vec::new(),
        }
    }

    /// With one more needed library.
    #[must_use]
    pub fn needs(mut self, library: &str) -> Self {
        self.needed.push(library.into());
        self
    }

    /// With one more needed version of a symbol of the C library.
    #[must_use]
    pub fn version(mut self, version: &str) -> Self {
        self.versions.push(("libc.so.6".into(), version.into()));
        self
    }

    /// With one more undefined symbol.
    #[must_use]
    pub fn imports(mut self, name: &str) -> Self {
        self.imports.push(name.into());
        self
    }

    /// With other defined functions.
    #[must_use]
    pub fn exporting(mut self, names: &[&str]) -> Self {
        self.exports = names.iter().map(|name| (*name).into()).collect();
        self
    }

    /// For musl: `libc.so` as Alpine names it, and no versions.
    #[must_use]
    pub fn musl(mut self) -> Self {
        self.needed = vec![format!("libc.musl-{}.so.1", self.arch)];
        self.versions.clear();
        self
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let (number, is_64, is_big, flags) = machine(&self.arch);
        let out = Out { is_64, is_big };
        let word = if is_64 { 8 } else { 4 };
        let (header_size, segment_size) = if is_64 { (64, 56) } else { (52, 32) };

        let mut strings = vec![0];
        let mut name = |text: &str| {
            let at = strings.len() as u64;
            strings.extend(text.as_bytes());
            strings.push(0);
            at
        };
        let mut symbols = out.symbol(0, false);
        for import in &self.imports {
            symbols.extend(out.symbol(name(import), false));
        }
        for export in &self.exports {
            symbols.extend(out.symbol(name(export), true));
        }
        let count = 1 + self.imports.len() + self.exports.len();
        let versions = self.version_records(&out, &mut name);
        let mut entries: Vec<(u64, u64)> =
            self.needed.iter().map(|library| (1, name(library))).collect();
        entries.extend(self.rpath.iter().map(|path| (15, name(path))));
        entries.extend(self.runpath.iter().map(|path| (29, name(path))));
        let interpreter: Vec<u8> =
            self.interpreter.iter().flat_map(|path| [path.as_bytes(), b"\0"].concat()).collect();
        let note = self.isa_needed.map(|needed| out.property(needed)).unwrap_or_default();
        // One bucket, and chains that say how many symbols there are.
        let mut hash: Vec<u8> =
            [1, count as u64, 0].iter().flat_map(|word| out.number(*word, 4)).collect();
        hash.resize(hash.len() + 4 * count, 0);

        let segments = 3 + usize::from(!interpreter.is_empty()) + usize::from(!note.is_empty());
        let mut body = vec![0; header_size + segments * segment_size];
        let mut place = |bytes: &[u8]| {
            body.resize(body.len().next_multiple_of(8), 0);
            let at = body.len() as u64;
            body.extend(bytes);
            at
        };
        let strings_at = place(&strings);
        let symbols_at = place(&symbols);
        let hash_at = place(&hash);
        let interpreter_at = place(&interpreter);
        let note_at = place(&note);
        if !versions.is_empty() {
            entries.push((0x6fff_fffe, place(&versions)));
            entries.push((0x6fff_ffff, self.libraries().len() as u64));
            entries.push((0x6fff_fff0, place(&vec![0; 2 * count])));
        }
        entries.extend([(4, hash_at), (5, strings_at), (6, symbols_at)]);
        entries.extend([(10, strings.len() as u64), (11, if is_64 { 24 } else { 16 })]);
        entries.extend(self.text_relocations.then_some((22, 0)));
        if self.packed_relocations {
            entries.extend([(36, hash_at), (35, 0), (37, word as u64)]);
        }
        entries.push((0, 0));
        let dynamic: Vec<u8> = entries
            .iter()
            .flat_map(|(tag, value)| [out.number(*tag, word), out.number(*value, word)].concat())
            .collect();
        let dynamic_at = place(&dynamic);

        let whole = body.len() as u64;
        let mut headers = out.header(number, self.flags.unwrap_or(flags), segments);
        headers.extend(out.segment(PT_LOAD, 5, 0, whole));
        headers.extend(out.segment(PT_DYNAMIC, 6, dynamic_at, dynamic.len() as u64));
        match self.stack {
            Some(flags) => headers.extend(out.segment(PT_GNU_STACK, flags, 0, 0)),
            None => headers.extend(out.segment(0, 0, 0, 0)),
        }
        if !interpreter.is_empty() {
            headers.extend(out.segment(PT_INTERP, 4, interpreter_at, interpreter.len() as u64));
        }
        if !note.is_empty() {
            headers.extend(out.segment(PT_NOTE, 4, note_at, note.len() as u64));
        }
        body[..headers.len()].copy_from_slice(&headers);
        if !self.sections.is_empty() {
            self.append_sections(&out, &mut body);
        }
        body
    }

    /// Section headers of a 64-bit file: one of each name, with no bytes, and their names.
    fn append_sections(&self, out: &Out, body: &mut Vec<u8>) {
        let mut names = b"\0.names\0".to_vec();
        let mut headers = vec![0; 64];
        let mut header = |name: usize, kind: u64, offset: usize, size: usize| {
            headers.extend(out.number(name as u64, 4));
            headers.extend(out.number(kind, 4));
            // Flags, address, then link and info in one word.
            for value in [0, 0, offset, size, 0, 1, 0] {
                headers.extend(out.word(value as u64));
            }
        };
        for section in &self.sections {
            header(names.len(), 1, 0, 0);
            names.extend(section.as_bytes());
            names.push(0);
        }
        let names_at = body.len();
        header(1, 3, names_at, names.len());
        body.extend(&names);
        let count = self.sections.len() as u64 + 2;
        let headers_at = body.len() as u64;
        body[40..48].copy_from_slice(&out.word(headers_at));
        body[58..60].copy_from_slice(&out.number(64, 2));
        body[60..62].copy_from_slice(&out.number(count, 2));
        body[62..64].copy_from_slice(&out.number(count - 1, 2));
        body.extend(headers);
    }

    /// Each library of `versions` once.
    fn libraries(&self) -> Vec<&str> {
        let mut libraries: Vec<&str> = self.versions.iter().map(|(of, _)| of.as_str()).collect();
        libraries.dedup();
        libraries
    }

    /// Verneed and Vernaux records.
    fn version_records(&self, out: &Out, mut name: impl FnMut(&str) -> u64) -> Vec<u8> {
        let libraries = self.libraries();
        let mut records = Vec::new();
        for (index, library) in libraries.iter().enumerate() {
            let versions: Vec<&str> = self
                .versions
                .iter()
                .filter(|(of, _)| of == library)
                .map(|(_, version)| version.as_str())
                .collect();
            let is_last = index + 1 == libraries.len();
            let next = if is_last { 0 } else { 16 + 16 * versions.len() as u64 };
            records.extend(out.number(1, 2));
            records.extend(out.number(versions.len() as u64, 2));
            records.extend(out.number(name(library), 4));
            records.extend(out.number(16, 4));
            records.extend(out.number(next, 4));
            for (index, version) in versions.iter().enumerate() {
                let next = if index + 1 == versions.len() { 0 } else { 16 };
                records.extend(out.number(0, 4)); // hash
                records.extend(out.number(0, 2)); // flags
                records.extend(out.number(2, 2)); // index
                records.extend(out.number(name(version), 4));
                records.extend(out.number(next, 4));
            }
        }
        records
    }
}

/// Class and byte order.
struct Out {
    is_64: bool,
    is_big: bool,
}

impl Out {
    fn number(&self, value: u64, size: usize) -> Vec<u8> {
        let bytes = value.to_le_bytes();
        let mut bytes = bytes[..size].to_vec();
        if self.is_big {
            bytes.reverse();
        }
        bytes
    }

    fn word(&self, value: u64) -> Vec<u8> {
        self.number(value, if self.is_64 { 8 } else { 4 })
    }

    fn header(&self, machine: u16, flags: u32, segments: usize) -> Vec<u8> {
        let mut bytes = b"\x7fELF".to_vec();
        bytes.extend([1 + u8::from(self.is_64), 1 + u8::from(self.is_big), 1, 0]);
        bytes.extend([0; 8]);
        let (header, segment) = if self.is_64 { (64, 56) } else { (52, 32) };
        bytes.extend(self.number(3, 2));
        bytes.extend(self.number(machine.into(), 2));
        bytes.extend(self.number(1, 4));
        bytes.extend(self.word(0)); // entry
        bytes.extend(self.word(header)); // program headers
        bytes.extend(self.word(0)); // section headers
        bytes.extend(self.number(flags.into(), 4));
        for value in [header, segment, segments as u64, 0, 0, 0] {
            bytes.extend(self.number(value, 2));
        }
        bytes
    }

    fn segment(&self, kind: u32, flags: u32, offset: u64, size: u64) -> Vec<u8> {
        let kind = self.number(kind.into(), 4);
        let flags = self.number(flags.into(), 4);
        let places = [offset, offset, offset, size, size].map(|value| self.word(value)).concat();
        let align = self.word(8);
        if self.is_64 {
            [kind, flags, places, align].concat()
        } else {
            [kind, places, flags, align].concat()
        }
    }

    fn symbol(&self, name: u64, is_defined: bool) -> Vec<u8> {
        let name_bytes = self.number(name, 4);
        // Global function.
        let info = if name == 0 { vec![0, 0] } else { vec![0x12, 0] };
        let section = self.number(u64::from(is_defined), 2);
        let (value, size) = (self.word(0), self.word(0));
        if self.is_64 {
            [name_bytes, info, section, value, size].concat()
        } else {
            [name_bytes, value, size, info, section].concat()
        }
    }

    /// A note with the levels of x86-64 that are needed, one bit each.
    fn property(&self, needed: u32) -> Vec<u8> {
        let mut bytes = [4, 16, 5].map(|value| self.number(value, 4)).concat();
        bytes.extend(b"GNU\0");
        bytes.extend(self.number(0xc000_8002, 4));
        bytes.extend(self.number(4, 4));
        bytes.extend(self.number(needed.into(), 4));
        bytes.extend([0; 4]);
        bytes
    }
}
