use wheelpin_testing::{EntryType, SdistBuilder, TarMember};

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

fn file(sdist: &SdistBuilder) -> Files {
    vec![(sdist.file_name(), sdist.bytes())]
}

fn with(member: TarMember) -> Files {
    file(&SdistBuilder::new().with(member))
}

fn changed(change: impl Fn(&mut SdistBuilder)) -> Files {
    let mut sdist = SdistBuilder::new();
    change(&mut sdist);
    file(&sdist)
}

fn bytes(change: impl Fn(Vec<u8>) -> Vec<u8>) -> Files {
    let sdist = SdistBuilder::new();
    vec![(sdist.file_name(), change(sdist.bytes()))]
}

/// A sound sdist in a file and a directory of another name.
fn renamed(stem: &str) -> Files {
    let mut sdist = SdistBuilder::new();
    for member in &mut sdist.members {
        let path = String::from_utf8(member.path.clone()).unwrap();
        member.path = path.replace("sample-1.0", stem).into();
    }
    vec![(format!("{stem}.tar.gz"), sdist.bytes())]
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "sdist-unreadable",
        what: "it is no gzip file",
        files: || bytes(|_| b"not a gzip file".to_vec()),
    },
    Damage {
        rule: "sdist-unreadable",
        what: "it is cut off",
        files: || bytes(|bytes| bytes[..bytes.len() / 2].to_vec()),
    },
    Damage {
        rule: "sdist-unreadable",
        what: "its last checksum is wrong",
        files: || {
            bytes(|mut bytes| {
                let at = bytes.len() - 8;
                bytes[at] ^= 1;
                bytes
            })
        },
    },
    Damage {
        rule: "sdist-unreadable",
        what: "a header does not have its checksum",
        files: || {
            let mut tape = SdistBuilder::new().tape();
            tape[512 * 2] ^= 1;
            vec![("sample-1.0.tar.gz".into(), wheelpin_testing::gzip(&tape))]
        },
    },
    Damage {
        rule: "sdist-unreadable",
        what: "a member has two sizes",
        files: || {
            changed(|sdist| {
                sdist.members.push(TarMember::pax("size", "4096"));
                sdist.members.push(TarMember::file("sample-1.0/two", "two"));
            })
        },
    },
    Damage {
        rule: "sdist-unreadable",
        what: "it is a ZIP file as well",
        files: || {
            changed(|sdist| {
                sdist.trailing = wheelpin_testing::WheelBuilder::new("py3-none-any").bytes();
            })
        },
    },
    Damage {
        rule: "sdist-trailing-data",
        what: "something is behind the gzip stream",
        files: || changed(|sdist| sdist.trailing = b"something".to_vec()),
    },
    Damage {
        rule: "sdist-trailing-data",
        what: "something is behind the end of the tar file",
        files: || changed(|sdist| sdist.behind_end = b"something".to_vec()),
    },
    Damage {
        rule: "sdist-sparse",
        what: "a member is sparse in the old form of GNU",
        files: || with(TarMember::link("sample-1.0/holes", EntryType::GNUSparse, "")),
    },
    Damage {
        rule: "sdist-sparse",
        what: "a member is sparse by a pax record",
        files: || {
            changed(|sdist| {
                sdist.members.push(TarMember::pax("GNU.sparse.major", "1"));
                sdist.members.push(TarMember::file("sample-1.0/holes", "1\n0\n1\n"));
            })
        },
    },
    Damage {
        rule: "sdist-name",
        what: "the version in its name is not that of PKG-INFO, but equal",
        files: || renamed("sample-1.0.0"),
    },
    Damage {
        rule: "sdist-name",
        what: "the project in its name is not in lower case",
        files: || renamed("Sample-1.0"),
    },
    Damage {
        rule: "sdist-top-directory",
        what: "a member is beside the top directory",
        files: || with(TarMember::file("README.md", "# Sample\n")),
    },
    Damage {
        rule: "sdist-directory-name",
        what: "the top directory is named otherwise",
        files: || {
            changed(|sdist| {
                for member in &mut sdist.members {
                    let path = String::from_utf8(member.path.clone()).unwrap();
                    member.path = path.replace("sample-1.0", "sample").into();
                }
            })
        },
    },
    Damage {
        rule: "sdist-pkg-info",
        what: "there is no PKG-INFO",
        files: || file(&SdistBuilder::new().without("sample-1.0/PKG-INFO")),
    },
    Damage {
        rule: "sdist-no-pyproject",
        what: "there is no pyproject.toml",
        files: || file(&SdistBuilder::new().without("sample-1.0/pyproject.toml")),
    },
    Damage {
        rule: "sdist-no-lock",
        what: "maturin builds it and there is no Cargo.lock",
        files: || file(&SdistBuilder::new().without("sample-1.0/Cargo.lock")),
    },
    Damage {
        rule: "sdist-unsafe",
        what: "a path leads out",
        files: || with(TarMember::file("sample-1.0/../../evil", "")),
    },
    Damage {
        rule: "sdist-unsafe",
        what: "a symbolic link leads out",
        files: || with(TarMember::link("sample-1.0/link", EntryType::Symlink, "../../evil")),
    },
    Damage {
        rule: "sdist-unsafe",
        what: "a hard link is absolute",
        files: || with(TarMember::link("sample-1.0/link", EntryType::Link, "/etc/passwd")),
    },
    Damage {
        rule: "sdist-unsafe",
        what: "a member is a device",
        files: || with(TarMember::link("sample-1.0/device", EntryType::Char, "")),
    },
];
