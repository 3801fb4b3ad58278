use sha2::{Digest, Sha256};

/// A Mach-O library for one architecture, sound and signed unless a field is changed.
#[derive(Clone, Debug)]
pub struct MachOBuilder {
    /// Type and subtype of the processor: [`Self::ARM64`], [`Self::X86_64`].
    pub cpu: (u32, u32),
    /// 6 a library, 8 a bundle, 2 a program.
    pub file_type: u32,
    /// 1 macOS, 2 iOS, 7 its simulator.
    pub platform: u32,
    /// The oldest version of that.
    pub oldest: (u32, u32),
    /// The name others load it by.
    pub id: Option<String>,
    /// What it loads.
    pub libraries: Vec<String>,
    /// What it loads if it is there.
    pub weak_libraries: Vec<String>,
    /// Where `@rpath` may lead.
    pub rpaths: Vec<String>,
    /// Undefined symbols, without Mach-O's underscore.
    pub imports: Vec<String>,
    /// Defined symbols, likewise.
    pub exports: Vec<String>,
    /// Whether the names stand in what dyld reads alone, not in a symbol table.
    pub is_stripped: bool,
    /// Whether its pages are signed.
    pub is_signed: bool,
}

const PAGE: usize = 4096;
/// Room for all load commands, and where the tables begin.
const TABLES: usize = PAGE;

impl MachOBuilder {
    /// Apple's own processors.
    pub const ARM64: (u32, u32) = (0x0100_000c, 0);
    /// 64-bit Intel.
    pub const X86_64: (u32, u32) = (0x0100_0007, 3);

    /// A bundle that is the module `sample._native`, for the oldest macOS there is for `cpu`.
    #[must_use]
    pub fn new(cpu: (u32, u32)) -> Self {
        Self {
            cpu,
            file_type: 8,
            platform: 1,
            oldest: if cpu == Self::ARM64 { (11, 0) } else { (10, 12) },
            id: None,
            libraries: vec!["/usr/lib/libSystem.B.dylib".into()],
            weak_libraries: Vec::new(),
            rpaths: Vec::new(),
            imports: vec!["PyModule_Create2".into(), "malloc".into()],
            exports: vec!["PyInit__native".into()],
            is_stripped: false,
            is_signed: true,
        }
    }

    /// With one more library.
    #[must_use]
    pub fn loads(mut self, name: &str) -> Self {
        self.libraries.push(name.into());
        self
    }

    /// A file for several architectures, each slice at a page of 16 KiB.
    #[must_use]
    pub fn fat(slices: &[Self]) -> Vec<u8> {
        let slices: Vec<_> = slices.iter().map(|slice| (slice.cpu, slice.bytes())).collect();
        let mut file = 0xcafe_babe_u32.to_be_bytes().to_vec();
        file.extend(u32::try_from(slices.len()).unwrap().to_be_bytes());
        let mut offset = 16 << 10;
        for ((cpu, subtype), bytes) in &slices {
            for field in [*cpu, *subtype, offset, u32::try_from(bytes.len()).unwrap(), 14] {
                file.extend(field.to_be_bytes());
            }
            offset += u32::try_from(bytes.len().next_multiple_of(16 << 10)).unwrap();
        }
        for (_, bytes) in &slices {
            file.resize(file.len().next_multiple_of(16 << 10), 0);
            file.extend(bytes);
        }
        file
    }

    /// The file.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut commands = Commands::default();
        let mut tables = Vec::new();
        let name = |name: &String| format!("_{name}");
        let exports: Vec<String> = self.exports.iter().map(name).collect();
        let imports: Vec<String> = self.imports.iter().map(name).collect();
        if self.is_stripped {
            commands.place(0x8000_0033, &mut tables, &trie(&exports));
            commands.place(0x8000_0034, &mut tables, &chained_fixups(&imports));
        } else {
            commands.symbols(&mut tables, &exports, &imports);
        }
        if let Some(id) = &self.id {
            commands.dylib(0xd, id);
        }
        for library in &self.libraries {
            commands.dylib(0xc, library);
        }
        for library in &self.weak_libraries {
            commands.dylib(0x8000_0018, library);
        }
        for rpath in &self.rpaths {
            commands.text(0x8000_001c, &[], rpath);
        }
        let version = self.oldest.0 << 16 | self.oldest.1 << 8;
        commands.add(0x32, &[self.platform, version, version, 0]);

        tables.resize(tables.len().next_multiple_of(16), 0);
        let signed = TABLES + tables.len();
        let signature = signature_size(signed);
        if self.is_signed {
            commands.add(0x1d, &[number(signed), number(signature)]);
        }
        let end = signed + if self.is_signed { signature } else { 0 };
        commands.segment("__TEXT", (0, TABLES), 5);
        commands.segment("__LINKEDIT", (TABLES, end - TABLES), 1);

        let mut file = Vec::new();
        let size = number(commands.bytes.len());
        let (cpu, subtype) = self.cpu;
        for field in [0xfeed_facf, cpu, subtype, self.file_type, commands.count, size, 0x85, 0] {
            file.extend(field.to_le_bytes());
        }
        file.extend(commands.bytes);
        assert!(file.len() <= TABLES);
        file.resize(TABLES, 0);
        file.extend(tables);
        if self.is_signed {
            let signature = sign(&file);
            file.extend(signature);
        }
        file
    }
}

/// Load commands as they are added.
#[derive(Default)]
struct Commands {
    bytes: Vec<u8>,
    count: u32,
}

impl Commands {
    fn add(&mut self, kind: u32, fields: &[u32]) {
        self.text(kind, fields, "");
    }

