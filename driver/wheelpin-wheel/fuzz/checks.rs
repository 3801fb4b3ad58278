//! What holds for every input: the fuzz targets try any, `cargo test` the corpus.

use wheelpin_testing::{WheelBuilder, gzip};
use wheelpin_wheel::{Finding, Place, Settings, check_bytes};

/// A whole wheel.
pub(crate) fn archive(input: &[u8]) {
    check("sample-1.0-py3-none-any.whl", input);
}

/// The tar file of an sdist: mutations of compressed bytes would not get far.
pub(crate) fn sdist(input: &[u8]) {
    check("sample-1.0.tar.gz", &gzip(input));
}

/// A wheel's METADATA.
pub(crate) fn metadata(input: &[u8]) {
    let empty = WheelBuilder { metadata: String::new(), ..WheelBuilder::new("py3-none-any") };
    wheel(&empty.with("sample-1.0.dist-info/METADATA", input));
}

/// A wheel's RECORD.
pub(crate) fn record(input: &[u8]) {
    let record = Some(String::from_utf8_lossy(input).into_owned());
    wheel(&WheelBuilder { record, ..WheelBuilder::new("py3-none-any") });
}

/// An extension module for Linux.
pub(crate) fn elf(input: &[u8]) {
    let wheel_builder = WheelBuilder::new("cp311-abi3-manylinux_2_28_x86_64");
    wheel(&wheel_builder.with("sample/_native.abi3.so", input));
}

/// An extension module for macOS.
pub(crate) fn macho(input: &[u8]) {
    let wheel_builder = WheelBuilder::new("cp311-abi3-macosx_11_0_arm64");
    wheel(&wheel_builder.with("sample/_native.abi3.so", input));
}

/// An extension module for Windows.
pub(crate) fn pe(input: &[u8]) {
    let wheel_builder = WheelBuilder::new("cp311-abi3-win_amd64");
    wheel(&wheel_builder.with("sample/_native.pyd", input));
}

fn wheel(wheel: &WheelBuilder) {
    check(&wheel.file_name(), &wheel.bytes());
}

fn check(name: &str, file: &[u8]) {
    let report = check_bytes(&[(name, file)], &Settings::default());
    assert!(report.is_ok(), "{report:?}");
    report.iter().flat_map(|report| &report.findings).for_each(is_fit);
}

fn is_fit(finding: &Finding) {
    is_one_line(&finding.message);
    assert!(finding.places.len() <= Place::MOST && finding.places.len() <= finding.times);
    for place in &finding.places {
        for text in place.member.iter().chain(&place.detail) {
            is_one_line(text);
            assert!(text.chars().count() <= 10 * Place::LONGEST, "{text:?}");
        }
    }
}

fn is_one_line(text: &str) {
    assert!(!text.contains(char::is_control), "{text:?}");
}
