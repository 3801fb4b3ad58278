//! Files made to harm who reads them: each gives findings, soon, and never an error or a
//! panic.

use wheelpin_testing::{
    ElfBuilder, End64, EntryType, SdistBuilder, TarMember, WheelBuilder, ZipBuilder,
};
use wheelpin_testing::{ZipMember, gzip};
use wheelpin_wheel::Settings;

use crate::damage::found;

const WHEEL: &str = "sample-1.0-py3-none-any.whl";
const SDIST: &str = "sample-1.0.tar.gz";

fn check(name: &str, bytes: Vec<u8>) -> Vec<&'static str> {
    found(&[(name.into(), bytes)], &Settings::default())
}

fn zip(change: impl Fn(&mut ZipBuilder)) -> Vec<&'static str> {
    let mut zip = WheelBuilder::new("py3-none-any").zip();
    change(&mut zip);
    check(WHEEL, zip.bytes())
}

/// Numbers that are the same in every run (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }
}

/// Flips bits, and sets bytes to what counts and sizes are compared with.
fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.next(3) {
        let at = random.next(bytes.len());
        match random.next(4) {
            0 => bytes[at] = 0xff,
            1 => bytes[at] = 0,
            2 => {
                let end = bytes.len().min(at + 4);
                bytes[at..end].fill(0xff);
            }
            _ => bytes[at] ^= 1 << random.next(8),
        }
    }
    bytes
}

#[test]
fn a_wheel_that_is_cut_off_anywhere_is_unreadable() {
    let bytes = WheelBuilder::new("py3-none-any").bytes();
    for length in 0..bytes.len() {
        let found = check(WHEEL, bytes[..length].to_vec());
        assert!(found.contains(&"zip-unreadable"), "{length}: {found:?}");
    }
}

#[test]
fn an_sdist_that_is_cut_off_anywhere_is_unreadable() {
    let bytes = SdistBuilder::new().bytes();
    for length in 0..bytes.len() {
        let found = check(SDIST, bytes[..length].to_vec());
        assert!(found.contains(&"sdist-unreadable"), "{length}: {found:?}");
    }
}

#[test]
fn damage_anywhere_is_survived() {
    let mut zip = WheelBuilder::new("py3-none-any").zip();
    let plain = zip.bytes();
    zip.end64 = Some(End64::default());
    let long = zip.bytes();
    let mut random = Random(4);
    for _ in 0..400 {
        check(WHEEL, damaged(&plain, &mut random));
        check(WHEEL, damaged(&long, &mut random));
    }
}

#[test]
fn damage_anywhere_in_a_tar_file_is_survived() {
    let sdist = SdistBuilder::new().with(TarMember::pax("path", "sample-1.0/long"));
    let tape = sdist.with(TarMember::file("short", "text")).tape();
    let mut random = Random(5);
    for _ in 0..400 {
        check(SDIST, gzip(&damaged(&tape, &mut random)));
    }
}

/// Each member's bytes are the local headers and bytes of all that follow, quoted in
/// stored blocks of deflate, so that all share one kernel (Fifield, "A better zip bomb").
#[test]
fn members_that_share_a_kernel_are_an_overlap() {
    let kernel = ZipMember::deflated("kernel", &[0; 1 << 16]);
    let mut members = vec![kernel];
    for number in 0..2000 {
        let mut member = ZipMember::stored(&format!("quoting-{number}"), b"");
        let inner = members.last().and_then(|inner| inner.local.clone()).unwrap();
        let quoted = u16::try_from(30 + inner.name.len()).unwrap();
        member.data = [&[0][..], &quoted.to_le_bytes(), &(!quoted).to_le_bytes()].concat();
        member = member.both(|header| {
            header.method = 8;
            header.compressed = inner.compressed + 5 + u32::from(quoted);
            header.size = inner.size + u32::from(quoted);
        });
        members.push(member);
    }
    members.reverse();
    let bomb = ZipBuilder { members, ..ZipBuilder::default() };
    let found = check(WHEEL, bomb.bytes());
    assert!(found.contains(&"zip-overlap"), "{found:?}");
    assert!(found.contains(&"zip-ratio"), "{found:?}");
}

