use wheelpin_testing::{SdistBuilder, TarMember, WheelBuilder};

use super::*;

fn read(name: &str, bytes: &[u8]) -> Result<Distribution, Error> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Distribution::read(&path)
}

fn wheel(wheel: &WheelBuilder) -> Distribution {
    read(&wheel.file_name(), &wheel.bytes()).unwrap()
}

fn reason(name: &str, bytes: &[u8]) -> String {
    let Error::File { reason, .. } = read(name, bytes).unwrap_err() else { panic!("another") };
    reason
}

fn all<'a>(distribution: &'a Distribution, name: &str) -> Vec<&'a str> {
    distribution.form().filter(|(of, _)| *of == name).map(|(_, value)| value).collect()
}

#[test]
fn the_form_of_a_wheel_says_what_its_metadata_says() {
    let wheel = wheel(
        &WheelBuilder::new("cp39.cp310-abi3-win_amd64")
            .header("Classifier: A :: B\nClassifier: C")
            .header("Project-URL: Home, https://example.org/\nKeywords: a,b c"),
    );
    assert_eq!(all(&wheel, ":action"), ["file_upload"]);
    assert_eq!(all(&wheel, "protocol_version"), ["1"]);
    assert_eq!(all(&wheel, "filetype"), ["bdist_wheel"]);
    assert_eq!(all(&wheel, "pyversion"), ["cp39.cp310"]);
    assert_eq!(all(&wheel, "classifiers"), ["A :: B", "C"]);
    assert_eq!(all(&wheel, "project_urls"), ["Home, https://example.org/"]);
    assert_eq!(all(&wheel, "keywords"), ["a,b c"]);
    assert_eq!(all(&wheel, "license_file"), ["LICENSE"]);
    assert_eq!(all(&wheel, "description"), ["# A sample\n"]);
    assert_eq!(all(&wheel, "description_content_type"), ["text/markdown"]);
    assert_eq!(all(&wheel, "sha256_digest"), [wheel.sha256.as_str()]);
    assert_eq!(all(&wheel, "blake2_256_digest"), [wheel.blake2b.as_str()]);
    assert_eq!((wheel.project.as_str(), wheel.version.as_str()), ("sample", "1.0"));
}

#[test]
fn names_are_singular_where_pypi_has_them_so() {
    let lines = "Platform: a\nSupported-Platform: b\nLicense-File: c\nImport-Name: d\n\
                 Import-Namespace: e\nDynamic: f";
    let wheel = wheel(&WheelBuilder::new("py3-none-any").header(lines));
    for (name, value) in [
        ("platform", "a"),
        ("supported_platform", "b"),
        ("license_file", "c"),
        ("import_name", "d"),
        ("import_namespace", "e"),
        ("dynamic", "f"),
    ] {
        assert_eq!(all(&wheel, name).last(), Some(&value), "{name}");
        assert_eq!(all(&wheel, &format!("{name}s")), Vec::<&str>::new(), "{name}s");
    }
}

#[test]
fn every_version_of_the_metadata_is_sent_as_it_is() {
    for version in ["1.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"] {
        let line = format!("Metadata-Version: {version}");
        let builder = WheelBuilder::new("py3-none-any").replaced("Metadata-Version: 2.4", &line);
        let wheel = wheel(&builder);
        assert_eq!(all(&wheel, "metadata_version"), [version]);
        // The field is one of 2.4, and refused in older ones.
        let files = all(&wheel, "license_file").len();
        assert_eq!(files, usize::from(matches!(version, "2.4" | "2.5" | "2.6")), "{version}");
    }
}

#[test]
fn a_description_may_be_a_header() {
    let builder = WheelBuilder::new("py3-none-any")
        .replaced("\n\n# A sample\n", "\nDescription: From the header\n\n");
    assert_eq!(all(&wheel(&builder), "description"), ["From the header"]);
}

#[test]
fn an_sdist_is_told_of_by_its_pkg_info() {
    let sdist = SdistBuilder::new();
    let sdist = read(&sdist.file_name(), &sdist.bytes()).unwrap();
    assert_eq!(sdist.kind, DistributionKind::Sdist);
    assert_eq!(all(&sdist, "filetype"), ["sdist"]);
    assert_eq!(all(&sdist, "pyversion"), ["source"]);
    assert_eq!(all(&sdist, "summary"), ["A sample"]);
}

#[test]
fn what_cannot_be_told_of_is_not_sent() {
    let twice = WheelBuilder::new("py3-none-any").header("Name: other");
    assert_eq!(
        reason(&twice.file_name(), &twice.bytes()),
        "its metadata: the field name stands there twice"
    );
    let nameless = WheelBuilder::new("py3-none-any").replaced("Name: sample\n", "");
    assert_eq!(reason(&nameless.file_name(), &nameless.bytes()), "its metadata: there is no name");
    let sdist = SdistBuilder::new()
        .without("sample-1.0/PKG-INFO")
        .with(TarMember::file("sample-1.0/other", ""));
    assert!(reason(&sdist.file_name(), &sdist.bytes()).contains("no PKG-INFO"));
    assert!(reason("notes.txt", b"text").contains("neither a wheel"));
}
