use wheelpin_testing::{End64, Header, WheelBuilder, ZipBuilder, ZipMember};

use super::Damage;

type Files = Vec<(String, Vec<u8>)>;

const INIT: &str = "sample/__init__.py";

/// A sound wheel, but for a change of its records.
fn zip(change: impl Fn(&mut ZipBuilder)) -> Files {
    let wheel = WheelBuilder::new("py3-none-any");
    let mut zip = wheel.zip();
    change(&mut zip);
    vec![(wheel.file_name(), zip.bytes())]
}

/// With a change of the member `sample/__init__.py`.
fn member(change: impl Fn(&mut ZipMember)) -> Files {
    zip(|zip| change(zip.member(INIT)))
}

/// With a change of both its headers.
fn both(change: impl Fn(&mut Header)) -> Files {
    member(|member| *member = member.clone().both(&change))
}

/// With a change of its local header.
fn local(change: impl Fn(&mut Header)) -> Files {
    member(|member| change(member.local.as_mut().unwrap()))
}

/// With a change of its record in the directory.
fn central(change: impl Fn(&mut Header)) -> Files {
    member(|member| change(member.central.as_mut().unwrap()))
}

fn bytes(change: impl Fn(Vec<u8>) -> Vec<u8>) -> Files {
    let wheel = WheelBuilder::new("py3-none-any");
    vec![(wheel.file_name(), change(wheel.bytes()))]
}

fn end64(end64: End64) -> Files {
    zip(|zip| zip.end64 = Some(end64.clone()))
}

/// With one more member, listed in RECORD.
fn with(path: &str) -> Files {
    let wheel = WheelBuilder::new("py3-none-any").with(path, "");
    vec![(wheel.file_name(), wheel.bytes())]
}

/// An extra field.
fn field(id: u16, data: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes(), &u16::try_from(data.len()).unwrap().to_le_bytes(), data].concat()
}

/// Info-ZIP's field for a name.
fn name_field(of: &str, name: &[u8]) -> Vec<u8> {
    let crc = ZipMember::stored("", of.as_bytes()).local.unwrap().crc32;
    field(0x7075, &[&[1], &crc.to_le_bytes()[..], name].concat())
}