#[test]
fn many_members_on_one_local_header_are_an_overlap() {
    let found = zip(|zip| {
        let mut one = ZipMember::deflated("sample/one", &[0; 1 << 16]);
        zip.members.insert(0, one.clone());
        (one.local, one.data, one.offset) = (None, Vec::new(), Some(0));
        for number in 0..1000 {
            let name = format!("sample/{number}").into_bytes();
            zip.members.push(one.clone().both(|header| header.name.clone_from(&name)));
        }
    });
    assert!(found.contains(&"zip-overlap") || found.contains(&"zip-header-mismatch"), "{found:?}");
}

#[test]
fn archives_in_archives_are_not_opened() {
    let mut bytes = b"text".to_vec();
    for _ in 0..20 {
        let wheel = WheelBuilder::new("py3-none-any");
        bytes = wheel.with("sample/next.whl", bytes).bytes();
    }
    assert_eq!(check(WHEEL, bytes), Vec::<&str>::new());
}

#[test]
fn no_more_is_decompressed_than_a_record_says() {
    let found = zip(|zip| {
        let member = ZipMember::deflated("sample/__init__.py", &vec![0; 1 << 20]);
        *zip.member("sample/__init__.py") = member.both(|header| header.size = 10);
    });
    assert_eq!(found, ["member-broken"]);
}

#[test]
fn lies_about_sizes_are_found() {
    let lie = |size: u64, compressed: u64| {
        zip(move |zip| {
            let member = zip.member("sample/__init__.py");
            *member = member.clone().both(|header| {
                (header.size, header.compressed) = (u32::MAX, u32::MAX);
                let numbers = [size.to_le_bytes(), compressed.to_le_bytes()].concat();
                header.extra = [&[1, 0, 16, 0][..], &numbers].concat();
            });
        })
    };
    for number in [0, 1, u64::from(u32::MAX), 1 << 40, u64::MAX] {
        for found in [lie(number, 21), lie(21, number), lie(number, number)] {
            assert!(!found.is_empty(), "{number}");
        }
    }
}

#[test]
fn lies_about_places_are_found() {
    for number in [1, 29, 400, u32::MAX - 1, u32::MAX] {
        let found = zip(|zip| zip.member("sample/__init__.py").offset = Some(number));
        assert!(!found.is_empty(), "{number}");
    }
    for number in [0, 1, 46, u64::from(u32::MAX), u64::MAX - 21, u64::MAX] {
        let end = End64::default();
        for end in [
            End64 { count: Some(number), ..end.clone() },
            End64 { directory_size: Some(number), ..end.clone() },
            End64 { directory_offset: Some(number), ..end.clone() },
            End64 { offset: Some(number), ..end.clone() },
        ] {
            let found = zip(|zip| zip.end64 = Some(end.clone()));
            assert!(!found.is_empty(), "{end:?}");
        }
    }
}

#[test]
fn more_members_than_16_bits_count_are_read_with_zip64() {
    let members = (0..66_000).map(|number| ZipMember::stored(&format!("m/{number}"), b""));
    let mut zip = ZipBuilder { members: members.collect(), ..ZipBuilder::default() };
    zip.end64 = Some(End64::default());
    let found = check(WHEEL, zip.bytes());
    assert!(found.contains(&"metadata-missing"), "{found:?}");
    assert!(!found.iter().any(|id| id.starts_with("zip")), "{found:?}");
}

#[test]
fn members_beyond_those_that_are_read_are_told_of() {
    let mut member = ZipMember::stored("m", b"");
    (member.local, member.offset) = (None, Some(0));
    let zip = ZipBuilder {
        members: vec![member; 200_001],
        end64: Some(End64::default()),
        ..ZipBuilder::default()
    };
    assert!(check(WHEEL, zip.bytes()).contains(&"archive-unread"));
}

