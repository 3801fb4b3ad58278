use wheelpin_testing::WheelBuilder;

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

const MAGIC_OF_WASM: &[u8] = b"\0asm\x01\0\0\0";

fn file(wheel: &WheelBuilder) -> Files {
    vec![(wheel.file_name(), wheel.bytes())]
}

fn pure() -> WheelBuilder {
    WheelBuilder::new("py3-none-any")
}

/// With further fields in METADATA.
fn field(lines: &str) -> Files {
    file(&pure().header(lines))
}

/// With something else in METADATA.
fn replaced(from: &str, to: &str) -> Files {
    file(&pure().replaced(from, to))
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "metadata-missing",
        what: "there is no METADATA",
        files: || file(&WheelBuilder { metadata: String::new(), ..pure() }),
    },
    Damage {
        rule: "metadata-missing",
        what: "there is no .dist-info",
        files: || {
            let mut zip = pure().zip();
            zip.members.retain(|member| !member.name().contains(".dist-info/"));
            vec![(pure().file_name(), zip.bytes())]
        },
    },
    Damage {
        rule: "metadata-unreadable",
        what: "the description is in Latin-1",
        files: || {
            let latin_1 = [pure().metadata.as_bytes(), b"caf\xe9\n"].concat();
            let wheel = WheelBuilder { metadata: String::new(), ..pure() };
            file(&wheel.with("sample-1.0.dist-info/METADATA", latin_1))
        },
    },
    Damage {
        rule: "metadata-unreadable",
        what: "WHEEL has a line that is no field",
        files: || {
            let mut wheel = pure();
            wheel.wheel += "no field\n";
            file(&wheel)
        },
    },
    Damage {
        rule: "metadata-stray-line",
        what: "the summary goes on without an indent",
        files: || field("Keywords: a,\nb\nPlatform: any"),
    },
    Damage {
        rule: "metadata-version",
        what: "Metadata-Version is one that there never was",
        files: || replaced("Metadata-Version: 2.4", "Metadata-Version: 2.0"),
    },
    Damage {
        rule: "metadata-version",
        what: "Metadata-Version is newer than PyPI's",
        files: || replaced("Metadata-Version: 2.4", "Metadata-Version: 2.6"),
    },
    Damage {
        rule: "metadata-version",
        what: "there is no Metadata-Version",
        files: || replaced("Metadata-Version: 2.4\n", ""),
    },
    Damage {
        rule: "metadata-field-version",
        what: "License-Expression in metadata of 2.3",
        files: || replaced("Metadata-Version: 2.4", "Metadata-Version: 2.3"),
    },
    Damage {
        rule: "metadata-field-repeated",
        what: "two summaries",
        files: || field("Summary: Another sample"),
    },
    Damage {
        rule: "metadata-field-repeated",
        what: "two addresses of one label",
        files: || field("Project-URL: A, https://example.com\nProject-URL: A, https://example.org"),
    },
    Damage {
        rule: "metadata-field-unknown",
        what: "a field of a draft",
        files: || field("Requires-Rust: 1.88"),
    },
    Damage {
        rule: "metadata-name",
        what: "METADATA is of another project",
        files: || replaced("Name: sample", "Name: simple"),
    },
    Damage {
        rule: "metadata-name",
        what: "Name is none",
        files: || replaced("Name: sample", "Name: -sample-"),
    },
    Damage { rule: "metadata-name", what: "no Name", files: || replaced("Name: sample\n", "") },
    Damage {
        rule: "version-number",
        what: "METADATA is of another version",
        files: || replaced("Version: 1.0", "Version: 1.1"),
    },
    Damage {
        rule: "version-number",
        what: "Version is none",
        files: || replaced("\nVersion: 1.0", "\nVersion: one"),
    },
    Damage {
        rule: "version-normalised",
        what: "Version has a v",
        files: || replaced("\nVersion: 1.0", "\nVersion: v1.0"),
    },
    Damage {
        rule: "local-version",
        what: "Version has a local part",
        files: || {
            let mut wheel = pure().replaced("\nVersion: 1.0", "\nVersion: 1.0+linux");
            wheel = wheel.without("sample-1.0.dist-info/licenses/LICENSE");
            wheel.version = "1.0+linux".into();
            file(&wheel.with("sample-1.0+linux.dist-info/licenses/LICENSE", "MIT License\n"))
        },
    },
    Damage {
        rule: "summary",
        what: "the summary has two lines",
        files: || replaced("Summary: A sample", "Summary: A sample\n  of two lines"),
    },
    Damage {
        rule: "summary",
        what: "the summary has 513 characters",
        files: || replaced("Summary: A sample", &format!("Summary: {}", "é".repeat(513))),
    },
    Damage {
        rule: "email-address",
        what: "an address without a domain",
        files: || field("Author-email: A Person <person@home>"),
    },
    Damage {
        rule: "classifier-unknown",
        what: "a classifier with a wrong letter",
        files: || field("Classifier: Programming Language :: rust"),
    },
    Damage {
        rule: "classifier-deprecated",
        what: "a classifier that was withdrawn",
        files: || field("Classifier: Natural Language :: Ukranian"),
    },
    Damage {
        rule: "classifier-private",
        what: "a classifier that keeps it private",
        files: || field("Classifier: Private :: Do Not Upload"),
    },
    Damage {
        rule: "project-url",
        what: "a label of 33 characters",
        files: || field(&format!("Project-URL: {}, https://example.com", "a".repeat(33))),
    },
    Damage {
        rule: "project-url",
        what: "a home page without a scheme",
        files: || field("Home-page: example.com"),
    },
    Damage {
        rule: "requires-dist",
        what: "a dependency with two names",
        files: || field("Requires-Dist: one two>=1.0"),
    },
    Damage {
        rule: "direct-url-dependency",
        what: "a dependency on a file of the web",
        files: || field("Requires-Dist: other @ https://example.com/other-1.0.tar.gz"),
    },
    Damage {
        rule: "extra-name",
        what: "an extra with a space",
        files: || field("Provides-Extra: all of it"),
    },
    Damage {
        rule: "import-name",
        what: "a module with a hyphen",
        files: || {
            let wheel = pure().replaced("Metadata-Version: 2.4", "Metadata-Version: 2.5");
            file(&wheel.header("Import-Name: sam-ple"))
        },
    },
    Damage {
        rule: "requires-python",
        what: "Requires-Python has a star behind >=",
        files: || replaced("Requires-Python: >=3.9", "Requires-Python: >=3.9.*"),
    },
    Damage {
        rule: "requires-python-tag",
        what: "a wheel for a Python that is excluded",
        files: || {
            let wheel = WheelBuilder::new("cp39-cp39-win_amd64");
            let wheel = wheel.replaced("Requires-Python: >=3.9", "Requires-Python: >=3.10");
            file(&wheel.with("sample/data.wasm", MAGIC_OF_WASM))
        },
    },
    Damage {
        rule: "requires-python-floor",
        what: "abi3 from 3.11 on, and Python from 3.9 on",
        files: || {
            let wheel = WheelBuilder::new("cp311-abi3-win_amd64");
            let wheel = wheel.replaced("Requires-Python: >=3.11", "Requires-Python: >=3.9");
            file(&wheel.with("sample/data.wasm", MAGIC_OF_WASM))
        },
    },
    Damage {
        rule: "dynamic-field",
        what: "the version is dynamic",
        files: || field("Dynamic: Version"),
    },
    Damage {
        rule: "license-and-expression",
        what: "both fields for a licence",
        files: || field("License: MIT"),
    },
    Damage {
        rule: "license-expression",
        what: "a licence by its common name",
        files: || replaced("License-Expression: MIT", "License-Expression: MIT License"),
    },
    Damage {
        rule: "license-classifier",
        what: "a classifier for a licence beside the expression",
        files: || field("Classifier: License :: OSI Approved :: MIT License"),
    },
    Damage {
        rule: "license-file-path",
        what: "a licence above the project",
        files: || field("License-File: ../LICENSE"),
    },
    Damage {
        rule: "license-file-missing",
        what: "a licence that was not packed",
        files: || field("License-File: NOTICE"),
    },
    Damage {
        rule: "license-missing",
        what: "no licence",
        files: || {
            let wheel = pure().without("sample-1.0.dist-info/licenses/LICENSE");
            file(&wheel.replaced("License-File: LICENSE\n", ""))
        },
    },
    Damage {
        rule: "description-content-type",
        what: "a description in HTML",
        files: || replaced("text/markdown", "text/html"),
    },
    Damage {
        rule: "description-markup",
        what: "a role of Sphinx",
        files: || {
            let wheel = pure().replaced("text/markdown", "text/x-rst");
            file(&wheel.replaced("# A sample\n", "See :func:`sample.main`.\n"))
        },
    },
    Damage {
        rule: "description-missing",
        what: "no description",
        files: || replaced("# A sample\n", ""),
    },
    Damage {
        rule: "description-missing",
        what: "a description in nobody knows what",
        files: || replaced("Description-Content-Type: text/markdown\n", ""),
    },
];