pub const DAMAGE: &[Damage] = &[
    Damage {
        rule: "zip-unreadable",
        what: "it is no ZIP file",
        files: || bytes(|_| b"not a ZIP file".to_vec()),
    },
    Damage {
        rule: "zip-unreadable",
        what: "it is cut off",
        files: || bytes(|bytes| bytes[..bytes.len() / 2].to_vec()),
    },
    Damage {
        rule: "zip-directory-mismatch",
        what: "the end record counts one more member",
        files: || zip(|zip| zip.count = Some(6)),
    },
    Damage {
        rule: "zip-directory-mismatch",
        what: "the end record has a longer directory",
        files: || zip(|zip| zip.directory_size = Some(4000)),
    },
    Damage {
        rule: "zip-directory-mismatch",
        what: "the end record has a directory elsewhere",
        files: || zip(|zip| zip.directory_offset = Some(5)),
    },
    Damage {
        rule: "zip-header-mismatch",
        what: "a local header has another name",
        files: || local(|header| header.name = b"sample/__main__.py".to_vec()),
    },
    Damage {
        rule: "zip-header-mismatch",
        what: "a local header has another size",
        files: || local(|header| header.size += 1),
    },
    Damage {
        rule: "zip-header-mismatch",
        what: "a local header has another compressed size",
        files: || local(|header| header.compressed += 1),
    },
    Damage {
        rule: "zip-header-mismatch",
        what: "the directory lacks a member",
        files: || {
            zip(|zip| {
                let mut hidden = ZipMember::stored("sample/hidden.py", b"");
                hidden.central = None;
                zip.members.insert(1, hidden);
            })
        },
    },
    Damage {
        rule: "zip-header-mismatch",
        what: "a local header is elsewhere than the directory says",
        files: || member(|member| member.offset = Some(7)),
    },
    Damage {
        rule: "zip-duplicate-name",
        what: "the directory has a name twice",
        files: || {
            zip(|zip| {
                let again = zip.member(INIT).clone();
                zip.members.insert(1, again);
            })
        },
    },
    Damage {
        rule: "zip-duplicate-name",
        what: "two local headers have one name",
        files: || {
            zip(|zip| {
                let mut again = zip.member(INIT).clone();
                again.central = None;
                zip.members.insert(1, again);
            })
        },
    },
    Damage {
        rule: "zip-name",
        what: "a name is not marked as UTF-8",
        files: || with("sample/caf\u{e9}.py"),
    },
    Damage {
        rule: "zip-name",
        what: "another name in a local header has control characters",
        files: || local(|header| header.extra = name_field(INIT, b"sample/\n.py")),
    },
    Damage {
        rule: "zip-method",
        what: "a member is compressed with LZMA",
        files: || both(|header| header.method = 14),
    },
    Damage {
        rule: "zip-data-descriptor",
        what: "sizes stand behind the bytes",
        files: || {
            member(|member| {
                let header = member.local.as_mut().unwrap();
                header.flags |= 8;
                let numbers = [header.crc32, header.compressed, header.size];
                [header.crc32, header.compressed, header.size] = [0; 3];
                member.central.as_mut().unwrap().flags |= 8;
                member.descriptor = b"PK\x07\x08".to_vec();
                member.descriptor.extend(numbers.map(u32::to_le_bytes).concat());
            })
        },
    },
    Damage {
        rule: "zip-encrypted",
        what: "a member is encrypted",
        files: || both(|header| header.flags |= 1),
    },
    Damage {
        rule: "zip-comment",
        what: "a member has a comment",
        files: || member(|member| member.comment = b"PK\x01\x02".to_vec()),
    },
    Damage {
        rule: "zip64-form",
        what: "the ZIP64 end record has extensible data",
        files: || end64(End64 { extensible: vec![0; 8], ..End64::default() }),
    },
    Damage {
        rule: "zip64-form",
        what: "there is a locator and no ZIP64 end record",
        files: || {
            zip(|zip| {
                zip.end64 = Some(End64 { is_missing: true, ..End64::default() });
                let sound = WheelBuilder::new("py3-none-any").bytes();
                let number = |from: usize| {
                    let at = sound.len() - 22 + from;
                    u32::from_le_bytes(sound[at..at + 4].try_into().unwrap())
                };
                zip.count = Some(5);
                zip.directory_size = Some(number(12));
                zip.directory_offset = Some(number(16));
            })
        },
    },
    Damage {
        rule: "zip64-form",
        what: "the locator is of several disks",
        files: || end64(End64 { disks: 2, ..End64::default() }),
    },
    Damage {
        rule: "zip64-form",
        what: "a local field has one size for a compressed member",
        files: || local(|header| header.extra = field(1, &[0; 8])),
    },
    Damage {
        rule: "zip64-form",
        what: "a field of the directory lacks a number",
        files: || central(|header| (header.size, header.extra) = (u32::MAX, field(1, &[]))),
    },
    Damage {
        rule: "zip-extra-field",
        what: "a field is cut off",
        files: || local(|header| header.extra = vec![0x99, 0x99, 4, 0, 1]),
    },
    Damage {
        rule: "zip-extra-field",
        what: "a local header has two names in fields",
        files: || local(|header| header.extra = name_field(INIT, INIT.as_bytes()).repeat(2)),
    },
    Damage {
        rule: "zip-prefix",
        what: "a program stands before it, and offsets count it",
        files: || zip(|zip| zip.prefix = b"#!/bin/sh\n".to_vec()),
    },
    Damage {
        rule: "zip-prefix",
        what: "a program stands before it, and offsets do not count it",
        files: || bytes(|bytes| [b"#!/bin/sh\n".to_vec(), bytes].concat()),
    },
    Damage {
        rule: "zip-gap",
        what: "bytes stand between two members",
        files: || zip(|zip| zip.member("sample-1.0.dist-info/WHEEL").gap = b"something".to_vec()),
    },
    Damage {
        rule: "zip-gap",
        what: "bytes stand before the directory",
        files: || zip(|zip| zip.before_directory = b"APK Sig Block 42".to_vec()),
    },
    Damage {
        rule: "zip-gap",
        what: "bytes stand behind the directory",
        files: || zip(|zip| zip.before_end = b"something".to_vec()),
    },
    Damage {
        rule: "zip-trailing-data",
        what: "bytes stand behind the end",
        files: || zip(|zip| zip.trailing = b"something".to_vec()),
    },
    Damage {
        rule: "zip-overlap",
        what: "a member lies within another",
        files: || {
            let inner = ZipMember::stored("sample/inner.txt", b"inner");
            let zip = ZipBuilder { members: vec![inner], ..ZipBuilder::default() };
            // The local header and the five bytes behind it.
            let outer = zip.bytes()[..30 + 16 + 5].to_vec();
            let wheel = WheelBuilder::new("py3-none-any")
                .with("sample/outer.txt", outer.clone())
                .with("sample/inner.txt", "inner");
            let mut zip = wheel.zip();
            *zip.member("sample/outer.txt") = ZipMember::stored("sample/outer.txt", &outer);
            let outer = zip.members.remove(2);
            zip.members.insert(0, outer);
            let inner = zip.member("sample/inner.txt");
            *inner = ZipMember::stored("sample/inner.txt", b"inner");
            (inner.local, inner.offset) = (None, Some(30 + 16));
            vec![(wheel.file_name(), zip.bytes())]
        },
    },
    Damage {
        rule: "zip-ratio",
        what: "a member says that it is 100 MiB",
        files: || both(|header| header.size = 100 << 20),
    },
    Damage {
        rule: "zip-ambiguous",
        what: "an extra field gives a member another name",
        files: || central(|header| header.extra = name_field(INIT, b"sample/__main__.py")),
    },
    Damage {
        rule: "zip-ambiguous",
        what: "a local header has another checksum",
        files: || local(|header| header.crc32 ^= 1),
    },
    Damage {
        rule: "zip-ambiguous",
        what: "the end record and the ZIP64 end record disagree",
        files: || {
            zip(|zip| {
                zip.end64 = Some(End64::default());
                zip.count = Some(1);
            })
        },
    },
    Damage {
        rule: "zip-multi-disk",
        what: "the end record is on the third disk",
        files: || zip(|zip| zip.disk = 2),
    },
    Damage {
        rule: "zip-multi-disk",
        what: "a member is on the second disk",
        files: || member(|member| member.disk = 1),
    },
    Damage {
        rule: "zip-directory-entry",
        what: "there is a member for a directory",
        files: || zip(|zip| zip.members.insert(0, directory("sample/"))),
    },
    Damage {
        rule: "archive-unread",
        what: "a member says that it is 780 MiB, in a file of 16 MiB",
        files: || {
            let padding = vec![0; 16 << 20];
            let wheel = WheelBuilder::new("py3-none-any").with("sample/empty.txt", "");
            let mut zip = wheel.zip();
            let name = "sample/empty.txt";
            let mut large = ZipMember::stored(name, b"").both(|header| {
                header.size = 780 << 20;
                header.compressed = 16 << 20;
            });
            large.data = padding;
            *zip.member(name) = large;
            vec![(wheel.file_name(), zip.bytes())]
        },
    },
    Damage {
        rule: "member-broken",
        what: "bytes are no deflate stream",
        files: || member(|member| member.data[0] = 0xff),
    },
    Damage {
        rule: "member-broken",
        what: "bytes have another checksum",
        files: || both(|header| header.crc32 ^= 1),
    },
    Damage {
        rule: "member-broken",
        what: "it has fewer bytes than it says",
        files: || both(|header| header.size += 1),
    },
    Damage {
        rule: "member-path",
        what: "a path leads out",
        files: || with("sample/../../evil.txt"),
    },
    Damage { rule: "member-path", what: "a path is absolute", files: || with("/evil.txt") },
    Damage {
        rule: "member-path",
        what: "a member is in another that is a file",
        files: || with("sample/__init__.py/evil.txt"),
    },
    Damage {
        rule: "member-symlink",
        what: "a member is a symbolic link",
        files: || member(|member| member.external = 0o120_777 << 16),
    },
    Damage {
        rule: "member-case",
        what: "two paths differ in case alone",
        files: || with("sample/__INIT__.py"),
    },
    Damage {
        rule: "member-name-portable",
        what: "a name is that of a device of Windows",
        files: || with("sample/aux.txt"),
    },
    Damage {
        rule: "member-name-portable",
        what: "a name is longer than 255 bytes",
        files: || with(&format!("sample/{}.txt", "a".repeat(252))),
    },
    Damage {
        rule: "member-time",
        what: "a member is younger than the others",
        files: || both(|header| header.dos_time += 1),
    },
    Damage {
        rule: "member-mode",
        what: "a member runs with its owner's rights",
        files: || member(|member| member.external = 0o104_755 << 16),
    },
    Damage {
        rule: "member-mode",
        what: "its owner cannot read a member",
        files: || member(|member| member.external = 0o100_044 << 16),
    },
    Damage {
        rule: "member-mode-varies",
        what: "a member can be written by its group",
        files: || member(|member| member.external = 0o100_664 << 16),
    },
];

fn directory(path: &str) -> ZipMember {
    ZipMember { external: 0o040_755 << 16, ..ZipMember::stored(path, b"") }
}