    /// A text comes behind the fields; it begins where the first of them would say.
    fn text(&mut self, kind: u32, fields: &[u32], text: &str) {
        let has_text = !text.is_empty();
        let fixed = 8 + 4 * fields.len() + if has_text { 4 } else { 0 };
        let size = (fixed + text.len() + usize::from(has_text)).next_multiple_of(8);
        let start = self.bytes.len();
        for field in [kind, number(size)] {
            self.bytes.extend(field.to_le_bytes());
        }
        if has_text {
            self.bytes.extend(number(fixed).to_le_bytes());
        }
        for field in fields {
            self.bytes.extend(field.to_le_bytes());
        }
        self.bytes.extend(text.bytes());
        self.bytes.resize(start + size, 0);
        self.count += 1;
    }

    fn dylib(&mut self, kind: u32, name: &str) {
        self.text(kind, &[2, 0x1_0000, 0x1_0000], name);
    }

    /// A table and the command that says where it is.
    fn place(&mut self, kind: u32, tables: &mut Vec<u8>, table: &[u8]) {
        tables.resize(tables.len().next_multiple_of(8), 0);
        self.add(kind, &[number(TABLES + tables.len()), number(table.len())]);
        tables.extend(table);
    }

    fn segment(&mut self, name: &str, (offset, size): (usize, usize), protection: u32) {
        let mut bytes = name.as_bytes().to_vec();
        bytes.resize(16, 0);
        let long = |value: usize| u64::try_from(value).unwrap().to_le_bytes();
        for value in [offset, size.next_multiple_of(PAGE), offset, size] {
            bytes.extend(long(value));
        }
        for field in [protection, protection, 0, 0] {
            bytes.extend(field.to_le_bytes());
        }
        let fields: Vec<u32> = bytes
            .chunks_exact(4)
            .map(|word| u32::from_le_bytes(word.try_into().unwrap()))
            .collect();
        self.add(0x19, &fields);
    }

    fn symbols(&mut self, tables: &mut Vec<u8>, exports: &[String], imports: &[String]) {
        let offset = TABLES + tables.len();
        let mut strings = vec![0];
        for (name, kind) in
            exports.iter().map(|name| (name, 0x0f)).chain(imports.iter().map(|name| (name, 1)))
        {
            tables.extend(number(strings.len()).to_le_bytes());
            tables.extend([kind, u8::from(kind != 1), 0, 0]);
            tables.extend([0; 8]);
            strings.extend(name.bytes());
            strings.push(0);
        }
        let count = exports.len() + imports.len();
        let strings_offset = TABLES + tables.len();
        let fields = [offset, count, strings_offset, strings.len()].map(number);
        tables.extend(strings);
        self.add(0x2, &fields);
        let ranges = [0, 0, 0, exports.len(), exports.len(), imports.len()].map(number);
        let mut dysymtab = ranges.to_vec();
        dysymtab.resize(18, 0);
        self.add(0xb, &dysymtab);
    }
}

/// A trie whose root has one branch for each name.
fn trie(names: &[String]) -> Vec<u8> {
    let branches: usize = names.iter().map(|name| name.len() + 1 + 2).sum();
    let mut trie = vec![0, u8::try_from(names.len()).unwrap()];
    for (index, name) in names.iter().enumerate() {
        let leaf = 2 + branches + 4 * index;
        trie.extend(name.bytes());
        trie.push(0);
        // Two bytes of a ULEB128 number.
        trie.extend([u8::try_from(leaf & 0x7f).unwrap() | 0x80, u8::try_from(leaf >> 7).unwrap()]);
    }
    for _ in names {
        trie.extend([2, 0, 0x10, 0]);
    }
    trie
}

/// No chains, but the names they would bind.
fn chained_fixups(names: &[String]) -> Vec<u8> {
    let mut strings = vec![0];
    let mut imports = Vec::new();
    for name in names {
        imports.extend((number(strings.len()) << 9 | 1).to_le_bytes());
        strings.extend(name.bytes());
        strings.push(0);
    }
    let mut fixups = Vec::new();
    for field in [0, 28, 32, 32 + number(imports.len()), number(names.len()), 1, 0, 0] {
        fixups.extend(field.to_le_bytes());
    }
    fixups.extend(imports);
    fixups.extend(strings);
    fixups
}

const IDENTIFIER: &[u8] = b"sample\0";
const SUPER_BLOB: usize = 12 + 8;
const DIRECTORY: usize = 88;

fn signature_size(signed: usize) -> usize {
    SUPER_BLOB + DIRECTORY + IDENTIFIER.len() + 32 * signed.div_ceil(PAGE)
}

/// An ad-hoc signature as linkers make it (xnu, `cs_blobs.h`).
fn sign(file: &[u8]) -> Vec<u8> {
    let pages = file.chunks(PAGE);
    let size = signature_size(file.len());
    let hashes = DIRECTORY + IDENTIFIER.len();
    let directory = number(size - SUPER_BLOB);
    let count = number(pages.len());
    let mut signature = Vec::new();
    let blob = [0xfade_0cc0, number(size), 1, 0, number(SUPER_BLOB)];
    let header = [0xfade_0c02, directory, 0x2_0400, 0x2_0002, number(hashes), number(DIRECTORY), 0];
    let limit = [count, number(file.len()), 32 << 24 | 2 << 16 | 12, 0];
    for field in blob.iter().chain(&header).chain(&limit) {
        signature.extend(field.to_be_bytes());
    }
    // Scatter, team, spare, a 64-bit limit and the executable segment.
    signature.resize(SUPER_BLOB + DIRECTORY, 0);
    signature.extend(IDENTIFIER);
    for page in pages {
        signature.extend(Sha256::digest(page));
    }
    signature
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap()
}
