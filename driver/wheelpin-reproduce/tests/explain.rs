//! Two builds of a file with one thing planted between them, and what is told of it.

use std::io::Write as _;

use object::write::Object;
use object::{Architecture, BinaryFormat, Endianness, SectionKind};
use wheelpin_reproduce::{Cause, Difference, Places, explain};
use wheelpin_testing::{SdistBuilder, TarMember, WheelBuilder};

const NAME: &str = "sample-1.0-cp311-abi3-manylinux_2_28_x86_64.whl";
const MODULE: &str = "sample/_core.abi3.so";

fn wheel() -> WheelBuilder {
    WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64")
}

fn told(first: &[u8], second: &[u8]) -> Vec<Difference> {
    let places = Places {
        directories: vec!["/build".into(), "/elsewhere/another-build".into()],
        names: vec!["another-machine".into()],
    };
    explain(NAME, first, second, &places)
}

/// The causes that are no consequences.
fn causes(found: &[Difference]) -> Vec<(Option<&str>, Cause)> {
    let causes = found.iter().filter(|it| !it.follows);
    causes.map(|it| (it.member.as_deref(), it.cause)).collect()
}

/// A library with these sections.
#[expect(clippy::unwrap_used, reason = "a helper of tests")]
fn library(format: BinaryFormat, sections: &[(&str, &[u8])]) -> Vec<u8> {
    let mut object = Object::new(format, Architecture::X86_64, Endianness::Little);
    for (name, bytes) in sections {
        let kind = match *name {
            ".text" => SectionKind::Text,
            ".comment" => SectionKind::OtherString,
            _ => SectionKind::ReadOnlyData,
        };
        let segment = if format == BinaryFormat::MachO { b"__DATA".to_vec() } else { Vec::new() };
        let id = object.add_section(segment, name.as_bytes().to_vec(), kind);
        object.section_mut(id).append_data(bytes, 1);
    }
    object.write().unwrap()
}

fn elf(sections: &[(&str, &[u8])]) -> Vec<u8> {
    library(BinaryFormat::Elf, sections)
}

/// What is told of two modules in wheels that are else the same.
fn modules(first: Vec<u8>, second: Vec<u8>) -> Vec<Difference> {
    told(&wheel().with(MODULE, first).bytes(), &wheel().with(MODULE, second).bytes())
}

#[test]
fn the_same_bytes_have_no_differences() {
    assert!(told(&wheel().bytes(), &wheel().bytes()).is_empty());
}

#[test]
fn a_time_in_code_is_told_with_its_section_and_both_values() {
    for format in [BinaryFormat::Elf, BinaryFormat::MachO] {
        let build = |time: &str| {
            let data = format!("some text\0built at {time} by me\0more text");
            library(format, &[(".text", &[7; 64]), (".rodata", data.as_bytes())])
        };
        let found = modules(build("2026-11-28T19:05:32Z"), build("2028-01-02T19:05:40Z"));
        assert_eq!(causes(&found), [(Some(MODULE), Cause::Timestamp)], "{found:?}");
        assert!(found[0].place.contains(".rodata"), "{found:?}");
        assert_eq!(found[0].first, "2026-11-28T19:05:32Z");
        assert_eq!(found[0].second, "2028-01-02T19:05:40Z");
        // RECORD has the hash of the module.
        assert!(found[1..].iter().all(|it| it.follows && it.cause == Cause::Hash));
    }
}

