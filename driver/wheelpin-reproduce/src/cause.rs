use std::fmt;

use serde::Serialize;

/// Where a difference likely comes from.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// The clock, or times of files.
    Timestamp,
    /// The directory that was built in, or another path of the machine.
    Path,
    /// The name of the machine, its kernel or its user.
    Machine,
    /// The same things in another order.
    Order,
    /// A number drawn anew by every build: a UUID, a serial number.
    Serial,
    /// Another version of a compiler or of what packs.
    Compiler,
    /// The same compiler with other flags, features or another profile; or other source code.
    Flags,
    /// A name made of the file's own content: it differs since something else does.
    BuildId,
    /// A hash of something that differs.
    Hash,
    /// Permissions of files, as a umask makes them.
    Permissions,
    /// Another compressor, or another level of it.
    Compression,
    /// A file that only one has.
    Missing,
    /// Another version of a dependency, or of the project.
    Version,
    /// Other content.
    Content,
}

impl Cause {
    /// For people: what the cause is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timestamp => "a timestamp",
            Self::Path => "a path",
            Self::Machine => "the machine's name or user",
            Self::Order => "another order",
            Self::Serial => "a random id",
            Self::Compiler => "another compiler or tool",
            Self::Flags => "other flags or code",
            Self::BuildId => "a build id",
            Self::Hash => "a hash",
            Self::Permissions => "permissions",
            Self::Compression => "another compression",
            Self::Missing => "a file that one lacks",
            Self::Version => "another version",
            Self::Content => "other content",
        }
    }

    /// What to do about it, where something can be done.
    #[must_use]
    pub const fn remedy(self) -> Option<&'static str> {
        Some(match self {
            Self::Timestamp => {
                "take the time from SOURCE_DATE_EPOCH, which wheelpin sets, and not from the clock"
            }
            Self::Path => {
                "do not put the directory that is built in into the wheel: build scripts must not \
                 write OUT_DIR or CARGO_MANIFEST_DIR into code"
            }
            Self::Machine => "leave the machine's name and user out of the wheel",
            Self::Order => {
                "sort what build scripts and macros read from directories, and use no HashMap for \
                 what they write"
            }
            Self::Serial => "make the id of the content, or leave it out",
            Self::Compiler => "build with the same wheelpin: its pins name the compiler",
            Self::Flags => {
                "compare profile, features and RUSTFLAGS of both builds; with the same ones, look \
                 for code that a macro or build script makes anew each time"
            }
            Self::Permissions => "let the build write the same permissions whatever the umask is",
            Self::Version => "build from the same Cargo.lock and the same commit",
            Self::BuildId | Self::Hash | Self::Compression | Self::Missing | Self::Content => {
                return None;
            }
        })
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