#[test]
fn long_names_in_tar_files_are_not_held() {
    let mut tape = TarMember::file("", "");
    tape.kind = EntryType::GNULongName;
    tape.bytes = vec![b'a'; 70 << 10];
    let found = check(SDIST, SdistBuilder::new().with(tape).bytes());
    assert_eq!(found, ["sdist-unreadable"]);
}

/// What is found in a wheel for Linux with this module.
fn elf(bytes: &[u8]) -> Vec<&'static str> {
    let wheel = WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64");
    let wheel = wheel.with("sample/_core.abi3.so", bytes);
    check(&wheel.file_name(), wheel.bytes())
}

#[test]
fn a_module_that_is_cut_off_anywhere_is_survived() {
    let bytes = ElfBuilder::module("x86_64", "_core").needs("libz.so.1").bytes();
    for length in (4..bytes.len()).step_by(5) {
        let found = elf(&bytes[..length]);
        assert!(found.contains(&"binary-unreadable"), "{length}: {found:?}");
    }
}

#[test]
fn damage_anywhere_in_a_module_is_survived() {
    let mut random = Random(5);
    for arch in ["x86_64", "i686", "s390x"] {
        let bytes = ElfBuilder::module(arch, "_core").needs("libz.so.1").bytes();
        (0..400).for_each(|_| drop(elf(&damaged(&bytes, &mut random))));
    }
}

#[test]
fn libraries_that_need_each_other_are_no_trap() {
    let library = |needs: &str| {
        let library = ElfBuilder::library("x86_64").needs(needs);
        ElfBuilder { runpath: Some("$ORIGIN".into()), ..library }.bytes()
    };
    let module =
        ElfBuilder { runpath: Some("$ORIGIN".into()), ..ElfBuilder::module("x86_64", "_core") };
    let wheel = WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64")
        .with("sample/_core.abi3.so", module.needs("liba.so.1").bytes())
        .with("sample/liba.so.1", library("libb.so.1"))
        .with("sample/libb.so.1", library("liba.so.1"));
    assert_eq!(check(&wheel.file_name(), wheel.bytes()), Vec::<&str>::new());
}

#[test]
fn metadata_that_costs_time_is_cut_short() {
    let field =
        |line: String| check(WHEEL, WheelBuilder::new("py3-none-any").header(&line).bytes());
    let replaced = |from: &str, to: &str| {
        check(WHEEL, WheelBuilder::new("py3-none-any").replaced(from, to).bytes())
    };
    let python = ">=3.9,".repeat(500_000);
    assert!(replaced(">=3.9", &python).contains(&"requires-python"));
    let licence = format!("License-Expression: {}MIT", "MIT OR ".repeat(500_000));
    assert!(replaced("License-Expression: MIT", &licence).contains(&"license-expression"));
    let marker = format!("Requires-Dist: a; {}", "(".repeat(1_000_000));
    assert!(field(marker).contains(&"requires-dist"));
    assert!(field("License-File: A\n".repeat(30_000)).contains(&"metadata-unreadable"));
}

#[test]
fn texts_with_many_lines_are_cut_short() {
    let dist_info = "sample-1.0.dist-info";
    let record = Some("a,,\n".repeat(1_000_000));
    let wheel = WheelBuilder { record, ..WheelBuilder::new("py3-none-any") };
    assert!(check(WHEEL, wheel.bytes()).contains(&"record-unreadable"));
    let points = (0..30_000).map(|at| format!("a{at} = {}b:c\n", "a.".repeat(100)));
    let points = "[console_scripts]\n".to_owned() + &points.collect::<String>();
    let wheel = WheelBuilder::new("py3-none-any")
        .with(&format!("{dist_info}/entry_points.txt"), points)
        .with(&"a/".repeat(10_000), "");
    assert!(check(WHEEL, wheel.bytes()).contains(&"entry-points-invalid"));
    let sbom = "[".repeat(7 << 20);
    let wheel = WheelBuilder::new("py3-none-any").with(&format!("{dist_info}/sboms/a.json"), sbom);
    assert!(check(WHEEL, wheel.bytes()).contains(&"sbom-malformed"));
}