#[test]
fn seconds_since_1970_are_a_time_as_text_and_as_number() {
    let text = |time: u64| elf(&[(".rodata", format!("stamp={time};").as_bytes())]);
    let found = modules(text(1_795_892_732), text(1_830_452_732));
    assert_eq!(causes(&found), [(Some(MODULE), Cause::Timestamp)], "{found:?}");
    let number = |time: u64| elf(&[(".data", &[[9; 8], time.to_le_bytes(), [9; 8]].concat())]);
    let found = modules(number(1_795_892_732), number(1_830_452_732));
    assert_eq!(causes(&found), [(Some(MODULE), Cause::Timestamp)], "{found:?}");
    assert_eq!(found[0].first, "1795892732");
    // Digits of a text are none.
    let text = |name: &str| elf(&[(".rodata", format!("/tmp/build-{name}/x.rs").as_bytes())]);
    let found = modules(text("k3fq"), text("p9dm"));
    assert!(found.iter().all(|it| it.cause != Cause::Timestamp), "{found:?}");
    // In an instruction, say, a number stands anywhere.
    for before in 0..4 {
        let number = |time: u32| {
            elf(&[(".text", &[&vec![9; 8 + before][..], &time.to_le_bytes(), &[9; 8]].concat())])
        };
        let found = modules(number(1_795_892_732), number(1_795_892_745));
        assert_eq!(causes(&found), [(Some(MODULE), Cause::Timestamp)], "{before}: {found:?}");
        assert_eq!(found[0].second, "1795892745");
    }
}

#[test]
fn the_directory_that_was_built_in_is_a_path() {
    let build = |at: &str| {
        let data = format!("panicked at {at}/source/src/lib.rs:1:2");
        // Addresses move with the longer text.
        elf(&[(".text", at.as_bytes()), (".rodata", data.as_bytes())])
    };
    let found = modules(build("/build"), build("/elsewhere/another-build"));
    assert_eq!(causes(&found), [(Some(MODULE), Cause::Path)], "{found:?}");
    assert_eq!(found[0].first, "/build/source/src/lib.rs:1:2");
}

#[test]
fn the_same_names_in_another_order_are_an_order() {
    let build = |names: &str| elf(&[(".rodata", names.as_bytes())]);
    let found = modules(build("alpha,beta,gamma,delta"), build("gamma,delta,alpha,beta"));
    assert_eq!(causes(&found), [(Some(MODULE), Cause::Order)], "{found:?}");
    // Strings that are whole are moved, not changed.
    let found = modules(
        build("first of all\0then another\0\0\0\0\0\0"),
        build("then another\0first of all\0\0\0\0\0\0"),
    );
    assert_eq!(causes(&found).len(), 1, "{found:?}");
}

#[test]
fn code_that_differs_by_the_same_compiler_has_other_flags() {
    let comment = b"rustc version 1.98.0 (abc 2026-01-01)\0";
    let build = |code: &[u8]| elf(&[(".text", code), (".comment", comment)]);
    let found = modules(build(&[1; 400]), build(&[2; 300]));
    assert_eq!(causes(&found), [(Some(MODULE), Cause::Flags)], "{found:?}");
    assert_eq!((found[0].first.as_str(), found[0].second.as_str()), ("400 bytes", "300 bytes"));
}

#[test]
fn another_compiler_is_told_first_and_code_follows() {
    let build = |version: &str, code: u8| {
        let comment = format!("rustc version {version} (abc 2026-01-01)\0");
        elf(&[(".text", &[code; 64]), (".comment", comment.as_bytes())])
    };
    let found = modules(build("1.98.0", 1), build("1.95.0", 2));
    assert_eq!(causes(&found), [(Some(MODULE), Cause::Compiler)], "{found:?}");
    assert!(found.iter().any(|it| it.follows && it.place.contains(".text")), "{found:?}");
}

#[test]
fn a_build_id_alone_is_a_cause_and_else_a_consequence() {
    let id = |byte: u8| {
        let mut note = [4u32, 20, 3].map(u32::to_le_bytes).concat();
        note.extend_from_slice(b"GNU\0");
        note.extend_from_slice(&[byte; 20]);
        note
    };
    let build = |byte: u8, text: &str| {
        let mut object = Object::new(BinaryFormat::Elf, Architecture::X86_64, Endianness::Little);
        let note =
            object.add_section(Vec::new(), b".note.gnu.build-id".to_vec(), SectionKind::Note);
        object.section_mut(note).append_data(&id(byte), 4);
        let data = object.add_section(Vec::new(), b".rodata".to_vec(), SectionKind::ReadOnlyData);
        object.section_mut(data).append_data(text.as_bytes(), 1);
        object.write().unwrap()
    };
    let found = modules(build(1, "same text"), build(2, "same text"));
    assert!(found.iter().any(|it| it.cause == Cause::BuildId), "{found:?}");
    let found = modules(build(1, "at 19:05:32 o'clock"), build(2, "at 20:05:32 o'clock"));
    assert_eq!(causes(&found), [(Some(MODULE), Cause::Timestamp)], "{found:?}");
}

#[test]
fn an_sboms_serial_number_is_random() {
    let sbom = |serial: &str, order: &str| {
        let text = format!(
            r#"{{"serialNumber":"urn:uuid:{serial}","metadata":{{"timestamp":"2026-11-28"}},"components":[{order}]}}"#
        );
        wheel().with("sample-1.0.dist-info/sboms/a.cyclonedx.json", text).bytes()
    };
    let (one, two) =
        ("3e671687-395b-41f5-a30f-a58921a69b79", "4e671687-395b-41f5-a30f-a58921a69b79");
    let found = told(&sbom(one, "1,2"), &sbom(two, "1,2"));
    assert_eq!(found[0].place, "serialNumber");
    assert_eq!(found[0].cause, Cause::Serial);
    let by = |version: &str| {
        let text =
            format!(r#"{{"metadata":{{"tools":[{{"name":"maker","version":"{version}"}}]}}}}"#);
        wheel().with("sample-1.0.dist-info/sboms/a.cyclonedx.json", text).bytes()
    };
    assert_eq!(told(&by("1.9"), &by("1.10"))[0].cause, Cause::Compiler);
    let found = told(&sbom(one, "1,2"), &sbom(one, "2,1"));
    assert_eq!(found[0].cause, Cause::Order, "{found:?}");
    assert!(found[0].place.starts_with("components"), "{found:?}");
}

#[test]
fn records_of_the_archive_are_told_of() {
    let first = wheel();
    let mut zip = first.zip();
    zip.member("sample/__init__.py").local.as_mut().unwrap().dos_time += 1 << 5;
    zip.member("sample/__init__.py").central.as_mut().unwrap().dos_time += 1 << 5;
    let found = told(&first.bytes(), &zip.bytes());
    assert_eq!(causes(&found), [(Some("sample/__init__.py"), Cause::Timestamp)], "{found:?}");

    let mut zip = first.zip();
    zip.member("sample/__init__.py").external ^= 0o022 << 16;
    let found = told(&first.bytes(), &zip.bytes());
    assert_eq!(causes(&found), [(Some("sample/__init__.py"), Cause::Permissions)], "{found:?}");

    let mut zip = first.zip();
    zip.members.swap(0, 1);
    let found = told(&first.bytes(), &zip.bytes());
    assert_eq!(causes(&found), [(None, Cause::Order)], "{found:?}");
}

#[test]
fn fields_of_metadata_and_wheel_are_told_by_name() {
    let first = wheel();
    let second = first.clone().header("Requires-Dist: something");
    let found = told(&first.bytes(), &second.bytes());
    assert_eq!(found[0].place, "field Requires-Dist");
    let mut second = first.clone();
    second.wheel = second.wheel.replace("wheelpin-testing", "maturin (1.16.0)");
    let found = told(&first.bytes(), &second.bytes());
    assert_eq!((found[0].place.as_str(), found[0].cause), ("field Generator", Cause::Compiler));
}

#[test]
fn a_file_that_one_lacks_is_named() {
    let found = told(&wheel().bytes(), &wheel().with("sample/extra.py", "a = 1\n").bytes());
    assert_eq!(causes(&found), [(Some("sample/extra.py"), Cause::Missing)], "{found:?}");
}

#[test]
fn sdists_are_compared_by_their_tape() {
    let first = SdistBuilder::new();
    let second = first.clone().with(TarMember::file("sample-1.0/new.py", "a = 1\n"));
    let explain =
        |one: &[u8], two: &[u8]| explain("sample-1.0.tar.gz", one, two, &Places::default());
    let found = explain(&first.bytes(), &second.bytes());
    assert_eq!(causes(&found), [(Some("sample-1.0/new.py"), Cause::Missing)], "{found:?}");
    assert!(explain(&first.bytes(), &first.bytes()).is_empty());
    // Only its compression: RFC 1952 has the time of change in bytes 4 to 7.
    let mut stamped = first.bytes();
    stamped[4..8].copy_from_slice(&1_795_892_732u32.to_le_bytes());
    let found = explain(&first.bytes(), &stamped);
    assert_eq!(causes(&found), [(None, Cause::Timestamp)], "{found:?}");
    let gzip = |tape: &[u8], level: u32| {
        let mut gzip = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::new(level));
        gzip.write_all(tape).unwrap();
        gzip.finish().unwrap()
    };
    let tape = first.tape();
    let found = explain(&gzip(&tape, 0), &gzip(&tape, 9));
    assert_eq!(causes(&found), [(None, Cause::Compression)], "{found:?}");
    assert!(found[0].first.ends_with(" bytes of gzip, system 255"), "{found:?}");
    let found = explain(&gzip(&tape, 9), &[gzip(&tape, 9), gzip(b"more", 9)].concat());
    assert_eq!(causes(&found), [(None, Cause::Content)], "{found:?}");
    assert_eq!((&*found[0].place, &*found[0].first), ("behind the archive", "0 bytes"));
    // Blocks of zeros at the end.
    let found = explain(&gzip(&tape, 9), &gzip(&[&tape[..], &[0; 512]].concat(), 9));
    assert_eq!(causes(&found), [(None, Cause::Content)], "{found:?}");
    assert!(found[0].place.starts_with("the archive"), "{found:?}");
}

#[test]
fn damaged_files_are_told_of_and_do_no_harm() {
    let module = elf(&[(".text", &[1; 64]), (".rodata", b"a text that is long enough")]);
    let good = wheel().with(MODULE, module).bytes();
    for length in (0..good.len()).step_by(97) {
        assert!(!told(&good, &good[..length]).is_empty(), "{length}");
        assert!(!told(&good[..length], &good).is_empty(), "{length}");
    }
    let mut changed = good.clone();
    for at in (0..good.len()).step_by(3) {
        changed[at] ^= 0xa5;
        assert!(!told(&good, &changed).is_empty(), "{at}");
        changed[at] = good[at];
    }
}

#[test]
fn a_record_that_alone_differs_is_no_consequence() {
    let first = wheel();
    let record = first.right_record();
    let second =
        WheelBuilder { record: Some(record.replacen("sha256=", "sha256=A", 1)), ..first.clone() };
    let found = told(&first.bytes(), &second.bytes());
    assert_eq!(causes(&found), [(Some("sample-1.0.dist-info/RECORD"), Cause::Hash)], "{found:?}");
    let second = WheelBuilder { record: Some(record.replace('\n', "\r\n")), ..first.clone() };
    let found = told(&first.bytes(), &second.bytes());
    assert_eq!(
        causes(&found),
        [(Some("sample-1.0.dist-info/RECORD"), Cause::Content)],
        "{found:?}"
    );
}

#[test]
fn many_members_and_values_take_no_time_to_speak_of() {
    let many = |order: &[u32]| {
        let values: Vec<String> = order.iter().map(u32::to_string).collect();
        let mut wheel = wheel().with("sample/data.json", format!("[{}]", values.join(",")));
        for number in 0..3000 {
            wheel = wheel.with(&format!("sample/file{number}.txt"), "");
        }
        wheel.bytes()
    };
    let ahead: Vec<u32> = (0..60_000).collect();
    let back: Vec<u32> = (0..60_001).rev().collect();
    assert!(!told(&many(&ahead), &many(&back)).is_empty());
}
